import Foundation
import Support
import Testing

@Suite("punctual solve and check")
struct SolveTests {
  static let problems = [
    "breaks", "coordinates", "given-order", "no-way", "parts-on-board", "skills-and-priorities", "time-windows",
    "two-shifts", "vehicle-types",
    // Beyond VROOM.
    "asymmetric-profiles-hours", "chain", "due-dates", "fair-load", "freeze-and-keep", "overtime", "parts-and-tools",
    "pins", "robust", "several-days", "shipments", "skill-levels", "soft-windows", "technicians-wished", "territories",
    "two-at-once",
    // With names.
    "by-name",
  ]
  static let folder = Firm.file("problems")

  static func problem(_ name: String) -> String { "\(folder)/\(name).json" }

  /// How the stated answers were made; `given-order` shows plan mode.
  static func arguments(_ name: String) -> [String] {
    ["solve", problem(name), "--seed", "1", "--iterations", "500", "-t", "1"] + (name == "given-order" ? ["-c"] : [])
  }

  @Test("a sample problem has its stated answer", arguments: problems)
  func statedAnswer(name: String) throws {
    let result = try Program.run(Self.arguments(name))
    #expect(result.exitCode == 0)
    #expect(result.errors.isEmpty)
    let expected = try String(contentsOfFile: "\(Self.folder)/\(name).expected.json", encoding: .utf8)
    #expect(
      withoutTimes(try JSONValue(parsing: result.output)).text == withoutTimes(try JSONValue(parsing: expected)).text)
  }

  @Test("a stated answer is valid by `check`; the one that breaks rules is told which", arguments: problems)
  func judged(name: String) throws {
    let result = try Program.run(["check", Self.problem(name), "\(Self.folder)/\(name).expected.json"])
    let verdict = try JSONValue(parsing: result.output)
    if name == "given-order" {
      #expect(result.exitCode == 1)
      #expect(verdict["valid"].bool == false)
      #expect(verdict["violations"].elements.allSatisfy { $0["code"].string != nil && $0["message"].string != nil })
      #expect(!verdict["violations"].elements.isEmpty)
    } else {
      #expect(result.exitCode == 0)
      #expect(verdict["valid"].bool == true)
      #expect(verdict["violations"].elements.isEmpty)
    }
  }

  @Test("--explain says of all that is left out why, and changes nothing else", arguments: problems)
  func explained(name: String) throws {
    let plain = try JSONValue(parsing: try Program.run(Self.arguments(name)).output)
    let told = try JSONValue(parsing: try Program.run(Self.arguments(name) + ["--explain"]).output)
    #expect(told["routes"].text == plain["routes"].text)
    #expect(told["unassigned"].elements.map { $0["id"].int } == plain["unassigned"].elements.map { $0["id"].int })
    for entry in told["unassigned"].elements {
      #expect(!entry["reasons"].elements.isEmpty, "\(entry.text)")
      #expect(entry["changes"].elements.allSatisfy { !$0["needs"].elements.isEmpty }, "\(entry.text)")
    }
  }

  @Test(
    "--precheck finds, without solving, only what is left out then", arguments: problems.filter { $0 != "given-order" })
  func prechecked(name: String) throws {
    let result = try Program.run(["solve", Self.problem(name), "--precheck"])
    #expect(result.exitCode == 0)
    let found = try JSONValue(parsing: result.output)["findings"].elements
    let solved = try JSONValue(parsing: try Program.run(Self.arguments(name)).output)
    let left = solved["unassigned"].elements.map { $0["id"].int }
    for finding in found where finding["kind"].string == "job" {
      #expect(finding["jobs"].elements.allSatisfy { left.contains($0["id"].int) }, "\(finding.text)")
    }
    if ["no-way", "shipments", "skills-and-priorities"].contains(name) { #expect(!found.isEmpty) }
  }

  @Test("the same seed, iterations and threads give the same bytes, computing times apart")
  func sameBytes() throws {
    for threads in ["1", "3"] {
      let arguments = ["solve", Self.problem("breaks"), "--seed", "42", "--iterations", "300", "-t", threads]
      let answers = try (1...2).map { _ in try Program.run(arguments).output.replacing(Self.times, with: "") }
      #expect(answers[0] == answers[1])
      #expect(answers[0].contains("\"routes\""))
    }
  }

  private static var times: Regex<Substring> { /"computing_times":\{[^}]*\}/ }

  @Test("a problem comes from a pipe, an option, an argument or a line, and gives the same answer")
  func ways() throws {
    let file = Self.problem("time-windows")
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let sandbox = try Sandbox()
    let options = ["--iterations", "200", "-t", "1"]
    let piped = try Program.run(["solve"] + options, input: Data(text.utf8))
    #expect(piped.exitCode == 0)
    let expected = withoutTimes(try JSONValue(parsing: piped.output)).text
    let others = [
      try Program.run(["solve", "-"] + options, input: Data(text.utf8)),
      try Program.run(["solve", "-i", file] + options),
      try Program.run(["solve", text] + options),
      try Program.run(
        ["solve", "--ndjson"] + options, input: Data((text.replacing("\n", with: " ") + "\n").utf8)),
    ]
    for other in others { #expect(withoutTimes(try JSONValue(parsing: other.output)).text == expected) }
    let written = try Program.run(["solve", file, "-o", sandbox.path("answer.json")] + options)
    #expect(written.exitCode == 0 && written.output.isEmpty)
    #expect(withoutTimes(try JSONValue(parsing: sandbox.read("answer.json"))).text == expected)
  }

  @Test("with --ndjson a bad line is answered in its place and the rest is solved")
  func badLineAmongGood() throws {
    let good = try String(contentsOfFile: Self.problem("no-way"), encoding: .utf8).replacing("\n", with: " ")
    let result = try Program.run(
      ["solve", "--ndjson", "--iterations", "10", "-t", "1"], input: Data("\(good)\nnonsense\n{}\n\(good)\n".utf8))
    let answers = try JSONValue.lines(result.output)
    #expect(result.exitCode == 2)
    #expect(answers.map { $0["code"].int } == [0, 2, 2, 0])
    #expect(answers[1]["error"].string != nil)
  }

  @Test("`check` refuses what it cannot judge with exit code 2")
  func cannotJudge() throws {
    let file = Self.problem("breaks")
    let missing = try Program.run(["check", file, "/nowhere/solution.json"])
    #expect(missing.exitCode == 2)
    #expect(missing.errors.contains("There is no such file"))
    let noise = try Program.run(["check", file, "-"], input: Data("noise".utf8))
    #expect(noise.exitCode == 2)
    #expect(noise.output.isEmpty)
  }

  @Test("`check` sees a tampered solution")
  func tampered() throws {
    let file = "\(Self.folder)/breaks.expected.json"
    let text = try String(contentsOfFile: file, encoding: .utf8).replacing("\"cost\": 4539", with: "\"cost\": 4000")
    let result = try Program.run(["check", Self.problem("breaks"), "-"], input: Data(text.utf8))
    #expect(result.exitCode == 1)
    #expect(try JSONValue(parsing: result.output)["valid"].bool == false)
  }
}

/// A solution without the figures that differ from run to run.
func withoutTimes(_ solution: JSONValue) -> JSONValue {
  var members = solution.any as? [String: Any] ?? [:]
  members["summary"] = solution["summary"].without("computing_times").any
  return JSONValue(members)
}
