/// What can be told: the touch points of an appointment, to the customer and to the firm's own people.
public enum NotificationKind: String, CaseIterable, Sendable, Codable {
  /// A request has arrived: by when it is answered.
  case requestReceived = "request-received"
  /// A window is promised.
  case confirmation
  /// The visit is near.
  case reminder
  /// The visit is very near.
  case reminderSoon = "reminder-soon"
  /// The technician has set out: who comes, and when.
  case onMyWay = "on-my-way"
  /// The promise is in danger: the new range, an apology, what can be chosen.
  case runningLate = "running-late"
  /// The time that was told last is no longer the one to expect.
  case etaMoved = "eta-moved"
  /// The delay that was told has gone.
  case allClear = "all-clear"
  /// Somebody else comes than was told.
  case technicianChanged = "technician-changed"
  /// The technician is at the door.
  case arrived
  /// The technician was not let in.
  case noAccess = "no-access"
  /// Nobody came within the promise.
  case missed
  /// The customer wants another time, or the one that was chosen is taken: what there is.
  case reschedule
  /// The work is done: what was done.
  case finished
  /// Thanks for having us, and a survey.
  case followUp = "follow-up"
  /// Thanks for the answer to the survey.
  case thankYou = "thank-you"
  /// A complaint has arrived: by when it is answered.
  case complaintReceived = "complaint-received"
  case complaintAnswered = "complaint-answered"
  case complaintClosed = "complaint-closed"
  /// To the office: a promise is in danger, and nothing was found that keeps it.
  case jeopardy
  /// The time to set out has passed.
  case notStarted = "not-started"
  /// To a technician: the day is not the one that you know.
  case dayChanged = "day-changed"
  /// A message could not be delivered on any channel.
  case unreached
  /// To the office: somebody was not content.
  case poorSurvey = "poor-survey"
  /// To the office: an answer that a person must read.
  case needsPerson = "needs-person"

  /// Whom it can be for.
  public var audiences: [Audience] {
    switch self {
    case .requestReceived, .confirmation, .reminder, .reminderSoon, .onMyWay, .runningLate, .etaMoved, .allClear,
      .technicianChanged, .arrived, .noAccess, .missed, .reschedule, .finished, .followUp, .thankYou,
      .complaintReceived, .complaintAnswered, .complaintClosed:
      [.customer]
    case .jeopardy, .poorSurvey, .needsPerson: [.dispatcher]
    case .notStarted, .unreached: [.technician, .dispatcher]
    case .dayChanged: [.technician]
    }
  }

  /// Whether it counts against the most messages for one visit: what answers the customer's own word does not, nor
  /// does what must be said in any case.
  public var countsTowardsLimit: Bool {
    switch self {
    case .reminder, .reminderSoon, .onMyWay, .runningLate, .etaMoved, .allClear, .technicianChanged, .arrived,
      .finished, .followUp:
      true
    default: false
    }
  }
}

extension NotificationKind {
  /// Whether it goes out in the course of things: worth counting, not worth a dispatcher's eye.
  public var isRoutine: Bool {
    switch self {
    case .requestReceived, .confirmation, .reminder, .reminderSoon, .arrived, .finished, .followUp, .thankYou,
      .complaintReceived, .complaintAnswered, .complaintClosed, .dayChanged:
      true
    default: false
    }
  }
}
