import PunctualModel

/// A course: a route followed node by node with all that it may do on the way (start or wait, take a break now or later,
/// go by a depot), as labels of what each way costs. It judges what no constant-time insertion can: costs that depend on the
/// time of everything after a change.
extension Routes {
  /// Follows a route after a change: its times, figures and costs. False where it breaks a constraint.
  ///
  /// - Parameter opens: the earliest start, where it is not that of the shift.
  func refreshCourse(_ route: Int, _ kind: Kind, from opens: Int? = nil) -> Bool {
    let course = tables.course
    (lateness[route], worst[route]) = (0, 0)
    var walk = Walk(kind: kind, route: route, opens: opens ?? kind.opens, jobs: Int(count[route]), fetches: false)
    begin(walk, slots + start(route) * slotsPerNode)
    if count[route] == 0 { return true }
    guard course.positions.allow(self, route), course.relations.allow(self, route) else { return false }
    let number = Int(tables.kindOf[route])
    let lacking = course.fetching.firstLacking(
      self, route, kind: number, inserting: -1, after: -1, used: labels.used)
    if lacking >= 0 && !course.fetching.hasDepots { return false }
    walk.fetches = lacking >= 0
    var a = start(route)
    let last = end(route)
    while a != last {
      let b = Int(next[a])
      if b == lacking { walk.mustHaveFetched = true }
      let out = slots + b * slotsPerNode
      _ = advance(walk, from: a, slots + a * slotsPerNode, to: b, out)
      a = b
    }
    let best = bestEnd(walk, slots + last * slotsPerNode)
    guard best.index >= 0 else { return false }
    let label = slots[last * slotsPerNode + best.index]
    (cost[route], lateness[route], worst[route]) = (best.cost + wishes[route], label.lateness, label.worst)
    (travel[route], distance[route]) = (label.travel, label.metres)
    if course.relations.areNeeded { takeOver(route, label) }
    return true
  }

  /// The starts of a route's jobs, for the partners of its groups.
  private func takeOver(_ route: Int, _ endLabel: CourseLabel) {
    var node = end(route)
    var label = endLabel
    while true {
      node = Int(previous[node])
      if node >= tables.jobs { return }
      label = slots[node * slotsPerNode + Int(label.parent)]
      if tables.course.relations.groupOf[node] >= 0 && (startAt[node] != label.start || finishAt[node] != label.clock) {
        (startAt[node], finishAt[node]) = (label.start, label.clock)
        forgetPlaces(besides: route, of: node)
      }
    }
  }

  /// What a route would cost more, all layers weighed, with a job right after a node; `never` where it breaks a constraint.
  func addedValue(_ job: Int, after node: Int, _ route: Int, _ kind: Kind) -> Int {
    let course = tables.course
    let lacking = course.fetching.firstLacking(
      self, route, kind: Int(tables.kindOf[route]), inserting: job, after: node, used: labels.used)
    if lacking >= 0 && !course.fetching.hasDepots { return never }
    var walk = Walk(kind: kind, route: route, opens: kind.opens, jobs: Int(count[route]) + 1, fetches: lacking >= 0)
    var a = node
    var at = slots + node * slotsPerNode
    if lacking >= 0 {
      // What is fetched for the new job may be fetched anywhere before it.
      a = start(route)
      at = labels.trial.base
      begin(walk, at)
    }
    var turn = 1
    while a != end(route) {
      let b = a == node ? job : Int(next[a == job ? node : a])
      if b == lacking { walk.mustHaveFetched = true }
      let out = labels.trial.base + turn * slotsPerNode
      if !advance(walk, from: a, at, to: b, out) { return never }
      (a, at, turn) = (b, out, 3 - turn)
    }
    let best = bestEnd(walk, at)
    guard best.index >= 0 else { return never }
    let label = at[best.index]
    let value = weighed(best.cost + wishes[route] + tables.wish(route: route, job: job), label.lateness)
    let old = count[route] > 0 ? weighed(cost[route], lateness[route]) : 0
    let worse = max(label.worst, worstElsewhere) - max(worst[route], worstElsewhere)
    return value - old + weighed(0, course.worstRate * max(0, worse))
  }

  @inline(__always)
  func weighed(_ cost: Int, _ lateness: Int) -> Int { cost + view.latenessWeight * lateness }
}
