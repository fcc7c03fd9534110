import PunctualModel

/// Ruin by slack induction by string removals (Christiaens and Vanden Berghe, Transportation Science 54, 2020): around a
/// random job, from each of several routes, a string of neighbouring visits is taken out, with or without a gap in it.
struct Ruin {
  /// Jobs taken out in a round, on average.
  static let averageRemoved = 10.0
  static let longestString = 10.0
  /// How often a string has a gap, and how often the gap grows by one more job.
  static let gapShare = 0.5
  static let gapGrowth = 0.01

  let neighbours: Neighbours

  func apply(_ plan: WorkingPlan, _ random: inout Xoshiro) {
    let routes = plan.routes
    guard plan.usedCount > 0, plan.memberCount > 0 else { return }
    let inRoutes = plan.memberCount - plan.leftCount
    let longest = min(Ruin.longestString, Double(inRoutes) / Double(plan.usedCount))
    let most = 4 * Ruin.averageRemoved / (1 + longest) - 1
    let wanted = Int(random.unit() * most + 1)
    let seed = Int(plan.members[random.below(plan.memberCount)])
    var cut = 0
    let before = plan.touchedCount
    for index in 0..<neighbours.each {
      let job = Int(neighbours.list[seed * neighbours.each + index])
      let route = Int(routes.routeOf[job])
      if route < 0 || isCut(plan, route, since: before) { continue }
      let length = Int(random.unit() * min(longest, Double(routes.count[route])) + 1)
      removeString(plan, around: job, min(length, Int(routes.count[route])), &random)
      cut += 1
      if cut >= wanted { break }
    }
    for index in before..<plan.touchedCount { plan.settleAfterRemoval(Int(plan.touched[index])) }
  }

  private func isCut(_ plan: WorkingPlan, _ route: Int, since: Int) -> Bool {
    for index in since..<plan.touchedCount where Int(plan.touched[index]) == route { return true }
    return false
  }

  private func removeString(_ plan: WorkingPlan, around job: Int, _ length: Int, _ random: inout Xoshiro) {
    let routes = plan.routes
    let count = Int(routes.count[Int(routes.routeOf[job])])
    var gap = 0
    if length > 1 && length < count && random.unit() < Ruin.gapShare {
      gap = 1
      while length + gap < count && random.unit() < Ruin.gapGrowth { gap += 1 }
    }
    let span = length + gap
    var rank = 0
    var before = Int(routes.previous[job])
    while before < plan.tables.jobs {
      rank += 1
      before = Int(routes.previous[before])
    }
    let first = max(0, rank - span + 1)
    let last = min(rank, count - span)
    let begin = first + random.below(last - first + 1)
    var node = job
    for _ in begin..<rank { node = Int(routes.previous[node]) }
    let gapFrom = gap == 0 ? span : 1 + random.below(length - 1)
    for index in 0..<span {
      // A job can be gone with its group.
      if node >= plan.tables.jobs { return }
      let next = Int(routes.next[node])
      if index < gapFrom || index >= gapFrom + gap, routes.routeOf[node] >= 0, plan.mayRemove(node) {
        plan.remove(node)
      }
      node = next
    }
  }
}
