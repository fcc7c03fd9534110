/// What a customer can be told.
public enum NotificationKind: String, CaseIterable, Sendable, Codable {
  /// A window is promised.
  case confirmation
  /// The visit is near.
  case reminder
  /// The technician has set out: who comes, and when.
  case onMyWay = "on-my-way"
  /// The promise is in danger: the new range, an apology, what can be chosen.
  case runningLate = "running-late"
  /// The delay that was told has gone.
  case allClear = "all-clear"
  /// Nobody came within the promise.
  case missed
  /// The work is done: thanks, what was done, and a survey.
  case followUp = "follow-up"
}

/// A message to a customer, from the decision to the delivery: a row of the outbox.
public struct Notification: Hashable, Sendable, Codable {
  /// Place in the outbox, from 1; 0 before it is stored.
  public var sequence: Int
  /// What it says about which appointment in which revision; unique, so nothing is said twice. It is also the idempotency
  /// key that the receiver gets.
  public var key: String
  public var kind: NotificationKind
  public var appointment: String
  public var customer: String
  public var channel: ContactChannel
  public var address: String
  public var language: Language
  public var subject: String
  public var body: String
  /// Why it is sent, for the dispatcher and the record.
  public var reason: String
  /// The journal's entry that caused it; 0 where the passing of time did.
  public var cause: Int
  public var createdAt: Instant
  /// Not before.
  public var dueAt: Instant
  /// Worth nothing after.
  public var expiresAt: Instant
  public var state: DeliveryState
  public var attempts: Int
  /// When it is tried again after a failure, or when a sender's lease runs out.
  public var nextAttemptAt: Instant?
  public var sentAt: Instant?
  public var lastError: String?
  /// The start that the customer was told, where the message names one: a later estimate is compared with it.
  public var toldStart: Instant?

  public init(
    sequence: Int = 0, key: String, kind: NotificationKind, appointment: String, customer: String,
    channel: ContactChannel, address: String, language: Language, subject: String, body: String, reason: String,
    cause: Int = 0, createdAt: Instant, dueAt: Instant, expiresAt: Instant, state: DeliveryState = .queued,
    attempts: Int = 0, nextAttemptAt: Instant? = nil, sentAt: Instant? = nil, lastError: String? = nil,
    toldStart: Instant? = nil
  ) {
    self.sequence = sequence
    self.key = key
    self.kind = kind
    self.appointment = appointment
    self.customer = customer
    self.channel = channel
    self.address = address
    self.language = language
    self.subject = subject
    self.body = body
    self.reason = reason
    self.cause = cause
    self.createdAt = createdAt
    self.dueAt = dueAt
    self.expiresAt = expiresAt
    self.state = state
    self.attempts = attempts
    self.nextAttemptAt = nextAttemptAt
    self.sentAt = sentAt
    self.lastError = lastError
    self.toldStart = toldStart
  }
}

/// Where a notification stands in the outbox.
public enum DeliveryState: String, CaseIterable, Sendable, Codable {
  /// Waits for its time or for a sender.
  case queued
  /// A sender has it; the lease ends at `nextAttemptAt`.
  case leased
  case sent
  /// Given up after the last attempt; `lastError` says why.
  case dead
  /// No longer true when its time came, so it was never sent.
  case dropped
}
