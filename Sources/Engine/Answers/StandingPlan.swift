import PunctualModel

/// A feasible place for a job in a plan that stands.
public struct StandingPlace: Hashable, Sendable {
  public var vehicle: Int
  /// Number of jobs before it.
  public var position: Int
  /// In the unit of the vehicles' costs, rounded to nearest.
  public var addedCost: Int
  /// The same in the engine's own unit, without rounding, for exact comparison.
  let exactCost: Int

  /// Cheapest first, ties by vehicle and position.
  static func comes(_ left: Self, before right: Self) -> Bool {
    (left.exactCost, left.vehicle, left.position) < (right.exactCost, right.vehicle, right.position)
  }
}

/// A plan as it stands, made ready once and then asked many times where a job could go and what that would cost. All
/// places of a plan of a thousand visits are found in a fraction of a millisecond.
///
/// No question changes the plan, but each uses its workspace: one thread at a time.
public final class StandingPlan {
  public let problem: RoutingProblem
  let tables: Tables
  let routes: Routes
  /// By vehicle: whether its route is feasible. One that is not takes no further job.
  private var isOpen: [Bool]
  /// The jobs that relations or shipments tie to others.
  private let grouped: Set<Int>

  /// - Parameter given: `given[v]` holds the jobs of vehicle v in order; vehicles beyond its end have none.
  public convenience init(_ problem: RoutingProblem, routes given: [[Int]]) {
    self.init(problem, routes: given, dimensions: problem.dimensions)
  }

  /// `dimensions`: of the whole problem, where this one is a part of it.
  init(_ problem: RoutingProblem, routes given: [[Int]], dimensions: Int) {
    self.problem = problem
    tables = Tables(problem, dimensions: dimensions)
    routes = Routes(tables)
    grouped = Set(
      problem.relations.flatMap { [$0.first, $0.second] } + problem.shipments.flatMap { [$0.pickup, $0.delivery] })
    isOpen = [Bool](repeating: true, count: problem.vehicles.count)
    for (vehicle, order) in given.enumerated() where vehicle < problem.vehicles.count && !order.isEmpty {
      routes.append(order, to: vehicle)
      isOpen[vehicle] = routes.refresh(vehicle)
    }
  }

  /// The vehicle that has a job; nil where it is left out.
  public func vehicle(of job: Int) -> Int? {
    routes.routeOf[job] < 0 ? nil : Int(routes.routeOf[job])
  }

  /// All feasible places for a job, cheapest first. A job that has one already is looked at as if it were left out.
  /// - Parameter vehicles: only these; nil looks at all.
  public func places(for job: Int, on vehicles: [Int]? = nil) -> [StandingPlace] {
    without(job) {
      var found: [StandingPlace] = []
      for vehicle in vehicles ?? Array(0..<tables.routes) { walk(job, vehicle) { found.append($0) } }
      return found.sorted(by: StandingPlace.comes)
    }
  }

  /// The cheapest place of each vehicle that has one, in the vehicles' order.
  public func bestPlaces(for job: Int) -> [StandingPlace] {
    without(job) { (0..<tables.routes).compactMap { best(job, $0) } }
  }

  /// The cheapest place on one vehicle; nil where there is none.
  func bestPlace(for job: Int, on vehicle: Int) -> StandingPlace? {
    without(job) { best(job, vehicle) }
  }

  /// A place with the times that it leads to.
  public func insertion(of job: Int, at place: StandingPlace) -> Insertion? {
    without(job) {
      var node = routes.start(place.vehicle)
      for _ in 0..<place.position { node = Int(routes.next[node]) }
      routes.link(job, after: node)
      let route = routes.timed(place.vehicle)
      routes.unlink(job)
      routes.refresh(place.vehicle)
      return route.map {
        Insertion(vehicle: place.vehicle, position: place.position, addedCost: place.addedCost, route: $0)
      }
    }
  }

  /// What the plan's route of a vehicle costs, in the engine's own unit.
  func exactCost(of vehicle: Int) -> Int { routes.cost[vehicle] }

  /// Whether a route is feasible as it stands.
  func isFeasible(_ vehicle: Int) -> Bool { isOpen[vehicle] }

  /// Whether relations or a shipment tie a job to others.
  func isInGroup(_ job: Int) -> Bool { grouped.contains(job) }

  /// Answers with a job taken out, and puts it back. The route is looked at as it then is: taking a job out can also make
  /// a route infeasible where travel is not the shortest.
  func without<Answer>(_ job: Int, _ answer: () -> Answer) -> Answer {
    guard let vehicle = vehicle(of: job) else { return answer() }
    let before = Int(routes.previous[job])
    routes.unlink(job)
    isOpen[vehicle] = routes.refresh(vehicle)
    defer {
      routes.link(job, after: before)
      isOpen[vehicle] = routes.refresh(vehicle)
    }
    return answer()
  }

  private func best(_ job: Int, _ vehicle: Int) -> StandingPlace? {
    var best: StandingPlace?
    walk(job, vehicle) { place in
      if best.map({ place.exactCost < $0.exactCost }) ?? true { best = place }
    }
    return best
  }

  /// Tries every position of a route: those that the times around them may allow are tried by doing it.
  private func walk(_ job: Int, _ vehicle: Int, _ found: (StandingPlace) -> Void) {
    guard isOpen[vehicle], tables.suits(route: vehicle, job: job) else { return }
    let kind = tables.kind(of: vehicle)
    guard Int(routes.count[vehicle]) < kind.maxTasks, routes.mayHold(vehicle, kind, job) else { return }
    let base = routes.cost[vehicle]
    let last = routes.end(vehicle)
    let here = tables.place[job]
    let closes = tables.windows.lastClose[job]
    var positions: [(position: Int, after: Int)] = []
    var (after, position) = (routes.start(vehicle), 0)
    while after != last, routes.soonest[after] <= closes {
      let next = Int(routes.next[after])
      let toward = kind.seconds(routes.place[after], here)
      let onward = kind.seconds(here, routes.place[next])
      if toward != unreachable, onward != unreachable,
        kind.hasLoadedBreak || routes.fits(kind, job, after, next, Int(toward), Int(onward))
      {
        positions.append((position, after))
      }
      (after, position) = (next, position + 1)
    }
    guard !positions.isEmpty else { return }
    for (position, after) in positions {
      routes.link(job, after: after)
      if routes.refresh(vehicle) {
        let cost = routes.cost[vehicle] - base
        found(
          StandingPlace(vehicle: vehicle, position: position, addedCost: Cost.rounded(cost), exactCost: cost))
      }
      routes.unlink(job)
    }
    routes.refresh(vehicle)
  }
}
