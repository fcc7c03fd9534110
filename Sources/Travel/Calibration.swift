import PunctualModel

/// A trip whose travel is known: from a routing server, or because somebody drove it.
public struct KnownTrip: Hashable, Sendable {
  public var from: Coordinate
  public var to: Coordinate
  public var seconds: Int
  /// Nil where only the time is known.
  public var metres: Int?
  /// Parts of the firm's country that the ends lie in, where known.
  public var areas: [String]

  public init(from: Coordinate, to: Coordinate, seconds: Int, metres: Int?, areas: [String]) {
    self.from = from
    self.to = to
    self.seconds = seconds
    self.metres = metres
    self.areas = areas
  }
}

/// Travel by straight line, as it was found to be: for each area, a time that every trip takes and a time for each metre of
/// the line.
///
/// Fitted by least squares on relative errors (each trip weighs by the inverse square of its length plus half a kilometre),
/// which keeps short trips, of which days are made, as true as long ones. What few trips say of an area is drawn towards
/// what all say: forty trips weigh as much as all of them together. Nothing is known of less than ten.
public struct TravelCalibration: Sendable {
  /// Seconds = base + pace × metres of the straight line; road metres = detour × metres.
  struct Line: Hashable, Sendable {
    var base: Double
    var pace: Double
    var detour: Double
  }

  /// How many trips it was made from.
  public let trips: Int
  let all: Line
  let byArea: [String: Line]

  /// Nil where there are too few trips to learn from.
  ///
  /// - Parameter usual: the detour where no trip tells its length.
  public init?(_ trips: [KnownTrip], usual: TravelEstimate) {
    var sums = Sums()
    var areas: [String: Sums] = [:]
    var count = 0
    for trip in trips {
      let straight = trip.from.metres(to: trip.to)
      // Less than that says more about parking than about roads; what takes a day is a mistake.
      guard straight >= 50, trip.seconds > 0, trip.seconds < 86_400 else { continue }
      count += 1
      sums.add(trip, straight)
      for area in Set(trip.areas) { areas[area, default: Sums()].add(trip, straight) }
    }
    guard count >= 10, let all = sums.line(usual.detourFactor) else { return nil }
    self.trips = count
    self.all = all
    byArea = areas.mapValues { own in
      guard own.count >= 3 else { return all }
      var joined = own
      joined.add(sums, weighing: 40 / Double(sums.count))
      return joined.line(all.detour) ?? all
    }
  }

  /// The trip by the mean of what is known of its ends' areas.
  public func leg(from: Coordinate, to: Coordinate, areas: [String]) -> Leg {
    guard from != to else { return Leg(seconds: 0, metres: 0) }
    let straight = from.metres(to: to)
    let lines = areas.compactMap { byArea[$0] }
    let (known, share) = lines.isEmpty ? ([all], 1) : (lines, 1 / Double(lines.count))
    let seconds = known.reduce(0) { $0 + ($1.base + $1.pace * straight) * share }
    let metres = known.reduce(0) { $0 + $1.detour * straight * share }
    return Leg(seconds: entry(seconds), metres: entry(metres))
  }
}

/// What a fit of a line needs of the trips.
private struct Sums {
  var count = 0.0
  var (weight, x, y, xx, xy) = (0.0, 0.0, 0.0, 0.0, 0.0)
  var (straight, road) = (0.0, 0.0)

  mutating func add(_ trip: KnownTrip, _ length: Double) {
    let own = 1 / ((length + 500) * (length + 500))
    count += 1
    weight += own
    x += own * length
    y += own * Double(trip.seconds)
    xx += own * length * length
    xy += own * length * Double(trip.seconds)
    if let metres = trip.metres {
      straight += length
      road += Double(metres)
    }
  }

  mutating func add(_ other: Sums, weighing share: Double) {
    count += other.count * share
    weight += other.weight * share
    x += other.x * share
    y += other.y * share
    xx += other.xx * share
    xy += other.xy * share
    straight += other.straight * share
    road += other.road * share
  }

  /// Nil where the trips tell nothing of time. No trip takes less than nothing, however short.
  func line(_ usualDetour: Double) -> TravelCalibration.Line? {
    guard weight > 0, xx > 0 else { return nil }
    let spread = weight * xx - x * x
    var pace = spread > 1e-9 * weight * xx ? (weight * xy - x * y) / spread : 0
    var base = (y - pace * x) / weight
    if pace <= 0 || base < 0 { (base, pace) = (0, xy / xx) }
    guard pace > 0, pace.isFinite else { return nil }
    return TravelCalibration.Line(
      base: base, pace: pace, detour: straight > 0 ? max(1, road / straight) : usualDetour)
  }
}
