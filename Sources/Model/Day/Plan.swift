/// What a technician does on one day, in order.
public struct TechnicianDay: Hashable, Sendable, Codable {
  public var technician: String
  public var date: LocalDate
  /// By position.
  public var visits: [Visit]
  /// Planned pauses.
  public var breaks: [TimeWindow]

  public init(technician: String, date: LocalDate, visits: [Visit], breaks: [TimeWindow] = []) {
    self.technician = technician
    self.date = date
    self.visits = visits
    self.breaks = breaks
  }
}

/// The plan of one day: who goes where, and what is left out and why.
public struct Plan: Hashable, Sendable, Codable {
  public var date: LocalDate
  /// Grows each time that the day is planned.
  public var revision: Int
  public var madeAt: Instant
  public var seed: UInt64
  public var days: [TechnicianDay]
  public var unplaced: [Unplaced]

  public init(
    date: LocalDate, revision: Int, madeAt: Instant, seed: UInt64, days: [TechnicianDay], unplaced: [Unplaced] = []
  ) {
    self.date = date
    self.revision = revision
    self.madeAt = madeAt
    self.seed = seed
    self.days = days
    self.unplaced = unplaced
  }
}

/// An appointment that could be served on a day and is not, with the reasons.
public struct Unplaced: Hashable, Sendable, Codable {
  public var appointment: String
  /// The sentence for a reader.
  public var reason: String
  /// The reason of each technician, by id.
  public var reasons: [String: MisfitReason]

  public init(appointment: String, reason: String, reasons: [String: MisfitReason]) {
    self.appointment = appointment
    self.reason = reason
    self.reasons = reasons
  }
}

/// Why a job does not fit a vehicle's (a technician's) day.
public enum MisfitReason: String, CaseIterable, Sendable, Codable {
  /// Lacks a required skill, or its level.
  case skill
  /// Only others may serve it.
  case technician
  /// A pin holds it elsewhere.
  case pin
  /// Lacks tools, or parts, and has no depot to fetch them from in time.
  case tools
  case parts
  /// Not at work at any time that the windows allow.
  case offShift = "off-shift"
  /// Even alone on the day, it cannot be reached within its windows.
  case window
  /// Even alone on the day, it cannot be reached and done within the shift.
  case shift
  /// Even alone on the day, the breaks leave no room for it.
  case `break`
  /// Even alone on the day, it cannot be reached and done within window and shift; either would have to be longer.
  case unreachable
  /// No way leads there and back.
  case noWay = "no-way"
  /// Would fit alone, but not with what is already on the day.
  case full
  /// Would fit, but not all that must be served with it.
  case partner
  /// Would exceed the capacity.
  case capacity
  /// Would exceed the most visits in a day.
  case maxTasks = "max-tasks"
  /// Would exceed the most travel in a day.
  case maxTravel = "max-travel"
}
