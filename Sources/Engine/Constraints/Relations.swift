import PunctualModel

/// Jobs that belong together: halves of shipments, visits at once, chains. What relations connect is a group, served whole
/// or not at all.
final class Relations: Sendable {
  /// One relation as one of its two jobs sees it.
  struct Link: BitwiseCopyable, Sendable {
    var other: Int32
    /// Its index, the same for both jobs.
    var relation: Int32
    /// Whether this job is the one that comes first.
    var isFirst: Bool
    var fromFinish: Bool
    var least: Int
    /// `never` without a limit.
    var most: Int
    var needsSame: Bool
    var needsDifferent: Bool
    var isShipment: Bool
  }

  let areNeeded: Bool
  /// By job: its group, -1 for a job on its own.
  let groupOf: Flat<Int32>
  let linkFrom: Flat<Int32>
  let links: Flat<Link>
  private let memberFrom: Flat<Int32>
  /// By group: its jobs; what must come first comes first.
  let members: Flat<Int32>
  /// By job: whether it is half of a shipment.
  let isHalf: Flat<Bool>
  /// By job: the pickup of a delivery, and the other way round; -1 for all others.
  let pickupOf: Flat<Int32>
  let deliveryOf: Flat<Int32>

  init(_ problem: RoutingProblem) {
    let jobs = problem.jobs.count
    areNeeded = !problem.relations.isEmpty || !problem.shipments.isEmpty
    var of = [[Link]](repeating: [], count: jobs)
    func add(_ first: Int, _ second: Int, _ link: Link) {
      var link = link
      (link.other, link.isFirst) = (Int32(second), true)
      of[first].append(link)
      (link.other, link.isFirst) = (Int32(first), false)
      of[second].append(link)
    }
    for (index, relation) in problem.relations.enumerated() {
      add(
        relation.first, relation.second,
        Link(
          other: 0, relation: Int32(index), isFirst: true, fromFinish: relation.from == .finish, least: relation.least,
          most: relation.most ?? never, needsSame: relation.technician == .same,
          needsDifferent: relation.technician == .different, isShipment: false))
    }
    var half = [Bool](repeating: false, count: jobs)
    var pickups = [Int32](repeating: -1, count: jobs)
    var deliveries = pickups
    for (index, shipment) in problem.shipments.enumerated() {
      (half[shipment.pickup], half[shipment.delivery]) = (true, true)
      pickups[shipment.delivery] = Int32(shipment.pickup)
      deliveries[shipment.pickup] = Int32(shipment.delivery)
      add(
        shipment.pickup, shipment.delivery,
        Link(
          other: 0, relation: Int32(problem.relations.count + index), isFirst: true, fromFinish: true, least: 0,
          most: never, needsSame: true, needsDifferent: false, isShipment: true))
    }
    isHalf = Flat(half)
    pickupOf = Flat(pickups)
    deliveryOf = Flat(deliveries)
    linkFrom = Flat(Relations.offsets(of.map(\.count)))
    links = Flat(of.flatMap(\.self))
    let groups = Relations.groups(of)
    var groupOf = [Int32](repeating: -1, count: jobs)
    for (number, group) in groups.enumerated() {
      for job in group { groupOf[job] = Int32(number) }
    }
    self.groupOf = Flat(groupOf)
    memberFrom = Flat(Relations.offsets(groups.map(\.count)))
    members = Flat(groups.flatMap { $0.map(Int32.init) })
  }

  @inline(__always) func links(of job: Int) -> Range<Int> { Int(linkFrom[job])..<Int(linkFrom[job + 1]) }
  @inline(__always) func members(of group: Int) -> Range<Int> { Int(memberFrom[group])..<Int(memberFrom[group + 1]) }

  /// Whether a job may go onto a route, as far as its group's placed jobs decide who serves it.
  func allow(_ job: Int, on route: Int, _ routes: Routes) -> Bool {
    for index in links(of: job) {
      let at = routes.routeOf[Int(links[index].other)]
      if at < 0 { continue }
      if links[index].needsSame && at != route || links[index].needsDifferent && at == route { return false }
    }
    return true
  }

