internal import GRDB
import PunctualModel

extension StoreReading {
  /// All tries to deliver a message, in their order.
  public func attempts(of notification: Int) throws -> [DeliveryAttempt] {
    try attempts("WHERE notification = ? ORDER BY number", [notification])
  }

  /// The newest try that the receiver named so; nil where there is none.
  public func attempt(receipt: String) throws -> DeliveryAttempt? {
    try attempts("WHERE receipt = ? ORDER BY notification DESC, number DESC LIMIT 1", [receipt]).first
  }

  private func attempts(_ rest: String, _ arguments: [(any DatabaseValueConvertible)?]) throws -> [DeliveryAttempt] {
    let sql = """
      SELECT notification, number, channel, started_at, ended_at, outcome, receipt, error, report, reported_at,
        report_detail
      FROM attempt \(rest)
      """
    return try database.list(sql, arguments) { row in
      var attempt = DeliveryAttempt(
        notification: try row.int(), number: try row.int(), channel: try row.text(), startedAt: try row.instant(),
        endedAt: row.instantOrNil(), outcome: try row.choiceOrNil(AttemptOutcome.self), receipt: row.textOrNil(),
        error: row.textOrNil())
      let (state, at, detail) =
        (try row.choiceOrNil(DeliveryReportState.self), row.instantOrNil(), row.textOrNil())
      attempt.report = state.flatMap { state in at.map { DeliveryReport(state: state, at: $0, detail: detail) } }
      return attempt
    }
  }

  /// The message of these channels and to these that is due first: one whose time has come, or whose sender did not come
  /// back. Nil where none is.
  public func firstDue(
    now: Instant, channels: Set<ContactChannel> = Set(ContactChannel.allCases),
    audiences: Set<Audience> = Set(Audience.allCases)
  ) throws -> Notification? {
    try notifications(
      """
      WHERE state IN ('queued', 'leased') AND due_at <= ? AND (next_attempt_at IS NULL OR next_attempt_at <= ?)
        AND channel IN (SELECT value FROM json_each(?)) AND audience IN (SELECT value FROM json_each(?))
      ORDER BY due_at, sequence LIMIT 1
      """,
      [
        now.epochSeconds, now.epochSeconds, try StoredJSON.text(channels.map(\.rawValue).sorted()),
        try StoredJSON.text(audiences.map(\.rawValue).sorted()),
      ]
    ).first
  }

  /// How often a message had been tried when it was last put back by ``StoreWriter/requeue(_:at:)``.
  public func earlierAttempts(of notification: Int) throws -> Int {
    try database.number("SELECT earlier_attempts FROM notification WHERE sequence = ?", [notification])
  }
}

extension StoreWriter {
  /// Hands a message that is due to one sender, until its lease ends. Gives it as it is now: `leased`, with one attempt
  /// more, whose number is the sender's claim. After the lease another may take it, and the marks of the first do
  /// nothing. Nil where somebody else has it.
  public func lease(_ notification: Notification, channel: String, at now: Instant, until end: Instant) throws
    -> Notification?
  {
    var leased = notification
    leased.state = .leased
    leased.attempts += 1
    leased.nextAttemptAt = end
    let changed = try database.run(
      """
      UPDATE notification SET state = 'leased', attempts = attempts + 1, next_attempt_at = ?
      WHERE sequence = ? AND attempts = ? AND state IN ('queued', 'leased')
      """, [end.epochSeconds, notification.sequence, notification.attempts])
    guard changed == 1 else { return nil }
    try database.run(
      "INSERT INTO attempt (notification, number, channel, started_at) VALUES (?, ?, ?, ?)",
      [leased.sequence, leased.attempts, channel, now.epochSeconds])
    return leased
  }

  /// Records how an attempt ended, also where its lease was over by then: what is known for certain replaces `unknown`.
  public func endAttempt(
    _ notification: Int, number: Int, _ outcome: AttemptOutcome, receipt: String? = nil, error: String? = nil,
    at: Instant
  ) throws {
    try database.run(
      """
      UPDATE attempt SET outcome = ?, receipt = ?, error = ?, ended_at = ?
      WHERE notification = ? AND number = ? AND (outcome IS NULL OR outcome = 'unknown')
      """, [outcome.rawValue, receipt, error, at.epochSeconds, notification, number])
  }

