/// The plan that a search changes: its routes, the jobs left out, what it costs, and the way back to where a round began.
final class WorkingPlan {
  let tables: Tables
  let routes: Routes

  /// The jobs that the plan is about: all of them, or those of a part.
  let members: Flat<Int32>
  private(set) var memberCount: Int

  /// The jobs that are left out, in no order of meaning.
  private(set) var left: Flat<Int32>
  private(set) var leftCount = 0

  /// The routes that have jobs.
  let used: Flat<Int32>
  private(set) var usedCount = 0
  private let usedAt: Flat<Int32>
  /// By kind: its vehicles without jobs, as a stack in `spare`, from `spareFrom[kind]` on.
  private let spare: Flat<Int32>
  private let spareFrom: Flat<Int32>
  private let spareCount: Flat<Int32>

  /// The kinds that have such a vehicle.
  let spareKinds: Flat<Int32>
  private(set) var spareKindCount = 0
  private let spareKindAt: Flat<Int32>

  private(set) var score = Score()
  private let settledCost: Flat<Int>
  private let settledLateness: Flat<Int>
  /// The most seconds that any job is late, as far as it costs.
  private var worst = 0
  private let settledTravel: Flat<Int>

  // What the round under way has changed.
  let touched: Flat<Int32>
  private(set) var touchedCount = 0
  private let isTouched: Flat<Bool>
  private let keptVersion: Flat<Int32>
  private let keptCount: Flat<Int32>
  private let keptJobs: Flat<Int32>
  /// By job, where there are groups: a change of one route moves its partners' times on others.
  private let keptTimes: Flat<GroupTimes>
  private let memory: RouteMemory
  private var keptJobCount = 0
  private let keptLeft: Flat<Int32>
  private var keptLeftCount = 0

  init(_ tables: Tables) {
    self.tables = tables
    routes = Routes(tables)
    members = Flat((0..<tables.jobs).map { Int32($0) })
    memberCount = tables.jobs
    left = Flat((0..<tables.jobs).map { Int32($0) })
    leftCount = tables.jobs
    used = Flat(tables.routes, filledWith: -1)
    usedAt = Flat(tables.routes, filledWith: -1)
    settledCost = Flat(tables.routes, filledWith: 0)
    settledLateness = Flat(tables.routes, filledWith: 0)
    settledTravel = Flat(tables.routes, filledWith: 0)
    touched = Flat(tables.routes, filledWith: -1)
    isTouched = Flat(tables.routes, filledWith: false)
    keptVersion = Flat(tables.routes, filledWith: 0)
    keptCount = Flat(tables.routes, filledWith: 0)
    keptJobs = Flat(tables.jobs, filledWith: 0)
    keptTimes = Flat(tables.course.relations.areNeeded ? tables.jobs : 0, filledWith: GroupTimes())
    keptLeft = Flat(tables.jobs, filledWith: 0)
    memory = RouteMemory(routes)

    let kinds = tables.kinds.count
    var byKind = [[Int32]](repeating: [], count: kinds)
    for route in (0..<tables.routes).reversed() { byKind[Int(tables.kindOf[route])].append(Int32(route)) }
    spare = Flat(byKind.flatMap(\.self))
    spareCount = Flat(byKind.map { Int32($0.count) })
    var from: [Int32] = []
    var vehicles: Int32 = 0
    for list in byKind {
      from.append(vehicles)
      vehicles += Int32(list.count)
    }
    spareFrom = Flat(from)
    spareKinds = Flat((0..<kinds).map { Int32($0) })
    spareKindAt = Flat((0..<kinds).map { Int32($0) })
    spareKindCount = kinds
    score.jobsLeft = tables.jobs
    for job in 0..<tables.jobs { score.priorityLeft += tables.priority[job] }
  }

