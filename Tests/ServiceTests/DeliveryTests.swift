import Foundation
import PunctualModel
import PunctualNotify
import PunctualStore
import PunctualWire
import Testing

@testable import PunctualService

@Suite("Delivering")
struct DeliveryTests {
  /// A firm with one confirmation in the outbox, of a promise for Wednesday.
  private func firm(channel: String? = nil) async throws -> Firm {
    let firm = try Firm([])
    let wednesday = Firm.monday.adding(days: 2)
    let window = TimeWindow(start: Firm.time("09:00", on: wednesday), end: Firm.time("11:00", on: wednesday))
    _ = try await firm.at("09:00").perform(
      BookSlot.self, BookRequest(customer: "c1", type: "repair", durationMinutes: 60, window: window))
    if let channel { _ = try await firm.at("09:00").perform(SetChannel.self, ChannelForm(channel)) }
    return firm
  }

  private func send(_ firm: Firm, at instant: Instant) async throws -> SendReport {
    let workspace = Workspace(store: firm.store, clock: { instant }, actor: "test")
    return try await workspace.perform(SendNotifications.self, SendRequest())
  }

  private func lines(_ path: String) -> [String] {
    ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
  }

  @Test("the file channel writes each message once, beside the database unless told otherwise")
  func file() async throws {
    let firm = try await firm()
    #expect(try await send(firm, at: Firm.time("09:01")).sent.count == 1)
    #expect(try await send(firm, at: Firm.time("09:02")).sent.isEmpty)
    #expect(lines(firm.store.path + ".sent.ndjson").count == 1)
    let sent = try #require(try firm.notifications().first)
    #expect(sent.state == .sent && sent.sentAt == Firm.time("09:01"))
    #expect(try firm.events().filter { $0.kind == .notificationSent }.count == 1)
  }

  @Test("a chosen file is used, and its lines hold the words and the key")
  func chosenFile() async throws {
    let firm = try await firm()
    let path = firm.folder.appendingPathComponent("out.ndjson").path
    _ = try await firm.at("09:00").perform(SetChannel.self, ChannelForm("file:\(path)"))
    _ = try await send(firm, at: Firm.time("09:01"))
    let line = try #require(lines(path).first)
    let document = try JSONDocument.parse(Array(line.utf8)).root.value()
    let notification = try #require(try firm.notifications().first)
    #expect(line.contains(notification.key))
    #expect(document["address"] == .string(notification.address))
  }

  @Test("a dry run sends nothing and says what it would")
  func dryRun() async throws {
    let firm = try await firm()
    let report = try await firm.at("09:01").perform(SendNotifications.self, SendRequest(), dryRun: true)
    #expect(report.sent.count == 1)
    #expect(lines(firm.store.path + ".sent.ndjson").isEmpty)
    #expect(try firm.notifications().map(\.state) == [.queued])
  }

