import Foundation
import Support
import Testing

@Suite("Telling customers, from rule to answer")
struct TellingTests {
  @Test("rules are shown, looked over, put in force and reset; a bad document names its places and changes nothing")
  func rules() throws {
    let sandbox = try SmallFirm.workspace()
    let standard = try sandbox.json("notify", "rules", "show")
    #expect(try sandbox.json("notify", "rules").text == standard.text)
    #expect(standard["rules"].elements.contains { $0["id"].string == "confirmation" })
    let own = standard.text.replacing(#""message_limit":6"#, with: #""message_limit":3"#)
    #expect(own != standard.text)
    try sandbox.write(own, to: "own.json")
    #expect(try sandbox.run("notify", "check", "own.json").output.contains("are sound"))
    #expect(try sandbox.run("notify", "rules", "set", "own.json", "--dry-run").exitCode == 0)
    #expect(try sandbox.json("notify", "rules").text == standard.text)
    #expect(try sandbox.run("notify", "rules", "set", "own.json").output.contains("in force"))
    #expect(try sandbox.json("notify", "rules")["message_limit"].int == 3)
    try sandbox.write(own.replacing(#""at_most":2"#, with: #""at_most":-2"#), to: "bad.json")
    for command in [["notify", "check", "bad.json"], ["notify", "rules", "set", "bad.json"]] {
      let refused = try sandbox.run(command)
      #expect(refused.exitCode == 65 && refused.errors.contains("at_most"), "\(refused.errors)")
    }
    #expect(try sandbox.json("notify", "rules")["message_limit"].int == 3)
    #expect(try sandbox.run("notify", "rules", "reset").exitCode == 0)
    #expect(try sandbox.json("notify", "rules").text == standard.text)
  }

  @Test(
    "templates are shown and set; the preview tells in the firm's words what would go, to whom and why, and sends nothing"
  )
  func templates() throws {
    let sandbox = try SmallFirm.workspace()
    let shown = try sandbox.json("notify", "templates", "show", "--kind", "on-my-way", "--channel", "email")
    #expect(shown["templates"].elements.count >= 2)
    func own(_ body: String) -> String {
      #"{"templates":[{"kind":"on-my-way","channel":"email","language":"en","subject":"{{title}}","body":"\#(body)"}]}"#
    }
    let refused = try sandbox.run("notify", "templates", "set", "-", input: own("Dear {{custmer}}"))
    #expect(refused.exitCode == 65 && refused.errors.contains("{{custmer}}"), "\(refused.errors)")
    try sandbox.run("notify", "templates", "set", "-", input: own("Hello {{customer}}, here we come."))
    #expect(try sandbox.json("notify", "templates", "--own")["templates"].elements.count == 1)
    // Customer 1 waits for a2's technician; nobody has set out to it yet.
    let before = try sandbox.json("notify", "log").text
    _ = try sandbox.run("visit", "depart", "a2", "--dry-run")
    let preview = try sandbox.run("notify", "preview")
    #expect(preview.exitCode == 0)
    #expect(try sandbox.json("notify", "log").text == before)
    try sandbox.run("visit", "finish", "a4", now: "2026-11-23T09:10:00+01:00")
    let depart = try sandbox.json("visit", "depart", "a2", now: "2026-11-23T09:12:00+01:00")
    let message = depart["notifications"].elements.first { $0["kind"].string == "on-my-way" }
    #expect(message?["body"].string?.hasPrefix("Hello Customer") == true, "\(depart.text)")
    #expect(try sandbox.run("notify", "preview", now: "2026-11-23T09:13:00+01:00").exitCode == 0)
  }

  @Test("a note of the work is told to the customer, stands in the record, and is erased with the customer")
  func note() throws {
    let sandbox = try SmallFirm.workspace()
    let words = "Replaced the igniter; flame is steady."
    let wrong = try sandbox.run("visit", "depart", "a2", "--note", words)
    #expect(wrong.exitCode == 65 && wrong.errors.contains("/note"), "\(wrong.errors)")
    let done = try sandbox.json("visit", "finish", "a4", "--note", words, now: "2026-11-23T09:00:00+01:00")
    #expect(done["visit"]["note"].string == words)
    let followUp = done["notifications"].elements.first { $0["kind"].string == "follow-up" }
    #expect(followUp?["body"].string?.contains(words) == true, "\(done.text)")
    let customer = try #require(followUp?["customer"].string)
    let later = "2026-11-23T10:00:00+01:00"
    let finished = try sandbox.json("customer", "timeline", customer, now: later)["entries"].elements
      .first { $0["what"].string == "finished" }
    #expect(finished?["text"].string?.contains(words) == true)
    #expect(try sandbox.run("customer", "timeline", customer, "--whole", now: later).output.contains("igniter"))
    #expect(try sandbox.run("forget", customer, "--yes", now: later).exitCode == 0)
    for file in try FileManager.default.contentsOfDirectory(atPath: sandbox.folder) where file.hasPrefix("firm.sqlite")
    {
      #expect(try Data(contentsOf: URL(fileURLWithPath: sandbox.path(file))).range(of: Data("igniter".utf8)) == nil)
    }
    #expect(try sandbox.run("audit", "verify").exitCode == 0)
  }

  @Test("answers are read: a score, a wish for a call, STOP; what needs a person waits until somebody has seen to it")
  func replies() throws {
    let sandbox = try SmallFirm.workspace()
    // What else is planned for the customer is called off, so that the survey is the last that asks for a number.
    try sandbox.run("visit", "cancel", "a2")
    try sandbox.run("visit", "finish", "a4", now: "2026-11-23T09:00:00+01:00")
    let noon = "2026-11-23T12:00:00+01:00"
    try sandbox.run("tick", now: noon)
    let asked = try sandbox.json("notify", "log", "--kind", "follow-up", "--state", "sent", now: noon)["items"][0]
    let address = try #require(asked["address"].string)
    let poor = try sandbox.json(
      "notify", "reply", "--from", address, "--text", "2 too late", "--message-id", "M1", now: noon)
    #expect(poor["reply"]["meaning"].string == "survey" && poor["reply"]["number"].int == 2)
    let again = try sandbox.json(
      "notify", "reply", "--from", address, "--text", "2 too late", "--message-id", "M1", now: noon)
    #expect(again["is_repeated"].bool == true)
    #expect(try sandbox.json("survey", "list", "--at-most", "2", now: noon)["items"].elements.count == 1)
    let call = try sandbox.json("notify", "reply", "--from", address, "--text", "please call me", now: noon)
    let number = try #require(call["reply"]["sequence"].int)
    #expect(
      try sandbox.json("notify", "replies", "--open", now: noon)["items"].elements.contains {
        $0["sequence"].int == number
      })
    let settled = try sandbox.run(
      "notify", "replies", "--done", "\(number)", "--outcome", "Called, all well.", now: noon)
    #expect(settled.output.contains("Called, all well."))
    #expect(
      try sandbox.json("notify", "reply", "--from", address, "--text", "STOP", now: noon)["reply"]["meaning"].string
        == "opt-out")
    let silent = try sandbox.json("complaint", "open", "--customer", "c1", "It drips.", now: noon)
    let about = try sandbox.json("notify", "log", "--kind", "complaint-received", now: noon)["items"].elements
    #expect(silent["id"].string != nil && about.isEmpty)
  }

  @Test("a complaint about no visit is acknowledged, answered and closed to the customer; all of it is in the record")
  func complaint() throws {
    let sandbox = try SmallFirm.workspace()
    func told(_ kind: String) throws -> JSONValue? {
      try sandbox.json("notify", "log", "--kind", kind)["items"].elements.last
    }
    let opened = try sandbox.json("complaint", "open", "--customer", "c3", "--cause", "price", "The bill is too high.")
    let id = try #require(opened["id"].string)
    #expect(try told("complaint-received")?["complaint"].string == id)
    #expect(try told("complaint-received")?["appointment"].isNull == true)
    #expect(try told("complaint-received")?["body"].string?.contains("complaint about our price") == true)
    #expect(try sandbox.json("complaint", "show", id)["acknowledged_at"].string != nil)
    #expect(try sandbox.run("complaint", "answer", id, "We have looked at it: 20 francs are yours.").exitCode == 0)
    #expect(try told("complaint-answered")?["body"].string?.contains("20 francs") == true)
    #expect(try sandbox.run("complaint", "close", id).exitCode == 0)
    #expect(try told("complaint-closed")?["key"].string == "complaint-closed/\(id)/1")
    #expect(try sandbox.json("complaint", "list")["items"].elements.isEmpty)
    try sandbox.run("notify", "send")
    let states = try sandbox.json("customer", "timeline", "c3")["entries"].elements
    #expect(states.count { $0["kind"].string == "message" && $0["state"].string != "queued" } == 3)
    let key = try #require(try told("complaint-closed")?["key"].string)
    #expect(try sandbox.run("notify", "why", key).output.contains(id))
    #expect(try sandbox.run("survey", "record", "a4", "5", "Fine.").exitCode == 0)
    #expect(try sandbox.run("doctor").exitCode == 0)
  }

  @Test("the reports tell of promises, messages, complaints and recurring trouble; the page is whole and on its own")
  func reports() throws {
    let sandbox = try SmallFirm.workspace()
    try sandbox.run("complaint", "open", "--customer", "c3", "--cause", "quality", "It drips.")
    let evening = "2026-11-23T18:30:00+01:00"
    let report = try sandbox.json(
      "report", "service", "--from", "2026-11-23", "--to", "2026-11-23", "--html", sandbox.path("page.html"),
      now: evening)
    #expect(report["total"]["complaints"].int == 1 || report.text.contains(#""complaints":1"#), "\(report.text)")
    let page = try sandbox.read("page.html")
    #expect(page.lowercased().hasPrefix("<!doctype html>") && page.contains("Small") && page.contains("</html>"))
    #expect(!page.contains("src=\"http") && !page.contains("href=\"http"))
    #expect(try sandbox.json("report", "trouble", now: evening)["groups"].elements.isEmpty)
    #expect(try sandbox.run("report", "trouble", now: evening).exitCode == 0)
  }
}
