import Foundation
import Support
import Testing

@Suite("Options, streams and exit codes")
struct OptionTests {
  @Test("--now states the clock, and a day may be named as people name it")
  func now() throws {
    let sandbox = try Firm.planned()
    #expect(try sandbox.json("board", "tomorrow")["date"].string == Firm.monday)
    #expect(try sandbox.json("board", "monday")["date"].string == Firm.monday)
    #expect(try sandbox.json("board", now: "2026-11-23T05:00:00Z")["date"].string == Firm.monday)
    let odd = try sandbox.run("board", now: "the day after")
    #expect(odd.exitCode == 65)
    #expect(odd.errors.contains("--now"))
  }

  @Test("where nothing says otherwise, the workspace is in the user's data folder and has the machine's zone")
  func usualPlace() throws {
    let sandbox = try Sandbox()
    var environment = [
      "HOME": sandbox.folder, "TZ": "America/New_York", "PUNCTUAL_DB": "", "XDG_DATA_HOME": "", "COLUMNS": "400",
    ]
    let made = try Program.run(["init"], environment: environment)
    #expect(made.exitCode == 0)
    #expect(
      made.output
        == "made \(sandbox.path(".local/share/punctual/punctual.sqlite")) for My firm, zone America/New_York\n")
    environment["XDG_DATA_HOME"] = sandbox.path("data")
    #expect(try Program.run(["init", "--json"], environment: environment).exitCode == 0)
    #expect(FileManager.default.fileExists(atPath: sandbox.path("data/punctual/punctual.sqlite")))
  }

  @Test("times are written with the offset of the organisation's zone, and read in any")
  func times() throws {
    let sandbox = try Firm.planned()
    let visit = try #require(try sandbox.visits().first?["id"].string)
    let receipt = try sandbox.json(
      "visit", "depart", visit, "--at", "2026-11-23T06:31:00Z", now: "2026-11-23T07:00:00Z")
    #expect(receipt["visit"]["actual"]["depart"].string == "2026-11-23T07:31:00+01:00")
  }

  @Test("--color, NO_COLOR and --quiet are heeded")
  func colour() throws {
    let sandbox = try Firm.planned()
    let board = ["board", Firm.monday, "--now", sandbox.now]
    func coloured(_ arguments: [String], _ environment: [String: String] = [:]) throws -> Bool {
      let environment = sandbox.environment.merging(environment) { $1 }
      return try Program.run(board + arguments, environment: environment).output.contains("\u{1B}[")
    }
    #expect(try !coloured([]))
    #expect(try coloured(["--color", "always"]))
    #expect(try !coloured(["--color", "never"]))
    #expect(try !coloured([], ["NO_COLOR": "1"]))
    #expect(try !coloured(["--color", "always", "--json"]))
    #expect(try coloured(["--color", "always"], ["NO_COLOR": "1"]), "what is asked for outweighs a setting")
  }

  @Test("no line of the board is wider than the terminal", arguments: [80, 100, 140])
  func width(columns: Int) throws {
    let sandbox = try Firm.planned()
    let environment = sandbox.environment.merging(["COLUMNS": "\(columns)"]) { $1 }
    let result = try Program.run(["board", Firm.monday, "--now", sandbox.now], environment: environment)
    let widest = result.output.split(separator: "\n").map(\.count).max() ?? 0
    #expect(widest <= columns)
    #expect(widest > columns - 20)
  }

  @Test("a usage error is 64, a missing record or workspace 65, and both say what to do")
  func usage() throws {
    let sandbox = try Sandbox()
    for wrong in [
      ["nonsense"], ["plan", "--days", "0"], ["board", "--nonsense"], ["visit"], ["mine"],
    ] {
      let result = try sandbox.plain(wrong)
      #expect(result.exitCode == (wrong == ["visit"] ? 0 : 64), "\(wrong): \(result.exitCode)")
    }
    let none = try sandbox.run("board")
    #expect(none.exitCode == 65)
    #expect(none.errors.contains("punctual init"))
    try sandbox.run("init", "--zone", "UTC")
    #expect(try sandbox.run("init", "--zone", "UTC").exitCode == 65)
    #expect(try sandbox.run("explain", "a1").exitCode == 65)
    #expect(try sandbox.run("init", "--zone", "Mars/Olympus", "--db", sandbox.path("b.sqlite")).exitCode == 65)
  }

  @Test("a wrong command line is told as JSON where JSON is asked for, and is 2 for `solve` and `check`")
  func usageAsJSON() throws {
    let sandbox = try Sandbox()
    let wrong = try sandbox.plain(["plan", "--days", "0", "--json"])
    #expect(wrong.exitCode == 64 && wrong.output.isEmpty)
    let fault = try JSONValue(parsing: wrong.errors)["errors"][0]
    #expect(fault["code"].string == "usage" && fault["message"].string == "--days takes 1 to 31.")
    let solve = try sandbox.plain(["solve", "-x", "9"])
    #expect(solve.exitCode == 2 && solve.errors.contains("-x takes 0 to 5."))
    let answer = try JSONValue(parsing: solve.output)
    #expect(answer["code"].int == 2 && answer["error"].string == "-x takes 0 to 5.")
    #expect(try sandbox.plain(["check", "--nonsense"]).exitCode == 2)
    #expect(try sandbox.plain(["check", "--help"]).exitCode == 0)
  }

  @Test("what comes by options is held to the same limits as what comes as JSON")
  func limits() throws {
    let sandbox = try SmallFirm.workspace()
    let nameless = try sandbox.run("init", "--name", "", "--zone", "UTC", "--db", sandbox.path("b.sqlite"))
    #expect(nameless.exitCode == 65 && nameless.errors.contains("[out-of-range at /name]"))
    #expect(!FileManager.default.fileExists(atPath: sandbox.path("b.sqlite")))
    let long = try sandbox.run("visit", "cancel", "a2", "--reason", String(repeating: "x", count: 501))
    #expect(long.exitCode == 65 && long.errors.contains("out-of-range at --reason"))
    #expect(try sandbox.json("appointment", "show", "a2")["stage"].string == "scheduled")
  }

  @Test("an answer that cannot be written is said to be lost")
  func fullDisk() throws {
    let result = try Program.shell("\"$PUNCTUAL\" schema appointment >/dev/full")
    #expect(result.exitCode == 1)
    #expect(result.errors.hasPrefix("error: The answer cannot be written: "))
  }

  @Test("a dry run says that it was one, on standard error")
  func dryRun() throws {
    let sandbox = try SmallFirm.workspace()
    let result = try sandbox.run("visit", "cancel", "a2", "--dry-run")
    #expect(result.exitCode == 0 && result.errors == "dry run: nothing was changed\n")
    #expect(try sandbox.run("visit", "cancel", "a2", "--dry-run", "--quiet").errors.isEmpty)
    #expect(try sandbox.json("appointment", "show", "a2")["stage"].string == "scheduled")
  }

  @Test("a file that is not there is named, with what to do")
  func missing() throws {
    let sandbox = try SmallFirm.workspace()
    let none = try sandbox.run("board", "--db", sandbox.path("none.sqlite"))
    #expect(none.errors.contains("There is no workspace at \(sandbox.path("none.sqlite")).") && none.exitCode == 65)
    let copy = try sandbox.run("restore", "none.sqlite", "--yes")
    #expect(copy.exitCode == 65 && copy.errors.contains("punctual backup"))
    let folder = try sandbox.run("backup", "usb/copy.sqlite")
    #expect(folder.exitCode == 65 && folder.errors.contains("There is no folder \(sandbox.path("usb"))."))
  }

  @Test("`notify log --limit` limits the JSON, too")
  func limit() throws {
    let sandbox = try SmallFirm.workspace()
    let all = try sandbox.json("notify", "log")["items"].elements
    #expect(all.count > 1)
    #expect(try sandbox.json("notify", "log", "--limit", "1")["items"].elements.map(\.text) == [all[0].text])
  }

  @Test("a routing server that is not there is 3 for `solve`")
  func router() throws {
    let result = try Program.run([
      "solve", SolveTests.problem("coordinates"), "-r", "osrm", "-a", "car:127.0.0.1", "-p", "car:1",
    ])
    #expect(result.exitCode == 3)
    #expect(try JSONValue(parsing: result.output)["code"].int == 3)
  }

  @Test("a database that another process holds is 75: try again")
  func busy() throws {
    let sandbox = try Firm.workspace()
    let holder = try Python.run(["-c", "import sqlite3"])
    guard holder.exitCode == 0 else { return }
    let script = """
      import sqlite3, subprocess, sys
      held = sqlite3.connect(sys.argv[1], isolation_level=None)
      held.execute("begin immediate")
      print(subprocess.run([sys.argv[2], "customer", "edit", "c001", '{"notes":"x"}', "--json"]).returncode)
      """
    let result = try Program.run(
      program: "/usr/bin/env", ["python3", "-c", script, sandbox.database, Program.path],
      environment: sandbox.environment)
    #expect(result.output == "75\n")
    let fault = try JSONValue(parsing: result.errors)["errors"][0]
    #expect(fault["code"].string == "busy")
    #expect(fault["retryable"].bool == true)
  }

  @Test("a file that may not be read or written is 77", .enabled(if: getuid() != 0, "root may read everything"))
  func notPermitted() throws {
    let sandbox = try Firm.workspace()
    try sandbox.write("{}", to: "locked.json")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: sandbox.path("locked.json"))
    #expect(try sandbox.run("import", "locked.json").exitCode == 77)
    #expect(try sandbox.run("export", "-o", "/etc/punctual.json").exitCode == 77)
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: sandbox.database)
    #expect(try sandbox.run("board").exitCode == 77)
  }

  @Test("a reader that goes away ends a command quietly")
  func closedPipe() throws {
    let sandbox = try Firm.workspace()
    let result = try Program.shell(
      "{ \"$PUNCTUAL\" export --history; echo $? >status; } | head -n 1", environment: sandbox.environment,
      folder: sandbox.folder)
    #expect(result.output.hasPrefix("{"))
    #expect(result.errors.isEmpty)
    #expect(try sandbox.read("status") == "0\n")
  }

  @Test("files that are not a workspace are refused and left alone")
  func notADatabase() throws {
    let sandbox = try Sandbox()
    try sandbox.write("this is a letter", to: "firm.sqlite")
    let result = try sandbox.run("board")
    #expect(result.exitCode != 0)
    #expect(!result.errors.isEmpty)
    #expect(try sandbox.read("firm.sqlite") == "this is a letter")
    #expect(
      try Program.shell("\"$PUNCTUAL\" board </dev/null", environment: ["PUNCTUAL_DB": sandbox.folder]).exitCode != 0)
  }
}

