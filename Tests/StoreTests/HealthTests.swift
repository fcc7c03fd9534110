import Foundation
import GRDB
import PunctualModel
import Testing

@testable import PunctualStore

@Suite("Health")
struct HealthTests {
  let sandbox = Sandbox()

  private func filled() throws -> Store {
    let store = try sandbox.create()
    try Sample.fill(store)
    try store.write { writer in
      for number in 1...3 {
        try writer.enqueue(Sample.notification("k\(number)"))
        try writer.append(
          Event(
            at: Sample.noon, actor: "ada", kind: .notificationQueued, subject: "a1", details: ["key": "k\(number)"]))
      }
    }
    return store
  }

  private func failed(_ store: Store) throws -> [String] {
    try store.health().filter { !$0.ok }.map(\.name)
  }

  @Test("a sound workspace passes every check")
  func sound() throws {
    let checks = try filled().health()
    #expect(
      checks.map(\.name) == [
        "permissions", "free-space", "schema", "wal", "integrity", "foreign-keys", "journal", "chain", "outbox",
        "traces", "drafts",
      ])
    #expect(checks.allSatisfy { $0.ok && $0.mend == nil })
  }

  @Test("a file that others may read is told, with the way to mend it")
  func mode() throws {
    let store = try filled()
    chmod(sandbox.path(), 0o644)
    let check = try #require(try store.health().first { !$0.ok })
    #expect(check.name == "permissions")
    #expect(check.detail.contains("644") && check.mend?.contains("chmod 600") == true)
  }

  @Test(
    "what was tampered with is found",
    arguments: [
      ("DROP TRIGGER event_no_delete; DELETE FROM event WHERE sequence = 2", ["schema", "journal", "chain"]),
      ("DROP TRIGGER event_no_update", ["schema"]),
      ("PRAGMA foreign_keys = OFF; DELETE FROM customer", ["foreign-keys"]),
      ("DELETE FROM notification WHERE key = 'k2'", ["outbox"]),
      ("PRAGMA ignore_check_constraints = ON; UPDATE appointment SET priority = 900", ["integrity"]),
      ("PRAGMA foreign_keys = OFF; UPDATE notification SET cause = 77", ["foreign-keys", "outbox"]),
      ("PRAGMA user_version = 0", ["schema"]),
    ])
  func tampered(sql: String, names: [String]) throws {
    let store = try filled()
    try sandbox.raw(sql)
    #expect(try failed(store) == names)
  }

  @Test("an entry that tells of a delivery must agree with the outbox")
  func delivery() throws {
    let store = try filled()
    try store.write { writer in
      try writer.append(
        Event(at: Sample.noon, actor: "ada", kind: .notificationSent, subject: "a1", details: ["key": "k1"]))
    }
    #expect(try failed(store) == ["outbox"])
  }

  @Test("damaged pages are found, and reading them is a plain fault")
  func damaged() throws {
    let store = try filled()
    try store.write { try $0.addHistory((0..<2000).map { VisitRecord(id: "v\($0)", technician: "t1") }) }
    try store.queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    try store.queue.close()
    var bytes = try sandbox.bytes()
    let pages = bytes.count / 4096
    for page in (pages - 20)..<(pages - 2) {
      bytes.replaceSubrange(page * 4096..<(page + 1) * 4096, with: Data(repeating: 0xA5, count: 4096))
    }
    try bytes.write(to: URL(fileURLWithPath: sandbox.path()))
    let reopened = try Store.open(at: sandbox.path())
    #expect(try failed(reopened).contains("integrity"))
    #expect(try words { _ = try reopened.read { try $0.history() } }.contains("storage: The database file is damaged."))
  }
}
