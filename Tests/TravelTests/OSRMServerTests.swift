import Foundation
import PunctualModel
import PunctualTravel
import Support
import Testing

/// The script that starts a real OSRM server, in the folder that PUNCTUAL_SHARED names.
private let script = (SharedFolder.path ?? "") + "/osm/serve-osrm.sh"

@Suite("The OSRM client against a real server")
struct OSRMServerTests {
  @Test(
    "roads of Liechtenstein: a matrix in blocks equals the matrix in one, and detours make it asymmetric",
    .enabled(if: FileManager.default.isExecutableFile(atPath: script), "PUNCTUAL_SHARED names no serve-osrm.sh"))
  func liechtenstein() async throws {
    let port = Int.random(in: 20_000..<30_000)
    guard let server = try start(port) else {
      print("skipped: serve-osrm.sh could not start an OSRM server here")
      return
    }
    defer { kill(server, SIGTERM) }
    let places = (0..<23).map { index in
      Coordinate(longitude: 9.50 + 0.004 * Double(index % 7), latitude: 47.06 + 0.008 * Double(index))
    }
    let whole = try await OSRMRouter(host: "127.0.0.1", port: port, profile: "driving").matrix(places)
    let blocks = try await OSRMRouter(host: "localhost", port: port, profile: "driving", maxTableSize: 5)
      .matrix(places)
    #expect(whole == blocks)
    #expect(places.indices.allSatisfy { whole.durations[$0 * 24] == 0 })
    #expect(whole.durations.contains { $0 > 600 })
    #expect((0..<23).contains { whole.durations[$0] != whole.durations[$0 * 23] })

    do {
      let swapped = [places[0], Coordinate(longitude: 47.1, latitude: 9.5)]
      _ = try await OSRMRouter(host: "127.0.0.1", port: port, profile: "driving").matrix(swapped)
      Issue.record("a place in Ethiopia was found on the map")
    } catch {
      #expect(error.all.map(\.code) == [.unreachable])
    }
  }

  /// Starts the server and gives its process id; nil where it cannot be installed or started.
  private func start(_ port: Int) throws -> pid_t? {
    let process = Process()
    process.executableURL = URL(filePath: script)
    let extract = URL(filePath: script).deletingLastPathComponent().appending(path: "liechtenstein.osm.pbf").path()
    process.arguments = [extract, String(port)]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    // The script leaves the server behind, which keeps `waitUntilExit` waiting on Linux; its first line tells enough.
    return pid_t(line.trimmingCharacters(in: .whitespacesAndNewlines))
  }
}
