import PunctualModel

/// One vehicle's route and a job that is not in it, as a problem of their own, so that it costs little to try what would
/// let the job in. Routes that relations tie to either are in it too.
struct Trial {
  /// Its first vehicle is the one that is asked about, its last job the one that is asked for.
  let problem: RoutingProblem
  private let orders: [[Int]]
  private let dimensions: Int

  /// - Parameter alone: on a free day, without the other jobs.
  init(_ whole: RoutingProblem, routes given: [[Int]], vehicle: Int, job: Int, alone: Bool = false) {
    let orders = alone ? [] : given.map { $0.filter { $0 != job } }
    let vehicles = [vehicle] + Trial.tied(whole, orders, vehicle, job)
    let kept = vehicles.map { $0 < orders.count ? orders[$0] : [] }
    let part = Part(whole, vehicles: vehicles, jobs: kept.flatMap(\.self) + [job])
    problem = part.problem
    dimensions = part.dimensions
    var from = 0
    self.orders = kept.map { order in
      defer { from += order.count }
      return Array(from..<from + order.count)
    }
  }

  var vehicle: RoutingVehicle { problem.vehicles[0] }
  var job: RoutingJob { problem.jobs[problem.jobs.count - 1] }

  /// The cheapest place of the job on the vehicle after a change; nil where it has none.
  func place(_ change: (inout RoutingVehicle, inout RoutingJob) -> Void = { _, _ in }) -> StandingPlace? {
    let changed = self.changed(change)
    let plan = StandingPlan(changed, routes: orders, dimensions: dimensions)
    return plan.bestPlace(for: changed.jobs.count - 1, on: 0)
  }

  /// The same with its times.
  func insertion(_ change: (inout RoutingVehicle, inout RoutingJob) -> Void = { _, _ in }) -> Insertion? {
    let changed = self.changed(change)
    let plan = StandingPlan(changed, routes: orders, dimensions: dimensions)
    let job = changed.jobs.count - 1
    return plan.bestPlace(for: job, on: 0).flatMap { plan.insertion(of: job, at: $0) }
  }

  func fits(_ change: (inout RoutingVehicle, inout RoutingJob) -> Void = { _, _ in }) -> Bool { place(change) != nil }

  /// Whether the vehicle may serve the job at all, whatever the time and its load.
  func suits(_ change: (inout RoutingVehicle, inout RoutingJob) -> Void = { _, _ in }) -> Bool {
    let changed = self.changed(change)
    return Tables(changed, dimensions: dimensions).suits(route: 0, job: changed.jobs.count - 1)
  }

  private func changed(_ change: (inout RoutingVehicle, inout RoutingJob) -> Void) -> RoutingProblem {
    var changed = problem
    change(&changed.vehicles[0], &changed.jobs[changed.jobs.count - 1])
    return changed
  }

  /// The other vehicles whose routes relations tie to a job, or to a vehicle's route, directly or by way of others.
  private static func tied(_ problem: RoutingProblem, _ orders: [[Int]], _ vehicle: Int, _ job: Int) -> [Int] {
    guard !problem.relations.isEmpty else { return [] }
    var of: [Int: Int] = [:]
    for (route, order) in orders.enumerated() { for job in order { of[job] = route } }
    var partners: [Int: [Int]] = [:]
    for relation in problem.relations {
      partners[relation.first, default: []].append(relation.second)
      partners[relation.second, default: []].append(relation.first)
    }
    var found: [Int] = []
    var open = [job] + (vehicle < orders.count ? orders[vehicle] : [])
    while let next = open.popLast() {
      for partner in partners[next] ?? [] {
        guard let route = of[partner], route != vehicle, !found.contains(route) else { continue }
        found.append(route)
        open += orders[route]
      }
    }
    return found.sorted()
  }
}
