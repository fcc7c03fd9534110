import PunctualModel

/// The appointments of the five days.
///
/// Each day is drafted for every technician, and each drafted visit becomes an appointment whose window holds the drafted
/// start. So the draft is a proof that all can be placed; the few that nobody can serve are added on top.
struct Week: Sendable {
  var appointments: [Appointment] = []
  var unplaceable: [String] = []
  /// The proof, by day and technician.
  var drafts: [DraftDay] = []
  /// Which appointment a drafted visit became, in the order of the drafts' visits.
  var draftedIDs: [[String]] = []

  static func make(seed: UInt64, drafter: Drafter, customers: [Customer]) -> Week {
    var week = Week()
    for date in SampleFirm.week {
      var random = Generator(seed: seed, "appointments \(date)")
      var used = Set<Int>()
      let drafts = draftedDays(date, drafter: drafter, used: &used, &random)
      var makers = drafts.enumerated().flatMap { index, draft in
        draft.visits.indices.filter { !draft.visits[$0].isSecondOfCrew }.map { Source.drafted(day: index, visit: $0) }
      }
      makers += Impossible.allCases.filter { $0.date == date }.map { Source.impossible($0) }
      var ids = drafts.map { $0.visits.map { _ in "" } }
      for source in random.shuffled(makers) {
        let id = "a\(padded(week.appointments.count + 1, 3))"
        switch source {
        case .drafted(let day, let visit):
          let drafted = drafts[day].visits[visit]
          week.appointments.append(appointment(id, from: drafted, on: date, drafter: drafter, &random))
          for other in drafts.indices {
            for (place, second) in drafts[other].visits.enumerated()
            where (other, place) == (day, visit) || second.isSecondOfCrew && second.site == drafted.site {
              ids[other][place] = id
            }
          }
        case .impossible(let kind):
          week.appointments.append(kind.appointment(id, drafter: drafter, used: &used, &random))
          week.unplaceable.append(id)
        }
      }
      week.drafts += drafts
      week.draftedIDs += ids
    }
    return week
  }

  private enum Source {
    case drafted(day: Int, visit: Int)
    case impossible(Impossible)
  }

  private static func draftedDays(
    _ date: LocalDate, drafter: Drafter, used: inout Set<Int>, _ random: inout Generator
  ) -> [DraftDay] {
    var pair: [String] = []
    var opening: Drafter.Opening?
    switch date.weekday {
    case .monday: (pair, opening) = joint(Team.liftPair, WorkType.special[0], date, drafter, &used, &random)
    case .thursday: (pair, opening) = joint(Team.heatingPair, WorkType.special[1], date, drafter, &used, &random)
    default: break
    }
    return random.shuffled(drafter.technicians).compactMap { technician in
      var own = pair.contains(technician.id) ? opening : nil
      own?.isSecondOfCrew = technician.id == pair.last
      return drafter.draft(technician, on: date, opening: own, used: &used, &random)
    }.sorted { $0.technician.id < $1.technician.id }
  }

  /// Work for two, begun as soon as both can be there, on the next quarter of an hour.
  private static func joint(
    _ pair: [String], _ type: WorkType, _ date: LocalDate, _ drafter: Drafter, _ used: inout Set<Int>,
    _ random: inout Generator
  ) -> ([String], Drafter.Opening?) {
    let fitting = drafter.sites.indices.filter { drafter.sites[$0].equipment.contains(type.equipment) }
    let site = random.pick(fitting)
    used.insert(site)
    let ready = drafter.technicians.filter { pair.contains($0.id) }.compactMap { technician in
      technician.shift(on: date).map { shift in
        drafter.zone.instant(date, shift.start)
          + drafter.travel.seconds(
            from: technician.home.coordinate, to: drafter.sites[site].site.place.coordinate)
      }
    }
    guard ready.count == pair.count, let latest = ready.max() else { return ([], nil) }
    let start = Instant(epochSeconds: (latest.epochSeconds + 899) / 900 * 900)
    return (
      pair,
      Drafter.Opening(
        site: site, type: type, minutes: random.pick(type.minutes), start: start, isSecondOfCrew: false)
    )
  }

  /// The appointment that a drafted visit becomes.
  static func appointment(
    _ id: String, from visit: DraftVisit, on date: LocalDate, drafter: Drafter, _ random: inout Generator
  ) -> Appointment {
    let site = drafter.sites[visit.site]
    let isJoint = visit.type.weight == 0
    let width = Office.organisation.tier(site.tier).windowMinutes
    let start = visit.planned.start ?? drafter.zone.instant(date, secondOfDay: 8 * 3600)
    let first = Slots.window(around: start, width: width, zone: drafter.zone, &random)
    var windows = [first]
    var isBooked = true
    switch random.unit() {
    case _ where isJoint: break
    case ..<0.06:
      isBooked = false
      let other = Slots.window(date, width: min(width, 120), apartFrom: first, zone: drafter.zone, &random)
      windows = (windows + [other].compactMap { $0 }).sorted { $0.start < $1.start }
    case ..<0.11:
      isBooked = false
      let later = SampleFirm.week.filter { $0 > date }.prefix(random.integer(1...2))
      windows += later.compactMap {
        Slots.window($0, width: width, apartFrom: first, zone: drafter.zone, &random)
      }
    default: break
    }
    return Appointment(
      id: id, customer: customerID(site), site: site.site.id, type: visit.type.id,
      title: visit.type.title[site.language] ?? visit.type.id, durationSeconds: visit.minutes * 60, windows: windows,
      skills: visit.type.skills, crew: isJoint ? 2 : 1, priority: priority(site.tier, visit.type),
      promise: isBooked ? Promise(window: first, madeAt: promised(drafter.zone, &random)) : nil,
      stage: isBooked ? .booked : .requested, notes: random.chance(0.1) ? random.pick(notes) : nil)
  }

  static func customerID(_ site: KnownSite) -> String {
    "c\(padded(site.customer + 1, 3))"
  }

  static func priority(_ tier: String, _ type: WorkType) -> Int {
    (["gold": 30, "silver": 20][tier] ?? 10) + (type.isRepair ? 40 : 0)
  }

  /// A moment in office hours of the two working weeks before the week.
  static func promised(_ zone: Zone, _ random: inout Generator) -> Instant {
    let day = SampleFirm.firstDay.adding(days: random.pick([-14, -13, -12, -11, -10, -7, -6, -5, -4, -3]))
    return zone.instant(day, secondOfDay: random.integer(8 * 60...17 * 60 - 1) * 60)
  }

  private static let notes = [
    "No heating in the upper floor since the weekend.", "Bring the long ladder.", "Third visit for the same fault.",
    "Tenant is at home, owner is not.", "Spare part was sent ahead to the customer.",
    "Error code E-117 on the display.",
  ]
}
