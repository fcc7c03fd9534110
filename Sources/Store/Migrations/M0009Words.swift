internal import GRDB

extension Migration {
  /// What was done at a visit, in words; and messages about complaints that are about no appointment.
  static let m0009Words = Migration(name: "0009 words") { database in
    try database.execute(sql: "ALTER TABLE visit ADD COLUMN note TEXT")
    // That a column may be empty cannot be said of a table that is there, so the table is made anew.
    try database.execute(sql: messages)
  }

  private static let messages = """
    CREATE TABLE notification_0009 (
      sequence INTEGER PRIMARY KEY NOT NULL,
      key TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      appointment TEXT REFERENCES appointment (id),
      complaint TEXT REFERENCES complaint (id),
      customer TEXT NOT NULL REFERENCES customer (id),
      channel TEXT NOT NULL CONSTRAINT "channel is email or sms" CHECK (channel IN ('email', 'sms')),
      address TEXT NOT NULL,
      language TEXT NOT NULL,
      subject TEXT NOT NULL,
      body TEXT NOT NULL,
      reason TEXT NOT NULL,
      cause INTEGER REFERENCES event (sequence),
      created_at INTEGER NOT NULL,
      due_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      state TEXT NOT NULL CONSTRAINT "state is known" CHECK (state IN ('queued', 'leased', 'sent', 'dead', 'dropped')),
      attempts INTEGER NOT NULL CONSTRAINT "attempts is 0 or more" CHECK (attempts >= 0),
      next_attempt_at INTEGER,
      sent_at INTEGER,
      last_error TEXT,
      told_start INTEGER,
      audience TEXT NOT NULL DEFAULT 'customer'
        CONSTRAINT "audience is known" CHECK (audience IN ('customer', 'technician', 'dispatcher')),
      technician TEXT,
      html TEXT,
      calendar TEXT,
      photo TEXT,
      rule TEXT NOT NULL DEFAULT '',
      told_technicians TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(told_technicians)),
      follows TEXT,
      earlier_attempts INTEGER NOT NULL DEFAULT 0,
      CONSTRAINT "a message is about an appointment or a complaint"
        CHECK (appointment IS NOT NULL OR complaint IS NOT NULL),
      CONSTRAINT "a message expires after it is due" CHECK (due_at <= expires_at),
      CONSTRAINT "a lease ends" CHECK (state <> 'leased' OR next_attempt_at IS NOT NULL),
      CONSTRAINT "a sent message has a time" CHECK (state <> 'sent' OR sent_at IS NOT NULL)
    ) STRICT;
    INSERT INTO notification_0009
      (sequence, key, kind, appointment, customer, channel, address, language, subject, body, reason, cause, created_at,
        due_at, expires_at, state, attempts, next_attempt_at, sent_at, last_error, told_start, audience, technician, html,
        calendar, photo, rule, told_technicians, follows, earlier_attempts)
      SELECT sequence, key, kind, appointment, customer, channel, address, language, subject, body, reason, cause,
        created_at, due_at, expires_at, state, attempts, next_attempt_at, sent_at, last_error, told_start, audience,
        technician, html, calendar, photo, rule, told_technicians, follows, earlier_attempts
      FROM notification;
    DROP TABLE notification;
    ALTER TABLE notification_0009 RENAME TO notification;
    CREATE INDEX notification_waiting ON notification (due_at) WHERE state IN ('queued', 'leased');
    CREATE INDEX notification_by_appointment ON notification (appointment);
    CREATE INDEX notification_by_customer ON notification (customer);
    CREATE INDEX notification_by_cause ON notification (cause);
    CREATE INDEX notification_by_address ON notification (address, sequence);
    """
}
