internal import GRDB
import PunctualModel

/// Which messages of the outbox are wanted. Nil parts do not narrow; all that are given must hold.
public struct NotificationFilter: Sendable, Hashable {
  public var states: Set<DeliveryState>?
  public var appointment: String?
  public var customer: String?
  public var kinds: Set<NotificationKind>?
  /// The newest ones only.
  public var limit: Int?

  public init(
    states: Set<DeliveryState>? = nil, appointment: String? = nil, customer: String? = nil,
    kinds: Set<NotificationKind>? = nil, limit: Int? = nil
  ) {
    self.states = states
    self.appointment = appointment
    self.customer = customer
    self.kinds = kinds
    self.limit = limit
  }
}

extension StoreReading {
  /// The messages that the filter lets through, in the order of the outbox.
  public func notifications(_ filter: NotificationFilter = NotificationFilter()) throws -> [Notification] {
    var parts = ["true"]
    var arguments: [(any DatabaseValueConvertible)?] = []
    if let states = filter.states {
      parts.append("state IN (SELECT value FROM json_each(?))")
      arguments.append(try StoredJSON.text(states.map(\.rawValue).sorted()))
    }
    if let kinds = filter.kinds {
      parts.append("kind IN (SELECT value FROM json_each(?))")
      arguments.append(try StoredJSON.text(kinds.map(\.rawValue).sorted()))
    }
    if let appointment = filter.appointment {
      parts.append("appointment = ?")
      arguments.append(appointment)
    }
    if let customer = filter.customer {
      parts.append("customer = ?")
      arguments.append(customer)
    }
    arguments.append(filter.limit ?? -1)
    return try notifications(
      "WHERE \(parts.joined(separator: " AND ")) ORDER BY sequence DESC LIMIT ?", arguments
    ).reversed()
  }

  /// Nil where there is none with that key.
  public func notification(key: String) throws -> Notification? {
    try notifications("WHERE key = ?", [key]).first
  }

  /// Nil where there is none of that number.
  public func notification(sequence: Int) throws -> Notification? {
    try notifications("WHERE sequence = ?", [sequence]).first
  }

  func notifications(_ rest: String, _ arguments: [(any DatabaseValueConvertible)?]) throws -> [Notification] {
    let sql = """
      SELECT sequence, key, kind, appointment, customer, channel, address, language, subject, body, reason, cause,
        created_at, due_at, expires_at, state, attempts, next_attempt_at, sent_at, last_error, told_start,
        audience, technician, html, calendar, photo, rule, told_technicians, follows, complaint, told_until
      FROM notification \(rest)
      """
    return try database.list(sql, arguments) { row in
      var notification = Notification(
        sequence: try row.int(), key: try row.text(), kind: try row.choice(NotificationKind.self),
        appointment: row.textOrNil(), customer: try row.text(), channel: try row.choice(ContactChannel.self),
        address: try row.text(), language: try row.choice(Language.self), subject: try row.text(),
        body: try row.text(), reason: try row.text(), cause: row.intOrNil() ?? 0, createdAt: try row.instant(),
        dueAt: try row.instant(), expiresAt: try row.instant(), state: try row.choice(DeliveryState.self),
        attempts: try row.int(), nextAttemptAt: row.instantOrNil(), sentAt: row.instantOrNil(),
        lastError: row.textOrNil(), toldStart: row.instantOrNil())
      notification.audience = try row.choice(Audience.self)
      notification.technician = row.textOrNil()
      notification.html = row.textOrNil()
      notification.calendar = row.textOrNil()
      notification.photo = row.textOrNil()
      notification.rule = try row.text()
      notification.toldTechnicians = try row.sharedJSON([String].self)
      notification.follows = row.textOrNil()
      notification.complaint = row.textOrNil()
      notification.toldUntil = row.instantOrNil()
      return notification
    }
  }
}

extension StoreWriter {
  /// Puts a message into the outbox. False, and nothing done, where its key is there already: it was said before.
  /// Throws `.unknownReference` for its appointment, customer or cause.
  @discardableResult
  public func enqueue(_ notification: Notification) throws -> Bool {
    do {
      return try database.run(
        """
        INSERT INTO notification (sequence, key, kind, appointment, customer, channel, address, language, subject,
          body, reason, cause, created_at, due_at, expires_at, state, attempts, next_attempt_at, sent_at, last_error,
          told_start, audience, technician, html, calendar, photo, rule, told_technicians, follows, complaint,
          told_until)
        VALUES ((SELECT coalesce(max(sequence), 0) + 1 FROM notification), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
          ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (key) DO NOTHING
        """,
        [
          notification.key, notification.kind.rawValue, notification.appointment, notification.customer,
          notification.channel.rawValue, notification.address, notification.language.rawValue, notification.subject,
          notification.body, notification.reason, notification.cause == 0 ? nil : notification.cause,
          notification.createdAt.epochSeconds, notification.dueAt.epochSeconds, notification.expiresAt.epochSeconds,
          notification.state.rawValue, notification.attempts, notification.nextAttemptAt?.epochSeconds,
          notification.sentAt?.epochSeconds, notification.lastError, notification.toldStart?.epochSeconds,
          notification.audience.rawValue, notification.technician, notification.html, notification.calendar,
          notification.photo, notification.rule, try StoredJSON.text(notification.toldTechnicians),
          notification.follows, notification.complaint, notification.toldUntil?.epochSeconds,
        ]) == 1
    } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_FOREIGNKEY {
      let faults = [
        try notification.appointment.flatMap { try missing("appointment", $0, path: "/appointment") },
        try notification.complaint.flatMap { try missing("complaint", $0, path: "/complaint") },
        try missing("customer", notification.customer, path: "/customer"),
      ].compactMap { $0 }
      throw faults.isEmpty ? error : Faults(faults)
    }
  }
}
