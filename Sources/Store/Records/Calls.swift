internal import GRDB
import PunctualModel

extension StoreReading {
  /// All calls, or those of one customer, in the order in which they were made.
  public func calls(customer: String? = nil) throws -> [Call] {
    try calls(where: "customer IS coalesce(?, customer)", customer)
  }

  /// Those about one appointment, in the order in which they were made.
  public func calls(appointment: String) throws -> [Call] {
    try calls(where: "appointment = ?", appointment)
  }

  private func calls(where condition: String, _ argument: String?) throws -> [Call] {
    let sql = """
      SELECT appointment, customer, at, outcome, told_start, note FROM call WHERE \(condition) ORDER BY at, appointment
      """
    return try database.list(sql, [argument]) { row in
      Call(
        appointment: try row.text(), customer: try row.text(), at: try row.instant(),
        outcome: try row.choice(CallOutcome.self), toldStart: row.instantOrNil(), note: row.textOrNil())
    }
  }
}

extension StoreWriter {
  /// Stores a call, in the place of one about the same appointment at the same time, and returns it as stored. Throws
  /// `.unknownReference` for its appointment or customer, or `.tooLarge` (see ``FreeText``).
  @discardableResult
  public func put(_ call: Call) throws -> Call {
    let faults = [
      try missing("appointment", call.appointment, path: "/appointment"),
      try missing("customer", call.customer, path: "/customer"),
    ].compactMap { $0 }
    if !faults.isEmpty { throw Faults(faults) }
    var call = call
    call.note = try call.note.map { note in try FreeText.kept(note, path: "/note") }
    if call.note?.isEmpty == true { call.note = nil }
    try database.run(
      """
      INSERT INTO call (appointment, at, customer, outcome, told_start, note) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (appointment, at) DO UPDATE SET customer = excluded.customer, outcome = excluded.outcome,
        told_start = excluded.told_start, note = excluded.note
      """,
      [
        call.appointment, call.at.epochSeconds, call.customer, call.outcome.rawValue, call.toldStart?.epochSeconds,
        call.note,
      ])
    return call
  }
}
