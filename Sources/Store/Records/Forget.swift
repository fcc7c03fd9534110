internal import GRDB
import PunctualModel

/// How much was erased of a customer.
public struct ForgetCounts: Sendable, Hashable {
  /// How many rows lost something, by table; those that lost nothing are left out.
  public var rows: [String: Int]
  /// Messages that waited and are not sent any more.
  public var dropped: Int
  /// What the journal kept of records as they were.
  public var changes: Int
  /// Entries about something else whose reasons named the customer, or were for what concerned nobody else; these words
  /// went, too. The entry of the forgetting is to say which, under ``StoreWriter/erasedWords``: by it verifying knows them.
  public var entries: [Int]
}

extension StoreWriter {
  /// What stands where a customer's name was.
  public static var erasedName: String { "erased" }

  /// The detail of a customer's forgetting that numbers the entries in ``ForgetCounts/entries``, with spaces between.
  public static var erasedWords: String { "words" }

  /// Erases what tells who a customer is, in every table, as ``TableRule`` declares it, and keeps what statistics need:
  /// ids, stages, times, areas, past visits.
  ///
  /// Messages that wait are dropped. Answers kept for repeated requests that speak of the customer become `null`, and
  /// their requests empty. What the journal kept of the customer's records as they were goes, with the salt of its seal, so
  /// that the chain still holds and nobody can guess what was sealed. Once the write is done, the file is rewritten, so
  /// that no old page keeps the words. A customer that was removed is forgotten, too, where the journal remembers it.
  ///
  /// A repetition changes nothing more. Throws `.notFound`.
  @discardableResult
  public func forget(_ id: String) throws -> ForgetCounts {
    let customer = try customer(id)
    let remembered = try database.number("SELECT count(*) FROM change WHERE customer = ?", [id])
    guard customer != nil || remembered > 0 else { throw Customer.notFound(id) }
    let entries = try forgetWords(about: id)
    var rows = try forgetMentions(of: id, customer)
    try forgetTravel((customer?.sites ?? []).compactMap { MapPoint($0.place.coordinate) })
    let dropped = try database.run(
      """
      UPDATE notification SET state = 'dropped', next_attempt_at = NULL
      WHERE customer = ? AND state IN ('queued', 'leased')
      """, [id])
    let addresses = try StoredJSON.text(customer?.contacts.map(\.address) ?? [])
    for rule in TableRule.all.values.sorted(by: { $0.name < $1.name }) {
      let count = try erase(rule, customer: id, addresses: addresses)
      if count > 0 { rows[rule.name] = count }
    }
    let changes = try database.run(
      """
      UPDATE change SET before = NULL, after = NULL, salt = NULL
      WHERE salt IS NOT NULL AND (customer = ?1 OR subject = ?1 OR subject IN (
        SELECT id FROM appointment WHERE customer = ?1
        UNION SELECT visit.id FROM visit JOIN appointment ON appointment.id = visit.appointment WHERE customer = ?1)
        AND record = '\(Event.words)')
      """, [id])
    // What was noted of the rows before is personal, and is not to get into the journal now.
    try database.run(
      "DELETE FROM temp.row_before WHERE record IN (SELECT value FROM json_each(?))",
      [
        try StoredJSON.text(TableRule.all.values.filter { !$0.personal.isEmpty }.map(\.name).sorted())
      ])
    try setSetting(Store.tracesSetting, "1")
    session.state.eraseTraces = true
    return ForgetCounts(rows: rows, dropped: dropped, changes: changes + entries.count, entries: entries)
  }

  /// Erases a table's personal columns in the customer's rows. Gives how many rows had something to erase.
  private func erase(_ rule: TableRule, customer: String, addresses: String) throws -> Int {
    guard let condition = rule.condition, rule.isRemoved || !rule.personal.isEmpty else { return 0 }
    let arguments = ["customer": customer, "addresses": addresses]
    if rule.isRemoved { return try database.run("DELETE FROM \"\(rule.name)\" WHERE \(condition)", named: arguments) }
    let columns = rule.personal.sorted { $0.key < $1.key }
    let differs = columns.map { "\"\($0.key)\" IS NOT \($0.value)" }.joined(separator: " OR ")
    var changes = columns.map { "\"\($0.key)\" = \($0.value)" }
    if rule.isRevised { changes.append("revision = revision + 1") }
    return try database.run(
      "UPDATE \"\(rule.name)\" SET \(changes.joined(separator: ", ")) WHERE (\(condition)) AND (\(differs))",
      named: arguments)
  }

