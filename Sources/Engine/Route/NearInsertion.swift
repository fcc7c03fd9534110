extension Routes {
  /// How many routes are looked at for a place on their first and last legs. These are long: a job may lie on the way, with
  /// neither of its ends nearby.
  static let endsTried = 2

  /// The cheapest feasible place for a job next to one of the jobs near it, or at the ends of some of the routes that are used,
  /// in a simple problem; each is overlooked with the chance `blinkShare`. Legs are looked at without branches: which of them
  /// are in time cannot be foretold.
  func cheapestPlace(
    _ job: Int, near: Near, used: UnsafeBufferPointer<Int32>, _ blinkShare: Double, _ random: inout Xoshiro
  ) -> Place {
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
    @inline(__always) func keep(_ a: Int32, toward: Int32) {
      let leg = legs[Int(a)]
      kept[count] = Near.Entry(job: a, seconds: toward)
      count &+= 1 &+ late(leg, Int(toward), larger(0, Int(leg.seconds) &- Int(toward) &- shortcut))
    }
    @inline(__always) func keep(_ a: Int32, onward: Int32) {
      let leg = legs[Int(a)]
      kept[count] = Near.Entry(job: a, seconds: onward)
      count &+= 1 &+ late(leg, larger(0, Int(leg.seconds) &- Int(onward) &- shortcut), Int(onward))
    }
    var entry = near.before.base + job * Near.most
    for _ in 0..<near.beforeCount[job] {
      keep(entry.pointee.job, toward: entry.pointee.seconds)
      entry += 1
    }
    let ends = used.isEmpty ? 0 : Routes.endsTried
    for _ in 0..<ends {
      let route = Int(used[random.below(used.count)])
      keep(Int32(start(route)), toward: into[Int(place[start(route)])])
    }
    // Of those up to here the way to the job is known, of those from here on the way from it.
    let before = count
    for _ in 0..<ends {
      let route = Int(used[random.below(used.count)])
      keep(previous[end(route)], onward: from[Int(place[end(route)])])
    }
    entry = near.after.base + job * Near.most
    for _ in 0..<near.afterCount[job] {
      keep(previous[Int(entry.pointee.job)], onward: entry.pointee.seconds)
      entry += 1
    }
    // All are reckoned before any is looked at, so that what is read from the matrix is waited for together.
    let extras = extras.base
    let longest = Int(unreachable) &- 1
    @inline(__always) func reckon(_ index: Int, _ leg: OpenLeg, _ toward: Int, _ onward: Int) {
      let noRoad = ((longest &- toward) | (longest &- onward)) >> 63
      let isOut = late(leg, toward, onward) | noRoad
      extras[index] = toward &+ onward &- Int(leg.seconds) &+ (isOut & (2 &* never))
    }
    for index in 0..<before {
      let leg = legs[Int(kept[index].job)]
      reckon(index, leg, Int(kept[index].seconds), Int(from[Int(leg.place)]))
    }
    for index in before..<count {
      let a = Int(kept[index].job)
      reckon(index, legs[a], Int(into[Int(place[a])]), Int(kept[index].seconds))
    }
    for index in 0..<count where extras[index] < least { take(Int(kept[index].job), extras[index]) }
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
