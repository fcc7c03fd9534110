import Foundation
import GRDB
import PunctualModel
import Testing

@testable import PunctualStore

@Suite("The journal's chain")
struct ChainTests {
  let sandbox = Sandbox()

  private func event(_ kind: EventKind, _ subject: String, _ details: [String: String] = [:]) -> Event {
    Event(at: Sample.noon, actor: "ada", kind: kind, subject: subject, details: details)
  }

  /// A customer added, an appointment added and promised in one write, both changed.
  private func filled() throws -> Store {
    let store = try sandbox.create()
    try store.write { writer in
      try writer.insert(Sample.technician("t1"))
      try writer.append(event(.technicianAdded, "t1"))
    }
    try store.write { writer in
      try writer.insert(Sample.customer())
      try writer.append(event(.customerAdded, "c1"))
    }
    try store.write { writer in
      try writer.insert(Sample.appointment())
      try writer.append(event(.appointmentAdded, "a1"))
      try writer.append(event(.promised, "a1", ["reason": "Frau Hasler asked for it", "from": "9:00"]))
    }
    try store.write { writer in
      try writer.setStage("a1", .cancelled)
      try writer.append(event(.cancelled, "a1"))
    }
    return store
  }

  @Test("hashes are those of FIPS 180-4, and of any length what the system's own tool finds")
  func digests() throws {
    #expect(SHA256.hex(of: "") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(SHA256.hex(of: "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.hex(of: "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(
      SHA256.hex(of: String(repeating: "a", count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test("each entry holds the hash of the one before and of itself, in a form that others can compute")
  func recomputed() throws {
    let store = try filled()
    let report = try store.read { try $0.verifyJournal() }
    #expect(report.problems.isEmpty && report.entries == 6 && report.erased == 0)
    let entries = try store.read { try $0.journal() }
    #expect(entries.map(\.act) == [1, 2, 3, 4, 4, 6])
    #expect(entries.last?.hash == report.head)
    #expect(Set(entries.map(\.hash)).count == 6)
    // The last, by the words of the documentation.
    let seals = try sandbox.rows("SELECT seal FROM change WHERE act = 6 ORDER BY sequence")
    let parts = ["6", "\(Sample.noon.epochSeconds)", "ada", "cancelled", "a1", "{}", "6"] + seals
    let text = entries[4].hash + parts.map { "\($0.utf8.count):\($0)," }.joined()
    #expect(report.head == SHA256.hex(of: text))
    #expect(try store.read { try $0.journalHolds(hash: report.head) } == 6)
    #expect(try store.read { try $0.journalHolds(hash: String(repeating: "0", count: 64)) } == nil)
  }

  @Test("an entry tells what its write changed: what was added, and which fields became what")
  func changes() throws {
    let entries = try filled().read { try $0.journal(JournalFilter(subject: "a1")) }
    #expect(entries.map(\.event.kind) == [.appointmentAdded, .promised, .cancelled])
    #expect(Set(entries[0].changes.map(\.record)) == ["appointment", "appointment_window", "appointment_skill"])
    #expect(entries[0].changes.allSatisfy { $0.kind == .added && $0.id == "a1" })
    #expect(entries[1].changes.isEmpty, "what a write changed is told once")
    let change = try #require(entries[2].changes.first)
    #expect(entries[2].changes.count == 1 && change.kind == .changed)
    #expect(
      change.fields == [
        RecordChange.Field(name: "revision", before: "1", after: "2"),
        RecordChange.Field(name: "stage", before: "booked", after: "cancelled"),
      ])
    #expect(entries[1].event.details == ["reason": "Frau Hasler asked for it", "from": "9:00"])
  }

  @Test("entries are found by actor and time, the newest first to be kept")
  func filters() throws {
    let store = try filled()
    try store.read { reader throws in
      #expect(try reader.journal(JournalFilter(limit: 2)).map(\.event.sequence) == [5, 6])
      #expect(try reader.journal(JournalFilter(actor: "eve")).isEmpty)
      #expect(try reader.journal(JournalFilter(since: Sample.noon + 1)).isEmpty)
    }
  }

  @Test("a row that is removed and added again as it was, or touched without a difference, is no change")
  func sameAgain() throws {
    let store = try filled()
    try store.write { writer in
      var customer = try #require(try writer.customer("c1"))
      customer.tier = "standard"
      // Saves all contacts and sites anew.
      try writer.update(customer)
      try writer.append(event(.customerChanged, "c1"))
    }
    let last = try #require(try store.read { try $0.journal() }.last)
    #expect(last.changes.map(\.record) == ["customer"])
    #expect(last.changes.first?.fields.map(\.name) == ["revision", "tier"])
  }

  @Test("a write that fails leaves neither entry nor change; one without an entry leaves nothing to the next")
  func rolledBack() throws {
    let store = try filled()
    let before = try store.read { try $0.verifyJournal() }
    struct Stop: Error {}
    #expect(throws: Stop.self) {
      try store.write { writer in
        try writer.setStage("a1", .booked)
        try writer.append(event(.promised, "a1"))
        throw Stop()
      }
    }
    #expect(try store.read { try $0.verifyJournal() } == before)
    try store.write { _ = try $0.setStage("a1", .booked) }
    try store.write { writer in
      try writer.insert(Sample.technician("t9"))
      try writer.append(event(.technicianAdded, "t9"))
    }
    let last = try #require(try store.read { try $0.journal() }.last)
    #expect(Set(last.changes.map(\.id)) == ["t9"])
  }

  @Test(
    "whatever is altered behind the program's back is found",
    arguments: [
      ("DROP TRIGGER event_no_update; UPDATE event SET actor = 'eve' WHERE sequence = 3", "entry 3"),
      ("DROP TRIGGER event_no_update; UPDATE event SET at = at + 1 WHERE sequence = 6", "entry 6"),
      ("DROP TRIGGER event_no_update; UPDATE event SET hash = 'x' WHERE sequence = 2", "entry 2"),
      ("DROP TRIGGER event_no_delete; DELETE FROM event WHERE sequence = 5", "entries 5 to 5 are missing"),
      (
        "INSERT INTO event (sequence, at, actor, kind, subject, details) VALUES (7, 0, 'eve', 'moved', 'a1', '{}')",
        "entry 7 was not written by this program"
      ),
      ("DROP TRIGGER change_no_update; UPDATE change SET after = '{\"stage\":\"booked\"}' WHERE act = 6", "entry 6"),
      ("DROP TRIGGER change_no_delete; DELETE FROM change WHERE act = 6", "entry 6"),
      ("UPDATE change SET before = NULL, after = NULL, salt = NULL WHERE act = 6", "no customer was forgotten"),
    ])
  func tampered(sql: String, words: String) throws {
    let store = try filled()
    try sandbox.raw(sql)
    let report = try store.read { try $0.verifyJournal() }
    #expect(report.problems.contains { $0.contains(words) }, "\(report.problems)")
    #expect(try store.health().filter { !$0.ok }.map(\.name).contains("chain"))
  }

  @Test(
    "no program changes, adds to or removes what an entry holds while the triggers stand",
    arguments: [
      "UPDATE event SET hash = 'x' WHERE sequence = 6", "UPDATE event SET hash = NULL WHERE sequence = 6",
      "UPDATE change SET after = '{}' WHERE act = 6", "DELETE FROM change WHERE act = 6",
      "UPDATE change SET before = NULL, after = NULL, salt = NULL, seal = 'x'",
      "INSERT INTO change (act, record, key, subject, seal) VALUES (6, 'visit', '[]', 'v', 'x')",
    ])
  func guarded(sql: String) throws {
    let store = try filled()
    #expect(throws: DatabaseError.self) { try sandbox.raw(sql) }
    #expect(try store.read { try $0.verifyJournal() }.problems.isEmpty)
  }

  @Test("a stale change is refused with what differs, who changed it, and when")
  func stale() throws {
    let store = try filled()
    let mine = try #require(try store.read { try $0.appointment("a1") })
    try store.write { writer in
      var theirs = mine
      theirs.priority = 90
      theirs.notes = "secret"
      try writer.update(theirs)
      try writer.append(Event(at: Sample.noon, actor: "bob", kind: .appointmentChanged, subject: "a1"))
    }
    let said = try words { _ = try store.write { try $0.update(mine) } }
    #expect(said.contains("priority (now 90, yours 40)"))
    #expect(said.contains("since then: notes, priority by bob at 2026-11-23 12:00 (entry 7)"))
    #expect(!said.contains("secret"))
  }
}
