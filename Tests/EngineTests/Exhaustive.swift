import PunctualModel

/// The best plan of a very small problem, by trying everything: every job on every vehicle or left out, in every order,
/// with the breaks, in every order, in every gap. Times are earliest times; nothing of the engine is used.
struct Exhaustive {
  let problem: RoutingProblem
  /// By vehicle and set of jobs (as bits): the least cost of a feasible order; nil where there is none.
  private var memo: [[Int: Double?]]

  init(_ problem: RoutingProblem) {
    self.problem = problem
    memo = problem.vehicles.map { _ in [:] }
  }

  struct Best: Equatable {
    var priority = 0
    var served = 0
    var cost = 0.0

    func isBetter(than other: Best) -> Bool {
      if priority != other.priority { return priority > other.priority }
      if served != other.served { return served > other.served }
      return cost < other.cost - 1e-6
    }
  }

  mutating func best() -> Best {
    best(vehicle: 0, free: (1 << problem.jobs.count) - 1) ?? Best()
  }

  private mutating func best(vehicle: Int, free: Int) -> Best? {
    guard vehicle < problem.vehicles.count else { return Best() }
    var winner: Best?
    var part = free
    while true {
      if let cost = cost(vehicle, part), var rest = best(vehicle: vehicle + 1, free: free & ~part) {
        for job in problem.jobs.indices where part >> job & 1 == 1 {
          rest.priority += problem.jobs[job].priority
          rest.served += 1
        }
        rest.cost += cost
        if winner.map({ rest.isBetter(than: $0) }) ?? true { winner = rest }
      }
      if part == 0 { return winner }
      part = (part - 1) & free
    }
  }

  private mutating func cost(_ vehicle: Int, _ part: Int) -> Double? {
    if part == 0 { return 0 }
    if let known = memo[vehicle][part] { return known }
    let jobs = problem.jobs.indices.filter { part >> $0 & 1 == 1 }
    var least: Double?
    permute(jobs, []) { order in
      if let cost = orderCost(vehicle, order), cost < least ?? .infinity { least = cost }
    }
    memo[vehicle][part] = .some(least)
    return least
  }

  private func permute(_ rest: [Int], _ done: [Int], _ visit: ([Int]) -> Void) {
    if rest.isEmpty { visit(done) }
    for (index, job) in rest.enumerated() {
      var others = rest
      others.remove(at: index)
      permute(others, done + [job], visit)
    }
  }

  /// Cost of an order, where a feasible timing exists.
  func orderCost(_ vehicleIndex: Int, _ order: [Int]) -> Double? {
    let vehicle = problem.vehicles[vehicleIndex]
    let jobs = order.map { problem.jobs[$0] }
    guard let matrix = problem.matrices[vehicle.profile], jobs.allSatisfy({ $0.skills.isSubset(of: vehicle.skills) }),
      jobs.count <= vehicle.maxTasks ?? .max
    else { return nil }
    let places = [vehicle.start] + jobs.map { Optional($0.location) } + [vehicle.end]
    var legs: [Int] = []
    var (metres, money, work) = (0, 0, vehicle.breaks.reduce(0) { $0 + $1.service })
    for (from, to) in zip(places, places.dropFirst()) {
      guard let from, let to else {
        legs.append(0)
        continue
      }
      let cell = from * matrix.size + to
      if matrix.durations[cell] == TravelMatrix.unreachable { return nil }
      legs.append(Int((Double(matrix.durations[cell]) / vehicle.speedFactor).rounded()))
      metres += Int(matrix.distances?[cell] ?? 0)
      money += Int(matrix.costs?[cell] ?? 0)
    }
    let travel = legs.reduce(0, +)
    guard travel <= vehicle.maxTravelTime ?? .max, metres <= vehicle.maxDistance ?? .max else { return nil }
    var works: [Int] = []
    for (index, job) in jobs.enumerated() {
      let setup = places[index] == job.location ? 0 : job.setupPerType[vehicle.type] ?? job.setup
      works.append(setup + (job.servicePerType[vehicle.type] ?? job.service))
    }
    work += works.reduce(0, +)
    var loads: [[Int]] = []
    for gap in 0...jobs.count {
      loads.append(
        vehicle.capacity.indices.map { dimension in
          jobs[gap...].reduce(0) { $0 + (dimension < $1.delivery.count ? $1.delivery[dimension] : 0) }
            + jobs[..<gap].reduce(0) { $0 + (dimension < $1.pickup.count ? $1.pickup[dimension] : 0) }
        })
    }
    guard loads.allSatisfy({ zip($0, vehicle.capacity).allSatisfy { $0 <= $1 } }) else { return nil }
    let isFeasible = isInTime(
      vehicle, jobs, legs, works, loads, node: 0, left: legs[0], clock: vehicle.window?.start ?? 0,
      pauses: Array(vehicle.breaks.indices))
    guard isFeasible else { return nil }
    let costs = vehicle.costs
    return Double(costs.fixed) + Double(metres * costs.perKm) / 1000 + Double(work * costs.perTaskHour) / 3600
      + (matrix.costs == nil ? Double(travel * costs.perHour) / 3600 : Double(money))
  }

  /// Whether the rest can be in time: on the way to job `node`, with `left` seconds to drive and these breaks to take.
  private func isInTime(
    _ vehicle: RoutingVehicle, _ jobs: [RoutingJob], _ legs: [Int], _ works: [Int], _ loads: [[Int]], node: Int,
    left: Int, clock: Int, pauses: [Int]
  ) -> Bool {
    // A break now: at every moment it may start from here on that could make a difference.
    for (index, pause) in pauses.enumerated() {
      let rest = vehicle.breaks[pause]
      if let limit = rest.maxLoad, zip(loads[node], limit).contains(where: { $0 > $1 }) { continue }
      let windows = rest.windows.isEmpty ? [RoutingWindow(0, .max)] : rest.windows
      for window in windows where window.end >= clock {
        let begin = max(clock, window.start)
        var others = pauses
        others.remove(at: index)
        if isInTime(
          vehicle, jobs, legs, works, loads, node: node, left: max(0, left - (begin - clock)),
          clock: begin + rest.service, pauses: others)
        {
          return true
        }
      }
    }
    let arrival = clock + left
    if node == jobs.count { return pauses.isEmpty && arrival <= vehicle.window?.end ?? .max }
    let windows = jobs[node].windows.isEmpty ? [RoutingWindow(0, .max)] : jobs[node].windows
    guard let window = windows.first(where: { $0.end >= arrival }) else { return false }
    return isInTime(
      vehicle, jobs, legs, works, loads, node: node + 1, left: legs[node + 1],
      clock: max(arrival, window.start) + works[node], pauses: pauses)
  }
}
