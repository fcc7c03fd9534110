/// Two routes exchange what each has left after a job (the 2-opt* of Potvin and Rousseau, Journal of the Operational
/// Research Society 46, 1995), in simple problems: what no strings of ten jobs can do on long routes. With an empty vehicle
/// one route becomes two; where all of a route goes to another's end, two become one.
struct Tails {
  private let tables: Tables
  private let near: Near

  init(_ tables: Tables, _ near: Near) {
    self.tables = tables
    self.near = near
  }

  struct Exchange {
    /// The nodes after which the tails begin; -1 where there is none to exchange.
    var first = -1
    var second = -1
    /// What it adds, in 1/`Cost.scale`.
    var cost = never
  }

  /// The cheapest exchange of the tail after a job, which is on a route, with one that begins near it, or with nothing; each
  /// of the former is overlooked with the chance `blinkShare`. Vehicles are of one kind: they end alike.
  func cheapest(_ job: Int, _ plan: WorkingPlan, _ blinkShare: Double, _ random: inout Xoshiro) -> Exchange {
    let routes = plan.routes
    let route = Int(routes.routeOf[job])
    let number = tables.kindOf[route]
    let kind = tables.kinds.base + Int(number)
    let (size, seconds) = (kind.pointee.size, kind.pointee.from)
    let own = routes.legs[job]
    var best = Exchange()

    var entry = near.after.base + job * Near.most
    for _ in 0..<near.afterCount[job] {
      let other = Int(entry.pointee.job)
      let toward = Int(entry.pointee.seconds)
      entry += 1
      let before = Int(routes.previous[other])
      let leg = routes.legs[before]
      if own.departs &+ toward > leg.latest { continue }
      let back = Int(seconds[Int(routes.place[before]) &* size &+ Int(own.place)])
      if leg.departs &+ back > own.latest { continue }
      let with = Int(routes.routeOf[other])
      if with < 0 || with == route || tables.kindOf[with] != number || back == unreachable { continue }
      var extra = toward &+ back &- Int(own.seconds) &- Int(leg.seconds)
      var fixed = 0
      if before >= tables.jobs && Int(routes.next[job]) >= tables.jobs {
        extra -= back
        fixed = -kind.pointee.fixed - routes.vehicleBias
      }
      let cost = kind.pointee.perMoney &* extra &+ fixed
      if cost < best.cost, random.unit() >= blinkShare, fits(routes, job, before) {
        best = Exchange(first: job, second: before, cost: cost)
      }
    }
    let next = Int(routes.next[job])
    if next < tables.jobs, let vehicle = plan.vehicle(spareOf: Int(number)) {
      let toward = Int(kind.pointee.seconds(kind.pointee.start, own.place))
      let last = Int(kind.pointee.seconds(routes.place[job], kind.pointee.end))
      let isInTime = kind.pointee.opens + toward <= own.latest && own.departs + last <= kind.pointee.closes
      let fixed = kind.pointee.fixed + routes.vehicleBias
      let cost = kind.pointee.perMoney * (toward + last - Int(own.seconds)) + fixed
      if cost < best.cost, isInTime, toward != unreachable, last != unreachable {
        best = Exchange(first: job, second: routes.start(vehicle), cost: cost)
      }
    }
    return best
  }

  func apply(_ exchange: Exchange, _ plan: WorkingPlan) {
    let (one, other) = (Int(plan.routes.routeOf[exchange.first]), Int(plan.routes.routeOf[exchange.second]))
    plan.touch(one)
    plan.touch(other)
    plan.routes.exchangeTails(exchange.first, exchange.second)
    plan.settle(one)
    plan.settle(other)
  }

  /// Whether the loads and the numbers of jobs allow it.
  private func fits(_ routes: Routes, _ a: Int, _ b: Int) -> Bool {
    let (one, other) = (Int(routes.routeOf[a]), Int(routes.routeOf[b]))
    let kind = tables.kinds.base + Int(tables.kindOf[one])
    var (jobsA, jobsB) = (0, 0)
    var node = a
    while node < tables.jobs {
      jobsA += 1
      node = Int(routes.previous[node])
    }
    node = b
    while node < tables.jobs {
      jobsB += 1
      node = Int(routes.previous[node])
    }
    let (countA, countB) = (Int(routes.count[one]), Int(routes.count[other]))
    if max(jobsA + countB - jobsB, jobsB + countA - jobsA) > kind.pointee.maxTasks { return false }
    for dimension in 0..<tables.dimensions {
      let load = self.load(routes, upTo: a, dimension)
      let otherLoad = self.load(routes, upTo: b, dimension)
      let total = routes.totalDelivery[one * tables.dimensions + dimension]
      let otherTotal = routes.totalDelivery[other * tables.dimensions + dimension]
      let most = tables.capacity[kind.pointee.capacityAt + dimension]
      if max(load + otherTotal - otherLoad, otherLoad + total - load) > most { return false }
    }
    return true
  }

  private func load(_ routes: Routes, upTo last: Int, _ dimension: Int) -> Int {
    var load = 0
    var node = last
    while node < tables.jobs {
      load += tables.delivery[node * tables.dimensions + dimension]
      node = Int(routes.previous[node])
    }
    return load
  }
}
