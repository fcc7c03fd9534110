internal import GRDB

extension Migration {
  /// What telling needs to know: for whom a message is and whom it names, times that are kept free for an answer, and who
  /// wants no more messages.
  static let m0003Journey = Migration(name: "0003 journey") { database in
    for part in [messages, contacts, holds, optOuts] {
      try database.execute(sql: part)
    }
  }

  private static let messages = """
    ALTER TABLE notification ADD COLUMN audience TEXT NOT NULL DEFAULT 'customer'
      CONSTRAINT "audience is known" CHECK (audience IN ('customer', 'technician', 'dispatcher'));
    ALTER TABLE notification ADD COLUMN technician TEXT;
    ALTER TABLE notification ADD COLUMN html TEXT;
    ALTER TABLE notification ADD COLUMN calendar TEXT;
    ALTER TABLE notification ADD COLUMN photo TEXT;
    ALTER TABLE notification ADD COLUMN rule TEXT NOT NULL DEFAULT '';
    ALTER TABLE notification ADD COLUMN told_technicians TEXT NOT NULL DEFAULT '[]'
      CHECK (json_valid(told_technicians));
    ALTER TABLE notification ADD COLUMN follows TEXT;
    CREATE INDEX notification_by_address ON notification (address, sequence);
    """

  private static let contacts = """
    ALTER TABLE contact ADD COLUMN name TEXT;
    ALTER TABLE contact ADD COLUMN language TEXT;
    CREATE INDEX contact_by_address ON contact (address);
    """

  private static let holds = """
    CREATE TABLE hold (
      id INTEGER PRIMARY KEY NOT NULL,
      appointment TEXT NOT NULL REFERENCES appointment (id) ON DELETE CASCADE,
      code INTEGER NOT NULL CONSTRAINT "code is 1 or more" CHECK (code >= 1),
      "start" INTEGER NOT NULL,
      "end" INTEGER NOT NULL,
      technician TEXT NOT NULL,
      planned_start INTEGER NOT NULL,
      made_at INTEGER NOT NULL,
      until INTEGER NOT NULL,
      state TEXT NOT NULL CONSTRAINT "state is known" CHECK (state IN ('held', 'taken', 'released')),
      CONSTRAINT "a window ends after it starts" CHECK ("start" <= "end")
    ) STRICT;
    CREATE INDEX hold_by_appointment ON hold (appointment);
    CREATE INDEX hold_live ON hold (until) WHERE state = 'held';
    """

  /// Kept when a customer is forgotten: whoever asked for silence gets it, also after a later import.
  private static let optOuts = """
    CREATE TABLE opt_out (
      channel TEXT NOT NULL CONSTRAINT "channel is email or sms" CHECK (channel IN ('email', 'sms')),
      address TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (channel, address)
    ) STRICT, WITHOUT ROWID;
    """
}
