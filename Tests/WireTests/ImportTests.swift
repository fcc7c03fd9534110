import Foundation
import PunctualModel
import PunctualWire
import Testing

@Suite("Import and export")
struct ImportTests {
  private let reader = ImportReader(context: vaduz)

  private func read(_ text: String, as kind: RecordKind? = nil, name: String = "") -> ImportedRecords {
    ImportReader(context: vaduz, as: kind).read(Array(text.utf8), name: name)
  }

  @Test("a document is read, and every export of it reads back as it was")
  func roundTrip() throws {
    let document = read(SampleRecords.document)
    #expect(document.faults == [])
    let records = try SampleRecords.records()
    #expect(document.records == records)
    #expect(document.customers.map(\.path) == ["/customers/0"])
    let json = reader.read(Export.json(records, context: vaduz))
    #expect(json.faults == [])
    #expect(json.records == records)
    let lines = reader.read(Export.ndjson(records, context: vaduz))
    #expect(lines.faults == [])
    #expect(lines.records == records)
    #expect(lines.visits.map(\.line) == [5])
    #expect(reader.read(Export.json(RecordSet(), context: vaduz)).records == RecordSet())
  }

  @Test("the organisation's zone and language hold for customers who state none")
  func organisationFirst() {
    let text =
      #"{"customers":[{"id":"c","name":"N"}],"organisation":{"name":"F","zone":"America/New_York","language":"de"}}"#
    let customer = read(text).records.customers.first
    #expect(customer?.zone.name == "America/New_York")
    #expect(customer?.language == .german)
  }

  @Test("records say their kind, show it by their fields, or take the caller's")
  func kinds() {
    #expect(read(#"{"kind":"customer","id":"c","name":"N"}"#).customers.count == 1)
    #expect(read(#"[{"kind":"customer","id":"c","name":"N"},{"id":"v","planned":{}}]"#).visits.count == 1)
    #expect(read(#"{"id":"c","name":"N"}"#, as: .customer).customers.count == 1)
    #expect(places(read(#"{"id":"c","name":"N"}"#).faults) == ["missing-field /kind"])
    #expect(places(read(#"[{"kind":"plumber"}]"#).faults) == ["out-of-range /0/kind"])
    #expect(places(read("[1]").faults) == ["wrong-type /0"])
    #expect(places(read("3", name: "x.json").faults) == ["wrong-type "])
  }

  @Test("a document's faults carry the path from its root, and the good records are kept")
  func documentFaults() {
    let result = read(
      #"{"technicians":{},"custmers":[],"customers":[{"id":"c1","name":"N"},{"id":"c2"},{"id":"c1","name":"M"}]}"#)
    #expect(
      places(result.faults) == [
        "wrong-type /technicians", "unknown-field /custmers", "missing-field /customers/1/name",
        "duplicate-id /customers/2/id",
      ])
    #expect(result.records.customers.map(\.name) == ["N"])
  }