  @Test("a channel that cannot take it now is tried again, later each time, until it is given up")
  func backoff() async throws {
    let firm = try await firm(channel: #"command:["/bin/sh","-c","exit 75"]"#)
    var now = Firm.time("09:01")
    var waits: [Int] = []
    for attempt in 1...Backoff().maxAttempts {
      let report = try await send(firm, at: now)
      #expect(report.failed.filter { $0.audience == .customer }.count == 1)
      let notification = try #require(try firm.notifications().first)
      #expect(notification.attempts == attempt)
      guard let next = notification.nextAttemptAt, notification.state == .queued else {
        #expect(attempt == Backoff().maxAttempts)
        break
      }
      #expect(next > now)
      waits.append(next - now)
      #expect(try await send(firm, at: next - 1).failed.isEmpty)
      now = next
    }
    #expect(waits.count == Backoff().maxAttempts - 1)
    #expect(try #require(waits.last) > 4 * waits[0])
    let dead = try #require(try firm.notifications().first)
    #expect(dead.state == .dead)
    #expect(dead.lastError != nil)
    #expect(try await send(firm, at: now + 86_400).failed.filter { $0.audience == .customer }.isEmpty)
  }

  @Test("what is refused for good is given up at once, and can be put back and sent")
  func refusedAndRetried() async throws {
    let firm = try await firm(channel: #"command:["/bin/sh","-c","exit 1"]"#)
    let failed = try await send(firm, at: Firm.time("09:01")).failed
    #expect(failed.filter { $0.audience == .customer }.count == 1)
    // The office is told that the customer was not reached, by the same channel.
    #expect(try firm.notifications().map(\.state) == [.dead, .dead])
    #expect(try firm.notifications().map(\.kind) == [.confirmation, .unreached])
    _ = try await firm.at("09:05").perform(SetChannel.self, ChannelForm("command:[\"/bin/sh\",\"-c\",\"cat\"]"))
    #expect(try await send(firm, at: Firm.time("09:05")).sent.isEmpty)
    let again = try await firm.at("09:06").perform(RetryNotifications.self, NotificationQuery())
    #expect(again.items.count == 2)
    #expect(try await send(firm, at: Firm.time("09:06")).sent.count == 2)
    #expect(try await firm.at("09:07").perform(RetryNotifications.self, NotificationQuery()).items.isEmpty)
  }

  @Test("what is no longer true when its time comes is dropped with its reason")
  func dropped() async throws {
    let firm = try await firm()
    let id = try #require(try firm.store.read { try $0.appointments() }.first).id
    _ = try firm.store.write { try $0.setStage(id, .cancelled) }
    let report = try await send(firm, at: Firm.time("09:05"))
    #expect(report.sent.isEmpty && report.dropped.count == 1)
    let notification = try #require(try firm.notifications().first)
    #expect(notification.state == .dropped)
    #expect(try firm.events().contains { $0.kind == .notificationDropped })
  }

  @Test("a step of the live loop delivers too, unless told not to")
  func tickDelivers() async throws {
    let firm = try await firm()
    let quiet = try await firm.at("09:05").perform(Tick.self, TickRequest(deliver: false))
    #expect(quiet.sent == 0)
    let report = try await firm.at("09:05").perform(Tick.self, TickRequest())
    #expect(report.sent == 1)
    #expect(try await firm.at("09:05").perform(Tick.self, TickRequest()).sent == 0)
  }

  @Test("the log shows what was said, by appointment and state")
  func log() async throws {
    let firm = try await firm()
    _ = try await send(firm, at: Firm.time("09:01"))
    let all = try await firm.at("10:00").perform(ShowNotifications.self, NotificationQuery())
    #expect(all.items.map(\.kind) == [.confirmation])
    let none = try await firm.at("10:00").perform(ShowNotifications.self, NotificationQuery(state: .dead))
    #expect(none.items.isEmpty)
  }

  @Test(
    "a channel that is none is refused, and the old one stays",
    arguments: [
      "", "file:", "mail:me", "command:", "command:[]", "command:cat", "command:{\"a\":1}", "command:[1]",
    ])
  func badChannel(text: String) async throws {
    let firm = try await firm(channel: "file:/tmp/x.ndjson")
    let found = await faults { _ = try await firm.at("09:00").perform(SetChannel.self, ChannelForm(text)) }
    #expect(found.map(\.code) == [.outOfRange])
    #expect(try firm.store.read { try $0.channels() }.standard.short == "file:/tmp/x.ndjson")
  }

  @Test("a channel without a program's name is refused")
  func namelessProgram() throws {
    #expect(throws: Faults.self) { try ChannelSetup(short: #"command:[""]"#) }
  }

  @Test("a channel is told as it was given")
  func channelText() throws {
    for text in ["file:/a b/c.ndjson", #"command:["mail","-s","Hello \"you\""]"#, #"command:["/usr/bin/x"]"#] {
      #expect(try ChannelSetup(short: text).short == text)
    }
  }

  @Test("the preview tells what the next step would say, and queues nothing")
  func preview() async throws {
    let firm = try Firm([Firm.work("a1", at: 1, 60, "09:00", "10:00", promised: true)])
    try firm.setPlan(["t1": [("a1", "09:30", "10:30")]])
    let before = try firm.everything()
    let preview = try await firm.at("10:20").perform(PreviewNotifications.self, DayName(nil))
    #expect(preview.decided.map(\.kind) == [.runningLate, .jeopardy, .notStarted])
    #expect(try firm.everything() == before)
    let tick = try await firm.at("10:20").perform(Tick.self, TickRequest(recover: false, deliver: false))
    #expect(tick.queued.map(\.body) == preview.decided.map(\.body))
  }
}
