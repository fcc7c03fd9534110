internal import GRDB

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
  static let current = Schema(
    migrations: [.m0001Initial, .m0003Journey, .m0004Channels, .m0005Standards, .m0007Roads])

  var migrations: [Migration]

  /// The number in the header's `user_version` once all steps are applied.
  var version: Int { migrations.count }

  /// Brings a file to ``version``. Each step is a transaction, so a stop in between leaves a whole earlier version.
  func migrate(_ queue: DatabaseQueue) throws {
    var migrator = DatabaseMigrator()
    for (index, migration) in migrations.enumerated() {
      migrator.registerMigration(migration.name) { database in
        try migration.apply(database)
        try database.execute(sql: "PRAGMA application_id = \(Self.applicationID); PRAGMA user_version = \(index + 1)")
      }
    }
    try migrator.migrate(queue)
  }
}
