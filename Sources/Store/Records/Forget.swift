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
}

extension StoreWriter {
  /// What stands where a customer's name was.
  public static var erasedName: String { "erased" }

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
    return ForgetCounts(rows: rows, dropped: dropped, changes: changes)
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
