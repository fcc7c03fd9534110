import PunctualModel

/// A trip between two places.
public struct Leg: Hashable, Sendable {
  public var seconds: Int
  public var metres: Int

  public init(seconds: Int, metres: Int) {
    self.seconds = seconds
    self.metres = metres
  }
}

extension TravelEstimate {
  /// The trip by the estimate: straight line × detour factor at the stated speed, plus parking. Nothing at all between a
  /// place and itself. Rounded to whole seconds and metres. At no speed, nothing else is reachable.
  public func leg(from: Coordinate, to: Coordinate) -> Leg {
    from == to ? Leg(seconds: 0, metres: 0) : leg(straight: from.metres(to: to))
  }

  /// The same between two places that are so many metres apart.
  func leg(straight: Double) -> Leg {
    let metres = straight * detourFactor
    let seconds = speedKmh > 0 ? metres * 3.6 / speedKmh : .infinity
    return Leg(seconds: entry(seconds) + parkingSeconds, metres: entry(metres))
  }
}

/// Travel between all pairs of places by the estimate, with durations and distances. A pair that would take longer than a
/// matrix can hold (68 years) is unreachable.
///
/// The same as `leg` for each pair: what depends on one place alone is worked out once a place. Ends early, with a matrix of
/// no use, where `isCancelled` says so.
public func estimatedMatrix(
  _ places: [Coordinate], _ estimate: TravelEstimate, isCancelled: () -> Bool = { false }
) -> TravelMatrix {
  let count = places.count
  let points = places.map { GreatCircle($0) }
  var distances = [Int32](repeating: 0, count: count * count)
  let durations = [Int32](unsafeUninitializedCapacity: count * count) { durations, filled in
    durations.initialize(repeating: 0)
    distances.withUnsafeMutableBufferPointer { distances in
      // Square by square, so that what is written by columns stays near.
      let side = 64
      for top in stride(from: 0, to: count, by: side) where !isCancelled() {
        for left in stride(from: 0, through: top, by: side) {
          for from in top..<min(count, top + side) {
            for to in left..<max(left, min(from, left + side)) where places[from] != places[to] {
              let leg = estimate.leg(straight: points[to].metres(to: points[from]))
              let (seconds, metres) = (Int32(clamping: leg.seconds), Int32(clamping: leg.metres))
              (durations[from * count + to], durations[to * count + from]) = (seconds, seconds)
              (distances[from * count + to], distances[to * count + from]) = (metres, metres)
            }
          }
        }
      }
    }
    filled = count * count
  }
  return TravelMatrix(size: count, durations: durations, distances: distances)
}

/// A non-negative number as a matrix holds it; what does not fit, or is no number, counts as unreachable.
func entry(_ value: Double) -> Int {
  value.rounded() < Double(TravelMatrix.unreachable) ? Int(max(0, value.rounded())) : Int(TravelMatrix.unreachable)
}
