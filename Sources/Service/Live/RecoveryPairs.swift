import PunctualEngine
import PunctualModel

extension RecoverySearch {
  /// The best of two moves at once for the visits that are in danger themselves: each is put where another visit is, which
  /// takes its place in turn (a swap) or goes on to somebody else (a chain).
  func bestPair(of endangered: [TechnicianDay], _ ground: RecoveryGround) -> Candidate? {
    var best: Candidate?
    for day in endangered.prefix(3) {
      guard let visit = self.endangered(in: day), mayMove(visit) else { continue }
      for partner in partners(of: visit) {
        guard let candidate = pair(visit, partner, ground), candidate.isBetter(than: best), !takesKept(candidate)
        else { continue }
        best = candidate
      }
    }
    return best
  }

  /// Visits of others whose place might do, the nearest first: near on the ground, and about the same time of the day.
  private func partners(of visit: Visit) -> [Visit] {
    guard let here = coordinate(visit), let start = visit.planned.start else { return [] }
    return days.filter { $0.technician != visit.technician }.flatMap(\.visits)
      .compactMap { other -> (visit: Visit, distance: Double)? in
        guard mayMove(other), risk(other.id) < recovery.danger, let there = coordinate(other),
          let then = other.planned.start, abs(then - start) <= 2 * 3600
        else { return nil }
        return (other, here.metres(to: there) + Double(abs(then - start)) * 2)
      }
      .sorted { ($0.distance, $0.visit.id) < ($1.distance, $1.visit.id) }
      .prefix(recovery.mostPartners).map(\.visit)
  }

  private func coordinate(_ visit: Visit) -> Coordinate? {
    state.appointments[visit.appointment].flatMap(state.site)?.place.coordinate
  }

  private func pair(_ visit: Visit, _ partner: Visit, _ ground: RecoveryGround) -> Candidate? {
    let problem = ground.rest.problem
    guard let job = ground.number(of: visit), let other = ground.number(of: partner),
      let host = problem.technicians.firstIndex(of: partner.technician),
      let (place, onward) = ground.exchanges(job, for: other, on: host, most: 4)
    else { return nil }
    var best: Candidate?
    for next in onward {
      let cost = place.addedCost + next.addedCost
      guard let candidate = exchange(visit, place, partner, next, problem, cost), candidate.isBetter(than: best)
      else { continue }
      best = candidate
    }
    return best
  }

  private func exchange(
    _ visit: Visit, _ place: Insertion, _ partner: Visit, _ next: Insertion, _ problem: DayProblem, _ cost: Int
  ) -> Candidate? {
    let receiver = problem.technicians[next.vehicle]
    guard let from = days.firstIndex(where: { $0.technician == visit.technician }),
      let host = days.firstIndex(where: { $0.technician == partner.technician }),
      let to = days.firstIndex(where: { $0.technician == receiver })
    else { return nil }
    var changed = days
    changed[host] = changed[host].retimed(problem.timed(place.route), adding: visit, state)
    if to != from { changed[from] = changed[from].without(visit, state) }
    changed[to] = changed[to].retimed(problem.timed(next.route), adding: partner, state)
    let kind = to == from ? RecoveryKind.swap : .chain
    return judge(
      changed, moved: [(kind, visit, partner.technician), (kind, partner, receiver)], cost: cost)
  }

  /// Finds places for promised work of today that the plan leaves out, first for those whom it is hardest to tell.
  mutating func place() {
    let hardest = state.leftOut.enumerated().sorted {
      (state.reach(of: $0.element.appointment).rawValue, $0.offset)
        < (state.reach(of: $1.element.appointment).rawValue, $1.offset)
    }
    for left in hardest.map(\.element) {
      guard !isPlaced(left.appointment), let appointment = state.appointments[left.appointment],
        appointment.promise != nil, appointment.stage.isPlannable, appointment.crew == 1,
        state.site(of: appointment) != nil
      else { continue }
      let open = state.openWindows(appointment)
      guard !open.isEmpty, let candidate = place(appointment, open) else { continue }
      adopt(candidate)
      notePlaced(appointment.id)
    }
  }

  /// Whether promised work of today has no place still.
  var hasUnplaced: Bool {
    state.leftOut.contains { left in
      !isPlaced(left.appointment) && state.appointments[left.appointment]?.promise != nil
    }
  }

  private func place(_ appointment: Appointment, _ open: [TimeWindow]) -> Candidate? {
    let rest = RestOfDay(
      state, days,
      adding: JobRequest(
        appointment: appointment, member: 0, windows: open, priority: 1, technician: appointment.pin?.technician))
    guard let job = rest.job else { return nil }
    var best: Candidate?
    for place in Engine.insertions(rest.problem.routing, routes: rest.routes, job: job).prefix(10) {
      let receiver = rest.problem.technicians[place.vehicle]
      guard let to = days.firstIndex(where: { $0.technician == receiver }) else { continue }
      let visit = Visit(
        id: appointment.id, appointment: appointment.id, technician: receiver, date: state.date, position: 0,
        planned: VisitTimes())
      var changed = days
      changed[to] = changed[to].retimed(rest.problem.timed(place.route), adding: visit, state)
      guard let candidate = judge(changed, moved: [(.place, visit, receiver)], cost: place.addedCost),
        candidate.isBetter(than: best), !takesKept(candidate)
      else { continue }
      best = candidate
    }
    return best
  }
}
