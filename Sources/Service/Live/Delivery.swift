import PunctualModel
import PunctualNotify
import PunctualStore
import Synchronization

import struct PunctualModel.Notification

/// Hands due messages of the outbox to their channels.
///
/// Each message is leased in one transaction, handed over, and marked in another, so that any number of senders share
/// one outbox, and a sender that dies leaves its messages to the next. Every channel gets the message's key, by which a
/// receiver knows a repetition. The routes are served side by side, so that one that is slow holds up no other.
struct Delivery: Sendable {
  let store: Store
  let actor: String
  let look: SecondLook
  let outlets: [Outlet]
  /// The present; a stated clock stands still.
  let clock: @Sendable () -> Instant
  /// Decides what is said by another way where a message was given up. Nil: nothing.
  var followOn: @Sendable (Notification, Journey) throws -> Notification? = { _, _ in nil }

  /// Where some of the messages go.
  struct Outlet: Sendable {
    var channel: any Channel
    var setup: ChannelSetup
    var channels: Set<ContactChannel>
    var audiences: Set<Audience>

    /// A sender that has not come back by then is taken for dead: well after its channel must have ended.
    var leaseSeconds: Int { setup.timeoutSeconds + 90 }

    var afterUnknown: ChannelSetup.AfterUnknown {
      setup.afterUnknown ?? (channel.knowsRepetitions ? .repeated : .onceMore)
    }
  }

  struct Tally: Sendable {
    var sent: [Notification] = []
    var failed: [Notification] = []
    var dropped: [Notification] = []
  }

  /// Delivers what is due, at most `limit` messages.
  func run(limit: Int = 500) async throws -> Tally {
    let work = Work(limit: limit)
    // Whichever fails, the others end in peace: a message that is being handed over is never cut off.
    let failures = await withTaskGroup(of: (any Error)?.self) { group in
      for outlet in outlets {
        group.addTask {
          do { try await serve(outlet, work) } catch { return error }
          return nil
        }
      }
      return await group.reduce(into: []) { $0 += $1.map { [$0] } ?? [] }
    }
    if let failure = failures.first { throw failure }
    return work.tally
  }

  /// Messages that are still to be taken, and what became of the others.
  private final class Work: Sendable {
    private let state: Mutex<(left: Int, tally: Tally)>

    init(limit: Int) { state = Mutex((limit, Tally())) }

    /// In the order of the outbox, whoever was faster.
    var tally: Tally {
      state.withLock { state in
        var tally = state.tally
        tally.sent.sort { $0.sequence < $1.sequence }
        tally.failed.sort { $0.sequence < $1.sequence }
        tally.dropped.sort { $0.sequence < $1.sequence }
        return tally
      }
    }

    func takeTurn() -> Bool {
      state.withLock { state in
        guard state.left > 0 else { return false }
        state.left -= 1
        return true
      }
    }

    func giveBackTurn() { state.withLock { $0.left += 1 } }

    func note(_ part: WritableKeyPath<Tally, [Notification]> & Sendable, _ notification: Notification) {
      state.withLock { $0.tally[keyPath: part].append(notification) }
    }
  }

  /// Serves one route until nothing is due, or its channel is found not to answer.
  private func serve(_ outlet: Outlet, _ work: Work) async throws {
    var unanswered = 0
    while unanswered < 3, work.takeTurn() {
      switch try store.write({ try take(outlet, $0) }) {
      case .nothing:
        return work.giveBackTurn()
      case .postponed:
        work.giveBackTurn()
      case .settled(let notification):
        switch notification.state {
        case .dropped: work.note(\.dropped, notification)
        case .sent: work.note(\.sent, notification)
        case .queued, .leased, .dead: work.note(\.failed, notification)
        }
      case .leased(let message):
        let began = ContinuousClock.now
        let outcome = await outlet.channel.deliver(message)
        let isSlow = ContinuousClock.now - began >= .seconds(outlet.setup.timeoutSeconds)
        unanswered = isSlow ? unanswered + 1 : 0
        let notification = try insisting {
          try store.write { try settle(message.notification, outcome, outlet, $0) }
        }
        work.note(notification.state == .sent ? \.sent : \.failed, notification)
      }
    }
  }

