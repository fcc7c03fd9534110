import PunctualModel

/// Plays technicians' days from morning to evening by a ``Reality``.
struct Simulation {
  let days: [TechnicianDay]
  let work: [String: CourseWork]
  let reality: Reality
  let from: Instant?
  let stuck: [String: Int]
  let trouble: DayTrouble
  /// What happened, by visit id.
  private(set) var times: [String: VisitTimes] = [:]

  /// Where each technician's day stands.
  private var states: [State]
  /// Of the visits still to come, how many work on an appointment at once.
  private var crews: [String: Int] = [:]
  private var arrivals: [String: [Instant]] = [:]

  private struct State {
    var next = 0
    var breaksTaken = 0
    /// When the technician is free; nil before the first visit.
    var ready: Instant?
    /// Is at the door of visit `next`, waiting for the partner.
    var isWaiting = false
  }

  init(
    days: [TechnicianDay], work: [String: CourseWork], reality: Reality, from: Instant? = nil,
    stuck: [String: Int] = [:], trouble: DayTrouble = .none
  ) {
    self.days = days
    self.work = work
    self.reality = reality
    self.from = from
    self.stuck = stuck
    self.trouble = trouble
    states = days.map { _ in State() }
    for visit in days.flatMap(\.visits) where Self.takesPlace(visit) { crews[visit.appointment, default: 0] += 1 }
  }

  /// Goes on with each day until it is over or waits for a partner; where all wait for one another, the first gives up.
  mutating func run() {
    while true {
      var progressed = false
      for index in days.indices {
        while advance(index, isPatient: true) { progressed = true }
      }
      if progressed { continue }
      guard let waiting = states.firstIndex(where: \.isWaiting) else { return }
      _ = advance(waiting, isPatient: false)
    }
  }

  /// Plays the next visit of a day; false where the day is over or has to wait.
  private mutating func advance(_ index: Int, isPatient: Bool) -> Bool {
    let day = days[index]
    guard states[index].next < day.visits.count else { return false }
    let visit = day.visits[states[index].next]
    guard Self.takesPlace(visit) else {
      let stamps = visit.actual
      if let last = [stamps.finish, stamps.start, stamps.arrive, stamps.depart].compactMap({ $0 }).first {
        states[index].ready = max(states[index].ready ?? last, last)
        // Who has been at a door has had the breaks that came before it.
        while states[index].breaksTaken < day.breaks.count, let start = visit.planned.start,
          day.breaks[states[index].breaksTaken].start < start
        {
          states[index].breaksTaken += 1
        }
      }
      states[index].next += 1
      return true
    }
    if !states[index].isWaiting {
      let road = travel(to: visit, day, &states[index])
      times[visit.id] = road
      if let arrive = road.arrive { arrivals[visit.appointment, default: []].append(arrive) }
    }
    let there = arrivals[visit.appointment] ?? []
    let crew = crews[visit.appointment] ?? 1
    if isPatient, there.count < crew {
      states[index].isWaiting = true
      return false
    }
    states[index].isWaiting = false
    finish(visit, day, together: crew > 1 ? there.max() : nil)
    states[index].ready = times[visit.id]?.finish
    states[index].next += 1
    return true
  }

  /// Leaves for a visit, after the breaks that come before it, and gets there.
  private func travel(to visit: Visit, _ day: TechnicianDay, _ state: inout State) -> VisitTimes {
    let planned = visit.planned
    let isFirst = state.ready == nil
    var ready = state.ready ?? planned.depart ?? planned.start ?? Instant(epochSeconds: 0)
    var resting = 0
    while state.breaksTaken < day.breaks.count, let start = planned.start, day.breaks[state.breaksTaken].start < start {
      let pause = day.breaks[state.breaksTaken]
      if visit.actual.depart == nil, !isFirst { ready = max(ready, pause.start) + pause.seconds }
      if let depart = planned.depart, let arrive = planned.arrive {
        let span = TimeWindow(start: depart, end: arrive)
        resting += span.intersection(pause)?.seconds ?? 0
      }
      state.breaksTaken += 1
    }
    let driving = max(0, (planned.arrive ?? ready) - (planned.depart ?? planned.arrive ?? ready) - resting)
    var depart = ready
    // Nobody sets out to stand at the door: when there is time left, it is spent before leaving.
    if let opening = window(of: visit)?.start, let plannedDepart = planned.depart {
      depart = max(depart, min(plannedDepart, opening - driving))
    }
    depart = depart + reality.delay(isFirst: isFirst, key: visit.id)
    depart = visit.actual.depart ?? max(depart, from ?? depart)
    let area = work[visit.appointment]?.area ?? ""
    let seconds = reality.travel(planned: driving, area: area, depart: depart, key: visit.id)
    let slow = trouble.travel(to: area, leaving: depart)
    let arrive = visit.actual.arrive ?? max(depart + Int(Double(seconds) * slow), from ?? depart)
    return VisitTimes(depart: depart, arrive: arrive)
  }

  /// Works and finishes; `together` is when the last of a crew came.
  private mutating func finish(_ visit: Visit, _ day: TechnicianDay, together: Instant?) {
    guard let arrive = times[visit.id]?.arrive else { return }
    let opening = window(of: visit)?.start
    let start = max(arrive, together ?? arrive, opening ?? arrive, visit.actual.start ?? arrive)
    if trouble.noShows.contains(visit.appointment) {
      times[visit.id]?.start = start
      times[visit.id]?.finish = max(start + DayTrouble.patience, from ?? start)
      return
    }
    let planned = max(0, (visit.planned.finish ?? start) - (visit.planned.start ?? visit.planned.finish ?? start))
    let seconds = reality.service(
      planned: planned, type: work[visit.appointment]?.type ?? "", technician: together == nil ? day.technician : nil,
      date: day.date, key: visit.appointment)
    let excess = stuck[visit.id, default: 0] + trouble.surprises[visit.appointment, default: 0]
    let end = start + seconds + excess * 60
    times[visit.id]?.start = start
    times[visit.id]?.finish = visit.actual.finish ?? max(end, from ?? end)
  }

  /// The window that the plan serves: the one that holds the planned start, or the first that ends after it.
  private func window(of visit: Visit) -> TimeWindow? {
    let windows = work[visit.appointment]?.windows ?? []
    guard let start = visit.planned.start else { return windows.first }
    return windows.first { $0.contains(start) } ?? windows.first { $0.end >= start }
  }

  private static func takesPlace(_ visit: Visit) -> Bool {
    switch visit.stage {
    case .cancelled, .missed, .noAccess: false
    default: true
    }
  }
}
