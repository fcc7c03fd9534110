import PunctualModel

/// A feasible place for a job in a plan that stands, with what it adds to the plan, in the unit of the vehicles' costs,
/// rounded to nearest.
public struct StandingPlace: Hashable, Comparable, Sendable {
  public var vehicle: Int
  /// Number of jobs before it.
  public var position: Int
  /// To the second layer of the objective.
  public var addedLateness: Int
  /// To the third layer.
  public var addedCost: Int
  /// Both without rounding, for exact comparison.
  let value: StandingValue

  init(vehicle: Int, position: Int, value: StandingValue) {
    (self.vehicle, self.position, self.value) = (vehicle, position, value)
    (addedLateness, addedCost) = (Cost.rounded(value.lateness), Cost.rounded(value.cost))
  }

  /// Cheapest first, ties by vehicle and position.
  public static func < (left: Self, right: Self) -> Bool {
    left.value == right.value
      ? (left.vehicle, left.position) < (right.vehicle, right.position) : left.value < right.value
  }
}

/// What a plan is compared by beyond what it serves, in 1/`Cost.scale`.
struct StandingValue: Hashable, Comparable, Sendable {
  var lateness = 0
  var cost = 0
  /// Whether lateness comes before cost.
  var isLayered = true

  static func < (left: Self, right: Self) -> Bool {
    left.isLayered
      ? (left.lateness, left.cost) < (right.lateness, right.cost)
      : left.lateness + left.cost < right.lateness + right.cost
  }

  static func + (left: Self, right: Self) -> Self {
    Self(lateness: left.lateness + right.lateness, cost: left.cost + right.cost, isLayered: left.isLayered)
  }

  static func - (left: Self, right: Self) -> Self {
    Self(lateness: left.lateness - right.lateness, cost: left.cost - right.cost, isLayered: left.isLayered)
  }
}

/// A plan as it stands, made ready once and then asked many times where a job could go and what that would cost. All
/// places of a plan of a thousand visits are found in a fraction of a millisecond.
///
/// A job that relations or a shipment tie to others has places only while those others have theirs; their times stay as
/// they are. No question changes the plan, but each uses its workspace: one thread at a time.
public final class StandingPlan {
  public let problem: RoutingProblem
  let tables: Tables
  let routes: Routes
  /// By vehicle: whether its route is feasible. One that is not takes no further job.
  private var isOpen: [Bool]

  /// - Parameter given: `given[v]` holds the jobs of vehicle v in order; vehicles beyond its end have none.
  public convenience init(_ problem: RoutingProblem, routes given: [[Int]]) {
    self.init(problem, routes: given, dimensions: problem.dimensions)
  }

  /// `dimensions`: of the whole problem, where this one is a part of it.
  convenience init(_ problem: RoutingProblem, routes given: [[Int]], dimensions: Int) {
    self.init(problem, Tables(problem, dimensions: dimensions), routes: given)
  }

  /// The same problem with other routes: what is made ready of the problem is shared, so that this costs little.
  public convenience init(_ other: StandingPlan, routes given: [[Int]]) {
    self.init(other.problem, other.tables, routes: given)
  }

  private init(_ problem: RoutingProblem, _ tables: Tables, routes given: [[Int]]) {
    self.problem = problem
    self.tables = tables
    routes = Routes(tables)
    isOpen = [Bool](repeating: true, count: problem.vehicles.count)
    for (vehicle, order) in given.enumerated() where vehicle < problem.vehicles.count && !order.isEmpty {
      routes.append(order, to: vehicle)
    }
    let used = isOpen.indices.filter { routes.next[routes.start($0)] < tables.jobs }
    if tables.course.relations.areNeeded { settleTimes(used) }
    refreshKeepingTimes(of: used)
  }

  /// Finds starts for the jobs of groups that all their partners agree on, and that stay when a route is looked at again.
  private func settleTimes(_ used: [Int]) {
    _ = routes.synchronise(used)
    let tied = (0..<tables.jobs).filter { routes.routeOf[$0] >= 0 && isInGroup($0) }
    for _ in 0..<tied.count + 2 {
      let before = tied.map { routes.startAt[$0] }
      for vehicle in used { routes.refresh(vehicle) }
      if zip(tied, before).allSatisfy({ routes.startAt[$0] == $1 }) { return }
    }
  }

  /// The vehicle that has a job; nil where it is left out.
  public func vehicle(of job: Int) -> Int? {
    routes.routeOf[job] < 0 ? nil : Int(routes.routeOf[job])
  }

  /// All feasible places for a job, cheapest first. A job that has one already is looked at as if it were left out.
  public func places(for job: Int) -> [StandingPlace] {
    without(job) {
      var found: [StandingPlace] = []
      for vehicle in 0..<tables.routes { walk(job, vehicle) { found.append($0) } }
      return found.sorted()
    }
  }

  /// The cheapest place of each vehicle that has one, in the vehicles' order.
  public func bestPlaces(for job: Int) -> [StandingPlace] {
    without(job) { (0..<tables.routes).compactMap { best(job, $0) } }
  }

  /// The cheapest place on one vehicle; nil where there is none.
  public func bestPlace(for job: Int, on vehicle: Int) -> StandingPlace? {
    without(job) { best(job, vehicle) }
  }

