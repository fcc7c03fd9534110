internal import GRDB

extension Migration {
  /// The first schema: the firm, its appointments and plans, the journal, the outbox, and what is learned.
  ///
  /// Times are whole seconds since the epoch, days are `2026-11-23`. The names of constraints are sentences: a refusal
  /// shows them to the user. Kinds of events and notifications are not constrained, because neither table is worth
  /// rebuilding for a new kind; a version that adds one adds a migration that does nothing, so that an older program
  /// knows that the file is too new for it.
  static let m0001Initial = Migration(name: "0001 initial") { database in
    for part in [firm, appointments, plans, journal, outbox, learning, service] {
      try database.execute(sql: part)
    }
  }

  private static let firm = """
    CREATE TABLE organisation (
      id INTEGER PRIMARY KEY CONSTRAINT "there is one organisation" CHECK (id = 1),
      name TEXT NOT NULL,
      zone TEXT NOT NULL,
      language TEXT NOT NULL,
      phone TEXT,
      email TEXT,
      opening_hours TEXT NOT NULL CHECK (json_valid(opening_hours)),
      tiers TEXT NOT NULL CHECK (json_valid(tiers)),
      travel TEXT NOT NULL CHECK (json_valid(travel))
    ) STRICT;

    CREATE TABLE technician (
      id TEXT PRIMARY KEY NOT NULL,
      name TEXT NOT NULL,
      phone TEXT,
      email TEXT,
      photo TEXT,
      address TEXT NOT NULL,
      longitude REAL NOT NULL CONSTRAINT "longitude is -180 to 180" CHECK (longitude BETWEEN -180 AND 180),
      latitude REAL NOT NULL CONSTRAINT "latitude is -90 to 90" CHECK (latitude BETWEEN -90 AND 90),
      shifts TEXT NOT NULL CHECK (json_valid(shifts)),
      absences TEXT NOT NULL CHECK (json_valid(absences)),
      pace REAL NOT NULL CONSTRAINT "pace is more than 0" CHECK (pace > 0),
      max_visits INTEGER CONSTRAINT "max_visits is 0 or more" CHECK (max_visits >= 0),
      revision INTEGER NOT NULL CONSTRAINT "revision is 1 or more" CHECK (revision >= 1)
    ) STRICT;

    CREATE TABLE technician_skill (
      technician TEXT NOT NULL REFERENCES technician (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      level INTEGER NOT NULL CONSTRAINT "level is 1 or more" CHECK (level >= 1),
      PRIMARY KEY (technician, name)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE customer (
      id TEXT PRIMARY KEY NOT NULL,
      name TEXT NOT NULL,
      language TEXT NOT NULL,
      zone TEXT NOT NULL,
      tier TEXT NOT NULL,
      notes TEXT,
      revision INTEGER NOT NULL CONSTRAINT "revision is 1 or more" CHECK (revision >= 1)
    ) STRICT;

    CREATE TABLE contact (
      customer TEXT NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      channel TEXT NOT NULL CONSTRAINT "channel is email or sms" CHECK (channel IN ('email', 'sms')),
      address TEXT NOT NULL,
      consent INTEGER NOT NULL CHECK (consent IN (0, 1)),
      PRIMARY KEY (customer, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE site (
      customer TEXT NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
      id TEXT NOT NULL,
      position INTEGER NOT NULL,
      address TEXT NOT NULL,
      longitude REAL NOT NULL CONSTRAINT "longitude is -180 to 180" CHECK (longitude BETWEEN -180 AND 180),
      latitude REAL NOT NULL CONSTRAINT "latitude is -90 to 90" CHECK (latitude BETWEEN -90 AND 90),
      area TEXT NOT NULL,
      access TEXT,
      PRIMARY KEY (customer, id)
    ) STRICT, WITHOUT ROWID;
    """

  private static let stages = """
    'requested', 'booked', 'scheduled', 'dispatched', 'under-way', 'on-site', 'finished', 'cancelled', 'missed', \
    'no-access'
    """

