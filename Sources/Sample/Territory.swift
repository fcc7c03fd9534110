import PunctualModel

/// A municipality of Liechtenstein: where its sites lie, and how its roads compare with the firm's travel estimate.
struct Municipality: Sendable {
  var name: String
  var postCode: String
  var centre: Coordinate
  /// How far sites lie from the centre, in metres.
  var reach: Double
  /// Share of the sites, by weight.
  var weight: Double
  /// Median of actual over estimated travel into it.
  var travelFactor: Double
}

extension Municipality {
  private init(
    _ name: String, _ postCode: String, _ longitude: Double, _ latitude: Double, reach: Double, weight: Double,
    travel: Double
  ) {
    self.init(
      name: name, postCode: postCode, centre: Coordinate(longitude: longitude, latitude: latitude), reach: reach,
      weight: weight, travelFactor: travel)
  }

  static let all: [Municipality] = [
    Municipality("Vaduz", "9490", 9.5209, 47.1410, reach: 500, weight: 18, travel: 1.10),
    Municipality("Schaan", "9494", 9.5087, 47.1650, reach: 500, weight: 18, travel: 1.10),
    Municipality("Balzers", "9496", 9.5025, 47.0667, reach: 450, weight: 13, travel: 1.00),
    Municipality("Triesen", "9495", 9.5286, 47.1075, reach: 450, weight: 14, travel: 1.02),
    Municipality("Triesenberg", "9497", 9.5430, 47.1180, reach: 300, weight: 7, travel: 1.25),
    Municipality("Planken", "9498", 9.5444, 47.1853, reach: 200, weight: 2, travel: 1.20),
    Municipality("Eschen", "9492", 9.5233, 47.2108, reach: 450, weight: 12, travel: 1.00),
    Municipality("Mauren", "9493", 9.5444, 47.2181, reach: 450, weight: 11, travel: 1.00),
    Municipality("Gamprin", "9487", 9.5100, 47.2204, reach: 300, weight: 5, travel: 1.00),
    Municipality("Ruggell", "9491", 9.5253, 47.2383, reach: 400, weight: 7, travel: 0.98),
    Municipality("Schellenberg", "9488", 9.5467, 47.2300, reach: 250, weight: 3, travel: 1.12),
  ]

  static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// A point near the centre, denser towards it, to five decimals (about a metre).
  func point(_ random: inout Generator) -> Coordinate {
    // Two normals, cut off at the reach, in metres east and north. A degree is 111.2 km; of longitude here 75.7 km.
    var east = 0.0
    var north = 0.0
    repeat {
      east = random.normal() * reach / 2
      north = random.normal() * reach / 2
    } while east * east + north * north > reach * reach
    return Coordinate(
      longitude: rounded(centre.longitude + east / 75_700), latitude: rounded(centre.latitude + north / 111_200))
  }

  private func rounded(_ degrees: Double) -> Double {
    (degrees * 100_000).rounded() / 100_000
  }
}

extension TravelEstimate {
  /// Seconds from one place to another by this estimate, rounded up.
  func seconds(from: Coordinate, to: Coordinate) -> Int {
    guard from != to else { return 0 }
    let driving = from.metres(to: to) * detourFactor / (speedKmh / 3.6)
    return Int(driving.rounded(.up)) + parkingSeconds
  }
}
