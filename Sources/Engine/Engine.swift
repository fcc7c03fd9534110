import PunctualModel

/// How to search.
public struct SolveOptions: Sendable {
  public var seed: UInt64 = 1
  /// Rounds of search for each thread; nil leaves it to the other limits.
  public var iterations: Int?
  /// Independent searches from different seeds, at the same time; the best answer counts.
  public var threads: Int = 1
  /// 0...5, as VROOM's `-x`: how many rounds where neither `iterations` nor `progress` limits them.
  public var exploration: Int = 5
  /// The part of the allowed time that is used, from 0; the search ends at 1. Give it with a time limit: the search cools
  /// down by it. Nil where there is no time limit.
  public var progress: (@Sendable () -> Double)?
  /// Polled often; the search ends with the best it has as soon as it is true.
  public var shouldStop: @Sendable () -> Bool = { false }

  public init(
    seed: UInt64 = 1, iterations: Int? = nil, threads: Int = 1, exploration: Int = 5,
    progress: (@Sendable () -> Double)? = nil, shouldStop: @escaping @Sendable () -> Bool = { false }
  ) {
    self.seed = seed
    self.iterations = iterations
    self.threads = threads
    self.exploration = exploration
    self.progress = progress
    self.shouldStop = shouldStop
  }
}

/// A feasible place for a job.
public struct Insertion: Sendable, Hashable {
  public var vehicle: Int
  /// Number of jobs before it.
  public var position: Int
  /// In the unit of the vehicles' costs.
  public var addedCost: Int
  /// The route with the job in it.
  public var route: RoutingRoute

  public init(vehicle: Int, position: Int, addedCost: Int, route: RoutingRoute) {
    self.vehicle = vehicle
    self.position = position
    self.addedCost = addedCost
    self.route = route
  }
}

/// Assigns jobs to vehicles. Pure: no input or output, no clock; a problem handed in has been validated.
public enum Engine {
  /// The best plan found: first the sum of priorities served, then how many jobs, then cost, then vehicles and travel time.
  ///
  /// With `iterations` given and `shouldStop` silent the same problem and options always give the same answer.
  public static func solve(_ problem: RoutingProblem, _ options: SolveOptions) -> RoutingSolution {
    let tables = Tables(problem)
    let routes = Routes(tables)
    var left: [Int] = []
    construct(routes, &left, options.shouldStop)
    return answer(routes)
  }

  static func answer(_ routes: Routes) -> RoutingSolution {
    var served = [Bool](repeating: false, count: routes.tables.jobs)
    let timed = (0..<routes.tables.routes).compactMap { routes.timed($0) }
    for route in timed {
      for step in route.steps where step.kind == .job {
        if let job = step.task { served[job] = true }
      }
    }
    return RoutingSolution(routes: timed, unassigned: served.indices.filter { !served[$0] })
  }

  static func construct(_ routes: Routes, _ left: inout [Int], _ shouldStop: () -> Bool) {
    for job in 0..<routes.tables.jobs {
      var best = Place()
      for route in 0..<routes.tables.routes {
        let place = routes.cheapestPlace(job, route, below: best.cost)
        if place.cost < best.cost { best = place }
      }
      if best.after >= 0 {
        routes.link(job, after: Int(best.after))
        routes.refresh(Int(routes.routeOf[job]))
      } else {
        left.append(job)
      }
    }
  }
}
