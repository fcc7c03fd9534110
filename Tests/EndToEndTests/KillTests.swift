import Foundation
import Support
import Testing

/// Every command that writes is killed at every write that it makes to the disk, before it and in its middle. Afterwards the
/// database opens and is sound, and the command either happened or did not.
///
/// `PUNCTUAL_KILLS=all` runs all of it, and `PUNCTUAL_KILLS=undo,backup` all of these; else each command is killed at a few
/// places, which differ from command to command.
@Suite("Killed at a write", .enabled(if: KillSwitch.shared != nil, "needs Linux and a C compiler"))
struct KillTests {
  /// A command as a method of `rpc` is called from the shell.
  struct Command: Sendable, CustomTestStringConvertible {
    var method: String
    var arguments: [String]
    var input = ""
    /// Commands that come before it.
    var before: [[String]] = []
    /// It is several changes, one after the other: what was done stays done, and the rest is done by running it again.
    var isStepwise = false

    init(
      _ method: String, _ arguments: String..., input: String = "", before: [[String]] = [], isStepwise: Bool = false
    ) {
      self.method = method
      self.arguments = arguments
      self.input = input
      self.before = before
      self.isStepwise = isStepwise
    }

    /// As `rpc` is asked for it.
    static func asked(_ method: String, _ parameters: String, before: [[String]] = []) -> Command {
      Command(
        method, "rpc", input: #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(parameters)}"# + "\n",
        before: before)
    }

    var testDescription: String { method }
  }

