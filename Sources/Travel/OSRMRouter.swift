import Foundation
import PunctualModel

/// Travel by road from an OSRM server (its HTTP API, table and route services, v1).
///
/// A table is asked for in blocks, several at a time; what fails in passing is tried again, and all of it has an end.
public struct OSRMRouter: Sendable {
  public var address: RouterAddress
  /// The longest that one request may take, from connecting to the last byte.
  public var timeoutSeconds: Double
  /// The longest that all of it may take.
  public var totalSeconds: Double
  /// How often a request is made that fails in passing: no connection, a time-out, HTTP 429 and 5xx.
  public var attempts: Int
  /// Most requests at a time.
  public var parallel: Int
  /// The server's `--max-table-size`; nil finds out: blocks of 500, then 100 (OSRM's own default), then half as many.
  public var maxTableSize: Int?
  /// A place that lies farther than this from any road the server knows is off its map: OSRM itself would take the
  /// nearest road, were it an ocean away.
  public var maxSnapMetres: Double

  public init(
    _ address: RouterAddress, timeoutSeconds: Double = 30, totalSeconds: Double = 600, attempts: Int = 3,
    parallel: Int = 4, maxTableSize: Int? = nil, maxSnapMetres: Double = 20_000
  ) {
    self.address = address
    self.timeoutSeconds = timeoutSeconds
    self.totalSeconds = totalSeconds
    self.attempts = attempts
    self.parallel = max(1, parallel)
    self.maxTableSize = maxTableSize.map { max(2, $0) }
    self.maxSnapMetres = maxSnapMetres
  }

  /// Seconds and metres between all pairs of places, rounded; a pair without a way is `TravelMatrix.unreachable`.
  ///
  /// - Throws: `router-unavailable` where the server does not answer with a table, `unreachable` where a place is not on
  ///   its map, `out-of-range` where a coordinate is none. Cancelling the task ends it with `router-unavailable`.
  public func matrix(_ places: [Coordinate]) async throws(Faults) -> TravelMatrix {
    let spots = try Spots(places)
    let answer = await ask(spots.points, known: .unknown(size: spots.points.count))
    if let failure = answer.failure { throw failure }
    let far = answer.offRoad.sorted { $0.key < $1.key }.map { index, metres in
      Self.offMap(spots.points[index].coordinate, metres)
    }
    if !far.isEmpty { throw Faults(far) }
    var matrix = answer.matrix
    if matrix.distances?.contains(TravelMatrix.unknown) == true { matrix.distances = nil }
    return spots.spread(matrix)
  }

  /// A table from the text of an answer, as a server's answers are read.
  ///
  /// - Throws: `router-unavailable` where it is none, or not of this size.
  public static func table(
    from answer: [UInt8], rows: Int, columns: Int
  ) throws(Faults) -> (durations: [Int32], distances: [Int32]?) {
    guard let address = RouterAddress(host: "localhost", port: 5000, profile: "driving") else {
      throw Faults(.internalError, "There is no address.")
    }
    do throws(OSRMServer.Failure) {
      let table = try OSRMTable(Data(answer), rows: rows, columns: columns, from: address)
      return (table.durations, table.distances)
    } catch {
      throw error.faults
    }
  }

  /// The fault of a place that no road is near.
  public static func offMap(_ place: Coordinate, _ metres: Int) -> Fault {
    Fault(
      .unreachable,
      "Longitude \(place.longitude), latitude \(place.latitude) is \((metres + 500) / 1000) km from the nearest road "
        + "that the routing service knows.",
      hint: "Check that longitude comes first, and that the server's map covers the place.")
  }

  /// Asks for the unknown pairs of a matrix. What was answered before a failure is in the answer beside it.
  public func ask(_ points: [MapPoint], known: TravelMatrix) async -> RoadAnswer {
    let server = OSRMServer(address)
    var inquiry = RoadInquiry(points: points, server: server, router: self)
    await inquiry.run(RoadBlock.missing(in: known))
    return inquiry.answer
  }

  /// Whether the server answers, by the road nearest to a place: its name, how far it is, and the map's version.
  public func nearest(_ place: MapPoint) async throws(Faults) -> (metres: Int, version: String?) {
    struct Answer: Decodable {
      struct Waypoint: Decodable { var distance: Double? }
      var code: String
      var message: String?
      var dataVersion: String?
      var waypoints: [Waypoint]?
    }
    let answer: Answer = try await question("nearest", [place], "number=1&generate_hints=false", most: 1 << 20) {
      answer in
      (answer.code, answer.message)
    }
    return (answer.waypoints?.first?.distance.map(entry) ?? 0, answer.dataVersion)
  }

