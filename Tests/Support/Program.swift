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
    try run(program: path, arguments, input: input, environment: environment, folder: folder)
  }

  /// Runs a line of `/bin/sh`, in which `$PUNCTUAL` is the program.
  public static func shell(
    _ script: String, input: Data = Data(), environment: [String: String] = [:], folder: String? = nil
  ) throws -> Result {
    try run(program: "/bin/sh", ["-c", script], input: input, environment: environment, folder: folder)
  }

  /// Runs any program to its end.
  public static func run(
    program: String, _ arguments: [String], input: Data = Data(), environment: [String: String] = [:],
    folder: String? = nil
  ) throws -> Result {
    let child = try Child(program, arguments, environment: self.environment(environment), folder: folder)
    let collected = Collected()
    // Threads of their own: those of a shared pool are few, and tests that run side by side would wait for one another.
    let group = DispatchGroup()
    let work: [@Sendable () -> Void] = [
      {
        // A program that stops reading early must not end the tests.
        try? child.input.write(contentsOf: input)
        try? child.input.close()
      },
      { collected.set((try? child.output.readToEnd()) ?? Data(), isOutput: true) },
      { collected.set((try? child.errors.readToEnd()) ?? Data(), isOutput: false) },
    ]
    for part in work {
      group.enter()
      Thread.detachNewThread {
        part()
        group.leave()
      }
    }
    group.wait()
    let result = Result(exitCode: child.wait(), output: collected.output, errors: collected.errors)
    if program == path { Replies.keep(arguments, input, result) }
    return result
  }

  /// The environment of a child: settings of the user who runs the tests do not reach it.
  static func environment(_ more: [String: String]) -> [String: String] {
    let users = ["NO_COLOR", "COLUMNS", "XDG_DATA_HOME"]
    var variables = ProcessInfo.processInfo.environment.filter {
      !$0.key.hasPrefix("PUNCTUAL_") && !users.contains($0.key)
    }
    variables["PUNCTUAL"] = path
    return variables.merging(more) { $1 }
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
