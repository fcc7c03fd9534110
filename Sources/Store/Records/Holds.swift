internal import GRDB
import PunctualModel

/// The addresses at which silence was asked for, as they are kept.
public struct OptOuts: Sendable {
  fileprivate let secret: String
  fileprivate let digests: Set<String>

  public func contains(_ channel: ContactChannel, _ address: String) -> Bool {
    !digests.isEmpty && digests.contains("\(channel.rawValue)/\(SHA256.hex(of: secret + address))")
  }
}

extension StoreReading {
  /// The windows that are kept free at a moment, in the order in which they were offered; those of one appointment only
  /// where one is named.
  public func holds(liveAt now: Instant, appointment: String? = nil) throws -> [Hold] {
    try holds(
      "state = 'held' AND until >= ?1 AND (?2 IS NULL OR appointment = ?2)", [now.epochSeconds, appointment])
  }

  /// All windows that were ever offered for an appointment.
  public func holds(of appointment: String) throws -> [Hold] {
    try holds("appointment = ?", [appointment])
  }

  private func holds(_ condition: String, _ arguments: [(any DatabaseValueConvertible)?]) throws -> [Hold] {
    let sql = """
      SELECT id, appointment, code, "start", "end", technician, planned_start, made_at, until, state
      FROM hold WHERE \(condition) ORDER BY id
      """
    return try database.list(sql, arguments) { row in
      Hold(
        id: try row.int(), appointment: try row.text(), code: try row.int(), window: try row.window(),
        technician: try row.text(), plannedStart: try row.instant(), madeAt: try row.instant(),
        until: try row.instant(), state: try row.choice(HoldState.self))
    }
  }

  /// Whether whoever reads at an address asked for silence there.
  public func isOptedOut(_ channel: ContactChannel, _ address: String) throws -> Bool {
    try database.number(
      "SELECT count(*) FROM opt_out WHERE channel = ? AND address = ?",
      [channel.rawValue, try digest(ofAddress: address)]
    ) > 0
  }

  /// All who asked for silence, for whoever is to ask about many addresses.
  public func optOuts() throws -> OptOuts {
    OptOuts(
      secret: try setting(Store.secretSetting) ?? "",
      digests: Set(try database.list("SELECT channel, address FROM opt_out") { "\(try $0.text())/\(try $0.text())" }))
  }

  /// What is kept of an address that asked for silence: enough to know it again, and nothing once its customer is forgotten.
  fileprivate func digest(ofAddress address: String) throws -> String {
    SHA256.hex(of: (try setting(Store.secretSetting) ?? "") + address)
  }

  /// The ids of the customers who can be reached at an address.
  public func customers(at address: String) throws -> [String] {
    try database.list("SELECT DISTINCT customer FROM contact WHERE address = ? ORDER BY customer", [address]) {
      try $0.text()
    }
  }

  /// The messages to an address, the newest first.
  public func notifications(to address: String, limit: Int) throws -> [Notification] {
    try notifications("WHERE address = ? ORDER BY sequence DESC LIMIT ?", [address, limit])
  }
}

extension StoreWriter {
  /// Keeps a window free; gives it with its id.
  @discardableResult
  public func add(_ hold: Hold) throws -> Hold {
    var stored = hold
    stored.id = try database.number("SELECT coalesce(max(id), 0) + 1 FROM hold")
    try database.run(
      """
      INSERT INTO hold (id, appointment, code, "start", "end", technician, planned_start, made_at, until, state)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        stored.id, hold.appointment, hold.code, hold.window.start.epochSeconds, hold.window.end.epochSeconds,
        hold.technician, hold.plannedStart.epochSeconds, hold.madeAt.epochSeconds, hold.until.epochSeconds,
        hold.state.rawValue,
      ])
    return stored
  }

  /// Says what became of a window that is kept free. False where it no longer is.
  @discardableResult
  public func close(hold id: Int, as state: HoldState) throws -> Bool {
    try database.run("UPDATE hold SET state = ? WHERE id = ? AND state = 'held'", [state.rawValue, id]) == 1
  }

  /// Gives back all windows that are kept free for an appointment, and tells how many there were.
  @discardableResult
  public func releaseHolds(of appointment: String) throws -> Int {
    try database.run("UPDATE hold SET state = 'released' WHERE appointment = ? AND state = 'held'", [appointment])
  }

  /// Nothing is sent to an address any more, from this moment on and whatever an import says. Contacts lose their
  /// consent, and what waits for the address is dropped. Gives the keys of what was dropped.
  @discardableResult
  public func optOut(_ channel: ContactChannel, _ address: String, at now: Instant) throws -> [String] {
    try database.run(
      "INSERT INTO opt_out (channel, address, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      [channel.rawValue, try digest(ofAddress: address), now.epochSeconds])
    try setConsent(false, channel, address)
    let waiting = try notifications(
      "WHERE address = ? AND channel = ? AND state = 'queued' ORDER BY sequence", [address, channel.rawValue])
    for message in waiting { _ = try dropQueued(message.sequence, reason: "The recipient asked for silence.") }
    return waiting.map(\.key)
  }

  /// Messages may go to an address again.
  public func optIn(_ channel: ContactChannel, _ address: String) throws {
    try database.run(
      "DELETE FROM opt_out WHERE channel = ? AND address = ?",
      [channel.rawValue, try digest(ofAddress: address)])
    try setConsent(true, channel, address)
  }

  private func setConsent(_ consent: Bool, _ channel: ContactChannel, _ address: String) throws {
    for id in try customers(at: address) {
      guard var customer = try customer(id) else { continue }
      for index in customer.contacts.indices
      where customer.contacts[index].address == address && customer.contacts[index].channel == channel {
        customer.contacts[index].consent = consent
      }
      _ = try update(customer)
    }
  }
}
