import PunctualEngine
import PunctualForecast
import PunctualModel

/// Plans one day: chooses what is to be placed, lets the engine place it, and says what is left out and why.
struct Planner {
  let state: DayState
  let seed: UInt64
  /// The engine's effort, 0 to 5.
  var exploration = 5

  struct Outcome {
    var plan: Plan
    var changes: [PlanChange]
    /// What the requests on the plan are promised, by appointment.
    var promises: [String: Promise] = [:]
    /// How many of these have less than their tier's chance.
    var promisedBelow = 0
    /// Promises that were sure by the plan before and are not by this one.
    var lowered: [LoweredPromise] = []
  }

  /// The new plan of the day. Pure: nothing is stored.
  ///
  /// Several plans are made, from cautious to none; the one with the most promises expected to be kept, by the forecast,
  /// is taken. A promise that a plan leaves out counts worse than one that it breaks: nobody comes at all. Its requests are
  /// promised what is sure (see ``SurePromises``).
  func plan() -> Outcome {
    let placed = placed()
    let (plan, made) = SurePromises.of(placed.plan, state)
    return Outcome(
      plan: plan, changes: PlanChange.between(state.days, plan.days), promises: made.promises,
      promisedBelow: made.below.count, lowered: sure(state.days).loweredBy(plan.days))
  }

  /// The plan of the day before anything is promised.
  func placed() -> Outcome {
    let previous = state.days
    let kept = previous.map { day in keep(day) }
    let requests = CrewPlacement(state: state, requests: requests()).placed()
    // A very large day is planned fewer times, so that it takes minutes at most.
    let effort = requests.count > 600 ? min(exploration, 1) : exploration
    let ladder = state.model == nil ? [Caution.none] : Caution.ladder(effort: effort, visits: requests.count)
    // What is planned already stands, with only what is new put in, unless another plan is worth its changes.
    let standing = previous.contains { !$0.visits.isEmpty } ? ladder.map { ($0, Effort.standing) } : []
    let sure = sure(previous)
    let searches = standing + ladder.map { ($0, Effort.search) }
    let drafts = onAllCores(searches.count + 1) { number -> (draft: Draft, worth: Double)? in
      let made =
        number < searches.count
        ? draft(requests, searches[number].0, searches[number].1, kept: kept)
        : standing.first.flatMap { draftWithoutNew(requests, $0.0, kept: kept) }
      return made.map { draft in
        // A promise that was sure does not become unsure for what is only asked for.
        let lowered = sure.loweredBy(draft.days).count
        let changes = PlanChange.between(previous, draft.days)
        return (draft, worth(draft, countsNew: lowered == 0) - Double(lowered) - Self.disturbance(changes))
      }
    }
    var best: (draft: Draft, worth: Double)?
    for case let made? in drafts where best.map({ made.worth > $0.worth + 1e-9 }) ?? true { best = made }
    let chosen = best?.draft ?? draft(requests, .none, .search, kept: kept)
    let plan = Plan(
      date: state.date, revision: (state.plan?.revision ?? 0) + 1, madeAt: state.now, seed: seed, days: chosen.days,
      unplaced: chosen.explain())
    // Nobody knows of a first plan yet, so that a move disturbs nobody; later ones are the live loop's to make.
    let safer = standing.isEmpty ? plan.saferBy(state) : plan
    return Outcome(plan: safer, changes: PlanChange.between(previous, safer.days))
  }

  private struct Draft {
    var days: [TechnicianDay]
    /// Appointments that found no place.
    var leftOut: Set<String>
    /// Why: asked of the chosen plan only, since it takes as long as a short search.
    var explain: @Sendable () -> [Unplaced]
  }

  private enum Effort {
    /// The routes as they are planned, as far as they still can be, and the cheapest places for the rest.
    case standing
    case search
  }

