import Foundation
import Support

/// The sample firm, imported once a run of the tests; each test takes a copy of the database's file.
enum Firm {
  /// The day that is planned.
  static let monday = "2026-11-23"
  /// The evening before, on which it is planned.
  static let sunday = "2026-11-22T17:00:00+01:00"

  /// One of the sample firm's files.
  static func file(_ name: String) -> String { sampleData + "/" + name }

  static let sampleData = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("SampleData").path

  /// So many of its past visits, as NDJSON.
  static func pastVisits(_ count: Int) throws -> String {
    try String(contentsOfFile: file("past-visits.ndjson"), encoding: .utf8).split(separator: "\n").prefix(count)
      .joined(separator: "\n")
  }

  /// A workspace of one's own: the firm with part of its past visits, learned from.
  static func workspace() throws -> Sandbox { try copy(of: imported.get()) }

  /// A workspace of one's own whose Monday is planned.
  static func planned() throws -> Sandbox { try copy(of: plannedOnce.get()) }

  private static let imported = Result { () throws -> Sandbox in
    let sandbox = try Sandbox(now: sunday)
    try expectSuccess(sandbox.run("init", "--name", "Firm", "--zone", "Europe/Vaduz"), "init")
    try sandbox.write(pastVisits(2000), to: "past-visits.ndjson")
    try expectSuccess(sandbox.run("import", file("firm.json"), sandbox.path("past-visits.ndjson")), "import")
    try expectSuccess(sandbox.run("learn"), "learn")
    return sandbox
  }

  private static let plannedOnce = Result { () throws -> Sandbox in
    let sandbox = try workspace()
    try expectSuccess(sandbox.run("plan", monday, "-x", "0"), "plan")
    return sandbox
  }

  private static func expectSuccess(_ result: Program.Result, _ command: String) throws {
    if result.exitCode != 0 { throw Sandbox.Failed(result: result, arguments: [command]) }
  }

  /// Every command has ended, so the whole database is in its one file.
  private static func copy(of original: Sandbox) throws -> Sandbox {
    let sandbox = try Sandbox(now: original.now)
    try FileManager.default.copyItem(atPath: original.database, toPath: sandbox.database)
    return sandbox
  }
}

extension Sandbox {
  /// All that a dry run, or a refused request, must leave as it is: records, journal and outbox.
  func state() throws -> String {
    let counts = try json("doctor")["counts"].text
    let plan = try json("board", Firm.monday).text
    return try run("export", "--history").output + counts + plan + json("notify", "log").text
  }

  /// The visits of the planned Monday, as the board shows them.
  func visits() throws -> [JSONValue] {
    try json("board", Firm.monday)["rows"].elements.flatMap { $0["visits"].elements }
  }
}
