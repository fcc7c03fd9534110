import Foundation

/// A real OSRM server over the roads of Liechtenstein, started by the script in the folder that PUNCTUAL_SHARED names.
public final class RoadServer: Sendable {
  public let port: Int
  private let process: pid_t

  private static let script = (SharedFolder.path ?? "") + "/osm/serve-osrm.sh"

  /// Whether there is such a script.
  public static let isThere = FileManager.default.isExecutableFile(atPath: script)

  /// Nil where it cannot be installed or started.
  public init?() {
    let port = Int.random(in: 20_000..<30_000)
    let starter = Process()
    starter.executableURL = URL(filePath: Self.script)
    let extract = URL(filePath: Self.script).deletingLastPathComponent().appending(path: "liechtenstein.osm.pbf").path()
    starter.arguments = [extract, String(port)]
    let output = Pipe()
    starter.standardOutput = output
    starter.standardError = FileHandle.nullDevice
    guard (try? starter.run()) != nil else { return nil }
    // The script leaves the server behind, which keeps `waitUntilExit` waiting on Linux; its first line tells enough.
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let process = pid_t(line.trimmingCharacters(in: .whitespacesAndNewlines)) else { return nil }
    self.port = port
    self.process = process
  }

  public func stop() { kill(process, SIGTERM) }
}
