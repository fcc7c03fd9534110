import PunctualEngine
import PunctualModel

/// Finds the windows of one day that can be promised for new work, against the day as it is planned. Where the day is not
/// planned yet, a plan of what is booked for it stands in: what is promised already keeps its room.
struct SlotSearch {
  private(set) var state: DayState
  private(set) var basis: [TechnicianDay]

  /// What is kept free has its room before anything else finds a place.
  init(_ state: DayState) {
    var state = state
    if state.plan == nil {
      state.plan = Planner(state: state, seed: 1, exploration: 1).placed().plan
    }
    self.state = state
    basis = state.days
    self = keeping(state.kept)
  }

  /// The same day with room for what is kept free. What finds no room any more has lost it already.
  func keeping(_ kept: [KeptFree]) -> SlotSearch {
    var search = self
    for one in kept.sorted(by: { $0.hold.id < $1.hold.id }) {
      // Whoever it was offered with has room for it as a rule; only where not is everybody asked.
      let slot =
        search.slots(for: one.appointment, windows: [one.hold.window], of: [one.hold.technician]).first
        ?? search.slots(for: one.appointment, windows: [one.hold.window]).first
      guard let slot, let day = slot.keptDay else { continue }
      search.state.appointments[one.appointment.id] = one.appointment
      search.basis.removeAll { $0.technician == day.technician }
      search.basis.append(day)
      search.basis.sort { $0.technician < $1.technician }
    }
    return search
  }

  /// The same day without an appointment's visits that have not begun.
  func without(_ appointment: String) -> SlotSearch {
    var search = self
    search.state = state.without(appointment)
    for index in search.basis.indices {
      search.basis[index].visits.removeAll {
        $0.appointment == appointment && ($0.stage.isWaiting)
      }
    }
    return search
  }

  /// How many technicians are asked: in a large firm those who pass nearest by.
  private static let mostAsked = 48

  /// Who is asked for new work: whoever has its skills and comes nearest to it on the day; nil for everybody.
  private func asked(for appointment: Appointment) -> Set<String>? {
    guard basis.count > Self.mostAsked, let here = state.site(of: appointment)?.place.coordinate else { return nil }
    let byDistance = basis.compactMap { day -> (technician: String, metres: Double)? in
      guard let technician = state.technicians[day.technician], appointment.skills.allSatisfy(technician.has) else {
        return nil
      }
      let stops = day.visits.compactMap { state.appointments[$0.appointment].flatMap(state.site)?.place.coordinate }
      let places = [technician.home.coordinate].compactMap(\.self) + stops
      return places.map(here.metres).min().map { (technician.id, $0) }
    }.sorted { ($0.metres, $0.technician) < ($1.metres, $1.technician) }
    let pinned = [appointment.pin?.technician].compactMap(\.self)
    return Set(byDistance.prefix(Self.mostAsked).map(\.technician) + pinned)
  }

  /// How many of the cheapest places of a window are looked at, and how many where none of these is sure enough.
  private static let places = (usual: 4, most: 16)

