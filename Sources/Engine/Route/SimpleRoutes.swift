/// A leg of a simple problem's route, with all that judging a job on it takes, in one piece of memory.
struct OpenLeg: BitwiseCopyable {
  /// When the vehicle is free to leave the leg's first node; `never` where the node is in no route.
  var departs = never
  /// The last arrival at its second node that leaves the rest of the route in time.
  var latest = -never
  /// Of the second node.
  var place: Int32 = 0
  var seconds: Int32 = 0
}

/// Upkeep of routes in simple problems (see `Tables.isSimple`), where a search spends its time: a change is followed only as
/// far as it reaches. What only other problems ask for (ranks, spare time, loads along the way) is not kept up.
extension Routes {
  /// `refresh` for simple problems: legs, figures and times, in two walks. False where the route breaks a constraint.
  func refreshSimple(_ route: Int) -> Bool {
    renew(route)
    let kind = tables.kinds.base + Int(tables.kindOf[route])
    let last = end(route)
    let dimensions = tables.dimensions
    for dimension in 0..<dimensions { totalDelivery[route * dimensions + dimension] = 0 }
    let legs = legs.base
    var (a, jobs, seconds) = (start(route), 0, 0)
    var hasRoad = true
    var free = kind.pointee.opens
    while true {
      let b = Int(next[a])
      let leg = kind.pointee.seconds(place[a], place[b])
      legs[a].departs = free
      legs[a].place = place[b]
      legs[a].seconds = leg
      if leg == unreachable { hasRoad = false }
      seconds += Int(leg)
      free += Int(leg)
      if b == last { break }
      free = departure(kind, b, arriving: free)
      jobs += 1
      for dimension in 0..<dimensions {
        totalDelivery[route * dimensions + dimension] += tables.delivery[b * dimensions + dimension]
      }
      a = b
    }
    var latest = kind.pointee.closes
    legs[a].latest = latest
    while a < tables.jobs {
      latest = lastArrival(kind, a, leaving: latest - Int(legs[a].seconds))
      a = Int(previous[a])
      legs[a].latest = latest
    }
    count[route] = Int32(jobs)
    travel[route] = jobs == 0 ? 0 : seconds
    cost[route] = jobs == 0 ? 0 : kind.pointee.perMoney * seconds + kind.pointee.fixed
    return jobs == 0 || (hasRoad && isInLimits(route, kind))
  }

  /// The same after one job was linked into a route that was up to date.
  func refreshSimple(_ route: Int, inserted job: Int) -> Bool {
    renew(route)
    let kind = tables.kinds.base + Int(tables.kindOf[route])
    let last = end(route)
    let legs = legs.base
    let (a, b) = (Int(previous[job]), Int(next[job]))
    let toward = kind.pointee.seconds(place[a], place[job])
    let onward = kind.pointee.seconds(place[job], place[b])
    travel[route] += Int(toward) + Int(onward) - (count[route] > 0 ? Int(legs[a].seconds) : 0)
    cost[route] = kind.pointee.perMoney * travel[route] + kind.pointee.fixed
    count[route] += 1
    for dimension in 0..<tables.dimensions {
      totalDelivery[route * tables.dimensions + dimension] += tables.delivery[job * tables.dimensions + dimension]
    }
    legs[job].latest = legs[a].latest
    legs[job].place = place[b]
    legs[job].seconds = onward
    legs[job].departs = -1
    legs[a].place = place[job]
    legs[a].seconds = toward

    var (before, node) = (a, job)
    while node != last {
      let free = departure(kind, node, arriving: legs[before].departs + Int(legs[before].seconds))
      if free == legs[node].departs { break }
      legs[node].departs = free
      (before, node) = (node, Int(next[node]))
    }
    node = job
    while node < tables.jobs {
      let arrival = lastArrival(kind, node, leaving: legs[node].latest - Int(legs[node].seconds))
      let before = Int(previous[node])
      if node != job && arrival == legs[before].latest { break }
      legs[before].latest = arrival
      node = before
    }
    return toward != unreachable && onward != unreachable && isInLimits(route, kind)
  }

  /// Whether a simple route is over in time and within its vehicle's limits.
  private func isInLimits(_ route: Int, _ kind: UnsafePointer<Kind>) -> Bool {
    let leg = legs[Int(previous[end(route)])]
    if leg.departs + Int(leg.seconds) > kind.pointee.closes || Int(count[route]) > kind.pointee.maxTasks {
      return false
    }
    for dimension in 0..<tables.dimensions
    where totalDelivery[route * tables.dimensions + dimension]
      > tables.capacity[kind.pointee.capacityAt + dimension]
    {
      return false
    }
    return true
  }

  /// The most that any leg of a route has to spare.
  func slack(of route: Int) -> Int {
    if !tables.isSimple { return slack[route] }
    var most = -never
    var a = start(route)
    while a != end(route) {
      most = max(most, legs[a].latest - Int(legs[a].seconds) - legs[a].departs)
      a = Int(next[a])
    }
    return most
  }

  @inline(__always)
  private func departure(_ kind: UnsafePointer<Kind>, _ job: Int, arriving arrival: Int) -> Int {
    if arrival > tables.windows.lastClose[job] { return never }
    return max(arrival, tables.windows.firstOpen[job]) + kind.pointee.service[job]
  }

  @inline(__always)
  private func lastArrival(_ kind: UnsafePointer<Kind>, _ job: Int, leaving departure: Int) -> Int {
    let start = departure - kind.pointee.service[job]
    if start < tables.windows.firstOpen[job] { return -never }
    return min(start, tables.windows.lastClose[job])
  }
}
