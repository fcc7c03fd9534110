/// Recreate by greedy insertion with blinks (the same source): the jobs that are out go, one after the other in one of
/// several orders, to their cheapest place; now and then a place is overlooked, which keeps the search from repeating itself.
final class Recreate {
  /// How often a place is overlooked.
  static let blinkShare = 0.01

  /// How often a job that was out before is tried even where it seems not to fit.
  static let thoroughEvery = 32

  private let plan: WorkingPlan
  private let tables: Tables
  private let cache: PlaceCache
  /// In simple problems.
  private let near: Near?
  private let groups: GroupPlaces
  /// The order under way: key and job, packed.
  private let queue: Flat<UInt64>
  /// By job, for the orders: what a job weighs, how far out it is, when and how long it can start.
  private let size: Flat<Int32>
  private let remoteness: Flat<Int32>
  private let opens: Flat<Int32>
  private let closes: Flat<Int32>
  private let width: Flat<Int32>
  private let hasPriorities: Bool
  private let isOld: Flat<Bool>
  private let leftAt: Flat<Int32>

  init(_ plan: WorkingPlan, _ neighbours: Neighbours? = nil) {
    self.plan = plan
    tables = plan.tables
    cache = PlaceCache(plan.routes)
    near = plan.tables.isSimple ? neighbours?.near : nil
    groups = GroupPlaces(plan)
    let jobs = plan.tables.jobs
    queue = Flat(jobs, filledWith: 0)
    isOld = Flat(jobs, filledWith: false)
    leftAt = Flat(jobs, filledWith: 0)
    let measures = Recreate.measures(plan.tables)
    size = Flat(measures.size)
    remoteness = Flat(measures.remoteness)
    opens = Flat(measures.opens)
    closes = Flat(measures.closes)
    width = Flat(measures.width)
    hasPriorities = Set((0..<jobs).map { plan.tables.priority[$0] }).count > 1
  }

  /// Inserts what can be inserted. Jobs that were out before the round are tried only where the round changed something:
  /// nothing else can have become possible.
  ///
  /// - Parameter isHopeless: whether the plan is too dear already, although all but so many jobs, with so many priority points,
  ///   may yet be served; the answer is then false, and the rest is left out.
  @discardableResult
  func apply(
    oldLeft: Int, _ random: inout Xoshiro, isHopeless: (_ jobsOut: Int, _ priorityOut: Int) -> Bool = { _, _ in false }
  ) -> Bool {
    guard plan.leftCount > 0 else { return true }
    let order = Order.random(hasPriorities: hasPriorities, &random)
    for index in 0..<plan.leftCount {
      let job = Int(plan.left[index])
      isOld[job] = index < oldLeft
      queue[index] = key(order, job, &random) << 31 | UInt64(job)
    }
    let count = plan.leftCount
    sort(queue.base, count)
    for index in 0..<plan.leftCount { leftAt[Int(plan.left[index])] = Int32(index) }
    var (jobsOut, priorityOut) = (0, 0)
    for index in 0..<count {
      let job = Int(queue[index] & 0x7FFF_FFFF)
      let left = plan.leftCount
      insert(job, isOld: isOld[job], &random)
      if plan.leftCount == left {
        jobsOut += 1
        priorityOut += tables.priority[job]
      }
      if index + 1 < count && isHopeless(jobsOut, priorityOut) { return false }
    }
    return true
  }

  /// The first plan: all jobs, the urgent and the narrow first, each to its cheapest place.
  func first(_ options: SolveOptions = SolveOptions()) {
    let count = plan.leftCount
    for index in 0..<count {
      let job = Int(plan.left[index])
      leftAt[job] = Int32(index)
      queue[index] = (UInt64(max(0, 100 - tables.priority[job])) << 25 | UInt64(width[job] >> 7)) << 31 | UInt64(job)
    }
    sort(queue.base, count)
    var random = Xoshiro(seed: 0)
    for index in 0..<count {
      // So many are placed in well under 50 ms: nobody who is in a hurry gets an empty plan.
      if index >= 2000 && options.shouldStop() || options.isCancelled() { return }
      insert(Int(queue[index] & 0x7FFF_FFFF), isOld: false, &random)
    }
  }

