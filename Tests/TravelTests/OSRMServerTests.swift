import Foundation
import PunctualModel
import PunctualTravel
import Support
import Testing

@Suite("The OSRM client against a real server")
struct OSRMServerTests {
  @Test(
    "roads of Liechtenstein: a matrix in blocks equals the matrix in one, and detours make it asymmetric",
    .enabled(if: RoadServer.isThere, "PUNCTUAL_SHARED names no serve-osrm.sh"))
  func liechtenstein() async throws {
    guard let server = RoadServer() else {
      print("skipped: serve-osrm.sh could not start an OSRM server here")
      return
    }
    defer { server.stop() }
    let port = server.port
    let places = (0..<23).map { index in
      Coordinate(longitude: 9.50 + 0.004 * Double(index % 7), latitude: 47.06 + 0.008 * Double(index))
    }
    let whole = try await router("127.0.0.1", port).matrix(places)
    let blocks = try await router("localhost", port, maxTableSize: 5).matrix(places)
    #expect(whole == blocks)
    #expect(places.indices.allSatisfy { whole.durations[$0 * 24] == 0 })
    #expect(whole.durations.contains { $0 > 600 })
    #expect((0..<23).contains { whole.durations[$0] != whole.durations[$0 * 23] })

    let line = try await router("127.0.0.1", port).route(places.compactMap(MapPoint.init))
    let drawn = try #require(Polyline.decode(line.geometry))
    #expect(drawn.count > 200)
    #expect(abs(line.metres - 60_000) < 50_000)
    #expect(
      try await router("127.0.0.1", port).nearest(MapPoint(longitude: 9_520_900, latitude: 47_141_000)).metres < 300)

    let here = try router("127.0.0.1", port)
    do throws(Faults) {
      let swapped = [places[0], Coordinate(longitude: 47.1, latitude: 9.5)]
      _ = try await here.matrix(swapped)
      Issue.record("a place in Ethiopia was found on the map")
    } catch {
      #expect(error.all.map(\.code) == [.unreachable])
    }
  }

  private func router(_ host: String, _ port: Int, maxTableSize: Int? = nil) throws -> OSRMRouter {
    OSRMRouter(
      try #require(RouterAddress(host: host, port: port, profile: "driving")), maxTableSize: maxTableSize)
  }
}
