import Foundation
import Support
import Testing

@Suite("punctual notify channels, why and receipt")
struct ChannelTests {
  private static let twilio = """
    {"email":{"type":"sendmail","from":"office@example.org"},
     "sms":{"type":"twilio","account":"AC1","from":"+4235550100","secret":{"env":"SMS_TOKEN"}}}
    """

  @Test("shows a file at first; a document sets all of it, and the answer shows it again")
  func setUp() throws {
    let sandbox = try Firm.planned()
    #expect(try sandbox.json("notify", "channels")["channels"]["default"]["type"].string == "file")
    let set = try sandbox.json("notify", "channels", "-", input: Self.twilio)
    #expect(try sandbox.json("notify", "channels").text == set.text)
    #expect(set["channels"]["sms"]["secret"]["env"].string == "SMS_TOKEN")
    #expect(set["problems"].elements.count == 1, "the variable is not set here")
    let text = try sandbox.run("notify", "channels").output
    #expect(text.contains("twilio") && text.contains("problem: sms: The variable SMS_TOKEN"))
    try sandbox.run("notify", "channels", "--dry-run", "-", input: #"{"default":{"type":"file"}}"#)
    #expect(try sandbox.json("notify", "channels").text == set.text)
  }

  @Test(
    "a set-up that cannot work is refused with the field, all at once, and a secret written into it is not shown",
    arguments: [
      (#"{"email":{"type":"sendmail"}}"#, ["/email/from"]),
      (#"{"email":{"type":"sendmail","from":"a@b\nBcc: c@d","reply_to":"x"}}"#, ["/email/from", "/email/reply_to"]),
      (
        #"{"sms":{"type":"twilio","account":"AC/1","from":"x","secret":"s3cret"}}"#,
        ["/sms/account", "/sms/secret"]
      ),
      (#"{"sms":{"type":"kannel","account":"u","from":"x"}}"#, ["/sms/secret", "/sms/url"]),
      (
        #"{"dispatcher":{"type":"webhook","url":"http://chat.example.org/x","secret":{"env":"A"}}}"#,
        ["/dispatcher/url"]
      ),
      (
        #"{"dispatcher":{"type":"webhook","url":"https://u:s3cret@x.org/","secret":{"env":"A","file":"b"}}}"#,
        ["/dispatcher/url", "/dispatcher/secret"]
      ),
      (#"{"default":{"type":"pigeon"},"letter":{}}"#, ["/default/type", "/letter"]),
      (#"{"default":{"type":"command"},"sms":{"type":"file","timeout_seconds":0}}"#, ["/default/program"]),
    ])
  func refused(document: String, paths: [String]) throws {
    let sandbox = try Firm.planned()
    let before = try sandbox.json("notify", "channels").text
    let result = try sandbox.run("notify", "channels", "-", input: document)
    #expect(result.exitCode == 65)
    for path in paths { #expect(result.errors.contains("at \(path)"), "\(path): \(result.errors)") }
    #expect(!result.errors.contains("s3cret"))
    #expect(try sandbox.json("notify", "channels").text == before)
  }

  @Test("why tells a message from its cause to the provider's receipt; a receipt is news once")
  func chain() throws {
    let sandbox = try Firm.planned()
    try sandbox.run("tick", "--no-deliver")
    let key = try #require(try sandbox.json("notify", "log")["items"][0]["key"].string)
    #expect(try sandbox.run("notify", "why", key).output.contains("attempts   none yet"))
    try sandbox.write("#!/bin/sh\ncat >/dev/null\n[ -e up ] || exit 75\n", to: "mail.sh")
    let mail = #"{"type":"sendmail","program":["/bin/sh","\#(sandbox.path("mail.sh"))"],"from":"o@example.org"}"#
    try sandbox.run("notify", "channels", "-", input: #"{"default":\#(mail)}"#)
    #expect(try sandbox.json("notify", "send")["sent"].elements.isEmpty)
    try sandbox.write("", to: "up")
    try sandbox.run("notify", "send", now: "2026-11-22T18:30:00+01:00")
    let emails = try sandbox.json("notify", "log", "--state", "sent")["items"].elements
    let sent = try #require(emails.first { $0["channel"].string == "email" }?["key"].string)
    let story = try sandbox.json("notify", "why", sent)
    #expect(story["attempts"].elements.compactMap { $0["outcome"].string } == ["refused", "accepted"])
    #expect(story["attempts"][0]["error"].string?.contains("exited with 75") == true)
    let receipt = try #require(story["attempts"][1]["receipt"].string)
    #expect(
      story["events"].elements.compactMap { $0["kind"].string }
        == ["notification-queued", "notification-failed", "notification-sent"])
    #expect(story["message"]["body"].string?.isEmpty == false && story["message"]["reason"].string?.isEmpty == false)

    let note = { (state: String) in
      try sandbox.json("notify", "receipt", input: #"{"id":"\#(receipt)","state":"\#(state)","detail":"mailbox full"}"#)
    }
    #expect(try note("sent")["changed"].bool == false)
    #expect(try note("undelivered")["changed"].bool == true)
    #expect(try note("failed")["changed"].bool == false)
    let after = try sandbox.json("notify", "why", sent)
    #expect(after["attempts"][1]["report"].string == "failed")
    #expect(after["attempts"][1]["report_detail"].string == "mailbox full")
    #expect(try sandbox.run("notify", "why", sent).output.contains("failed: mailbox full"))
    #expect(try sandbox.run("notify", "receipt", input: #"{"id":"SM0","state":"delivered"}"#).exitCode == 65)
    #expect(try sandbox.run("notify", "why", "nothing").exitCode == 65)
    #expect(try sandbox.run("doctor").exitCode == 0)
  }

  @Test("what a channel says of a message stays out of the journal, for it may quote an address")
  func journal() throws {
    let sandbox = try Firm.planned()
    try sandbox.run("notify", "channel", #"command:["/bin/sh","-c","echo no such user anna@example.org; exit 1"]"#)
    try sandbox.run("tick")
    let dead = try sandbox.json("notify", "log", "--state", "dead")["items"].elements
    #expect(dead.count > 10)
    #expect(dead.allSatisfy { $0["last_error"].string?.contains("anna@example.org") == true })
    let story = try sandbox.json("notify", "why", try #require(dead.first?["key"].string))
    #expect(story["events"].elements.last?["details"]["given-up"].string == "yes")
    #expect(!story["events"].text.contains("anna@"))
    let one = try #require(dead.first?["sequence"].int)
    #expect(try sandbox.json("notify", "retry", "\(one)")["items"].elements.count == 1)
    let queued = try sandbox.json("notify", "log", "--state", "queued")["items"].elements
    #expect(queued.contains { $0["sequence"].int == one })
  }
}
