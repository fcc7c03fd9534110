import Foundation
import Support
import Testing

@Suite("punctual learn and predict")
struct ForecastTests {
  static let day = """
    {"now":"2026-11-23T10:00:00+01:00","quantiles":[0.1,0.5,0.9],"routes":[{"technician":"t04","visits":[
     {"id":"v1","technician":"t04","type":"lift-inspection","area":"Vaduz","site":"s001",
      "promised":["2026-11-23T08:00:00+01:00","2026-11-23T10:00:00+01:00"],
      "planned":{"depart":"2026-11-23T07:30:00+01:00","arrive":"2026-11-23T07:50:00+01:00",
                 "start":"2026-11-23T08:00:00+01:00","finish":"2026-11-23T09:00:00+01:00"},
      "actual":{"depart":"2026-11-23T07:35:00+01:00","arrive":"2026-11-23T08:10:00+01:00","start":"2026-11-23T08:10:00+01:00"},
      "attributes":{"floors":7,"key":"none"}},
     {"id":"v2","technician":"t04","type":"lift-inspection","area":"Schaan","site":"s002",
      "promised":["2026-11-23T09:00:00+01:00","2026-11-23T10:30:00+01:00"],
      "planned":{"depart":"2026-11-23T09:00:00+01:00","arrive":"2026-11-23T09:20:00+01:00",
                 "start":"2026-11-23T09:20:00+01:00","finish":"2026-11-23T10:20:00+01:00"}}]}]}
    """

  @Test("learns from NDJSON, and predicts by the contract's form with what was learned")
  func learned() throws {
    let sandbox = try Sandbox()
    let history = try Firm.pastVisits(600)
    let learned = try sandbox.plain(["learn", "-o", "model.json"], input: history)
    #expect(learned.exitCode == 0)
    #expect(learned.output.contains("600"))
    try sandbox.write(history, to: "history.ndjson")
    #expect(try sandbox.plain(["learn", "history.ndjson", "-o", "again.json"]).exitCode == 0)
    #expect(try sandbox.read("model.json") == sandbox.read("again.json"))

    let result = try sandbox.plain(["predict", "-", "--model", "model.json"], input: Self.day)
    #expect(result.exitCode == 0)
    let answer = try JSONValue(parsing: result.output)
    #expect(answer["visits"].elements.map { $0["id"].string } == ["v1", "v2"])
    for visit in answer["visits"].elements {
      for part in ["arrive", "start", "finish"] {
        #expect(visit[part]["mean"].string != nil, "\(part)")
        #expect(visit[part]["quantiles"].keys == ["0.1", "0.5", "0.9"])
      }
      let chance = try #require(visit["late"]["probability"].double)
      #expect((0...1).contains(chance))
      #expect(visit["late"]["expected_seconds"].double ?? -1 >= 0)
      #expect(visit["based_on"]["samples"].int ?? -1 >= 0)
      #expect(visit["based_on"]["level"].string?.isEmpty == false)
    }
    let (first, second) = (answer["visits"][0], answer["visits"][1])
    #expect(first["late"]["probability"].double == 1 || first["late"]["probability"].double == 0, "it has started")
    #expect(first["start"]["mean"].string.flatMap(seconds) == seconds("2026-11-23T08:10:00+01:00"))
    #expect(second["late"]["probability"].double ?? 0 > 0.1)
    #expect(second["cause"].string?.contains("v1") == true, "the visit before it runs over")
    #expect(first["based_on"]["level"].string != "prior")
  }

  @Test("answers from stated priors without a model, and says so")
  func priors() throws {
    let result = try Program.run(["predict"], input: Data(Self.day.utf8))
    #expect(result.exitCode == 0)
    let levels = try JSONValue(parsing: result.output)["visits"].elements.map { $0["based_on"]["level"].string }
    #expect(levels == ["prior", "prior"])
  }