  /// Erases the words of entries that are about something else (a plan, another record), where they name the customer or
  /// belong to a write that concerned no other customer. Gives the numbers of the entries.
  private func forgetWords(about id: String) throws -> [Int] {
    let mentions = Mentions(
      // As they were ever called, also where the record has gone since.
      words: try database.list(
        """
        SELECT name FROM customer WHERE id = ?1
        UNION SELECT value FROM change, json_each(json_array(before ->> 'name', after ->> 'name'))
          WHERE customer = ?1 AND record = 'customer' AND value IS NOT NULL
        """, [id]
      ) { try $0.text() },
      ids: try [id] + appointments(AppointmentFilter(customer: id)).map(\.id),
      phrases: try database.list(
        """
        SELECT address FROM contact WHERE customer = ?1 UNION SELECT address FROM site WHERE customer = ?1
        UNION SELECT value FROM change, json_each(json_array(before ->> 'address', after ->> 'address'))
          WHERE customer = ?1 AND record IN ('contact', 'site') AND value IS NOT NULL
        """, [id]
      ) { try $0.text() })
    let rows = try database.list(
      """
      SELECT sequence, json_extract(key, '$[0]'), after, customer IS NULL
        AND EXISTS (SELECT 1 FROM change AS other WHERE other.act = change.act AND other.customer = ?1)
        AND NOT EXISTS (SELECT 1 FROM change AS other WHERE other.act = change.act AND other.customer <> ?1),
        (SELECT name FROM customer WHERE id = change.customer)
      FROM change WHERE record = '\(Event.words)' AND after IS NOT NULL AND customer IS NOT ?1 ORDER BY sequence
      """, [id]
    ) { row in
      (
        row: try row.int(), entry: try row.int(), words: try row.json([String: String].self),
        isTheirs: try row.bool(), whose: row.textOrNil()
      )
    }
    let found = rows.filter { $0.isTheirs || mentions.stand(in: $0.words.values, about: $0.whose) }
    try database.run(
      "UPDATE change SET before = NULL, after = NULL, salt = NULL WHERE sequence IN (SELECT value FROM json_each(?))",
      [try StoredJSON.text(found.map(\.row))])
    return found.map(\.entry)
  }

  /// Where no column says whose a text is, the customer is looked for in it: by id, name, addresses and appointments.
  private func forgetMentions(of id: String, _ customer: Customer?) throws -> [String: Int] {
    let names =
      [customer?.name ?? ""] + (customer?.contacts.map(\.address) ?? [])
      + (customer?.sites.map(\.place.address) ?? [])
    let appointments = try appointments(AppointmentFilter(customer: id)).map(\.id)
    func mentions(_ column: String) -> String {
      "EXISTS (SELECT 1 FROM json_each(?) WHERE value <> '' AND instr(\(column), value) > 0)"
    }
    let answers = try database.run(
      """
      UPDATE idempotency SET answer = 'null', request_hash = '' WHERE request_hash <> '' AND \(mentions("answer"))
      """, [try StoredJSON.text([id] + names + appointments)])
    let visits = try database.run(
      "UPDATE visit_record SET attributes = '{}' WHERE attributes <> '{}' AND \(mentions("attributes"))",
      [try StoredJSON.text(names)])
    return ["idempotency": answers, "visit_record": visits].filter { $0.value > 0 }
  }
}

/// What tells of whom a text speaks.
private struct Mentions {
  /// The parts of names, in small letters.
  private let names: [String]
  private let ids: Set<String>
  private let phrases: [String]

  init(words: [String], ids: [String], phrases: [String]) {
    // Two letters are a title, or the like.
    names = Set(words.filter { $0 != StoreWriter.erasedName }.flatMap(Self.tokens)).filter { $0.count > 2 }
    self.ids = Set(ids.map { $0.lowercased() })
    self.phrases = phrases.map { $0.lowercased() }.filter { $0.count > 2 }
  }

  /// A name may have an ending: `Castelbergers`. What another customer is called too says nothing where the texts are
  /// about that one.
  func stand(in texts: some Sequence<String>, about other: String?) -> Bool {
    let theirs = other.map(Self.tokens) ?? []
    let names = names.filter { !theirs.contains($0) }
    return texts.contains { text in
      let tokens = Self.tokens(text)
      return tokens.contains { token in ids.contains(token) || names.contains { token.hasPrefix($0) } }
        || phrases.contains { text.lowercased().contains($0) }
    }
  }

  private static func tokens(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "_" }.map(String.init)
  }
}

extension Store {
  /// Set while old pages of the file may still hold what was erased.
  static let tracesSetting = "store.traces"

  /// Rewrites the file and empties its write-ahead log, so that nothing erased can be read from the disk's file. A write
  /// that forgets a customer does this by itself, unless another process holds the file just then: ``health()`` tells.
  ///
  /// - Throws: `.busy`.
  public func eraseTraces() throws {
    try translating {
      try queue.writeWithoutTransaction { database in
        try database.execute(sql: "VACUUM")
        _ = try database.checkpoint(.truncate)
        try database.run("DELETE FROM setting WHERE key = ?", [Self.tracesSetting])
      }
    }
  }

  /// Copies beside the workspace that were made before a change of schema or a restore: what was erased since is still in
  /// them.
  public func copiesBeside() -> [String] {
    FilePlace.beside(path) { $0.hasPrefix("schema-") || $0.hasPrefix("before-restore-") || $0.hasPrefix("damaged") }
  }
}
