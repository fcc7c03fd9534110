import PunctualModel

/// The year of visits before the week: drafted day by day as the week is, then played with the full spread of reality.
enum History {
  static let firstDay = SampleFirm.firstDay.adding(days: -364)
  static let lastDay = SampleFirm.firstDay.adding(days: -3)

  /// The year's days were not planned as full as those of the week.
  static let reserve = 0.05...0.12

  /// Seconds of the day after which no work is begun: 18:00.
  static let latestStart = 18 * 3600

  static func make(seed: UInt64, drafter weekly: Drafter) -> [VisitRecord] {
    var drafter = weekly
    drafter.reserve = reserve
    let reality = Reality(seed: seed, strength: 1, zone: drafter.zone)
    let off = Dictionary(
      uniqueKeysWithValues: drafter.technicians.map { ($0.id, weeksOff(of: $0.id, seed: seed)) })
    var records: [VisitRecord] = []
    var drafted = 0
    for number in 0..<364 {
      let date = firstDay.adding(days: number)
      guard date <= lastDay, !holidays.contains(date) else { continue }
      var random = Generator(seed: seed, "history \(date)")
      var used = Set<Int>()
      let atWork = drafter.technicians.filter {
        // On top of the weeks off, one day in seventy is missed by illness.
        off[$0.id]?.contains(number / 7) != true && !random.chance(1.0 / 70)
      }
      let drafts = random.shuffled(atWork).compactMap {
        drafter.draft($0, on: date, used: &used, &random)
      }.sorted { $0.technician.id < $1.technician.id }
      records += play(drafts, firstNumber: drafted + 1, drafter: drafter, reality: reality, &random)
      drafted += drafts.reduce(0) { $0 + $1.visits.count }
    }
    return records
  }

  /// Public holidays of Liechtenstein that fall on working days, and those around the turn of the year.
  static let holidays = Set(
    [
      "2025-12-08", "2025-12-24", "2025-12-25", "2025-12-26", "2025-12-31", "2026-01-01", "2026-01-02", "2026-01-06",
      "2026-02-02", "2026-03-19", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25", "2026-06-04", "2026-09-08",
    ].compactMap(LocalDate.init))

  /// Five of the year's 52 weeks, counted from ``firstDay``: two of them in summer.
  private static func weeksOff(of technician: String, seed: UInt64) -> Set<Int> {
    var random = Generator(seed: seed, "weeks off \(technician)")
    let summer = random.integer(31...37)
    var weeks: Set<Int> = [summer, summer + 1]
    while weeks.count < 5 { weeks.insert(random.integer(0...51)) }
    return weeks
  }

  private static func play(
    _ drafts: [DraftDay], firstNumber: Int, drafter: Drafter, reality: Reality, _ random: inout Generator
  ) -> [VisitRecord] {
    var days: [TechnicianDay] = []
    var work: [String: CourseWork] = [:]
    var records: [VisitRecord] = []
    for draft in drafts {
      var day = TechnicianDay(technician: draft.technician.id, date: draft.date, visits: [], breaks: draft.breaks)
      for (position, drafted) in draft.visits.enumerated() {
        let id = "h\(padded(firstNumber + records.count, 5))"
        let site = drafter.sites[drafted.site]
        let width = Office.organisation.tier(site.tier).windowMinutes
        let promised = drafted.planned.start.map {
          Slots.window(around: $0, width: width, zone: drafter.zone, &random)
        }
        day.visits.append(
          Visit(
            id: id, appointment: id, technician: draft.technician.id, date: draft.date, position: position,
            planned: drafted.planned))
        work[id] = CourseWork(
          type: drafted.type.id, area: site.site.area, windows: promised.map { [$0] } ?? [])
        records.append(
          VisitRecord(
            id: id, technician: draft.technician.id, type: drafted.type.id, area: site.site.area, site: site.site.id,
            promised: promised, planned: drafted.planned))
      }
      days.append(day)
    }
    var simulation = Simulation(days: days, work: work, reality: reality)
    simulation.run()
    for index in records.indices {
      records[index].actual = simulation.times[records[index].id] ?? records[index].actual
    }
    // What could not be begun by the evening was done on another day, and is not a visit of this one.
    return records.filter { record in
      record.actual.start.map { drafter.zone.local($0).secondOfDay <= latestStart } ?? false
    }
  }
}
