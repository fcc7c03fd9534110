/// Places for the jobs of a group, all at once: the first job's cheapest routes are tried one by one, and for each the
/// others follow in order to their cheapest places that the relations leave. Where a partner cannot come soon enough the
/// first waits for it.
final class GroupPlaces {
  struct Step: BitwiseCopyable {
    var job: Int32 = -1
    /// The node it comes after.
    var after: Int32 = -1
    var notBefore = 0
  }

  /// For how many places of the first job the others are looked for.
  static let tried = 8
  /// How often a place is overlooked.
  static let blinkShare = 0.02

  private struct Start: BitwiseCopyable {
    var cost = never
    var route: Int32 = -1
    var after: Int32 = -1
  }

  private let plan: WorkingPlan
  private let tables: Tables
  private let routes: Routes
  private let starts: Flat<Start>
  private var startCount = 0
  private let steps: Flat<Step>
  /// What `find` found, in the order to insert it.
  let best: Flat<Step>
  private var placed = 0
  /// The routes that a trial changed, with their versions and values before.
  private let changed: Flat<Int32>
  private let changedVersion: Flat<Int32>
  private let changedValue: Flat<Int>
  private let hasBystanders: Flat<Bool>
  /// Jobs of other groups on those routes, with their times before.
  private let bystanders: Flat<Int32>
  private let bystanderTimes: Flat<GroupTimes>
  private var bystanderCount = 0
  private var changedCount = 0

  init(_ plan: WorkingPlan) {
    self.plan = plan
    tables = plan.tables
    routes = plan.routes
    starts = Flat(GroupPlaces.tried, filledWith: Start())
    let relations = plan.tables.course.relations
    let largest = relations.areNeeded ? plan.tables.jobs : 0
    steps = Flat(largest, filledWith: Step())
    best = Flat(largest, filledWith: Step())
    changed = Flat(largest, filledWith: -1)
    changedVersion = Flat(largest, filledWith: -1)
    changedValue = Flat(largest, filledWith: 0)
    hasBystanders = Flat(largest, filledWith: false)
    bystanders = Flat(largest, filledWith: -1)
    bystanderTimes = Flat(largest, filledWith: GroupTimes())
  }

  /// The cheapest places found for a group's jobs, all of them out; false where there are none.
  func find(_ members: Range<Int>, _ random: inout Xoshiro) -> Bool {
    collectStarts(job(members, 0), &random)
    var least = never
    for index in 0..<startCount where starts[index].cost < least {
      let start = starts[index]
      if staysOnRoute(members) {
        // Any place of the first may be the right one for the others on the same route.
        var node = routes.start(Int(start.route))
        while node != routes.end(Int(start.route)) {
          attempt(members, after: node, &least, &random)
          node = Int(routes.next[node])
        }
      } else {
        attempt(members, after: Int(start.after), &least, &random)
      }
    }
    return least < never
  }

  private func job(_ members: Range<Int>, _ index: Int) -> Int {
    Int(tables.course.relations.members[members.lowerBound + index])
  }

  /// Whether all of a group's jobs must be on one route.
  private func staysOnRoute(_ members: Range<Int>) -> Bool {
    let relations = tables.course.relations
    for index in members {
      for link in relations.links(of: Int(relations.members[index])) where relations.links[link].needsSame {
        return true
      }
    }
    return false
  }

  /// The routes where the first job costs least, cheapest first.
  private func collectStarts(_ job: Int, _ random: inout Xoshiro) {
    startCount = 0
    for index in 0..<plan.usedCount { consider(job, Int(plan.used[index]), &random) }
    for index in 0..<plan.spareKindCount { consider(job, plan.spareVehicle(Int(plan.spareKinds[index])), &random) }
  }

  private func consider(_ job: Int, _ route: Int, _ random: inout Xoshiro) {
    if !tables.suits(route: route, job: job) || random.unit() < GroupPlaces.blinkShare { return }
    let isFull = startCount == GroupPlaces.tried
    let place = routes.cheapestPlace(job, route, below: isFull ? starts[startCount - 1].cost : never)
    if place.after < 0 { return }
    var at = isFull ? startCount - 1 : startCount
    while at > 0 && starts[at - 1].cost > place.cost {
      starts[at] = starts[at - 1]
      at -= 1
    }
    starts[at] = Start(cost: place.cost, route: Int32(route), after: place.after)
    if !isFull { startCount += 1 }
  }

  /// Tries the first job right after a node and the others where they then cost least; keeps what is cheaper than `least`.
  private func attempt(_ members: Range<Int>, after node: Int, _ least: inout Int, _ random: inout Xoshiro) {
    var isWhole = tryPlaces(members, after: node, overlooking: 0, &random)
    if !isWhole && members.count > 2 {
      // The cheapest place of one can leave none for the next: overlooking half of the routes may find another way.
      takeBack()
      isWhole = tryPlaces(members, after: node, overlooking: 0.5, &random)
    }
    if isWhole {
      let value = added()
      if value < least {
        least = value
        for index in 0..<placed {
          best[index] = steps[index]
          best[index].notBefore = routes.notBefore[Int(steps[index].job)]
        }
      }
    }
    takeBack()
  }

