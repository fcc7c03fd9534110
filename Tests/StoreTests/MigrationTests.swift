import Foundation
import GRDB
import PunctualModel
import Testing

@testable import PunctualStore

/// Files of every released schema, as the program of that time wrote them, in `Tests/Fixtures`.
@Suite("Files of earlier schemas")
struct MigrationTests {
  let sandbox = Sandbox()

  static let released = [1]

  /// A file as the program of schema `version` left it.
  private func file(_ version: Int) throws -> String {
    let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/schema-000\(version).sql")
    let dump = try String(contentsOf: fixture, encoding: .utf8)
    try FileManager.default.createDirectory(atPath: sandbox.folder, withIntermediateDirectories: true)
    let queue = try DatabaseQueue(path: sandbox.path())
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA journal_mode = WAL")
      try database.execute(sql: dump)
      try database.execute(
        sql:
          "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = \(version); PRAGMA foreign_keys = ON")
    }
    try queue.close()
    chmod(sandbox.path(), 0o600)
    return sandbox.path()
  }

  @Test("are brought up to date with all that they hold, and then pass every check", arguments: released)
  func broughtUpToDate(version: Int) throws {
    let path = try file(version)
    let store = try Store.open(at: path)
    let upgrade = try #require(store.upgrade)
    #expect(upgrade.from == version && upgrade.to == Schema.current.version)
    #expect(try store.health().filter { !$0.ok } == [])
    try store.read { reader throws in
      #expect(try reader.organisation().name == "Small")
      #expect(try reader.technician("t1")?.skills == ["gas": 2])
      let customer = try #require(try reader.customer("c1"))
      #expect(customer.notes == "rings once" && customer.sites[0].access == "key at no. 3")
      #expect(customer.contacts.map(\.address) == ["hasler@example.org"])
      #expect(try reader.appointments().map(\.stage) == [.underWay, .scheduled, .requested])
      let plan = try #require(try reader.plan(on: Sample.monday))
      #expect(plan.days.flatMap(\.visits).map(\.id) == ["a1", "a2"] && plan.unplaced.map(\.appointment) == ["a3"])
      #expect(try reader.notifications().count == 3)
      #expect(try reader.history().map(\.id) == ["v1"])
      let report = try reader.verifyJournal()
      #expect(try report.problems.isEmpty && report.entries == reader.lastEventSequence() && report.entries > 8)
      let answer = try #require(try reader.storedAnswer(idempotencyKey: "k1"))
      #expect(answer.requestHash.count == 64 && answer.answer.contains("rings once"))
    }
    // The old file is beside it, untouched.
    #expect(
      try sandbox.rows("SELECT name FROM customer", (upgrade.backup as NSString).lastPathComponent) == ["Frau Hasler"])
    #expect(try Store.open(at: path).upgrade == nil)
    try store.write { writer in
      _ = try writer.setStage("a3", .cancelled)
      try writer.append(Event(at: Sample.noon, actor: "ada", kind: .cancelled, subject: "a3"))
    }
    #expect(try store.read { try $0.verifyJournal() }.problems.isEmpty)
  }

  @Test(
    "of several processes that open an old file at once, one brings it up to date, and all go on", arguments: released)
  func raced(version: Int) async throws {
    let path = try file(version)
    let upgrades = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<5 { group.addTask { try Store.open(at: path, busySeconds: 60).upgrade != nil } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(upgrades.filter { $0 }.count == 1)
    #expect(try Store.open(at: path).health().filter { !$0.ok } == [])
    #expect(try sandbox.names().filter { $0.contains(".schema-") }.count == 1)
  }

  @Test("a file that breaks a rule of the new schema stays as it was, whatever steps it had passed by then")
  func refused() throws {
    let path = try file(1)
    var next = Schema.current
    next.migrations.append(Migration(name: "9999 test") { try $0.execute(sql: "DELETE FROM customer") })
    let said = try words { _ = try Store.open(at: path, schema: next) }
    #expect(said.contains("could not be brought to schema \(next.version), and is as it was: a "))
    #expect(try sandbox.rows("SELECT CAST(user_version AS TEXT) FROM pragma_user_version") == ["1"])
    #expect(try sandbox.rows("SELECT identifier FROM grdb_migrations") == ["0001 initial"])
    #expect(try sandbox.rows("SELECT name FROM sqlite_master WHERE name = 'change'") == [])
  }

  @Test("addresses that asked for silence are digests, and are known again")
  func optOuts() throws {
    let store = try sandbox.create()
    try Sample.fill(store)
    let address = "+423 000 11 22"
    try store.write { _ = try $0.optOut(.sms, address, at: Sample.noon) }
    #expect(try store.read { try $0.isOptedOut(.sms, address) && !$0.isOptedOut(.email, address) })
    #expect(try sandbox.rows("SELECT address FROM opt_out").allSatisfy { $0.count == 64 })
    try store.write { _ = try $0.forget("c1") }
    #expect(try sandbox.bytes().range(of: Data(address.utf8)) == nil)
    #expect(try store.read { try $0.isOptedOut(.sms, address) })
    try store.write { try $0.optIn(.sms, address) }
    #expect(try store.read { try !$0.isOptedOut(.sms, address) })
  }
}
