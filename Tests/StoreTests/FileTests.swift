import Foundation
import GRDB
import PunctualModel
import Testing

@testable import PunctualStore

@Suite("Making and opening a workspace")
struct OpenTests {
  let sandbox = Sandbox()

  @Test("a new file is its owner's only, folders are made, nothing else is left, and it is not made twice")
  func create() throws {
    let path = sandbox.path("a/b/c.sqlite")
    let make = {
      try Store.create(at: path, organisation: Sample.organisation, now: Sample.noon, actor: "ada")
    }
    let store = try make()
    #expect(store.path == path)
    #expect(FilePlace.mode(path) == 0o600)
    #expect(try store.read { try $0.events().map(\.actor) } == ["ada"])
    #expect(try code { _ = try make() } == .conflict)
    let names = try FileManager.default.contentsOfDirectory(atPath: sandbox.path("a/b"))
    #expect(names.filter { !$0.hasPrefix("c.sqlite") }.isEmpty)
  }

  @Test("of several that make the same workspace at once, one does, and the others are told")
  func race() async throws {
    let path = sandbox.path()
    let outcomes = await withTaskGroup(of: FaultCode?.self) { group in
      for number in 0..<6 {
        group.addTask {
          do {
            _ = try Store.create(at: path, organisation: Sample.organisation, now: Sample.noon, actor: "w\(number)")
            return nil
          } catch {
            return (error as? Faults)?.all.first?.code
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.filter { $0 == nil }.count == 1)
    #expect(outcomes.filter { $0 == .conflict }.count == 5)
    #expect(try Store.open(at: path).read { try $0.lastEventSequence() } == 1)
    #expect(try sandbox.names().filter { $0.hasPrefix(".") }.isEmpty)
  }

  @Test("what a removed file left beside it does not get into a new one")
  func staleLog() throws {
    let first = try sandbox.create()
    try Sample.fill(first)
    try FileManager.default.removeItem(atPath: sandbox.path())
    let second = try sandbox.create()
    #expect(try second.read { try $0.technicians() }.isEmpty)
    #expect(try second.health().allSatisfy(\.ok))
  }

  @Test("a missing file asks for init")
  func missing() throws {
    let message = #expect(throws: Faults.self) { try Store.open(at: sandbox.path()) }
    #expect(message?.all.first?.code == .notFound)
    #expect(message?.all.first?.hint?.contains("punctual init") == true)
  }

  @Test("a newer schema, a folder, an empty file, another program's database and noise are told apart in words")
  func foreign() throws {
    _ = try sandbox.create()
    try sandbox.raw("PRAGMA user_version = 99")
    #expect(try code { _ = try Store.open(at: sandbox.path()) } == .newerSchema)
    #expect(try code { _ = try Store.open(at: sandbox.folder) } == .storage)
    try Data().write(to: URL(fileURLWithPath: sandbox.path("empty")))
    #expect(try words { _ = try Store.open(at: sandbox.path("empty")) }.contains("not a Punctual workspace"))
    try sandbox.raw("CREATE TABLE other (id)", "other")
    #expect(try words { _ = try Store.open(at: sandbox.path("other")) }.contains("not a Punctual workspace"))
    try Data("no database at all, but some text that is longer than the header of one would be".utf8).write(
      to: URL(fileURLWithPath: sandbox.path("noise")))
    #expect(try words { _ = try Store.open(at: sandbox.path("noise")) }.contains("not a database"))
  }

  @Test("read-only opening reads and does not write")
  func readOnly() throws {
    let store = try sandbox.create()
    try Sample.fill(store)
    let reader = try Store.open(at: sandbox.path(), readOnly: true)
    #expect(try reader.read { try $0.technicians().count } == 2)
    #expect(try code { try reader.write { try $0.setSetting("a", "b") } } == .notPermitted)
  }

  @Test("a file that may not be written is refused at once", .disabled(if: geteuid() == 0, "root may write anything"))
  func permission() throws {
    _ = try sandbox.create()
    chmod(sandbox.path(), 0o400)
    #expect(try code { _ = try Store.open(at: sandbox.path()) } == .notPermitted)
    chmod(sandbox.path(), 0)
    #expect(try code { _ = try Store.open(at: sandbox.path(), readOnly: true) } == .notPermitted)
  }

  @Test("an older file is brought up to date, after a backup beside it, and is then too new for the older program")
  func migration() throws {
    try Sample.fill(try sandbox.create())
    var next = Schema.current
    next.migrations.append(
      Migration(name: "9999 test") { try $0.execute(sql: "ALTER TABLE customer ADD COLUMN colour TEXT") })
    #expect(try code { _ = try Store.open(at: sandbox.path(), readOnly: true, schema: next) } == .storage)
    let store = try Store.open(at: sandbox.path(), schema: next)
    #expect(try store.fileVersion() == next.version)
    #expect(try store.read { try $0.customers() } == [Sample.customer()])
    #expect(try store.health().allSatisfy(\.ok))
    #expect(try code { _ = try Store.open(at: sandbox.path()) } == .newerSchema)
    let upgrade = try #require(store.upgrade)
    #expect(upgrade.from == Schema.current.version && upgrade.to == next.version)
    #expect(upgrade.backup.hasPrefix(sandbox.path("workspace.sqlite.schema-\(Schema.current.version)-20")))
    #expect(FilePlace.mode(upgrade.backup) == 0o600)
    let before = try Store.open(at: upgrade.backup)
    #expect(try before.read { try $0.customers() } == [Sample.customer()])
  }

  @Test("a step of the schema that fails leaves the file as it was")
  func failedMigration() throws {
    try Sample.fill(try sandbox.create())
    var next = Schema.current
    next.migrations.append(
      Migration(name: "9999 test") { database in
        try database.execute(sql: "ALTER TABLE customer ADD COLUMN colour TEXT")
        throw DatabaseError(resultCode: .SQLITE_FULL)
      })
    #expect(try code { _ = try Store.open(at: sandbox.path(), schema: next) } == .storage)
    let store = try Store.open(at: sandbox.path())
    #expect(try store.read { try $0.customers() } == [Sample.customer()])
    #expect(try store.health().allSatisfy(\.ok))
  }
}

@Suite("Writing")
struct WriteTests {
  let sandbox = Sandbox()

  @Test("a write that throws leaves nothing behind, whatever it had done")
  func rollback() throws {
    let store = try sandbox.create()
    let attempt = {
      try store.write { writer in
        try writer.insert(Sample.customer())
        try writer.setSetting("a", "b")
        try writer.append(Event(at: Sample.noon, actor: "ada", kind: .customerAdded, subject: "c1"))
        try writer.insert(Sample.appointment(customer: "c9"))
      }
    }
    #expect(try code { try attempt() } == .unknownReference)
    try store.read { reader throws in
      #expect(try reader.customers().isEmpty)
      #expect(try reader.settings().isEmpty)
      #expect(try reader.lastEventSequence() == 1)
    }
    try store.write { try $0.setSetting("a", "c") }
    #expect(try store.read { try $0.setting("a") } == "c")
  }

  @Test("while one process writes, another reads the state before, and gives up writing after its time-out")
  func busy() throws {
    let store = try sandbox.create()
    let other = try Store.open(at: sandbox.path(), busySeconds: 0.05)
    try store.write { writer in
      try writer.setSetting("a", "b")
      #expect(try other.read { try $0.setting("a") } == nil)
      #expect(try code { try other.write { try $0.setSetting("a", "c") } } == .busy)
    }
    try other.write { try $0.setSetting("d", "e") }
    #expect(try store.read { try $0.settings() } == ["a": "b", "d": "e"])
  }

  @Test("writers of several connections take turns and lose nothing")
  func turns() async throws {
    let store = try sandbox.create()
    let path = sandbox.path()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          let own = try Store.open(at: path, busySeconds: 60)
          for _ in 0..<25 {
            try own.write { session in
              let count = Int(try session.setting("count") ?? "0") ?? 0
              try session.setSetting("count", "\(count + 1)")
              try session.append(
                Event(at: Sample.noon, actor: "w\(writer)", kind: .imported, subject: "\(count)"))
            }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try store.read { try $0.setting("count") } == "100")
    #expect(try store.read { try $0.events(after: 1).map(\.subject) } == (0..<100).map(String.init))
  }

  @Test("a full disk is told as such, and changes nothing")
  func full() throws {
    let store = try sandbox.create()
    try store.queue.writeWithoutTransaction { database in
      let pages = try database.number("PRAGMA page_count")
      try database.execute(sql: "PRAGMA max_page_count = \(pages)")
    }
    let message = try words {
      try store.write { try $0.setSetting("big", String(repeating: "x", count: 1_000_000)) }
    }
    #expect(message.contains("The disk is full; nothing was changed."))
    #expect(try store.read { try $0.settings() }.isEmpty)
  }

  @Test("a year of visits goes in and comes out in one transaction each")
  func bulk() throws {
    let store = try sandbox.create()
    let records = (0..<15_000).map { number in
      VisitRecord(
        id: "v\(number)", technician: "t\(number % 14)", type: "boiler", area: "north", site: "s\(number % 220)",
        promised: Sample.window(8...10), planned: VisitTimes(start: Sample.noon + number * 60),
        actual: VisitTimes(start: Sample.noon + number * 60 + 30), attributes: ["floor": .number(Double(number % 5))])
    }
    #expect(try store.write { try $0.addHistory(records) } == (15_000, 0))
    #expect(try store.read { try $0.history() } == records)
  }
}