  /// What a channel has accepted must be on record, or it would be sent again; so a database that is busy is waited for.
  private func insisting<Value>(_ body: () throws -> Value) throws -> Value {
    for _ in 0..<11 {
      do { return try body() } catch let faults as Faults where faults.all.map(\.code) == [.busy] { continue }
    }
    return try body()
  }
}

// MARK: Before

extension Delivery {
  private enum Taken: Sendable {
    case nothing
    case leased(OutgoingMessage)
    /// Done with, without being handed over now.
    case settled(Notification)
    case postponed
  }

  /// Takes the message that is due first, unless it must not leave any more, or not yet.
  private func take(_ outlet: Outlet, _ writer: StoreWriter) throws -> Taken {
    let now = clock()
    guard
      let notification = try writer.firstDue(now: now, channels: outlet.channels, audiences: outlet.audiences)
    else { return .nothing }
    if notification.state == .leased, let settled = try settleAbandoned(notification, outlet, writer) {
      return .settled(settled)
    }
    let journey: Journey?
    switch try look.verdict(on: notification, from: writer, now: now) {
    case .drops(let reason):
      _ = try writer.drop(notification, reason: reason)
      try record(.notificationDropped, notification, ["detail": reason], writer)
      var dropped = notification
      (dropped.state, dropped.lastError) = (.dropped, reason)
      return .settled(dropped)
    case .waits(let open):
      try writer.postpone(notification, until: open)
      return .postponed
    case .leaves(let known):
      journey = known
    }
    guard
      let leased = try writer.lease(
        notification, channel: outlet.channel.name, at: now, until: now + outlet.leaseSeconds)
    else { return .nothing }
    let firm = try journey?.organisation ?? writer.organisation()
    let folder = store.path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    return .leased(OutgoingMessage(leased, at: now, firm: firm.name, folder: folder))
  }

  /// A sender had it and did not come back, so nobody knows whether the channel has it. Gives the message where that ends
  /// it.
  private func settleAbandoned(
    _ notification: Notification, _ outlet: Outlet, _ writer: StoreWriter
  ) throws -> Notification? {
    let before = try writer.attempts(of: notification.sequence)
    let isAccepted = before.contains { $0.outcome == .accepted }
    guard isAccepted || before.last?.outcome == nil else { return nil }
    let settled = try settle(
      notification, .unknown(reason: "The sender did not come back."), outlet, writer)
    return settled.state == .queued ? nil : settled
  }

}

// MARK: After

extension Delivery {
  /// Records how an attempt ended and what follows: sent, tried again later, or given up. Gives the message as it is now.
  private func settle(
    _ notification: Notification, _ outcome: DeliveryOutcome, _ outlet: Outlet, _ writer: StoreWriter
  ) throws -> Notification {
    let now = clock()
    let (number, sequence) = (notification.attempts, notification.sequence)
    var result = notification
    switch outcome {
    case .accepted(let receipt):
      try writer.endAttempt(sequence, number: number, .accepted, receipt: receipt, at: now)
    case .refused(let reason, _), .postponed(let reason, _):
      result.lastError = reason
      try writer.endAttempt(sequence, number: number, .refused, error: reason, at: now)
    case .unknown(let reason):
      result.lastError = reason
      try writer.endAttempt(sequence, number: number, .unknown, error: reason, at: now)
    }
    let attempts = try writer.attempts(of: sequence)
    // Also where an earlier attempt was accepted after its lease was over: then there is nothing left to do.
    if let accepted = attempts.first(where: { $0.outcome == .accepted }) {
      if try writer.markSent(sequence, attempts: number, at: now) {
        try record(
          .notificationSent, notification, ["detail": accepted.channel, "attempt": "\(accepted.number)"], writer)
      }
      (result.state, result.sentAt, result.nextAttemptAt, result.lastError) = (.sent, now, nil, nil)
      return result
    }
    let reason = result.lastError ?? ""
    let earlier = try writer.earlierAttempts(of: sequence)
    var wait = wait(after: outcome, attempts.filter { $0.number > earlier }, outlet, seed: UInt64(sequence))
    if case .postponed(_, let seconds) = outcome, let usual = wait {
      // What would be worth nothing by then had better go another way now.
      wait = now + seconds > notification.expiresAt ? nil : max(usual, seconds)
    }
    let isUnknown = if case .unknown = outcome { true } else { false }
    var details = ["attempt": "\(number)", "outcome": isUnknown ? "unknown" : "refused"]
    if let wait {
      (result.state, result.nextAttemptAt) = (.queued, now + wait)
      guard try writer.markFailed(sequence, attempts: number, error: reason, nextAttemptAt: now + wait) else {
        return result
      }
      try record(.notificationFailed, notification, details, writer)
    } else {
      (result.state, result.nextAttemptAt) = (.dead, nil)
      guard try writer.markDead(sequence, attempts: number, error: reason) else { return result }
      details["given-up"] = "yes"
      let event = try record(.notificationFailed, notification, details, writer)
      try follow(result, cause: event, writer)
    }
    return result
  }

