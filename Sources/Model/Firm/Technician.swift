/// Somebody who is sent to customers.
public struct Technician: Hashable, Sendable, Codable {
  public var id: String
  public var name: String
  public var phone: String?
  public var email: String?
  /// URL of a photo that the customer is shown, or its path in the folder of the workspace.
  public var photo: String?
  /// Where the day starts and ends.
  public var home: Place
  /// Skill → level, 1 and up. A need of level 2 is met by level 2 or higher.
  public var skills: [String: Int]
  /// Working hours by weekday; a day that is missing is free.
  public var shifts: [Weekday: Shift]
  public var absences: [Absence]
  /// Own pace: planned durations are multiplied by it. 1 is the firm's usual pace, 1.1 takes a tenth longer.
  public var pace: Double
  /// Most visits in a day; nil where only time limits.
  public var maxVisits: Int?
  /// How the technician travels, by the name that the routing servers go by: `car`, `bike` and so on.
  public var profile: String
  /// Grows with each change; a stale change is refused by it.
  public var revision: Int

  public init(
    id: String, name: String, phone: String? = nil, email: String? = nil, photo: String? = nil, home: Place,
    skills: [String: Int] = [:], shifts: [Weekday: Shift] = [:], absences: [Absence] = [], pace: Double = 1,
    maxVisits: Int? = nil, profile: String = Technician.usualProfile, revision: Int = 1
  ) {
    self.id = id
    self.name = name
    self.phone = phone
    self.email = email
    self.photo = photo
    self.home = home
    self.skills = skills
    self.shifts = shifts
    self.absences = absences
    self.pace = pace
    self.maxVisits = maxVisits
    self.profile = profile
    self.revision = revision
  }

  /// How technicians travel of whom nothing else is said.
  public static let usualProfile = "car"

  /// The shift on a day, nil where the technician is free or away.
  public func shift(on date: LocalDate) -> Shift? { isAway(on: date) ? nil : shifts[date.weekday] }

  /// Whether the technician is ill, on leave or the like on a day.
  public func isAway(on date: LocalDate) -> Bool { absences.contains { $0.from <= date && date <= $0.to } }

  /// The time on site of work that is stated to take so many seconds, at the technician's own pace.
  public func seconds(_ stated: Int) -> Int { Int((Double(stated) * pace).rounded(.up)) }

  /// Whether the technician can do what is needed, at the level or above.
  public func has(_ need: SkillNeed) -> Bool {
    skills[need.name, default: 0] >= need.level
  }
}

/// Working hours of one day, on the wall clock of the organisation's zone.
public struct Shift: Hashable, Sendable, Codable {
  public var start: LocalTime
  public var end: LocalTime
  public var breaks: [ShiftBreak]

  public init(start: LocalTime, end: LocalTime, breaks: [ShiftBreak] = []) {
    self.start = start
    self.end = end
    self.breaks = breaks
  }
}

/// A pause that must be taken, starting within a span.
public struct ShiftBreak: Hashable, Sendable, Codable {
  /// Between these the break starts.
  public var earliest: LocalTime
  public var latest: LocalTime
  public var minutes: Int

  public init(earliest: LocalTime, latest: LocalTime, minutes: Int) {
    self.earliest = earliest
    self.latest = latest
    self.minutes = minutes
  }
}

/// Days away, both included.
public struct Absence: Hashable, Sendable, Codable {
  public var from: LocalDate
  public var to: LocalDate
  public var reason: String

  public init(from: LocalDate, to: LocalDate, reason: String) {
    self.from = from
    self.to = to
    self.reason = reason
  }
}

/// A skill that a visit needs, at a level or higher.
public struct SkillNeed: Hashable, Sendable, Codable {
  public var name: String
  public var level: Int

  public init(_ name: String, level: Int = 1) {
    self.name = name
    self.level = level
  }
}
