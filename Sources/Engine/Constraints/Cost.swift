/// Costs are exact whole numbers inside: VROOM's unit times this scale, which an hour and a kilometre both divide.
enum Cost {
  static let scale = 18_000

  /// In VROOM's unit, rounded to nearest.
  static func rounded(_ cost: Int) -> Int {
    cost < 0 ? -rounded(-cost) : (cost + scale / 2) / scale
  }
}