  /// Whether a route's jobs keep to who serves them and, on the same route, to their order.
  func allow(_ routes: Routes, _ route: Int) -> Bool {
    if !areNeeded { return true }
    var node = Int(routes.next[routes.start(route)])
    while node < groupOf.count {
      if groupOf[node] >= 0 {
        if !allow(node, on: route, routes) { return false }
        for index in links(of: node) {
          let other = Int(links[index].other)
          if Int(routes.routeOf[other]) == route, (routes.rank[node] < routes.rank[other]) != links[index].isFirst {
            return false
          }
        }
      }
      node = Int(routes.next[node])
    }
    return true
  }

  private static func offsets(_ counts: [Int]) -> [Int32] {
    counts.reduce(into: [0]) { $0.append($0[$0.count - 1] + Int32($1)) }
  }

  /// The connected jobs, each group in an order that has every relation's first job before its second.
  private static func groups(_ links: [[Link]]) -> [[Int]] {
    var seen = [Bool](repeating: false, count: links.count)
    var result: [[Int]] = []
    for job in links.indices where !links[job].isEmpty && !seen[job] {
      var group = [job]
      seen[job] = true
      var at = 0
      while at < group.count {
        for link in links[group[at]] where !seen[Int(link.other)] {
          seen[Int(link.other)] = true
          group.append(Int(link.other))
        }
        at += 1
      }
      var order: [Int] = []
      var open = group.sorted()
      while !open.isEmpty {
        let ready = open.firstIndex { job in links[job].allSatisfy { $0.isFirst || order.contains(Int($0.other)) } }
        order.append(open.remove(at: ready ?? 0))
      }
      result.append(order)
    }
    return result
  }

  /// Windows narrowed to what the relations leave of them: a start that no partner's window can go with is none.
  static func narrowed(_ windows: [[RoutingWindow]], _ problem: RoutingProblem) -> [[RoutingWindow]] {
    var windows = windows
    // Each pass hands bounds on by one relation; groups are small.
    for _ in 0..<(problem.relations.isEmpty ? 0 : 4) {
      for relation in problem.relations where relation.from == .start {
        let (first, second) = (windows[relation.first], windows[relation.second])
        let soonest = (first.first?.start ?? 0) + relation.least
        let latest = relation.most.map { (first.last?.end ?? horizon) + $0 } ?? horizon
        windows[relation.second] = cut(second, soonest, latest)
        let before = (second.last?.end ?? horizon) - relation.least
        let after = relation.most.map { (second.first?.start ?? 0) - $0 } ?? 0
        windows[relation.first] = cut(first, after, before)
      }
    }
    return windows
  }

  private static func cut(_ windows: [RoutingWindow], _ soonest: Int, _ latest: Int) -> [RoutingWindow] {
    let all = windows.isEmpty ? [RoutingWindow(0, horizon)] : windows
    let left = all.filter { $0.end >= soonest && $0.start <= latest }
      .map { RoutingWindow(max($0.start, soonest), min($0.end, latest)) }
    // A contradiction is left as it is: whoever tries will find it.
    return left.isEmpty ? windows : left
  }
}

extension Routes {
  /// When a job may start, as far as the group's jobs on other routes decide; `work` is its setup and service.
  @inline(__always)
  func bounds(_ job: Int, on route: Int, work: Int) -> (least: Int, most: Int) {
    var (least, most) = (notBefore[job], never)
    for index in view.links(of: job) {
      let link = view.links[index]
      let other = Int(link.other)
      let at = Int(routeOf[other])
      if at < 0 || at == route || link.isShipment { continue }
      if link.isFirst {
        let anchor = startAt[other] - (link.fromFinish ? work : 0)
        least = max(least, link.most >= never ? 0 : anchor - link.most)
        most = min(most, anchor - link.least)
      } else {
        let anchor = link.fromFinish ? finishAt[other] : startAt[other]
        least = max(least, anchor + link.least)
        most = min(most, link.most >= never || partnersWait ? never : anchor + link.most)
      }
    }
    return (least, isSynchronising ? never : most)
  }
}
