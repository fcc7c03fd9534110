/// Where a technician's clock stands along a route, as a distribution: one for all levels of pace as long as they do
/// not differ, then one for each.
struct RouteClock {
  /// No length is taken to be longer, whatever a model says: 4 days, in seconds.
  static let farthest = 4 * 86_400.0

  let now: Int
  /// How many points its lattices have at most.
  let points: Int
  var pace: Pace
  /// Nothing that was asked of this clock changes before this second.
  private(set) var steadyUntil = Int.max
  private var levels: [Lattice] = []
  /// All levels as one, without what is ``pending``; nil where it must be made anew.
  private var blend: Lattice?
  /// Time that passes alike at all levels and is not yet added to them.
  private var pending: Lattice?
  /// Where a single time has passed since a known instant: its end, as it was learned.
  private var learned: [Double]?

  init(now: Int, pace: Pace, points: Int) {
    self.now = now
    self.points = points
    self.pace = pace
  }

  /// The instant where it is certain; nil before it was ever set.
  var known: Int? {
    pending == nil && levels.count == 1 && levels[0].mass.count == 1 ? levels[0].origin : nil
  }

  /// Seconds since 1970.
  var mean: Double {
    var mean = pending?.mean ?? 0
    for (level, weight) in zip(levels, weights) { mean += level.mean * weight }
    return mean
  }

  mutating func set(to instant: Int) {
    levels = [Lattice(at: instant, most: points)]
    pending = nil
    blend = nil
    learned = nil
  }

  /// What stands on the clock, whatever the pace.
  mutating func reading() -> Reading {
    if let learned { return .learned(learned) }
    let whole = blend ?? Lattice.mixture(levels, weights)
    blend = whole
    guard let pending else { return .lattice(whole) }
    var later = whole
    later.add(pending)
    return .lattice(later)
  }

  mutating func wait(until instant: Int) {
    learned = learned?.map { max($0, Double(instant)) }
    guard earliest < instant else { return }
    settle()
    for level in levels.indices { levels[level].wait(until: instant) }
  }

  /// Waits with the chance `share`, else goes on at once.
  mutating func wait(until instant: Int, share: Double) {
    guard earliest < instant else { return }
    either(share) { $0.wait(until: instant) }
  }

  /// Takes a pause, not before `start`, with the chance `share`.
  mutating func pause(from start: Int, _ seconds: Int, share: Double = 1) {
    either(share) { level in
      level.wait(until: start)
      level.shift(by: seconds)
    }
  }

  private mutating func either(_ share: Double, _ change: (inout Lattice) -> Void) {
    guard share > 0.005 else { return }
    settle()
    learned = nil
    for level in levels.indices {
      let before = levels[level]
      change(&levels[level])
      if share < 0.995 { levels[level] = Lattice.mixture([levels[level], before], [share, 1 - share]) }
    }
  }

  /// Passes a time given by its quantiles at ``ResidualModel/probabilities``; gives its mean.
  @discardableResult
  mutating func pass(quantiles seconds: [Double]) -> Double {
    learned = known.map { from in seconds.map { Double(from) + min($0, Self.farthest) } }
    let more = lattice(seconds, after: levels[0])
    let longer = more.mean
    if pending == nil { pending = more } else { pending?.add(more) }
    return longer
  }

  /// Passes a time that depends on the pace of the day, given by its quantiles at the usual pace; gives its mean. `told`
  /// are its quantiles over all levels of pace, where they are known.
  mutating func pass(paced seconds: [Double], told: [Double]?) -> Double {
    let from = known
    learned = from.flatMap { from in told?.map { Double(from) + min($0, Self.farthest) } }
    if pace.offsets.count > 1, levels.count == 1 {
      levels = [Lattice](repeating: levels[0], count: pace.offsets.count)
    }
    var longer = 0.0
    for level in levels.indices {
      let factor = Numerics.exp(pace.offsets[level])
      var more = lattice(seconds.map { $0 * factor }, after: levels[level])
      longer += more.mean * weights[level]
      if let pending { more.add(pending) }
      levels[level].add(more)
    }
    pending = nil
    blend = nil
    return longer
  }

  /// It has not happened by now, though it was expected at `due` (or has been running since then). How likely that
  /// was at each pace weighs the paces.
  mutating func condition(since due: Double) {
    steadyUntil = min(steadyUntil, earliest, Int(due))
    guard earliest < now else { return }
    settle()
    learned = learned.flatMap { Reading.left(of: $0, after: Double(now)) }
    let silence = min(max(0, Double(now) - due), Double(PlannedStop.longest))
    let strayMean = min(max(300, 0.3 * silence), 7200)
    var chances: [Double] = []
    for level in levels.indices { chances.append(levels[level].condition(after: now, strayMean: strayMean)) }
    if levels.count > 1 { pace.weigh(by: chances) }
  }

  private var weights: [Double] { levels.count == 1 ? [1] : pace.weights }

  /// Nothing comes before it.
  private var earliest: Int {
    var earliest = Int.max
    for level in levels { earliest = min(earliest, level.earliest) }
    return pending.map { earliest + $0.earliest } ?? earliest
  }

  private func lattice(_ seconds: [Double], after before: Lattice) -> Lattice {
    Lattice(
      quantiles: seconds.map { min($0, Self.farthest) }, at: ResidualModel.probabilities,
      leastStep: min(before.step, 3840), surplus: before.carriedSurplus + (pending?.carriedSurplus ?? 0), most: points)
  }

  private mutating func settle() {
    blend = nil
    guard let more = pending else { return }
    for level in levels.indices { levels[level].add(more) }
    pending = nil
  }
}