  @Test("lines are read one by one: a bad one is named and the rest is kept")
  func lines() {
    let long = #"{"kind":"customer","id":"l","name":""# + String(repeating: "x", count: 10_000_000) + "\"}"
    let text = [
      #"{"kind":"customer","id":"c1","name":"N"}"#, "", "{", long, #"{"kind":"customer","id":"c2","name":7}"#,
      #"{"kind":"customer","id":"c1","name":"again"}"#, #"{"kind":"customer","id":"c3","name":"last"}"#,
    ].joined(separator: "\r\n")
    for name in ["", "records.ndjson"] {
      let result = read(text, name: name)
      #expect(
        result.faults.map { "\($0.line ?? 0) \($0.code.rawValue) \($0.path)" } == [
          "3 not-json ", "4 too-large ", "5 wrong-type /name", "6 duplicate-id /id",
        ])
      #expect(result.records.customers.map(\.id) == ["c1", "c3"])
    }
  }

  @Test("ids may not repeat across files either")
  func across() {
    var first = read(#"[{"kind":"customer","id":"c","name":"N"}]"#)
    first.append(read(#"[{"kind":"customer","id":"c","name":"M"},{"kind":"customer","id":"d","name":"O"}]"#))
    #expect(first.records.customers.map(\.name) == ["N", "O"])
    #expect(places(first.faults) == ["duplicate-id /0/id"])
  }

  @Test(
    "what is no file of records is refused", arguments: ["{\"a\":", "\u{0}\u{1}", "hello", "{\"kind\":1}"])
  func noFile(_ text: String) {
    let result = read(text)
    #expect(!result.faults.isEmpty)
    #expect(result.records == RecordSet())
  }

  @Test("15,000 past visits are read and written in linear time")
  func many() throws {
    let records = RecordSet(
      visits: (0..<15_000).map { index in
        VisitRecord(
          id: "v\(index)", technician: "t\(index % 14)", type: "boiler-service",
          planned: VisitTimes(start: monday8 + index * 60), actual: VisitTimes(start: monday8 + index * 61))
      })
    let bytes = Export.json(records, context: vaduz)
    let result = reader.read(bytes)
    #expect(result.faults == [])
    #expect(result.records == records)
  }

  @Test("lines are told from a document, even where the first is broken")
  func guessing() {
    let good = #"{"kind":"customer","id":"c","name":"N"}"#
    let broken = read("{\"kind\":}\n" + good + "\n")
    #expect(broken.faults.map { "\($0.line ?? 0) \($0.code.rawValue)" } == ["1 not-json"])
    #expect(broken.customers.map(\.line) == [2])
    #expect(read(good + "\nrubbish").faults.map(\.line) == [2])
    #expect(read("{\n\"customers\": [{\"id\":\"c\",\n\"name\":\"N\"}]\n}\n").customers.count == 1)
    #expect(read("[" + good + "\n]").customers.count == 1)
  }

  // MARK: More visits than memory should hold

  private func visit(_ id: String) -> String {
    #"{"kind":"visit","id":"\#(id)","technician":"t","planned":{"start":1795420800}}"#
  }

  /// Reads lines from a pipe, as from standard input, with a spool that holds so many records of a kind.
  private func piped(_ lines: [String], _ spool: RecordSpool, name: String = "-") throws -> ImportedRecords {
    let source = Pipe()
    let text = Data((lines.joined(separator: "\n") + "\n").utf8)
    let writer = Thread {
      try? source.fileHandleForWriting.write(contentsOf: text); try? source.fileHandleForWriting.close()
    }
    writer.start()
    return try ImportReader(context: vaduz, spool: spool)
      .read(descriptor: source.fileHandleForReading.fileDescriptor, name: name)
  }

  @Test("visits beyond the first wait in a file, in their order; each id counts once, wherever it was")
  func spooled() throws {
    let spool = RecordSpool(holding: 3)
    var lines = (1...2000).map { visit("v\($0)") }
    lines.insert(#"{"kind":"customer","id":"c","name":"N"}"#, at: 1000)
    lines.append(visit("v2"))
    lines.append(visit("v1500"))
    lines.append(#"{"kind":"visit","id":"x","planned":1}"#)
    let read = try piped(lines, spool)
    #expect(read.visits.map(\.record.id) == ["v1", "v2", "v3"] && read.customers.count == 1)
    #expect(
      places(read.faults) == ["duplicate-id /id", "duplicate-id /id", "wrong-type /planned"])
    #expect(read.faults.map(\.line) == [2002, 2003, 2004])
    #expect(read.faults[1].message.contains("first on line 1501"))
    #expect(spool.count == 1997)
    for _ in 0..<2 {
      var batches: [[VisitRecord]] = []
      try spool.batchesOfVisits(of: 500) { batches.append($0) }
      #expect(batches.map(\.count) == [500, 500, 500, 497])
      #expect(batches.flatMap { $0 }.map(\.id) == (4...2000).map { "v\($0)" })
      #expect(batches[0][0].planned.start == Instant(epochSeconds: 1_795_420_800))
    }
    let document = ImportReader(context: vaduz, spool: spool).read(Array("[\(visit("v7")),\(visit("new"))]".utf8))
    #expect(document.visits.map(\.record.id) == ["new"])
    #expect(places(document.faults) == ["duplicate-id /0/id"])
  }

  @Test("customers and appointments wait, too, each read with what was said of zone and language before it")
  func spooledRecords() throws {
    let customer = { (id: String) in #"{"kind":"customer","id":"\#(id)","name":"N \#(id)"}"# }
    let lines =
      (1...4).map { customer("c\($0)") } + [
        #"{"kind":"organisation","name":"F","zone":"America/New_York","language":"de"}"#, customer("c5"),
        customer("c1"),
        #"{"kind":"appointment","id":"a1","customer":"c1","type":"t","duration_minutes":30,"windows":[["2026-11-23T09:00:00+01:00","2026-11-23T12:00:00+01:00"]]}"#,
        #"{"kind":"appointment","id":"a2","customer":"c1","type":"t","duration_minutes":30,"windows":[["2026-11-23T09:00:00+01:00","2026-11-23T12:00:00+01:00"]]}"#,
      ]
    let whole = try piped(lines, RecordSpool())
    let spool = RecordSpool(holding: 1)
    let read = try piped(lines, spool)
    #expect(read.faults == whole.faults && places(read.faults) == ["duplicate-id /id"])
    var customers = read.customers
    try spool.eachCustomer { customers.append($0) }
    var appointments = read.appointments
    try spool.eachAppointment { appointments.append($0) }
    #expect(customers == whole.customers && customers.map(\.line) == [1, 2, 3, 4, 6])
    #expect(appointments == whole.appointments && appointments.map(\.record.id) == ["a1", "a2"])
    #expect(read.customers.count == 1 && read.appointments.count == 1 && spool.count == 5)
    #expect(customers[3].record.language != customers[4].record.language)
  }

  @Test("what comes through a pipe is told apart as a file's content is", arguments: [0, 70_000])
  func guessed(blanks: Int) throws {
    let start = String(repeating: " ", count: blanks)
    let spool = RecordSpool(holding: 1)
    #expect(try piped([start + visit("a"), "", visit("b")], spool).visits.count == 1 && spool.count == 1)
    #expect(try piped([start + #"{"customers":[{"id":"c","#, #""name":"N"}]}"#], RecordSpool()).customers.count == 1)
    #expect(try piped([start + visit("a")], RecordSpool()).visits.count == 1)
  }

  @Test("nothing at all is no record and no fault, unless a file's name promises a document")
  func nothing() throws {
    for text in ["", " \n\n", "\u{FEFF}\n"] {
      #expect(read(text).faults == [] && read(text).records == RecordSet())
    }
    #expect(try piped([], RecordSpool()).faults == [])
    #expect(read("", name: "firm.json").faults.map(\.code) == [.notJSON])
    #expect(read("", name: "firm.csv").faults.map(\.code) == [.notCSV])
  }
}