  /// Makes this a plan of a part of the problem: some vehicles, some of them with jobs, and some jobs that are out. The
  /// other jobs and vehicles are as if they did not exist.
  func load(_ part: PlanPart) {
    for index in 0..<usedCount {
      let route = Int(used[index])
      for job in routes.jobs(of: route) { routes.unlink(job) }
      routes.refresh(route)
      (settledCost[route], settledTravel[route], usedAt[route]) = (0, 0, -1)
    }
    usedCount = 0
    spareKindCount = 0
    for kind in 0..<tables.kinds.count { spareCount[kind] = 0 }
    for vehicle in part.vehicles.reversed() {
      let kind = Int(tables.kindOf[vehicle])
      spare[Int(spareFrom[kind] + spareCount[kind])] = Int32(vehicle)
      spareCount[kind] += 1
      if spareCount[kind] > 1 { continue }
      spareKinds[spareKindCount] = Int32(kind)
      spareKindAt[kind] = Int32(spareKindCount)
      spareKindCount += 1
    }
    score = Score()
    leftCount = part.left.count
    for (index, job) in part.left.enumerated() {
      left[index] = Int32(job)
      score.jobsLeft += 1
      score.priorityLeft += tables.priority[job]
    }
    memberCount = 0
    for job in part.left { add(member: job) }
    for (route, order) in part.orders {
      for job in order { add(member: job) }
      routes.append(order, to: route)
      settle(route)
    }
    begin()
  }

  private func add(member job: Int) {
    members[memberCount] = Int32(job)
    memberCount += 1
  }

  /// A vehicle without jobs, of a kind that has one.
  @inline(__always)
  func spareVehicle(_ kind: Int) -> Int {
    Int(spare[Int(spareFrom[kind] + spareCount[kind]) - 1])
  }

  /// The same, while some of them are used by a trial that the plan does not know of; nil where all are.
  func vehicle(spareOf kind: Int) -> Int? {
    var at = Int(spareFrom[kind] + spareCount[kind]) - 1
    while at >= Int(spareFrom[kind]) {
      if routes.count[Int(spare[at])] == 0 { return Int(spare[at]) }
      at -= 1
    }
    return nil
  }

  @inline(__always) func isUsed(_ route: Int) -> Bool { usedAt[route] >= 0 }

  /// Begins a round: from here on `rollBack` returns to this plan.
  func begin() {
    for index in 0..<touchedCount { isTouched[Int(touched[index])] = false }
    touchedCount = 0
    keptJobCount = 0
    memory.forget()
    keptLeftCount = leftCount
    for index in 0..<leftCount { keptLeft[index] = left[index] }
    for job in 0..<keptTimes.count { keptTimes[job] = routes.times(of: job) }
  }

  /// Remembers a route as it is, before its first change in a round.
  @inline(__always)
  func touch(_ route: Int) {
    if isTouched[route] { return }
    isTouched[route] = true
    touched[touchedCount] = Int32(route)
    touchedCount += 1
    if tables.isSimple { return memory.keep(route) }
    keptVersion[route] = routes.version[route]
    keptCount[route] = routes.count[route]
    var node = routes.next[routes.start(route)]
    while node < tables.jobs {
      keptJobs[keptJobCount] = node
      keptJobCount += 1
      node = routes.next[Int(node)]
    }
  }

  /// Whether a ruin may take a job out, and all of its group with it.
  @inline(__always)
  func mayRemove(_ job: Int) -> Bool { !tables.needsCourse || !tables.course.positions.hasFrozen || !isFrozen(job) }

  /// Whether a job, or one of its group, is frozen.
  func isFrozen(_ job: Int) -> Bool {
    let (positions, relations) = (tables.course.positions, tables.course.relations)
    guard relations.areNeeded, relations.groupOf[job] >= 0 else { return positions.isFrozen[job] }
    return relations.members(of: Int(relations.groupOf[job])).contains {
      positions.isFrozen[Int(relations.members[$0])]
    }
  }

  /// How many frozen jobs are out: only those that no start of the search could keep.
  func frozenLeft() -> Int {
    guard tables.needsCourse, tables.course.positions.hasFrozen else { return 0 }
    return (0..<leftCount).count { tables.course.positions.isFrozen[Int(left[$0])] }
  }

