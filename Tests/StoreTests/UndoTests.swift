import PunctualModel
import Testing

@testable import PunctualStore

@Suite("Taking a write back")
struct UndoTests {
  let sandbox = Sandbox()

  private func filled() throws -> Store {
    let store = try sandbox.create()
    try store.write { writer in
      try writer.insert(Sample.technician("t1"))
      try writer.insert(Sample.technician("t2"))
      try writer.insert(Sample.customer())
      for number in 1...3 { try writer.insert(Sample.appointment("a\(number)")) }
      try writer.append(Event(at: Sample.noon, actor: "ada", kind: .imported, subject: "records"))
    }
    return store
  }

  /// A write by an actor with one entry; gives the entry's number.
  @discardableResult
  private func act(
    _ store: Store, _ kind: EventKind = .appointmentChanged, _ subject: String = "a1", by actor: String = "ada",
    _ change: (StoreWriter) throws -> Void
  ) throws -> Int {
    try store.write { writer in
      try change(writer)
      return try writer.append(Event(at: Sample.noon, actor: actor, kind: kind, subject: subject)).sequence
    }
  }

  @discardableResult
  private func undo(_ store: Store, _ entry: Int) throws -> Int {
    try store.write(inAnyOrder: true) { writer in
      let undoable = try writer.undoable(entry: entry)
      let event = try writer.append(
        Event(
          at: Sample.noon, actor: "ada", kind: .undone, subject: undoable.event.subject,
          details: ["entry": "\(undoable.act)", "kind": undoable.event.kind.rawValue]))
      _ = try writer.takeBack(undoable)
      return event.sequence
    }
  }

  @Test("every record is as it was, to the last digit, in its next revision; and again as it became")
  func thereAndBack() throws {
    let store = try filled()
    let before = try store.read { (try $0.technician("t1"), try $0.customer("c1"), try $0.appointment("a1")) }
    let entry = try act(store) { writer in
      var technician = try #require(before.0)
      technician.home.coordinate.longitude = 9.123_456_789_012_345_6
      technician.pace = 0.1 + 0.2
      technician.skills = ["lift": 3]
      try writer.update(technician)
      var customer = try #require(before.1)
      customer.contacts.removeFirst()
      customer.notes = nil
      customer.sites[1].place.address = "elsewhere"
      try writer.update(customer)
      var appointment = try #require(before.2)
      appointment.windows.removeLast()
      appointment.promise = nil
      try writer.update(appointment)
    }
    let after = try store.read { (try $0.technician("t1"), try $0.customer("c1"), try $0.appointment("a1")) }
    let undone = try undo(store, entry)
    try store.read { reader throws in
      #expect(try reader.technician("t1") == before.0?.at(revision: 3))
      #expect(try reader.customer("c1") == before.1?.at(revision: 3))
      #expect(try reader.appointment("a1") == before.2?.at(revision: 3))
    }
    try undo(store, undone)
    try store.read { reader throws in
      #expect(try reader.technician("t1") == after.0?.at(revision: 4))
      #expect(try reader.customer("c1") == after.1?.at(revision: 4))
      #expect(try reader.appointment("a1") == after.2?.at(revision: 4))
      #expect(try reader.verifyJournal().problems.isEmpty)
    }
    #expect(try store.health().filter { !$0.ok }.isEmpty)
  }

  @Test("a plan that is taken back leaves the plan before, visits, breaks and all")
  func plan() throws {
    let store = try filled()
    try act(store, .planned, "2026-11-23") { writer in
      try writer.save(
        Sample.plan([("t1", [Sample.visit("a1", "t1"), Sample.visit("a2", "t1", position: 1)]), ("t2", [])]))
    }
    let before = try #require(try store.read { try $0.plan(on: Sample.monday) })
    let entry = try act(store, .planned, "2026-11-23") { writer in
      // The technicians change places, so that positions are taken while they are put back.
      try writer.save(
        Sample.plan(
          [("t2", [Sample.visit("a2", "t2"), Sample.visit("a3", "t2", position: 1)]), ("t1", [])], revision: 2))
    }
    try undo(store, entry)
    var restored = try #require(try store.read { try $0.plan(on: Sample.monday) })
    #expect(restored.revision == 3)
    restored.revision = before.revision
    #expect(restored == before)
    #expect(try store.health().filter { !$0.ok }.isEmpty)
  }

  @Test("what was added goes, and what was removed comes back")
  func addedAndRemoved() throws {
    let store = try filled()
    let added = try act(store, .customerAdded, "c9") { try $0.insert(Sample.customer("c9")) }
    let removed = try act(store, .appointmentRemoved, "a3") { try $0.removeAppointment("a3") }
    let a3 = Sample.appointment("a3")
    try undo(store, added)
    try undo(store, removed)
    try store.read { reader throws in
      #expect(try reader.customer("c9") == nil)
      #expect(try reader.appointment("a3") == a3.at(revision: 2))
    }
  }

