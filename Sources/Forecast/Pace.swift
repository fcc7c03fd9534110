/// How briskly a technician works today, as a few levels with weights that the day's visits shift.
///
/// It is what makes the errors of one technician's day go together. The levels are the three points of Gauss and
/// Hermite's quadrature for a normal distribution; visits already finished weigh them by Bayes' rule.
struct Pace: Sendable {
  /// Added to the log ratio of durations.
  private(set) var offsets: [Double]
  /// Sum to 1.
  private(set) var weights: [Double]
  private let deviation: Double
  private(set) var hasEvidence = false

  private static let points = [-1.732051, 0, 1.732051]
  private static let shares = [0.1666667, 0.6666666, 0.1666667]

  /// Below a hundredth the day makes no difference, and one level does.
  init(deviation: Double) {
    self.deviation = deviation
    offsets = deviation > 0.01 ? Self.points.map { $0 * deviation } : [0]
    weights = deviation > 0.01 ? Self.shares : [1]
  }

  var mean: Double { zip(offsets, weights).reduce(0) { $0 + $1.0 * $1.1 } }

  /// Of the offset, as far as it is known today.
  var variance: Double {
    let mean = mean
    return zip(offsets, weights).reduce(0) { $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean) }
  }

  /// The spread that is a visit's own, once the day's is taken out of the whole.
  func ownSpread(of spread: Double) -> Double {
    offsets.count == 1 ? spread : max(spread * spread - deviation * deviation, 0.25 * spread * spread).squareRoot()
  }

  /// A visit took `residual` more than expected, as a log ratio; one that is far off says no more than one at three
  /// standard deviations.
  mutating func observe(_ residual: Double, spread: Double) {
    let own = ownSpread(of: spread)
    guard offsets.count > 1, own > 0 else { return }
    let bounded = min(max(residual, -3 * spread), 3 * spread)
    weigh(
      by: offsets.map { offset in
        let standard = (bounded - offset) / own
        return Numerics.exp(-standard * standard / 2)
      })
  }

  /// Multiplies each level's weight by the chance of what was seen at that level.
  mutating func weigh(by chances: [Double]) {
    guard chances.count == weights.count, weights.count > 1 else { return }
    let products = zip(weights, chances).map { $0 * max($1, 1e-12) }
    let total = products.reduce(0, +)
    guard total > 0, total.isFinite else { return }
    weights = products.map { $0 / total }
    hasEvidence = true
  }
}
