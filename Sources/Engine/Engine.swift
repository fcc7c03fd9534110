import PunctualModel

/// How to search.
public struct SolveOptions: Sendable {
  public var seed: UInt64 = 1
  /// Rounds of search for each thread; nil leaves it to the other limits.
  public var iterations: Int?
  /// At the same time: on a large problem each searches a part of the plan, on a small one the whole from a seed of its
  /// own, and the best answer counts.
  public var threads: Int = 1
  /// 0...5, as VROOM's `-x`: how many rounds where neither `iterations` nor `progress` is given.
  public var exploration: Int = 5
  /// The part of the allowed time that is used, from 0; the search ends at 1. Give it with a time limit: the search cools
  /// down by it. Nil where there is no time limit.
  public var progress: (@Sendable () -> Double)?
  /// With `progress`: true searches until the time is used (a small problem, all but certainly solved, ends before it);
  /// false ends by `exploration` where that is sooner.
  public var usesWholeTime = true
  /// Polled often; the search ends with the best it has as soon as it is true.
  public var shouldStop: @Sendable () -> Bool = { false }
  /// Polled often as well, also while the problem is translated: nobody waits for the answer any more, so that it may be
  /// that nothing is served. A search that is only short of time gets as far as a first plan.
  public var isCancelled: @Sendable () -> Bool = { false }
  /// Told after every round, for tests of the search itself: the score as it was added up, and as a fresh count of the
  /// plan gives it (see `WorkingPlan.recounted`). Makes the search slow.
  var audit: (@Sendable (_ known: Score, _ recounted: Score?) -> Void)?

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
    guard let part = Numbering.renumbered(problem) else { return search(problem, options) }
    return part.inWhole(search(part.problem, options))
  }

  private static func search(_ problem: RoutingProblem, _ options: SolveOptions) -> RoutingSolution {
    let tables = Tables(problem, isCancelled: options.isCancelled)
    // What ended early is of no use.
    let nothing = RoutingSolution(routes: [], unassigned: Array(problem.jobs.indices))
    if options.isCancelled() { return nothing }
    let neighbours = Neighbours(tables, options)
    if options.isCancelled() { return nothing }
    let threads = max(1, options.threads)
    if SplitSearch.suits(tables, threads: threads) {
      let search = SplitSearch(tables, neighbours, options)
      search.run()
      return options.isCancelled() ? nothing : answer(tables, search.best, [])
    }
    let answers = inParallel(threads) { number in
      let search = Search(tables, neighbours, options, seed: options.seed &+ UInt64(number) &* 0x9E37_79B9)
      search.run()
      return (score: search.best, orders: search.orders(), times: search.bestTimes())
    }
    if options.isCancelled() { return nothing }
    // The first of equals: the answer does not depend on which thread ended first.
    var best = answers[0]
    for other in answers.dropFirst() where other.score < best.score { best = other }
    return answer(tables, best.orders, best.times)
  }

  private static func answer(_ tables: Tables, _ orders: [[Int]], _ times: [GroupTimes]) -> RoutingSolution {
    let routes = Routes(tables)
    for (route, order) in orders.enumerated() { routes.append(order, to: route) }
    for (job, time) in times.enumerated() { routes.restore(time, of: job) }
    let used = orders.indices.filter { !orders[$0].isEmpty }
    var timed = used.map { routes.timed($0) }
    if timed.contains(where: { $0 == nil }), tables.course.relations.areNeeded, routes.synchronise(used) {
      timed = used.map { routes.timed($0) }
    }
    var isServed = [Bool](repeating: false, count: tables.jobs)
    for (route, written) in zip(used, timed) where written != nil {
      for job in orders[route] { isServed[job] = true }
    }
    return RoutingSolution(routes: timed.compactMap(\.self), unassigned: isServed.indices.filter { !isServed[$0] })
  }
}
