import PunctualModel

/// Where outcomes lay in their distributions, in tenths: level for honest ones. Heaped at both ends, intervals are too
/// narrow; heaped in the middle, too wide; at one end, everything comes later or earlier than was said.
public struct PITHistogram: Hashable, Sendable {
  /// The share of outcomes in each tenth.
  public var shares: [Double]
  /// Pearson's chi-square against level shares, divided by how much the visits of one technician's day go together (the
  /// first-order correction of J. Rao and A. Scott, "The analysis of categorical data from complex sample surveys", 1981).
  public var chiSquare: Double
  /// How many times as uncertain the shares are as they would be if visits had nothing to do with one another; 1 or more.
  public var designEffect: Double

  /// A level histogram exceeds this once in twenty times: nine degrees of freedom.
  public static let critical = 16.919
  public static let bins = 10

  public var isFlat: Bool { chiSquare <= Self.critical }
  /// The largest distance of a share from a tenth.
  public var worst: Double { shares.map { abs($0 - 1 / Double(Self.bins)) }.max() ?? 0 }

  private struct Day: Hashable {
    var technician: String
    var date: LocalDate
  }

  /// Nil where there are no predictions.
  public init?(_ predictions: some Collection<ScoredPrediction>) {
    guard !predictions.isEmpty else { return nil }
    let level = 1 / Double(Self.bins)
    var shares = [Double](repeating: 0, count: Self.bins)
    var days: [Day: (count: Double, shares: [Double])] = [:]
    for prediction in predictions {
      let range = Score.pitRange(prediction.stated.quantiles, actual: prediction.actual)
      let day = Day(technician: prediction.stated.technician, date: prediction.date)
      var sums = days[day] ?? (0, [Double](repeating: 0, count: Self.bins))
      sums.count += 1
      for bin in 0..<Self.bins {
        let share = Self.share(of: range, in: bin)
        shares[bin] += share
        sums.shares[bin] += share
      }
      days[day] = sums
    }
    let number = Double(predictions.count)
    let mean = shares.map { $0 / number }
    let statistic = mean.reduce(0) { $0 + number * ($1 - level) * ($1 - level) / level }
    // Each day's excess over its due share; what single visits would have by chance is the yardstick. Sums in a fixed
    // order, so that the same visits give the same bits.
    let ordered = days.sorted { ($0.key.date, $0.key.technician) < ($1.key.date, $1.key.technician) }.map(\.value)
    var effect = 0.0
    for bin in 0..<Self.bins {
      let variance = ordered.reduce(0) { sum, day in
        let excess = day.shares[bin] - day.count * mean[bin]
        return sum + excess * excess
      }
      effect += variance / (number * level)
    }
    self.shares = mean
    designEffect = max(1, effect / Double(Self.bins - 1))
    chiSquare = statistic / designEffect
  }

  /// The part of a range in one of the tenths; a point lies in one of them.
  private static func share(of range: ClosedRange<Double>, in bin: Int) -> Double {
    guard range.upperBound > range.lowerBound else {
      return min(Int(range.lowerBound * Double(bins)), bins - 1) == bin ? 1 : 0
    }
    return Score.share(of: range, within: Double(bin) / Double(bins)...Double(bin + 1) / Double(bins))
  }
}