  private static let appointments = """
    CREATE TABLE appointment (
      id TEXT PRIMARY KEY NOT NULL,
      customer TEXT NOT NULL,
      site TEXT NOT NULL,
      type TEXT NOT NULL,
      title TEXT NOT NULL,
      duration_seconds INTEGER NOT NULL CONSTRAINT "duration is 0 or more" CHECK (duration_seconds >= 0),
      crew INTEGER NOT NULL CONSTRAINT "crew is 1 or more" CHECK (crew >= 1),
      priority INTEGER NOT NULL CONSTRAINT "priority is 0 to 100" CHECK (priority BETWEEN 0 AND 100),
      promise_start INTEGER,
      promise_end INTEGER,
      promise_made_at INTEGER,
      promise_chance REAL CONSTRAINT "chance is 0 to 1" CHECK (promise_chance BETWEEN 0 AND 1),
      stage TEXT NOT NULL CONSTRAINT "stage is known" CHECK (stage IN (\(stages))),
      pin_technician TEXT REFERENCES technician (id),
      pin_start INTEGER,
      notes TEXT,
      revision INTEGER NOT NULL CONSTRAINT "revision is 1 or more" CHECK (revision >= 1),
      FOREIGN KEY (customer, site) REFERENCES site (customer, id),
      CONSTRAINT "a promise ends after it starts" CHECK (promise_start <= promise_end),
      CONSTRAINT "a promise is whole" CHECK (
        (promise_start IS NULL) = (promise_end IS NULL) AND (promise_start IS NULL) = (promise_made_at IS NULL))
    ) STRICT;
    CREATE INDEX appointment_by_customer ON appointment (customer, site);
    CREATE INDEX appointment_by_stage ON appointment (stage);
    CREATE INDEX appointment_by_pin ON appointment (pin_technician) WHERE pin_technician IS NOT NULL;

    CREATE TABLE appointment_window (
      appointment TEXT NOT NULL REFERENCES appointment (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      "start" INTEGER NOT NULL,
      "end" INTEGER NOT NULL,
      PRIMARY KEY (appointment, position),
      CONSTRAINT "a window ends after it starts" CHECK ("start" <= "end")
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX appointment_window_by_time ON appointment_window ("end", "start");

    CREATE TABLE appointment_skill (
      appointment TEXT NOT NULL REFERENCES appointment (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      level INTEGER NOT NULL CONSTRAINT "level is 1 or more" CHECK (level >= 1),
      PRIMARY KEY (appointment, position)
    ) STRICT, WITHOUT ROWID;
    """

  private static let plans = """
    CREATE TABLE visit (
      id TEXT PRIMARY KEY NOT NULL,
      appointment TEXT NOT NULL REFERENCES appointment (id),
      technician TEXT NOT NULL REFERENCES technician (id),
      date TEXT NOT NULL CONSTRAINT "date is a day" CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
      position INTEGER NOT NULL CONSTRAINT "position is 0 or more" CHECK (position >= 0),
      stage TEXT NOT NULL CONSTRAINT "stage is known" CHECK (stage IN (\(stages))),
      planned_depart INTEGER,
      planned_arrive INTEGER,
      planned_start INTEGER,
      planned_finish INTEGER,
      actual_depart INTEGER,
      actual_arrive INTEGER,
      actual_start INTEGER,
      actual_finish INTEGER,
      CONSTRAINT "a visit finishes after it starts" CHECK (planned_start <= planned_finish)
    ) STRICT;
    CREATE INDEX visit_by_day ON visit (date, technician, position);
    CREATE INDEX visit_by_appointment ON visit (appointment);
    CREATE INDEX visit_by_technician ON visit (technician);

    CREATE TABLE plan (
      date TEXT PRIMARY KEY NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
      revision INTEGER NOT NULL CONSTRAINT "revision is 1 or more" CHECK (revision >= 1),
      made_at INTEGER NOT NULL,
      seed INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE planned_day (
      date TEXT NOT NULL REFERENCES plan (date) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      technician TEXT NOT NULL REFERENCES technician (id) ON DELETE CASCADE,
      PRIMARY KEY (date, position),
      UNIQUE (date, technician)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX planned_day_by_technician ON planned_day (technician);

    CREATE TABLE planned_break (
      date TEXT NOT NULL,
      technician TEXT NOT NULL,
      position INTEGER NOT NULL,
      "start" INTEGER NOT NULL,
      "end" INTEGER NOT NULL,
      PRIMARY KEY (date, technician, position),
      FOREIGN KEY (date, technician) REFERENCES planned_day (date, technician) ON DELETE CASCADE,
      CONSTRAINT "a break ends after it starts" CHECK ("start" <= "end")
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE unplaced (
      date TEXT NOT NULL REFERENCES plan (date) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      appointment TEXT NOT NULL REFERENCES appointment (id) ON DELETE CASCADE,
      reason TEXT NOT NULL,
      reasons TEXT NOT NULL CHECK (json_valid(reasons)),
      PRIMARY KEY (date, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX unplaced_by_appointment ON unplaced (appointment);
    """

