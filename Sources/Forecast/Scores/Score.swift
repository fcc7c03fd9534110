import PunctualModel

/// How good predictions were, once it is known what happened. Pure functions; seconds in, seconds out.
///
/// Sources: T. Gneiting and A. Raftery, "Strictly proper scoring rules, prediction, and estimation" (2007), for CRPS,
/// Brier score and pinball loss; A. Dawid, "Statistical theory: the prequential approach" (1984), for the probability
/// integral transform.
public enum Score {
  /// Continuous ranked probability score of a distribution given by quantiles: the integral of the squared distance
  /// between the forecast's distribution function and that of what happened. Smaller is better; of a single quantile
  /// it is the absolute error.
  ///
  /// The distribution is taken to be even between two quantiles, with all that lies outside at the outermost ones. 0
  /// where there are no quantiles.
  public static func crps(_ quantiles: [Quantile], actual: Instant) -> Double {
    crps(
      values: quantiles.map { Double($0.value.epochSeconds - actual.epochSeconds) },
      probabilities: quantiles.map(\.probability), actual: 0)
  }

  /// As ``crps(_:actual:)``, with ascending values at ascending probabilities.
  public static func crps(values: [Double], probabilities: [Double], actual: Double) -> Double {
    guard let first = values.first, let last = values.last, values.count == probabilities.count else { return 0 }
    var score = max(0, first - actual) + max(0, actual - last)
    for index in values.indices.dropLast() {
      let (low, high) = (values[index], values[index + 1])
      let (from, to) = (probabilities[index], probabilities[index + 1])
      guard high > low else { continue }
      let at = min(max(actual, low), high)
      let middle = from + (to - from) * (at - low) / (high - low)
      score += meanSquare(from, middle) * (at - low) + meanSquare(middle - 1, to - 1) * (high - at)
    }
    return score
  }

  /// Continuous ranked probability score of masses on ascending points.
  public static func crps(points: [Double], masses: [Double], actual: Double) -> Double {
    guard let first = points.first, let last = points.last, points.count == masses.count else { return 0 }
    var score = max(0, first - actual) + max(0, actual - last)
    var below = 0.0
    for index in points.indices.dropLast() {
      below += masses[index]
      let (low, high) = (points[index], points[index + 1])
      let at = min(max(actual, low), high)
      score += below * below * (at - low) + (1 - below) * (1 - below) * (high - at)
    }
    return score
  }

  /// Pinball loss of one quantile: its mean is smallest at the true quantile.
  public static func pinball(_ quantile: Double, probability: Double, actual: Double) -> Double {
    actual >= quantile ? probability * (actual - quantile) : (1 - probability) * (quantile - actual)
  }

  /// Brier score of one chance: the squared distance to 1 where it happened, to 0 where it did not.
  public static func brier(_ probability: Double, happened: Bool) -> Double {
    let distance = probability - (happened ? 1 : 0)
    return distance * distance
  }

  /// Skill against a reference: 1 is perfect, 0 no better, negative worse.
  public static func skill(_ score: Double, against reference: Double) -> Double {
    reference > 0 ? 1 - score / reference : 0
  }

  /// The share of outcomes within their intervals; nil where there are none.
  public static func coverage(_ outcomes: [(low: Double, high: Double, actual: Double)]) -> Double? {
    guard !outcomes.isEmpty else { return nil }
    return Double(outcomes.count { $0.low <= $0.actual && $0.actual <= $0.high }) / Double(outcomes.count)
  }

  /// Where what happened lies in a distribution, 0 to 1 (probability integral transform): even over many honest
  /// predictions. Where quantiles have one value in common (a wait that surely ends then), the middle of their
  /// probabilities.
  public static func pit(_ quantiles: [Quantile], actual: Instant) -> Double {
    guard let first = quantiles.first, let last = quantiles.last else { return 0.5 }
    if actual < first.value { return first.probability / 2 }
    if actual > last.value { return (last.probability + 1) / 2 }
    let same = quantiles.filter { $0.value == actual }
    if let low = same.first, let high = same.last { return (low.probability + high.probability) / 2 }
    let above = quantiles.firstIndex { $0.value > actual } ?? quantiles.count - 1
    guard above > 0 else { return first.probability }
    let (low, high) = (quantiles[above - 1], quantiles[above])
    let share = Double(actual - low.value) / Double(high.value - low.value)
    return low.probability + share * (high.probability - low.probability)
  }

  /// Where what happened lies in a distribution, as the share below it and the share up to it. They differ where
  /// the distribution has a chance of its own for just that instant, such as the opening of a window that is waited for;
  /// an honest forecast then has the outcome anywhere between them. Beyond the outermost quantiles, all that is left.
  ///
  /// Source: C. Czado, T. Gneiting and L. Held, "Predictive model assessment for count data" (2009).
  public static func pitRange(_ quantiles: [Quantile], actual: Instant) -> ClosedRange<Double> {
    guard let first = quantiles.first, let last = quantiles.last else { return 0...1 }
    if actual < first.value { return 0...first.probability }
    if actual > last.value { return last.probability...1 }
    guard let from = quantiles.firstIndex(where: { $0.value == actual }),
      let to = quantiles.lastIndex(where: { $0.value == actual })
    else {
      let point = pit(quantiles, actual: actual)
      return point...point
    }
    if from == to, from > 0, to < quantiles.count - 1 {
      return quantiles[from].probability...quantiles[from].probability
    }
    // Where the step begins and ends between two quantiles is not known: half way is right on average.
    let low = from == 0 ? 0 : (quantiles[from - 1].probability + quantiles[from].probability) / 2
    let high = to == quantiles.count - 1 ? 1 : (quantiles[to].probability + quantiles[to + 1].probability) / 2
    return low...high
  }

  /// The part of `range` that lies within `part`, 0 to 1; of a point, whether it does.
  public static func share(of range: ClosedRange<Double>, within part: ClosedRange<Double>) -> Double {
    let width = range.upperBound - range.lowerBound
    guard width > 0 else { return part.contains(range.lowerBound) ? 1 : 0 }
    let common = min(range.upperBound, part.upperBound) - max(range.lowerBound, part.lowerBound)
    return max(0, common) / width
  }

  /// Counts of values in 0...1 in `bins` equal parts.
  public static func histogram(_ values: [Double], bins: Int = 10) -> [Int] {
    var counts = [Int](repeating: 0, count: max(1, bins))
    for value in values where value.isFinite {
      counts[min(max(Int(min(max(value, 0), 1) * Double(counts.count)), 0), counts.count - 1)] += 1
    }
    return counts
  }

  /// Pearson's chi-square of counts against equal ones, with `counts.count - 1` degrees of freedom; 0 where there are
  /// none.
  public static func chiSquare(_ counts: [Int]) -> Double {
    let total = counts.reduce(0, +)
    guard total > 0 else { return 0 }
    let expected = Double(total) / Double(counts.count)
    return counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
  }

  /// The mean of the squares of a value that runs evenly from `a` to `b`.
  private static func meanSquare(_ a: Double, _ b: Double) -> Double {
    (a * a + a * b + b * b) / 3
  }
}
