import PunctualModel

/// All that is known of one appointment at one moment: what ``Notifier`` decides from.
public struct Journey: Sendable, Hashable {
  public var now: Instant
  public var organisation: Organisation
  public var customer: Customer
  /// Where the appointment is.
  public var site: Site
  public var appointment: Appointment
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

  public init(
    now: Instant, organisation: Organisation, customer: Customer, site: Site, appointment: Appointment,
    visits: [Visit] = [], technicians: [Technician] = [], prediction: VisitPrediction? = nil,
    told: [Notification] = [], cause: Int = 0, recovery: String? = nil
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
  }

  /// The first contact that may be used, nil where there is none.
  var contact: Contact? {
    customer.contacts.first { $0.consent && Self.isUsable($0.address) }
  }

  /// Whether an address is one word, so that it can end up on the header line of a message without adding to it.
  private static func isUsable(_ address: String) -> Bool {
    !address.isEmpty && address.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control && $0 != " " }
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
