extension Routes {
  /// The cheapest feasible place for a job next to one of the jobs near it, in a simple problem; each is overlooked with the
  /// chance `blinkShare`. Legs are looked at without branches: which of them are in time cannot be foretold.
  func cheapestPlace(_ job: Int, near: Near, _ blinkShare: Double, _ random: inout Xoshiro) -> Place {
    let (opens, closes) = (tables.windows.firstOpen[job], tables.windows.lastClose[job])
    let kind = tables.kinds.base
    let row = Int(place[job]) * kind.pointee.size
    let (from, into) = (kind.pointee.from + row, kind.pointee.into + row)
    let service = kind.pointee.service[job]
    let (legs, previous, place) = (legs.base, previous.base, place.base)
    var least = never
    var found: Int32 = -1

    @inline(__always) func take(_ a: Int, _ extra: Int, _ toward: Int, _ onward: Int) {
      if toward == unreachable || onward == unreachable { return }
      let route = Int(routeOf[a])
      if route < 0 || !tables.suits(route: route, job: job) || !hasRoom(route, for: job) { return }
      if random.unit() < blinkShare { return }
      least = extra
      found = Int32(a)
    }

    var entry = near.before.base + job * Near.most
    for _ in 0..<near.beforeCount[job] {
      let a = Int(entry.pointee.job)
      let toward = Int(entry.pointee.seconds)
      entry += 1
      let leg = legs[a]
      let onward = Int(from[Int(leg.place)])
      let free = leg.departs &+ toward
      let late = ((closes &- free) | (leg.latest &- onward &- service &- max(free, opens))) >> 63
      let extra = toward &+ onward &- Int(leg.seconds) &+ (late & (2 &* never))
      if extra < least { take(a, extra, toward, onward) }
    }
    entry = near.after.base + job * Near.most
    for _ in 0..<near.afterCount[job] {
      let a = Int(previous[Int(entry.pointee.job)])
      let onward = Int(entry.pointee.seconds)
      entry += 1
      let leg = legs[a]
      let toward = Int(into[Int(place[a])])
      let free = leg.departs &+ toward
      let late = ((closes &- free) | (leg.latest &- onward &- service &- max(free, opens))) >> 63
      let extra = toward &+ onward &- Int(leg.seconds) &+ (late & (2 &* never))
      if extra < least { take(a, extra, toward, onward) }
    }
    return found < 0 ? Place() : Place(cost: kind.pointee.perMoney * least, after: found)
  }

  @inline(__always)
  private func hasRoom(_ route: Int, for job: Int) -> Bool {
    let kind = tables.kinds.base + Int(tables.kindOf[route])
    if Int(count[route]) >= kind.pointee.maxTasks { return false }
    for dimension in 0..<tables.dimensions {
      let total =
        totalDelivery[route * tables.dimensions + dimension] + tables.delivery[job * tables.dimensions + dimension]
      if total > tables.capacity[kind.pointee.capacityAt + dimension] { return false }
    }
    return true
  }
}
