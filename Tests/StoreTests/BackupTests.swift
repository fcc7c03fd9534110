import Foundation
import GRDB
import PunctualModel
import Testing

@testable import PunctualStore

@Suite("Backup and restore")
struct BackupTests {
  let sandbox = Sandbox()

  @Test("a backup made while others write is one whole moment, stands alone, and can be restored elsewhere")
  func whileWriting() async throws {
    let store = try sandbox.create()
    try Sample.fill(store)
    let path = sandbox.path()
    let backups = (0..<3).map { sandbox.path("backup-\($0).sqlite") }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        let writer = try Store.open(at: path, busySeconds: 60)
        for number in 0..<60 {
          try writer.write { session in
            try session.setSetting("count", "\(number)")
            try session.append(Event(at: Sample.noon, actor: "ada", kind: .imported, subject: "\(number)"))
          }
        }
      }
      group.addTask {
        for backup in backups { try store.backup(to: backup) }
      }
      try await group.waitForAll()
    }
    for backup in backups {
      #expect(FilePlace.mode(backup) == 0o600)
      #expect(!FilePlace.exists(backup + "-wal"))
      let target = backup + ".restored"
      try Store.restore(from: backup, to: target, replacing: false)
      let restored = try Store.open(at: target)
      #expect(try restored.health().filter { !$0.ok }.isEmpty)
      try restored.read { reader throws in
        #expect(try reader.customers() == [Sample.customer()])
        #expect(try reader.events().last?.subject ?? "" == reader.setting("count") ?? "workspace")
      }
    }
  }

  @Test("a backup does not overwrite a file")
  func taken() throws {
    let store = try sandbox.create()
    try store.backup(to: sandbox.path("b"))
    let before = try sandbox.bytes("b")
    #expect(try code { try store.backup(to: sandbox.path("b")) } == .conflict)
    #expect(try sandbox.bytes("b") == before)
    #expect(try sandbox.names().filter { $0.hasPrefix(".") }.isEmpty)
  }

  @Test("a backup makes no folder: where the disk for copies is not mounted, it must not end up on another")
  func noFolder() throws {
    let store = try sandbox.create()
    #expect(try code { try store.backup(to: sandbox.path("usb/b")) } == .notFound)
    #expect(try !sandbox.names().contains("usb"))
  }

  @Test("restoring replaces only when told so, and other open connections see what was restored")
  func replacing() throws {
    let store = try sandbox.create()
    try Sample.fill(store)
    try store.backup(to: sandbox.path("b"))
    try store.write { try $0.setSetting("later", "1") }
    #expect(
      try code { _ = try Store.restore(from: sandbox.path("b"), to: sandbox.path(), replacing: false) } == .conflict)
    #expect(try store.read { try $0.setting("later") } == "1")
    let old = try #require(try Store.restore(from: sandbox.path("b"), to: sandbox.path(), replacing: true))
    #expect(old.hasPrefix(sandbox.path("workspace.sqlite.before-restore-20")) && FilePlace.mode(old) == 0o600)
    #expect(try Store.open(at: old).read { try $0.setting("later") } == "1")
    #expect(try store.read { try $0.settings() }.isEmpty)
    try store.write { try $0.setSetting("new", "1") }
    #expect(try Store.open(at: sandbox.path()).read { try $0.settings() } == ["new": "1"])
    #expect(try store.health().filter { !$0.ok }.isEmpty)
    #expect(try sandbox.names().filter { $0.hasPrefix(".") }.isEmpty)
  }

  @Test("a damaged, foreign, newer or missing backup changes nothing")
  func badSource() throws {
    let store = try sandbox.create()
    try Sample.fill(store, appointments: 200)
    try store.backup(to: sandbox.path("good"))
    let restore = { (name: String) in
      _ = try Store.restore(from: self.sandbox.path(name), to: self.sandbox.path(), replacing: true)
    }
    var broken = try sandbox.bytes("good")
    for page in 4..<12 {
      broken.replaceSubrange(page * 4096..<(page + 1) * 4096, with: Data(repeating: 0xA5, count: 4096))
    }
    try broken.write(to: URL(fileURLWithPath: sandbox.path("broken")))
    #expect(try code { try restore("broken") } == .storage)
    try Data(repeating: 65, count: 5000).write(to: URL(fileURLWithPath: sandbox.path("noise")))
    #expect(try code { try restore("noise") } == .storage)
    try sandbox.raw("CREATE TABLE other (id)", "other")
    #expect(try code { try restore("other") } == .storage)
    #expect(try code { try restore("missing") } == .notFound)
    try sandbox.raw("PRAGMA user_version = 99", "good")
    #expect(try code { try restore("good") } == .newerSchema)
    #expect(try store.read { try $0.appointments().count } == 200)
    #expect(try store.health().filter { !$0.ok }.isEmpty)
  }

  @Test("a target that is damaged beyond reading is kept beside; another program's database is not touched")
  func badTarget() throws {
    try Sample.fill(try sandbox.create())
    try Store.open(at: sandbox.path()).backup(to: sandbox.path("b"))
    try Data(repeating: 65, count: 5000).write(to: URL(fileURLWithPath: sandbox.path("noise")))
    try Store.restore(from: sandbox.path("b"), to: sandbox.path("noise"), replacing: true)
    #expect(try Store.open(at: sandbox.path("noise")).read { try $0.customers().count } == 1)
    #expect(try sandbox.bytes("noise.damaged") == Data(repeating: 65, count: 5000))
    try sandbox.raw("CREATE TABLE other (id)", "other")
    #expect(
      try code { _ = try Store.restore(from: sandbox.path("b"), to: sandbox.path("other"), replacing: true) }
        == .conflict)
  }
}
