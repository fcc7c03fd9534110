import GRDB
import PunctualModel
import PunctualStore
import Testing

@Suite("The journal")
struct JournalTests {
  let sandbox = Sandbox()

  private func event(_ subject: String) -> Event {
    Event(at: Sample.noon, actor: "ada", kind: .promised, subject: subject, details: ["window": Sample.tricky])
  }

  @Test("it begins with the making of the workspace, and numbers without gaps, also after a write that failed")
  func numbers() throws {
    let store = try sandbox.create()
    struct Stop: Error {}
    #expect(throws: Stop.self) {
      try store.write { writer in
        try writer.append(event("a1"))
        throw Stop()
      }
    }
    let stored = try store.write { [try $0.append(event("a1")), try $0.append(event("a2"))] }
    #expect(stored.map(\.sequence) == [2, 3])
    try store.read { reader throws in
      #expect(try reader.lastEventSequence() == 3)
      #expect(try reader.events().map(\.kind) == [.workspaceCreated, .promised, .promised])
      #expect(try reader.events(after: 1) == stored)
      #expect(try reader.events(after: 1, limit: 1) == [stored[0]])
      #expect(try reader.events(subject: "a2") == [stored[1]])
    }
  }

  @Test(
    "no program can change, remove or replace an entry, or leave a gap",
    arguments: [
      "UPDATE event SET actor = 'eve'", "DELETE FROM event", "DELETE FROM event WHERE sequence = 2",
      "INSERT OR REPLACE INTO event VALUES (1, 0, 'eve', 'promised', 'a1', '{}')",
      "INSERT INTO event VALUES (9, 0, 'eve', 'promised', 'a1', '{}')",
      "INSERT INTO event (at, actor, kind, subject, details) VALUES (0, 'eve', 'promised', 'a1', '{}')",
    ])
  func appendOnly(sql: String) throws {
    let store = try sandbox.create()
    try store.write { _ = try $0.append(event("a1")) }
    let before = try store.read { try $0.events() }
    #expect(throws: DatabaseError.self) { try sandbox.raw(sql) }
    #expect(try store.read { try $0.events() } == before)
  }
}