  private func insert(_ job: Int, isOld: Bool, _ random: inout Xoshiro) {
    if tables.needsCourse {
      if tables.course.positions.isFrozen[job] { return }
      if tables.course.relations.areNeeded && tables.course.relations.groupOf[job] >= 0 {
        return insertGroup(of: job, &random)
      }
    }
    var best = Place()
    if isOld {
      // Nearly all of them still do not fit; what tells that at a glance is believed most of the time.
      let isThorough = random.below(Recreate.thoroughEvery) == 0
      for index in 0..<plan.touchedCount {
        let route = Int(plan.touched[index])
        let kind = tables.kind(of: route)
        if isThorough || kind.service[job] - kind.shortcut <= plan.routes.slack(of: route) {
          consider(job, route, &best, &random)
        }
      }
    } else {
      if let near {
        let used = UnsafeBufferPointer(start: plan.used.base, count: plan.usedCount)
        best = plan.routes.cheapestPlace(job, near: near, used: used, Recreate.blinkShare, &random)
      }
      if best.after < 0 {
        for index in 0..<plan.usedCount { consider(job, Int(plan.used[index]), &best, &random) }
      }
    }
    if best.after >= 0 { best.cost -= plan.routes.vehicleBias }
    for index in 0..<plan.spareKindCount where mayPay(job, Int(plan.spareKinds[index]), best.cost) {
      consider(job, plan.spareVehicle(Int(plan.spareKinds[index])), &best, &random)
    }
    guard best.after >= 0 else { return }
    put(job, after: Int(best.after))
  }

  /// Whether a vehicle without jobs can be cheaper than so much.
  @inline(__always)
  private func mayPay(_ job: Int, _ kind: Int, _ cost: Int) -> Bool {
    guard tables.isSimple else { return true }
    let (kind, place) = (tables.kinds.base + kind, tables.place[job])
    let seconds =
      Int(kind.pointee.seconds(kind.pointee.start, place)) + Int(kind.pointee.seconds(place, kind.pointee.end))
    return kind.pointee.perMoney * seconds + kind.pointee.fixed < cost
  }

  /// A group goes in whole, when the turn of its first job comes.
  private func insertGroup(of job: Int, _ random: inout Xoshiro) {
    let relations = tables.course.relations
    let members = relations.members(of: Int(relations.groupOf[job]))
    guard Int(relations.members[members.lowerBound]) == job else { return }
    if tables.course.positions.hasFrozen && plan.isFrozen(job) { return }
    guard groups.find(members, &random) else { return }
    for index in 0..<members.count {
      let step = groups.best[index]
      plan.routes.notBefore[Int(step.job)] = step.notBefore
      if !put(Int(step.job), after: Int(step.after)) { return }
    }
  }

  /// Puts a job that is out right after a node. Where partners on other routes have moved since the place was found, and it
  /// no longer fits, it stays out (with its group), and the answer is false.
  @discardableResult
  private func put(_ job: Int, after node: Int) -> Bool {
    let at = Int(leftAt[job])
    let moved = Int(plan.left[plan.leftCount - 1])
    let route = Int(plan.routes.routeOf[node])
    let fits = plan.insert(leftAt: at, after: node)
    leftAt[moved] = Int32(at)
    if fits || !tables.course.relations.areNeeded { return true }
    let from = plan.leftCount
    plan.remove(job)
    plan.settleAfterRemoval(route)
    for index in from..<plan.leftCount { leftAt[Int(plan.left[index])] = Int32(index) }
    return false
  }

  @inline(__always)
  private func consider(_ job: Int, _ route: Int, _ best: inout Place, _ random: inout Xoshiro) {
    if !tables.suits(route: route, job: job) { return }
    let place = cache.cheapestPlace(job, route)
    if place.cost < best.cost && random.unit() >= Recreate.blinkShare { best = place }
  }