  /// What a change of plan costs, in promises kept: people and customers reckon with the one they know.
  private static func disturbance(_ changes: [PlanChange]) -> Double {
    changes.reduce(0) { sum, change in
      switch change.kind {
      case .moved, .removed: sum + 0.25
      case .retimed: sum + 0.05
      case .added: sum
      }
    }
  }

  /// One plan. What finds no place with the promises cut short gets its whole promise, then, on a running day, is served
  /// late.
  private func draft(
    _ requests: [JobRequest], _ caution: Caution, _ effort: Effort, kept: [TechnicianDay]
  ) -> Draft {
    var asked = requests
    for job in asked.indices {
      let appointment = asked[job].appointment
      if appointment.promise != nil, asked[job].windows.count == 1 {
        asked[job].windows = asked[job].windows.map(caution.aim)
      } else if appointment.promise == nil, appointment.crew == 1, appointment.pin == nil {
        asked[job].windows = asked[job].windows.map(caution.aimOfRequest)
      }
    }
    var (problem, solution) = solve(asked, caution, effort)
    let cut = solution.unassigned.filter { asked[$0].windows != requests[$0].windows }
    if !cut.isEmpty {
      for job in cut { asked[job].windows = requests[job].windows }
      (problem, solution) = solve(asked, caution, effort)
    }
    if let relaxed = servingLate(asked, unassigned: solution.unassigned, problem) {
      asked = relaxed
      (problem, solution) = solve(asked, caution, effort)
    }
    solution = problem.withoutHalfCrews(solution, asked)
    return Draft(
      days: technicianDays(problem, solution, kept: kept),
      leftOut: Set(solution.unassigned.map { problem.jobs[$0].appointment }),
      explain: { [state, problem, solution] in Misfits(state: state).unplaced(requests, problem, solution) })
  }

  /// The plan as it stands without what is only asked for and has no place yet: whoever keeps it looks for places of these
  /// that leave all that is sure as sure as it is (``SurePromises``). Nil where nothing is asked for.
  private func draftWithoutNew(_ requests: [JobRequest], _ caution: Caution, kept: [TechnicianDay]) -> Draft? {
    let planned = planned
    func isNew(_ request: JobRequest) -> Bool {
      let appointment = request.appointment
      return appointment.promise == nil && appointment.pin == nil && !planned.contains(appointment.id)
        && !KeptFree.isKept(appointment.id)
    }
    let new = requests.filter(isNew)
    guard !new.isEmpty else { return nil }
    var draft = draft(requests.filter { !isNew($0) }, caution, .standing, kept: kept)
    let (days, explain) = (draft.days, draft.explain)
    draft.explain = { explain() + Misfits(state: state).unplaced(new, beside: days) }
    return draft
  }

  private func solve(
    _ requests: [JobRequest], _ caution: Caution, _ effort: Effort
  ) -> (DayProblem, RoutingSolution) {
    let problem = DayProblem(requests, on: state, current: state.days, caution: caution)
    var options = SolveOptions(seed: seed, exploration: exploration)
    if effort == .standing { options.iterations = 0 }
    return (problem, Engine.solve(problem.routing, options))
  }

  /// Promises expected to be kept, each by its priority. A request that gets a place counts three quarters of one, by the
  /// chance that it starts within what the customer can do, and a third of that where the tier promises nothing so unsure.
  ///
  /// - Parameter countsNew: whether requests count that the plan before did not have.
  private func worth(_ draft: Draft, countsNew: Bool) -> Double {
    let planned = countsNew ? [] : planned
    let predictions = state.predictions(draft.days)
    let leftOut = draft.leftOut.sorted().compactMap { state.appointments[$0] }.filter { $0.promise != nil }
    let loss = leftOut.reduce(0) { $0 + Self.weight($1) }
    return draft.days.flatMap(\.visits).reduce(-loss) { sum, visit in
      guard let appointment = state.appointments[visit.appointment], let prediction = predictions[visit.id],
        visit.actual.start == nil
      else { return sum }
      let weight = Self.weight(appointment) / Double(appointment.crew)
      guard appointment.promise == nil else { return sum + weight * (1 - prediction.late.probability) }
      guard countsNew || planned.contains(appointment.id) else { return sum }
      let last = appointment.windows.last { $0.start <= prediction.start.mean }?.end
      let chance = last.map { Forecaster.chance(prediction, startsBy: $0) } ?? 0
      let least = state.tier(of: appointment).promiseChance
      return sum + weight * chance * (chance >= least ? 0.75 : 0.25)
    }
  }

