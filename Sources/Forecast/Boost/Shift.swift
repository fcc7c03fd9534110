/// How far the quantiles of a group's visits have moved since the trees were learned, in widths.
///
/// After each visit a quantile goes a small step towards where its share of the visits lies below it (I. Gibbs and
/// E. Candès, "Adaptive conformal inference under distribution shift", 2021). Visits of one day go well or badly together,
/// so that many of them say little more than some: the more a group had of late, the smaller the step.
struct Shift: Sendable, Equatable {
  /// The step is ``reach`` ÷ (``doubt`` + visits of the last day).
  static let reach = 0.15
  static let doubt = 20.0
  /// Visits count for less by 1/e a day.
  private static let day = 86_400.0

  /// By ``ResidualModel/probabilities``.
  private(set) var moved = [Double](repeating: 0, count: ResidualModel.probabilities.count)
  /// Visits of the last day, faded, up to `last`.
  private(set) var recent = 0.0
  /// When the last outcome was known, in epoch seconds.
  private(set) var last = 0

  init() {}

  /// `sides` are, quantile by quantile, its probability, less 1 where the outcome lay below.
  mutating func move(_ sides: [Double], at instant: Int) {
    let since = Double(max(0, instant - last))
    recent = Numerics.short(recent * Numerics.exp(-since / Self.day) + 1)
    last = max(last, instant)
    let step = Self.reach / (Self.doubt + recent)
    for place in moved.indices {
      let next = moved[place] + step * sides[place]
      moved[place] = Numerics.short(min(max(next, -BoostedFit.farthest), BoostedFit.farthest))
    }
  }
}

extension Shift: Codable {
  /// Coded as `[recent, last, moved…]`.
  init(from decoder: any Decoder) throws {
    var box = try decoder.unkeyedContainer()
    recent = try box.decode(Double.self)
    last = try box.decode(Int.self)
    for place in moved.indices { moved[place] = try box.decode(Double.self) }
    guard box.isAtEnd, (0...1e9).contains(recent), abs(last) <= RecordCheck.farthest,
      moved.allSatisfy({ abs($0) <= BoostedFit.farthest })
    else {
      throw DecodingError.dataCorruptedError(in: box, debugDescription: "a shift is out of range")
    }
  }

  func encode(to encoder: any Encoder) throws {
    var box = encoder.unkeyedContainer()
    try box.encode(recent)
    try box.encode(last)
    for value in moved { try box.encode(value) }
  }
}
