internal import GRDB

extension Migration {
  /// By which of the routing servers' profiles a technician travels.
  static let m0008Profiles = Migration(name: "0008 profiles") { database in
    try database.execute(
      sql: """
        ALTER TABLE technician ADD COLUMN profile TEXT NOT NULL DEFAULT 'car'
          CONSTRAINT "profile is not empty" CHECK (profile <> '')
        """)
  }
}
