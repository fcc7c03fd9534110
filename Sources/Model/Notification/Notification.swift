/// Whom a message is for.
public enum Audience: String, CaseIterable, Sendable, Codable {
  case customer, technician
  /// The office.
  case dispatcher
}

/// A message about an appointment, or about a complaint that is about none, from the decision to the delivery: a row of the outbox.
public struct Notification: Hashable, Sendable, Codable {
  /// Place in the outbox, from 1; 0 before it is stored.
  public var sequence: Int
  /// What it says about which appointment in which revision; unique, so nothing is said twice. It is also the idempotency
  /// key that the receiver gets.
  public var key: String
  public var kind: NotificationKind
  public var audience: Audience
  /// Nil where it is about a complaint that names none.
  public var appointment: String?
  /// The complaint that it is about, where it is about no appointment.
  public var complaint: String?
  /// Whose appointment it is, whoever the message is for.
  public var customer: String
  /// To which technician it goes; nil where it is for somebody else.
  public var technician: String?
  public var channel: ContactChannel
  public var address: String
  public var language: Language
  public var subject: String
  /// The plain text.
  public var body: String
  /// The same as an HTML fragment, everything in it escaped; nil where the plain text says it all.
  public var html: String?
  /// An appointment to be attached to an e-mail, as iCalendar (RFC 5545).
  public var calendar: String?
  /// Path or URL of the photo of who comes.
  public var photo: String?
  /// The rule that asked for it; empty where it is not known.
  public var rule: String
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
  /// The end of the range in which that start was told to lie.
  public var toldUntil: Instant?
  /// The ids of the technicians whom the message names.
  public var toldTechnicians: [String]
  /// The key of the message that this one stands in for, because that one could not be delivered.
  public var follows: String?

  public init(
    sequence: Int = 0, key: String, kind: NotificationKind, audience: Audience = .customer, appointment: String?,
    complaint: String? = nil, customer: String, technician: String? = nil, channel: ContactChannel, address: String,
    language: Language,
    subject: String, body: String, html: String? = nil, calendar: String? = nil, photo: String? = nil,
    rule: String = "", reason: String, cause: Int = 0, createdAt: Instant, dueAt: Instant, expiresAt: Instant,
    state: DeliveryState = .queued,
    attempts: Int = 0, nextAttemptAt: Instant? = nil, sentAt: Instant? = nil, lastError: String? = nil,
    toldStart: Instant? = nil, toldUntil: Instant? = nil, toldTechnicians: [String] = [], follows: String? = nil
  ) {
    self.sequence = sequence
    self.key = key
    self.kind = kind
    self.audience = audience
    self.appointment = appointment
    self.complaint = complaint
    self.customer = customer
    self.technician = technician
    self.channel = channel
    self.address = address
    self.language = language
    self.subject = subject
    self.body = body
    self.html = html
    self.calendar = calendar
    self.photo = photo
    self.rule = rule
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
    self.toldUntil = toldUntil
    self.toldTechnicians = toldTechnicians
    self.follows = follows
  }

  /// Whether it says that work starts after a moment: yes where the start that it names does, no where the whole range lies
  /// before; nil in between, where it takes back nothing that was said before, and where it names no time.
  public func tellsStart(after end: Instant) -> Bool? {
    guard let toldStart else { return nil }
    if toldStart > end { return true }
    return toldUntil ?? toldStart > end ? nil : false
  }

  /// What the journal has it under: its appointment, or the customer.
  public var about: String { appointment ?? customer }
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
