import Foundation

/// A running process of the program that is talked with line by line, such as `punctual rpc`.
public final class Conversation {
  private let child: Child
  private var heard = Data()

  public init(_ arguments: [String], environment: [String: String] = [:]) throws {
    child = try Child(Program.path, arguments, environment: Program.environment(environment), folder: nil)
  }

  public func say(_ line: String) throws {
    try child.input.write(contentsOf: Data((line + "\n").utf8))
  }

  /// The next line of its output; nil where it has ended. Waits for it.
  public func hear() -> String? {
    while true {
      if let end = heard.firstIndex(of: 0x0A) {
        let line = String(decoding: heard[..<end], as: UTF8.self)
        heard = Data(heard[heard.index(after: end)...])
        return line
      }
      let more = child.output.availableData
      if more.isEmpty { return nil }
      heard.append(more)
    }
  }

  /// Says no more, and waits for its end. Gives the exit code.
  public func end() -> Int32 {
    try? child.input.close()
    return child.wait()
  }

  /// Ends it at once, as a power cut would (SIGKILL).
  public func kill() {
    child.kill()
    _ = child.wait()
  }
}
