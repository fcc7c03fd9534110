import PunctualModel
import PunctualTravel
import Testing

@Suite(
  "The OSRM client under faults", .enabled(if: FaultyServer.shared != nil, "python3 is not here to play the server"))
struct OSRMFaultTests {
  let server: FaultyServer
  let two = [Coordinate(longitude: 9.5, latitude: 47.1), Coordinate(longitude: 9.6, latitude: 47.2)]

  init() throws {
    server = try #require(FaultyServer.shared)
  }

  func router(_ profile: String, timeoutSeconds: Int = 20) -> OSRMRouter {
    OSRMRouter(
      host: "127.0.0.1", port: server.port, profile: profile, timeoutSeconds: timeoutSeconds, maxTableSize: 3)
  }

  /// The fault that asking for a table of two places ends in.
  func fault(_ profile: String, timeoutSeconds: Int = 20) async -> Fault? {
    do {
      _ = try await router(profile, timeoutSeconds: timeoutSeconds).matrix(two)
      return nil
    } catch {
      return error.all.first
    }
  }

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
    let fault = try #require(await fault(profile))
    #expect(fault.code == .routerUnavailable)
    #expect(fault.message.hasPrefix("The routing service at 127.0.0.1:\(server.port) "))
    #expect(fault.message.contains(saying), "\(fault.message)")
  }

  @Test("a connection that ends too early is told as such", arguments: ["half", "nonsense", "hangup"])
  func cut(profile: String) async throws {
    let fault = try #require(await fault(profile))
    #expect(fault.code == .routerUnavailable)
    #expect(fault.message.contains("does not answer") || fault.message.contains("not a table"), "\(fault.message)")
  }

  @Test("a server that keeps silent, or drips, is given up after the time-out", arguments: ["silent", "drip"])
  func slow(profile: String) async throws {
    let fault = try #require(await fault(profile, timeoutSeconds: 1))
    #expect(fault.code == .routerUnavailable)
    #expect(fault.message.hasSuffix("did not answer within 1 s."))
  }

  @Test("a place that no road is near is unreachable, and named")
  func farAway() async throws {
    #expect(await fault("nosegment")?.code == .unreachable)
    let far = try #require(await fault("far"))
    #expect(far.code == .unreachable)
    #expect(far.message.hasPrefix("Longitude 9.5, latitude 47.1 is 5300 km from the nearest road"))
  }

  @Test("a port where nothing listens, and an address that is none, are told apart")
  func nobody() async throws {
    let closed = OSRMRouter(host: "127.0.0.1", port: 1, profile: "car", timeoutSeconds: 5)
    await #expect(throws: Faults.self) { try await closed.matrix(two) }
    for (host, port) in [("", 80), ("a/b", 80), ("127.0.0.1", 0), ("127.0.0.1", 70_000), ("a b", 80)] {
      let router = OSRMRouter(host: host, port: port, profile: "car", timeoutSeconds: 5)
      do {
        _ = try await router.matrix(two)
        Issue.record("\(host):\(port) answered")
      } catch {
        #expect(error.all.map(\.code) == [.routerUnavailable])
      }
    }
  }

  @Test("coordinates that are none are all refused before anybody is asked")
  func coordinates() async throws {
    let places = [Coordinate(longitude: 200, latitude: 0), two[0], Coordinate(longitude: 0, latitude: .nan)]
    do {
      _ = try await router("good").matrix(places)
      Issue.record("a matrix of impossible places")
    } catch {
      #expect(error.all.map(\.code) == [.outOfRange, .outOfRange])
    }
  }

  @Test("a cancelled task ends with a fault")
  func cancelled() async throws {
    let task = Task { await fault("silent", timeoutSeconds: 25) }
    task.cancel()
    #expect(await task.value?.code == .routerUnavailable)
  }
}