  /// Takes a job out, and all of its group; the caller settles the job's route when it has taken all it wants.
  func remove(_ job: Int) {
    let relations = tables.course.relations
    if relations.areNeeded && relations.groupOf[job] >= 0 { return removeGroup(of: job) }
    takeOut(job)
  }

  private func removeGroup(of job: Int) {
    let relations = tables.course.relations
    let route = routes.routeOf[job]
    let members = relations.members(of: Int(relations.groupOf[job]))
    for index in members where Int(relations.members[index]) != job {
      let member = Int(relations.members[index])
      let at = routes.routeOf[member]
      if at < 0 { continue }
      takeOut(member)
      if at != route { settleAfterRemoval(Int(at)) }
    }
    if routes.routeOf[job] >= 0 { takeOut(job) }
  }

  private func takeOut(_ job: Int) {
    touch(Int(routes.routeOf[job]))
    routes.unlink(job)
    if tables.course.relations.areNeeded { routes.notBefore[job] = 0 }
    left[leftCount] = Int32(job)
    leftCount += 1
    score.jobsLeft += 1
    score.priorityLeft += tables.priority[job]
  }

  /// Puts a job that is out, at index `index` of `left`, into a route, right after a node.
  /// False where the route now breaks a constraint.
  @discardableResult
  func insert(leftAt index: Int, after node: Int) -> Bool {
    let job = Int(left[index])
    let route = Int(routes.routeOf[node])
    touch(route)
    leftCount -= 1
    left[index] = left[leftCount]
    routes.link(job, after: node)
    score.jobsLeft -= 1
    score.priorityLeft -= tables.priority[job]
    guard tables.isSimple else { return settle(route) }
    let isFeasible = routes.refreshSimple(route, inserted: job)
    account(route)
    return isFeasible
  }

  /// Brings all figures up to date after a change of a route. False where it now breaks a constraint.
  @discardableResult
  func settle(_ route: Int) -> Bool {
    let isFeasible = tables.isSimple ? routes.refreshSimple(route) : routes.refresh(route)
    account(route)
    return isFeasible
  }

  /// Takes a route's new figures into the score.
  private func account(_ route: Int) {
    score.cost += routes.cost[route] - settledCost[route]
    score.travel += routes.travel[route] - settledTravel[route]
    if tables.needsCourse { settleLateness(route) }
    settledCost[route] = routes.cost[route]
    settledTravel[route] = routes.travel[route]
    let isUsed = routes.count[route] > 0
    if isUsed != (usedAt[route] >= 0) { isUsed ? use(route) : free(route) }
  }

  private func settleLateness(_ route: Int) {
    let change = routes.lateness[route] - settledLateness[route]
    settledLateness[route] = routes.lateness[route]
    if tables.course.isLayered { score.lateness += change } else { score.cost += change }
  }

  /// What the plan costs but for lateness, which a first plan can have more of than any later one.
  func costWithoutLateness() -> Int {
    guard tables.needsCourse && !tables.course.isLayered else { return score.cost }
    var cost = score.cost - tables.course.worstRate * worst
    for index in 0..<usedCount { cost -= settledLateness[Int(used[index])] }
    return cost
  }

  /// Follows the routes again whose partners have moved, until nothing moves. False where one is not feasible any more, or
  /// they go on moving each other.
  @discardableResult
  func settleMoved() -> Bool {
    guard tables.course.relations.areNeeded else { return true }
    for _ in 0..<4 {
      var isSettled = true
      for index in 0..<usedCount where isUnsettled(Int(used[index])) {
        let route = Int(used[index])
        isSettled = false
        touch(route)
        if !settle(route) { return false }
      }
      if isSettled { return true }
    }
    return false
  }

  /// Whether a route is to be followed again, or has been, when it was asked for a place, without regard to the score.
  private func isUnsettled(_ route: Int) -> Bool {
    routes.isStale[route] || routes.cost[route] != settledCost[route]
      || routes.lateness[route] != settledLateness[route]
  }

  /// Ends a round's changes: what only the whole plan tells.
  func conclude() {
    guard tables.course.worstRate > 0 else { return }
    var most = 0
    for index in 0..<usedCount { most = max(most, routes.worst[Int(used[index])]) }
    let change = tables.course.worstRate * (most - worst)
    worst = most
    if tables.course.isLayered { score.lateness += change } else { score.cost += change }
    routes.worstElsewhere = most
  }

