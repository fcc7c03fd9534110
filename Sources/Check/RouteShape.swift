import PunctualModel

/// What must hold before a route can be followed at all.
extension RouteReplay {
  /// By step: the index of its job, nil where it is not one; nil as a whole where a job is not known.
  mutating func tasksByStep() -> [Int?]? {
    var tasks: [Int?] = []
    var known = true
    for (position, stated) in route.steps.enumerated() {
      let isTask = [.job, .pickup, .delivery].contains(stated.kind)
      let job = isTask ? index.job(stated.kind, stated.id) : nil
      tasks.append(job)
      guard isTask, job == nil else { continue }
      known = false
      step = position
      report(.unknownTask, "\(name(stated)) is not a task of the problem.")
    }
    step = nil
    return known ? tasks : nil
  }

  /// Whether the route has tasks, one start and one end where they belong, and travel times to be judged by.
  mutating func hasShape() -> Bool {
    let before = violations.count
    if !route.steps.contains(where: { [.job, .pickup, .delivery].contains($0.kind) }) {
      report(.emptyRoute, "The route of vehicle \(vehicle.id) serves no task.")
    }
    for (kind, place, position) in [
      (RoutingStepKind.start, vehicle.start, 0), (.end, vehicle.end, route.steps.count - 1),
    ] {
      let found = route.steps.indices.filter { route.steps[$0].kind == kind }
      if found.isEmpty, place != nil {
        report(.startEnd, "The route of vehicle \(vehicle.id) has no \(kind.rawValue) step.")
      } else if found.count > 1 {
        report(.startEnd, "The route of vehicle \(vehicle.id) has \(found.count) \(kind.rawValue) steps.")
      } else if let only = found.first, only != position {
        step = only
        report(.startEnd, "The \(kind.rawValue) step of vehicle \(vehicle.id) is not at the \(kind.rawValue).")
        step = nil
      }
    }
    if matrix == nil {
      report(.missingMatrix, "The problem has no travel times for profile \(vehicle.profile).")
    } else if matrix?.distances == nil, vehicle.maxDistance != nil || vehicle.costs.perKm != 0 {
      report(.missingDistances, "Vehicle \(vehicle.id) needs distances, and profile \(vehicle.profile) has none.")
    }
    return violations.count == before
  }
}
