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

    @inline(__always) func take(_ a: Int, _ extra: Int) {
      let route = Int(routeOf[a])
      if route < 0 || !tables.suits(route: route, job: job) || !hasRoom(route, for: job) { return }
      if random.unit() < blinkShare { return }
      least = extra
      found = Int32(a)
    }

    // Legs that are too early, too late or too tight are left out before anything is read of where they lead.
    let shortcut = kind.pointee.shortcut
    let kept = candidates.base
    @inline(__always) func late(_ leg: OpenLeg, _ toward: Int, _ onward: Int) -> Int {
      let free = leg.departs &+ toward
      return ((closes &- free) | (leg.latest &- onward &- service &- larger(free, opens))) >> 63
    }

    var count = 0
    var entry = near.before.base + job * Near.most
    for _ in 0..<near.beforeCount[job] {
      let leg = legs[Int(entry.pointee.job)]
      let toward = Int(entry.pointee.seconds)
      kept[count] = entry.pointee.job
      count &+= 1 &+ late(leg, toward, larger(0, Int(leg.seconds) &- toward &- shortcut))
      entry += 1
    }
    entry = near.after.base + job * Near.most
    for _ in 0..<near.afterCount[job] {
      let a = previous[Int(entry.pointee.job)]
      let leg = legs[Int(a)]
      let onward = Int(entry.pointee.seconds)
      kept[count] = a
      count &+= 1 &+ late(leg, larger(0, Int(leg.seconds) &- onward &- shortcut), onward)
      entry += 1
    }
    // All are reckoned before any is looked at, so that what is read from the matrix is waited for together.
    let extras = extras.base
    let longest = Int(unreachable) &- 1
    for index in 0..<count {
      let a = Int(kept[index])
      let leg = legs[a]
      let toward = Int(into[Int(place[a])])
      let onward = Int(from[Int(leg.place)])
      let noRoad = ((longest &- toward) | (longest &- onward)) >> 63
      let isOut = late(leg, toward, onward) | noRoad
      extras[index] = toward &+ onward &- Int(leg.seconds) &+ (isOut & (2 &* never))
    }
    for index in 0..<count where extras[index] < least { take(Int(kept[index]), extras[index]) }
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

/// The larger of two, without a branch.
@inline(__always)
private func larger(_ a: Int, _ b: Int) -> Int {
  let difference = a &- b
  return a &- (difference & (difference >> 63))
}