  /// Appointments that are on the plan as it is.
  private var planned: Set<String> { Set(state.days.flatMap(\.visits).map(\.appointment)) }

  /// The promises that are sure by a plan.
  private func sure(_ days: [TechnicianDay]) -> SureStanding { SureStanding(days, state) }

  private static func weight(_ appointment: Appointment) -> Double {
    1 + Double(appointment.priority) / 100
  }

  /// What stays as it is: done, running, or over in another way.
  private func keep(_ day: TechnicianDay) -> TechnicianDay {
    let open = state.openBreaks(day)
    var day = day
    day.breaks.removeAll { open.contains($0) }
    day.visits.removeAll { $0.stage.isWaiting }
    return day
  }

  /// The jobs of the day, each crew member one.
  private func requests() -> [JobRequest] {
    let zone = state.organisation.zone
    let day = zone.day(state.date)
    let from = max(day.start, state.now)
    let current = (state.plan?.days ?? []).flatMap(\.visits).keyed(by: \.id)
    return state.appointments.values.sorted { $0.id < $1.id }.flatMap { appointment -> [JobRequest] in
      guard state.site(of: appointment) != nil else { return [] }
      let members = (0..<max(1, appointment.crew))
      let visits = members.compactMap { current[Visit.id(appointment: appointment.id, member: $0)] }
      let scheduledElsewhere = appointment.stage == .scheduled && visits.isEmpty
      if appointment.crew > 1, appointment.stage.isRunning {
        return members.compactMap { member in
          current[Visit.id(appointment: appointment.id, member: member)].flatMap {
            follower(appointment, member, $0, from)
          }
        }
      }
      guard appointment.stage.isPlannable || appointment.stage == .dispatched, !scheduledElsewhere else { return [] }
      let open = appointment.promise.map { [$0.window] } ?? appointment.windows
      let windows = open.compactMap { $0.intersection(TimeWindow(start: from, end: day.end - 1)) }
      let overdue = appointment.promise.map { $0.window.end < from } ?? false
      guard !windows.isEmpty || (overdue && !visits.isEmpty) else { return [] }
      return members.map { member in
        let visit = current[Visit.id(appointment: appointment.id, member: member)]
        let pinnedStart = appointment.pin?.start.map { TimeWindow(start: $0, end: $0) }
        return JobRequest(
          appointment: appointment, member: member,
          windows: pinnedStart.map { [$0] }
            ?? (windows.isEmpty ? [TimeWindow(start: from, end: day.end - 1)] : windows),
          priority: priority(appointment),
          technician: appointment.pin?.technician.flatMap { member == 0 ? $0 : nil }
            ?? (appointment.stage == .dispatched ? visit?.technician : nil))
      }
    }
  }

  /// A member of a crew of which others have set out: follows them. Nil for those who have set out themselves.
  private func follower(_ appointment: Appointment, _ member: Int, _ visit: Visit, _ from: Instant) -> JobRequest? {
    guard visit.stage.isWaiting, let planned = visit.planned.start else { return nil }
    let window = TimeWindow(start: max(planned, from), end: state.organisation.zone.day(state.date).end - 1)
    return JobRequest(
      appointment: appointment, member: member, windows: [window], priority: 100, technician: visit.technician)
  }

