import PunctualModel

/// Stated chances between two bounds, and how often it happened.
public struct ReliabilityBin: Hashable, Sendable {
  /// Chances from here (included) to there (excluded, apart from 1).
  public var from: Double
  public var to: Double
  public var count: Int
  /// Mean of the stated chances.
  public var stated: Double
  public var happened: Double

  /// What the share of happened would stray within nineteen times in twenty if each stated chance were right:
  /// E. Wilson's interval (1927) around the stated mean.
  public var expected: ClosedRange<Double> {
    let number = Double(max(1, count))
    let (z, p) = (1.96, min(max(stated, 0), 1))
    let middle = (p + z * z / (2 * number)) / (1 + z * z / number)
    let half = z / (1 + z * z / number) * (p * (1 - p) / number + z * z / (4 * number * number)).squareRoot()
    return max(0, middle - half)...min(1, middle + half)
  }
}

/// The reliability table: what was stated against what happened.
public enum Reliability {
  /// The bounds of a table; neighbours with fewer than the least number are put together.
  static let bounds = [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]

  /// Rows in order of the chance, each of at least `minimum` outcomes (a single one where there are fewer in all).
  public static func table(_ outcomes: [(chance: Double, happened: Bool)], minimum: Int) -> [ReliabilityBin] {
    var sums = zip(bounds, bounds.dropFirst()).map { Sum(from: $0, to: $1) }
    for (chance, happened) in outcomes {
      let place = min(max(0, (bounds.firstIndex { $0 > chance } ?? bounds.count) - 1), sums.count - 1)
      sums[place].count += 1
      sums[place].chances += chance
      if happened { sums[place].happened += 1 }
    }
    var rows: [Sum] = []
    for sum in sums {
      if let last = rows.indices.last, rows[last].count < minimum { rows[last].take(sum) } else { rows.append(sum) }
    }
    if rows.count > 1, let last = rows.last, last.count < minimum {
      rows.removeLast()
      rows[rows.count - 1].take(last)
    }
    return rows.filter { $0.count > 0 }.map { row in
      ReliabilityBin(
        from: row.from, to: row.to, count: row.count, stated: row.chances / Double(row.count),
        happened: Double(row.happened) / Double(row.count))
    }
  }

  private struct Sum {
    var from: Double
    var to: Double
    var count = 0
    var happened = 0
    var chances = 0.0

    /// Takes in its upper neighbour.
    mutating func take(_ other: Sum) {
      to = other.to
      count += other.count
      happened += other.happened
      chances += other.chances
    }
  }
}
