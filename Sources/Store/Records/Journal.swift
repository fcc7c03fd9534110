internal import GRDB
import PunctualModel

extension StoreReading {
  /// Entries of the journal after a sequence number, in order, at most `limit`.
  ///
  /// - Parameter subject: only those about this record.
  public func events(after sequence: Int = 0, subject: String? = nil, limit: Int = .max) throws -> [Event] {
    let about = subject == nil ? "" : "AND subject = ?"
    let sql = """
      SELECT sequence, at, actor, kind, subject, details FROM event WHERE sequence > ? \(about)
      ORDER BY sequence LIMIT ?
      """
    let arguments: [(any DatabaseValueConvertible)?] = subject.map { [sequence, $0, limit] } ?? [sequence, limit]
    return try database.list(sql, arguments) { row in
      Event(
        sequence: try row.int(), at: try row.instant(), actor: try row.text(), kind: try row.choice(EventKind.self),
        subject: try row.text(), details: try row.json([String: String].self))
    }
  }

  /// The records that entries of a kind are about, since a moment.
  public func subjects(of kind: EventKind, since: Instant) throws -> Set<String> {
    Set(
      try database.list(
        "SELECT DISTINCT subject FROM event WHERE kind = ? AND at >= ?", [kind.rawValue, since.epochSeconds]
      ) { try $0.text() })
  }

  /// The number of the newest entry; 0 in an empty journal.
  public func lastEventSequence() throws -> Int {
    try database.number("SELECT coalesce(max(sequence), 0) FROM event")
  }
}

extension StoreWriter {
  /// Adds an entry to the journal, and returns it with its number: the next one, without gaps.
  @discardableResult
  public func append(_ event: Event) throws -> Event {
    var event = event
    event.sequence = try lastEventSequence() + 1
    try database.run(
      "INSERT INTO event (sequence, at, actor, kind, subject, details) VALUES (?, ?, ?, ?, ?, ?)",
      [
        event.sequence, event.at.epochSeconds, event.actor, event.kind.rawValue, event.subject,
        try StoredJSON.text(event.details),
      ])
    return event
  }
}
