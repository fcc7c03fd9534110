import Foundation
import Support
import Testing

@Suite("Odd lines in a pipe")
struct OddLineTests {
  /// A line as bytes, and the fault that it must be answered with; nil where it is sound after all.
  struct Odd: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var line: [UInt8]
    var code: String?
  }

  /// Lines around `document`, sound JSON that ends in a brace; `number` is a member with a number of the document's own.
  static func odd(_ document: String, number: String) -> [Odd] {
    func altered(_ value: String) -> [UInt8] { Array((document.dropLast() + ",\(number):\(value)}").utf8) }
    func text(_ bytes: [UInt8]) -> [UInt8] { altered("\"").dropLast() + bytes + Array("\"}".utf8) }
    return [
      Odd(testDescription: "invalid UTF-8", line: text([0xC3, 0x28]), code: "not-json"),
      Odd(testDescription: "an overlong slash", line: text([0xC0, 0xAF]), code: "not-json"),
      Odd(testDescription: "a bare NUL", line: text([0]), code: "not-json"),
      Odd(testDescription: "an escaped NUL", line: text(Array(#"\u0000"#.utf8)), code: "not-json"),
      Odd(testDescription: "a lone surrogate", line: text(Array(#"\ud83d"#.utf8)), code: "not-json"),
      Odd(testDescription: "a surrogate in UTF-8", line: text([0xED, 0xA0, 0x80]), code: "not-json"),
      Odd(
        testDescription: "a duplicate key", line: Array((document.dropLast() + ",\"x\":1,\"x\":2}").utf8),
        code: "not-json"),
      Odd(testDescription: "NaN", line: altered("NaN"), code: "not-json"),
      Odd(testDescription: "Infinity", line: altered("-Infinity"), code: "not-json"),
      Odd(testDescription: "deep nesting", line: altered(String(repeating: "[", count: 5000)), code: "too-deep"),
      Odd(
        testDescription: "a line that is too long", line: altered(String(repeating: " ", count: 9000) + "1"),
        code: "too-large"),
      Odd(testDescription: "CR LF", line: Array(document.utf8) + [0x0D], code: nil),
    ]
  }

  private static func joined(_ lines: [[UInt8]]) -> Data {
    // A byte order mark at the start, and no newline at the end.
    Data([0xEF, 0xBB, 0xBF] + lines.joined(separator: [0x0A]))
  }

  @Test("each is answered by `rpc` in its place, and the good ones between them are, too")
  func asked() throws {
    let sandbox = try Firm.workspace()
    let good = #"{"jsonrpc":"2.0","id":1,"method":"customer.show","params":{"id":"c001"}}"#
    let odd = Self.odd(good, number: "\"id2\"")
    let result = try Program.run(
      ["rpc", "--max-line", "8192", "--now", sandbox.now],
      input: Self.joined(odd.flatMap { [Array(good.utf8), $0.line] }),
      environment: sandbox.environment)
    #expect(result.exitCode == 0)
    let answers = try JSONValue.lines(result.output)
    try #require(answers.count == odd.count * 2)
    for (index, odd) in odd.enumerated() {
      #expect(answers[index * 2]["result"]["id"].string == "c001")
      #expect(answers[index * 2 + 1]["error"]["data"]["code"].string == odd.code, "\(odd.testDescription)")
    }
  }

  @Test("each is answered by `solve --ndjson` in its place")
  func solved() throws {
    let good = try String(contentsOfFile: SolveTests.problem("no-way"), encoding: .utf8).replacing("\n", with: " ")
      .trimmingCharacters(in: .whitespaces)
    let odd = Self.odd(good, number: "\"number\"")
    let result = try Program.run(
      ["solve", "--ndjson", "--iterations", "5", "-t", "1", "--max-line", "8192"],
      input: Self.joined(odd.flatMap { [Array(good.utf8), $0.line] }))
    #expect(result.exitCode == 2)
    let answers = try JSONValue.lines(result.output)
    try #require(answers.count == odd.count * 2)
    for (index, odd) in odd.enumerated() {
      #expect(answers[index * 2]["code"].int == 0)
      #expect(answers[index * 2 + 1]["errors"][0]["code"].string == odd.code, "\(odd.testDescription)")
    }
  }

  @Test("each is answered by `predict --ndjson` in its place")
  func predicted() throws {
    let good = #"{"now":"2026-11-23T08:00:00Z","routes":[]}"#
    let odd = Self.odd(good, number: "\"number\"")
    let result = try Program.run(
      ["predict", "--ndjson", "--max-line", "8192"], input: Self.joined(odd.flatMap { [Array(good.utf8), $0.line] }))
    #expect(result.exitCode == 65)
    let answers = try JSONValue.lines(result.output)
    try #require(answers.count == odd.count * 2)
    for (index, odd) in odd.enumerated() {
      #expect(answers[index * 2]["visits"].elements.isEmpty && !answers[index * 2]["now"].isNull)
      #expect(answers[index * 2 + 1]["errors"][0]["code"].string == odd.code, "\(odd.testDescription)")
    }
  }

  @Test("each is named by `import -` with its line, and nothing is kept")
  func imported() throws {
    let sandbox = try Firm.workspace()
    let before = try sandbox.run("export").output
    let good = #"{"kind":"customer","id":"c9","name":"Sound"}"#
    for odd in Self.odd(good, number: "\"number\"") where odd.code != nil && odd.code != "too-large" {
      let result = try Program.run(
        ["import", "-", "--json", "--format", "ndjson", "--now", sandbox.now],
        input: Self.joined([Array(good.replacing("c9", with: "c900").utf8), odd.line]), environment: sandbox.environment
      )
      #expect(result.exitCode == 65)
      let fault = try JSONValue(parsing: result.errors)["errors"][0]
      #expect(fault["code"].string == odd.code, "\(odd.testDescription)")
      #expect(fault["line"].int == 2)
    }
    #expect(try sandbox.run("export").output == before)
  }

  @Test("whole numbers beyond 2^53 keep their last digit, and what has no room is refused, never rounded")
  func largeNumbers() throws {
    func problem(_ id: String) -> Data {
      Data(
        #"{"jobs":[{"id":\#(id),"location_index":1}],"vehicles":[{"id":1,"start_index":0}],"matrices":{"car":{"durations":[[0,1],[1,0]]}}}"#
          .utf8)
    }
    for id in ["9007199254740993", "18446744073709551615"] {
      let result = try Program.run(["solve", "--iterations", "1", "-t", "1"], input: problem(id))
      #expect(result.exitCode == 0)
      #expect(result.output.contains("\"id\":\(id)"))
    }
    for id in ["18446744073709551616", "1e3", "-1", "1.5"] {
      let result = try Program.run(["solve"], input: problem(id))
      #expect(result.exitCode == 2)
      #expect(try JSONValue(parsing: result.output)["errors"][0]["path"].string == "/jobs/0/id")
    }
  }

  @Test("a reader that goes away ends it quietly")
  func goneReader() throws {
    let sandbox = try Firm.workspace()
    let line = #"{"jsonrpc":"2.0","id":1,"method":"customer.list","params":{}}"#
    try sandbox.write(String(repeating: line + "\n", count: 50), to: "requests")
    let result = try Program.shell(
      #""$PUNCTUAL" rpc --now \#(sandbox.now) <requests 2>errors | head -c 100 >/dev/null; cat errors"#,
      environment: sandbox.environment, folder: sandbox.folder)
    #expect(result.output == "")
  }

  @Test("a writer that stalls in the midst of a line is waited for")
  func stalledWriter() throws {
    let sandbox = try Firm.workspace()
    let result = try Program.shell(
      #"""
      { printf '{"jsonrpc":"2.0","id":1,"method":"customer.show",'; sleep 1; printf '"params":{"id":"c001"}}\n'; } \
        | "$PUNCTUAL" rpc --now \#(sandbox.now)
      """#, environment: sandbox.environment, folder: sandbox.folder)
    #expect(result.exitCode == 0)
    #expect(try JSONValue(parsing: result.output)["result"]["id"].string == "c001")
  }

  @Test("a line of 64 MB is refused by the limit, without being held")
  func hugeLine() throws {
    let result = try Program.shell(
      #"""
      { head -c 64000000 /dev/zero | tr '\0' 'x'; printf '\n{"now":"2026-11-23T08:00:00Z","routes":[]}\n'; } \
        | { ulimit -v 1500000; "$PUNCTUAL" predict --ndjson; }
      """#)
    let answers = try JSONValue.lines(result.output)
    try #require(answers.count == 2)
    #expect(answers[0]["errors"][0]["code"].string == "too-large")
    #expect(answers[0]["errors"][0]["message"].string == "The line has 64000000 bytes; at most 33554432 are read.")
    #expect(answers[1]["now"].string != nil)
  }
}