  /// The triggers hold for every program that writes to the file. `INSERT OR REPLACE` would delete without asking the
  /// delete trigger; the insert trigger stops it, because the number of a replaced entry is not the next one.
  private static let journal = """
    CREATE TABLE event (
      sequence INTEGER PRIMARY KEY NOT NULL,
      at INTEGER NOT NULL,
      actor TEXT NOT NULL,
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      details TEXT NOT NULL CHECK (json_valid(details))
    ) STRICT;
    CREATE INDEX event_by_subject ON event (subject, sequence);

    CREATE TRIGGER event_no_gap BEFORE INSERT ON event
    WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM event)
    BEGIN SELECT RAISE(ABORT, 'the journal has no gaps'); END;
    CREATE TRIGGER event_no_update BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
    CREATE TRIGGER event_no_delete BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
    """

  private static let outbox = """
    CREATE TABLE notification (
      sequence INTEGER PRIMARY KEY NOT NULL,
      key TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      appointment TEXT NOT NULL REFERENCES appointment (id),
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
      CONSTRAINT "a message expires after it is due" CHECK (due_at <= expires_at),
      CONSTRAINT "a lease ends" CHECK (state <> 'leased' OR next_attempt_at IS NOT NULL),
      CONSTRAINT "a sent message has a time" CHECK (state <> 'sent' OR sent_at IS NOT NULL)
    ) STRICT;
    CREATE INDEX notification_waiting ON notification (due_at) WHERE state IN ('queued', 'leased');
    CREATE INDEX notification_by_appointment ON notification (appointment);
    CREATE INDEX notification_by_customer ON notification (customer);
    CREATE INDEX notification_by_cause ON notification (cause);
    """

  private static let learning = """
    CREATE TABLE visit_record (
      id TEXT PRIMARY KEY NOT NULL,
      technician TEXT NOT NULL,
      type TEXT,
      area TEXT,
      site TEXT,
      promised_start INTEGER,
      promised_end INTEGER,
      planned_depart INTEGER,
      planned_arrive INTEGER,
      planned_start INTEGER,
      planned_finish INTEGER,
      actual_depart INTEGER,
      actual_arrive INTEGER,
      actual_start INTEGER,
      actual_finish INTEGER,
      attributes TEXT NOT NULL CHECK (json_valid(attributes)),
      CONSTRAINT "a promise ends after it starts" CHECK (promised_start <= promised_end),
      CONSTRAINT "a promise is whole" CHECK ((promised_start IS NULL) = (promised_end IS NULL))
    ) STRICT;

    CREATE TABLE forecast_model (
      id INTEGER PRIMARY KEY CONSTRAINT "there is one model" CHECK (id = 1),
      bytes BLOB NOT NULL,
      learned_at INTEGER NOT NULL,
      visits INTEGER NOT NULL CHECK (visits >= 0)
    ) STRICT;
    """

  private static let service = """
    CREATE TABLE setting (
      key TEXT PRIMARY KEY NOT NULL,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE idempotency (
      key TEXT PRIMARY KEY NOT NULL,
      request_hash TEXT NOT NULL,
      answer TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    """
}
