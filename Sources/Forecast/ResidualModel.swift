import PunctualModel

/// How far reality falls from the plan, as a distribution that depends on two groupings.
///
/// A residual is `centre + effects + spread × shape`. The effects are those of a first group (a kind of work, an
/// area), of a second (a technician, an hour of the day) and of both together, each drawn to the level above by how
/// little was seen of it (empirical Bayes). The shape is empirical: standardised residuals at fixed probabilities, so
/// that skew and heavy tails are what the data shows. What is not known of a group's effect widens its distribution.
struct ResidualModel: Sendable, Equatable {
  /// What was learned of one group.
  struct Group: Sendable, Equatable {
    var samples: Int
    /// Added to the centre of the levels above.
    var effect: Double
    /// Standard deviation of the group's residuals.
    var spread: Double
    /// Logarithm of the factor by which what came since asks for wider intervals; 0 as it was learned.
    var stretch = 0.0
    /// How far, in spreads, the last visits lay to one side; 0 as it was learned.
    var drift = 0.0
  }

  /// The finest level that a residual rests on.
  enum Level: Sendable { case both, first, second, all, prior }

  /// A distribution for one visit.
  struct Residual: Sendable {
    var centre: Double
    var spread: Double
    /// Standardised residuals at ``ResidualModel/probabilities``.
    var shape: [Double]
    var samples: Int
    var level: Level
  }

  /// Where shapes are kept: finer towards both ends.
  static let probabilities: [Double] = [
    0, 0.005, 0.01, 0.02, 0.035, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7,
    0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.965, 0.98, 0.99, 0.995, 1,
  ]

  static let normalShape = probabilities.map(Numerics.normalQuantile)

  /// A group with fewer visits is not named as what a prediction rests on.
  static let fewest = 10

  var samples: Int
  var centre: Double
  var spread: Double
  var shape: [Double]
  /// Variances of the effects among groups: what is not known of a group that was never seen.
  var firstVariance: Double
  var secondVariance: Double
  var bothVariance: Double
  var first: [String: Group]
  var second: [String: Group]
  /// By first, then second.
  var both: [String: [String: Group]]
  /// Shapes of first groups with enough visits for one of their own.
  var shapes: [String: [Double]]

  /// Before anything is learned: a normal distribution.
  init(priorCentre: Double = 0, priorSpread: Double) {
    samples = 0
    centre = priorCentre
    spread = priorSpread
    shape = Self.normalShape
    (firstVariance, secondVariance, bothVariance) = (0, 0, 0)
    (first, second, both, shapes) = ([:], [:], [:], [:])
  }

  /// Of all together.
  var median: Double { centre + spread * shape[shape.count / 2] }

  /// The distribution for a visit of these groups; a nil or unknown group falls back to the level above. `without` so many
  /// of the visits that the groups were learned from, their effects are known less well.
  func residual(_ firstName: String?, _ secondName: String?, without: Int = 0) -> Residual {
    let one = firstName.flatMap { first[$0] }
    let two = secondName.flatMap { second[$0] }
    let pair = firstName.flatMap { name in secondName.flatMap { both[name]?[$0] } }
    let own = pair?.spread ?? one?.spread ?? two?.spread ?? spread
    let variance =
      own * own + unknown(one, firstVariance, without) + unknown(two, secondVariance, without)
      + unknown(pair, bothVariance, without)
    let (count, level): (Int, Level) =
      if let pair, pair.samples >= Self.fewest {
        (pair.samples, .both)
      } else if let one, one.samples >= Self.fewest {
        (one.samples, .first)
      } else if let two, two.samples >= Self.fewest {
        (two.samples, .second)
      } else {
        (samples, samples > 0 ? .all : .prior)
      }
    let stretch = (one?.stretch ?? 0) + (two?.stretch ?? 0)
    return Residual(
      centre: centre + (one?.effect ?? 0) + (two?.effect ?? 0) + (pair?.effect ?? 0),
      spread: stretch == 0 ? variance.squareRoot() : variance.squareRoot() * Numerics.exp(stretch),
      shape: firstName.flatMap { shapes[$0] } ?? shape, samples: count, level: level)
  }

