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
  let jobs = Dictionary(problem.jobs.indices.map { (problem.jobs[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
  let sensible = SensibleSolution(solution)
  var violations = sensible.violations

  let shifts = Dictionary(grouping: problem.vehicles.indices, by: { problem.vehicles[$0].id })
  var replays: [RouteReplay?] = Array(repeating: nil, count: solution.routes.count)
  for (id, routes) in Dictionary(grouping: solution.routes.indices, by: { solution.routes[$0].vehicle }) {
    let vehicles = shifts[id] ?? []
    let matched = match(routes: routes, vehicles: vehicles) { route, vehicle in
      var replay = RouteReplay(
        problem: problem, jobs: jobs, vehicle: problem.vehicles[vehicle], route: solution.routes[route], index: route)
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
  violations.sort { ($0.route ?? .max, $0.step ?? .max) < ($1.route ?? .max, $1.step ?? .max) }
  violations += eachTaskOnce(problem, solution, jobs)
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
  return Verdict(violations: violations, summary: summary(totals, solution))
}

/// Every job in one route or in `unassigned`, exactly once, and nothing else in `unassigned`.
private func eachTaskOnce(
  _ problem: RoutingProblem, _ solution: StatedSolution, _ jobs: [UInt64: Int]
) -> [CheckViolation] {
  var violations: [CheckViolation] = []
  var seen = Array(repeating: 0, count: problem.jobs.count)
  for task in solution.unassigned {
    if task.kind == .job, let job = jobs[task.id] {
      seen[job] += 1
    } else {
      let kind = task.kind.rawValue
      violations.append(
        CheckViolation(.unknownTask, "\(kind) \(task.id), listed as unassigned, is not a task of the problem."))
    }
  }
  for step in solution.routes.lazy.flatMap(\.steps) where step.kind == .job {
    if let job = step.id.flatMap({ jobs[$0] }) { seen[job] += 1 }
  }
  for (job, count) in zip(problem.jobs, seen) where count != 1 {
    violations.append(
      count == 0
        ? CheckViolation(.taskMissing, "Job \(job.id) is neither served nor listed as unassigned.")
        : CheckViolation(.taskTwice, "Job \(job.id) is served or listed as unassigned \(count) times."))
  }
  return violations
}

private func summary(_ totals: Figures, _ solution: StatedSolution) -> StatedFigures {
  StatedFigures(
    cost: wholeNumber(totals.cost), routes: solution.routes.count, unassigned: solution.unassigned.count,
    duration: wholeNumber(totals.duration), distance: totals.distance, setup: totals.setup, service: totals.service,
    waiting: totals.waiting, priority: totals.priority, delivery: totals.delivery, pickup: totals.pickup)
}
