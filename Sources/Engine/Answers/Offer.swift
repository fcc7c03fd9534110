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
    let listed = given.flatMap(\.self).filter { $0 != job }
    let part = Part(problem, vehicles: Array(problem.vehicles.indices), jobs: listed + [job])
    let routes = Routes(Tables(part.problem, dimensions: part.dimensions))
    let new = listed.count
    var found: [(cost: Int, insertion: Insertion)] = []
    var first = 0
    for (vehicle, jobs) in given.enumerated() where vehicle < problem.vehicles.count {
      let count = jobs.count { $0 != job }
      routes.append(Array(first..<first + count), to: vehicle)
      first += count
      guard routes.refresh(vehicle), routes.tables.suits(route: vehicle, job: new) else { continue }
      let base = routes.cost[vehicle]
      var after = routes.start(vehicle)
      for position in 0...count {
        routes.link(new, after: after)
        if routes.refresh(vehicle), let route = routes.timed(vehicle) {
          let cost = routes.cost[vehicle] - base
          let insertion = Insertion(
            vehicle: vehicle, position: position, addedCost: Cost.rounded(cost), route: part.inWhole(route))
          found.append((cost, insertion))
        }
        routes.unlink(new)
        after = Int(routes.next[after])
      }
      routes.refresh(vehicle)
    }
    return found.sorted {
      ($0.cost, $0.insertion.vehicle, $0.insertion.position) < ($1.cost, $1.insertion.vehicle, $1.insertion.position)
    }.map(\.insertion)
  }
}
