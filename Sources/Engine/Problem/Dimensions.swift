import PunctualModel

extension RoutingProblem {
  /// How many amounts (of weight, volume, parts …) jobs and vehicles have, at most.
  var dimensions: Int {
    let ofJobs = jobs.map { max($0.delivery.count, $0.pickup.count) }.max() ?? 0
    return max(ofJobs, vehicles.map(\.capacity.count).max() ?? 0)
  }
}
