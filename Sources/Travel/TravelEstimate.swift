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
    guard from != to else { return Leg(seconds: 0, metres: 0) }
    let metres = from.metres(to: to) * detourFactor
    let seconds = speedKmh > 0 ? metres * 3.6 / speedKmh : .infinity
    return Leg(seconds: entry(seconds) + parkingSeconds, metres: entry(metres))
  }
}

/// Travel between all pairs of places by the estimate, with durations and distances. A pair that would take longer than a
/// matrix can hold (68 years) is unreachable.
public func estimatedMatrix(_ places: [Coordinate], _ estimate: TravelEstimate) -> TravelMatrix {
  var durations = [Int32](repeating: 0, count: places.count * places.count)
  var distances = durations
  for from in places.indices {
    for to in places.indices.dropFirst(from + 1) {
      let leg = estimate.leg(from: places[from], to: places[to])
      for entry in [from * places.count + to, to * places.count + from] {
        durations[entry] = Int32(clamping: leg.seconds)
        distances[entry] = Int32(clamping: leg.metres)
      }
    }
  }
  return TravelMatrix(size: places.count, durations: durations, distances: distances)
}

/// A non-negative number as a matrix holds it; what does not fit, or is no number, counts as unreachable.
func entry(_ value: Double) -> Int {
  value.rounded() < Double(TravelMatrix.unreachable) ? Int(max(0, value.rounded())) : Int(TravelMatrix.unreachable)
}