  /// A promise outranks any request, and what can still be done on a later day waits for what cannot. A customer whom
  /// nobody could tell that nobody comes goes before those who can be told.
  private func priority(_ appointment: Appointment) -> Int {
    if appointment.stage == .dispatched { return 100 }
    let day = state.organisation.zone.day(state.date)
    let later = appointment.promise == nil && appointment.windows.contains { $0.start >= day.end }
    let own = appointment.priority / 4
    guard appointment.promise != nil else { return (later ? 0 : 25) + own }
    return min(100, 75 + own + (state.reach(of: appointment.id) == .none ? 15 : 0))
  }

  /// On a running day a promise that can no longer be kept is served late rather than dropped: the window of each such
  /// job is opened to the day's end. Nil where there is none.
  private func servingLate(_ requests: [JobRequest], unassigned: [Int], _ problem: DayProblem) -> [JobRequest]? {
    let day = state.organisation.zone.day(state.date)
    guard state.now > day.start else { return nil }
    let stuck = unassigned.filter { job in
      let appointment = requests[job].appointment
      return appointment.crew == 1 && appointment.promise != nil
        && (appointment.stage.isWaiting)
    }
    guard !stuck.isEmpty else { return nil }
    var relaxed = requests
    for job in stuck {
      let start = max(state.now, requests[job].windows.first?.start ?? state.now)
      relaxed[job].windows = [TimeWindow(start: start, end: day.end - 1)]
    }
    return relaxed
  }

  /// The engine's routes as technicians' days, after what stays as it is.
  private func technicianDays(
    _ problem: DayProblem, _ solution: RoutingSolution, kept: [TechnicianDay]
  ) -> [TechnicianDay] {
    let routes = solution.routes.keyed { problem.technicians[$0.vehicle] }
    let stages = (state.plan?.days ?? []).flatMap(\.visits).keyed(by: \.id).mapValues(\.stage)
    return state.technicians.values.sorted { $0.id < $1.id }.compactMap { technician in
      let before = kept.first { $0.technician == technician.id }
      guard before != nil || technician.shift(on: state.date) != nil else { return nil }
      var day = TechnicianDay(
        technician: technician.id, date: state.date, visits: before?.visits ?? [], breaks: before?.breaks ?? [])
      if let route = routes[technician.id] {
        let timed = problem.timed(route)
        day.visits += timed.visits.map { ref, times in
          Visit(
            id: ref.visit, appointment: ref.appointment, technician: technician.id, date: state.date, position: 0,
            stage: stages[ref.visit] == .dispatched ? .dispatched : .scheduled, planned: times)
        }
        day.breaks += timed.breaks
      }
      for position in day.visits.indices { day.visits[position].position = position }
      return day
    }
  }
}

extension Plan {
  /// The plan after the moves that keep promises which the forecast still sees in danger; see ``Recovery``.
  fileprivate func saferBy(_ state: DayState) -> Plan {
    var state = state
    state.plan = self
    var recovery = Recovery(state: state)
    recovery.disturbance = 0.05
    recovery.danger = 0.25
    recovery.mostMoves = 12
    recovery.safe = 0.25
    let outcome = recovery.recover()
    var safer = self
    safer.days = outcome.days
    safer.unplaced.removeAll { outcome.placed.contains($0.appointment) }
    return safer
  }
}

