/// Work that a customer asked for: what, where, when it may be done, and what was promised.
public struct Appointment: Hashable, Sendable, Codable {
  public var id: String
  public var customer: String
  /// One of the customer's sites.
  public var site: String
  /// Kind of work, such as `boiler-service`; durations are learned by it.
  public var type: String
  /// What is to be done, in words that the customer may read.
  public var title: String
  /// Planned time on site at the firm's usual pace, in seconds.
  public var durationSeconds: Int
  /// When work may start: at least one, in order, not overlapping. Several are alternatives.
  public var windows: [TimeWindow]
  public var skills: [SkillNeed]
  /// How many technicians it needs at once.
  public var crew: Int
  /// 0 to 100; where not all fits, higher is served first.
  public var priority: Int
  /// The window that the customer was told.
  public var promise: Promise?
  public var stage: Stage
  /// What a dispatcher has fixed.
  public var pin: Pin?
  public var notes: String?
  /// Grows with each change; a stale change is refused by it.
  public var revision: Int

  public init(
    id: String, customer: String, site: String, type: String, title: String, durationSeconds: Int,
    windows: [TimeWindow], skills: [SkillNeed] = [], crew: Int = 1, priority: Int = 0, promise: Promise? = nil,
    stage: Stage = .requested, pin: Pin? = nil, notes: String? = nil, revision: Int = 1
  ) {
    self.id = id
    self.customer = customer
    self.site = site
    self.type = type
    self.title = title
    self.durationSeconds = durationSeconds
    self.windows = windows
    self.skills = skills
    self.crew = crew
    self.priority = priority
    self.promise = promise
    self.stage = stage
    self.pin = pin
    self.notes = notes
    self.revision = revision
  }
}

/// The window told to a customer. A visit that starts after its end breaks it.
public struct Promise: Hashable, Sendable, Codable {
  public var window: TimeWindow
  public var madeAt: Instant
  /// The chance of keeping it, as predicted when it was made, to six decimals; nil where nobody asked.
  public var chance: Double?

  public init(window: TimeWindow, madeAt: Instant, chance: Double? = nil) {
    self.window = window
    self.madeAt = madeAt
    self.chance = chance.map { ($0 * 1e6).rounded() / 1e6 }
  }
}

/// What the plan may not change about an appointment. Nil parts are free.
public struct Pin: Hashable, Sendable, Codable {
  public var technician: String?
  public var start: Instant?

  public init(technician: String? = nil, start: Instant? = nil) {
    self.technician = technician
    self.start = start
  }
}
