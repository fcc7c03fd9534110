/// Times along a route: forward, when the vehicle is free to leave each node; backward, the last arrival at each node that
/// leaves the rest in time. Both for each number of breaks taken so far.
extension Routes {
  func refreshForward(_ route: Int, _ kind: Kind, from opens: Int) {
    let states = tables.states
    var a = start(route)
    let last = end(route)
    departs[a * states] = opens
    for taken in 1..<states { departs[a * states + taken] = never }
    soonest[a] = opens
    while a != last {
      let b = Int(next[a])
      for taken in 0..<states { departs[b * states + taken] = never }
      for from in 0...kind.breaks where departs[a * states + from] < never {
        var clock = departs[a * states + from]
        var left = Int(legSeconds[b])
        for taken in from...kind.breaks {
          if taken > from {
            let pause = kind.firstBreak + taken - 1
            if kind.hasLoadedBreak && !isAllowed(pause, after: a) { break }
            if !tables.take(pause, clock: &clock, left: &left) { break }
          }
          let free = leaves(kind, b, arriving: clock + left, from: place[a])
          if free < departs[b * states + taken] { departs[b * states + taken] = free }
        }
      }
      var least = never
      for taken in 0...kind.breaks {
        let time = departs[b * states + taken]
        // Too late for the next break: a dead end.
        if taken < kind.breaks && time > tables.breakWindows.lastClose[kind.firstBreak + taken] {
          departs[b * states + taken] = never
        } else if time < least {
          least = time
        }
      }
      soonest[b] = least
      a = b
    }
  }

  /// Returns the last departure from the route's start that still ends by `closes`. Needs the forward times.
  @discardableResult
  func refreshBackward(_ route: Int, _ kind: Kind, upTo closes: Int) -> Int {
    let states = tables.states
    var b = end(route)
    for taken in 0..<states {
      latest[b * states + taken] = taken == kind.breaks ? closes : -never
      latestSame[b * states + taken] = latest[b * states + taken]
    }
    let first = start(route)
    var lastDeparture = -never
    slack[route] = 0
    while b != first {
      let a = Int(previous[b])
      let moved = place[a] != place[b]
      let leg = Int(legSeconds[b])
      for taken in 0..<states {
        latest[a * states + taken] = -never
        latestSame[a * states + taken] = -never
      }
      var mostSpare = -never
      for to in 0...kind.breaks {
        // What a job at b's own place could at most use: coming from it, b has no setup.
        let open = latestSame[b * states + to] - leg
        var pauses = 0
        for from in (0...to).reversed() {
          if from < to { pauses += tables.breakSeconds[kind.firstBreak + from] }
          mostSpare = max(mostSpare, open - pauses - departs[a * states + from])
        }
        var sum = moved ? latest[b * states + to] : latestSame[b * states + to]
        if sum == -never { continue }
        var clock = never
        var taken = to
        while true {
          // The last departure from a with `taken` breaks behind, and from it the last start there.
          let departure = min(clock, sum - leg)
          if a == first {
            if taken == 0 { lastDeparture = max(lastDeparture, departure) }
          } else {
            let service = kind.service[a]
            let same = tables.windows.start(a, upTo: departure - service)
            if same > latestSame[a * states + taken] { latestSame[a * states + taken] = same }
            let other = tables.hasSetup ? tables.windows.start(a, upTo: departure - service - kind.setup[a]) : same
            if other > latest[a * states + taken] { latest[a * states + taken] = other }
          }
          if taken == 0 { break }
          taken -= 1
          if kind.hasLoadedBreak && !isAllowed(kind.firstBreak + taken, after: a) { break }
          if !tables.takeBack(kind.firstBreak + taken, clock: &clock, sum: &sum) { break }
        }
      }
      spare[b] = mostSpare
      slack[route] = max(slack[route], mostSpare)
      b = a
    }
    return lastDeparture
  }

  /// When the vehicle is free to leave a node reached at `arrival`; `never` where that is too late.
  @inline(__always)
  func leaves(_ kind: Kind, _ node: Int, arriving arrival: Int, from place: Int32) -> Int {
    if node >= tables.jobs { return arrival <= kind.closes ? arrival : never }
    let start = tables.windows.start(node, from: arrival)
    return start == never ? never : start + work(kind, node, from: place)
  }
}