  static let commands = [
    Command("technician.add", "technician", "add", "-", input: technician),
    Command("technician.edit", "technician", "edit", "t2", #"{"name":"Other"}"#),
    Command("technician.remove", "technician", "remove", "t9", before: [["technician", "add", "t9.json"]]),
    Command("customer.add", "customer", "add", "-", input: #"{"id":"c9","name":"New"}"#),
    Command("customer.edit", "customer", "edit", "c1", #"{"notes":"ring twice","tier":"standard"}"#),
    Command("customer.remove", "customer", "remove", "c3"),
    Command("customer.forget", "forget", "c2", "--yes", isStepwise: true),
    Command("appointment.add", "appointment", "add", "-", input: appointment),
    Command("appointment.edit", "appointment", "edit", "a5", #"{"priority":9}"#),
    Command("appointment.remove", "appointment", "remove", "a5"),
    Command("appointment.cancel", "appointment", "cancel", "a2"),
    Command("records.import", "import", "more.ndjson"),
    Command("plan.make", "plan", "2026-11-24", "-x", "0"),
    Command("visit.dispatch", "visit", "dispatch", "a2"),
    Command("visit.depart", "visit", "depart", "a3"),
    Command("visit.arrive", "visit", "arrive", "a1"),
    Command("visit.finish", "visit", "finish", "a4"),
    Command("visit.cancel", "visit", "cancel", "a3"),
    Command("visit.no-access", "visit", "no-access", "a4"),
    Command(
      "offer.book", "book", "--customer", "c3", "--type", "check", "--minutes", "30", "--start",
      "2026-11-24T10:00:00+01:00", "--window", "120"),
    Command("offer.propose", "propose", "a5"),
    Command("offer.take", "propose", "a5", "--take", "1", before: [["propose", "a5"]]),
    Command("notify.send", "notify", "send", isStepwise: true),
    Command("notify.retry", "notify", "retry"),
    Command("notify.channel", "notify", "channel", "file:elsewhere.ndjson"),
    Command("tick", "tick", isStepwise: true),
    Command("history.learn", "learn"),
    Command("undo", "undo", before: [["appointment", "edit", "a5", #"{"priority":9}"#]]),
    .asked("complaint.open", #"{"appointment":"a2","cause":"late","text":"too late"}"#),
    .asked("call.log", #"{"appointment":"a2","outcome":"delay","note":"will wait"}"#),
    .asked("survey.record", #"{"appointment":"a4","score":4}"#, before: [["visit", "finish", "a4"]]),
    .asked("notify.rules.set", #"{"rules":[],"message_limit":5}"#),
    .asked("notify.reply", #"{"from":"c1@example.org","text":"STOP","message_id":"m1"}"#),
    .asked("notify.set-channels", #"{"email":{"type":"file","path":"mail.ndjson"}}"#),
    Command("notify.rules.reset", "notify", "rules", "reset", before: [["notify", "rules", "set", "rules.json"]]),
    .asked(
      "notify.templates.set",
      #"{"templates":[{"kind":"reminder","channel":"sms","language":"en","body":"See you soon."}]}"#),
    .asked(
      "notify.reply.done", #"{"reply":1,"outcome":"called back"}"#,
      before: [["notify", "reply", "--from", "c1@example.org", "--text", "which door is it?"]]),
    Command(
      "complaint.acknowledge", "complaint", "acknowledge", openComplaint,
      // Of somebody who has no contact, so that no message acknowledges it by itself.
      before: [["import", "more.ndjson"], ["complaint", "open", "--customer", "c8", "--cause", "other", "too loud"]]),
    Command("complaint.answer", "complaint", "answer", openComplaint, "We are sorry.", before: [complaint]),
    Command(
      "complaint.close", "complaint", "close", openComplaint,
      before: [complaint, ["complaint", "answer", openComplaint, "We are sorry."]]),
    // The mail did not arrive after all, so that another way is looked for, too.
    .asked(
      "notify.receipt", #"{"id":"OPEN-RECEIPT","state":"failed","detail":"mailbox full"}"#,
      before: [["notify", "channels", "mail.json"], ["notify", "send"]]),
    Command("travel.set", "travel", "set", "--router", "osrm=http://127.0.0.1:1", "--fallback", "estimate"),
    Command("backup", "backup", "copy.sqlite"),
    Command(
      "restore", "restore", "old.sqlite", "--yes", before: [["backup", "old.sqlite"], ["customer", "remove", "c3"]]),
  ]

  /// With a routing server that the tests play, where there is a Python for it.
  private static let roads: [Command] = {
    guard let server = FaultyServer.shared else { return [] }
    let router = ["travel", "set", "--router", "osrm=http://127.0.0.1:\(server.port)", "--timeout", "600"]
    return [
      Command("travel.fill", "travel", "fill", "2026-11-23", "--days", "1", before: [router]),
      Command("travel.clear", "travel", "clear", before: [router, ["travel", "fill", "--all"]]),
    ]
  }()

  /// The road commands are left out where nobody can play their server. That a technician has seen a change is one write, as a
  /// reply is.
  private static let exempt: Set<String> = Set(["mine.seen"] + (roads.isEmpty ? ["travel.fill", "travel.clear"] : []))

  /// Stands for the id of the complaint that `complaint` opens.
  private static let openComplaint = "OPEN-COMPLAINT"
  /// Stands for the id under which a mail was accepted.
  private static let openReceipt = "OPEN-RECEIPT"
  private static let complaint = ["complaint", "open", "--appointment", "a2", "--cause", "late", "too late"]
  private static let technician =
    #"{"id":"t9","name":"New","home":{"address":"Gasse 9","location":[9.5,47.1]},"shifts":{}}"#
  private static let appointment = """
    {"id":"a9","customer":"c1","site":"s1","type":"check","duration_minutes":30,\
    "windows":[["2026-11-24T08:00:00+01:00","2026-11-24T16:00:00+01:00"]]}
    """

  private static let asked = ProcessInfo.processInfo.environment["PUNCTUAL_KILLS"] ?? ""
  private static let named = (commands + roads).filter { command in
    asked.split(separator: ",").contains { $0 == command.method }
  }
  private static let isWhole = asked == "all" || !named.isEmpty

  private static func workspace(_ command: Command) throws -> Sandbox {
    let sandbox = try SmallFirm.workspace()
    try sandbox.write(technician, to: "t9.json")
    try sandbox.write(#"{"rules":[],"message_limit":5}"#, to: "rules.json")
    try sandbox.write(
      #"{"default":{"type":"sendmail","program":["/bin/sh","-c","cat >/dev/null"],"from":"o@example.org"}}"#,
      to: "mail.json")
    try sandbox.write(
      #"{"kind":"customer","id":"c8","name":"More"}"# + "\n" + #"{"kind":"customer","id":"c3","name":"Other"}"# + "\n",
      to: "more.ndjson")
    for step in command.before {
      let step = try stated(step, in: sandbox)
      let result = try sandbox.run(step)
      if result.exitCode != 0 { throw Sandbox.Failed(result: result, arguments: step) }
    }
    return sandbox
  }

  private static func stated(_ arguments: [String], in sandbox: Sandbox) throws -> [String] {
    guard arguments.contains(openComplaint) else { return arguments }
    let id = try sandbox.json("complaint", "list")["items"][0]["id"].string ?? ""
    return arguments.map { $0 == openComplaint ? id : $0 }
  }

  private static func stated(_ input: String, in sandbox: Sandbox) throws -> String {
    guard input.contains(openReceipt) else { return input }
    let sent = try sandbox.json("notify", "log", "--state", "sent")["items"][0]["key"].string ?? ""
    let receipt = try sandbox.json("notify", "why", sent)["attempts"][0]["receipt"].string
    return input.replacing(openReceipt, with: try #require(receipt))
  }

  @Test("a command happened or did not, and the database is sound", arguments: named.isEmpty ? commands + roads : named)
  func killed(command: Command) throws {
    let kills = try #require(KillSwitch.shared)
    let original = try Self.workspace(command)
    let before = try original.everything()
    let arguments = try Self.stated(command.arguments, in: original)
    let input = try Self.stated(command.input, in: original)
    let whole = try original.copy()
    let ended = try kills.run(arguments, input: input, in: whole)
    try #require(ended.result.exitCode == 0, "\(ended.result.errors)")
    try #require(!ended.result.output.contains(#""error":"#), "\(ended.result.output)")
    try #require(ended.writes > 0)
    let after = try whole.everything()
    let places =
      Self.isWhole
      ? Array(1...ended.writes) : [1, 2 + command.method.utf8.count % 7, ended.writes * 2 / 3, ended.writes]
    var happened = 0
    for place in places where place <= ended.writes {
      for torn in Self.isWhole ? [false, true] : [place % 2 == 0] {
        let sandbox = try original.copy()
        let outcome = try kills.run(arguments, input: input, in: sandbox, at: place, torn: torn)
        guard outcome.isKilled else { continue }
        let health = try sandbox.run("doctor")
        let sound = health.exitCode == 0 || command.method == "customer.forget" && health.onlyTraces
        #expect(sound, "at write \(place): \(health.output)\(health.errors)")
        let state = try sandbox.everything()
        if command.isStepwise {
          // Later, when what the killed one had claimed is free again.
          let again = try sandbox.run(arguments, input: input, now: "2026-11-23T08:40:00+01:00")
          #expect(again.exitCode == 0, "again after write \(place): \(again.errors)")
          #expect(try sandbox.run("doctor").exitCode == 0)
        } else {
          #expect(state == before || state == after, "at write \(place) of \(ended.writes)")
        }
        if state == after { happened += 1 }
      }
    }
    // For whoever runs them all.
    if Self.isWhole { print("\(command.method): \(ended.writes) writes, done at \(happened) of the kills") }
  }

  @Test("making a workspace: it is there whole, or not at all and can be made", arguments: [false, true])
  func created(torn: Bool) throws {
    let kills = try #require(KillSwitch.shared)
    let whole = try kills.run(["init", "--name", "F", "--zone", "Europe/Vaduz"], in: try Sandbox())
    try #require(whole.result.exitCode == 0)
    let places = Self.isWhole ? Array(1...whole.writes) : [1, whole.writes / 2, whole.writes - 1]
    for place in places {
      let sandbox = try Sandbox()
      let outcome = try kills.run(
        ["init", "--name", "F", "--zone", "Europe/Vaduz"], in: sandbox, at: place, torn: torn)
      guard outcome.isKilled else { continue }
      if FileManager.default.fileExists(atPath: sandbox.database) {
        #expect(try sandbox.run("doctor").exitCode == 0, "at write \(place)")
      } else {
        #expect(try sandbox.run("init", "--zone", "Europe/Vaduz").exitCode == 0, "at write \(place)")
      }
    }
  }

  @Test("every method that writes is among the commands that are killed")
  func complete() throws {
    let sandbox = try SmallFirm.workspace()
    let (_, answers) = try sandbox.rpc([#"{"jsonrpc":"2.0","id":1,"method":"rpc.discover"}"#])
    let writing = answers[0]["result"]["methods"].elements.filter { method in
      method["params"].elements.contains { $0["name"].string == "idempotency_key" }
    }
    let names = Set(writing.compactMap { $0["name"].string })
    #expect(names.count > 20)
    #expect(names.subtracting((Self.commands + Self.roads).map(\.method)).subtracting(Self.exempt) == [])
  }
}

extension Program.Result {
  /// Whether a doctor found nothing but traces of what was erased, which erasing again removes.
  fileprivate var onlyTraces: Bool {
    let bad = output.split(separator: "\n").filter { $0.hasPrefix("BAD") }
    return bad.count == 1 && bad[0].contains("traces")
  }
}

extension Sandbox {
  /// The same folder once more.
  fileprivate func copy() throws -> Sandbox {
    let copy = try Sandbox(now: now)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      try FileManager.default.copyItem(atPath: path(name), toPath: copy.path(name))
    }
    return copy
  }

  /// All that a workspace holds: records, plans, messages and journal, without the hashes, which differ by chance.
  fileprivate func everything() throws -> String {
    let methods = [
      ("records.export", #"{"history":true}"#), ("board.show", #"{"date":"2026-11-23"}"#),
      ("board.show", #"{"date":"2026-11-24"}"#), ("notify.log", "{}"), ("audit.log", #"{"limit":100000}"#),
      ("notify.rules", "{}"), ("notify.templates", #"{"own":true}"#), ("notify.replies", "{}"),
      ("notify.channels", "{}"), ("complaint.list", #"{"all":true}"#), ("travel.show", "{}"),
    ]
    let lines = methods.map { #"{"jsonrpc":"2.0","id":1,"method":"\#($0.0)","params":\#($0.1)}"# }
    let answers = try rpc(lines).answers.map(\.text)
    return answers.joined(separator: "\n").replacing(/"hash":"[0-9a-f]{64}"/, with: "")
  }
}
