import Foundation
internal import GRDB
import PunctualModel

/// One thing that was looked at, and how it stands.
public struct HealthCheck: Sendable, Hashable {
  /// Stable name, such as `integrity`.
  public var name: String
  public var ok: Bool
  /// What was found, in a sentence.
  public var detail: String
  /// What to do about it; nil where all is well.
  public var mend: String?

  public init(name: String, ok: Bool, detail: String, mend: String? = nil) {
    self.name = name
    self.ok = ok
    self.detail = detail
    self.mend = mend
  }
}

extension Store {
  /// Looks at the file from its permissions to the agreement of journal and outbox. Reads all of it; changes nothing.
  ///
  /// A check that the damage itself prevents counts as failed.
  public func health() throws -> [HealthCheck] {
    [permissions(), freeSpace()]
      + [
        check("schema", mend: Self.restoreIt) { try schemaProblems($0) },
        check("wal", mend: "Make a backup, and restore it in place.") { database in
          let mode = try database.first("PRAGMA journal_mode") { try $0.text() } ?? "unknown"
          return mode == "wal" ? [] : ["the journal mode is \(mode), so readers and writers block one another"]
        },
        check("integrity", mend: Self.restoreIt) { try $0.integrityProblems() },
        check("foreign-keys", mend: Self.restoreIt) { try $0.foreignKeyProblems() },
        check("journal", mend: Self.restoreIt) { try journalProblems($0) },
        check("chain", mend: "Compare with a backup by `punctual audit log`: somebody changed the journal.") {
          try StoreReader(session: StoreSession(database: $0)).verifyJournal().problems
        },
        check(
          "outbox", mend: "Look at the messages by `punctual notify log`, and restore a backup where some are lost."
        ) {
          try outboxProblems($0)
        },
        check("traces", mend: "Close other programs that use the workspace, then forget the customer again.") {
          database in
          try database.number("SELECT count(*) FROM setting WHERE key = ?", [Self.tracesSetting]) == 0
            ? [] : ["old pages of the file may still hold what was erased"]
        },
        check("drafts", mend: "Remove them, unless somebody is making a backup just now.") { _ in
          FilePlace.oldDrafts(beside: path).map { "\($0) was left by a process that was killed" }
        },
      ]
  }

  private static let restoreIt = "Restore a backup by `punctual restore`."

  private func check(_ name: String, mend: String, _ problems: (Database) throws -> [String]) -> HealthCheck {
    let found: [String]
    do {
      found = try translating { try queue.read(problems) }
    } catch {
      found = [(error as? Faults)?.all.first?.message ?? "the check failed"]
    }
    guard !found.isEmpty else { return HealthCheck(name: name, ok: true, detail: "fine") }
    let more = found.count > 5 ? "; and \(found.count - 5) more" : ""
    return HealthCheck(
      name: name, ok: false, detail: found.prefix(5).joined(separator: "; ") + more, mend: mend)
  }

  /// Of the file, of those beside it, which hold the same, and of the folder, in which others could exchange them.
  private func permissions() -> HealthCheck {
    guard let mode = FilePlace.mode(path) else {
      return HealthCheck(name: "permissions", ok: false, detail: "the file is gone", mend: Self.restoreIt)
    }
    let files = [path] + FilePlace.companions.map { path + $0 } + FilePlace.beside(path) { _ in true }
    let open = files.compactMap { file in
      FilePlace.mode(file).flatMap { $0 & 0o077 == 0 ? nil : (file, String($0, radix: 8)) }
    }
    guard open.isEmpty else {
      let names = open.map { "\(($0.0 as NSString).lastPathComponent) (\($0.1))" }
      return HealthCheck(
        name: "permissions", ok: false, detail: "others may use \(names.joined(separator: ", "))",
        mend: "Run `chmod 600 \(open.map(\.0).joined(separator: " "))`.")
    }
    let folder = (path as NSString).deletingLastPathComponent
    if let mode = FilePlace.mode(folder), mode & 0o022 != 0, !FilePlace.isSticky(folder) {
      return HealthCheck(
        name: "permissions", ok: false, detail: "others may write to the folder (\(String(mode, radix: 8)))",
        mend: "Run `chmod go-w \(folder)`.")
    }
    return HealthCheck(
      name: "permissions", ok: true, detail: "only its owner may use the file (\(String(mode, radix: 8)))")
  }

