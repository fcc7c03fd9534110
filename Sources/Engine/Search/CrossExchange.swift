/// Two routes exchange a segment each, one of which may be empty (the CROSS exchange of Taillard, Badeau, Gendreau, Guertin
/// and Potvin, Transportation Science 31, 1997), or a segment moves further along its own route (Or, 1976), in simple
/// problems. Jobs that are put back one by one find no such place where each alone has to pay for its detour.
final class CrossExchange {
  /// How far a search for moves goes.
  struct Reach {
    /// Most jobs of a segment.
    var segment: Int
    /// Of the jobs nearest to a node, how many may follow it.
    var nearest: Int
    /// Whether the first job of any route may.
    var hasFirstJobs: Bool
  }

  /// For the moves that an annealing tries: more of them in the same time are worth more than all of one node.
  static let short = Reach(segment: 10, nearest: 10, hasFirstJobs: false)
  static let long = Reach(segment: 30, nearest: Near.most, hasFirstJobs: true)

  /// The jobs between two nodes of a route change places with those between two others.
  struct Move {
    var after: Int
    var before: Int
    var otherAfter: Int
    var otherBefore: Int
    /// What it adds, in 1/`Cost.scale`.
    var cost: Int
  }

  private let plan: WorkingPlan
  private let routes: Routes
  private let tables: Tables
  private let near: Near
  /// By number of jobs of the own segment: when the other vehicle is free after them.
  private let freeAfter: Flat<Int>
  /// What they weigh together, by dimension as well.
  private let load: Flat<Int>
  /// What the other segment weighs.
  private let otherLoad: Flat<Int>

  init(_ plan: WorkingPlan, _ near: Near) {
    self.plan = plan
    routes = plan.routes
    tables = plan.tables
    self.near = near
    freeAfter = Flat(CrossExchange.long.segment + 1, filledWith: 0)
    load = Flat((CrossExchange.long.segment + 1) * tables.dimensions, filledWith: 0)
    otherLoad = Flat(tables.dimensions, filledWith: 0)
  }

  /// The cheapest move of a segment that begins right after a node of a route, if one adds less than `most`, in
  /// 1/`Cost.scale`. Vehicles are of one kind: they end alike.
  ///
  /// - Parameter isOpen: whether a route, the node's own or another, has to be looked at.
  @inline(__always)
  func cheapest(after node: Int, _ reach: Reach, below most: Int, where isOpen: (_ route: Int) -> Bool = { _ in true })
    -> Move?
  {
    let route = Int(routes.routeOf[node])
    let number = tables.kindOf[route]
    let kind = tables.kinds.base + Int(number)
    var best = Move(after: -1, before: -1, otherAfter: -1, otherBefore: -1, cost: most)
    // A vehicle's start has the neighbours of its first job.
    let row = node < tables.jobs ? node : Int(routes.next[node])
    guard row < tables.jobs else { return nil }

    @inline(__always) func consider(_ job: Int) {
      let other = Int(routes.routeOf[job])
      if other < 0 || other == route || tables.kindOf[other] != number || !isOpen(other) { return }
      exchange(node, job, kind, reach.segment, &best)
    }
    for index in 0..<min(reach.nearest, Int(near.afterCount[row])) {
      consider(Int(near.after[row * Near.most + index].job))
    }
    if reach.hasFirstJobs {
      for index in 0..<plan.usedCount { consider(Int(routes.next[routes.start(Int(plan.used[index]))])) }
    }
    if isOpen(route) { shift(node, kind, reach.segment, &best) }
    return best.after < 0 ? nil : best
  }

  /// Makes a move: a round of its own.
  func apply(_ move: Move) {
    let (route, other) = (Int(routes.routeOf[move.after]), Int(routes.routeOf[move.otherAfter]))
    plan.begin()
    plan.touch(route)
    if other == route {
      routes.shift(after: move.after, before: move.before, toAfter: move.otherAfter)
    } else {
      plan.touch(other)
      routes.exchange(
        after: move.after, before: move.before, otherAfter: move.otherAfter, otherBefore: move.otherBefore)
      plan.settle(other)
    }
    plan.settle(route)
  }

