import Foundation
import PunctualModel
import PunctualNotify
import PunctualStore
import Synchronization
import Testing

@testable import PunctualService

/// A channel that does what a test says, one answer after the other, and keeps the keys of what it was handed.
private final class ScriptedChannel: Channel {
  let name = "scripted"
  let knowsRepetitions: Bool
  private let state: Mutex<(answers: [DeliveryOutcome], keys: [String])>
  private let meanwhile: @Sendable (Int) async -> Void

  init(
    keyed: Bool, _ answers: [DeliveryOutcome], meanwhile: @escaping @Sendable (Int) async -> Void = { _ in }
  ) {
    knowsRepetitions = keyed
    state = Mutex((answers, []))
    self.meanwhile = meanwhile
  }

  var keys: [String] { state.withLock { $0.keys } }

  func deliver(_ message: OutgoingMessage) async -> DeliveryOutcome {
    await meanwhile(keys.count)
    return state.withLock { state in
      state.keys.append(message.notification.key)
      return state.answers.isEmpty ? .accepted(receipt: nil) : state.answers.removeFirst()
    }
  }
}

@Suite("What becomes of a message of which not everything is known")
struct OutboxTests {
  private static let lost = DeliveryOutcome.unknown(reason: "the line broke")
  private static let busy = DeliveryOutcome.refused(reason: "busy", permanent: false)

  /// A firm with one confirmation in the outbox.
  private func firm() async throws -> Firm {
    let firm = try Firm([])
    let wednesday = Firm.monday.adding(days: 2)
    let window = TimeWindow(start: Firm.time("09:00", on: wednesday), end: Firm.time("11:00", on: wednesday))
    _ = try await firm.at("09:00").perform(
      BookSlot.self, BookRequest(customer: "c1", type: "repair", durationMinutes: 60, window: window))
    return firm
  }

  private func delivery(
    _ firm: Firm, _ channel: ScriptedChannel, at now: Instant, _ setup: ChannelSetup = ChannelSetup(.command)
  ) throws -> Delivery {
    let outlet = Delivery.Outlet(
      channel: channel, setup: setup, channels: Set(ContactChannel.allCases), audiences: Set(Audience.allCases))
    let look = SecondLook(notifier: try Notifier())
    return Delivery(store: firm.store, actor: "test", look: look, outlets: [outlet], clock: { now })
  }

  private func attempts(_ firm: Firm) throws -> [AttemptOutcome?] {
    try firm.store.read { try $0.attempts(of: 1).map(\.outcome) }
  }

  /// Runs senders, each after the last wait, until nothing waits any more.
  private func runAll(_ firm: Firm, _ channel: ScriptedChannel, _ setup: ChannelSetup) async throws {
    var now = Firm.time("09:01")
    for _ in 0..<20 {
      _ = try await delivery(firm, channel, at: now, setup).run()
      guard let next = try firm.notifications().first?.nextAttemptAt else { return }
      now = next
    }
  }

  @Test("a receiver that knows repetitions gets it again with the same key until it answers")
  func keyed() async throws {
    let firm = try await firm()
    let channel = ScriptedChannel(keyed: true, [Self.lost, Self.lost, Self.busy, Self.lost])
    try await runAll(firm, channel, ChannelSetup(.command))
    #expect(try attempts(firm) == [.unknown, .unknown, .refused, .unknown, .accepted])
    #expect(channel.keys.count == 5 && Set(channel.keys).count == 1)
    #expect(try firm.notifications().map(\.state) == [.sent])
  }

  @Test("one that asks to be left alone for a while is; what would be worth nothing by then is given up at once")
  func postponed() async throws {
    let firm = try await firm()
    let channel = ScriptedChannel(keyed: true, [.postponed(reason: "too many", seconds: 5400)])
    _ = try await delivery(firm, channel, at: Firm.time("09:01")).run()
    let waiting = try #require(try firm.notifications().first)
    #expect(waiting.state == .queued && waiting.nextAttemptAt == Firm.time("10:31") && waiting.lastError == "too many")
    _ = try await delivery(firm, channel, at: Firm.time("10:30")).run()
    #expect(channel.keys.count == 1)
    _ = try await delivery(firm, channel, at: Firm.time("10:31")).run()
    #expect(try firm.notifications().map(\.state) == [.sent])
    let late = try await self.firm()
    let busy = ScriptedChannel(keyed: true, [.postponed(reason: "too many", seconds: 3 * 86_400)])
    _ = try await delivery(late, busy, at: Firm.time("09:01")).run()
    #expect(try late.notifications().map(\.state) == [.dead])
  }

  @Test("one that does not gets it once more at most; then a person decides")
  func unkeyed() async throws {
    let firm = try await firm()
    let channel = ScriptedChannel(keyed: false, [Self.busy, Self.lost, Self.busy, Self.lost])
    try await runAll(firm, channel, ChannelSetup(.sendmail))
    #expect(try attempts(firm) == [.refused, .unknown, .refused, .unknown])
    let dead = try #require(try firm.notifications().first)
    #expect(dead.state == .dead && dead.lastError == "the line broke")
    let failed = try firm.events().filter { $0.kind == .notificationFailed }
    #expect(failed.last?.details["given-up"] == "yes" && failed.last?.details["outcome"] == "unknown")

    let again = try await firm.at("12:00").perform(RetryNotifications.self, NotificationQuery())
    #expect(again.items.count == 1)
    _ = try await delivery(firm, channel, at: Firm.time("12:00"), ChannelSetup(.sendmail)).run()
    #expect(try firm.notifications().map(\.state) == [.sent])
  }

