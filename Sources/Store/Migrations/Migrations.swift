internal import GRDB
import PunctualModel

/// One step of the schema, from one version to the next. Steps that were released are never changed.
struct Migration: Sendable {
  /// Name in the file's list of applied steps.
  var name: String
  var apply: @Sendable (Database) throws -> Void
}

/// The versions of the workspace file that this program knows.
struct Schema: Sendable {
  /// Marks an SQLite file as one of ours ("Punc" in ASCII), in the header's `application_id`.
  static let applicationID = 0x5075_6E63

  /// The schema that this program writes.
  static let current = Schema(migrations: [
    .m0001Initial, .m0002Predictions, .m0003Journey, .m0004Channels, .m0005Standards,
    .m0006Journal, .m0007Roads, .m0008Profiles, .m0009Words, .m0010Calls,
  ])

  var migrations: [Migration]

  /// The number in the header's `user_version` once all steps are applied.
  var version: Int { migrations.count }

  /// Brings a file to ``version``, in one transaction: all steps that it lacks, or none.
  func migrate(_ queue: DatabaseQueue) throws {
    try queue.writeWithoutTransaction { database in
      // Steps may remake tables that others refer to. Has no effect within a transaction.
      try database.execute(sql: "PRAGMA foreign_keys = OFF")
      defer { try? database.execute(sql: "PRAGMA foreign_keys = ON") }
      try database.inTransaction(.immediate) {
        try database.execute(sql: "CREATE TABLE IF NOT EXISTS grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
        let done = Set(try database.list("SELECT identifier FROM grdb_migrations") { try $0.text() })
        for migration in migrations where !done.contains(migration.name) {
          try migration.apply(database)
          try database.run("INSERT INTO grdb_migrations (identifier) VALUES (?)", [migration.name])
        }
        try database.execute(sql: "PRAGMA application_id = \(Self.applicationID); PRAGMA user_version = \(version)")
        if let problem = try database.foreignKeyProblems().first {
          throw Faults(
            .storage, "The workspace could not be brought to schema \(version), and is as it was: \(problem).")
        }
        return .commit
      }
    }
  }
}
