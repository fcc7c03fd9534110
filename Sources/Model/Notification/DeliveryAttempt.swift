/// One try to hand a message to a channel. Together they are the message's chain from the outbox to the receiver.
public struct DeliveryAttempt: Hashable, Sendable, Codable {
  /// The message's place in the outbox.
  public var notification: Int
  /// From 1, in the order of trying.
  public var number: Int
  /// What it was handed to, such as `sendmail` or `twilio`.
  public var channel: String
  public var startedAt: Instant
  public var endedAt: Instant?
  /// Nil while a sender is at it.
  public var outcome: AttemptOutcome?
  /// The receiver's own name for the message, where it gave one.
  public var receipt: String?
  /// What the channel said where it did not accept it. It may quote the receiver's address.
  public var error: String?
  /// What the receiver reported later.
  public var report: DeliveryReport?

  public init(
    notification: Int, number: Int, channel: String, startedAt: Instant, endedAt: Instant? = nil,
    outcome: AttemptOutcome? = nil, receipt: String? = nil, error: String? = nil, report: DeliveryReport? = nil
  ) {
    self.notification = notification
    self.number = number
    self.channel = channel
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.outcome = outcome
    self.receipt = receipt
    self.error = error
    self.report = report
  }
}

/// How a try ended.
public enum AttemptOutcome: String, CaseIterable, Sendable, Codable {
  case accepted, refused
  /// The sender died, or the line broke after the message was handed over: it may or may not have been accepted.
  case unknown
}

/// What a provider reports of a message that it had accepted.
public struct DeliveryReport: Hashable, Sendable, Codable {
  public var state: DeliveryReportState
  public var at: Instant
  /// The provider's words.
  public var detail: String?

  public init(state: DeliveryReportState, at: Instant, detail: String? = nil) {
    self.state = state
    self.at = at
    self.detail = detail
  }
}

/// Whether a message came to whom it was for.
public enum DeliveryReportState: String, CaseIterable, Sendable, Codable {
  case delivered, failed
}
