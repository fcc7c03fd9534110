import PunctualModel

/// What it costs that a job is served by one vehicle and not another, wherever in its route.
struct Wishes {
  /// By kind and job, in 1/`Cost.scale`; empty where there are none.
  private(set) var costs: [Int] = []
  var haveCosts: Bool { !costs.isEmpty }

  /// What tells vehicles apart that are otherwise alike.
  enum Names {
    case none
    /// Their ids: jobs name technicians.
    case ids
    /// Themselves: a standing plan matters.
    case vehicles
  }

  static func names(_ problem: RoutingProblem) -> Names {
    if problem.objective.changedVehicle > 0 || problem.frozenUntil != nil { return .vehicles }
    return problem.jobs.contains { !$0.technicians.isEmpty || $0.pin?.vehicle != nil } ? .ids : .none
  }

  init(_ problem: RoutingProblem, _ kinds: [RoutingVehicle], kindOfRoute: [Int], _ isCancelled: () -> Bool) {
    let objective = problem.objective
    let hasTerritories = objective.outsideTerritory > 0 && problem.jobs.contains { $0.territory != nil }
    guard
      hasTerritories || objective.changedVehicle > 0 || problem.jobs.contains(where: { !$0.technicians.isEmpty })
    else { return }
    let before = objective.changedVehicle > 0 ? StandingSteps.vehicles(problem) : []
    costs.reserveCapacity(kinds.count * problem.jobs.count)
    for kind in kinds.indices where !isCancelled() {
      for number in problem.jobs.indices {
        let job = problem.jobs[number]
        var cost = Wishes.cost(job.technicians, kinds[kind].id, objective)
        if let territory = job.territory, !kinds[kind].territories.isEmpty,
          !kinds[kind].territories.contains(territory)
        {
          cost += objective.outsideTerritory
        }
        if !before.isEmpty, before[number] >= 0, kindOfRoute[before[number]] != kind {
          cost += objective.changedVehicle
        }
        costs.append(cost * Cost.scale)
      }
    }
  }

  private static func cost(_ wish: RoutingTechnicians, _ id: UInt64, _ objective: RoutingObjective) -> Int {
    var cost = 0
    if !wish.preferred.isEmpty && !wish.preferred.contains(id) { cost += objective.notPreferred }
    if wish.avoided.contains(id) { cost += objective.avoided }
    if !wish.familiar.isEmpty && !wish.familiar.contains(id) { cost += objective.unfamiliar }
    return cost
  }
}
