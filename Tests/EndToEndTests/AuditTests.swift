import Foundation
import Support
import Testing

@Suite("Audit, undo and forget")
struct AuditTests {
  @Test("the log tells who changed what from what to what, and verifying says that it is what was written")
  func log() throws {
    let sandbox = try SmallFirm.workspace()
    #expect(try sandbox.run("customer", "edit", "c1", #"{"notes":"ring twice"}"#).exitCode == 0)
    let items = try sandbox.json("audit", "log", "c1")["items"].elements
    let last = try #require(items.last)
    #expect(last["event"]["kind"].string == "customer-changed" && last["event"]["actor"].string == "test")
    #expect(
      last["changes"][0]["fields"].elements.contains {
        $0["name"].string == "notes" && $0["after"].string == "ring twice"
      })
    #expect(try sandbox.run("audit", "log", "c1").output.contains("notes none -> ring twice"))
    let report = try sandbox.json("audit", "verify")
    let head = try #require(report["head"].string)
    #expect(report["ok"].bool == true && head == last["hash"].string)
    try sandbox.run("customer", "edit", "c1", #"{"notes":null}"#)
    #expect(try sandbox.run("audit", "verify", "--hash", head).exitCode == 0)
    #expect(try sandbox.run("audit", "verify", "--hash", String(repeating: "0", count: 64)).exitCode == 1)
    #expect(try sandbox.run("audit", "verify", "--hash", "x").exitCode == 65)
  }

  @Test("who does something and why is said with each change, by option or with the request, and the log tells it")
  func authors() throws {
    let sandbox = try SmallFirm.workspace()
    func last(_ subject: String) throws -> JSONValue? {
      try sandbox.json("audit", "log", subject)["items"].elements.last
    }
    try sandbox.run(
      "customer", "edit", "c1", #"{"notes":"ring twice"}"#, "--actor", "berta", "--reason", "the bell is broken")
    var event = try #require(try last("c1"))["event"]
    #expect(event["actor"].string == "berta" && event["details"]["reason"].string == "the bell is broken")
    // Lines are folded.
    let words = try sandbox.run("audit", "log", "c1").output.split { $0.isWhitespace }.joined(separator: " ")
    #expect(words.contains("berta") && words.contains("reason the bell is broken"), "\(words)")
    let (_, answers) = try sandbox.rpc([
      #"{"jsonrpc":"2.0","id":1,"method":"appointment.edit","params":{"id":"a5","changes":{"priority":7},"#
        + #""actor":"carla","reason":"asked for it"}}"#,
      #"{"jsonrpc":"2.0","id":2,"method":"appointment.edit","params":{"id":"a5","changes":{"priority":8}}}"#,
      #"{"jsonrpc":"2.0","id":3,"method":"appointment.edit","params":{"id":"a5","changes":{"priority":9},"actor":""}}"#,
      #"{"jsonrpc":"2.0","id":4,"method":"undo","params":{"actor":"carla","dry_run":true}}"#,
    ])
    let items = try sandbox.json("audit", "log", "a5")["items"].elements.suffix(2).map { $0["event"] }
    #expect(items.map { $0["actor"].string } == ["carla", "test"])
    #expect(items.map { $0["details"]["reason"].string } == ["asked for it", nil])
    #expect(answers[2]["error"]["data"]["path"].string == "/actor")
    #expect(answers[3]["error"]["data"]["code"].string == "conflict", "carla's change is not the last one any more")
    // Of a write with several entries, the first says why; a record that is gone still tells it.
    #expect(try sandbox.run("plan", "2026-11-24", "-x", "0", "--reason", "new week").exitCode == 0)
    event = try #require(
      try sandbox.json("audit", "log", "2026-11-24")["items"].elements.first { $0["event"]["kind"].string == "planned" }
    )[
      "event"]
    #expect(event["details"]["reason"].string == "new week")
    #expect(try sandbox.run("customer", "remove", "c3", "--reason", "moved away to Chur").exitCode == 0)
    #expect(try last("c3")?["event"]["details"]["reason"].string == "moved away to Chur")
    #expect(try sandbox.run("forget", "c3", "--yes").exitCode == 0)
    #expect(!(try sandbox.run("audit", "log", "--json").output.contains("Chur")))
    for name in ["", String(repeating: "x", count: 201)] {
      let refused = try sandbox.run("customer", "edit", "c1", "{}", "--actor", name)
      #expect(refused.exitCode == 65 && refused.errors.contains("--actor"), "\(refused.errors)")
    }
    #expect(try sandbox.run("doctor").exitCode == 0)
    let other = try Sandbox()
    #expect(try other.run("init", "--zone", "UTC", "--actor", "dora", "--reason", "a new firm").exitCode == 0)
    let made = try other.json("audit", "log")["items"][0]["event"]
    #expect(made["actor"].string == "dora" && made["details"]["reason"].string == "a new firm")
  }

