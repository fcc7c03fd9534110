/// Where a technician's clock stands along a route, as a distribution: one for all levels of pace as long as they do
/// not differ, then one for each.
struct RouteClock {
  /// No length is taken to be longer, whatever a model says: 4 days, in seconds.
  static let farthest = 4 * 86_400.0

  let now: Int
  var pace: Pace
  /// A buffer that is kept from one route to the next.
  private(set) var scratch: [Double]
  /// Seconds since 1970.
  private(set) var mean = 0.0
  /// Nothing that was asked of this clock changes before this second.
  private(set) var steadyUntil = Int.max
  private var levels: [Lattice] = []
  /// Time that passes alike at all levels and is not yet added to them.
  private var pending: Lattice?
  /// Where a single time has passed since a known instant: its end, as it was learned.
  private var learned: [Double]?

  init(now: Int, pace: Pace, scratch: [Double]) {
    self.now = now
    self.pace = pace
    self.scratch = scratch
  }

  /// The instant where it is certain; nil before it was ever set.
  var known: Int? {
    pending == nil && levels.count == 1 && levels[0].mass.count == 1 ? levels[0].origin : nil
  }

  mutating func set(to instant: Int) {
    levels = [Lattice(at: instant)]
    pending = nil
    learned = nil
    mean = Double(instant)
  }

  /// What stands on the clock, whatever the pace.
  mutating func reading() -> Reading {
    if let learned { return .learned(learned) }
    settle()
    return .lattice(Lattice.mixture(levels, weights))
  }

  mutating func wait(until instant: Int) {
    settle()
    learned = learned?.map { max($0, Double(instant)) }
    for level in levels.indices { levels[level].wait(until: instant) }
    measure()
  }

  /// Waits with the chance `share`, else goes on at once.
  mutating func wait(until instant: Int, share: Double) {
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
    measure()
  }

  /// Passes a time given by its quantiles at ``ResidualModel/probabilities``; gives its mean.
  @discardableResult
  mutating func pass(quantiles seconds: [Double]) -> Double {
    learned = known.map { from in seconds.map { Double(from) + min($0, Self.farthest) } }
    let more = lattice(seconds, after: levels[0], pending)
    let longer = more.mean
    if pending == nil { pending = more } else { pending?.add(more, scratch: &scratch) }
    mean += longer
    return longer
  }

  /// Passes a time that depends on the pace of the day, given by its quantiles at the usual pace; gives its mean. `told`
  /// are its quantiles over all levels of pace, where they are known.
  mutating func pass(paced seconds: [Double], told: [Double]?) -> Double {
    let from = known
    settle()
    learned = from.flatMap { from in told?.map { Double(from) + min($0, Self.farthest) } }
    if pace.offsets.count > 1, levels.count == 1 {
      levels = [Lattice](repeating: levels[0], count: pace.offsets.count)
    }
    var longer = 0.0
    for level in levels.indices {
      let factor = Numerics.exp(pace.offsets[level])
      let more = lattice(seconds.map { $0 * factor }, after: levels[level])
      longer += more.mean * weights[level]
      levels[level].add(more, scratch: &scratch)
    }
    mean += longer
    return longer
  }

  /// It has not happened by now, though it was expected at `due` (or has been running since then). How likely that
  /// was at each pace weighs the paces.
  mutating func condition(since due: Double) {
    for level in levels { steadyUntil = min(steadyUntil, level.origin + (pending?.origin ?? 0)) }
    steadyUntil = min(steadyUntil, Int(due))
    guard levels.contains(where: { $0.origin + (pending?.origin ?? 0) < now }) else { return }
    settle()
    learned = learned.flatMap { Reading.left(of: $0, after: Double(now)) }
    let silence = min(max(0, Double(now) - due), Double(PlannedStop.longest))
    let strayMean = min(max(300, 0.3 * silence), 7200)
    var chances: [Double] = []
    for level in levels.indices { chances.append(levels[level].condition(after: now, strayMean: strayMean)) }
    if levels.count > 1 { pace.weigh(by: chances) }
    measure()
  }

  private var weights: [Double] { levels.count == 1 ? [1] : pace.weights }

  private func lattice(_ seconds: [Double], after before: Lattice, _ waiting: Lattice? = nil) -> Lattice {
    Lattice(
      quantiles: seconds.map { min($0, Self.farthest) }, at: ResidualModel.probabilities,
      leastStep: min(before.step, 3840), surplus: before.carriedSurplus + (waiting?.carriedSurplus ?? 0))
  }

  private mutating func settle() {
    guard let more = pending else { return }
    for level in levels.indices { levels[level].add(more, scratch: &scratch) }
    pending = nil
  }

  private mutating func measure() {
    let weights = weights
    mean = 0
    for level in levels.indices { mean += levels[level].mean * weights[level] }
  }
}
