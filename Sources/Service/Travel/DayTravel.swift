import PunctualModel
import PunctualTravel

/// Travel between the places of a day, by road.
struct Roads: Sendable {
  private let numbers: [MapPoint: Int]
  /// By the technicians' profiles.
  private let matrices: [String: TravelMatrix]

  /// - Parameter matrices: by profile, without unknown pairs.
  init(_ points: [MapPoint], _ matrices: [String: TravelMatrix]) {
    numbers = Dictionary(uniqueKeysWithValues: points.enumerated().map { ($1, $0) })
    self.matrices = matrices
  }

  func number(_ place: Coordinate) -> Int? { MapPoint(place).flatMap { numbers[$0] } }

  func covers(_ profile: String) -> Bool { matrices[profile] != nil }

  /// Seconds and metres by a profile, without parking; unreachable where no way leads, nil where the profile is not known.
  /// Metres that the server did not say are 0.
  func entry(_ from: Int, _ to: Int, by profile: String) -> (seconds: Int32, metres: Int32)? {
    guard let matrix = matrices[profile] else { return nil }
    let entry = from * matrix.size + to
    return (matrix.durations[entry], max(0, matrix.distances?[entry] ?? 0))
  }
}

/// Travel as the planning of a day reckons with it: by road where the workspace has a routing server, else by straight line.
/// Parking is the firm's own in both.
struct DayTravel: Sendable {
  let estimate: TravelEstimate
  let roads: Roads?

  init(_ estimate: TravelEstimate, roads: Roads? = nil) {
    self.estimate = estimate
    self.roads = roads
  }

  /// Whether the roads, where they are used, lead to all of these places by all of these profiles.
  func covers(_ places: [Coordinate], by profiles: Set<String>) -> Bool {
    roads.map { roads in
      profiles.allSatisfy(roads.covers) && places.allSatisfy { roads.number($0) != nil }
    } ?? true
  }

  /// A technician's trip. Where no way leads it takes a day, which fits no shift.
  func leg(from: Coordinate, to: Coordinate, by technician: Technician?) -> Leg {
    guard let roads, let start = roads.number(from), let end = roads.number(to) else {
      return estimate.leg(from: from, to: to)
    }
    guard start != end else { return Leg(seconds: 0, metres: 0) }
    guard let (seconds, metres) = roads.entry(start, end, by: technician?.profile ?? Technician.usualProfile) else {
      return estimate.leg(from: from, to: to)
    }
    guard seconds != TravelMatrix.unreachable else { return Leg(seconds: 86_400, metres: 0) }
    return Leg(seconds: Int(seconds) + estimate.parkingSeconds, metres: Int(metres))
  }

  /// The profile that a technician's vehicle has in a routing problem: the straight line knows but one.
  func profile(_ technician: Technician) -> String { roads == nil ? Technician.usualProfile : technician.profile }

  /// All pairs of some places, by profile.
  func matrices(_ places: [Coordinate], by technicians: [Technician]) -> [String: TravelMatrix] {
    Set(technicians.map(profile)).reduce(into: [:]) { $0[$1] = matrix(places, by: $1) }
  }

  /// All pairs of some places.
  func matrix(_ places: [Coordinate], by profile: String) -> TravelMatrix {
    guard let roads else { return estimatedMatrix(places, estimate) }
    let numbers = places.map(roads.number)
    let size = places.count
    var durations = [Int32](repeating: 0, count: size * size)
    var distances = durations
    for (row, from) in numbers.enumerated() {
      for (column, to) in numbers.enumerated() where row != column {
        let entry = row * size + column
        if let from, let to, let (seconds, metres) = roads.entry(from, to, by: profile) {
          let isTrip = from != to && seconds != TravelMatrix.unreachable
          durations[entry] = isTrip ? Int32(clamping: Int(seconds) + estimate.parkingSeconds) : seconds
          distances[entry] = metres
        } else {
          let leg = estimate.leg(from: places[row], to: places[column])
          (durations[entry], distances[entry]) = (Int32(clamping: leg.seconds), Int32(clamping: leg.metres))
        }
      }
    }
    return TravelMatrix(size: size, durations: durations, distances: distances)
  }
}
