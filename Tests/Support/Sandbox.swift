import Foundation

/// A temporary folder with a workspace in it; gone with the last reference.
public final class Sandbox: Sendable {
  public let folder: String
  /// The stated present of every command that is run here.
  public let now: String

  public init(now: String = "2026-11-22T12:00:00Z") throws {
    self.now = now
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("punctual-e2e-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  public var database: String { path("firm.sqlite") }

  public func path(_ name: String) -> String { folder + "/" + name }

  /// Where the program finds workspace, home and actor.
  public var environment: [String: String] {
    ["PUNCTUAL_DB": database, "PUNCTUAL_ACTOR": "test", "HOME": folder, "TZ": "Europe/Vaduz"]
  }

  /// Runs a command on the workspace at the stated present.
  @discardableResult
  public func run(_ arguments: String..., input: String = "", now: String? = nil) throws -> Program.Result {
    try run(arguments, input: input, now: now)
  }

  @discardableResult
  public func run(_ arguments: [String], input: String = "", now: String? = nil) throws -> Program.Result {
    try Program.run(
      arguments + ["--now", now ?? self.now], input: Data(input.utf8), environment: environment, folder: folder)
  }

  /// Runs a command without a stated present.
  public func plain(_ arguments: [String], input: String = "") throws -> Program.Result {
    try Program.run(arguments, input: Data(input.utf8), environment: environment, folder: folder)
  }

  /// Runs it with `--json`, expects success, and reads its answer.
  public func json(_ arguments: String..., input: String = "", now: String? = nil) throws -> JSONValue {
    let result = try run(arguments + ["--json"], input: input, now: now)
    guard result.exitCode == 0 else { throw Failed(result: result, arguments: arguments) }
    return try JSONValue(parsing: result.output)
  }

  public func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
  }

  public func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path(name))), as: UTF8.self)
  }

  /// Requests to `punctual rpc`, and its answers.
  public func rpc(_ lines: [String], now: String? = nil) throws -> (exitCode: Int32, answers: [JSONValue]) {
    let result = try run(["rpc"], input: lines.map { $0 + "\n" }.joined(), now: now)
    return (result.exitCode, try JSONValue.lines(result.output))
  }

  public struct Failed: Error, CustomStringConvertible {
    public var result: Program.Result
    public var arguments: [String]

    public init(result: Program.Result, arguments: [String]) {
      self.result = result
      self.arguments = arguments
    }

    public var description: String {
      "\(arguments.joined(separator: " ")) ended with \(result.exitCode): \(result.errors)"
    }
  }
}
