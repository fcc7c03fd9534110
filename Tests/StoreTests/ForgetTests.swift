import Foundation
import PunctualModel
import PunctualStore
import Testing

@Suite("Forgetting a customer")
struct ForgetTests {
  let sandbox = Sandbox()
  private let name = "Zwetschgenbaumer-Hasler"

  private func filled() throws -> Store {
    let store = try sandbox.create()
    try Sample.fill(store)
    try store.write { writer in
      try writer.insert(Sample.customer("x7", name: name))
      var appointment = Sample.appointment("xa", customer: "x7")
      appointment.title = "Boiler of \(name)"
      appointment.notes = "Ask for \(name)"
      try writer.insert(appointment)
      var visit = Sample.visit("xa", "t1")
      visit.note = "Explained the boiler to \(name)"
      try writer.put(visit)
      for number in 1...50 {
        var message = Sample.notification("x\(number)", appointment: "xa", customer: "x7")
        message.body = "Guten Tag \(name), wir kommen bald. " + String(repeating: "…", count: 40)
        try writer.enqueue(message)
      }
      try writer.enqueue(Sample.notification("other"))
      try writer.rememberAnswer(
        idempotencyKey: "i1", requestHash: "h", answer: "{\"customer\":\"x7\",\"name\":\"\(name)\"}", at: Sample.noon)
      try writer.rememberAnswer(idempotencyKey: "i2", requestHash: "h", answer: "{\"id\":\"a1\"}", at: Sample.noon)
      if let due = try writer.firstDue(now: Sample.noon, channels: [.sms]) {
        _ = try writer.lease(due, channel: "test", at: Sample.noon, until: Sample.noon + 60)
        try writer.endAttempt(1, number: 1, .refused, error: "\(name) is unknown", at: Sample.noon)
      }
      _ = try writer.markSent(1, attempts: 1, at: Sample.noon)
    }
    return store
  }