  /// Room to rewrite the file, and for a copy of it.
  private func freeSpace() -> HealthCheck {
    guard let free = FilePlace.freeBytes(at: path), let size = FilePlace.size(path) else {
      return HealthCheck(name: "free-space", ok: true, detail: "the file system does not tell")
    }
    let megabytes = "\(free >> 20) MB are free"
    return free >= 2 * size + 16 << 20
      ? HealthCheck(name: "free-space", ok: true, detail: megabytes)
      : HealthCheck(
        name: "free-space", ok: false, detail: "only \(megabytes), and the file has \(size >> 20) MB",
        mend: "Free some space, or move the workspace to another disk.")
  }

  /// Compares tables, indexes and triggers with those of a new workspace.
  func schemaProblems(_ database: Database) throws -> [String] {
    let version = try database.number("PRAGMA user_version")
    guard version == schema.version else { return ["the schema is \(version), not \(schema.version)"] }
    let fresh = try DatabaseQueue()
    try schema.migrate(fresh)
    let expected = try fresh.read { try $0.definitions() }
    let found = try database.definitions()
    return Set(expected.keys).union(found.keys).sorted().compactMap { name in
      switch (expected[name], found[name]) {
      case (nil, _): "\(name) is not ours"
      case (_, nil): "\(name) is missing"
      case (let ours, let theirs): ours == theirs ? nil : "\(name) was altered"
      }
    }
  }

  private func journalProblems(_ database: Database) throws -> [String] {
    let (count, first, last) =
      try database.first("SELECT count(*), coalesce(min(sequence), 0), coalesce(max(sequence), 0) FROM event") {
        (try $0.int(), try $0.int(), try $0.int())
      } ?? (0, 0, 0)
    if count == 0 { return ["the journal is empty"] }
    return first == 1 && last == count ? [] : ["the journal has \(count) entries, numbered \(first) to \(last)"]
  }

  /// Every message has its cause, none is lost, and what the journal says of a message (by the detail `key`) holds.
  private func outboxProblems(_ database: Database) throws -> [String] {
    let (count, last) =
      try database.first("SELECT count(*), coalesce(max(sequence), 0) FROM notification") {
        (try $0.int(), try $0.int())
      } ?? (0, 0)
    let gaps = count == last ? [] : ["the outbox has \(count) messages, numbered up to \(last)"]
    let causes = try database.list(
      """
      SELECT sequence FROM notification
      WHERE cause IS NOT NULL AND NOT EXISTS (SELECT 1 FROM event WHERE event.sequence = cause) ORDER BY sequence
      """
    ) { "message \(try $0.int()) names a cause that the journal does not have" }
    let lost = try database.list(
      """
      SELECT sequence FROM event
      WHERE kind LIKE 'notification-%' AND details ->> 'key' IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM notification WHERE key = event.details ->> 'key') ORDER BY sequence
      """
    ) { "entry \(try $0.int()) of the journal tells of a message that the outbox does not have" }
    let unsent = try database.list(
      """
      SELECT event.sequence FROM event JOIN notification ON notification.key = event.details ->> 'key'
      WHERE event.kind = 'notification-sent' AND notification.state <> 'sent' ORDER BY event.sequence
      """
    ) { "entry \(try $0.int()) of the journal tells of a delivery that the outbox does not have" }
    return gaps + causes + lost + unsent
  }
}

extension Database {
  /// What `PRAGMA integrity_check` finds: damaged pages, wrong types, broken constraints.
  func integrityProblems() throws -> [String] {
    try list("PRAGMA integrity_check") { try $0.text() }.filter { $0 != "ok" }
  }

  /// Rows that name others that are not there.
  func foreignKeyProblems() throws -> [String] {
    try list("PRAGMA foreign_key_check") { row in
      let table = try row.text()
      _ = row.intOrNil()
      return "a \(table) names a \(try row.text()) that is not there"
    }
  }

  /// The text of each table, index and trigger by its name, those of the migrations' own record apart.
  fileprivate func definitions() throws -> [String: String] {
    let rows = try list("SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL") {
      (try $0.text(), try $0.text())
    }
    return Dictionary(uniqueKeysWithValues: rows)
  }
}
