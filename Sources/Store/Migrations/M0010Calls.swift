internal import GRDB

extension Migration {
  /// Calls of the office to customers, and until when a message said that somebody comes.
  static let m0010Calls = Migration(name: "0010 calls") { database in
    try database.execute(
      sql: """
        ALTER TABLE notification ADD COLUMN told_until INTEGER;
        CREATE TABLE call (
          appointment TEXT NOT NULL REFERENCES appointment (id),
          at INTEGER NOT NULL,
          customer TEXT NOT NULL REFERENCES customer (id),
          outcome TEXT NOT NULL
            CONSTRAINT "outcome is known" CHECK (outcome IN ('delay', 'clear', 'other', 'no-answer')),
          told_start INTEGER,
          note TEXT,
          PRIMARY KEY (appointment, at)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX call_by_customer ON call (customer, at);
        """)
  }
}
