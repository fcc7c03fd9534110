import PunctualModel

/// An independent verdict on a solution: nothing that it states is believed, and no code is shared with the optimiser.
///
/// What the solution states (arrivals, waiting, loads, sums) must agree with what the problem implies; what it leaves out
/// is not held against it, but for the arrivals. `RoutingVehicle.steps` is a hint to solvers and binds no solution.
/// Runs in O(steps) where no vehicle id repeats.
public func check(_ problem: RoutingProblem, _ solution: StatedSolution) -> Verdict {
  if let code = solution.code, code != 0 {
    let violation = CheckViolation(.errorCode, "The document carries the error code \(code) instead of a solution.")
    return Verdict(violations: [violation], summary: StatedFigures())
  }
  let index = ProblemIndex(problem)
  let sensible = SensibleSolution(solution)
  var violations = sensible.violations

  let shifts = Dictionary(grouping: problem.vehicles.indices, by: { problem.vehicles[$0].id })
  var replays: [RouteReplay?] = Array(repeating: nil, count: solution.routes.count)
  for (id, routes) in Dictionary(grouping: solution.routes.indices, by: { solution.routes[$0].vehicle }) {
    let vehicles = shifts[id] ?? []
    let matched = match(routes: routes, vehicles: vehicles) { route, vehicle in
      var replay = RouteReplay(index, vehicle: vehicle, route: solution.routes[route], routeIndex: route)
      if !sensible.broken.contains(route) { replay.run() }
      return replay
    }
    for (route, replay) in matched { replays[route] = replay }
    for route in routes where replays[route] == nil {
      violations.append(
        vehicles.isEmpty
          ? CheckViolation(.unknownVehicle, route: route, "Vehicle \(id) is not a vehicle of the problem.")
          : CheckViolation(
            .vehicleTwice, route: route,
            "Vehicle \(id) has \(routes.count) routes, but the problem has \(vehicles.count) with this id."))
    }
  }

  var totals = Figures()
  totals.delivery = problem.vehicles.first?.capacity.map { _ in 0 } ?? []
  totals.pickup = totals.delivery
  for replay in replays {
    guard let replay else { continue }
    violations += replay.violations
    if replay.followed { totals.add(replay.figures) }
  }
  let services = services(index, solution, replays)
  violations += RelationCheck(index, services).violations
  violations.sort { ($0.route ?? .max, $0.step ?? .max) < ($1.route ?? .max, $1.step ?? .max) }
  violations += eachTaskOnce(index, solution)
  if let changes = solution.changes, replays.allSatisfy({ $0?.followed == true }) {
    violations += contradictedChanges(index, changes, services) { replays[$0]?.vehicleIndex }
  }
  violations += frozenWithoutRoute(index, used: Set(replays.compactMap { $0?.vehicleIndex }))
  // Sums over routes that could not be followed would only repeat their trouble.
  if let stated = solution.summary, !sensible.summaryBroken, replays.allSatisfy({ $0?.followed == true }) {
    let wrong = totals.contradictions(in: stated, whose: "The summary")
    violations += wrong.map { CheckViolation($0.code, $0.message) }
  }
  for (name, stated, count) in [
    ("routes", solution.summary?.routes, solution.routes.count),
    ("unassigned tasks", solution.summary?.unassigned, solution.unassigned.count),
  ] {
    guard let stated, stated != count else { continue }
    violations.append(CheckViolation(.figure, "The summary states \(stated) \(name), but there are \(count)."))
  }
  return Verdict(violations: violations, summary: summary(totals, solution, isExact: index.isExact))
}

/// Where each job is served, as the steps state it; the first place counts.
private func services(
  _ index: ProblemIndex, _ solution: StatedSolution, _ replays: [RouteReplay?]
) -> [Int: Service] {
  guard !index.problem.relations.isEmpty || !index.problem.shipments.isEmpty || solution.changes != nil else {
    return [:]
  }
  var services: [Int: Service] = [:]
  for (route, stated) in solution.routes.enumerated() {
    var visits: [Int: Visit] = [:]
    if let replay = replays[route], replay.followed {
      for visit in replay.visits.reversed() { if let job = visit.job { visits[job] = visit } }
    }
    for (step, stop) in stated.steps.enumerated() {
      guard let job = index.job(stop.kind, stop.id), services[job] == nil else { continue }
      services[job] = Service(route: route, step: step, visit: visits[job])
    }
  }
  return services
}

/// Every task in one route or in `unassigned`, exactly once, and nothing else in `unassigned`.
private func eachTaskOnce(_ index: ProblemIndex, _ solution: StatedSolution) -> [CheckViolation] {
  var violations: [CheckViolation] = []
  var seen = Array(repeating: 0, count: index.problem.jobs.count)
  for task in solution.unassigned {
    if let job = index.job(task.kind, task.id) {
      seen[job] += 1
    } else {
      let kind = task.kind.rawValue
      violations.append(
        CheckViolation(.unknownTask, "\(kind) \(task.id), listed as unassigned, is not a task of the problem."))
    }
  }
  for step in solution.routes.lazy.flatMap(\.steps) {
    if let job = index.job(step.kind, step.id) { seen[job] += 1 }
  }
  for (job, count) in seen.enumerated() where count != 1 {
    let name = index.title(job)
    violations.append(
      count == 0
        ? CheckViolation(.taskMissing, "\(name) is neither served nor listed as unassigned.")
        : CheckViolation(.taskTwice, "\(name) is served or listed as unassigned \(count) times."))
  }
  return violations
}

private func summary(_ totals: Figures, _ solution: StatedSolution, isExact: Bool) -> StatedFigures {
  StatedFigures(
    cost: wholeNumber(totals.cost), routes: solution.routes.count, unassigned: solution.unassigned.count,
    duration: wholeNumber(totals.duration), distance: totals.distance, setup: totals.setup, service: totals.service,
    waiting: totals.waiting, priority: totals.priority, delivery: totals.delivery, pickup: totals.pickup,
    latenessCost: isExact ? totals.latenessCost : nil, overtime: isExact ? totals.overtime : nil,
    worstLate: isExact ? totals.worstLate : nil)
}
