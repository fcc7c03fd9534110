import Foundation
import PunctualModel

/// One block of a table, read from OSRM's answer and found to be what was asked for.
struct OSRMTable {
  let durations: [[Int32]]
  /// Nil where the server has no distances (before OSRM 5.22).
  let distances: [[Int32]]?

  /// OSRM's own form.
  private struct Answer: Decodable {
    struct Waypoint: Decodable {
      var distance: Double?
    }
    var code: String
    var message: String?
    var durations: [[Double?]]?
    var distances: [[Double?]]?
    var sources: [Waypoint?]?
    var destinations: [Waypoint?]?
  }

  init(
    _ body: Data, rows: Range<Int>, columns: Range<Int>, places: [Coordinate], router: OSRMRouter
  ) throws(Faults) {
    let answer: Answer
    do {
      answer = try JSONDecoder().decode(Answer.self, from: body)
    } catch {
      throw router.fault("answered with something that is not a table of travel times.")
    }
    guard answer.code == "Ok" else { throw Self.refusal(answer, router) }
    guard let durations = answer.durations else { throw router.fault("answered without travel times.") }
    for table in [durations, answer.distances].compactMap({ $0 }) {
      guard table.count == rows.count, table.allSatisfy({ $0.count == columns.count }) else {
        throw router.fault(
          "answered with a table of \(table.count) × \(table.first?.count ?? 0) entries instead of "
            + "\(rows.count) × \(columns.count).")
      }
      guard table.joined().allSatisfy({ ($0 ?? 0) >= 0 }) else { throw router.fault("answered with negative travel.") }
    }
    try Self.refuseFarPlaces(answer.sources, rows, places, router)
    try Self.refuseFarPlaces(answer.destinations, columns, places, router)
    self.durations = durations.map(Self.entries)
    distances = answer.distances.map { $0.map(Self.entries) }
  }

  private static func entries(_ row: [Double?]) -> [Int32] {
    row.map { $0.map { Int32(entry($0)) } ?? TravelMatrix.unreachable }
  }

  private static func refusal(_ answer: Answer, _ router: OSRMRouter) -> Faults {
    let said = answer.message.map { " (\($0))" } ?? ""
    return switch answer.code {
    case "NoSegment":
      Faults(.unreachable, "No road of the routing service is near one of the places\(said).")
    case "TooBig":
      router.fault("refused: \(answer.code)\(said).", hint: "Raise its --max-table-size, or ask for smaller tables.")
    default: router.fault("refused: \(answer.code)\(said).")
    }
  }

  private static func refuseFarPlaces(
    _ waypoints: [Answer.Waypoint?]?, _ range: Range<Int>, _ places: [Coordinate], _ router: OSRMRouter
  ) throws(Faults) {
    let faults = zip(waypoints ?? [], range).compactMap { waypoint, index -> Fault? in
      guard let metres = waypoint?.distance, metres > router.maxSnapMetres else { return nil }
      let place = places[index]
      return Fault(
        .unreachable,
        "Longitude \(place.longitude), latitude \(place.latitude) is \(entry(metres / 1000)) km from the nearest road "
          + "that the routing service knows.",
        hint: "Check that longitude comes first, and that the server's map covers the place.")
    }
    if !faults.isEmpty { throw Faults(faults) }
  }
}
