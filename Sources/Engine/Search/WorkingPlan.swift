/// The plan that a search changes: its routes, the jobs left out, what it costs, and the way back to where a round began.
final class WorkingPlan {
  let tables: Tables
  let routes: Routes

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
  private let settledTravel: Flat<Int>

  // What the round under way has changed.
  let touched: Flat<Int32>
  private(set) var touchedCount = 0
  private let isTouched: Flat<Bool>
  private let keptVersion: Flat<Int32>
  private let keptCount: Flat<Int32>
  private let keptJobs: Flat<Int32>
  private var keptJobCount = 0
  private let keptLeft: Flat<Int32>
  private var keptLeftCount = 0

  init(_ tables: Tables) {
    self.tables = tables
    routes = Routes(tables)
    left = Flat((0..<tables.jobs).map { Int32($0) })
    leftCount = tables.jobs
    used = Flat(tables.routes, filledWith: -1)
    usedAt = Flat(tables.routes, filledWith: -1)
    settledCost = Flat(tables.routes, filledWith: 0)
    settledTravel = Flat(tables.routes, filledWith: 0)
    touched = Flat(tables.routes, filledWith: -1)
    isTouched = Flat(tables.routes, filledWith: false)
    keptVersion = Flat(tables.routes, filledWith: 0)
    keptCount = Flat(tables.routes, filledWith: 0)
    keptJobs = Flat(tables.jobs, filledWith: 0)
    keptLeft = Flat(tables.jobs, filledWith: 0)

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

  /// A vehicle without jobs, of a kind that has one.
  @inline(__always)
  func spareVehicle(_ kind: Int) -> Int {
    Int(spare[Int(spareFrom[kind] + spareCount[kind]) - 1])
  }

  /// Begins a round: from here on `rollBack` returns to this plan.
  func begin() {
    for index in 0..<touchedCount { isTouched[Int(touched[index])] = false }
    touchedCount = 0
    keptJobCount = 0
    keptLeftCount = leftCount
    for index in 0..<leftCount { keptLeft[index] = left[index] }
  }

  /// Remembers a route as it is, before its first change in a round.
  @inline(__always)
  private func touch(_ route: Int) {
    if isTouched[route] { return }
    isTouched[route] = true
    touched[touchedCount] = Int32(route)
    touchedCount += 1
    keptVersion[route] = routes.version[route]
    keptCount[route] = routes.count[route]
    var node = routes.next[routes.start(route)]
    while node < tables.jobs {
      keptJobs[keptJobCount] = node
      keptJobCount += 1
      node = routes.next[Int(node)]
    }
  }

  /// Takes a job out; the caller settles the route when it has taken all it wants.
  func remove(_ job: Int) {
    touch(Int(routes.routeOf[job]))
    routes.unlink(job)
    left[leftCount] = Int32(job)
    leftCount += 1
    score.jobsLeft += 1
    score.priorityLeft += tables.priority[job]
  }

  /// Puts a job that is out, at index `index` of `left`, into a route, right after a node.
  func insert(leftAt index: Int, after node: Int) {
    let job = Int(left[index])
    let route = Int(routes.routeOf[node])
    touch(route)
    leftCount -= 1
    left[index] = left[leftCount]
    routes.link(job, after: node)
    score.jobsLeft -= 1
    score.priorityLeft -= tables.priority[job]
    settle(route)
  }

  /// Brings all figures up to date after a change of a route. False where it now breaks a constraint.
  @discardableResult
  func settle(_ route: Int) -> Bool {
    let isFeasible = routes.refresh(route)
    score.cost += routes.cost[route] - settledCost[route]
    score.travel += routes.travel[route] - settledTravel[route]
    settledCost[route] = routes.cost[route]
    settledTravel[route] = routes.travel[route]
    let isUsed = routes.count[route] > 0
    if isUsed != (usedAt[route] >= 0) { isUsed ? use(route) : free(route) }
    return isFeasible
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

  /// Returns to the plan at the last `begin`.
  func rollBack(to kept: Score) {
    for index in 0..<touchedCount {
      let route = Int(touched[index])
      var node = Int(routes.next[routes.start(route)])
      while node < tables.jobs {
        routes.routeOf[node] = -1
        node = Int(routes.next[node])
      }
      routes.next[routes.start(route)] = Int32(routes.end(route))
      routes.previous[routes.end(route)] = Int32(routes.start(route))
    }
    var at = 0
    for index in 0..<touchedCount {
      let route = Int(touched[index])
      for _ in 0..<keptCount[route] {
        routes.link(Int(keptJobs[at]), after: Int(routes.previous[routes.end(route)]))
        at += 1
      }
      settle(route)
      routes.version[route] = keptVersion[route]
    }
    leftCount = keptLeftCount
    for index in 0..<leftCount { left[index] = keptLeft[index] }
    score = kept
  }
}
