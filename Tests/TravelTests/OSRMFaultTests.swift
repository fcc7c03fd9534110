import Foundation
import PunctualModel
import PunctualTravel
import Support
import Testing

@Suite(
  "The OSRM client under faults", .enabled(if: FaultyServer.shared != nil, "python3 is not here to play the server"))
struct OSRMFaultTests {
  let server: FaultyServer
  let two = [Coordinate(longitude: 9.5, latitude: 47.1), Coordinate(longitude: 9.6, latitude: 47.2)]

  init() throws {
    server = try #require(FaultyServer.shared)
  }

  /// Time-outs are long where they are not what is tested: other tests may hold the machine for minutes.
  func router(_ profile: String, timeoutSeconds: Double = 600, maxTableSize: Int? = 3) throws -> OSRMRouter {
    let address = try #require(RouterAddress("http://127.0.0.1:\(server.port)", profile: profile))
    return OSRMRouter(address, timeoutSeconds: timeoutSeconds, totalSeconds: 3600, maxTableSize: maxTableSize)
  }

  /// The fault that asking for a table of two places ends in.
  func fault(_ profile: String, timeoutSeconds: Double = 600, attempts: Int = 1) async throws -> Fault? {
    var router = try router(profile, timeoutSeconds: timeoutSeconds)
    router.attempts = attempts
    do throws(Faults) {
      _ = try await router.matrix(two)
      return nil
    } catch {
      return error.all.first
    }
  }

  /// A profile that the server has not heard of yet.
  func fresh(_ kind: String) -> String { "\(kind)-\(UUID().uuidString.prefix(8))" }

  @Test("a table larger than the server's limit is put together from blocks", arguments: [0, 1, 2, 3, 4, 6, 7, 10])
  func blocks(count: Int) async throws {
    let places = (0..<count).map { Coordinate(longitude: 9 + Double($0 * $0) / 1000, latitude: 47) }
    let matrix = try await router("good").matrix(places)
    #expect(matrix.size == count)
    for from in 0..<count {
      for to in 0..<count {
        #expect(matrix.durations[from * count + to] == Int32(abs(from * from - to * to)))
        #expect(matrix.distances?[from * count + to] == Int32(abs(from * from - to * to) * 10))
      }
    }
  }

  @Test("a pair without a way is unreachable, and seconds are rounded")
  func nulls() async throws {
    let matrix = try await router("nulls").matrix(two)
    #expect(matrix.durations == [0, TravelMatrix.unreachable, 3, 0])
    #expect(matrix.distances == [0, TravelMatrix.unreachable, 21, 0])
  }

  @Test("travel beyond what a matrix holds is unreachable, not an overflow")
  func huge() async throws {
    #expect(try await router("huge").matrix(two).durations == [0, TravelMatrix.unreachable, 2_147_483_646, 0])
  }

  @Test("a server without distances gives a matrix without distances")
  func noDistances() async throws {
    let matrix = try await router("nodistances").matrix(two)
    #expect(matrix.durations == [0, 1, 3, 0])
    #expect(matrix.distances == nil)
  }

  @Test(
    "what is not a table is refused with what came instead",
    arguments: [
      ("garbage", "not a table"), ("empty", "not a table"), ("text", "not a table"), ("none", "without travel times"),
      ("text500", "HTTP status 500"), ("json500", "HTTP status 500"), ("text404", "HTTP status 404"),
      ("redirect", "HTTP status 302"), ("badquery", "InvalidQuery (Query string malformed close to position 9)"),
      ("short", "1 × 2 entries instead of 2 × 2"), ("ragged", "entries instead of"), ("negative", "negative"),
    ])
  func refused(profile: String, saying: String) async throws {
    let fault = try #require(try await fault(profile))
    #expect(fault.code == .routerUnavailable)
    #expect(fault.message.hasPrefix("The routing service at 127.0.0.1:\(server.port) "))
    #expect(fault.message.contains(saying), "\(fault.message)")
  }

  @Test("an answer that is longer than any to the question can be is given up", arguments: ["endless", "claims"])
  func tooLong(profile: String) async throws {
    let fault = try #require(try await fault(profile))
    #expect(fault.code == .routerUnavailable)
    #expect(fault.message.contains("answered with more than 66 kB"), "\(fault.message)")
  }

  @Test("nobody is asked but who was named: a redirection is not followed")
  func redirected() async throws {
    #expect(try await fault("elsewhere")?.message.contains("HTTP status 302") == true)
  }

  @Test("a connection that ends too early is told as such", arguments: ["half", "nonsense", "hangup"])
  func cut(profile: String) async throws {
    let fault = try #require(try await fault(profile))
    #expect(fault.code == .routerUnavailable)
    #expect(fault.message.contains("does not answer") || fault.message.contains("not a table"), "\(fault.message)")
  }

  @Test("a server that keeps silent, or drips, is given up after the time-out", arguments: ["silent", "drip"])
  func slow(profile: String) async throws {
    let fault = try #require(try await fault(profile, timeoutSeconds: 1))
    #expect(fault.code == .routerUnavailable)
    #expect(fault.message.hasSuffix("does not answer: it took longer than 1 s."))
  }

  @Test("a place that no road is near is unreachable, and named")
  func farAway() async throws {
    #expect(try await fault("nosegment")?.code == .unreachable)
    let far = try #require(try await fault("far"))
    #expect(far.code == .unreachable)
    #expect(far.message.hasPrefix("Longitude 9.5, latitude 47.1 is 5300 km from the nearest road"))
  }