  /// A place with the times that it leads to.
  public func insertion(of job: Int, at place: StandingPlace) -> Insertion? {
    without(job) {
      keepingTimes(of: [place.vehicle]) {
        var node = routes.start(place.vehicle)
        for _ in 0..<place.position { node = Int(routes.next[node]) }
        routes.link(job, after: node)
        let route = routes.timed(place.vehicle)
        routes.unlink(job)
        return route.map {
          Insertion(vehicle: place.vehicle, position: place.position, addedCost: place.addedCost, route: $0)
        }
      }
    }
  }

  /// What a vehicle's route costs as it stands.
  func value(of vehicle: Int) -> StandingValue {
    guard routes.count[vehicle] > 0 else { return StandingValue(isLayered: tables.course.isLayered) }
    return StandingValue(
      lateness: routes.lateness[vehicle], cost: routes.cost[vehicle], isLayered: tables.course.isLayered)
  }

  /// Whether a route is feasible as it stands.
  func isFeasible(_ vehicle: Int) -> Bool { isOpen[vehicle] }

  /// Whether relations or a shipment tie a job to others.
  func isInGroup(_ job: Int) -> Bool {
    tables.course.relations.areNeeded && tables.course.relations.groupOf[job] >= 0
  }

  /// Answers with a job taken out, and puts it back. The route is looked at as it then is: taking a job out can also make
  /// a route infeasible where travel is not the shortest.
  func without<Answer>(_ job: Int, _ answer: () -> Answer) -> Answer {
    guard let vehicle = vehicle(of: job) else { return answer() }
    let before = Int(routes.previous[job])
    // Partners' routes are looked at with the times that this one then has: all of them are brought back.
    let tied =
      tables.course.relations.areNeeded && routes.jobs(of: vehicle).contains(where: isInGroup) ? tiedRoutes : []
    return keepingTimes(of: tied + (tied.contains(vehicle) ? [] : [vehicle])) {
      routes.unlink(job)
      isOpen[vehicle] = routes.refresh(vehicle)
      defer { routes.link(job, after: before) }
      return answer()
    }
  }

  /// Answers with a route changed, which the answer itself takes back: then all is as it was, the times that partners on
  /// other routes count on included.
  private func keepingTimes<Answer>(of vehicles: [Int], _ answer: () -> Answer) -> Answer {
    let tied =
      tables.course.relations.areNeeded ? vehicles.flatMap { routes.jobs(of: $0) }.filter(isInGroup) : []
    let times = tied.map { routes.times(of: $0) }
    defer {
      for (job, time) in zip(tied, times) { routes.restore(time, of: job) }
      refreshKeepingTimes(of: vehicles)
    }
    return answer()
  }

  /// Looks at routes again without moving what partners count on, even where the route by itself would have it otherwise:
  /// so what is known of a route depends on those times alone, however often it is looked at.
  private func refreshKeepingTimes(of vehicles: [Int]) {
    for vehicle in vehicles {
      let tied = tables.course.relations.areNeeded ? routes.jobs(of: vehicle).filter(isInGroup) : []
      let times = tied.map { routes.times(of: $0) }
      isOpen[vehicle] = routes.refresh(vehicle)
      for (job, time) in zip(tied, times) { routes.restore(time, of: job) }
    }
  }

  /// The vehicles that have jobs of groups.
  private var tiedRoutes: [Int] {
    Set((0..<tables.jobs).filter(isInGroup).compactMap { vehicle(of: $0) }).sorted()
  }

  private func best(_ job: Int, _ vehicle: Int) -> StandingPlace? {
    var best: StandingPlace?
    walk(job, vehicle) { place in
      if best.map({ place.value < $0.value }) ?? true { best = place }
    }
    return best
  }

  /// Tries every position of a route: those that the times around them may allow are tried by doing it.
  private func walk(_ job: Int, _ vehicle: Int, _ found: (StandingPlace) -> Void) {
    guard isOpen[vehicle], tables.suits(route: vehicle, job: job), !lacksPartners(job) else {
      return
    }
    let kind = tables.kind(of: vehicle)
    guard Int(routes.count[vehicle]) < kind.maxTasks, routes.mayHold(vehicle, kind, job) else { return }
    let here = tables.place[job]
    let closes = tables.windows.lastClose[job]
    var positions: [(position: Int, after: Int)] = []
    var (after, position) = (routes.start(vehicle), 0)
    while after != routes.end(vehicle), routes.soonest[after] <= closes {
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
    let old = value(of: vehicle)
    let oldWorst = worst(besides: vehicle)
    let before = routes.count[vehicle] > 0 ? max(oldWorst, routes.worst[vehicle]) : oldWorst
    keepingTimes(of: [vehicle]) {
      for (position, after) in positions {
        routes.link(job, after: after)
        if routes.refresh(vehicle) {
          var added = value(of: vehicle) - old
          added.lateness += tables.course.worstRate * (max(oldWorst, routes.worst[vehicle]) - before)
          found(StandingPlace(vehicle: vehicle, position: position, value: added))
        }
        routes.unlink(job)
      }
    }
  }

  /// The most seconds that a job on another route is late, where that costs.
  private func worst(besides vehicle: Int) -> Int {
    guard tables.course.worstRate > 0 else { return 0 }
    return (0..<tables.routes).reduce(0) {
      $1 == vehicle || routes.count[$1] == 0 ? $0 : max($0, routes.worst[$1])
    }
  }

  /// Whether a job is tied to others of which not all have their places.
  func lacksPartners(_ job: Int) -> Bool {
    guard isInGroup(job) else { return false }
    let relations = tables.course.relations
    return relations.members(of: Int(relations.groupOf[job])).contains {
      let member = Int(relations.members[$0])
      return member != job && routes.routeOf[member] < 0
    }
  }
}
