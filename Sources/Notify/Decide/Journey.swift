import PunctualModel

/// All that is known of one appointment at one moment: what ``Notifier`` decides from.
public struct Journey: Sendable, Hashable {
  public var now: Instant
  public var organisation: Organisation
  public var customer: Customer
  /// Where the appointment is.
  public var site: Site
  public var appointment: Appointment
  /// Whether there is none: a complaint about no visit stands in its place.
  public var isWithoutAppointment = false
  /// One for each of the crew; empty while nobody is assigned.
  public var visits: [Visit]
  /// Those of the visits.
  public var technicians: [Technician]
  /// The worst of the crew; nil where nothing is predicted.
  public var prediction: VisitPrediction?
  /// All earlier notifications of this appointment, whatever became of them.
  public var told: [Notification]
  /// The journal's entry that leads to this decision; 0 where the passing of time does.
  public var cause: Int
  /// What was done to keep the promise, for the reasons; never shown to the customer.
  public var recovery: String?
  /// When it was asked for, where nothing is promised yet and the request came just now.
  public var requestedAt: Instant?
  /// When the customer was last asked how a visit was, this one apart.
  public var lastSurveyAt: Instant?
  /// What the customer thought of the visit.
  public var survey: SurveyAnswer?
  /// The latest about this appointment.
  public var complaint: Complaint?
  /// When the customer asked for another time, or chose one that is gone.
  public var choicesAskedAt: Instant?
  /// Windows that are kept free for the customer to choose from.
  public var holds: [Hold]
  /// Technicians of the visits who are at another visit now, or on the way to one.
  public var busy: Set<String>
  /// Since when the others of them are: the end of their last visit or break.
  public var freeSince: [String: Instant] = [:]

  public init(
    now: Instant, organisation: Organisation, customer: Customer, site: Site, appointment: Appointment,
    visits: [Visit] = [], technicians: [Technician] = [], prediction: VisitPrediction? = nil,
    told: [Notification] = [], cause: Int = 0, recovery: String? = nil, requestedAt: Instant? = nil,
    lastSurveyAt: Instant? = nil, survey: SurveyAnswer? = nil, complaint: Complaint? = nil,
    choicesAskedAt: Instant? = nil, holds: [Hold] = [], busy: Set<String> = []
  ) {
    self.now = now
    self.organisation = organisation
    self.customer = customer
    self.site = site
    self.appointment = appointment
    self.visits = visits
    self.technicians = technicians
    self.prediction = prediction
    self.told = told
    self.cause = cause
    self.recovery = recovery
    self.requestedAt = requestedAt
    self.lastSurveyAt = lastSurveyAt
    self.survey = survey
    self.complaint = complaint
    self.choicesAskedAt = choicesAskedAt
    self.holds = holds
    self.busy = busy
  }

  /// Whether work has begun or is done, or somebody of the crew has at least arrived.
  var hasArrived: Bool {
    appointment.stage == .onSite || appointment.stage == .finished || appointment.stage == .noAccess
      || visits.contains { $0.stage == .onSite || $0.actual.arrive != nil || $0.actual.start != nil }
  }

  /// Whether somebody of the crew travels to it now.
  var isUnderWay: Bool {
    !hasArrived && (appointment.stage == .underWay || visits.contains { $0.stage == .underWay })
  }

  /// Whether somebody will still come: a window is promised, and the visit has neither begun nor been called off.
  var isAwaited: Bool {
    switch appointment.stage {
    case .booked, .scheduled, .dispatched, .underWay: !hasArrived
    case .requested, .onSite, .finished, .cancelled, .missed, .noAccess: false
    }
  }

  /// Those who come, in the order of the visits.
  var crew: [Technician] {
    visits.sorted { $0.id < $1.id }.compactMap { visit in technicians.first { $0.id == visit.technician } }
  }

  /// When the last of the crew was done; nil while somebody is not.
  var finishedAt: Instant? {
    appointment.stage == .finished ? visits.compactMap(\.actual.finish).max() : nil
  }
}

/// What is to be said now, and what would be but may not, with the reasons.
public struct Decisions: Sendable, Hashable {
  public var notifications: [Notification]
  public var withheld: [Withheld]

  public init(notifications: [Notification] = [], withheld: [Withheld] = []) {
    self.notifications = notifications
    self.withheld = withheld
  }
}

/// A message that a rule asks for and another forbids.
public struct Withheld: Sendable, Hashable {
  public var kind: NotificationKind
  /// One sentence: which rule, with the figures.
  public var reason: String

  public init(kind: NotificationKind, reason: String) {
    self.kind = kind
    self.reason = reason
  }
}
