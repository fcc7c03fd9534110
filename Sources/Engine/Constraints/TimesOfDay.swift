import PunctualModel

/// Travel that takes longer, or shorter, at times of the day. All in whole seconds (see `RoutingTravelFactor`).
final class TimesOfDay: Sendable {
  private let starts: Flat<Int>
  private let ends: Flat<Int>
  private let thousandths: Flat<Int>
  /// By profile: its range in the lists.
  let ranges: [String: Range<Int>]

  init(_ problem: RoutingProblem) {
    var all: [RoutingTravelFactor] = []
    var ranges: [String: Range<Int>] = [:]
    for (profile, factors) in problem.travelFactors.sorted(by: { $0.key < $1.key }) {
      ranges[profile] = all.count..<(all.count + factors.count)
      all += factors
    }
    self.ranges = ranges
    starts = Flat(all.map(\.window.start))
    ends = Flat(all.map(\.window.end))
    thousandths = Flat(all.map(\.thousandths))
  }

  /// The least factor of a profile, in thousandths; at most 1,000.
  func least(_ profile: String) -> Int {
    (ranges[profile] ?? 0..<0).map { thousandths[$0] }.min().map { min($0, 1000) } ?? 1000
  }

  /// The least that travel can take where it is faster at times.
  static func atBest(_ matrix: TravelMatrix?, _ thousandths: Int) -> TravelMatrix? {
    guard thousandths < 1000, var matrix else { return matrix }
    matrix.durations = matrix.durations.map { seconds in
      seconds == unreachable ? seconds : Int32(Int(seconds) * thousandths / 1000)
    }
    return matrix
  }

  /// The stretch that a moment lies in: its factor, and its end.
  @inline(__always)
  private func stretch(_ kind: Kind, _ clock: Int) -> (thousandths: Int, end: Int) {
    for index in kind.firstFactor..<kind.firstFactor + kind.factors {
      if clock < starts[index] { return (1000, starts[index]) }
      if clock < ends[index] { return (thousandths[index], ends[index]) }
    }
    return (1000, never)
  }

  /// When `left` seconds of the matrix, begun at `clock`, are driven.
  @inline(__always)
  func arrival(_ kind: Kind, from clock: Int, left: Int) -> Int {
    var (clock, left) = (clock, left)
    while left > 0 {
      let now = stretch(kind, clock)
      let needed = (left * now.thousandths + 999) / 1000
      if needed <= now.end - clock { return clock + needed }
      left -= (now.end - clock) * 1000 / now.thousandths
      clock = now.end
    }
    return clock
  }

  /// How many of `left` seconds of the matrix are driven from `clock` up to `end`.
  @inline(__always)
  func driven(_ kind: Kind, from clock: Int, to end: Int, left: Int) -> Int {
    if arrival(kind, from: clock, left: left) <= end { return left }
    var (clock, done) = (clock, 0)
    while clock < end {
      let now = stretch(kind, clock)
      let until = min(now.end, end)
      done += (until - clock) * 1000 / now.thousandths
      clock = until
    }
    return min(done, left)
  }
}

extension Routes {
  /// The same, without a look at the tables where nothing depends on the time.
  @inline(__always)
  func arrival(_ kind: Kind, from clock: Int, left: Int) -> Int {
    kind.factors == 0 ? clock + left : tables.timesOfDay.arrival(kind, from: clock, left: left)
  }

  @inline(__always)
  func driven(_ kind: Kind, from clock: Int, to end: Int, left: Int) -> Int {
    kind.factors == 0 ? min(left, end - clock) : tables.timesOfDay.driven(kind, from: clock, to: end, left: left)
  }
}
