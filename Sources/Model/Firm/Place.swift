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
