import Foundation
internal import GRDB
import PunctualModel

/// The map that the kept travel of a profile comes from.
public struct TravelMap: Hashable, Sendable {
  public var profile: String
  /// The map's date or name; empty where the server does not say.
  public var version: String
  public var askedAt: Instant
  /// The largest table that its server was found to give; nil where that is not known.
  public var tableLimit: Int?
  public var places: Int
  /// Bytes that the legs take.
  public var bytes: Int
}

/// What is kept of the travel between some points.
public struct KeptTravel: Sendable {
  /// Nil where nothing was ever asked for the profile.
  public var map: TravelMap?
  /// Unknown where nothing is kept.
  public var matrix: TravelMatrix
  /// Points off the map, by index, with the metres to the nearest road.
  public var offRoad: [Int: Int]
}

extension StoreReading {
  /// The maps that travel is kept of, in the order of their profiles.
  public func travelMaps() throws -> [TravelMap] {
    try database.list(
      """
      SELECT profile, version, asked_at, table_limit, count(travel_place.id), coalesce(sum(length(legs)), 0)
      FROM travel_map LEFT JOIN travel_place ON map = travel_map.id GROUP BY travel_map.id ORDER BY profile
      """
    ) { row in
      TravelMap(
        profile: try row.text(), version: try row.text(), askedAt: try row.instant(), tableLimit: row.intOrNil(),
        places: try row.int(), bytes: try row.int())
    }
  }

  /// What is kept of the travel between points. Reads a row a point.
  public func keptTravel(profile: String, _ points: [MapPoint]) throws -> KeptTravel {
    var kept = KeptTravel(map: nil, matrix: .unknown(size: points.count), offRoad: [:])
    guard let map = try travelMap(profile) else { return kept }
    kept.map = map.map
    let places = try points.map { try travelPlace(map.id, $0) }
    // Ids are dense, so that a table finds a column faster than a dictionary.
    let lowest = places.compactMap { $0?.id }.min() ?? 0
    var columns = [Int32](repeating: -1, count: (places.compactMap { $0?.id }.max() ?? -1) - lowest + 1)
    for (column, place) in places.enumerated() {
      if let place { columns[place.id - lowest] = Int32(column) }
    }
    let size = points.count
    for (row, place) in places.enumerated() {
      guard let place else { continue }
      if let metres = place.offRoad { kept.offRoad[row] = metres }
      let isWhole = place.legs.withUnsafeBytes { bytes in
        RoadLegs.unpack(bytes) { leg in
          let index = leg.place - lowest
          guard columns.indices.contains(index), columns[index] >= 0 else { return }
          let entry = row * size + Int(columns[index])
          kept.matrix.durations[entry] = leg.seconds
          kept.matrix.distances?[entry] = leg.metres ?? TravelMatrix.unknown
        }
      }
      guard isWhole else { throw Columns.damaged }
    }
    return kept
  }

  /// Some kept trips of a profile, at most so many from each of at most so many places, spread over all of them.
  public func keptTrips(
    profile: String, places: Int = 200, each: Int = 50
  ) throws -> [(from: MapPoint, to: MapPoint, seconds: Int, metres: Int?)] {
    guard let map = try travelMap(profile) else { return [] }
    let all = try database.list(
      "SELECT id, longitude, latitude FROM travel_place WHERE map = ? AND off_road IS NULL", [map.id]
    ) { row in (id: try row.int(), point: try row.point()) }
    let points = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0.point) })
    let step = max(1, all.count / max(1, places))
    var trips: [(from: MapPoint, to: MapPoint, seconds: Int, metres: Int?)] = []
    for index in stride(from: 0, to: all.count, by: step) {
      guard let place = try travelPlace(map.id, all[index].point) else { continue }
      var legs: [RoadLegs.Leg] = []
      _ = place.legs.withUnsafeBytes { RoadLegs.unpack($0) { legs.append($0) } }
      for leg in stride(from: 0, to: legs.count, by: max(1, legs.count / max(1, each))).map({ legs[$0] }) {
        guard leg.seconds != TravelMatrix.unreachable, let to = points[leg.place] else { continue }
        trips.append((all[index].point, to, Int(leg.seconds), leg.metres.map(Int.init)))
      }
    }
    return trips
  }

  fileprivate func travelMap(_ profile: String) throws -> (id: Int, map: TravelMap)? {
    try database.first("SELECT id, version, asked_at, table_limit FROM travel_map WHERE profile = ?", [profile]) {
      row in
      (
        id: try row.int(),
        map: TravelMap(
          profile: profile, version: try row.text(), askedAt: try row.instant(), tableLimit: row.intOrNil(), places: 0,
          bytes: 0)
      )
    }
  }

  fileprivate func travelPlace(_ map: Int, _ point: MapPoint) throws -> (id: Int, offRoad: Int?, legs: [UInt8])? {
    try database.first(
      "SELECT id, off_road, legs FROM travel_place WHERE map = ? AND longitude = ? AND latitude = ?",
      [map, Int(point.longitude), Int(point.latitude)]
    ) { row in (id: try row.int(), offRoad: row.intOrNil(), legs: try row.bytes()) }
  }
}

