import Foundation

/// A server on loopback, played by a Python script of `Tests/Scripts`: it prints its port and ends with its input, so with
/// the last reference.
public final class LocalServer: Sendable {
  public let port: Int
  private let child: Child

  public struct NotStarted: Error {
    public let errors: String
  }

  public init(_ script: String, _ arguments: String...) throws {
    child = try Child(
      "/usr/bin/env", ["python3", Scripts.path(script)] + arguments, environment: Program.environment([:]), folder: nil)
    var line = Data()
    while !line.contains(0x0A) {
      let more = child.output.availableData
      if more.isEmpty { break }
      line += more
    }
    guard let port = Int(String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)) else {
      _ = child.wait()
      throw NotStarted(errors: String(decoding: (try? child.errors.readToEnd()) ?? Data(), as: UTF8.self))
    }
    self.port = port
  }

  deinit {
    try? child.input.close()
    _ = child.wait()
  }
}

/// What the tests run beside the program.
public enum Scripts {
  public static func path(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Scripts/" + name).path
  }

  /// Whether python3 is there, with these packages.
  public static func hasPython(_ packages: String...) -> Bool {
    let script = packages.map { "import \($0)" }.joined(separator: "; ")
    return (try? Program.run(program: "/usr/bin/env", ["python3", "-c", script]).exitCode) == 0
  }

  /// Whether a program is there.
  public static func has(_ program: String) -> Bool {
    (try? Program.run(program: "/bin/sh", ["-c", "command -v \"$0\"", program]).exitCode) == 0
  }

  /// Runs a line of Python and reads what it prints as JSON.
  public static func python(_ script: String, input: Data = Data(), _ arguments: String...) throws -> JSONValue {
    let result = try Program.run(program: "/usr/bin/env", ["python3", "-c", script] + arguments, input: input)
    guard result.exitCode == 0 else { throw LocalServer.NotStarted(errors: result.errors) }
    return try JSONValue(parsing: result.output)
  }
}