extension DayProblem {
  /// The stamps of a route's visits, and its breaks.
  ///
  /// A technician leaves in time for the arrival, not earlier. Where the engine lets a trip end in a break, the break is
  /// taken at the place that the trip leads to.
  func timed(_ route: RoutingRoute) -> (visits: [(JobRef, VisitTimes)], breaks: [TimeWindow]) {
    let route = early(route)
    var visits: [(JobRef, VisitTimes)] = []
    var breaks: [TimeWindow] = []
    var free = route.steps.first?.arrival ?? 0
    var travelled = 0
    // The first break since the last visit that comes after some driving, and how much driving.
    var onTheRoad: (begin: Int, driven: Int)?
    for step in route.steps {
      let begin = step.arrival + step.waiting
      switch step.kind {
      case .break:
        breaks.append(TimeWindow(start: instant(begin), end: instant(begin + step.service)))
        if step.duration == travelled {
          free = begin + step.service
        } else if onTheRoad == nil {
          onTheRoad = (begin, step.duration - travelled)
        }
      case .job:
        guard let job = step.task else { continue }
        let leg = step.duration - travelled
        let arrival = onTheRoad.map { $0.driven == leg ? $0.begin : step.arrival } ?? step.arrival
        let spansBreak = onTheRoad.map { $0.driven < leg } ?? false
        visits.append(
          (
            jobs[job],
            VisitTimes(
              depart: instant(spansBreak ? free : max(free, arrival - leg)), arrive: instant(arrival),
              start: instant(begin), finish: instant(begin + step.setup + step.service))
          ))
        free = begin + step.setup + step.service
        travelled = step.duration
        onTheRoad = nil
      default: continue
      }
    }
    return (visits, breaks)
  }

  /// The same route with every start as early as its window allows. The engine packs a day so that nobody waits, which
  /// puts work late within its promise; here what can go wrong matters more.
  private func early(_ route: RoutingRoute) -> RoutingRoute {
    var result = route
    let vehicle = routing.vehicles[route.vehicle]
    guard let opening = vehicle.window?.start ?? route.steps.first?.arrival else { return route }
    var (free, travelled, isFirst) = (opening, 0, true)
    for index in route.steps.indices {
      let step = route.steps[index]
      let begin = step.arrival + step.waiting
      let arrival = free + step.duration - travelled
      let windows =
        switch step.kind {
        case .job: step.task.map { routing.jobs[$0].windows } ?? []
        case .break: step.task.map { vehicle.breaks[$0].windows } ?? []
        default: [RoutingWindow]()
        }
      let window = windows.first { $0.start <= begin && begin <= $0.end }
      let start = min(begin, max(arrival, window?.start ?? arrival))
      guard arrival <= start else { return route }
      // Nobody sets out from home only to wait.
      let isFromHome = isFirst && step.kind == .job
      result.steps[index].arrival = isFromHome ? start : arrival
      result.steps[index].waiting = isFromHome ? 0 : start - arrival
      if isFromHome { result.steps[0].arrival = start - step.duration }
      if step.kind == .job || step.kind == .break { isFirst = false }
      free = start + step.setup + step.service
      travelled = step.duration
    }
    return result
  }

  /// The job indices of each vehicle, in order.
  func orders(_ solution: RoutingSolution) -> [[Int]] {
    var orders = [[Int]](repeating: [], count: routing.vehicles.count)
    for route in solution.routes {
      orders[route.vehicle] = route.steps.compactMap { $0.kind == .job ? $0.task : nil }
    }
    return orders
  }

  /// Takes out a crew's member whose partner found no place: one alone cannot do the work.
  func withoutHalfCrews(_ solution: RoutingSolution, _ requests: [JobRequest]) -> RoutingSolution {
    let withoutTeam = requests.filter { $0.appointment.crew > 1 && $0.technician == nil }.map(\.appointment.id)
    let missing = Set(solution.unassigned.map { jobs[$0].appointment } + withoutTeam)
    let halves = jobs.indices.filter { missing.contains(jobs[$0].appointment) && !solution.unassigned.contains($0) }
    guard !halves.isEmpty else { return solution }
    var result = solution
    result.routes = solution.routes.compactMap { route in
      let order = route.steps.compactMap { $0.kind == .job ? $0.task : nil }.filter { !halves.contains($0) }
      return order.isEmpty ? nil : Engine.schedule(routing, vehicle: route.vehicle, jobs: order) ?? route
    }
    result.unassigned = (solution.unassigned + halves).sorted()
    return result
  }
}
