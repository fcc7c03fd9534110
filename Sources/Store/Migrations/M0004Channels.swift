internal import GRDB

extension Migration {
  /// A record of every try to deliver a message.
  static let m0004Channels = Migration(name: "0004 channels") { database in
    try database.execute(sql: attempts)
  }

  /// An attempt without an outcome is under way, or its sender died.
  private static let attempts = """
    ALTER TABLE notification ADD COLUMN earlier_attempts INTEGER NOT NULL DEFAULT 0;

    CREATE TABLE attempt (
      notification INTEGER NOT NULL REFERENCES notification (sequence),
      number INTEGER NOT NULL CONSTRAINT "number is 1 or more" CHECK (number >= 1),
      channel TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      ended_at INTEGER,
      outcome TEXT CONSTRAINT "outcome is known" CHECK (outcome IN ('accepted', 'refused', 'unknown')),
      receipt TEXT,
      error TEXT,
      report TEXT CONSTRAINT "report is known" CHECK (report IN ('delivered', 'failed')),
      reported_at INTEGER,
      report_detail TEXT,
      PRIMARY KEY (notification, number),
      CONSTRAINT "an attempt that ended has an outcome" CHECK ((outcome IS NULL) = (ended_at IS NULL)),
      CONSTRAINT "a report has a time" CHECK ((report IS NULL) = (reported_at IS NULL))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX attempt_by_receipt ON attempt (receipt) WHERE receipt IS NOT NULL;
    """
}
