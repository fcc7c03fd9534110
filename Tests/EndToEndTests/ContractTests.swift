import Foundation
import Support
import Testing

@Suite("The contract's table of commands")
struct ContractTests {
  /// Commands that read the planned workspace, with the schema of what they answer with `--json`.
  static let reading: [(command: [String], schema: String)] = [
    (["board", Firm.monday], "board.show"),
    (["mine", Firm.monday, "--as", "t01"], "mine.show"),
    (["mine", Firm.monday, "--as", "Anna"], "mine.show"),
    (["late", Firm.monday], "late.show"),
    (["explain", "a001"], "explain"),
    (["explain", "a051"], "explain"),
    (["offer", "--customer", "c001", "--type", "boiler-service", "--minutes", "60", "--days", "2"], "offer.make"),
    (["notify", "preview", Firm.monday], "notify.preview"),
    (["notify", "log"], "notify.log"),
    (["notify", "log", "--state", "queued"], "notify.log"),
    (["report"], "report.service"),
    (["technician", "list"], "technician.list"),
    (["technician", "list", "--skill", "heating", "--text", "anna", "--limit", "1"], "technician.list"),
    (["technician", "show", "t01"], "technician.show"),
    (["customer", "list"], "customer.list"),
    (["customer", "list", "--tier", "gold", "--area", "north", "--after", "c010"], "customer.list"),
    (["customer", "show", "c001"], "customer.show"),
    (["appointment", "list"], "appointment.list"),
    (
      ["appointment", "list", "--date", "tomorrow", "--days", "2", "--stage", "scheduled", "booked"], "appointment.list"
    ),
    (
      ["appointment", "list", "--technician", "t01", "--customer", "c001", "--type", "x", "--text", "y"],
      "appointment.list"
    ),
    (["appointment", "show", "a001"], "appointment.show"),
    (["doctor"], "doctor"),
    (["export"], "records.export"),
    (["plan", "2026-11-24", "-x", "0", "--dry-run"], "plan.make"),
    (["tick", "--dry-run"], "tick"),
  ]