  @Test("a set-up may leave every doubt to a person, or repeat whatever happens")
  func policies() async throws {
    let careful = try await firm()
    let channel = ScriptedChannel(keyed: true, [Self.lost])
    try await runAll(careful, channel, ChannelSetup(.command, afterUnknown: .giveUp))
    #expect(try careful.notifications().map(\.state) == [.dead] && channel.keys.count == 1)
    let bold = try await firm()
    let unkeyed = ScriptedChannel(keyed: false, [Self.lost, Self.lost, Self.lost])
    try await runAll(bold, unkeyed, ChannelSetup(.sendmail, afterUnknown: .repeated))
    #expect(try bold.notifications().map(\.state) == [.sent] && unkeyed.keys.count == 4)
  }

  @Test("the number of attempts is the set-up's, and starts anew when a person puts it back")
  func numberOfAttempts() async throws {
    let firm = try await firm()
    let channel = ScriptedChannel(keyed: true, Array(repeating: Self.busy, count: 5))
    let setup = ChannelSetup(.command, maxAttempts: 3)
    try await runAll(firm, channel, setup)
    #expect(try firm.notifications().map(\.state) == [.dead] && channel.keys.count == 3)
    _ = try await firm.at("12:00").perform(RetryNotifications.self, NotificationQuery())
    for hour in 12...14 { _ = try await delivery(firm, channel, at: Firm.time("\(hour):00"), setup).run() }
    #expect(try firm.notifications().map(\.state) == [.sent] && channel.keys.count == 6)
  }

  @Test("a sender that dies with a message leaves a doubt on record, and the next takes over when the lease is over")
  func abandoned() async throws {
    for isKeyed in [true, false] {
      let firm = try await firm()
      let now = Firm.time("09:01")
      _ = try firm.store.write { writer in
        try writer.firstDue(now: now).flatMap { try writer.lease($0, channel: "dead", at: now, until: now + 120) }
      }
      let channel = ScriptedChannel(keyed: isKeyed, [])
      _ = try await delivery(firm, channel, at: now + 119).run()
      #expect(channel.keys.isEmpty)
      let tally = try await delivery(firm, channel, at: now + 120).run()
      #expect(tally.sent.count == 1)
      #expect(try attempts(firm) == [.unknown, .accepted])
      #expect(try firm.store.read { try $0.attempts(of: 1) }.first?.error == "The sender did not come back.")
    }
  }

  @Test("what was accepted after all, by a sender that was given up for dead, is not sent again")
  func acceptedLate() async throws {
    let firm = try await firm()
    let later = Firm.time("09:30")
    let other = ScriptedChannel(keyed: false, [Self.busy])
    let second = try delivery(firm, other, at: later, ChannelSetup(.sendmail))
    // While the first hands it over, its lease ends, and a second sender is refused.
    let channel = ScriptedChannel(keyed: false, []) { _ in _ = try? await second.run() }
    let tally = try await delivery(firm, channel, at: Firm.time("09:01"), ChannelSetup(.sendmail)).run()
    #expect(tally.sent.count == 1)
    #expect(try attempts(firm) == [.accepted, .refused])
    let sent = try #require(try firm.notifications().first)
    #expect(sent.state == .sent && sent.nextAttemptAt == nil)
    _ = try await delivery(firm, other, at: Firm.time("15:00"), ChannelSetup(.sendmail)).run()
    #expect(other.keys.count == 1 && channel.keys.count == 1)
    #expect(try firm.store.health().filter { !$0.ok }.isEmpty)
  }

  @Test("a message that was given up is followed by what the rules say, once; that they fail undoes nothing")
  func follows() async throws {
    let firm = try await firm()
    var first = try delivery(
      firm, ScriptedChannel(keyed: true, [.refused(reason: "no such number", permanent: true)]), at: Firm.time("09:01"))
    first.followOn = { failed, _ in
      #expect(failed.state == .dead && failed.lastError == "no such number")
      var next = failed
      (next.key, next.state, next.attempts, next.follows) = (failed.key + "+2", .queued, 0, failed.key)
      return next
    }
    _ = try await first.run()
    let messages = try firm.notifications()
    #expect(messages.count == 2 && messages[0].state == .dead && messages[1].follows == messages[0].key)
    let queued = try firm.events().filter { $0.kind == .notificationQueued }
    #expect(queued.last?.details["follows"] == queued.first?.details["key"])

    let other = try await self.firm()
    var broken = try delivery(
      other, ScriptedChannel(keyed: true, [.refused(reason: "no", permanent: true)]), at: Firm.time("09:01"))
    broken.followOn = { _, _ in throw Faults(.badTemplate, "It has a hole.") }
    _ = try await broken.run()
    #expect(try other.notifications().map(\.state) == [.dead])
    #expect(try other.events().last?.details["detail"] == "no follow-on: bad-template")
  }

  @Test("one route that fails leaves the others to work; messages for the office go where the office's go")
  func routes() throws {
    let file = ChannelSetup(.file, path: "/tmp/a")
    let channels = Channels(standard: file, byRoute: [.dispatcher: ChannelSetup(.command, program: ["chat"])])
    let routes = channels.routes
    #expect(routes.map(\.setup.kind) == [.command, .file, .file])
    #expect(routes[0].audiences == [.dispatcher] && routes[0].channels == Set(ContactChannel.allCases))
    #expect(routes[1].audiences == [.customer, .technician] && routes[1].channels == [.email])
    #expect(Channels().routes.allSatisfy { $0.audiences == Set(Audience.allCases) })
  }
}