  /// After jobs were taken out: travel that is not the shortest, or a setup that is now due, can leave the rest without
  /// feasible times. Then jobs go from the end until what is left is feasible again.
  func settleAfterRemoval(_ route: Int) {
    while !settle(route) { remove(Int(routes.previous[routes.end(route)])) }
  }

  private func use(_ route: Int) {
    let kind = Int(tables.kindOf[route])
    let last = Int(spareFrom[kind] + spareCount[kind]) - 1
    var at = last
    while Int(spare[at]) != route { at -= 1 }
    spare[at] = spare[last]
    spare[last] = Int32(route)
    spareCount[kind] -= 1
    if spareCount[kind] == 0 {
      spareKindCount -= 1
      let moved = spareKinds[spareKindCount]
      spareKinds[Int(spareKindAt[kind])] = moved
      spareKindAt[Int(moved)] = spareKindAt[kind]
    }
    usedAt[route] = Int32(usedCount)
    used[usedCount] = Int32(route)
    usedCount += 1
    score.vehicles += 1
  }

  private func free(_ route: Int) {
    let kind = Int(tables.kindOf[route])
    spare[Int(spareFrom[kind] + spareCount[kind])] = Int32(route)
    spareCount[kind] += 1
    if spareCount[kind] == 1 {
      spareKinds[spareKindCount] = Int32(kind)
      spareKindAt[kind] = Int32(spareKindCount)
      spareKindCount += 1
    }
    let at = Int(usedAt[route])
    usedCount -= 1
    used[at] = used[usedCount]
    usedAt[Int(used[at])] = Int32(at)
    usedAt[route] = -1
    score.vehicles -= 1
  }

  /// Jobs of groups start again when they did at the last `begin`, also on routes that no job went to or came from.
  private func restoreTimes() {
    for job in 0..<keptTimes.count {
      let (kept, now) = (keptTimes[job], routes.times(of: job))
      if kept == now { continue }
      routes.restore(kept, of: job)
      if routes.routeOf[job] >= 0 { routes.isStale[Int(routes.routeOf[job])] = true }
    }
  }

  /// Returns to the plan at the last `begin`.
  func rollBack(to kept: Score) {
    for index in 0..<touchedCount {
      let route = Int(touched[index])
      var node = Int(routes.next[routes.start(route)])
      while node < tables.jobs {
        routes.routeOf[node] = -1
        if tables.course.relations.areNeeded { routes.notBefore[node] = 0 }
        if tables.isSimple {
          routes.legs[node].departs = never
          routes.previous[node] = Int32(routes.nodes)
        }
        node = Int(routes.next[node])
      }
      routes.next[routes.start(route)] = Int32(routes.end(route))
      routes.previous[routes.end(route)] = Int32(routes.start(route))
    }
    var at = 0
    if tables.isSimple {
      for index in 0..<touchedCount {
        memory.restore(Int(touched[index]), at: &at)
        account(Int(touched[index]))
      }
      leftCount = keptLeftCount
      for index in 0..<leftCount { left[index] = keptLeft[index] }
      score = kept
      return
    }
    for index in 0..<touchedCount {
      let route = Int(touched[index])
      for _ in 0..<keptCount[route] {
        routes.link(Int(keptJobs[at]), after: Int(routes.previous[routes.end(route)]))
        at += 1
      }
    }
    restoreTimes()
    for index in 0..<touchedCount {
      let route = Int(touched[index])
      settle(route)
      routes.version[route] = keptVersion[route]
    }
    leftCount = keptLeftCount
    for index in 0..<leftCount { left[index] = keptLeft[index] }
    settleMoved()
    conclude()
    let now = score
    score = kept
    // With groups a job may start sooner than it did, now that its partner's times are looked at again.
    if tables.course.relations.areNeeded {
      (score.cost, score.lateness, score.travel) = (now.cost, now.lateness, now.travel)
    }
  }
}
