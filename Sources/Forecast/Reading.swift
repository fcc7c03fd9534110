/// What stands on a technician's clock at one moment of a route.
///
/// A time that passes from a known instant on has just the distribution that was learned: its quantiles are told as they
/// are. A lattice, which is needed to add one time to another, rounds them off.
enum Reading {
  case lattice(Lattice)
  /// Instants at ``ResidualModel/probabilities``, ascending; even between two neighbours.
  case learned([Double])

  init(at instant: Int) { self = .lattice(Lattice(at: instant)) }

  var mean: Double {
    switch self {
    case .lattice(let lattice): lattice.mean
    case .learned(let values):
      Self.segments.reduce(0) { $0 + $1.share * (values[$1.place] + values[$1.place + 1]) / 2 }
    }
  }

  /// The instants before which it happens with these probabilities.
  func quantiles(_ probabilities: [Double]) -> [Double] {
    switch self {
    case .lattice(let lattice): lattice.quantiles(probabilities)
    case .learned(let values): probabilities.map { Self.quantile(values, $0) }
    }
  }

  /// The chance of coming after `deadline`, and the mean of the seconds by which it does (0 where it does not).
  func excess(over deadline: Int) -> (probability: Double, seconds: Double) {
    switch self {
    case .lattice(let lattice): return lattice.excess(over: deadline)
    case .learned(let values):
      var (probability, seconds) = (0.0, 0.0)
      for (place, share) in Self.segments {
        let low = values[place] - Double(deadline)
        let high = values[place + 1] - Double(deadline)
        guard high > 0 else { continue }
        let part = low >= 0 ? 1 : high / (high - low)
        probability += share * part
        seconds += share * part * (max(low, 0) + high) / 2
      }
      return (min(probability, 1), seconds)
    }
  }

  /// Instants of which it is known that they have not come by `now`: what is left of the distribution. Nil where less
  /// than half is left: then what nobody has seen before counts too (``Lattice/condition(after:strayMean:)``).
  static func left(of values: [Double], after now: Double) -> [Double]? {
    guard let first = values.firstIndex(where: { $0 > now }) else { return nil }
    guard first > 0 else { return values }
    let probabilities = ResidualModel.probabilities
    let (low, high) = (values[first - 1], values[first])
    let passed =
      probabilities[first - 1] + (now - low) / (high - low) * (probabilities[first] - probabilities[first - 1])
    guard passed <= 0.5 else { return nil }
    return probabilities.map { max(now, quantile(values, passed + $0 * (1 - passed))) }
  }

  private static let segments = ResidualModel.probabilities.indices.dropLast().map { place in
    (place: place, share: ResidualModel.probabilities[place + 1] - ResidualModel.probabilities[place])
  }

  private static func quantile(_ values: [Double], _ p: Double) -> Double {
    let probabilities = ResidualModel.probabilities
    guard let above = probabilities.firstIndex(where: { $0 >= p }) else { return values[values.count - 1] }
    guard above > 0 else { return values[0] }
    let share = (p - probabilities[above - 1]) / (probabilities[above] - probabilities[above - 1])
    return values[above - 1] + share * (values[above] - values[above - 1])
  }
}
