import PunctualModel

/// Breaks are not elements of a route: a node knows its times for each number of breaks already taken, and every leg may
/// hold the next ones. So a change to a route finds the best place for its breaks by itself, exactly.
///
/// A break has no place. On a leg, what is known is the clock and the travel still to do; until the break may start the
/// vehicle drives on, and waits only when there is nothing left to drive.
extension Tables {
  /// The order in which a vehicle takes its breaks: the one that must be taken first comes first.
  static func inOrder(_ breaks: [RoutingBreak]) -> [Int] {
    breaks.indices.sorted { left, right in
      let (a, b) = (breaks[left].windows, breaks[right].windows)
      let (endA, endB) = (a.last?.end ?? horizon, b.last?.end ?? horizon)
      if endA != endB { return endA < endB }
      let (startA, startB) = (a.first?.start ?? 0, b.first?.start ?? 0)
      return startA != startB ? startA < startB : left < right
    }
  }

  /// Takes a break as early as can be, on a leg with `left` seconds to drive. False where it cannot start any more.
  @inline(__always)
  func take(_ pause: Int, clock: inout Int, left: inout Int) -> Bool {
    let start = breakWindows.start(pause, from: clock)
    if start == never { return false }
    left = max(0, left - (start - clock))
    clock = start + breakSeconds[pause]
    return true
  }

  /// The way back: a leg's rest is in time when the clock is at most `clock`, and clock plus travel left at most `sum`.
  /// Widens that back over a break taken before it. False where no start of the break allows it.
  @inline(__always)
  func takeBack(_ pause: Int, clock: inout Int, sum: inout Int) -> Bool {
    let start = breakWindows.start(pause, upTo: min(clock, sum) - breakSeconds[pause])
    if start == -never { return false }
    clock = start
    sum -= breakSeconds[pause]
    return true
  }
}

extension Routes {
  /// Whether the load on board when leaving a node is within a break's limit.
  func isAllowed(_ pause: Int, after node: Int) -> Bool {
    for dimension in 0..<tables.dimensions
    where loadAfter[node * tables.dimensions + dimension] > tables.breakLoad[pause * tables.dimensions + dimension] {
      return false
    }
    return true
  }
}