  /// Of all pairs of segments, the one after a node and the other from a job on.
  private func exchange(
    _ node: Int, _ job: Int, _ kind: UnsafePointer<Kind>, _ longest: Int, _ best: inout Move
  ) {
    let (legs, next, place) = (routes.legs.base, routes.next.base, routes.place.base)
    let toward = Int(kind.pointee.seconds(place[node], place[job]))
    if legs[node].departs + toward > tables.windows.lastClose[job] { return }
    let dimensions = tables.dimensions
    let other = Int(routes.routeOf[job])
    let before = Int(routes.previous[job])
    let begin = toward - Int(legs[node].seconds) - Int(legs[before].seconds)
    let back = Int(kind.pointee.seconds(place[before], legs[node].place))
    let own = follow(node, from: before, kind, longest)

    for dimension in 0..<dimensions { otherLoad[dimension] = 0 }
    var (free, last, at, jobs) = (legs[node].departs, node, job, 0)
    while at < tables.jobs && jobs < longest {
      guard let departs = departure(kind, last, at, free) else { return }
      free = departs
      jobs += 1
      for dimension in 0..<dimensions { otherLoad[dimension] += tables.delivery[at * dimensions + dimension] }
      let following = legs[at]
      let end = Int(next[at])
      var ownLast = node
      for count in 0...own {
        if count > 0 { ownLast = Int(next[ownLast]) }
        let isEmptied = count == 0 && jobs == routes.count[other]
        var cost = isEmptied ? -kind.pointee.fixed - routes.vehicleBias : 0
        cost += kind.pointee.perMoney * (begin - Int(following.seconds))
        if count > 0 { cost += kind.pointee.perMoney * (back - Int(legs[ownLast].seconds)) }
        if cost >= best.cost { continue }
        let ownEnd = Int(next[ownLast])
        let onward = Int(kind.pointee.seconds(place[at], place[ownEnd]))
        cost += kind.pointee.perMoney * onward
        if cost >= best.cost || free + onward > legs[ownLast].latest { continue }
        // A vehicle without jobs is not driven.
        let over = isEmptied ? 0 : Int(kind.pointee.seconds(place[count > 0 ? ownLast : before], place[end]))
        cost += kind.pointee.perMoney * over
        if cost >= best.cost || freeAfter[count] + over > following.latest { continue }
        if !fits(Int(routes.routeOf[node]), other, count, jobs, kind) { continue }
        best = Move(after: node, before: ownEnd, otherAfter: before, otherBefore: end, cost: cost)
      }
      (last, at) = (at, end)
    }
  }

  /// How a vehicle that comes from another node goes along the jobs after a node, as far as it is in time: how many.
  private func follow(_ node: Int, from before: Int, _ kind: UnsafePointer<Kind>, _ longest: Int) -> Int {
    let dimensions = tables.dimensions
    for dimension in 0..<dimensions { load[dimension] = 0 }
    var (free, last, at, jobs) = (routes.legs[before].departs, before, Int(routes.next[node]), 0)
    freeAfter[0] = free
    while at < tables.jobs && jobs < longest {
      guard let departs = departure(kind, last, at, free) else { break }
      free = departs
      jobs += 1
      freeAfter[jobs] = free
      for dimension in 0..<dimensions {
        load[jobs * dimensions + dimension] =
          load[(jobs - 1) * dimensions + dimension] + tables.delivery[at * dimensions + dimension]
      }
      (last, at) = (at, Int(routes.next[at]))
    }
    return jobs
  }

  /// Whether the loads and the numbers of jobs allow it that a route gives so many of its own for those of another.
  private func fits(_ route: Int, _ other: Int, _ own: Int, _ jobs: Int, _ kind: UnsafePointer<Kind>) -> Bool {
    let more = jobs - own
    if max(Int(routes.count[route]) + more, Int(routes.count[other]) - more) > kind.pointee.maxTasks { return false }
    for dimension in 0..<tables.dimensions {
      let more = otherLoad[dimension] - load[own * tables.dimensions + dimension]
      let total = routes.totalDelivery[route * tables.dimensions + dimension]
      let otherTotal = routes.totalDelivery[other * tables.dimensions + dimension]
      if max(total + more, otherTotal - more) > tables.capacity[kind.pointee.capacityAt + dimension] { return false }
    }
    return true
  }

