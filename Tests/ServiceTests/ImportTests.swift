import Foundation
import PunctualModel
import PunctualStore
import PunctualWire
import Testing

@testable import PunctualService

@Suite("Import and export")
struct ImportTests {
  private func read(_ text: String, _ name: String = "records.json") -> ImportedRecords {
    ImportReader(context: WireContext(zone: Firm.zone, now: nil)).read(Array(text.utf8), name: name)
  }

  private let customer =
    #"{"id":"n1","name":"New","language":"en","zone":"Europe/Vaduz","sites":[{"id":"ns","#
    + #""address":"A 1","location":[9.52,47.14],"area":"south"}]}"#

  private func appointment(_ id: String, customer: String = "n1", skill: String = "heating") -> String {
    #"{"id":"\#(id)","customer":"\#(customer)","type":"repair","title":"Repair","duration_minutes":60,"#
      + #""windows":[["2026-11-23T09:00:00+01:00","2026-11-23T12:00:00+01:00"]],"skills":[{"name":"\#(skill)","level":1}]}"#
  }

  @Test("records that refer to each other come in together, whatever their order")
  func together() async throws {
    let firm = try Firm([])
    let imported = read(#"{"appointments":[\#(appointment("n-1"))],"customers":[\#(customer)]}"#)
    #expect(imported.faults == [])
    let report = try await firm.at("08:00").perform(ImportRecords.self, ImportRequest(imported, partial: false))
    #expect(report.added == ["customers": 1, "appointments": 1])
    #expect(try firm.appointment("n-1")?.site == "ns")
    #expect(try firm.events().filter { $0.kind == .imported }.count == 1)
  }

  @Test("all faults of an input are told at once with their lines, and nothing of it is kept")
  func allFaults() async throws {
    let firm = try Firm([])
    let before = try firm.everything()
    let lines = [
      customer, appointment("n-1"), appointment("n-2", customer: "n9"), appointment("n-3", skill: "magic"),
    ].joined(separator: "\n")
    let imported = read(lines, "records.ndjson")
    let found = await faults {
      _ = try await firm.at("08:00").perform(ImportRecords.self, ImportRequest(imported, partial: false))
    }
    #expect(found.map(\.code) == [.unknownReference, .unknownSkill])
    #expect(found.map(\.line) == [3, 4])
    #expect(found.map(\.path) == ["/customer", "/skills/0/name"])
    #expect(try firm.everything() == before)
  }

  @Test("visits that were put away while reading come in with the rest, or not at all")
  func spooled() async throws {
    let firm = try Firm([])
    func request(_ numbers: ClosedRange<Int>, _ more: String = "") throws -> ImportRequest {
      let file = firm.folder.appendingPathComponent("visits.ndjson")
      let lines = numbers.map {
        #"{"kind":"visit","id":"p\#($0)","technician":"t1","planned":{"start":1795420800,"finish":1795424400}}"#
      }
      try (lines.joined(separator: "\n") + "\n" + more).write(to: file, atomically: true, encoding: .utf8)
      let handle = try FileHandle(forReadingFrom: file)
      let spool = RecordSpool(holding: 10)
      let read = try ImportReader(context: WireContext(zone: Firm.zone, now: nil), spool: spool)
        .read(descriptor: handle.fileDescriptor, name: file.path)
      return ImportRequest(read, spool: spool, partial: false)
    }
    let first = try await firm.at("08:00").perform(ImportRecords.self, try request(1...50))
    #expect(first.added == ["past_visits": 50])
    let again = try await firm.at("08:00").perform(ImportRecords.self, try request(41...60))
    #expect(again.added == ["past_visits": 10] && again.unchanged == ["past_visits": 10])
    let found = await faults {
      _ = try await firm.at("08:00").perform(
        ImportRecords.self, try request(61...90, appointment("n-1", customer: "no")))
    }
    #expect(found.map(\.code) == [.unknownReference])
    #expect(try firm.store.read { try $0.historyCount() } == 60)
  }

  @Test("customers and appointments that were put away come in as the others do, and their faults name their lines")
  func spooledRecords() async throws {
    let firm = try Firm([])
    func request(_ more: String, partial: Bool) throws -> ImportRequest {
      let file = firm.folder.appendingPathComponent("records.ndjson")
      let customers = (1...30).map { customer.replacing("\"id\":\"n1\"", with: "\"id\":\"m\($0)\"") }
      let appointments = (1...30).map { appointment("m-\($0)", customer: "m\($0)") }
      try (customers + appointments + [more]).joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
      let handle = try FileHandle(forReadingFrom: file)
      let spool = RecordSpool(holding: 2)
      let read = try ImportReader(context: WireContext(zone: Firm.zone, now: nil), spool: spool)
        .read(descriptor: handle.fileDescriptor, name: file.path)
      #expect(spool.count >= 56)
      return ImportRequest(read, spool: spool, partial: partial)
    }
    let before = try firm.everything()
    let found = await faults {
      _ = try await firm.at("08:00").perform(
        ImportRecords.self, try request(appointment("bad", customer: "nobody"), partial: false))
    }
    #expect(found.map(\.code) == [.unknownReference] && found.map(\.line) == [61])
    #expect(try firm.everything() == before)
    let report = try await firm.at("08:00").perform(
      ImportRecords.self, try request(appointment("bad", customer: "nobody"), partial: true))
    #expect(report.added == ["customers": 30, "appointments": 30] && report.leftOut.count == 1)
    #expect(try firm.appointment("m-30")?.customer == "m30")
  }

  @Test("with partial what is right is kept, and what is left out is told")
  func partial() async throws {
    let firm = try Firm([])
    let lines = [customer, appointment("n-1"), appointment("n-2", customer: "n9"), "{\"id\":"].joined(separator: "\n")
    let report = try await firm.at("08:00").perform(
      ImportRecords.self, ImportRequest(read(lines, "records.ndjson"), partial: true))
    #expect(report.added == ["customers": 1, "appointments": 1])
    #expect(report.leftOut.count == 2)
    #expect(report.leftOut.contains { $0.contains("line 3") && $0.contains("n9") })
    #expect(try firm.appointment("n-1") != nil && firm.appointment("n-2") == nil)
  }

  @Test("with partial, what refers to a record that is left out is left out too")
  func partialChain() async throws {
    let firm = try Firm([])
    let wrong = customer.replacing("\"sites\"", with: "\"tier\":\"platinum\",\"sites\"")
    let lines = [wrong, appointment("n-1"), appointment("n-2", customer: "c1")].joined(separator: "\n")
    let report = try await firm.at("08:00").perform(
      ImportRecords.self, ImportRequest(read(lines, "records.ndjson"), partial: true))
    #expect(report.added == ["appointments": 1])
    #expect(report.leftOut.count == 2)
    #expect(try firm.appointment("n-2") != nil && firm.appointment("n-1") == nil)
  }

  @Test("a file that could not be read whole is refused with what is wrong in it")
  func unreadable() async throws {
    let firm = try Firm([])
    let found = await faults {
      _ = try await firm.at("08:00").perform(
        ImportRecords.self, ImportRequest(read("{\"customers\":[{\"id\":\"x\"}]}"), partial: false))
    }
    #expect(!found.isEmpty && found.allSatisfy { $0.code == .missingField && $0.path.hasPrefix("/customers/0") })
  }

  @Test("importing the same again changes nothing")
  func again() async throws {
    let firm = try Firm([])
    let imported = read(#"{"appointments":[\#(appointment("n-1"))],"customers":[\#(customer)]}"#)
    _ = try await firm.at("08:00").perform(ImportRecords.self, ImportRequest(imported, partial: false))
    let before = try firm.everything()
    let report = try await firm.at("09:00").perform(ImportRecords.self, ImportRequest(imported, partial: false))
    #expect(report.added.isEmpty && report.changed.isEmpty)
    #expect(report.unchanged == ["customers": 1, "appointments": 1])
    #expect(try firm.everything() == before)
  }

  @Test("importing again after planning keeps where an appointment stands and what was promised")
  func keepsStage() async throws {
    let firm = try Firm([])
    let text = #"{"appointments":[\#(appointment("n-1"))],"customers":[\#(customer)]}"#
    _ = try await firm.at("06:00").perform(ImportRecords.self, ImportRequest(read(text), partial: false))
    try await firm.plan()
    let planned = try #require(try firm.appointment("n-1"))
    #expect(planned.stage == .scheduled && planned.promise != nil)
    let changed = text.replacing("Repair", with: "Urgent repair")
    let report = try await firm.at("07:00").perform(
      ImportRecords.self, ImportRequest(read(changed), partial: false))
    #expect(report.changed == ["appointments": 1])
    let after = try #require(try firm.appointment("n-1"))
    #expect(after.title == "Urgent repair")
    #expect(after.stage == .scheduled)
    #expect(after.promise == planned.promise)
    #expect(try firm.visit("n-1") != nil)
  }

  @Test("what is exported comes back the same in an empty workspace")
  func roundTrip() async throws {
    let firm = try Firm(Firm.usual, history: History.records(20))
    let exported = try await firm.at("08:00").perform(ExportRecords.self, ExportRequest(history: true))
    let text = Form.write(exported, context: WireContext(zone: Firm.zone, now: nil)).text()
    let other = try Firm([], team: [])
    let imported = read(text)
    #expect(imported.faults == [])
    _ = try await other.at("08:00").perform(ImportRecords.self, ImportRequest(imported, partial: false))
    let back = try await other.at("08:00").perform(ExportRecords.self, ExportRequest(history: true))
    #expect(back == exported)
  }
}