  /// The variance that remains of a group's effect after what was seen of it.
  private func unknown(_ group: Group?, _ variance: Double, _ without: Int) -> Double {
    guard let group, variance > 0 else { return variance }
    let noise = group.spread * group.spread
    return variance * noise / (noise + Double(max(0, group.samples - without)) * variance)
  }
}

extension ResidualModel: Codable {
  private enum Key: String, CodingKey {
    case samples, centre, spread, shape, variances, first, second, both, shapes
  }

  /// Refuses numbers that no learning gives, so that a damaged file cannot make a prediction that looks sound.
  init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: Key.self)
    samples = try box.decode(Int.self, forKey: .samples)
    centre = try box.decode(Double.self, forKey: .centre)
    spread = try box.decode(Double.self, forKey: .spread)
    shape = try box.decode([Double].self, forKey: .shape)
    let variances = try box.decode([Double].self, forKey: .variances)
    first = try box.decode([String: Group].self, forKey: .first)
    second = try box.decode([String: Group].self, forKey: .second)
    both = try box.decode([String: [String: Group]].self, forKey: .both)
    shapes = try box.decode([String: [Double]].self, forKey: .shapes)
    guard variances.count == 3 else {
      throw DecodingError.dataCorruptedError(
        forKey: .variances, in: box, debugDescription: "three variances are needed")
    }
    (firstVariance, secondVariance, bothVariance) = (variances[0], variances[1], variances[2])
    let groups = Array(first.values) + Array(second.values) + both.values.flatMap(\.values)
    let sound =
      samples >= 0 && Self.isSound(centre) && Self.isSpread(spread)
      && variances.allSatisfy(Self.isSpread)
      && groups.allSatisfy {
        $0.samples >= 0 && Self.isSound($0.effect) && Self.isSpread($0.spread) && abs($0.stretch) <= 1
          && abs($0.drift) <= 10
      }
      && ([shape] + shapes.values).allSatisfy(Self.isShape)
    guard sound else {
      throw DecodingError.dataCorruptedError(
        forKey: .samples, in: box, debugDescription: "a number of the model is out of range")
    }
  }

  func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: Key.self)
    try box.encode(samples, forKey: .samples)
    try box.encode(centre, forKey: .centre)
    try box.encode(spread, forKey: .spread)
    try box.encode(shape, forKey: .shape)
    try box.encode([firstVariance, secondVariance, bothVariance], forKey: .variances)
    try box.encode(first, forKey: .first)
    try box.encode(second, forKey: .second)
    try box.encode(both, forKey: .both)
    try box.encode(shapes, forKey: .shapes)
  }

  private static func isSound(_ x: Double) -> Bool { x.isFinite && abs(x) < 1e6 }
  private static func isSpread(_ x: Double) -> Bool { x.isFinite && x >= 0 && x < 1e10 }
  private static func isShape(_ shape: [Double]) -> Bool {
    shape.count == probabilities.count && shape.allSatisfy(isSound) && zip(shape, shape.dropFirst()).allSatisfy(<=)
  }
}

extension ResidualModel.Group: Codable {
  /// Coded as `[samples, effect, spread]`, with the stretch and the drift where there are any.
  init(from decoder: any Decoder) throws {
    var box = try decoder.unkeyedContainer()
    samples = try box.decode(Int.self)
    effect = try box.decode(Double.self)
    spread = try box.decode(Double.self)
    if !box.isAtEnd { stretch = try box.decode(Double.self) }
    if !box.isAtEnd { drift = try box.decode(Double.self) }
  }

  func encode(to encoder: any Encoder) throws {
    var box = encoder.unkeyedContainer()
    try box.encode(samples)
    try box.encode(effect)
    try box.encode(spread)
    guard stretch != 0 || drift != 0 else { return }
    try box.encode(stretch)
    try box.encode(drift)
  }
}