  @Test("it is refused where a record was changed since, with what, by whom and in which fields")
  func changedSince() throws {
    let store = try filled()
    let entry = try act(store) { writer in
      var appointment = try #require(try writer.appointment("a1"))
      appointment.priority = 5
      try writer.update(appointment)
    }
    try act(store, by: "bob") { writer in
      var appointment = try #require(try writer.appointment("a1"))
      appointment.durationSeconds = 60
      try writer.update(appointment)
    }
    let said = try words { try undo(store, entry) }
    #expect(said.contains("conflict"))
    #expect(
      said.contains("differs in duration_seconds by now: entry 4, appointment-changed by bob at 2026-11-23 12:00"))
    #expect(try store.read { try $0.appointment("a1") }?.priority == 5)
    try undo(store, 4)
    try undo(store, entry)
    #expect(try store.read { try $0.appointment("a1") } == Sample.appointment().at(revision: 5))
  }

  @Test("it is refused where something else hangs on what would go")
  func referred() throws {
    let store = try filled()
    let entry = try act(store, .customerAdded, "c9") { try $0.insert(Sample.customer("c9")) }
    try act(store, .appointmentAdded, "a9") { try $0.insert(Sample.appointment("a9", customer: "c9")) }
    #expect(try words { try undo(store, entry) }.contains("hangs on"))
    #expect(try store.read { try $0.customer("c9") } != nil)
    #expect(try store.health().filter { !$0.ok }.isEmpty)
  }

  @Test("an appointment that messages name is not removed but called off, and comes back with redo")
  func named() throws {
    let store = try filled()
    let entry = try act(store, .appointmentAdded, "a9") { try $0.insert(Sample.appointment("a9")) }
    try store.write { _ = try $0.enqueue(Sample.notification("k9", appointment: "a9")) }
    let undone = try undo(store, entry)
    #expect(try store.read { try $0.appointment("a9") }?.stage == .cancelled)
    try undo(store, undone)
    #expect(try store.read { try $0.appointment("a9") } == Sample.appointment("a9").at(revision: 3))
  }

  @Test("nothing is undone twice, nor what changed nothing, nor what is not there, nor what was erased")
  func refused() throws {
    let store = try filled()
    let entry = try act(store) { _ = try $0.setStage("a1", .cancelled) }
    try undo(store, entry)
    #expect(try words { try undo(store, entry) }.contains("was undone already"))
    let empty = try act(store, .modelLearned, "forecast") { _ in }
    #expect(try words { try undo(store, empty) }.contains("changed no record"))
    #expect(try code { try undo(store, 99) } == .notFound)
    let notes = try act(store, .customerChanged, "c1") { writer in
      var customer = try #require(try writer.customer("c1"))
      customer.notes = "other"
      try writer.update(customer)
    }
    try store.write { writer in
      try writer.forget("c1")
      try writer.append(Event(at: Sample.noon, actor: "ada", kind: .customerForgotten, subject: "c1"))
    }
    #expect(try words { try undo(store, notes) }.contains("was erased"))
  }

  @Test("the last change of an actor is found past what others did, what changed nothing, and what is undone")
  func last() throws {
    let store = try filled()
    let first = try act(store) { _ = try $0.setStage("a1", .cancelled) }
    let second = try act(store, .appointmentChanged, "a2") { _ = try $0.setStage("a2", .cancelled) }
    try act(store, .appointmentChanged, "a3", by: "bob") { _ = try $0.setStage("a3", .cancelled) }
    try act(store, .modelLearned, "forecast") { _ in }
    let last = { (redo: Bool) in try store.read { try $0.lastAct(of: "ada", undone: redo) } }
    #expect(try last(false) == second && last(true) == nil)
    let undone = try undo(store, second)
    #expect(try last(false) == first && last(true) == undone)
    try undo(store, undone)
    #expect(try last(false) == second && last(true) == nil)
    #expect(try store.read { try $0.lastAct(of: "eve") } == nil)
  }

  @Test("messages that left since are found, and those that wait")
  func messages() throws {
    let store = try filled()
    let entry = try act(store) { _ = try $0.setStage("a1", .cancelled) }
    try store.write { writer in
      var message = Sample.notification("k1")
      message.cause = entry
      try writer.enqueue(message)
    }
    #expect(try store.read { try $0.messages(causedBy: entry) }.map(\.key) == ["k1"])
    #expect(try store.read { try $0.undoable(entry: entry) }.appointments == ["a1"])
    #expect(try store.read { try $0.firstMessage(after: entry, about: ["a1"]) } == nil)
    try store.write { writer in
      #expect(try writer.markSent(1, attempts: 0, at: Sample.noon))
      try writer.append(
        Event(at: Sample.noon, actor: "ada", kind: .notificationSent, subject: "a1", details: ["key": "k1"]))
    }
    #expect(try store.read { try $0.firstMessage(after: entry, about: ["a1"]) }?.kind == .notificationSent)
    #expect(try store.read { try $0.messages(causedBy: entry) }.isEmpty)
  }
}
