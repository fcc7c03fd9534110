import Foundation
import PunctualModel
import PunctualNotify
import Testing

@Suite("The command channel")
struct CommandChannelTests {
  private func sh(_ script: String, timeoutSeconds: Int = 30) -> CommandChannel {
    CommandChannel(arguments: ["/bin/sh", "-c", script], timeoutSeconds: timeoutSeconds)
  }

  @Test("the program gets the document on its input and the key in its environment")
  func document() async throws {
    try await withFolder { folder async throws in
      let file = folder.appendingPathComponent("got")
      let outcome = await sh("cat > '\(file.path)'; echo; echo \"$PUNCTUAL_IDEMPOTENCY_KEY\" >> '\(file.path).key'")
        .deliver(message())
      #expect(outcome == .accepted(receipt: nil))
      let document = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: String]
      #expect(document?["key"] == "running-late/A-0017/1")
      #expect(document?["body"] == "Grüezi, it's \"late\" 🛠️\nline two")
      #expect(document?["told_start"] == "2026-11-23T10:40:00Z")
      #expect(try lines(folder.appendingPathComponent("got.key")) == ["running-late/A-0017/1"])
    }
  }

  @Test("a program that is named without a path is looked up, and arguments are no shell words")
  func arguments() async throws {
    try await withFolder { folder async throws in
      let file = folder.appendingPathComponent("a b; $(touch x) 'c'")
      #expect(
        await CommandChannel(arguments: ["tee", file.path], timeoutSeconds: 30).deliver(message())
          == .accepted(receipt: nil))
      let written = try lines(file)
      #expect(written.count == 1)
    }
  }

  @Test("75 means later, any other failure never, of a killed one nobody knows; what the program said is in the reason")
  func statuses() async {
    #expect(
      await sh("cat >/dev/null; echo 'mailbox full' >&2; exit 75").deliver(message())
        == .refused(reason: "/bin/sh exited with 75: mailbox full", permanent: false))
    #expect(
      await sh("echo no; echo 'such user' >&2; exit 67").deliver(message())
        == .refused(reason: "/bin/sh exited with 67: no such user", permanent: true))
    #expect(
      await sh("exit 1").deliver(message())
        == .refused(reason: "/bin/sh exited with 1 and said nothing.", permanent: true))
    #expect(
      await sh("kill -9 $$").deliver(message())
        == .unknown(reason: "/bin/sh died of signal 9 and said nothing."))
  }

  @Test("a program that reads nothing, or closes its input at once, neither hangs nor kills us")
  func unread() async {
    let long = message(body: String(repeating: "long ", count: 8000))
    #expect(await sh("exit 0").deliver(long) == .accepted(receipt: nil))
    #expect(await sh("exec <&-; sleep 0.2; exit 0").deliver(long) == .accepted(receipt: nil))
    for _ in 0..<20 { #expect(await sh("exec <&-").deliver(long) == .accepted(receipt: nil)) }
  }

  @Test("a program that takes too long is killed with all that it started")
  func slow() async throws {
    try await withFolder { folder async throws in
      let file = folder.appendingPathComponent("pid")
      let outcome = await sh("sh -c 'echo $$ >\(file.path); exec sleep 600' & sleep 600", timeoutSeconds: 3)
        .deliver(message())
      #expect(outcome == .unknown(reason: "/bin/sh was not done after 3 s and was killed."))
      let pid = try #require(Int32(try lines(file)[0]))
      var looks = 0
      while isRunning(pid), looks < 100 {
        looks += 1
        try await Task.sleep(for: .milliseconds(100))
      }
      #expect(!isRunning(pid))
    }
  }

  /// Whether a process is there and more than what is left of it until somebody asks for its end.
  private func isRunning(_ pid: Int32) -> Bool {
    guard kill(pid, 0) == 0 else { return false }
    let state = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
    return state?.contains(") Z ") != true
  }

  @Test("a program that closes its output and sleeps on is killed, too")
  func silent() async {
    let outcome = await sh("exec >&- 2>&-; sleep 60", timeoutSeconds: 1).deliver(message())
    #expect(outcome == .unknown(reason: "/bin/sh was not done after 1 s and was killed."))
  }

  @Test("a program that ignores the polite signal is killed all the same")
  func stubborn() async {
    let outcome = await sh("trap '' TERM HUP INT; while :; do sleep 1; done", timeoutSeconds: 1).deliver(message())
    #expect(outcome == .unknown(reason: "/bin/sh was not done after 1 s and was killed."))
  }

  @Test("endless output and garbage do no harm; the reason holds the beginning, as one line")
  func garbage() async {
    #expect(await sh("head -c 3000000 /dev/zero; exit 0").deliver(message()) == .accepted(receipt: nil))
    let outcome = await sh("printf 'bad\\r\\n\\377\\376\\000 thing'; head -c 300000 /dev/urandom; exit 2").deliver(
      message())
    guard case .refused(let reason, true) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(reason.hasPrefix("/bin/sh exited with 2: bad \u{FFFD}\u{FFFD} thing"))
    #expect(reason.count < 400)
    #expect(!reason.contains("\n"))
  }

  @Test("a Python program reads the message as JSON")
  func python() async throws {
    let script =
      "import json,sys,os; d=json.load(sys.stdin); sys.exit(0 if d['key']==os.environ['PUNCTUAL_IDEMPOTENCY_KEY'] else 1)"
    let channel = CommandChannel(arguments: ["python3", "-c", script], timeoutSeconds: 30)
    #expect(await channel.deliver(message()) == .accepted(receipt: nil))
  }

  @Test("a missing program is a matter for later, no program at all is not")
  func missing() async {
    for program in ["/nowhere/sendsms", "no-such-program-anywhere"] {
      let outcome = await CommandChannel(arguments: [program], timeoutSeconds: 5).deliver(message())
      guard case .refused(let reason, false) = outcome else {
        Issue.record("\(outcome)")
        continue
      }
      #expect(reason.hasPrefix("\(program) could not be run: "))
    }
    #expect(
      await CommandChannel(arguments: [], timeoutSeconds: 5).deliver(message())
        == .refused(reason: "No program is named.", permanent: true))
  }

  @Test("a message longer than any pipe holds arrives whole")
  func huge() async {
    let long = message(body: String(repeating: "x", count: 3_000_000))
    #expect(await sh("test $(wc -c) -gt 3000000").deliver(long) == .accepted(receipt: nil))
    #expect(await sh("exit 0").deliver(long) == .accepted(receipt: nil))
  }

  @Test("many at once do not hold one another's input open")
  func concurrent() async {
    await withTaskGroup(of: DeliveryOutcome.self) { group in
      for number in 0..<16 {
        group.addTask { await sh("cat >/dev/null").deliver(message("k\(number)")) }
      }
      for await outcome in group { #expect(outcome == .accepted(receipt: nil)) }
    }
  }
}
