/// One touch point as data: what triggers a message, to whom, when, by which channel, in which words, what makes it
/// needless, and how urgent it is.
///
/// Of several rules of one kind for one audience the first that fits the customer's tier holds.
public struct NotificationRule: Hashable, Sendable {
  /// Its name, unique among the rules.
  public var id: String
  public var kind: NotificationKind
  public var audience: Audience
  public var enabled: Bool
  /// Tiers that it is for; empty for all.
  public var tiers: [String]
  public var trigger: RuleTrigger
  /// Said only where the moment of the rule of this kind had passed already when the window was promised.
  public var insteadOf: NotificationKind?
  /// Channels in the order of preference; empty for the order of the customer's contacts. A contact on another channel
  /// is used where none of these can be.
  public var channels: [ContactChannel]
  /// A variant of the template, such as `premium`; nil for the usual one.
  public var template: String?
  /// What is urgent also leaves in the quiet hours; the rest waits for their end.
  public var urgent: Bool
  /// For how many minutes it is worth sending, from when it is due.
  public var lifetimeMinutes: Int
  /// It is worth nothing after this moment either; one of the promise's.
  public var until: RuleMoment?
  /// What makes it untrue or needless before it leaves.
  public var cancelledBy: [RuleCondition]
  /// Kinds that, said after it, take its place.
  public var supersededBy: [NotificationKind]
  /// How many windows are offered in it, each with a code to answer.
  public var choices: Int
  /// Whether an e-mail carries the appointment as iCalendar.
  public var calendar: Bool

  public init(
    _ id: String, _ kind: NotificationKind, to audience: Audience = .customer, enabled: Bool = true,
    tiers: [String] = [], on trigger: RuleTrigger, insteadOf: NotificationKind? = nil,
    channels: [ContactChannel] = [], template: String? = nil, urgent: Bool = false, lifetimeMinutes: Int,
    until: RuleMoment? = nil, cancelledBy: [RuleCondition] = [], supersededBy: [NotificationKind] = [],
    choices: Int = 0, calendar: Bool = false
  ) {
    self.id = id
    self.kind = kind
    self.audience = audience
    self.enabled = enabled
    self.tiers = tiers
    self.trigger = trigger
    self.insteadOf = insteadOf
    self.channels = channels
    self.template = template
    self.urgent = urgent
    self.lifetimeMinutes = lifetimeMinutes
    self.until = until
    self.cancelledBy = cancelledBy
    self.supersededBy = supersededBy
    self.choices = choices
    self.calendar = calendar
  }

  /// Its lifetime in seconds.
  public var lifetime: Int { lifetimeMinutes * 60 }
}

/// What makes a rule speak: a moment, with a distance in time or with thresholds.
public struct RuleTrigger: Hashable, Sendable {
  public var on: RuleMoment
  /// So many minutes after the moment; negative: before. `in-danger`, to the office: so much sooner than a customer would
  /// be told whom only a call can tell.
  public var minutes: Int?
  /// With `at`: on the day that lies so many days after the moment's; negative: before.
  public var days: Int?
  /// At this time of the recipient's day.
  public var at: LocalTime?
  /// `in-danger`: said from this chance of being late on. `safe-again`: said when it has fallen to this.
  public var chance: Double?
  /// `in-danger`: also said when the median start is more than this past the promise's end.
  public var medianMinutes: Int?
  /// Only so long before the promise ends: what is further away is too uncertain to alarm anybody.
  public var withinMinutes: Int?
  /// From this chance on lateness is likely, and `likelyWithinMinutes` counts.
  public var likelyChance: Double?
  public var likelyWithinMinutes: Int?
  /// From this chance on lateness is as good as certain, and `sureWithinMinutes` counts.
  public var sureChance: Double?
  public var sureWithinMinutes: Int?
  /// Nearer than this nobody can be told in time any more, and only what has this chance is worth a word.
  public var lateChance: Double?
  public var lateWithinMinutes: Int?
  /// How often at most for one visit.
  public var atMost: Int?
  /// Not within so many days of the last one to the same customer.
  public var restDays: Int?
  /// `moved`: not within so many minutes of the last time that was told, unless it moves by twice as much.
  public var restMinutes: Int?
  /// Said for this score or less.
  public var score: Int?

