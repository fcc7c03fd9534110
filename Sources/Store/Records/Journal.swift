internal import GRDB
import PunctualModel

extension StoreReading {
  /// Entries of the journal after a sequence number, in order, at most `limit`.
  ///
  /// - Parameter subject: only those about this record.
  public func events(after sequence: Int = 0, subject: String? = nil, limit: Int = .max) throws -> [Event] {
    let about = subject == nil ? "" : "AND subject = ?"
    let arguments: [(any DatabaseValueConvertible)?] = subject.map { [sequence, $0, limit] } ?? [sequence, limit]
    return try events("WHERE sequence > ? \(about) ORDER BY sequence LIMIT ?", arguments)
  }

  /// Entries with their words, those that were erased apart.
  func events(_ rest: String, _ arguments: [(any DatabaseValueConvertible)?]) throws -> [Event] {
    let sql = "SELECT sequence, at, actor, kind, subject, details FROM event \(rest)"
    var events = try database.list(sql, arguments) { row in
      Event(
        sequence: try row.int(), at: try row.instant(), actor: try row.text(), kind: try row.choice(EventKind.self),
        subject: try row.text(), details: try row.json([String: String].self))
    }
    guard let first = events.first?.sequence, let last = events.last?.sequence else { return [] }
    let range = (min(first, last), max(first, last))
    let wordsSQL = """
      SELECT json_extract(key, '$[0]'), after FROM change
      WHERE record = '\(Event.words)' AND after IS NOT NULL AND act BETWEEN
        (SELECT act FROM event WHERE sequence = ?) AND ?
      """
    let words = Dictionary(
      try database.list(wordsSQL, [range.0, range.1]) { (try $0.int(), try $0.json([String: String].self)) },
      uniquingKeysWith: { $1 })
    if words.isEmpty { return events }
    for index in events.indices {
      events[index].details.merge(words[events[index].sequence] ?? [:]) { own, _ in own }
    }
    return events
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
  /// Whether the write has an entry in the journal already.
  public var hasEntries: Bool { session.state.act != nil }

  /// Adds an entry to the journal, and returns it with its number: the next one, without gaps.
  ///
  /// Details in a person's words (``Event/sealedDetails``) are kept apart from the entry, so that they can be erased; they
  /// are read back as part of it. What the write changes is kept beside its first entry once the write ends.
  @discardableResult
  public func append(_ event: Event) throws -> Event {
    var event = event
    event.sequence = try lastEventSequence() + 1
    let act = session.state.act ?? event.sequence
    session.state.act = act
    let words = event.details.filter { Event.sealedDetails.contains($0.key) }
    let open = event.details.filter { !Event.sealedDetails.contains($0.key) }
    try database.run(
      "INSERT INTO event (sequence, at, actor, kind, subject, details, act) VALUES (?, ?, ?, ?, ?, ?, ?)",
      [
        event.sequence, event.at.epochSeconds, event.actor, event.kind.rawValue, event.subject,
        try StoredJSON.text(open), act,
      ])
    if !words.isEmpty {
      try keep(
        Event.words, key: "[\(event.sequence)]", subject: event.subject, customer: try customer(of: event.subject),
        before: nil, after: try StoredJSON.text(words))
    }
    return event
  }

  /// Keeps what the write changed beside its first entry, and closes the chain over its entries. A write without an entry
  /// leaves no trace in the journal.
  func sealJournal(_ capture: Capture) throws {
    defer { session.state.act = nil }
    if session.state.act != nil {
      try capture.differences(database) { difference in
        let rule = TableRule.all[difference.table.name]
        let image = try Image(difference.after ?? difference.before ?? "{}")
        // A visit's words are its appointment's customer's.
        let owner = try difference.table.name == "visit" ? image["appointment"].flatMap(customer(of:)) : nil
        try keep(
          difference.table.name, key: difference.key, subject: try Image.subject(ofKey: difference.key),
          customer: rule?.customer.flatMap { image[$0] } ?? owner, before: difference.before, after: difference.after)
      }
      try Chain.close(database)
    }
    try capture.discard(database)
  }

  private func keep(
    _ record: String, key: String, subject: String, customer: String?, before: String?, after: String?
  ) throws {
    let salt = try database.first("SELECT lower(hex(randomblob(16)))") { try $0.text() } ?? ""
    try database.run(
      """
      INSERT INTO change (act, record, key, subject, customer, before, after, salt, seal)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        session.state.act, record, key, subject, customer, before, after, salt,
        Chain.seal(salt: salt, record: record, key: key, before: before, after: after),
      ])
  }

  /// Whose a subject of the journal is: an appointment's customer, a visit's, or the customer itself.
  private func customer(of subject: String) throws -> String? {
    try database.first(
      """
      SELECT customer FROM appointment WHERE id = ?1
      UNION ALL SELECT customer FROM appointment JOIN visit ON visit.appointment = appointment.id WHERE visit.id = ?1
      UNION ALL SELECT id FROM customer WHERE id = ?1
      UNION ALL SELECT customer FROM change WHERE subject = ?1 AND customer IS NOT NULL
      """, [subject]
    ) { try $0.text() }
  }
}

extension Event {
  /// What the words of an entry are called among the changes.
  static let words = "words"

  /// Details that somebody wrote, or another program said: they may name a customer.
  public static let sealedDetails: Set<String> = ["reason", "detail", "text"]
}
