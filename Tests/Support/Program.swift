import Foundation

/// Runs the built program as a user would: a process with arguments, input, environment and exit code.
public enum Program {
  public struct Result: Sendable {
    public var exitCode: Int32
    public var output: String
    public var errors: String
  }

  /// The program beside the tests' own bundle.
  public static let path: String = {
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    for _ in 0..<6 {
      let candidate = folder.appendingPathComponent("punctual").path
      if FileManager.default.isExecutableFile(atPath: candidate), !isFolder(candidate) { return candidate }
      folder.deleteLastPathComponent()
    }
    return "punctual"
  }()

  /// Runs it to its end. Output and errors are read while it runs, so that neither can fill its pipe.
  public static func run(
    _ arguments: [String], input: Data = Data(), environment: [String: String] = [:], folder: String? = nil
  ) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    var variables = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PUNCTUAL_") }
    variables.merge(environment) { $1 }
    process.environment = variables
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    let (standardInput, output, errors) = (Pipe(), Pipe(), Pipe())
    process.standardInput = standardInput
    process.standardOutput = output
    process.standardError = errors
    let collected = Collected()
    let group = DispatchGroup()
    for (pipe, isOutput) in [(output, true), (errors, false)] {
      DispatchQueue.global().async(group: group) {
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        collected.set(data, isOutput: isOutput)
      }
    }
    try process.run()
    // A program that stops reading early must not end the tests.
    try? standardInput.fileHandleForWriting.write(contentsOf: input)
    try? standardInput.fileHandleForWriting.close()
    process.waitUntilExit()
    group.wait()
    return Result(exitCode: process.terminationStatus, output: collected.output, errors: collected.errors)
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

  /// What two readers gather at the same time; the lock is the safety.
  private final class Collected: @unchecked Sendable {
    private let lock = NSLock()
    private var data: (output: Data, errors: Data) = (Data(), Data())

    func set(_ bytes: Data, isOutput: Bool) {
      lock.withLock { if isOutput { data.output = bytes } else { data.errors = bytes } }
    }

    var output: String { lock.withLock { String(decoding: data.output, as: UTF8.self) } }
    var errors: String { lock.withLock { String(decoding: data.errors, as: UTF8.self) } }
  }
}
