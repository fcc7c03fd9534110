/// A place as routing servers keep it: millionths of a degree, 0.1 m. Two coordinates that round to the same point are the
/// same place, with no travel between them.
public struct MapPoint: Hashable, Sendable {
  public var longitude: Int32
  public var latitude: Int32

  public init(longitude: Int32, latitude: Int32) {
    self.longitude = longitude
    self.latitude = latitude
  }

  /// Nil where the coordinate is not a point on the globe.
  public init?(_ place: Coordinate) {
    guard abs(place.longitude) <= 180, abs(place.latitude) <= 90 else { return nil }
    longitude = Int32((place.longitude * 1_000_000).rounded())
    latitude = Int32((place.latitude * 1_000_000).rounded())
  }

  public var coordinate: Coordinate {
    Coordinate(longitude: Double(longitude) / 1_000_000, latitude: Double(latitude) / 1_000_000)
  }
}

extension TravelMatrix {
  /// The entry of a pair that nobody has been asked about yet, in `durations`; in `distances`, one that has no answer.
  public static let unknown: Int32 = -1

  /// A matrix of which nothing is known but that staying takes nothing.
  public static func unknown(size: Int) -> TravelMatrix {
    var entries = [Int32](repeating: unknown, count: size * size)
    for place in 0..<size { entries[place * size + place] = 0 }
    return TravelMatrix(size: size, durations: entries, distances: entries)
  }

  /// Pairs that nobody has been asked about.
  public var unknownPairs: Int { durations.count { $0 == Self.unknown } }
}
