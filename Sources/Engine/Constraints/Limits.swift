/// The most jobs, travel time and distance of a route.
extension Routes {
  @inline(__always)
  func isWithinLimits(_ route: Int, _ kind: Kind) -> Bool {
    Int(count[route]) <= kind.maxTasks && travel[route] <= kind.maxTravel && distance[route] <= kind.maxDistance
  }
}
