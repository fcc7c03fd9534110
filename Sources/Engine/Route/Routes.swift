/// All routes of a plan under search: each a chain of nodes with what is known about its part before and after each node,
/// so that an insertion is judged without walking the route.
///
/// One thread writes it. A route without jobs is not driven: it costs nothing and takes no break.
final class Routes {
  let tables: Tables
  let nodes: Int

  // By node.
  let next: Flat<Int32>
  let previous: Flat<Int32>
  /// The node's place; that of a route's ends is the vehicle's.
  let place: Flat<Int32>
  /// The job's route; -1 where it is left out.
  let routeOf: Flat<Int32>
  /// Number of jobs before it in its route.
  let rank: Flat<Int32>
  /// Seconds from the node before it.
  let legSeconds: Flat<Int32>

  /// The most time that the leg to the node could spare for a job, were there no detour. (A detour can be a short cut, by
  /// no more than `Kind.shortcut`.)
  let spare: Flat<Int>

  // By node and number of breaks taken.
  /// When the vehicle is free to leave the node; `never` where that cannot be reached.
  let departs: Flat<Int>
  /// The last arrival that leaves the rest of the route in time, coming from another place; `-never` where there is none.
  let latest: Flat<Int>
  /// The same, coming from the same place.
  let latestSame: Flat<Int>
  /// By node: the least of `departs`.
  let soonest: Flat<Int>

  /// In simple problems: the leg out of each node, and one of no route, for jobs that are out.
  let legs: Flat<OpenLeg>
  /// In simple problems, while a job's place is looked for: room for the legs it may go on, by their first nodes, each with the
  /// seconds to the job or from it, and what the job adds on each.
  let candidates: Flat<Near.Entry>
  let extras: Flat<Int>

  // By node and dimension (see Capacity).
  let loadAfter: Flat<Int>
  let heaviestBefore: Flat<Int>
  let heaviestAfter: Flat<Int>
  // By route and dimension.
  let totalDelivery: Flat<Int>

  // By route.
  let count: Flat<Int32>
  let travel: Flat<Int>
  let distance: Flat<Int>
  /// The most that any of its legs has to spare.
  let slack: Flat<Int>
  let cost: Flat<Int>
  /// The sum of what its jobs' technicians cost against wishes, in 1/`Cost.scale`.
  let wishes: Flat<Int>

  // Where courses are followed.
  let labels: CourseLabels
  let view: CourseView
  let slots: UnsafeMutablePointer<CourseLabel>
  let slotsPerNode: Int
  let labelsPerState: Int
  /// By route: what its lateness costs, in 1/`Cost.scale`, and the most seconds a job is late.
  let lateness: Flat<Int>
  let worst: Flat<Int>
  /// The most seconds that a job of another route is late, when places are compared.
  var worstElsewhere = 0
  /// By job, for jobs of groups: when service starts and ends, and a moment before which it is not to start.
  let startAt: Flat<Int>
  let finishAt: Flat<Int>
  let notBefore: Flat<Int>
  /// By route: whether a partner's time has changed since it was followed, so that its labels say too much.
  let isStale: Flat<Bool>
  /// While it is true, jobs are placed as if partners that come first could wait for them as long as it takes.
  var partnersWait = false
  /// While it is true, jobs start as soon as they can, without regard to cost, or to how late a partner may be.
  var isSynchronising = false

  /// What using a vehicle weighs beyond what it costs, while searching; in 1/`Cost.scale`.
  var vehicleBias = 0

  /// A number that no two contents of a route share, so that what was found out about a route can be kept.
  let version: Flat<Int32>
  private var versions: Int32 = 0

  init(_ tables: Tables) {
    self.tables = tables
    nodes = tables.jobs + 2 * tables.routes
    let states = nodes * tables.states
    next = Flat(nodes, filledWith: -1)
    previous = Flat(nodes, filledWith: Int32(nodes))
    place = Flat(nodes + 1, filledWith: 0)
    routeOf = Flat(nodes, filledWith: -1)
    rank = Flat(nodes, filledWith: 0)
    legSeconds = Flat(nodes, filledWith: 0)
    spare = Flat(nodes, filledWith: 0)
    departs = Flat(states, filledWith: never)
    latest = Flat(states, filledWith: -never)
    latestSame = Flat(states, filledWith: -never)
    soonest = Flat(nodes, filledWith: 0)
    legs = Flat(tables.isSimple ? nodes + 1 : 0, filledWith: OpenLeg())
    let candidates = tables.isSimple ? 2 * Near.most + 2 * Routes.endsTried + 1 : 0
    self.candidates = Flat(candidates, filledWith: Near.Entry(job: -1, seconds: 0))
    extras = Flat(candidates, filledWith: 0)
    let loads = nodes * tables.dimensions
    loadAfter = Flat(loads, filledWith: 0)
    heaviestBefore = Flat(tables.hasPickup ? loads : 0, filledWith: 0)
    heaviestAfter = Flat(tables.hasPickup ? loads : 0, filledWith: 0)
    totalDelivery = Flat(tables.routes * tables.dimensions, filledWith: 0)
    count = Flat(tables.routes, filledWith: 0)
    travel = Flat(tables.routes, filledWith: 0)
    distance = Flat(tables.routes, filledWith: 0)
    slack = Flat(tables.routes, filledWith: 0)
    cost = Flat(tables.routes, filledWith: 0)
    version = Flat(tables.routes, filledWith: 0)
    wishes = Flat(tables.routes, filledWith: 0)
    labels = CourseLabels(tables, nodes: nodes)
    view = tables.courseView
    (slots, slotsPerNode, labelsPerState) = (labels.ofNode.base, labels.slots, labels.most)
    lateness = Flat(tables.routes, filledWith: 0)
    worst = Flat(tables.routes, filledWith: 0)
    let partners = tables.course.relations.areNeeded ? tables.jobs : 0
    isStale = Flat(tables.routes, filledWith: false)
    startAt = Flat(partners, filledWith: 0)
    finishAt = Flat(partners, filledWith: 0)
    notBefore = Flat(partners, filledWith: 0)
    for job in 0..<tables.jobs { place[job] = tables.place[job] }
    for route in 0..<tables.routes {
      let kind = tables.kind(of: route)
      (place[start(route)], place[end(route)]) = (kind.start, kind.end)
      (routeOf[start(route)], routeOf[end(route)]) = (Int32(route), Int32(route))
      next[start(route)] = Int32(end(route))
      previous[end(route)] = Int32(start(route))
      _ = refresh(route)
    }
  }

