import PunctualModel

/// The appointments that nobody can serve, each for another reason.
enum Impossible: CaseIterable, Sendable {
  /// Asks for a lift level above everybody's.
  case levelTooHigh
  /// Three hours of work that may start at three at the earliest, when no shift has three hours left.
  case tooLong
  /// In the evening, when nobody works.
  case outsideShifts
  /// The only one with the certificate is on leave on that day.
  case onlyOneOnLeave

  var date: LocalDate {
    switch self {
    case .levelTooHigh, .tooLong: SampleFirm.week[0]
    case .outsideShifts: SampleFirm.week[1]
    case .onlyOneOnLeave: SampleFirm.week[2]
    }
  }

  private var type: WorkType? {
    switch self {
    case .levelTooHigh: WorkType.byID["lift-repair"]
    case .tooLong: WorkType.byID["burner-replacement"]
    case .outsideShifts: WorkType.byID["thermostat"]
    case .onlyOneOnLeave: WorkType.byID["refrigerant-check"]
    }
  }

  func appointment(
    _ id: String, drafter: Drafter, used: inout Set<Int>, _ random: inout Generator
  ) -> Appointment {
    let type = type ?? WorkType.usual[0]
    let free = drafter.sites.indices.filter {
      !used.contains($0) && drafter.sites[$0].equipment.contains(type.equipment)
    }
    let place = free.isEmpty ? 0 : random.pick(free)
    used.insert(place)
    let site = drafter.sites[place]
    var skills = type.skills
    var (from, width, minutes) = (9 * 60, 240, type.minutes.max() ?? 60)
    switch self {
    case .levelTooHigh: skills = [SkillNeed("lift", level: 4)]
    case .tooLong: (from, width) = (15 * 60, 120)
    case .outsideShifts: (from, width, minutes) = (19 * 60, 120, 45)
    case .onlyOneOnLeave: break
    }
    let window = Slots.window(date, from: from, width: width, zone: drafter.zone)
    // Promised before the leave was known; the others have not been promised anything.
    let isBooked = self == .onlyOneOnLeave
    return Appointment(
      id: id, customer: Week.customerID(site), site: site.site.id, type: type.id,
      title: type.title[site.language] ?? type.id, durationSeconds: minutes * 60, windows: [window], skills: skills,
      priority: Week.priority(site.tier, type),
      promise: isBooked ? Promise(window: window, madeAt: Week.promised(drafter.zone, &random)) : nil,
      stage: isBooked ? .booked : .requested)
  }
}
