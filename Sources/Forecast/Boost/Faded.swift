/// How a group's visits are going today, the latest weighing most.
///
/// Sums of what was seen, each weighted by exp(−age ÷ ``fading``). Instants are taken against a common origin, so that
/// adding costs no look back: the weights of all grow alike.
struct Faded {
  /// An hour and a half: by then a sight weighs a third.
  static let fading = 5400.0
  /// The same for a technician's own day: four hours.
  static let ownFading = 14_400.0
  /// What stands against few and old sights, in sights of now.
  static let doubt = 0.3
  /// Seconds beyond which a delay says no more: two hours.
  static let farthest = 7200.0

  struct Sum {
    var weight = 0.0
    var value = 0.0
    var size = 0.0

    mutating func add(_ seconds: Double, weight: Double) {
      let value = min(max(seconds, -Faded.farthest), Faded.farthest)
      self.weight += weight
      self.value += weight * value
      size += weight * abs(value)
    }

    /// `scale` makes weights those of the moment that is asked for.
    func mean(_ scale: Double) -> Float {
      weight > 0 ? Float(value * scale / (weight * scale + Faded.doubt)) : .nan
    }

    func meanSize(_ scale: Double) -> Float {
      weight > 0 ? Float(size * scale / (weight * scale + Faded.doubt)) : .nan
    }
  }

  /// Seconds from planned to actual start.
  var starts = Sum()
  /// Seconds that work took more than planned.
  var overruns = Sum()

  /// The weight of something at `instant`, against an origin that is the same for all.
  static func weight(at instant: Int, since origin: Int, fading: Double) -> Double {
    Numerics.exp(min(Double(instant - origin) / fading, 300))
  }
}
