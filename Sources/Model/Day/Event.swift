/// One entry of the journal: something that happened, who caused it, and its details. Entries are never changed.
public struct Event: Hashable, Sendable, Codable {
  /// Place in the journal, from 1, without gaps; 0 before it is stored.
  public var sequence: Int
  public var at: Instant
  /// Who caused it: a user, `punctual` itself, or a program.
  public var actor: String
  public var kind: EventKind
  /// The record that it is about, such as an appointment's id.
  public var subject: String
  /// What changed, by field; only values that are safe to keep (no names, no addresses).
  public var details: [String: String]

  public init(
    sequence: Int = 0, at: Instant, actor: String, kind: EventKind, subject: String, details: [String: String] = [:]
  ) {
    self.sequence = sequence
    self.at = at
    self.actor = actor
    self.kind = kind
    self.subject = subject
    self.details = details
  }
}

extension Event {
  /// A chance as a detail, to four places: `0.2187`.
  public static func text(chance: Double) -> String { "\((chance * 10_000).rounded() / 10_000)" }

  /// A detail that is a chance; nil where there is none.
  public func chance(_ name: String) -> Double? { details[name].flatMap(Double.init) }

  /// How long the name of whoever caused something may be, in characters.
  public static let actorLength = 1...200
  /// How long a reason may be, in characters.
  public static let reasonLength = 1...500
}

/// What can happen.
public enum EventKind: String, CaseIterable, Sendable, Codable {
  case workspaceCreated = "workspace-created"
  case imported
  case technicianAdded = "technician-added"
  case technicianChanged = "technician-changed"
  case technicianRemoved = "technician-removed"
  case customerAdded = "customer-added"
  case customerChanged = "customer-changed"
  case customerRemoved = "customer-removed"
  case customerForgotten = "customer-forgotten"
  case appointmentAdded = "appointment-added"
  case appointmentChanged = "appointment-changed"
  case appointmentRemoved = "appointment-removed"
  case promised
  case planned
  case scheduled
  case moved
  case unscheduled
  case dispatched
  case departed
  case arrived
  case finished
  case cancelled
  case missed
  case noAccess = "no-access"
  case predictedLate = "predicted-late"
  case recovered
  case notificationQueued = "notification-queued"
  case notificationSent = "notification-sent"
  case notificationFailed = "notification-failed"
  case notificationDropped = "notification-dropped"
  /// A provider told what became of a message that it had accepted.
  case notificationReported = "notification-reported"
  case complaintOpened = "complaint-opened"
  case complaintAcknowledged = "complaint-acknowledged"
  case complaintAnswered = "complaint-answered"
  case complaintClosed = "complaint-closed"
  case surveyAnswered = "survey-answered"
  /// Other times were kept free for a customer to choose from.
  case proposed
  /// The office has called a customer, or tried to.
  case called
  case replyReceived = "reply-received"
  case replySettled = "reply-settled"
  case optedOut = "opted-out"
  case optedIn = "opted-in"
  /// A technician has seen that the day has changed.
  case acknowledged
  case rulesChanged = "rules-changed"
  case templatesChanged = "templates-changed"
  case modelLearned = "model-learned"
  case settingChanged = "setting-changed"
  case undone
}
