import Foundation
import Support
import Testing

@Suite("Delivery of messages")
struct DeliveryTests {
  /// A planned Monday with reminders in the outbox, and a channel that appends what it is given to a file.
  private func outbox(_ script: String = "m=$(cat); printf '%s\\n' \"$m\" >>delivered") throws -> Sandbox {
    let sandbox = try Firm.planned()
    try sandbox.write("#!/bin/sh\ncd '\(sandbox.folder)'\n\(script)\n", to: "channel.sh")
    try sandbox.write("", to: "delivered")
    let channel = try sandbox.run("notify", "channel", #"command:["/bin/sh","\#(sandbox.path("channel.sh"))"]"#)
    #expect(channel.exitCode == 0)
    #expect(try sandbox.run("tick", "--no-deliver").exitCode == 0)
    return sandbox
  }

  private func keys(_ sandbox: Sandbox, state: String) throws -> [String] {
    try sandbox.json("notify", "log", "--state", state)["items"].elements.compactMap { $0["key"].string }
  }

  private func delivered(_ sandbox: Sandbox) throws -> [JSONValue] {
    try JSONValue.lines(sandbox.read("delivered"))
  }

  @Test("a program gets each message as JSON, once, also where sending is repeated")
  func once() throws {
    let sandbox = try outbox()
    let waiting = try keys(sandbox, state: "queued")
    #expect(waiting.count > 10)
    let sent = try sandbox.json("notify", "send")
    let again = try sandbox.json("notify", "send")
    #expect(again["sent"].elements.isEmpty)
    let messages = try delivered(sandbox)
    #expect(messages.count == sent["sent"].elements.count)
    #expect(Set(messages.compactMap { $0["key"].string }).count == messages.count)
    #expect(try keys(sandbox, state: "sent").sorted() == messages.compactMap { $0["key"].string }.sorted())
    for message in messages {
      #expect(message["kind"].string != nil && message["body"].string?.isEmpty == false)
      #expect(message["address"].string?.isEmpty == false)
    }
    guard Python.hasJSONSchema else { return print("skipped: \(Python.reason)") }
    let schema = try sandbox.json("schema", "message").text
    let cases = messages.map { #"{"name":"message","schema":\#(schema),"document":\#($0.text)}"# }
    let verdict = try Python.run([Python.script("validate.py")], input: cases.joined(separator: "\n"))
    #expect(verdict.output == "" && verdict.exitCode == 0, "\(verdict.output)\(verdict.errors)")
  }

  @Test("senders at the same time share the outbox, and no message goes out twice")
  func parallel() throws {
    let sandbox = try outbox()
    let waiting = try keys(sandbox, state: "queued")
    let script = """
      for n in 1 2 3; do "$PUNCTUAL" notify send --quiet --now \(sandbox.now) >/dev/null 2>errors$n & done; wait
      cat errors*
      """
    let result = try Program.shell(script, environment: sandbox.environment, folder: sandbox.folder)
    // A sender that found the database busy has said so; the next one does the rest.
    let complaints = result.output.split(separator: "\n").filter { $0.hasPrefix("error:") }
    #expect(complaints.allSatisfy { $0.hasSuffix("[busy]") }, "\(complaints)")
    try sandbox.run("notify", "send")
    let keys = try delivered(sandbox).compactMap { $0["key"].string }
    #expect(Set(keys).count == keys.count, "twice: \(keys.count - Set(keys).count)")
    #expect(Set(keys).isSubset(of: waiting))
    #expect(try self.keys(sandbox, state: "queued").isEmpty)
    #expect(try self.keys(sandbox, state: "sent").sorted() == keys.sorted())
  }

  @Test(
    "a channel that fails for now keeps the message for later; one that refuses gives it up, and retry brings it back")
  func refusals() throws {
    let sandbox = try outbox("exit 75")
    let waiting = try keys(sandbox, state: "queued").count
    let failed = try sandbox.json("notify", "send")
    #expect(failed["failed"].elements.count == waiting)
    #expect(try keys(sandbox, state: "queued").count == waiting)
    #expect(try sandbox.json("notify", "send")["failed"].elements.isEmpty, "not due yet")

    try sandbox.write("#!/bin/sh\necho 'no such address' >&2\nexit 1\n", to: "channel.sh")
    let later = "2026-11-22T18:30:00+01:00"
    let refused = try sandbox.json("notify", "send", now: later)
    // Whoever cannot be reached is tried on the next channel, and then the office is told: by the same bad channel here.
    let given = refused["failed"].elements.count
    #expect(given >= waiting)
    #expect(refused["failed"][0]["last_error"].string?.contains("no such address") == true)
    let dead = try keys(sandbox, state: "dead")
    #expect(dead.count == given)

    try sandbox.write(
      "#!/bin/sh\ncat >>'\(sandbox.path("delivered"))'; echo >>'\(sandbox.path("delivered"))'\n", to: "channel.sh")
    #expect(try sandbox.json("notify", "retry", now: later)["items"].elements.count == given)
    let sent = try sandbox.json("notify", "send", now: later)
    #expect(sent["sent"].elements.count >= waiting)
    #expect(sent["failed"].elements.isEmpty)
    #expect(try keys(sandbox, state: "dead").isEmpty)
  }

  @Test("a channel that is no program is told, and the messages stay")
  func missingProgram() throws {
    let sandbox = try outbox()
    try sandbox.run("notify", "channel", #"command:["/nowhere/send-sms"]"#)
    let waiting = try keys(sandbox, state: "queued").count
    let report = try sandbox.json("notify", "send")
    #expect(report["sent"].elements.isEmpty)
    #expect(report["failed"].elements.count == waiting)
    #expect(try sandbox.run("notify", "channel", "pigeon").exitCode == 65)
    #expect(try sandbox.run("notify", "channel", "command:[]").exitCode == 65)
  }

  @Test("the file channel writes a line a message; a tick that is repeated says nothing twice")
  func file() throws {
    let sandbox = try Firm.planned()
    try sandbox.run("notify", "channel", "file:\(sandbox.path("delivered"))")
    #expect(try sandbox.run("tick").exitCode == 0)
    try sandbox.run("tick")
    let messages = try delivered(sandbox)
    #expect(messages.count > 10)
    #expect(Set(messages.compactMap { $0["key"].string }).count == messages.count)
    #expect(try keys(sandbox, state: "sent").count == messages.count)
  }
}

@Suite("punctual forget")
struct ForgetTests {
  @Test("leaves no trace of the customer in the database's files, and needs to be asked twice")
  func noTrace() throws {
    let sandbox = try Firm.planned()
    let told = try sandbox.json("notify", "log")["items"][0]
    let id = try #require(told["customer"].string)
    let customer = try sandbox.json("customer", "show", id)
    var traces = [try #require(customer["name"].string)]
    traces += customer["contacts"].elements.compactMap { $0["address"].string }
    traces += customer["sites"].elements.compactMap { $0["address"].string }
    #expect(traces.count >= 3)
    func found() throws -> [String] {
      var bytes = Data()
      for name in try FileManager.default.contentsOfDirectory(atPath: sandbox.folder)
      where name.hasPrefix("firm.sqlite") {
        bytes += try Data(contentsOf: URL(fileURLWithPath: sandbox.path(name)))
      }
      return traces.filter { bytes.range(of: Data($0.utf8)) != nil }
    }
    #expect(try found() == traces)
    let refused = try sandbox.run("forget", id)
    #expect(refused.exitCode == 64)
    #expect(refused.errors.contains("--yes"))
    #expect(try found() == traces)

    let report = try sandbox.json("forget", id, "--yes")
    #expect(report["contacts"].int == customer["contacts"].elements.count)
    #expect(try found() == [])
    for output in [
      try sandbox.run("export", "--history").output, try sandbox.run("board", Firm.monday).output,
      try sandbox.run("notify", "log", "--json").output, try sandbox.run("notify", "preview", Firm.monday).output,
    ] { #expect(traces.filter(output.contains).isEmpty) }
    #expect(try sandbox.run("doctor").exitCode == 0)
    #expect(try sandbox.run("board", Firm.monday).exitCode == 0)
  }
}
