internal import GRDB
import PunctualModel

extension Migration {
  /// The journal becomes a chain: each entry holds the hash of the one before it and of itself, and beside it lies what
  /// each record was before and after. Entries that are there already are chained as they stand.
  static let m0006Journal = Migration(name: "0006 journal") { database in
    try database.execute(sql: columns + changes)
    try Chain.close(database)
    try database.execute(sql: guards)
    // Of addresses that asked for silence, digests are kept: enough to know them again.
    try database.execute(
      sql: "INSERT INTO setting (key, value) VALUES ('\(Store.secretSetting)', lower(hex(randomblob(32))))")
    let secret = try database.first("SELECT value FROM setting WHERE key = ?", [Store.secretSetting]) { try $0.text() }
    for address in try database.list("SELECT address FROM opt_out", [], { try $0.text() }) {
      try database.run(
        "UPDATE opt_out SET address = ? WHERE address = ?", [SHA256.hex(of: (secret ?? "") + address), address])
    }
    // What was asked is not kept in clear: its digest tells a repetition as well.
    let asked = try database.list("SELECT key, request_hash FROM idempotency") { (try $0.text(), try $0.text()) }
    for (key, request) in asked {
      try database.run("UPDATE idempotency SET request_hash = ? WHERE key = ?", [SHA256.hex(of: request), key])
    }
  }

  /// `act` is the number of the first entry of the same write.
  private static let columns = """
    DROP TRIGGER event_no_update;
    ALTER TABLE event ADD COLUMN act INTEGER;
    ALTER TABLE event ADD COLUMN hash TEXT;
    UPDATE event SET act = sequence;
    CREATE INDEX event_by_act ON event (act);
    CREATE INDEX event_by_actor ON event (actor, sequence);
    """

  /// `customer` is no reference: the journal outlives its customers. Without its salt, nobody can find out what a seal was
  /// made of, so that erasing before, after and salt erases for good, while the seal keeps the chain whole.
  private static let changes = """
    CREATE TABLE change (
      sequence INTEGER PRIMARY KEY NOT NULL,
      act INTEGER NOT NULL REFERENCES event (sequence),
      record TEXT NOT NULL,
      key TEXT NOT NULL CHECK (json_valid(key)),
      subject TEXT NOT NULL,
      customer TEXT,
      before TEXT CHECK (before IS NULL OR json_valid(before)),
      after TEXT CHECK (after IS NULL OR json_valid(after)),
      salt TEXT,
      seal TEXT NOT NULL
    ) STRICT;
    CREATE INDEX change_by_act ON change (act);
    CREATE INDEX change_by_subject ON change (subject);
    CREATE INDEX change_by_customer ON change (customer) WHERE customer IS NOT NULL;
    """

  private static let guards = """
    CREATE TRIGGER event_no_update BEFORE UPDATE ON event
    WHEN OLD.hash IS NOT NULL OR NEW.hash IS NULL
      OR (NEW.sequence, NEW.at, NEW.actor, NEW.kind, NEW.subject, NEW.details, NEW.act)
        IS NOT (OLD.sequence, OLD.at, OLD.actor, OLD.kind, OLD.subject, OLD.details, OLD.act)
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

    CREATE TRIGGER change_no_late BEFORE INSERT ON change
    WHEN (SELECT hash FROM event WHERE sequence = NEW.act) IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'the entry is sealed'); END;
    CREATE TRIGGER change_no_update BEFORE UPDATE ON change
    WHEN NEW.before IS NOT NULL OR NEW.after IS NOT NULL OR NEW.salt IS NOT NULL
      OR (NEW.sequence, NEW.act, NEW.record, NEW.key, NEW.subject, NEW.customer, NEW.seal)
        IS NOT (OLD.sequence, OLD.act, OLD.record, OLD.key, OLD.subject, OLD.customer, OLD.seal)
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
    CREATE TRIGGER change_no_delete BEFORE DELETE ON change
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
    """
}
