/// A residual whose place and width are learned by boosted trees from all that is known of a visit and of the day.
///
/// It is `location + scale × shape`, where the shape is empirical, one for each combination of ranges of the location
/// and of the scale: a visit that is sure to be late has another one than a visit that may be.
struct BoostedResidual: Sendable, Equatable, Codable {
  var columns: Columns
  /// By group: what is usual of each of its members.
  var habits: [[String: Habit]]
  /// The residual is in seconds ÷ planned seconds ^ power.
  var power: Double
  var location: TreeEnsemble
  /// Of the logarithm of the distance from the location.
  var scale: TreeEnsemble
  /// Where the ranges of locations, and those of scales, part.
  var locationEdges: [Double]
  var scaleEdges: [Double]
  /// At ``ResidualModel/probabilities``, by location, then scale.
  var shapes: [[Double]]
  var samples: Int
  /// What has been learned since, visit by visit, of where the shapes lie: added to them.
  var drift = [Double](repeating: 0, count: ResidualModel.probabilities.count)

  /// Quantiles of the residual at ``ResidualModel/probabilities``, for a row of the model's columns.
  func quantiles(_ row: [Float]) -> [Double] {
    var row = row
    let place = location.value(row)
    row.append(Float(place))
    let width = Numerics.exp(min(max(scale.value(row), -20), 20))
    var highest = -Double.infinity
    return zip(shapes[cell(place, width)], drift).map { shape, drift in
      highest = max(highest, place + width * (shape + drift))
      return highest
    }
  }

  /// How far one visit moves the quantiles, in scales.
  static let step = 0.03

  /// A visit came out at `residual`: each quantile moves so that in the long run its share lies below it (I. Gibbs and
  /// E. Candès, "Adaptive conformal inference under distribution shift", 2021).
  mutating func track(_ residual: Double, _ row: [Float]) {
    let told = quantiles(row)
    for (place, probability) in ResidualModel.probabilities.enumerated().dropFirst().dropLast() {
      drift[place] += Self.step * (probability - (residual < told[place] ? 1 : 0))
      drift[place] = min(max(drift[place], -BoostedFit.farthest), BoostedFit.farthest)
    }
    drift[0] = drift[1]
    drift[drift.count - 1] = drift[drift.count - 2]
  }

  func cell(_ place: Double, _ width: Double) -> Int {
    func range(_ value: Double, _ edges: [Double]) -> Int { edges.count { $0 < value } }
    return range(place, locationEdges) * (scaleEdges.count + 1) + range(width, scaleEdges)
  }

  /// What planned seconds a residual of 1 stands for.
  func unit(planned: Double) -> Double {
    power == 0 ? 1 : Numerics.exp(power * Numerics.log(max(60, planned)))
  }

  /// Whether its parts fit together, whatever file it came from.
  var isSound: Bool {
    let width = Situation.width(columns)
    return habits.count == columns.groups.count && (0...1).contains(power)
      && columns.shared.allSatisfy(columns.groups.contains)
      && (location.lastColumn ?? 0) < width && (scale.lastColumn ?? 0) <= width && samples >= 0
      && drift.count == ResidualModel.probabilities.count && drift.allSatisfy { abs($0) < 1e6 }
      && shapes.count == (locationEdges.count + 1) * (scaleEdges.count + 1)
      && shapes.allSatisfy { $0.count == ResidualModel.probabilities.count && $0.allSatisfy { abs($0) < 1e6 } }
  }
}
