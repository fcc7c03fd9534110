import Foundation
import Support
import Testing

@Suite("A receiver that asks to be left alone", .enabled(if: Python.isThere, "needs python3"))
struct RetryAfterTests {
  @Test(
    "gets nothing before its time, and each message once after it",
    arguments: [
      ("429", "1800", "2026-11-22T17:29:59+01:00", "2026-11-22T17:30:00+01:00"),
      ("503", "Sun,%2022%20Nov%202026%2016:45:00%20GMT", "2026-11-22T17:44:59+01:00", "2026-11-22T17:45:00+01:00"),
    ])
  func retryAfter(status: String, after: String, justBefore: String, then: String) throws {
    let sandbox = try Firm.planned()
    let server = try LocalServer("http_receiver.py", sandbox.path("requests"))
    try sandbox.write("whsec_" + String(repeating: "QUJD", count: 8), to: "secret")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: sandbox.path("secret"))
    let url = "http://127.0.0.1:\(server.port)/once/\(status)/\(after)"
    let channel = #"{"type":"webhook","url":"\#(url)","secret":{"file":"\#(sandbox.path("secret"))"}}"#
    let set = try sandbox.run("notify", "channels", "-", input: #"{"default":\#(channel)}"#)
    #expect(set.exitCode == 0, "\(set.errors)")
    try sandbox.run("tick", "--no-deliver")
    func requests() throws -> [String] {
      try JSONValue.lines(sandbox.read("requests")).compactMap { $0["headers"]["webhook-id"].string }
    }

    let refused = try sandbox.json("notify", "send")["failed"].elements
    #expect(refused.count > 10)
    #expect(refused.allSatisfy { $0["state"].string == "queued" && $0["last_error"].string?.contains(status) == true })
    #expect(try requests().count == refused.count)

    let early = try sandbox.json("notify", "send", now: justBefore)
    #expect(early["sent"].elements.isEmpty && early["failed"].elements.isEmpty)
    #expect(try requests().count == refused.count)

    let sent = try sandbox.json("notify", "send", now: then)
    #expect(sent["sent"].elements.count == refused.count && sent["failed"].elements.isEmpty)
    #expect(try sandbox.json("notify", "send", now: then)["sent"].elements.isEmpty)
    let times = Dictionary(grouping: try requests()) { $0 }.mapValues(\.count)
    #expect(times.count == refused.count && times.values.allSatisfy { $0 == 2 })
    #expect(
      try sandbox.json("notify", "log", "--state", "sent", now: then)["items"].elements.allSatisfy {
        $0["attempts"].int == 2
      })
  }
}
