/// The cheapest place for a job in a route.
struct Place {
  /// In 1/`Cost.scale`; `never` where there is none.
  var cost = never
  /// The node it comes after.
  var after: Int32 = -1
}

extension Routes {
  /// The cheapest feasible place for a job in a route, if it costs less than `limit`. Each position is judged in constant
  /// time (in the number of breaks, on a route that has them).
  func cheapestPlace(_ job: Int, _ route: Int, below limit: Int = never) -> Place {
    if tables.needsCourse { return cheapestCoursePlace(job, route, below: limit) }
    let kind = tables.kind(of: route)
    var best = Place(cost: limit)
    guard tables.suits(route: route, job: job), Int(count[route]) < kind.maxTasks, mayHold(route, kind, job) else {
      return Place()
    }
    if tables.isSimple {
      return cheapestSimplePlace(job, route, kind, below: limit)
    }
    let isUsed = count[route] > 0
    let wish = tables.wish(route: route, job: job)
    let x = tables.place[job]
    let row = Int(x) * kind.size
    let closes = tables.windows.lastClose[job]
    let atLeast = kind.service[job] - kind.shortcut
    let last = end(route)
    var a = start(route)
    var found = false
    while a != last {
      if soonest[a] > closes { break }
      let b = Int(next[a])
      if isUsed && spare[b] < atLeast {
        a = b
        continue
      }
      let toward = kind.into[row + Int(place[a])]
      let onward = kind.from[row + Int(place[b])]
      let extra = Int(toward) + Int(onward) - (isUsed ? Int(legSeconds[b]) : 0)
      let cost =
        kind.isPlain
        ? kind.perMoney &* extra &+ (isUsed ? 0 : kind.fixed) &+ wish
        : addedCost(kind, job, a, b, isUsed: isUsed) + wish
      if cost < best.cost, toward != unreachable, onward != unreachable, travel[route] + extra <= kind.maxTravel,
        holds(kind, job, after: a), isWithinDistance(route, kind, job, a, b, isUsed: isUsed),
        kind.hasLoadedBreak
          ? fitsWhole(job, route, after: a) : fits(kind, job, a, b, Int(toward), Int(onward))
      {
        best = Place(cost: cost, after: Int32(a))
        found = true
      }
      a = b
    }
    return found ? best : Place()
  }

  /// The same in simple problems.
  private func cheapestSimplePlace(_ job: Int, _ route: Int, _ kind: Kind, below limit: Int) -> Place {
    let isUsed = count[route] > 0
    let row = Int(tables.place[job]) * kind.size
    let (opens, closes) = (tables.windows.firstOpen[job], tables.windows.lastClose[job])
    let service = kind.service[job]
    let base = isUsed ? 0 : kind.fixed
    var least = limit == never ? Int.max : (limit - base - 1) / max(kind.perMoney, 1) + 1
    var found: Int32 = -1
    let (next, place, legs) = (next.base, place.base, legs.base)
    let atLeast = service - kind.shortcut
    let (from, into) = (kind.from + row, kind.into + row)
    let last = end(route)
    var a = start(route)
    while a != last {
      let leg = legs[a]
      if leg.departs > closes { break }
      let b = Int(next[a])
      if isUsed && leg.latest - Int(leg.seconds) - leg.departs < atLeast {
        a = b
        continue
      }
      let toward = Int(into[Int(place[a])])
      let onward = Int(from[Int(leg.place)])
      let extra = toward + onward - (isUsed ? Int(leg.seconds) : 0)
      if extra < least {
        let start = max(leg.departs + toward, opens)
        if start <= closes && start + service + onward <= leg.latest && toward < unreachable && onward < unreachable {
          least = extra
          found = Int32(a)
        }
      }
      a = b
    }
    return found < 0 ? Place() : Place(cost: kind.perMoney * least + base, after: found)
  }

  /// Whether the times allow a job between two neighbours.
  @inline(__always)
  func fits(_ kind: Kind, _ job: Int, _ a: Int, _ b: Int, _ toward: Int, _ onward: Int) -> Bool {
    let x = tables.place[job]
    let isSame = tables.hasSetup && x == place[b]
    if kind.breaks == 0 && tables.states == 1 {
      let free = leaves(kind, job, arriving: departs[a] + toward, from: place[a])
      return free + onward <= (isSame ? latestSame[b] : latest[b])
    }
    let (atA, atB) = (a * tables.states, b * tables.states)
    for from in 0...kind.breaks where departs[atA + from] < never {
      var (clock, left) = (departs[atA + from], toward)
      for between in from...kind.breaks {
        if between > from && !tables.take(kind.firstBreak + between - 1, clock: &clock, left: &left) { break }
        let free = leaves(kind, job, arriving: clock + left, from: place[a])
        if free == never { break }
        var (clockAfter, leftAfter) = (free, onward)
        for taken in between...kind.breaks {
          if taken > between && !tables.take(kind.firstBreak + taken - 1, clock: &clockAfter, left: &leftAfter) {
            break
          }
          if clockAfter + leftAfter <= (isSame ? latestSame[atB + taken] : latest[atB + taken]) { return true }
        }
      }
    }
    return false
  }

  /// The same by trying it: for routes whose breaks depend on the load, which an insertion changes everywhere.
  private func fitsWhole(_ job: Int, _ route: Int, after node: Int) -> Bool {
    let kept = version[route]
    link(job, after: node)
    let fits = refresh(route)
    unlink(job)
    refresh(route)
    version[route] = kept
    return fits
  }

  /// What a job between two neighbours adds to the cost, where that is more than travel time.
  private func addedCost(_ kind: Kind, _ job: Int, _ a: Int, _ b: Int, isUsed: Bool) -> Int {
    let x = tables.place[job]
    var cost = kind.cost(place[a], x) &+ kind.cost(x, place[b])
    cost += isUsed ? -kind.cost(place[a], place[b]) : kind.fixed
    if kind.perTaskSecond != 0 {
      var seconds = work(kind, job, from: place[a])
      if b < tables.jobs { seconds += work(kind, b, from: x) - work(kind, b, from: place[a]) }
      cost += kind.perTaskSecond * seconds
    }
    return cost
  }

  @inline(__always)
  private func isWithinDistance(_ route: Int, _ kind: Kind, _ job: Int, _ a: Int, _ b: Int, isUsed: Bool) -> Bool {
    guard kind.maxDistance < never else { return true }
    let x = tables.place[job]
    let added =
      kind.distance(place[a], x) + kind.distance(x, place[b]) - (isUsed ? kind.distance(place[a], place[b]) : 0)
    return distance[route] + added <= kind.maxDistance
  }
}
