import Foundation
import PunctualModel

/// One block of a table, read from OSRM's answer and found to be what was asked for.
struct OSRMTable: Sendable {
  /// Row by row.
  let durations: [Int32]
  /// Nil where the server has no distances (before OSRM 5.22).
  let distances: [Int32]?
  /// The map's date, or whatever its maker called it; nil where the server does not say.
  let version: String?
  /// Metres from each place to the road that the server took for it; nil where it does not say.
  let sourceGaps: [Int?]
  let destinationGaps: [Int?]

  /// OSRM's own form, without the tables.
  private struct Answer: Decodable {
    struct Waypoint: Decodable {
      var distance: Double?
    }
    var code: String
    var message: String?
    var dataVersion: String?
    var sources: [Waypoint?]?
    var destinations: [Waypoint?]?
  }

  /// Bytes of the longest answer that can be a block: two numbers a pair, and what the server says of each place.
  static func mostBytes(_ block: RoadBlock, places: Int) -> Int { (64 << 10) + 48 * block.pairs + 1024 * places }

  init(_ body: Data, rows: Int, columns: Int, from server: RouterAddress) throws(OSRMServer.Failure) {
    let noTable = OSRMServer.Failure(
      faults: server.fault("answered with something that is not a table of travel times."))
    guard
      let (tables, rest) = NumberTable.take(["durations", "distances"], from: [UInt8](body), expecting: rows * columns)
    else { throw noTable }
    let answer: Answer
    do {
      answer = try OSRMServer.decoder.decode(Answer.self, from: Data(rest))
    } catch {
      throw noTable
    }
    guard answer.code == "Ok" else { throw server.refusal(answer.code, answer.message) }
    guard let durations = tables["durations"] else {
      throw OSRMServer.Failure(faults: server.fault("answered without travel times."))
    }
    for table in [durations, tables["distances"]].compactMap({ $0 }) {
      guard table.rows == rows, table.columns == columns, !table.isRagged else {
        let found = table.isRagged ? "rows of different lengths" : "\(table.rows) × \(table.columns)"
        throw OSRMServer.Failure(
          faults: server.fault("answered with a table of \(found) entries instead of \(rows) × \(columns)."))
      }
    }
    // OSRM gives ways of a metre below nothing between some places on one road; those count as none.
    guard !durations.hasNegative else {
      throw OSRMServer.Failure(faults: server.fault("answered with negative travel."))
    }
    self.durations = durations.entries
    distances = tables["distances"]?.entries
    version = answer.dataVersion.flatMap { $0.isEmpty ? nil : $0 }
    sourceGaps = (answer.sources ?? []).map { $0?.distance.map(entry) }
    destinationGaps = (answer.destinations ?? []).map { $0?.distance.map(entry) }
  }
}
