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
    let kind = tables.kind(of: route)
    var best = Place(cost: limit)
    guard tables.suits(route: route, job: job), Int(count[route]) < kind.maxTasks, mayHold(route, kind, job) else {
      return Place()
    }
    let isUsed = count[route] > 0
    let x = tables.place[job]
    let row = Int(x) * kind.size
    let closes = tables.windows.lastClose[job]
    let last = end(route)
    var a = start(route)
    var found = false
    while a != last {
      if soonest[a] > closes { break }
      let b = Int(next[a])
      let toward = kind.into[row + Int(place[a])]
      let onward = kind.from[row + Int(place[b])]
      let extra = Int(toward) + Int(onward) - (isUsed ? Int(legSeconds[b]) : 0)
      let cost =
        kind.isPlain
        ? kind.perMoney &* extra &+ (isUsed ? 0 : kind.fixed) : addedCost(kind, job, a, b, isUsed: isUsed)
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