  @Test("a port where nothing listens is told as such, and an address that is none is none")
  func nobody() async throws {
    let closed = OSRMRouter(try #require(RouterAddress(host: "127.0.0.1", port: 1, profile: "car")), attempts: 2)
    await #expect(throws: Faults.self) { try await closed.matrix(two) }
    for (host, port) in [("", 80), ("a/b", 80), ("127.0.0.1", 0), ("127.0.0.1", 70_000), ("a b", 80)] {
      #expect(RouterAddress(host: host, port: port, profile: "car") == nil)
    }
  }

  @Test("coordinates that are none are all refused before anybody is asked")
  func coordinates() async throws {
    let places = [Coordinate(longitude: 200, latitude: 0), two[0], Coordinate(longitude: 0, latitude: .nan)]
    let good = try router("good")
    do throws(Faults) {
      _ = try await good.matrix(places)
      Issue.record("a matrix of impossible places")
    } catch {
      #expect(error.all.map(\.code) == [.outOfRange, .outOfRange])
    }
  }

  @Test("a cancelled task ends with a fault")
  func cancelled() async throws {
    let task = Task { try await fault("silent", timeoutSeconds: 600) }
    task.cancel()
    #expect(try await task.value?.code == .routerUnavailable)
  }

  @Test("what a server takes is found out, and so is how much it was asked for", arguments: [2, 9, 40])
  func limits(count: Int) async throws {
    let points = (0..<count).map { MapPoint(longitude: 9_000_000 + Int32($0 * $0) * 1000, latitude: 47_000_000) }
    let answer = try await router("good", maxTableSize: nil).ask(points, known: .unknown(size: count))
    #expect(answer.failure == nil)
    #expect(answer.matrix.unknownPairs == 0)
    // The server takes nine pairs: 500, 100, 50, 25, 12, 6 are too many, 3 is not. Two places are taken at once.
    #expect(answer.tableLimit == (count < 3 ? 500 : 3))
    #expect(answer.matrix.durations[1] == 1)
  }

  @Test("of places that are known already, only what is missing is asked for")
  func onlyMissing() async throws {
    let points = (0..<6).map { MapPoint(longitude: 9_000_000 + Int32($0) * 1000, latitude: 47_000_000) }
    var known = TravelMatrix.unknown(size: 6)
    for row in 0..<5 {
      for column in 0..<5 where row != column { known.durations[row * 6 + column] = 99 }
    }
    let answer = try await router("good").ask(points, known: known)
    #expect(answer.failure == nil)
    for row in 0..<6 {
      for column in 0..<6 where row != column {
        let isNew = row == 5 || column == 5
        let entry = answer.matrix.durations[row * 6 + column]
        #expect(entry == (isNew ? Int32(abs(row - column)) : TravelMatrix.unknown), "\(row) to \(column)")
      }
    }
    // One new row of six in parts of nine pairs, and five rows of one new column in parts of three rows.
    #expect(answer.requests == 3)
    let whole = TravelMatrix(size: 6, durations: .init(repeating: 7, count: 36))
    #expect(try await router("silent").ask(points, known: whole).requests == 0)
  }

  @Test("a server that stumbles is asked again, and answers")
  func stumbles() async throws {
    let matrix = try await router(fresh("flaky")).matrix(two)
    #expect(matrix.durations == [0, 100, 100, 0])
  }

  @Test("a server that dies midway leaves what it said, and the reason")
  func diesMidway() async throws {
    var router = try router("dying-2-\(UUID().uuidString.prefix(8))")
    router.attempts = 2
    router.parallel = 1
    let points = (0..<6).map { MapPoint(longitude: 9_000_000 + Int32($0) * 1000, latitude: 47_000_000) }
    let answer = await router.ask(points, known: .unknown(size: 6))
    let fault = try #require(answer.failure?.all.first)
    #expect(fault.code == .routerUnavailable)
    #expect(fault.message.contains("does not answer"), "\(fault.message)")
    // Four parts of nine pairs, of which two were answered.
    #expect(answer.matrix.unknownPairs == 18 - 3)
  }

  @Test("a map that changes midway is noticed, and its date is told")
  func mapChanges() async throws {
    let points = (0..<12).map { MapPoint(longitude: 9_000_000 + Int32($0) * 1000, latitude: 47_000_000) }
    let changed = try await router(fresh("moving")).ask(points, known: .unknown(size: 12))
    #expect(changed.failure?.all.first?.message.hasSuffix("changed its map while it was asked.") == true)
    let dated = try await router("dated").ask(Array(points.prefix(3)), known: .unknown(size: 3))
    #expect(dated.version == "2026-11-01")
  }

  @Test("all tries together end when their time is over")
  func totalTime() async throws {
    var router = try router("silent")
    router.totalSeconds = 1
    router.attempts = 100
    let answer = await router.ask(two.compactMap(MapPoint.init), known: .unknown(size: 2))
    #expect(answer.failure?.all.map(\.code) == [.routerUnavailable])
  }

  @Test("a place off the map has no way to any other, and is named")
  func offMap() async throws {
    let answer = try await router("far").ask(two.compactMap(MapPoint.init), known: .unknown(size: 2))
    #expect(answer.failure == nil)
    #expect(answer.offRoad == [0: 5_300_402])
    #expect(answer.matrix.durations == [0, TravelMatrix.unreachable, TravelMatrix.unreachable, 0])
  }

  @Test("a line through many places is put together from parts")
  func longRoute() async throws {
    let line = (0..<250).map { Coordinate(longitude: 9 + Double($0) / 1000, latitude: 47 - Double($0 % 7) / 100) }
    let route = try await router("route").route(line.compactMap(MapPoint.init))
    #expect(Polyline.decode(route.geometry) == line)
    // Parts of 100, 100 and 52 places, which share their ends.
    #expect(route.metres == 2621)
  }
}