  public init(
    _ on: RuleMoment, minutes: Int? = nil, days: Int? = nil, at: LocalTime? = nil, chance: Double? = nil,
    medianMinutes: Int? = nil, withinMinutes: Int? = nil, likelyChance: Double? = nil, likelyWithinMinutes: Int? = nil,
    sureChance: Double? = nil, sureWithinMinutes: Int? = nil, lateChance: Double? = nil, lateWithinMinutes: Int? = nil,
    atMost: Int? = nil, restDays: Int? = nil, restMinutes: Int? = nil, score: Int? = nil
  ) {
    self.on = on
    self.minutes = minutes
    self.days = days
    self.at = at
    self.chance = chance
    self.medianMinutes = medianMinutes
    self.withinMinutes = withinMinutes
    self.likelyChance = likelyChance
    self.likelyWithinMinutes = likelyWithinMinutes
    self.lateChance = lateChance
    self.lateWithinMinutes = lateWithinMinutes
    self.sureChance = sureChance
    self.sureWithinMinutes = sureWithinMinutes
    self.atMost = atMost
    self.restDays = restDays
    self.restMinutes = restMinutes
    self.score = score
  }
}

/// What a rule waits for.
public enum RuleMoment: String, CaseIterable, Sendable, Codable {
  case requested, promised
  case promiseStart = "promise-start"
  case promiseEnd = "promise-end"
  /// The time at which the technician should set out by plan.
  case plannedDepart = "planned-depart"
  case setOut = "set-out"
  case inDanger = "in-danger"
  case safeAgain = "safe-again"
  /// The expected start is so many minutes from the one that was told last.
  case moved
  case technicianChanged = "technician-changed"
  case arrived
  case noAccess = "no-access"
  /// The later of the promise's end and the time that was told has passed, and nobody is there or under way.
  case missed
  case choicesAsked = "choices-asked"
  case finished
  case surveyAnswered = "survey-answered"
  case complaintOpened = "complaint-opened"
  case complaintAnswered = "complaint-answered"
  case complaintClosed = "complaint-closed"
  case planChanged = "plan-changed"
  case undelivered
  case replyUnread = "reply-unread"

  /// The kinds that can wait for it.
  var kinds: [NotificationKind] {
    switch self {
    case .requested: [.requestReceived]
    case .promised: [.confirmation]
    case .promiseStart: [.reminder, .reminderSoon]
    case .promiseEnd: []
    case .plannedDepart: [.notStarted]
    case .setOut: [.onMyWay]
    case .inDanger: [.runningLate, .jeopardy]
    case .safeAgain: [.allClear]
    case .moved: [.etaMoved]
    case .technicianChanged: [.technicianChanged]
    case .arrived: [.arrived]
    case .noAccess: [.noAccess]
    case .missed: [.missed]
    case .choicesAsked: [.reschedule]
    case .finished: [.finished, .followUp]
    case .surveyAnswered: [.thankYou, .poorSurvey]
    case .complaintOpened: [.complaintReceived]
    case .complaintAnswered: [.complaintAnswered]
    case .complaintClosed: [.complaintClosed]
    case .planChanged: [.dayChanged]
    case .undelivered: [.unreached]
    case .replyUnread: [.needsPerson]
    }
  }

  /// The parameters that its triggers must have, and those that they may have, by their names in JSON.
  var parameters: (needed: [String], allowed: [String]) {
    switch self {
    case .promiseStart: ([], ["minutes", "days", "at"])
    case .plannedDepart, .missed: (["minutes"], [])
    case .inDanger:
      (
        ["chance", "within_minutes"],
        [
          "minutes", "median_minutes", "likely_chance", "likely_within_minutes", "sure_chance", "sure_within_minutes",
          "late_chance", "late_within_minutes",
        ]
      )
    case .safeAgain: (["chance"], [])
    case .moved: (["minutes", "at_most"], ["rest_minutes"])
    case .technicianChanged, .planChanged: (["within_minutes"], [])
    case .finished: ([], ["minutes", "rest_days"])
    case .surveyAnswered: ([], ["score"])
    case .arrived, .noAccess, .setOut, .requested, .promised, .promiseEnd, .choicesAsked, .complaintOpened,
      .complaintAnswered, .complaintClosed, .undelivered, .replyUnread:
      ([], [])
    }
  }
}

/// What can make a queued message untrue or needless.
public enum RuleCondition: String, CaseIterable, Sendable, Codable {
  /// A window is promised meanwhile.
  case promised
  /// The promise is not the one that it speaks of.
  case promiseChanged = "promise-changed"
  /// Nobody will come any more: the visit has begun, was missed, or was called off.
  case notAwaited = "not-awaited"
  case underWay = "under-way"
  case notUnderWay = "not-under-way"
  case arrived
  case safeAgain = "safe-again"
  case inDanger = "in-danger"
  case finished
  case notFinished = "not-finished"
  /// The complaint that it speaks of is closed.
  case complaintClosed = "complaint-closed"
}
