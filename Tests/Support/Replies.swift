import Foundation

/// What the program has answered, kept for a judge outside: where `PUNCTUAL_REPLIES` names a file, each answer that a
/// schema describes is a line of it. `scripts/test.sh` has all of them judged after the tests.
enum Replies {
  private static let file = ProcessInfo.processInfo.environment["PUNCTUAL_REPLIES"]
  private static let lock = NSLock()
  /// Answers in JSON without being asked to.
  private static let stateless: Set = ["solve", "predict", "check"]

  static func keep(_ arguments: [String], _ input: Data, _ result: Program.Result) {
    guard let file, let command = arguments.first, !result.output.isEmpty else { return }
    let isJSON = arguments.contains("--json") && result.exitCode == 0
    guard command == "rpc" || isJSON || stateless.contains(command) else { return }
    let reply = JSONValue([
      "arguments": arguments, "input": command == "rpc" ? String(decoding: input, as: UTF8.self) : "",
      "output": result.output,
    ])
    lock.withLock { append(reply.text + "\n", to: file) }
  }

  private static func append(_ text: String, to file: String) {
    _ = FileManager.default.fileExists(atPath: file) || FileManager.default.createFile(atPath: file, contents: nil)
    guard let handle = FileHandle(forWritingAtPath: file) else { return }
    defer { try? handle.close() }
    _ = try? handle.seekToEnd()
    try? handle.write(contentsOf: Data(text.utf8))
  }
}