  /// A day in the life of the workspace: commands that change it, each with its schema.
  static let writing: [(command: [String], schema: String)] = [
    (["import", "-"], "records.import"),
    (["technician", "add", "-"], "technician.add"),
    (["technician", "edit", "t90", #"{"pace":1.2}"#], "technician.edit"),
    (["technician", "remove", "t90"], "technician.remove"),
    (["customer", "edit", "c001", #"{"notes":"ring twice"}"#], "customer.edit"),
    (["appointment", "edit", "a001", #"{"priority":90}"#], "appointment.edit"),
    (["plan", Firm.monday, "--days", "1", "-x", "0"], "plan.make"),
    (
      ["book", "--customer", "c001", "--type", "boiler-service", "--minutes", "30", "--start", "2026-11-26 13:00"],
      "offer.book"
    ),
    (["notify", "channel", "file:messages.ndjson"], "notify.channel"),
    (["notify", "send"], "notify.send"),
    (["notify", "retry"], "notify.retry"),
    (["learn"], "history.learn"),
    (["tick", "--no-recover"], "tick"),
    (["forget", "c002", "--yes"], "customer.forget"),
    (["backup", "copy.sqlite"], "backup"),
    (["restore", "copy.sqlite", "--yes"], "workspace.restore"),
  ]

  @Test(
    "every command that reads answers in words, with exit 0 and nothing on standard error",
    arguments: reading.map(\.command))
  func words(command: [String]) throws {
    let sandbox = try Firm.planned()
    let result = try sandbox.run(command)
    #expect(result.exitCode == 0)
    #expect(!result.output.isEmpty)
    #expect(result.errors == (command.contains("--dry-run") ? "dry run: nothing was changed\n" : ""))
    #expect(!result.output.contains("\u{1B}["), "no colour where nobody watches")
  }

  @Test("every command's JSON is what its schema says", .enabled(if: Python.hasJSONSchema, Python.reason))
  func documents() throws {
    let sandbox = try Firm.planned()
    var documents: [(schema: String, command: [String], text: String)] = []
    let technician = #"{"id":"t90","name":"New","home":{"address":"A","location":[9.5,47.1]}}"#
    let customer = #"{"kind":"customer","id":"c900","name":"New"}"#
    for (command, schema) in Self.reading + Self.writing {
      let input = command[0] == "import" ? customer : command.last == "-" ? technician : ""
      let result = try sandbox.run(command + ["--json"], input: input)
      #expect(result.exitCode == 0, "\(command): \(result.errors)")
      documents.append((schema, command, result.output))
    }
    let first = try #require(try sandbox.visits().first { $0["stage"].string == "scheduled" }?["id"].string)
    let morning = "2026-11-23T08:00:00+01:00"
    for step in ["dispatch", "depart", "arrive", "finish"] {
      let result = try sandbox.run(["visit", step, first, "--json"], now: morning)
      #expect(result.exitCode == 0, "\(step): \(result.errors)")
      documents.append(("visit.\(step)", ["visit", step], result.output))
    }
    let others = try sandbox.visits().filter { $0["stage"].string == "scheduled" }.compactMap { $0["id"].string }
    let called = try sandbox.run("visit", "cancel", others[0], "--reason", "customer called", "--json", now: morning)
    documents.append(("visit.cancel", ["visit", "cancel"], called.output))
    try sandbox.run("visit", "depart", others[1], now: morning)
    let closed = try sandbox.run("visit", "no-access", others[1], "--json", now: "2026-11-23T08:20:00+01:00")
    documents.append(("visit.no-access", ["visit", "no-access"], closed.output))
    let watched = try sandbox.run("watch", "--times", "1", "--json")
    documents.append(("tick", ["watch"], watched.output))
    let made = try Sandbox().run("init", "--name", "New", "--zone", "UTC", "--json")
    documents.append(("workspace.create", ["init"], made.output))
    try judge(documents, in: sandbox)
  }

  /// Lets Python judge documents by the schemas that `punctual schema` gives out.
  private func judge(_ documents: [(schema: String, command: [String], text: String)], in sandbox: Sandbox) throws {
    var schemas: [String: JSONValue] = [:]
    var cases = ""
    for (schema, command, text) in documents {
      let name = "\(schema).output"
      if schemas[name] == nil { schemas[name] = try JSONValue(parsing: sandbox.plain(["schema", name]).output) }
      let document = try JSONValue(parsing: text)
      let judged = [
        "name": command.prefix(3).joined(separator: " "), "schema": try #require(schemas[name]?.any),
        "document": document.any ?? NSNull(),
      ]
      cases += JSONValue(judged).text + "\n"
    }
    let verdict = try Python.run([Python.script("validate.py")], input: cases)
    #expect(verdict.exitCode == 0, "\(verdict.errors.suffix(600))")
    #expect(verdict.output.isEmpty, "\(verdict.output.prefix(2000))")
  }

  @Test("every name that `schema` lists is a JSON Schema of 2020-12 without a dangling reference")
  func schemas() throws {
    let sandbox = try Sandbox()
    let names = try sandbox.plain(["schema"]).output.split(separator: "\n").map(String.init)
    #expect(
      Set(names).isSuperset(of: ["appointment", "day_in_progress", "plan.make.input", "workspace.create.output"]))
    #expect(Set(names).count == names.count)
    for name in names.filter({ !$0.contains(".") }) + ["plan.make.input", "workspace.create.output"] {
      let result = try sandbox.plain(["schema", name])
      #expect(result.exitCode == 0)
      let schema = try JSONValue(parsing: result.output)
      #expect(schema["$schema"].string == "https://json-schema.org/draft/2020-12/schema", "\(name)")
      for match in result.output.matches(of: /"\$ref": "#\/\$defs\/([^"]+)"/) {
        #expect(schema["$defs"].keys.contains(String(match.1)), "\(name)")
      }
    }
    #expect(try sandbox.plain(["schema", "nonsense"]).exitCode == 65)
  }

  @Test("the help of every command names the global options")
  func globalOptions() throws {
    let commands = [
      "init", "import", "export", "plan", "board", "mine", "late", "tick", "watch", "offer", "book", "explain",
      "report service", "report calibration", "backtest",
      "rpc", "schema", "doctor", "backup", "restore", "forget", "learn", "predict", "visit depart", "notify send",
      "notify preview", "notify log", "notify retry", "technician list", "customer edit", "appointment remove",
    ]
    for command in commands {
      let help = try Program.run(command.split(separator: " ").map(String.init) + ["--help"])
      #expect(help.exitCode == 0)
      for option in ["--db", "--now", "--json", "--color", "--quiet", "--verbose"] {
        #expect(help.output.contains(option), "\(command) \(option)")
      }
    }
  }
}
