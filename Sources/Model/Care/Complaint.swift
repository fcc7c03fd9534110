/// Something that a customer is not content with, from the first word to the last.
public struct Complaint: Hashable, Sendable, Codable {
  public var id: String
  public var customer: String
  /// The appointment that it is about, where it is about one.
  public var appointment: String?
  public var cause: ComplaintCause
  /// What the customer said, or what happened.
  public var text: String
  public var openedAt: Instant
  /// When it is to be answered: the time to answer of the customer's tier after it was opened.
  public var dueAt: Instant
  /// When the customer was told that it has arrived.
  public var acknowledgedAt: Instant?
  public var answeredAt: Instant?
  public var answer: String?
  public var closedAt: Instant?
  /// Grows with each change; a stale change is refused by it.
  public var revision: Int

  public init(
    id: String, customer: String, appointment: String? = nil, cause: ComplaintCause, text: String = "",
    openedAt: Instant, dueAt: Instant, acknowledgedAt: Instant? = nil, answeredAt: Instant? = nil,
    answer: String? = nil, closedAt: Instant? = nil, revision: Int = 1
  ) {
    self.id = id
    self.customer = customer
    self.appointment = appointment
    self.cause = cause
    self.text = text
    self.openedAt = openedAt
    self.dueAt = dueAt
    self.acknowledgedAt = acknowledgedAt
    self.answeredAt = answeredAt
    self.answer = answer
    self.closedAt = closedAt
    self.revision = revision
  }

  /// Where it stands.
  public var state: ComplaintState {
    if closedAt != nil { return .closed }
    if answeredAt != nil { return .answered }
    return acknowledgedAt == nil ? .open : .acknowledged
  }

  /// Whether the time to answer it has passed, or had when it was answered.
  public func isOverdue(at now: Instant) -> Bool {
    (answeredAt ?? closedAt ?? now) > dueAt
  }
}

/// What a complaint is about.
public enum ComplaintCause: String, CaseIterable, Sendable, Codable {
  /// Somebody came after the promise.
  case late
  /// Nobody came.
  case missed
  /// Somebody came and could not get in.
  case noAccess = "no-access"
  /// The work was not done well.
  case quality
  /// How somebody behaved.
  case conduct
  case price
  case other
}

/// Where a complaint stands.
public enum ComplaintState: String, CaseIterable, Sendable, Codable {
  case open, acknowledged, answered, closed
}