@Suite("A dry run")
struct DryRunTests {
  static let commands: [[String]] = [
    ["plan", "2026-11-24", "-x", "0"], ["tick"], ["notify", "send"], ["notify", "retry"], ["forget", "c001"],
    ["book", "--customer", "c001", "--type", "boiler-service", "--minutes", "30", "--start", "2026-11-26 13:00"],
    ["technician", "edit", "t01", #"{"pace":1.3}"#], ["customer", "remove", "c001"],
    ["import", "-"], ["technician", "add", "-"],
  ]

  @Test("changes nothing: records, plan, journal and outbox are as before")
  func changesNothing() throws {
    let sandbox = try Firm.planned()
    try sandbox.write("", to: "messages.ndjson")
    try sandbox.run("notify", "channel", "file:\(sandbox.path("messages.ndjson"))")
    let visit = try #require(try sandbox.visits().first?["id"].string)
    let before = try sandbox.state()
    let technician = #"{"id":"t90","name":"New","home":{"address":"A","location":[9.5,47.1]}}"#
    let customer = #"{"kind":"customer","id":"c900","name":"New"}"#
    for command in Self.commands + [["visit", "cancel", visit]] {
      let input = command[0] == "import" ? customer : command.last == "-" ? technician : ""
      let result = try sandbox.run(command + ["--dry-run"], input: input)
      #expect(result.exitCode == 0, "\(command): \(result.errors)")
    }
    #expect(try sandbox.state() == before)
    #expect(try sandbox.read("messages.ndjson").isEmpty)
  }
}