extension StoreWriter {
  /// Keeps what a server answered. Of another version of the map, all that was kept before is dropped.
  ///
  /// What is kept can be asked for again at any time, so that it is no event of the journal.
  ///
  /// - Parameters:
  ///   - matrix: travel between the points; what is unknown is left as it was.
  ///   - offRoad: points off the map, by index.
  public func keepTravel(
    profile: String, version: String, tableLimit: Int?, _ points: [MapPoint], _ matrix: TravelMatrix,
    offRoad: [Int: Int], at: Instant
  ) throws {
    if let map = try travelMap(profile), map.map.version != version { try dropTravel(profile: profile) }
    try database.run(
      """
      INSERT INTO travel_map (profile, version, asked_at, table_limit) VALUES (?, ?, ?, ?)
      ON CONFLICT (profile) DO UPDATE SET asked_at = excluded.asked_at,
        table_limit = coalesce(excluded.table_limit, table_limit)
      """, [profile, version, at.epochSeconds, tableLimit])
    guard let map = try travelMap(profile)?.id else { throw Columns.damaged }
    let places = try points.enumerated().map { index, point in
      if let place = try travelPlace(map, point) { return place }
      try database.run(
        "INSERT INTO travel_place (map, longitude, latitude, off_road, legs) VALUES (?, ?, ?, ?, ?)",
        [map, Int(point.longitude), Int(point.latitude), offRoad[index], Data()])
      return (id: Int(database.lastInsertedRowID), offRoad: offRoad[index], legs: [])
    }
    let columns = points.indices.sorted { places[$0].id < places[$1].id }
    let size = points.count
    for row in points.indices {
      let fresh = columns.compactMap { column -> RoadLegs.Leg? in
        let seconds = matrix.durations[row * size + column]
        guard column != row, seconds != TravelMatrix.unknown else { return nil }
        let metres = matrix.distances?[row * size + column] ?? TravelMatrix.unknown
        return RoadLegs.Leg(
          place: places[column].id, seconds: seconds, metres: metres == TravelMatrix.unknown ? nil : metres)
      }
      guard !fresh.isEmpty else { continue }
      try database.run(
        "UPDATE travel_place SET legs = ?, off_road = ? WHERE id = ?",
        [
          Data(try merged(places[row].legs, fresh)),
          // One that was asked for as a whole is measured anew.
          fresh.count == size - 1 ? offRoad[row] : offRoad[row] ?? places[row].offRoad, places[row].id,
        ])
    }
  }

  /// Drops what is kept, of one profile or of all.
  public func dropTravel(profile: String? = nil) throws {
    try database.run("DELETE FROM travel_map WHERE ? IS NULL OR profile = ?", [profile, profile])
  }

  /// Drops what is kept of places, on all maps: nobody can tell any more that somebody lives there.
  func forgetTravel(_ points: [MapPoint]) throws {
    for point in points {
      try database.run(
        "DELETE FROM travel_place WHERE longitude = ? AND latitude = ?", [Int(point.longitude), Int(point.latitude)])
    }
  }

  /// Kept legs with fresh ones in their places; both by rising place.
  private func merged(_ kept: [UInt8], _ fresh: [RoadLegs.Leg]) throws -> [UInt8] {
    guard !kept.isEmpty else { return RoadLegs.pack(fresh) }
    var all: [RoadLegs.Leg] = []
    var next = 0
    let isWhole = kept.withUnsafeBytes { bytes in
      RoadLegs.unpack(bytes) { leg in
        while next < fresh.count, fresh[next].place < leg.place {
          all.append(fresh[next])
          next += 1
        }
        if next < fresh.count, fresh[next].place == leg.place { return }
        all.append(leg)
      }
    }
    guard isWhole else { throw Columns.damaged }
    return RoadLegs.pack(all + fresh[next...])
  }
}

extension Columns {
  fileprivate mutating func point() throws -> MapPoint {
    MapPoint(longitude: Int32(clamping: try int()), latitude: Int32(clamping: try int()))
  }
}