  @Test("takes epoch seconds for times, and answers the same")
  func epoch() throws {
    let epochs = Self.day.replacing(/"2026-11-23T[0-9:]+\+01:00"/) { match in
      "\(seconds(match.0.trimmingCharacters(in: ["\""])) ?? 0)"
    }
    #expect(epochs != Self.day)
    let zone = ["predict", "--zone", "Europe/Vaduz"]
    let answers = try [Self.day, epochs].map { try Program.run(zone, input: Data($0.utf8)) }
    #expect(answers[0].exitCode == 0 && answers[1].exitCode == 0)
    #expect(answers[0].output == answers[1].output)
    #expect(answers[0].output.contains("+01:00"))
  }

  @Test("with --ndjson each line is answered in its place; a bad one by an error, and the exit code is 65")
  func lines() throws {
    let line = Self.day.replacing("\n", with: "")
    let result = try Program.run(["predict", "--ndjson"], input: Data("\(line)\noops\n\(line)\n".utf8))
    #expect(result.exitCode == 65)
    let answers = try JSONValue.lines(result.output)
    try #require(answers.count == 3)
    #expect(answers[0].text == answers[2].text)
    #expect(answers[0]["visits"].elements.count == 2)
    #expect(answers[1]["errors"][0]["code"].string == "not-json")
    #expect(answers[1]["errors"][0]["line"].int == 2)
  }

  @Test("with --ndjson and a model, each line is answered by what those before it told; --no-follow answers it alone")
  func follows() throws {
    let sandbox = try Sandbox()
    let learned = try sandbox.plain(["learn", "-o", "model.json"], input: Firm.pastVisits(600))
    #expect(learned.exitCode == 0)
    /// A day of one visit planned for an hour that takes two; asked as it begins, or told once it is over.
    func line(_ day: Int, isOver: Bool) -> String {
      let date = "2026-11-\(day < 10 ? "0" : "")\(day)"
      let finish = isOver ? #","finish":"\#(date)T10:00:00Z""# : ""
      return #"{"now":"\#(date)T\#(isOver ? "12" : "08"):00:00Z","quantiles":[0.5],"routes":[{"technician":"t04","#
        + #""visits":[{"id":"d\#(day)","type":"lift-inspection","#
        + #""planned":{"start":"\#(date)T08:00:00Z","finish":"\#(date)T09:00:00Z"},"#
        + #""actual":{"start":"\#(date)T08:00:00Z"\#(finish)}}]}]}"#
    }
    let lines = (1...20).map { line($0, isOver: true) } + [line(21, isOver: false), line(1, isOver: false)]
    let input = lines.joined(separator: "\n")
    func finishes(_ more: [String]) throws -> [Int] {
      let result = try sandbox.plain(["predict", "--ndjson", "--model", "model.json"] + more, input: input)
      #expect(result.exitCode == 0 && result.errors.isEmpty)
      return try JSONValue.lines(result.output).map {
        try #require($0["visits"][0]["finish"]["mean"].string.flatMap(seconds))
      }
    }
    let (followed, still) = (try finishes([]), try finishes(["--no-follow"]))
    try #require(followed.count == 22 && still.count == 22)
    #expect(followed[..<20] == still[..<20], "what is over is known")
    #expect(followed[20] > still[20] + 900, "twenty such visits have taken twice as long")
    #expect(followed[21] == still[21], "a line of an earlier day is answered by the model as it was learned")
  }

  @Test(
    "stamps that cannot be true are named in the answer and on standard error, and the day is answered without them")
  func setAside() throws {
    let contradictory = Self.day.replacing(
      #""start":"2026-11-23T08:10:00+01:00"},"#, with: #""start":"2026-11-23T08:10:00+01:00","finish":0},"#)
    #expect(contradictory != Self.day)
    let result = try Program.run(["predict"], input: Data(contradictory.utf8))
    #expect(result.exitCode == 0)
    let answer = try JSONValue(parsing: result.output)
    #expect(answer["visits"].elements.count == 2)
    #expect(answer["set_aside"].elements.count == 1)
    #expect(answer["set_aside"][0]["code"].string == "bad-record")
    #expect(answer["set_aside"][0]["path"].string == "/routes/0/visits/0/actual/finish")
    #expect(answer["set_aside"][0]["message"].string?.contains("v1") == true)
    #expect(result.errors.contains("/routes/0/visits/0/actual/finish"))
    #expect(
      try !JSONValue(parsing: Program.run(["predict"], input: Data(Self.day.utf8)).output).keys.contains("set_aside"))
  }

  @Test(
    "a plan promises nothing below the tier's chance but what is pinned, and says how many of these, in figures and in words"
  )
  func promisedBelow() throws {
    let sandbox = try Firm.workspace()
    let plan = ["plan", Firm.monday, "--days", "1", "-x", "0", "--dry-run"]
    func figures() throws -> (now: Int, below: Int) {
      let day = try JSONValue(parsing: sandbox.run(plan + ["--json"]).output)["days"][0]
      return (try #require(day["promised_now"].int), try #require(day["promised_below"].int))
    }
    let free = try figures()
    #expect(free.now > 0 && free.below == 0)
    #expect(try !sandbox.run(plan).output.contains("pinned with less than"))
    #expect(try sandbox.run("appointment", "edit", "a014", #"{"pin": {"technician": "t13"}}"#).exitCode == 0)
    let pinned = try figures()
    #expect(pinned.now > 0 && pinned.below == 1)
    #expect(try sandbox.run(plan).output.contains("; 1 pinned with less than the tier's chance"))
  }

  @Test("refuses what it cannot read with 65, and leaves no model behind")
  func refused() throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.plain(["predict"], input: "oops").exitCode == 65)
    #expect(try sandbox.plain(["predict"], input: #"{"now":"yesterday","routes":[]}"#).exitCode == 65)
    #expect(try sandbox.plain(["predict", "--model", "none.json"], input: Self.day).exitCode == 65)
    #expect(try sandbox.plain(["learn", "-o", "model.json"], input: "oops\n").exitCode == 65)
    #expect(try sandbox.plain(["learn", "-o", "model.json"], input: "").exitCode == 65)
    #expect(!FileManager.default.fileExists(atPath: sandbox.path("model.json")))
    try sandbox.write("{}", to: "model.json")
    #expect(try sandbox.plain(["predict", "--model", "model.json"], input: Self.day).exitCode == 65)
  }

  private func seconds(_ text: String) -> Int? {
    (try? Date(text, strategy: .iso8601)).map { Int($0.timeIntervalSince1970) }
  }
}