  @Test("names, addresses and words go; ids, stages, times and areas stay")
  func fields() throws {
    let store = try filled()
    let counts = try store.write { try $0.forget("x7") }
    #expect(
      counts.rows == [
        "customer": 1, "contact": 2, "site": 2, "appointment": 1, "visit": 1, "notification": 50, "attempt": 1,
        "idempotency": 1,
      ])
    #expect(counts.dropped == 49)
    try store.read { reader throws in
      let customer = try #require(try reader.customer("x7"))
      #expect(customer.name == StoreWriter.erasedName)
      #expect(customer.contacts.isEmpty && customer.notes == nil && customer.revision == 2)
      #expect(customer.sites.map(\.id) == ["s2", "s1"])
      #expect(customer.sites[0].place == Place(address: "", coordinate: Coordinate(longitude: 9.52, latitude: 47.14)))
      #expect(customer.sites[0].access == nil && customer.sites[0].area == "north")
      let appointment = try #require(try reader.appointment("xa"))
      #expect(appointment.title == "boiler-service" && appointment.notes == nil)
      #expect(appointment.windows == Sample.appointment().windows && appointment.stage == .booked)
      #expect(try reader.visit("xa") == Sample.visit("xa", "t1"))
      let messages = try reader.notifications(NotificationFilter(customer: "x7"))
      #expect(messages.allSatisfy { $0.address.isEmpty && $0.subject.isEmpty && $0.body.isEmpty })
      #expect(messages.map(\.state) == [.sent] + Array(repeating: .dropped, count: 49))
      #expect(try #require(try reader.storedAnswer(idempotencyKey: "i1")) == ("", "null"))
      #expect(try #require(try reader.storedAnswer(idempotencyKey: "i2")).answer.contains("a1"))
      #expect(try reader.customer("c1") == Sample.customer())
      #expect(try reader.notification(key: "other")?.state == .queued)
      #expect(try reader.settings().isEmpty)
    }
    #expect(try store.health().filter { !$0.ok }.isEmpty)
  }

  @Test("no byte of the name is left in the file or beside it")
  func bytes() throws {
    let store = try filled()
    #expect(try !holds().isEmpty)
    _ = try store.write { try $0.forget("x7") }
    #expect(try holds() == [])
  }

  @Test("forgetting a customer twice is as good as once; an unknown one is told")
  func twice() throws {
    let store = try filled()
    _ = try store.write { try $0.forget("x7") }
    let again = try store.write { try $0.forget("x7") }
    #expect(again.rows == [:] && again.dropped == 0 && again.changes == 0)
    #expect(try code { _ = try store.write { try $0.forget("nobody") } } == .notFound)
  }

  @Test("where a reader holds the file, health tells that traces remain, until they are erased")
  func traces() throws {
    let store = try Store.open(at: try filled().path, busySeconds: 0.05)
    let other = try Store.open(at: sandbox.path())
    try other.read { reader throws in
      _ = try reader.customers()
      _ = try store.write { try $0.forget("x7") }
      #expect(try store.health().filter { !$0.ok }.map(\.name) == ["traces"])
    }
    try store.eraseTraces()
    #expect(try store.health().filter { !$0.ok }.isEmpty)
    #expect(try sandbox.bytes().range(of: Data(name.utf8)) == nil)
  }

  @Test("what the journal kept of the customer goes with its salt, and the chain still holds")
  func journal() throws {
    let store = try filled()
    let event = { (kind: EventKind, subject: String) in
      Event(at: Sample.noon, actor: "ada", kind: kind, subject: subject, details: ["reason": "\(self.name) called"])
    }
    try store.write { writer in
      try writer.insert(Sample.customer("x8", name: name))
      try writer.append(event(.customerAdded, "x8"))
    }
    try store.write { writer in
      var appointment = try #require(try writer.appointment("xa"))
      appointment.notes = "\(name) again"
      try writer.update(appointment)
      try writer.append(event(.appointmentChanged, "xa"))
    }
    let head = try store.read { try $0.verifyJournal() }.head
    try store.write { writer in
      #expect(try writer.forget("x7").changes == 2)
      try writer.append(Event(at: Sample.noon, actor: "ada", kind: .customerForgotten, subject: "x7"))
    }
    #expect(try !holds().isEmpty, "the other customer of that name is still there")
    try store.write { writer in
      try writer.removeCustomer("x8")
      try writer.append(Event(at: Sample.noon, actor: "ada", kind: .customerRemoved, subject: "x8"))
    }
    #expect(try !holds().isEmpty, "the journal remembers a customer that was removed")
    try store.write { writer in
      #expect(try writer.forget("x8").changes > 0)
      try writer.append(Event(at: Sample.noon, actor: "ada", kind: .customerForgotten, subject: "x8"))
    }
    #expect(try holds() == [])
    let report = try store.read { try $0.verifyJournal() }
    #expect(report.problems.isEmpty && report.erased > 2)
    #expect(try store.read { try $0.journalHolds(hash: head) } != nil)
    let entries = try store.read { try $0.journal(JournalFilter(subject: "xa")) }
    #expect(entries.last?.changes.map(\.kind) == [.erased])
    #expect(entries.last?.event.details == [:])
    #expect(try store.health().filter { !$0.ok }.isEmpty)
  }

  @Test("a past visit whose attributes name the customer loses them and keeps its times")
  func attributes() throws {
    let store = try filled()
    let visit = VisitRecord(
      id: "v1", technician: "t1", planned: VisitTimes(start: Sample.noon), actual: VisitTimes(start: Sample.noon + 60),
      attributes: ["who": .text("bei \(name)"), "floor": .number(2)])
    try store.write { _ = try $0.addHistory([visit]) }
    #expect(try store.write { try $0.forget("x7") }.rows["visit_record"] == 1)
    var kept = visit
    kept.attributes = [:]
    #expect(try store.read { try $0.history() } == [kept])
    #expect(try holds() == [])
  }

  /// The files that hold the name.
  private func holds() throws -> [String] {
    try sandbox.names().filter { try sandbox.bytes($0).range(of: Data(name.utf8)) != nil }
  }
}
