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
        audience, technician, html, calendar, photo, rule, told_technicians, follows
      FROM notification \(rest)
      """
    return try database.list(sql, arguments) { row in
      var notification = Notification(
        sequence: try row.int(), key: try row.text(), kind: try row.choice(NotificationKind.self),
        appointment: try row.text(), customer: try row.text(), channel: try row.choice(ContactChannel.self),
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
      notification.toldTechnicians = try row.json([String].self)
      notification.follows = row.textOrNil()
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
          told_start, audience, technician, html, calendar, photo, rule, told_technicians, follows)
        VALUES ((SELECT coalesce(max(sequence), 0) + 1 FROM notification), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
          ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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
          notification.follows,
        ]) == 1
    } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_FOREIGNKEY {
      let faults = [
        try missing("appointment", notification.appointment, path: "/appointment"),
        try missing("customer", notification.customer, path: "/customer"),
      ].compactMap { $0 }
      throw faults.isEmpty ? error : Faults(faults)
    }
  }

  /// Hands out messages to one sender for a while: those that are due, and those whose sender did not come back.
  ///
  /// Each becomes `leased`, with one attempt more, and its lease ends at `nextAttemptAt`. The number of the attempt is
  /// the sender's claim: after the lease ran out and another took the message, the marks of the first do nothing.
  /// The earliest due come first.
  public func leaseNotifications(now: Instant, seconds: Int, limit: Int) throws -> [Notification] {
    let due = try notifications(
      """
      WHERE state IN ('queued', 'leased') AND due_at <= ? AND (next_attempt_at IS NULL OR next_attempt_at <= ?)
      ORDER BY due_at, sequence LIMIT ?
      """, [now.epochSeconds, now.epochSeconds, limit])
    return try due.map { notification in
      var leased = notification
      leased.state = .leased
      leased.attempts += 1
      leased.nextAttemptAt = now + seconds
      try database.run(
        "UPDATE notification SET state = 'leased', attempts = ?, next_attempt_at = ? WHERE sequence = ?",
        [leased.attempts, (now + seconds).epochSeconds, leased.sequence])
      return leased
    }
  }

  /// The message was delivered. False, and nothing done, where the sender's lease is over.
  public func markSent(_ sequence: Int, attempts: Int, at: Instant) throws -> Bool {
    try mark(
      sequence, attempts, "state = 'sent', sent_at = ?, next_attempt_at = NULL, last_error = NULL", [at.epochSeconds])
  }

  /// The delivery failed and is tried again. False, and nothing done, where the sender's lease is over.
  public func markFailed(_ sequence: Int, attempts: Int, error: String, nextAttemptAt: Instant) throws -> Bool {
    try mark(
      sequence, attempts, "state = 'queued', last_error = ?, next_attempt_at = ?",
      [error, nextAttemptAt.epochSeconds])
  }

  /// The delivery failed for good. False, and nothing done, where the sender's lease is over.
  public func markDead(_ sequence: Int, attempts: Int, error: String) throws -> Bool {
    try mark(sequence, attempts, "state = 'dead', last_error = ?, next_attempt_at = NULL", [error])
  }

  /// The message is no longer true, so it is not sent. False, and nothing done, where the sender's lease is over.
  public func markDropped(_ sequence: Int, attempts: Int, reason: String) throws -> Bool {
    try mark(sequence, attempts, "state = 'dropped', last_error = ?, next_attempt_at = NULL", [reason])
  }

  private func mark(
    _ sequence: Int, _ attempts: Int, _ change: String, _ values: [(any DatabaseValueConvertible)?]
  ) throws -> Bool {
    try database.run(
      "UPDATE notification SET \(change) WHERE sequence = ? AND state = 'leased' AND attempts = ?",
      values + [sequence, attempts]) == 1
  }

  /// Takes a message that waits and is no longer true out of the queue. False where it does not wait.
  public func dropQueued(_ sequence: Int, reason: String) throws -> Bool {
    try database.run(
      """
      UPDATE notification SET state = 'dropped', last_error = ?, next_attempt_at = NULL
      WHERE sequence = ? AND state = 'queued'
      """, [reason, sequence]) == 1
  }

  /// Gives a message that was given up another chance, at `at`. False where it was not given up.
  public func requeue(_ sequence: Int, at: Instant) throws -> Bool {
    try database.run(
      "UPDATE notification SET state = 'queued', next_attempt_at = ? WHERE sequence = ? AND state = 'dead'",
      [at.epochSeconds, sequence]) == 1
  }
}