  /// The segment after a node goes further along its route.
  private func shift(_ node: Int, _ kind: UnsafePointer<Kind>, _ longest: Int, _ best: inout Move) {
    let (legs, next, place) = (routes.legs.base, routes.next.base, routes.place.base)
    let first = Int(next[node])
    var last = first
    for _ in 0..<longest where last < tables.jobs {
      let following = Int(next[last])
      if following >= tables.jobs { return }
      let gap =
        Int(kind.pointee.seconds(place[node], place[following])) - Int(legs[node].seconds) - Int(legs[last].seconds)
      var target = following
      for _ in 0..<longest where target < tables.jobs {
        var cost = kind.pointee.perMoney * (gap - Int(legs[target].seconds))
        if cost < best.cost {
          cost += kind.pointee.perMoney * Int(kind.pointee.seconds(place[target], place[first]))
          cost += kind.pointee.perMoney * Int(kind.pointee.seconds(place[last], legs[target].place))
          if cost < best.cost, isInTime(kind, node, first, last, target) {
            let beyond = Int(next[target])
            best = Move(after: node, before: following, otherAfter: target, otherBefore: beyond, cost: cost)
          }
        }
        target = Int(next[target])
      }
      last = following
    }
  }

  /// Whether what lies between a segment and its target may come before the segment.
  private func isInTime(_ kind: UnsafePointer<Kind>, _ node: Int, _ first: Int, _ last: Int, _ target: Int) -> Bool {
    var (free, before) = (routes.legs[node].departs, node)
    func isInTime(from: Int, to: Int) -> Bool {
      var at = from
      while let departs = departure(kind, before, at, free) {
        (free, before) = (departs, at)
        if at == to { return true }
        at = Int(routes.next[at])
      }
      return false
    }
    guard isInTime(from: Int(routes.next[last]), to: target), isInTime(from: first, to: last) else { return false }
    let leg = routes.legs[target]
    return free + Int(kind.pointee.seconds(routes.place[last], leg.place)) <= leg.latest
  }

  /// When a vehicle is free that goes on to a job from a node where it was free; nil where it is too late there.
  @inline(__always)
  private func departure(_ kind: UnsafePointer<Kind>, _ from: Int, _ job: Int, _ free: Int) -> Int? {
    let arrival = free + Int(kind.pointee.seconds(routes.place[from], routes.place[job]))
    if arrival > tables.windows.lastClose[job] { return nil }
    return max(arrival, tables.windows.firstOpen[job]) + kind.pointee.service[job]
  }
}

extension Routes {
  /// The jobs between two nodes of a route and those between two of another change places. What is known of the routes is
  /// stale until `refresh`.
  func exchange(after node: Int, before end: Int, otherAfter: Int, otherBefore: Int) {
    let (first, last) = (Int(next[node]), Int(previous[end]))
    let (otherFirst, otherLast) = (Int(next[otherAfter]), Int(previous[otherBefore]))
    hang(otherFirst == otherBefore ? nil : (otherFirst, otherLast), between: node, end)
    hang(first == end ? nil : (first, last), between: otherAfter, otherBefore)
  }

  /// What comes after two nodes of different routes changes places.
  func exchangeTails(_ a: Int, _ b: Int) {
    exchange(after: a, before: end(Int(routeOf[a])), otherAfter: b, otherBefore: end(Int(routeOf[b])))
  }

  /// The jobs between two nodes go behind another node further along the route.
  func shift(after node: Int, before end: Int, toAfter target: Int) {
    let (first, last) = (Int(next[node]), Int(previous[end]))
    hang(nil, between: node, end)
    hang((first, last), between: target, Int(next[target]))
  }

  private func hang(_ segment: (first: Int, last: Int)?, between before: Int, _ after: Int) {
    guard let segment else {
      next[before] = Int32(after)
      previous[after] = Int32(before)
      return
    }
    next[before] = Int32(segment.first)
    previous[segment.first] = Int32(before)
    next[segment.last] = Int32(after)
    previous[after] = Int32(segment.last)
    var job = segment.first
    while job != after {
      routeOf[job] = routeOf[before]
      job = Int(next[job])
    }
  }
}
