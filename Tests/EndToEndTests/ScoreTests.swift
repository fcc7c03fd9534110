import Foundation
import Support
import Testing

@Suite("punctual report calibration and backtest")
struct ScoreTests {
  /// Days of the sample firm's past, as a file.
  private func history() throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.write(try Firm.pastVisits(700), to: "history.ndjson")
    return sandbox
  }

  private let period = ["--history", "history.ndjson", "--zone", "Europe/Vaduz", "--from", "2025-12-09"]

  @Test("judges past visits without a workspace, in a table, as JSON and as a picture that stands alone")
  func calibration() throws {
    let sandbox = try history()
    let shown = try sandbox.plain(["report", "calibration", "--svg", "picture.svg"] + period)
    #expect(shown.exitCode == 0, "\(shown.errors)")
    for words in ["an hour ahead", "Brier", "not people", "level is honest"] {
      #expect(shown.output.contains(words), "\(words)")
    }
    #expect(shown.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    let result = try sandbox.plain(["report", "calibration", "--json"] + period)
    let report = try JSONValue(parsing: result.output)
    #expect(report["basis"].string == "replay")
    #expect(report["moments"].elements.map { $0["moment"].string } == ["day-start", "hour-ahead", "next", "working"])
    for moment in report["moments"].elements {
      #expect(abs((moment["figures"]["coverage_80"].double ?? 0) - 0.8) < 0.15)
      #expect(abs(moment["pit"]["shares"].elements.compactMap(\.double).reduce(0, +) - 1) < 1e-4)
      #expect(moment["by_technician"].elements.allSatisfy { $0["figures"]["count"].int ?? 0 >= 30 })
    }
    let again = try sandbox.plain(["report", "calibration", "--json"] + period)
    #expect(again.output == result.output)

    let picture = try sandbox.read("picture.svg")
    #expect(picture.contains("<title id=\"title\">") && picture.contains("<desc id=\"description\">"))
    #expect(picture.contains("prefers-color-scheme: dark"))
    #expect(picture.components(separatedBy: "http").count == 2, "nothing is fetched: only the name space is named")
    if Python.isThere {
      let parsed = try Python.run(
        ["-c", "import sys, xml.dom.minidom as m; print(m.parse(sys.argv[1]).documentElement.tagName)"]
          + [sandbox.path("picture.svg")])
      #expect(parsed.output == "svg\n")
    }
  }

  @Test("goes through past days again, and tells one visit's predictions")
  func backtest() throws {
    let sandbox = try history()
    let result = try sandbox.plain(["backtest", "--to", "2025-12-09", "--every", "60", "--json"] + period)
    #expect(result.exitCode == 0, "\(result.errors)")
    let report = try JSONValue(parsing: result.output)
    #expect(report["days"].elements.map { $0["date"].string } == ["2025-12-09"])
    let total = report["total"]
    #expect(total["visits"].int ?? 0 > 20)
    #expect((total["told"].int ?? 0) <= (total["late"].int ?? -1))
    #expect((total["false_alarms"].int ?? 0) <= (total["alarms"].int ?? -1))
    let refused = try sandbox.plain(["backtest", "--visit", "nobody"] + period)
    #expect(refused.exitCode == 65 && refused.errors.contains("nobody"))
  }

  private static let refusals: [([String], Int32)] = [
    (["report", "calibration", "--minimum", "5"], 64),
    (["report", "calibration", "--moment", "never"], 64),
    (["report", "calibration", "--history", "none.ndjson"], 65),
    (["backtest", "--history", "empty.ndjson"], 65),
    (["backtest", "--every", "0"], 64),
  ]

  @Test("what cannot be judged is refused in words", arguments: refusals)
  func refused(arguments: [String], code: Int32) throws {
    let sandbox = try Sandbox()
    try sandbox.write("", to: "empty.ndjson")
    let result = try sandbox.plain(arguments)
    #expect(result.exitCode == code, "\(result.errors)")
    #expect(result.errors.lowercased().contains("error"))
  }
}
