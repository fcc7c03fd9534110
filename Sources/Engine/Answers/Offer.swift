import PunctualModel

extension Engine {
  /// The times of a given order of jobs on a vehicle, its breaks placed; nil where no times are feasible, or the order
  /// exceeds a load or a limit. Skills are not judged.
  public static func schedule(_ problem: RoutingProblem, vehicle: Int, jobs: [Int]) -> RoutingRoute? {
    let part = Part(problem, vehicles: [vehicle], jobs: jobs)
    let routes = Routes(Tables(part.problem, dimensions: part.dimensions))
    routes.append(Array(jobs.indices), to: 0)
    return routes.timed(0).map(part.inWhole)
  }

  /// All feasible places for a job in given routes (`routes[v]` holds the jobs of vehicle v in order), cheapest first, ties
  /// by vehicle and position. A route that is not feasible itself takes no further job.
  public static func insertions(_ problem: RoutingProblem, routes given: [[Int]], job: Int) -> [Insertion] {
    let dimensions = problem.dimensions
    var found: [(cost: Int, insertion: Insertion)] = []
    for (vehicle, listed) in given.enumerated() where vehicle < problem.vehicles.count {
      guard problem.jobs[job].skills.isSubset(of: problem.vehicles[vehicle].skills) else { continue }
      let others = listed.filter { $0 != job }
      let part = Part(problem, vehicles: [vehicle], jobs: others + [job], dimensions: dimensions)
      let routes = Routes(Tables(part.problem, dimensions: dimensions))
      let new = others.count
      routes.append(Array(others.indices), to: 0)
      guard routes.refresh(0) else { continue }
      let base = routes.cost[0]
      var after = routes.start(0)
      for position in 0...others.count {
        routes.link(new, after: after)
        if let route = routes.timed(0) {
          let cost = routes.cost[0] - base
          let insertion = Insertion(
            vehicle: vehicle, position: position, addedCost: Cost.rounded(cost), route: part.inWhole(route))
          found.append((cost, insertion))
        }
        routes.unlink(new)
        after = Int(routes.next[after])
      }
    }
    return found.sorted {
      ($0.cost, $0.insertion.vehicle, $0.insertion.position) < ($1.cost, $1.insertion.vehicle, $1.insertion.position)
    }.map(\.insertion)
  }
}
