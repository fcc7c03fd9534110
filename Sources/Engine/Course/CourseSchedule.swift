import PunctualModel

/// The times of a course, written down.
extension Routes {
  /// A feasible route as an answer. It starts as late as it can without anything else getting later or dearer.
  func timedCourse(_ route: Int, _ kind: Kind) -> RoutingRoute? {
    let opens = latestStart(route, kind)
    guard refreshCourse(route, kind, from: opens) else { return nil }
    let result = written(route, kind, from: opens, way: way(route))
    refresh(route)
    return result
  }

  /// A stop on the way: a node, how it was reached, and how many breaks were taken by then.
  struct Stop {
    var node: Int
    var label: CourseLabel
    var taken: Int
  }

  /// The best way through a route that has just been followed, without its start.
  private func way(_ route: Int) -> [Stop] {
    let kind = tables.kind(of: route)
    let lacking = tables.course.fetching.firstLacking(
      self, route, kind: Int(tables.kindOf[route]), inserting: -1, after: -1, used: labels.used)
    var walk = Walk(kind: kind, route: route, opens: kind.opens, jobs: Int(count[route]), fetches: lacking >= 0)
    walk.mustHaveFetched = lacking >= 0
    var node = end(route)
    var slot = bestEnd(walk, labels.ofNode.base + node * labels.slots).index
    var stops: [Stop] = []
    while node != start(route) {
      let label = labels.ofNode[node * labels.slots + slot]
      stops.append(Stop(node: node, label: label, taken: slot / labels.most % tables.states))
      slot = Int(label.parent)
      node = Int(previous[node])
    }
    return stops.reversed()
  }

  /// The latest start of a route that moves neither its end nor any time that a partner counts on,
  /// and costs no more.
  private func latestStart(_ route: Int, _ kind: Kind) -> Int {
    let (goal, end) = (weighed(cost[route], lateness[route]), finish(route))
    let order = jobs(of: route)
    let partners = tables.course.relations.areNeeded ? order.filter { tables.course.relations.groupOf[$0] >= 0 } : []
    let times = partners.map(times(of:))
    func holds(_ opens: Int) -> Bool {
      var isSame =
        refreshCourse(route, kind, from: opens) && weighed(cost[route], lateness[route]) <= goal && finish(route) == end
      for (job, time) in zip(partners, times) {
        if startAt[job] != time.start { isSame = false }
        restore(time, of: job)
      }
      return isSame
    }
    // Overtime is for the end of a route, not for its start.
    var (yes, no) = (kind.opens, min(end, kind.shiftEnd) + 1)
    while no - yes > 1 {
      let middle = yes + (no - yes) / 2
      if holds(middle) { yes = middle } else { no = middle }
    }
    return yes
  }

  /// When a route that has just been followed ends.
  private func finish(_ route: Int) -> Int { way(route).last?.label.clock ?? never }

  private func written(_ route: Int, _ kind: Kind, from opens: Int, way: [Stop]) -> RoutingRoute {
    let vehicle = tables.problem.vehicles[route]
    var writer = RouteWriter(tables, kind, clock: opens, jobs: jobs(of: route))
    if let first = vehicle.start { writer.start(first) }
    var taken = 0
    var before = place[start(route)]
    func pause(upTo count: Int) {
      while taken < count {
        writer.pause(kind.firstBreak + taken)
        taken += 1
      }
    }
    for stop in way {
      if stop.label.depot >= 0 {
        let depot = Int(stop.label.depot)
        let target = tables.course.fetching.depotPlace[depot]
        writer.leg(from: before, to: target)
        pause(upTo: taken + Int(stop.label.breaksBeforeDepot))
        writer.depot(depot)
        before = target
      }
      writer.leg(from: before, to: place[stop.node])
      pause(upTo: stop.taken)
      if stop.node < tables.jobs {
        writer.job(stop.node, from: before, at: stop.label.start)
      } else if let last = vehicle.end {
        writer.end(last)
      }
      before = place[stop.node]
    }
    // Not all the waiting that a later start might have saved can be saved at once.
    let waited = tables.course.waitingRate * (writer.waiting - (way.last?.label.waited ?? 0))
    var result = writer.route(route, cost: cost[route] + waited)
    result.latenessCost = Cost.rounded(lateness[route])
    result.overtime = max(0, (way.last?.label.clock ?? 0) - kind.shiftEnd)
    return result
  }
}
