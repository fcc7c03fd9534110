import PunctualModel

/// What the vehicles' `steps` say of the plan that stands.
enum StandingSteps {
  /// By vehicle: the jobs of its steps, in order.
  static func orders(_ problem: RoutingProblem) -> [[Int]] {
    walk(problem).map { $0.map(\.job) }
  }

  /// By job: the vehicle (index) that its step is on; -1 where it has none.
  static func vehicles(_ problem: RoutingProblem) -> [Int] {
    var result = [Int](repeating: -1, count: problem.jobs.count)
    for (vehicle, order) in orders(problem).enumerated() {
      for job in order where result[job] < 0 { result[job] = vehicle }
    }
    return result
  }

  /// By job: when its step starts; -1 where that is not stated.
  static func starts(_ problem: RoutingProblem) -> [Int] {
    var result = [Int](repeating: -1, count: problem.jobs.count)
    for step in walk(problem).joined() { result[step.job] = step.start ?? -1 }
    return result
  }

  /// By vehicle: the jobs that `frozenUntil` keeps in place.
  static func frozenHeads(_ problem: RoutingProblem) -> [[Int]] {
    guard let until = problem.frozenUntil else { return problem.vehicles.map { _ in [] } }
    return walk(problem).map { steps in
      steps.prefix { ($0.start ?? until) < until }.map(\.job)
    }
  }

  private static func walk(_ problem: RoutingProblem) -> [[(job: Int, start: Int?)]] {
    guard problem.vehicles.contains(where: { $0.steps != nil }) else { return problem.vehicles.map { _ in [] } }
    let ids = TaskIDs(problem)
    return problem.vehicles.map { vehicle in
      (vehicle.steps ?? []).compactMap { hint in ids.job(hint).map { ($0, hint.serviceAt) } }
    }
  }
}