  /// One slot a window, by the technician and place that cost least; by a dearer one where the cheapest would keep it with
  /// less than the chance that the customer's tier is due.
  ///
  /// - Parameter technicians: who is asked; nil for all who may be meant.
  func slots(for appointment: Appointment, windows: [TimeWindow], of technicians: Set<String>? = nil) -> [Slot] {
    let open = windows.compactMap { window in
      window.intersection(TimeWindow(start: state.now, end: max(state.now, window.end))).map { (window, $0) }
    }
    guard state.site(of: appointment) != nil, !open.isEmpty else { return [] }
    var withNew = state
    withNew.appointments[appointment.id] = appointment
    var (around, days) = (withNew, basis)
    let nearest = technicians == nil ? asked(for: appointment) : nil
    if let asked = technicians ?? nearest {
      around.technicians = around.technicians.filter { asked.contains($0.key) }
      days.removeAll { !asked.contains($0.technician) }
    }
    let rest = RestOfDay(
      around, days,
      adding: JobRequest(appointment: appointment, member: 0, windows: [open[0].1], priority: 1, technician: nil))
    guard let job = rest.job else { return [] }
    let base = rest.problem.base
    let offers = Engine.offer(
      rest.problem.routing, routes: rest.routes, job: job,
      windows: open.map { RoutingWindow(max(0, $0.1.start - base), max(0, $0.1.end - base)) },
      choices: Self.places.most)
    let least = state.tier(of: appointment).promiseChance
    let found = zip(open, offers).compactMap { windows, offer -> Slot? in
      var best: Slot?
      var problem = rest.problem
      problem.routing.jobs[job].windows = [offer.window]
      for (number, place) in offer.places.enumerated() {
        if number >= Self.places.usual, let best, best.chance >= least { break }
        guard let candidate = candidate(appointment, windows.0, place.insertion, problem, withNew) else {
          continue
        }
        if best == nil || candidate.chance > best!.chance + 0.05 { best = candidate }
      }
      return best
    }
    // Where those who pass near have no time, whoever is farther off may.
    return found.isEmpty && nearest != nil
      ? slots(for: appointment, windows: windows, of: Set(basis.map(\.technician))) : found
  }

  private func candidate(
    _ appointment: Appointment, _ window: TimeWindow, _ place: Insertion, _ problem: DayProblem, _ state: DayState
  ) -> Slot? {
    let technician = problem.technicians[place.vehicle]
    let before =
      basis.first { $0.technician == technician }
      ?? TechnicianDay(technician: technician, date: state.date, visits: [])
    let visit = Visit(
      id: appointment.id, appointment: appointment.id, technician: technician, date: state.date, position: 0,
      planned: VisitTimes())
    let day = before.retimed(problem.timed(place.route), adding: visit, state)
    guard let start = day.visits.first(where: { $0.appointment == appointment.id })?.planned.start,
      let chance = state.chance(of: window, for: appointment.id, [day])
    else { return nil }
    return Slot(
      window: window, technician: technician, technicianName: state.technicians[technician]?.name ?? technician,
      start: start, chance: chance, addedSeconds: place.addedCost,
      moves: MovedVisit.between(before.withoutKept, day.withoutKept), day: day.withoutKept, keptDay: day)
  }

  /// The slot with the narrowest part of its window that is kept with at least a chance: in steps of half an hour, no
  /// narrower than half of it, and beginning at the last step before the planned start, where the chance is greatest.
  func narrowed(_ slot: Slot, for appointment: Appointment, toChance least: Double) -> Slot {
    guard let day = slot.keptDay else { return slot }
    var withNew = state
    withNew.appointments[appointment.id] = appointment
    let step = 1800
    let widths = stride(
      from: (slot.window.seconds / 2 + step - 1) / step * step, to: slot.window.seconds, by: step)
    for width in widths where width > 0 {
      let latest = min(slot.start, slot.window.end - width)
      let start = slot.window.start + max(0, latest - slot.window.start) / step * step
      let part = TimeWindow(start: start, end: start + width)
      guard part.contains(slot.start), let chance = withNew.chance(of: part, for: appointment.id, [day]),
        chance >= least
      else { continue }
      var narrow = slot
      (narrow.window, narrow.chance) = (part, chance)
      return narrow
    }
    return slot
  }

  /// The windows of a width that lie within somebody's shift, on the hour (the half hour where they are short).
  func windows(minutes: Int) -> [TimeWindow] {
    let zone = state.organisation.zone
    let shifts = state.technicians.values.compactMap { $0.shift(on: state.date) }
    guard let first = shifts.map(\.start).min(), let last = shifts.map(\.end).max() else { return [] }
    let step = minutes >= 120 ? 60 : 30
    var start = (first.minutes + step - 1) / step * step
    var windows: [TimeWindow] = []
    while start + minutes <= last.minutes, let from = LocalTime(minutes: start),
      let to = LocalTime(minutes: start + minutes)
    {
      let window = TimeWindow(start: zone.instant(state.date, from), end: zone.instant(state.date, to))
      if window.start > state.now { windows.append(window) }
      start += step
    }
    return windows
  }
}
