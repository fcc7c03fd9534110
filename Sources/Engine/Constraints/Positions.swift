import PunctualModel

/// Jobs whose place in the route is decided: the frozen head, the pinned first and last.
final class Positions: Sendable {
  let areNeeded: Bool
  let hasFrozen: Bool
  /// By job: it stays on its vehicle, in its order, before all others.
  let isFrozen: Flat<Bool>
  private let isFirst: Flat<Bool>
  private let isLast: Flat<Bool>
  private let jobs: Int

  init(_ problem: RoutingProblem) {
    jobs = problem.jobs.count
    var frozen = [Bool](repeating: false, count: jobs)
    for head in StandingSteps.frozenHeads(problem) {
      for job in head { frozen[job] = true }
    }
    isFrozen = Flat(frozen)
    hasFrozen = frozen.contains(true)
    isFirst = Flat(problem.jobs.map { $0.pin?.position == .first })
    isLast = Flat(problem.jobs.map { $0.pin?.position == .last })
    areNeeded = frozen.contains(true) || problem.jobs.contains { $0.pin?.position != nil }
  }

  /// Whether a job may come between two neighbouring nodes (of which one may be an end of the route).
  @inline(__always)
  func allow(_ job: Int, between a: Int, and b: Int) -> Bool {
    if !areNeeded { return true }
    if b < jobs && (isFrozen[b] || isFirst[b]) { return false }
    if a < jobs && isLast[a] { return false }
    if isFirst[job] && !(a >= jobs || isFrozen[a]) { return false }
    return !(isLast[job] && b < jobs)
  }

  /// Whether a whole route keeps to them.
  func allow(_ routes: Routes, _ route: Int) -> Bool {
    if !areNeeded { return true }
    var before = routes.start(route)
    var node = Int(routes.next[before])
    while node < jobs {
      let after = Int(routes.next[node])
      if isFirst[node] && !(before >= jobs || isFrozen[before]) { return false }
      if isLast[node] && after < jobs { return false }
      if isFrozen[node] && !(before >= jobs || isFrozen[before]) { return false }
      (before, node) = (node, after)
    }
    return true
  }
}
