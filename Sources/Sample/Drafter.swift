import PunctualModel

/// A visit of a drafted day.
struct DraftVisit: Sendable {
  /// Place of the site in the list.
  var site: Int
  var type: WorkType
  /// Planned length at the firm's usual pace.
  var minutes: Int
  var planned: VisitTimes
  /// The partner's visit is the same work.
  var isSecondOfCrew = false
}

/// A technician's day that can be done: by the travel estimate, with the break, within the shift.
struct DraftDay: Sendable {
  var technician: Technician
  var date: LocalDate
  var visits: [DraftVisit]
  var breaks: [TimeWindow]
}

/// Drafts days without an optimiser: one visit after another, each at one of the nearer sites, until the shift is full.
///
/// What the week's appointments and the past visits are made from. As each draft can be done as it stands, all of a
/// week's appointments can be placed.
struct Drafter: Sendable {
  var technicians: [Technician]
  var sites: [KnownSite]
  var travel: TravelEstimate
  var zone: Zone

  /// Work that a day begins with, at a given time.
  struct Opening: Sendable {
    var site: Int
    var type: WorkType
    var minutes: Int
    var start: Instant
    var isSecondOfCrew: Bool
  }

  /// The part of the shift that is left free at the end of the day, drawn between these.
  var reserve = 0.03...0.09
  /// How many sites are looked at to find a near one: the more, the less travel.
  static let sitesTried = 14

  /// A day of a technician; nil where the technician does not work. Sites in `used` are left out, and those chosen added.
  func draft(
    _ technician: Technician, on date: LocalDate, opening: Opening? = nil, used: inout Set<Int>,
    _ random: inout Generator
  ) -> DraftDay? {
    guard let shift = technician.shift(on: date) else { return nil }
    var day = DraftDay(technician: technician, date: date, visits: [], breaks: [])
    let begin = zone.instant(date, shift.start)
    let end = zone.instant(date, shift.end)
    let limit = end - Int(Double(end - begin) * random.number(reserve))
    let season = winter(dayOfYear: date.dayOfYear)
    let types = WorkType.usual.filter { $0.skills.allSatisfy(technician.has) }
    var pause = shift.breaks.first
    var place = technician.home.coordinate
    var now = begin

    if let opening {
      let seconds = travel.seconds(from: place, to: sites[opening.site].site.place.coordinate)
      append(
        opening.site, opening.type, opening.minutes, depart: opening.start - seconds, start: opening.start, to: &day)
      day.visits[0].isSecondOfCrew = opening.isSecondOfCrew
      now = opening.start + serviceSeconds(opening.minutes, technician)
      place = sites[opening.site].site.place.coordinate
    }
    var failures = 0
    while failures < 10, day.visits.count < technician.maxVisits ?? .max {
      let type = random.pick(types) { $0.weight * ($0.isRepair ? 0.8 + 0.6 * season : 1) }
      let minutes = random.pick(type.minutes)
      guard let site = nearSite(to: place, for: type.equipment, used: used, &random) else {
        failures += 1
        continue
      }
      let target = sites[site].site.place.coordinate
      let driving = travel.seconds(from: place, to: target)
      let service = serviceSeconds(minutes, technician)
      var depart = now
      var taken: TimeWindow?
      if let due = pause {
        let earliest = zone.instant(date, due.earliest)
        let latest = zone.instant(date, due.latest)
        if now >= earliest || rounded(now + driving) + service > latest - 300 {
          let from = max(now, earliest)
          taken = TimeWindow(start: from, end: from + due.minutes * 60)
          depart = from + due.minutes * 60
        }
      }
      let start = rounded(depart + driving)
      guard start + service + travel.seconds(from: target, to: technician.home.coordinate) <= limit else {
        failures += 1
        continue
      }
      if let taken {
        day.breaks.append(taken)
        pause = nil
      }
      used.insert(site)
      append(site, type, minutes, depart: depart, start: start, to: &day)
      now = start + service
      place = target
    }
    if let due = pause {
      let from = max(now, zone.instant(date, due.earliest))
      day.breaks.append(TimeWindow(start: from, end: from + due.minutes * 60))
    }
    return day
  }

  /// Planned time on site of a technician: the usual length times the own pace, rounded up.
  func serviceSeconds(_ minutes: Int, _ technician: Technician) -> Int {
    Int((Double(minutes * 60) * technician.pace).rounded(.up))
  }

  private func append(
    _ site: Int, _ type: WorkType, _ minutes: Int, depart: Instant, start: Instant, to day: inout DraftDay
  ) {
    let place = day.visits.last.map { sites[$0.site].site.place } ?? day.technician.home
    let driving = travel.seconds(from: place.coordinate, to: sites[site].site.place.coordinate)
    day.visits.append(
      DraftVisit(
        site: site, type: type, minutes: minutes,
        planned: VisitTimes(
          depart: depart, arrive: depart + driving, start: start,
          finish: start + serviceSeconds(minutes, day.technician))))
  }

  /// The nearest of a handful of free sites with that equipment.
  private func nearSite(
    to place: Coordinate, for equipment: Equipment, used: Set<Int>, _ random: inout Generator
  ) -> Int? {
    var best: (site: Int, metres: Double)?
    for _ in 0..<Self.sitesTried {
      let candidate = random.integer(0...sites.count - 1)
      guard !used.contains(candidate), sites[candidate].equipment.contains(equipment) else { continue }
      let metres = place.metres(to: sites[candidate].site.place.coordinate)
      if metres < best?.metres ?? .infinity { best = (candidate, metres) }
    }
    return best?.site
  }

  /// Up to the next five minutes of the clock.
  private func rounded(_ instant: Instant) -> Instant {
    Instant(epochSeconds: (instant.epochSeconds + 299) / 300 * 300)
  }
}