  /// Puts all of a group in for the trial, the first job right after a node. False where one of them finds no place.
  private func tryPlaces(
    _ members: Range<Int>, after node: Int, overlooking share: Double, _ random: inout Xoshiro
  ) -> Bool {
    (placed, changedCount, bystanderCount) = (0, 0, 0)
    guard place(job(members, 0), after: node) else { return false }
    for index in 1..<members.count where !placeNext(job(members, index), share, &random) { return false }
    return true
  }

  /// Puts a job in for the trial. False where its route is not feasible then.
  private func place(_ job: Int, after node: Int) -> Bool {
    let route = Int(routes.routeOf[node])
    remember(route)
    routes.link(job, after: node)
    steps[placed] = Step(job: Int32(job), after: Int32(node))
    placed += 1
    return routes.refresh(route)
  }

  private func placeNext(_ job: Int, _ overlooked: Double, _ random: inout Xoshiro) -> Bool {
    let found = cheapest(job, overlooked, &random)
    if found.after >= 0 { return place(job, after: Int(found.after)) }
    return placeWaitedFor(job, overlooked, &random)
  }

  /// Puts a job where it fits without regard to how long its partners can wait, then has them wait for it.
  private func placeWaitedFor(_ job: Int, _ overlooked: Double, _ random: inout Xoshiro) -> Bool {
    let relations = tables.course.relations
    routes.partnersWait = true
    let found = cheapest(job, overlooked, &random)
    let fits = found.after >= 0 && place(job, after: Int(found.after))
    routes.partnersWait = false
    guard fits else { return false }
    routes.delayPartners(of: job)
    for index in relations.links(of: job) {
      let partner = Int(relations.links[index].other)
      let route = Int(routes.routeOf[partner])
      if route >= 0 && route != Int(routes.routeOf[job]) && !routes.refresh(route) { return false }
    }
    return routes.refresh(Int(routes.routeOf[job]))
  }

  /// The cheapest place of a job in any route, empty ones and those under trial included.
  private func cheapest(_ job: Int, _ overlooked: Double, _ random: inout Xoshiro) -> Place {
    var best = Place()
    func look(_ route: Int) {
      if overlooked > 0 && random.unit() < overlooked { return }
      let place = routes.cheapestPlace(job, route, below: best.cost)
      if place.cost < best.cost { best = place }
    }
    for index in 0..<plan.usedCount { look(Int(plan.used[index])) }
    for index in 0..<changedCount where !plan.isUsed(Int(changed[index])) { look(Int(changed[index])) }
    for index in 0..<plan.spareKindCount {
      if let vehicle = plan.vehicle(spareOf: Int(plan.spareKinds[index])) { look(vehicle) }
    }
    return best
  }

  private func remember(_ route: Int) {
    for index in 0..<changedCount where Int(changed[index]) == route { return }
    changed[changedCount] = Int32(route)
    changedVersion[changedCount] = routes.version[route]
    changedValue[changedCount] = value(route)
    changedCount += 1
    let before = bystanderCount
    var node = Int(routes.next[routes.start(route)])
    while node < tables.jobs {
      if tables.course.relations.groupOf[node] >= 0 {
        bystanders[bystanderCount] = Int32(node)
        bystanderTimes[bystanderCount] = routes.times(of: node)
        bystanderCount += 1
      }
      node = Int(routes.next[node])
    }
    hasBystanders[changedCount - 1] = bystanderCount > before
    // Their times can move, now that their partners' are looked at again: then the route counts as changed.
    if bystanderCount > before { plan.touch(route) }
  }

  private func value(_ route: Int) -> Int {
    routes.count[route] == 0 ? 0 : routes.weighed(routes.cost[route], routes.lateness[route])
  }

  /// What the trial adds to the plan, all layers weighed.
  private func added() -> Int {
    var sum = 0
    var worst = routes.worstElsewhere
    for index in 0..<changedCount {
      sum += value(Int(changed[index])) - changedValue[index]
      worst = max(worst, routes.worst[Int(changed[index])])
    }
    return sum + routes.weighed(0, tables.course.worstRate * (worst - routes.worstElsewhere))
  }

  private func takeBack() {
    for index in (0..<placed).reversed() {
      routes.unlink(Int(steps[index].job))
      routes.notBefore[Int(steps[index].job)] = 0
    }
    for index in 0..<bystanderCount { routes.restore(bystanderTimes[index], of: Int(bystanders[index])) }
    for index in 0..<changedCount {
      let route = Int(changed[index])
      if hasBystanders[index] {
        plan.settle(route)
      } else {
        routes.refresh(route)
        routes.version[route] = changedVersion[index]
      }
    }
  }
}