  @inline(__always) func start(_ route: Int) -> Int { tables.jobs + 2 * route }
  @inline(__always) func end(_ route: Int) -> Int { tables.jobs + 2 * route + 1 }

  /// Puts a job right after a node. The route's knowledge is stale until `refresh`.
  func link(_ job: Int, after node: Int) {
    let following = next[node]
    next[job] = following
    previous[job] = Int32(node)
    next[node] = Int32(job)
    previous[Int(following)] = Int32(job)
    routeOf[job] = routeOf[node]
  }

  /// What was found out about the routes of a job's partners no longer holds: its times have changed.
  func forgetPlaces(besides route: Int, of job: Int) {
    for index in tables.course.relations.links(of: job) {
      let other = Int(routeOf[Int(tables.course.relations.links[index].other)])
      if other < 0 || other == route { continue }
      versions &+= 1
      version[other] = versions
      isStale[other] = true
    }
  }

  /// Takes a job out. The route's knowledge is stale until `refresh`.
  func unlink(_ job: Int) {
    let (before, after) = (previous[job], next[job])
    next[Int(before)] = after
    previous[Int(after)] = before
    routeOf[job] = -1
    // Wherever it goes next, its partners' routes are told.
    if tables.course.relations.areNeeded { startAt[job] = -1 }
    if tables.isSimple {
      legs[job].departs = never
      previous[job] = Int32(nodes)
    }
  }

  func jobs(of route: Int) -> [Int] {
    var jobs: [Int] = []
    var node = Int(next[start(route)])
    while node < tables.jobs {
      jobs.append(node)
      node = Int(next[node])
    }
    return jobs
  }

  /// A route's contents have changed.
  @inline(__always)
  func renew(_ route: Int) {
    versions &+= 1
    version[route] = versions
  }

  /// Finds out all there is to know about a route after a change. False where it breaks a constraint.
  @discardableResult
  func refresh(_ route: Int) -> Bool {
    renew(route)
    isStale[route] = false
    let kind = tables.kind(of: route)
    let hasRoad = refreshFigures(route, kind)
    let fits = refreshLoads(route, kind)
    refreshForward(route, kind, from: kind.opens)
    refreshBackward(route, kind, upTo: kind.closes)
    if tables.needsCourse {
      return refreshCourse(route, kind) && hasRoad && fits && Int(count[route]) <= kind.maxTasks
    }
    if tables.isSimple { return refreshSimple(route) }
    if count[route] == 0 { return true }
    return hasRoad && fits && isWithinLimits(route, kind)
      && departs[end(route) * tables.states + kind.breaks] <= kind.closes
  }

  /// Ranks, travel, distance and cost. False where a leg cannot be travelled.
  private func refreshFigures(_ route: Int, _ kind: Kind) -> Bool {
    var node = start(route)
    let last = end(route)
    var (jobs, seconds, metres, cost, work, wishes) = (Int32(0), 0, 0, 0, 0, 0)
    var hasRoad = true
    while node != last {
      let (a, b) = (node, Int(next[node]))
      let leg = kind.seconds(place[a], place[b])
      legSeconds[b] = leg
      if leg == unreachable { hasRoad = false }
      seconds += Int(leg)
      if kind.isPlain {
        cost &+= kind.perMoney &* Int(leg)
      } else {
        cost &+= kind.cost(place[a], place[b])
        metres += kind.distance(place[a], place[b])
        if b != last { work += self.work(kind, b, from: place[a]) }
      }
      if b != last {
        rank[b] = jobs
        jobs += 1
        if tables.hasWishes { wishes += tables.wish(route: route, job: b) }
      }
      node = b
    }
    count[route] = jobs
    if jobs == 0 {
      (travel[route], distance[route], self.cost[route]) = (0, 0, 0)
      return true
    }
    travel[route] = seconds
    distance[route] = metres
    self.wishes[route] = wishes
    self.cost[route] = cost + kind.fixed + kind.perTaskSecond * work + wishes
    return hasRoad
  }
}

extension Routes {
  /// Puts jobs at a route's end, in order, whether they fit or not.
  func append(_ jobs: [Int], to route: Int) {
    for job in jobs { link(job, after: Int(previous[end(route)])) }
  }
}
