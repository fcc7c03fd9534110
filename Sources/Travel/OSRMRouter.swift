import Foundation
import PunctualModel

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Travel by road from an OSRM server (its HTTP API, table service, v1).
///
/// A table larger than the server allows is asked for in blocks. Nothing is cached and nothing is tried again: the caller
/// decides that.
public struct OSRMRouter: Sendable {
  public var host: String
  public var port: Int
  /// The server's profile, such as `driving` or `car`.
  public var profile: String
  /// The longest that one request may take, from connecting to the last byte.
  public var timeoutSeconds: Int
  /// The server's `--max-table-size`; 100 is OSRM's own default. A block has at most its square of entries.
  public var maxTableSize: Int
  /// A place that lies farther than this from any road the server knows is refused: OSRM itself would take the nearest
  /// road, were it an ocean away.
  public var maxSnapMetres: Double

  public init(
    host: String, port: Int, profile: String, timeoutSeconds: Int = 10, maxTableSize: Int = 100,
    maxSnapMetres: Double = 20_000
  ) {
    self.host = host
    self.port = port
    self.profile = profile
    self.timeoutSeconds = timeoutSeconds
    self.maxTableSize = max(2, maxTableSize)
    self.maxSnapMetres = maxSnapMetres
  }

  /// Seconds and metres between all pairs of places, rounded; a pair without a way is `TravelMatrix.unreachable`.
  ///
  /// - Throws: `router-unavailable` where the server does not answer with a table, `unreachable` where a place is not on
  ///   its map, `out-of-range` where a coordinate is none. Cancelling the task ends it with `router-unavailable`.
  public func matrix(_ places: [Coordinate]) async throws(Faults) -> TravelMatrix {
    try refuseImpossible(places)
    let size = places.count
    let session = URLSession(configuration: .ephemeral)
    defer { session.invalidateAndCancel() }
    var durations = [Int32](repeating: 0, count: size * size)
    var distances: [Int32]? = durations
    let blocks = stride(from: 0, to: size, by: maxTableSize).map { $0..<min($0 + maxTableSize, size) }
    for rows in blocks {
      for columns in blocks where rows != columns || rows.count > 1 {
        let url = try address(places, rows, columns)
        let table = try OSRMTable(
          await fetch(url, session), rows: rows, columns: columns, places: places, router: self)
        for (row, place) in rows.enumerated() {
          let entries = (place * size + columns.lowerBound)..<(place * size + columns.upperBound)
          durations.replaceSubrange(entries, with: table.durations[row])
          if let metres = table.distances { distances?.replaceSubrange(entries, with: metres[row]) }
        }
        if table.distances == nil { distances = nil }
      }
    }
    return TravelMatrix(size: size, durations: durations, distances: distances)
  }

  /// A fault that names this server.
  func fault(_ message: String, hint: String? = nil) -> Faults {
    Faults(.routerUnavailable, "The routing service at \(host):\(port) \(message)", hint: hint)
  }

  private func refuseImpossible(_ places: [Coordinate]) throws(Faults) {
    let faults = places.filter { !(abs($0.longitude) <= 180 && abs($0.latitude) <= 90) }.map { place in
      Fault(
        .outOfRange, "Longitude \(place.longitude), latitude \(place.latitude) is not a point on the globe.",
        hint: "Coordinates are [longitude, latitude] in degrees.")
    }
    if !faults.isEmpty { throw Faults(faults) }
  }

  private func address(_ places: [Coordinate], _ rows: Range<Int>, _ columns: Range<Int>) throws(Faults) -> URL {
    var points = places[rows].map(degrees)
    var options = "annotations=duration,distance&generate_hints=false"
    if rows != columns {
      points += places[columns].map(degrees)
      options += "&sources=\(indices(0..<rows.count))&destinations=\(indices(rows.count..<points.count))"
    }
    let server = host.contains(":") ? "[\(host)]" : host
    let segment = profile.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    let text = "http://\(server):\(port)/table/v1/\(segment)/\(points.joined(separator: ";"))?\(options)"
    guard !host.isEmpty, !host.contains("/"), (1...65535).contains(port), let url = URL(string: text) else {
      throw fault("has no valid address.", hint: "Give a host name or an IP address, and a port from 1 to 65535.")
    }
    return url
  }

  private func indices(_ range: Range<Int>) -> String {
    range.map(String.init).joined(separator: ";")
  }

  /// The body of an answer, whatever its status where it is JSON.
  private func fetch(_ url: URL, _ session: URLSession) async throws(Faults) -> Data {
    let answer: (body: Data, response: URLResponse)
    do {
      answer = try await within(seconds: timeoutSeconds) { try await session.data(from: url) }
    } catch is TimedOut {
      throw fault("did not answer within \(timeoutSeconds) s.")
    } catch {
      throw fault("does not answer: \(reason(error)).", hint: "Start it, or name another, or give a travel matrix.")
    }
    let status = (answer.response as? HTTPURLResponse)?.statusCode ?? 0
    // A refusal says its reason as JSON too; that is read like an answer.
    guard status == 200 || (400..<500).contains(status) && answer.body.first == UInt8(ascii: "{") else {
      throw fault("answered with HTTP status \(status).")
    }
    return answer.body
  }

  private func reason(_ error: any Error) -> String {
    switch (error as? URLError)?.code {
    case .cannotConnectToHost: "nothing listens there"
    case .cannotFindHost, .dnsLookupFailed: "the host name is not known"
    case .networkConnectionLost: "it closed the connection"
    case .timedOut: "it took too long"
    case .cancelled: "the request was cancelled"
    default: error is CancellationError ? "the request was cancelled" : error.localizedDescription
    }
  }
}

/// `longitude,latitude` with six decimals, 0.1 m, as OSRM keeps them.
private func degrees(_ place: Coordinate) -> String {
  [place.longitude, place.latitude].map { value in
    let millionths = Int((value * 1_000_000).rounded())
    let fraction = String(abs(millionths) % 1_000_000)
    let zeros = String(repeating: "0", count: 6 - fraction.count)
    return "\(millionths < 0 ? "-" : "")\(abs(millionths) / 1_000_000).\(zeros)\(fraction)"
  }.joined(separator: ",")
}