  @Test("a change made from an old state is refused: what differs, who changed it, and when", arguments: [false, true])
  func stale(byRequest: Bool) throws {
    let sandbox = try SmallFirm.workspace()
    let revision = try #require(try sandbox.json("appointment", "show", "a5")["revision"].int)
    try sandbox.run("appointment", "edit", "a5", #"{"priority":7}"#, "--actor", "berta", "--revision", "\(revision)")
    let words: String
    if byRequest {
      let (_, answers) = try sandbox.rpc([
        #"{"jsonrpc":"2.0","id":1,"method":"appointment.edit","params":"#
          + #"{"id":"a5","changes":{"priority":3,"notes":"x"},"revision":\#(revision)}}"#
      ])
      #expect(answers[0]["error"]["data"]["code"].string == "conflict")
      #expect(answers[0]["error"]["data"]["path"].string == "/revision")
      words = try #require(answers[0]["error"]["message"].string)
    } else {
      let refused = try sandbox.run(
        "appointment", "edit", "a5", #"{"priority":3,"notes":"x"}"#, "--revision", "\(revision)")
      #expect(refused.exitCode == 65)
      words = refused.errors
    }
    for part in [
      "Somebody else changed appointment `a5`", "priority (now 7, yours 3)", "notes", "priority by berta at",
    ] {
      #expect(words.contains(part), "\(words)")
    }
    #expect(try sandbox.json("appointment", "show", "a5")["priority"].int == 7)
  }

  @Test("undo takes back one's own last change, redo makes it again, and a dry run does neither")
  func undo() throws {
    let sandbox = try SmallFirm.workspace()
    let before = try sandbox.json("appointment", "show", "a5").without("revision").text
    try sandbox.run("appointment", "edit", "a5", #"{"priority":77,"notes":"x"}"#)
    let after = try sandbox.json("appointment", "show", "a5").without("revision").text
    #expect(try sandbox.run("undo", "--dry-run").output.contains("would undo"))
    #expect(try sandbox.json("appointment", "show", "a5").without("revision").text == after)
    let undone = try sandbox.json("undo", "--reason", "a slip")
    #expect(undone["undone"]["kind"].string == "appointment-changed")
    #expect(try sandbox.json("appointment", "show", "a5").without("revision").text == before)
    #expect(
      try sandbox.json("audit", "log", "a5")["items"].elements.last?["event"]["details"]["reason"].string == "a slip")
    let redone = try sandbox.run("undo", "--redo")
    #expect(redone.exitCode == 0)
    #expect(redone.output.hasPrefix("done again: entry ") && redone.output.contains("appointment-changed a5"))
    #expect(try sandbox.json("appointment", "show", "a5").without("revision").text == after)
    #expect(try sandbox.run("undo", "--redo").exitCode == 65)
    #expect(try sandbox.run("doctor").exitCode == 0)
  }

  @Test("a plan and a booking are undone with the messages that they caused, unless the customer has been told")
  func told() throws {
    let sandbox = try SmallFirm.workspace()
    let book = ["book", "--id", "b1", "--customer", "c3", "--type", "check", "--minutes", "30", "--start"]
    #expect(try sandbox.run(book + ["2026-11-24T10:00:00+01:00", "--window", "60"]).exitCode == 0)
    let undone = try sandbox.json("undo")
    #expect(undone["cancelled"][0].string == "b1", "a message names it, so it stays on the record")
    #expect(undone["dropped"].elements.count == 1)
    #expect(try sandbox.json("appointment", "show", "b1")["stage"].string == "cancelled")
    let redone = try sandbox.json("undo", "--redo")
    #expect(redone["requeued"].elements.count == 1)
    #expect(try sandbox.json("appointment", "show", "b1")["stage"].string == "booked")
    #expect(try sandbox.json("notify", "send")["sent"].elements.count > 0)
    let refused = try sandbox.run("undo")
    #expect(refused.exitCode == 65)
    #expect(refused.errors.contains("The customer of b1 has been told since"))
    #expect(try sandbox.run("doctor").exitCode == 0)
  }

  @Test("what others did is theirs: undo passes it over, and refuses where it came on top")
  func others() throws {
    let sandbox = try SmallFirm.workspace()
    try sandbox.run("appointment", "edit", "a5", #"{"priority":77}"#)
    let other = sandbox.environment.merging(["PUNCTUAL_ACTOR": "bob"]) { $1 }
    let edit = try Program.run(
      ["appointment", "edit", "a5", #"{"duration_minutes":55}"#, "--now", sandbox.now], environment: other)
    #expect(edit.exitCode == 0)
    let refused = try sandbox.run("undo")
    #expect(refused.exitCode == 65)
    #expect(refused.errors.contains("duration_seconds") && refused.errors.contains("by bob at 2026-11-23 08:30"))
    let stale = try sandbox.run("appointment", "edit", "a5", #"{"priority":1}"#, "--revision", "2")
    #expect(stale.exitCode == 65 && stale.errors.contains("duration_seconds by bob at 2026-11-23 08:30"))
    let theirs = try Program.run(["undo", "--now", sandbox.now], environment: other)
    #expect(theirs.exitCode == 0)
    #expect(try sandbox.run("undo").exitCode == 0)
  }

  @Test("a visit that has gone on keeps a plan from being undone")
  func underWay() throws {
    let sandbox = try SmallFirm.workspace()
    let planned = try #require(
      try sandbox.json("audit", "log")["items"].elements.first { $0["event"]["kind"].string == "planned" })
    let refused = try sandbox.run("undo", "\(planned["event"]["sequence"].int ?? 0)")
    #expect(refused.exitCode == 65)
    #expect(refused.errors.contains("departed by test at 2026-11-23 08:01"))
    #expect(refused.errors.contains("arrived by test at 2026-11-23 08:20"))
  }

  @Test("of a forgotten customer no byte is left in the database or the file of messages, and the chain holds")
  func forget() throws {
    let sandbox = try SmallFirm.workspace()
    let name = "Zwetschgenbaumer"
    try sandbox.run("customer", "edit", "c2", #"{"name":"\#(name)","notes":"\#(name) rings"}"#)
    try sandbox.run("visit", "cancel", "a3", "--reason", "\(name) is ill")
    #expect(try sandbox.run("notify", "send").exitCode == 0)
    let address = "c2@example.org"
    #expect(try sandbox.holding(name).count > 0 && sandbox.holding(address).count > 1)
    let head = try sandbox.json("audit", "verify")["head"].string ?? ""
    let report = try sandbox.json("forget", "c2", "--yes")
    #expect(report["changes"].int ?? 0 > 0)
    #expect(try sandbox.holding(name) == [] && sandbox.holding(address) == [])
    #expect(try sandbox.run("audit", "verify", "--hash", head).exitCode == 0)
    #expect(try sandbox.run("doctor").exitCode == 0)
    #expect(try sandbox.run("report").exitCode == 0)
    // What was delivered is not delivered again.
    let sent = try sandbox.read("firm.sqlite.sent.ndjson")
    #expect(try sandbox.json("notify", "send")["sent"].elements.isEmpty)
    #expect(try sandbox.read("firm.sqlite.sent.ndjson") == sent)
    #expect(try JSONValue.lines(sent).allSatisfy { $0["key"].string != nil })
  }

  @Test("reasons of what is about something else go too, where they name a forgotten customer or concern nobody else")
  func reasons() throws {
    let sandbox = try SmallFirm.workspace()
    let steps = [
      // Of a technician, of a plan, of another customer, in another case and with an ending; by the appointment's id.
      ["technician", "edit", "t2", #"{"pace":1.1}"#, "--reason", "slow at ZWETSCHGENBAUMERS since May"],
      ["plan", "2026-11-24", "-x", "0", "--reason", "a3 wants to be first"],
      ["customer", "edit", "c1", #"{"notes":"x"}"#, "--reason", "swaps with Weg 2"],
      ["technician", "edit", "t1", #"{"pace":1.1}"#, "--reason", "new van; its plate ends in a30"],
      ["customer", "edit", "c1", #"{"notes":"y"}"#, "--reason", "asked for it"],
    ]
    #expect(try sandbox.run("customer", "edit", "c2", #"{"name":"Rosa Zwetschgenbaumer"}"#).exitCode == 0)
    // The name of before is known from the journal.
    #expect(try sandbox.run("customer", "edit", "c2", #"{"name":"R. Z."}"#).exitCode == 0)
    for step in steps { #expect(try sandbox.run(step).exitCode == 0, "\(step)") }
    let sequence = try sandbox.json("audit", "log")["items"].elements.last?["event"]["sequence"].int ?? 0
    let site = #"{"id":"s1","address":"Weg 2","location":[9.53,47.12],"area":"north"}"#
    try sandbox.write(#"{"kind":"customer","id":"c2","name":"R. Z.","sites":[\#(site)]}"# + "\n", to: "one.ndjson")
    // Names nobody, and is about one customer alone.
    #expect(try sandbox.run("import", "one.ndjson", "--reason", "the lady rang").exitCode == 0)
    let dry = try sandbox.run("forget", "c2", "--dry-run").output
    #expect(dry.contains("would erase"))
    #expect(try sandbox.holding("ZWETSCHGENBAUMERS") == ["firm.sqlite"])
    let head = try sandbox.json("audit", "verify")["head"].string ?? ""
    #expect(try sandbox.run("forget", "c2", "--yes").exitCode == 0)
    let reasons = try sandbox.json("audit", "log")["items"].elements.compactMap {
      $0["event"]["details"]["reason"].string
    }
    #expect(
      Set(reasons).intersection(steps.compactMap(\.last) + ["the lady rang"]) == [
        "new van; its plate ends in a30", "asked for it",
      ])
    for word in ["ZWETSCHGENBAUMERS", "wants to be first", "swaps with", "lady rang"] {
      #expect(try sandbox.holding(word) == [], "\(word)")
    }
    let said = try sandbox.json("audit", "log", "c2")["items"].elements.last?["event"]["details"]["words"].string
    #expect(said?.split(separator: " ").count == 4 && said?.hasSuffix("\(sequence + 1)") == true, "\(said ?? "")")
    #expect(try sandbox.run("audit", "verify", "--hash", head).exitCode == 0)
    #expect(try sandbox.run("doctor").exitCode == 0)
    // Again, nothing is left to erase.
    #expect(try sandbox.json("forget", "c2", "--yes")["changes"].int == 0)
  }
}

extension Sandbox {
  /// The files of the folder that hold a text.
  fileprivate func holding(_ text: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter {
      try Data(contentsOf: URL(fileURLWithPath: path($0))).range(of: Data(text.utf8)) != nil
    }.sorted()
  }
}