  /// The line on the map through places in their order, as an encoded polyline, with its length.
  ///
  /// - Throws: `router-unavailable`, or `unreachable` where no way leads through them.
  public func route(_ points: [MapPoint]) async throws(Faults) -> RoadRoute {
    struct Answer: Decodable {
      struct Route: Decodable {
        var geometry: String
        var distance: Double
        var duration: Double
      }
      var code: String
      var message: String?
      var routes: [Route]?
    }
    // Servers take 500 places by default; each part begins where the one before ended.
    let most = 100
    var line: [Coordinate] = []
    var whole: (encoded: String, metres: Double, seconds: Double) = ("", 0, 0)
    for start in stride(from: 0, to: max(1, points.count - 1), by: most - 1) {
      let part = points[start..<min(start + most, points.count)]
      let options = "overview=full&geometries=polyline&steps=false&alternatives=false&generate_hints=false"
      let answer: Answer = try await question("route", part, options, most: 64 << 20) { answer in
        (answer.code, answer.message)
      }
      guard let route = answer.routes?.first, let decoded = Polyline.decode(route.geometry) else {
        throw address.fault("answered without a route.")
      }
      whole = (route.geometry, whole.metres + route.distance, whole.seconds + route.duration)
      line += line.last == decoded.first ? decoded[...].dropFirst() : decoded[...]
    }
    return RoadRoute(
      geometry: points.count <= most ? whole.encoded : Polyline.encode(line), metres: entry(whole.metres),
      seconds: entry(whole.seconds))
  }

  /// One question whose answer is JSON of a known form.
  private func question<Answer: Decodable>(
    _ service: String, _ points: some Collection<MapPoint> & Sendable, _ options: String, most: Int,
    code: (Answer) -> (String, String?)
  ) async throws(Faults) -> Answer {
    let server = OSRMServer(address)
    let patience = patience()
    let body: Data
    do throws(OSRMServer.Failure) {
      body = try await server.asking(service, points, options, most: most, patience)
    } catch {
      throw error.faults
    }
    guard let answer = try? OSRMServer.decoder.decode(Answer.self, from: body) else {
      throw address.fault("answered with something that is not of its \(service) service.")
    }
    let (word, message) = code(answer)
    switch word {
    case "Ok": return answer
    case "NoRoute": throw Faults(.unreachable, "The routing service knows no way between the places.")
    default: throw address.refusal(word, message).faults
    }
  }

  func patience() -> Patience {
    Patience(totalSeconds: totalSeconds, trySeconds: timeoutSeconds, attempts: attempts)
  }
}

/// A way on the map.
public struct RoadRoute: Hashable, Sendable {
  /// Encoded polyline, five decimals.
  public var geometry: String
  public var metres: Int
  public var seconds: Int
}

/// What a server answered of what it was asked.
public struct RoadAnswer: Sendable {
  /// The pairs that were answered; all others are unknown.
  public var matrix: TravelMatrix
  /// The map's date or name, where the server says it.
  public var version: String?
  /// The most that the server was found, or said, to take.
  public var tableLimit: Int?
  /// Places off the map, by index, with the metres to the nearest road. Their pairs are unreachable.
  public var offRoad: [Int: Int] = [:]
  public var requests = 0
  /// Why not all was answered.
  public var failure: Faults?
}

/// Places as points, each once.
struct Spots {
  private(set) var points: [MapPoint] = []
  private var numbers: [Int] = []

  /// - Throws: `out-of-range` for each coordinate that is none.
  init(_ places: [Coordinate]) throws(Faults) {
    var known: [MapPoint: Int] = [:]
    var faults: [Fault] = []
    for place in places {
      guard let point = MapPoint(place) else {
        faults.append(
          Fault(
            .outOfRange, "Longitude \(place.longitude), latitude \(place.latitude) is not a point on the globe.",
            hint: "Coordinates are [longitude, latitude] in degrees."))
        continue
      }
      if known[point] == nil {
        known[point] = points.count
        points.append(point)
      }
      numbers.append(known[point] ?? 0)
    }
    if !faults.isEmpty { throw Faults(faults) }
  }

  /// A matrix of the points as one of the places.
  func spread(_ matrix: TravelMatrix) -> TravelMatrix {
    guard numbers.count != points.count else { return matrix }
    func spread(_ entries: [Int32]) -> [Int32] {
      numbers.flatMap { row in numbers.map { entries[row * matrix.size + $0] } }
    }
    return TravelMatrix(
      size: numbers.count, durations: spread(matrix.durations), distances: matrix.distances.map(spread))
  }
}
