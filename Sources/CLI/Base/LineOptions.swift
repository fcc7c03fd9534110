import ArgumentParser
import PunctualWire

/// How long a line of standard input may be, for the commands that answer line by line.
struct LineOptions: ParsableArguments {
  @Option(help: "Longest line that is read, in bytes. A longer one is refused and passed over, without being held.")
  var maxLine = LineReader.longestLine

  func validate() throws {
    guard (1024...(1 << 30)).contains(maxLine) else { throw ValidationError("--max-line takes 1024 to \(1 << 30).") }
  }

  func reader(_ descriptor: Int32) -> LineReader { LineReader(descriptor: descriptor, limit: maxLine) }

  /// Of the JSON in a line: what could be read as a line is not too long for a text.
  var limits: JSONLimits { JSONLimits(bytes: maxLine) }
}