  private enum Order {
    case random, bigFirst, farFirst, nearFirst, narrowFirst, earlyFirst, lateFirst, urgentFirst, urgentBigFirst

    static func random(hasPriorities: Bool, _ random: inout Xoshiro) -> Order {
      if hasPriorities {
        switch random.below(4) {
        case 0: return .urgentFirst
        case 1: return .urgentBigFirst
        default: break
        }
      }
      switch random.below(17) {
      case 0..<4: return .random
      case 4..<8: return .bigFirst
      case 8..<10: return .farFirst
      case 10..<11: return .nearFirst
      case 11..<13: return .narrowFirst
      case 13..<15: return .earlyFirst
      default: return .lateFirst
      }
    }
  }

  /// Less comes first; below 2³³.
  @inline(__always)
  private func key(_ order: Order, _ job: Int, _ random: inout Xoshiro) -> UInt64 {
    switch order {
    case .random: random.next() >> 32
    case .bigFirst: UInt64(Int32.max - size[job])
    case .farFirst: UInt64(Int32.max - remoteness[job])
    case .nearFirst: UInt64(remoteness[job])
    case .narrowFirst: UInt64(width[job])
    case .earlyFirst: UInt64(opens[job])
    case .lateFirst: UInt64(Int32.max - closes[job])
    case .urgentFirst: UInt64(max(0, 100 - tables.priority[job])) << 25 | random.next() >> 40
    case .urgentBigFirst: UInt64(max(0, 100 - tables.priority[job])) << 25 | UInt64(size[job] >> 7)
    }
  }

  private static func measures(
    _ tables: Tables
  ) -> (size: [Int32], remoteness: [Int32], opens: [Int32], closes: [Int32], width: [Int32]) {
    var result = (size: [Int32](), remoteness: [Int32](), opens: [Int32](), closes: [Int32](), width: [Int32]())
    func clipped(_ value: Int) -> Int32 { Int32(max(0, min(value, Int(Int32.max)))) }
    let kinds = tables.kinds.count
    let base = (0..<kinds).map { tables.kinds[$0].opens }.min() ?? 0
    for job in 0..<tables.jobs {
      var amount = 0
      for dimension in 0..<tables.dimensions {
        amount +=
          tables.delivery[job * tables.dimensions + dimension] + tables.pickup[job * tables.dimensions + dimension]
      }
      var near = Int32.max
      for kind in 0..<min(kinds, 64) {
        let kind = tables.kinds[kind]
        near = min(near, kind.seconds(kind.start, tables.place[job]), kind.seconds(tables.place[job], kind.end))
      }
      let service = kinds > 0 ? tables.kinds[0].service[job] : 0
      result.size.append(clipped(tables.dimensions > 0 ? amount : service))
      result.remoteness.append(near)
      result.opens.append(clipped(tables.windows.firstOpen[job] - base))
      result.closes.append(clipped(tables.windows.lastClose[job] - base))
      result.width.append(clipped(tables.windows.lastClose[job] - tables.windows.firstOpen[job]))
    }
    return result
  }
}

/// Sorts in place without allocating (Shell's method with Ciura's gaps): for short lists in the inner loop.
func sort(_ keys: UnsafeMutablePointer<UInt64>, _ count: Int) {
  func pass(_ gap: Int) {
    var index = gap
    while index < count {
      let key = keys[index]
      var at = index
      while at >= gap && keys[at - gap] > key {
        keys[at] = keys[at - gap]
        at -= gap
      }
      keys[at] = key
      index += 1
    }
  }
  var gap = 701
  while gap < count / 3 { gap = gap * 9 / 4 }
  while gap > 701 {
    pass(gap)
    gap = gap * 4 / 9
  }
  if count > 701 { pass(701) }
  if count > 301 { pass(301) }
  if count > 132 { pass(132) }
  if count > 57 { pass(57) }
  if count > 23 { pass(23) }
  if count > 10 { pass(10) }
  if count > 4 { pass(4) }
  pass(1)
}
