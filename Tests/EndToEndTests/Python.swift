import Foundation
import Support
import Testing

/// Python 3, which plays the foreign client and the independent judge.
enum Python {
  static let reason: Comment = "needs python3 with the package jsonschema"

  /// Whether there is one that can validate against JSON Schema.
  static let hasJSONSchema = succeeds(["python3", "-c", "import jsonschema"])
  /// Whether it has a package.
  static func has(_ package: String) -> Bool { succeeds(["python3", "-c", "import \(package)"]) }

  static let isThere = succeeds(["python3", "-c", ""])

  /// A script of `Tests/Scripts`.
  static func script(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Scripts/" + name).path
  }

  static func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:]
  ) throws -> Program.Result {
    try Program.run(
      program: "/usr/bin/env", ["python3"] + arguments, input: Data(input.utf8), environment: environment)
  }

  private static func succeeds(_ command: [String]) -> Bool {
    (try? Program.run(program: "/usr/bin/env", command).exitCode) == 0
  }
}