  /// Records what the receiver reported of an attempt. A repetition changes nothing, and gives false.
  public func report(_ attempt: DeliveryAttempt, _ report: DeliveryReport) throws -> Bool {
    try database.run(
      """
      UPDATE attempt SET report = ?, reported_at = ?, report_detail = ?
      WHERE notification = ? AND number = ? AND report IS NOT ?
      """,
      [
        report.state.rawValue, report.at.epochSeconds, report.detail, attempt.notification, attempt.number,
        report.state.rawValue,
      ]) == 1
  }

  /// The message was accepted, so it is not sent again, whatever became of it since. False, and nothing done, where
  /// another sender has it now (who will find the accepted attempt), or it is marked already.
  public func markSent(_ sequence: Int, attempts: Int, at: Instant) throws -> Bool {
    try database.run(
      """
      UPDATE notification SET state = 'sent', sent_at = ?, next_attempt_at = NULL, last_error = NULL
      WHERE sequence = ? AND (state IN ('queued', 'dead', 'dropped') OR state = 'leased' AND attempts = ?)
      """, [at.epochSeconds, sequence, attempts]) == 1
  }

  /// The attempt failed and is repeated later. False, and nothing done, where the sender's lease is over.
  public func markFailed(_ sequence: Int, attempts: Int, error: String, nextAttemptAt: Instant) throws -> Bool {
    try mark(
      sequence, attempts, "state = 'queued', last_error = ?, next_attempt_at = ?",
      [error, nextAttemptAt.epochSeconds])
  }

  /// The message is given up. False, and nothing done, where the sender's lease is over.
  public func markDead(_ sequence: Int, attempts: Int, error: String) throws -> Bool {
    try mark(sequence, attempts, "state = 'dead', last_error = ?, next_attempt_at = NULL", [error])
  }

  private func mark(
    _ sequence: Int, _ attempts: Int, _ change: String, _ values: [(any DatabaseValueConvertible)?]
  ) throws -> Bool {
    try database.run(
      "UPDATE notification SET \(change) WHERE sequence = ? AND state = 'leased' AND attempts = ?",
      values + [sequence, attempts]) == 1
  }

  /// Takes a message that is not sent yet and no longer true out of the queue. False where it was tried meanwhile, or is
  /// out of the queue already.
  public func drop(_ notification: Notification, reason: String) throws -> Bool {
    try database.run(
      """
      UPDATE notification SET state = 'dropped', last_error = ?, next_attempt_at = NULL
      WHERE sequence = ? AND attempts = ? AND state IN ('queued', 'leased')
      """, [reason, notification.sequence, notification.attempts]) == 1
  }

  /// Takes a message that waits and is no longer true out of the queue. False where it does not wait.
  public func dropQueued(_ sequence: Int, reason: String) throws -> Bool {
    try database.run(
      """
      UPDATE notification SET state = 'dropped', last_error = ?, next_attempt_at = NULL
      WHERE sequence = ? AND state = 'queued'
      """, [reason, sequence]) == 1
  }

  /// Lets a message that is due wait on, without an attempt.
  public func postpone(_ notification: Notification, until: Instant) throws {
    try database.run(
      """
      UPDATE notification SET state = 'queued', next_attempt_at = ?
      WHERE sequence = ? AND attempts = ? AND state IN ('queued', 'leased')
      """, [until.epochSeconds, notification.sequence, notification.attempts])
  }

  /// Gives a message that was given up another chance, from `at` on, with as many attempts as a new one has. False where
  /// it was not given up.
  public func requeue(_ sequence: Int, at: Instant) throws -> Bool {
    try database.run(
      """
      UPDATE notification SET state = 'queued', next_attempt_at = ?, earlier_attempts = attempts
      WHERE sequence = ? AND state = 'dead'
      """, [at.epochSeconds, sequence]) == 1
  }
}
