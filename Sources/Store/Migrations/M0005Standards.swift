internal import GRDB

extension Migration {
  /// What customers say: complaints, survey answers, replies. The answer of each lies beside the words, so that the
  /// record of a customer is read from one place.
  static let m0005Standards = Migration(name: "0005 standards") { database in
    try database.execute(sql: care)
  }

  private static let care = """
    CREATE TABLE complaint (
      id TEXT PRIMARY KEY NOT NULL,
      customer TEXT NOT NULL REFERENCES customer (id),
      appointment TEXT REFERENCES appointment (id),
      cause TEXT NOT NULL,
      text TEXT NOT NULL,
      opened_at INTEGER NOT NULL,
      due_at INTEGER NOT NULL,
      acknowledged_at INTEGER,
      answered_at INTEGER,
      answer TEXT,
      closed_at INTEGER,
      revision INTEGER NOT NULL CONSTRAINT "revision is 1 or more" CHECK (revision >= 1),
      CONSTRAINT "a complaint is due after it is opened" CHECK (opened_at <= due_at)
    ) STRICT;
    CREATE INDEX complaint_by_customer ON complaint (customer);
    CREATE INDEX complaint_by_appointment ON complaint (appointment) WHERE appointment IS NOT NULL;
    CREATE INDEX complaint_by_time ON complaint (opened_at);

    CREATE TABLE survey_answer (
      appointment TEXT PRIMARY KEY NOT NULL REFERENCES appointment (id),
      customer TEXT NOT NULL REFERENCES customer (id),
      score INTEGER NOT NULL CONSTRAINT "score is 1 to 5" CHECK (score BETWEEN 1 AND 5),
      comment TEXT,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX survey_answer_by_customer ON survey_answer (customer);

    CREATE TABLE reply (
      sequence INTEGER PRIMARY KEY NOT NULL,
      provider_id TEXT,
      customer TEXT REFERENCES customer (id),
      address TEXT NOT NULL,
      channel TEXT NOT NULL,
      text TEXT NOT NULL,
      received_at INTEGER NOT NULL,
      about INTEGER REFERENCES notification (sequence),
      meaning TEXT NOT NULL,
      number INTEGER,
      outcome TEXT,
      UNIQUE (channel, provider_id)
    ) STRICT;
    CREATE INDEX reply_by_customer ON reply (customer) WHERE customer IS NOT NULL;
    CREATE INDEX reply_by_address ON reply (address, received_at);
    CREATE INDEX reply_by_message ON reply (about) WHERE about IS NOT NULL;

    CREATE INDEX event_by_kind ON event (kind, at);
    """
}
