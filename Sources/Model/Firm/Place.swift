#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A point on the globe in degrees (WGS 84).
public struct Coordinate: Hashable, Sendable, Codable {
  /// -180 to 180, east positive.
  public var longitude: Double
  /// -90 to 90, north positive.
  public var latitude: Double

  public init(longitude: Double, latitude: Double) {
    self.longitude = longitude
    self.latitude = latitude
  }

  /// Length of the great circle to another point in metres, on a sphere of the earth's mean radius (IUGG: 6,371,008.8 m).
  ///
  /// The haversine form (R. W. Sinnott, "Virtues of the Haversine", 1984) keeps its precision at short distances.
  public func metres(to other: Coordinate) -> Double {
    let radians = Double.pi / 180
    let halfLatitude = sin((other.latitude - latitude) * radians / 2)
    let halfLongitude = sin((other.longitude - longitude) * radians / 2)
    let haversine =
      halfLatitude * halfLatitude
      + cos(latitude * radians) * cos(other.latitude * radians) * halfLongitude * halfLongitude
    return 2 * 6_371_008.8 * asin(min(1, haversine.squareRoot()))
  }
}

/// A postal address with the point on the ground that travel is reckoned from.
public struct Place: Hashable, Sendable, Codable {
  public var address: String
  public var coordinate: Coordinate

  public init(address: String, coordinate: Coordinate) {
    self.address = address
    self.coordinate = coordinate
  }
}