  /// Seconds until the next attempt; nil where there shall be none.
  private func wait(
    after outcome: DeliveryOutcome, _ attempts: [DeliveryAttempt], _ outlet: Outlet, seed: UInt64
  ) -> Int? {
    switch outcome {
    case .accepted, .refused(_, permanent: true): return nil
    case .refused(_, permanent: false), .postponed: break
    case .unknown:
      let unknown = attempts.count { $0.outcome == .unknown }
      switch outlet.afterUnknown {
      case .repeated: break
      case .onceMore: if unknown > 1 { return nil }
      case .giveUp: return nil
      }
    }
    return Backoff(maxAttempts: outlet.setup.maxAttempts).seconds(afterAttempt: attempts.count, seed: seed)
  }

  /// Says it by another way, where the rules know one. That these cannot be put into words must not undo what is known of
  /// the attempt, or the message would be sent again; so it is only noted.
  func follow(_ notification: Notification, cause: Event, _ writer: StoreWriter) throws {
    guard let journey = try Journey.read(of: notification, from: writer, now: clock(), cause: cause.sequence)
    else { return }
    let next: Notification?
    do {
      next = try followOn(notification, journey)
    } catch {
      let code = (error as? Faults)?.all.first?.code ?? .internalError
      try record(.notificationFailed, notification, ["detail": "no follow-on: \(code.rawValue)"], writer)
      return
    }
    guard let next, try writer.enqueue(next) else { return }
    try record(.notificationQueued, next, ["kind": next.kind.rawValue, "follows": notification.key], writer)
  }

  /// What a channel said stays out of the journal, for it may quote an address.
  @discardableResult
  private func record(
    _ kind: EventKind, _ notification: Notification, _ details: [String: String], _ writer: StoreWriter
  ) throws -> Event {
    return try writer.append(
      Event(
        at: clock(), actor: actor, kind: kind, subject: notification.about,
        details: details.merging(["key": notification.key]) { _, key in key }))
  }
}

extension Delivery {
  init(_ session: Session) throws {
    let channels = try session.read { try $0.channels() }
    let standardPath = session.messagesFile
    // One channel a set-up, so that routes that share a file share what is known of it.
    var made: [ChannelSetup: any Channel] = [:]
    var outlets: [Outlet] = []
    for route in channels.routes {
      let channel = try made[route.setup] ?? route.setup.channel(standardPath: standardPath)
      made[route.setup] = channel
      outlets.append(
        Outlet(channel: channel, setup: route.setup, channels: route.channels, audiences: route.audiences))
    }
    let notifier = try session.read { try StoredRules.notifier($0) }
    self.init(
      store: session.store, actor: session.actor, look: SecondLook(notifier: notifier), outlets: outlets,
      clock: session.clock,
      followOn: { try notifier.followOn($0, $1) })
  }
}
