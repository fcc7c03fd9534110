import Foundation
import PunctualModel
import PunctualNotify
import PunctualStore

import struct PunctualModel.Notification

/// Hands due messages of the outbox to a channel.
///
/// A message is leased before it is handed over and marked after, so that several senders share one outbox, and a sender
/// that dies leaves its messages to the next. The channel gets the message's key, by which a receiver knows a repetition.
struct Delivery: Sendable {
  let store: Store
  let actor: String
  let notifier: Notifier
  let channel: any Channel
  /// How long one message may take before another sender may try it, in seconds.
  var leaseSeconds = 120

  struct Tally: Sendable {
    var sent: [Notification] = []
    var failed: [Notification] = []
    var dropped: [Notification] = []

    var count: Int { sent.count + failed.count + dropped.count }
  }

  /// Delivers what is due at `now`, at most `limit` messages.
  func run(now: Instant, limit: Int = 500) async throws -> Tally {
    var tally = Tally()
    while tally.count < limit {
      let batch = min(20, limit - tally.count)
      let leased = try store.write { try $0.leaseNotifications(now: now, seconds: leaseSeconds, limit: batch) }
      if leased.isEmpty { break }
      for notification in leased {
        try await deliver(notification, now: now, into: &tally)
      }
    }
    return tally
  }

  private func deliver(_ notification: Notification, now: Instant, into tally: inout Tally) async throws {
    if let reason = try reasonToDrop(notification, now: now) {
      try mark(.notificationDropped, notification, now, reason) {
        try $0.markDropped(notification.sequence, attempts: notification.attempts, reason: reason)
      }
      tally.dropped.append(notification)
      return
    }
    switch await channel.deliver(notification) {
    case .accepted:
      try mark(.notificationSent, notification, now, channel.name) {
        try $0.markSent(notification.sequence, attempts: notification.attempts, at: now)
      }
      tally.sent.append(notification)
    case .refused(let reason, let permanent):
      var failed = notification
      failed.lastError = reason
      let wait =
        permanent ? nil : Backoff().seconds(afterAttempt: notification.attempts, seed: UInt64(notification.sequence))
      try mark(.notificationFailed, notification, now, reason) {
        if let wait {
          try $0.markFailed(
            notification.sequence, attempts: notification.attempts, error: reason, nextAttemptAt: now + wait)
        } else {
          try $0.markDead(notification.sequence, attempts: notification.attempts, error: reason)
        }
      }
      tally.failed.append(failed)
    }
  }

  private func reasonToDrop(_ notification: Notification, now: Instant) throws -> String? {
    try store.read { reader in
      guard
        let journey = try Journey.read(notification.appointment, from: reader, now: now, prediction: nil)
      else { return "the appointment is gone" }
      return notifier.reasonToDrop(notification, journey)
    }
  }

  private func mark(
    _ kind: EventKind, _ notification: Notification, _ now: Instant, _ detail: String,
    _ change: (StoreWriter) throws -> Bool
  ) throws {
    try store.write { writer in
      guard try change(writer) else { return }
      _ = try writer.append(
        Event(
          at: now, actor: actor, kind: kind, subject: notification.appointment,
          details: ["key": notification.key, "detail": detail]))
    }
  }
}

/// Where messages go: set per workspace, a file beside the database unless somebody chose otherwise.
public enum ChannelSetting: Hashable, Sendable {
  case file(String)
  /// A program and its arguments; no shell is involved.
  case command([String])

  static let key = "channel"

  /// `file:PATH` or `command:["program","argument"]`.
  public init(_ text: String) throws(Faults) {
    if text.hasPrefix("file:"), text.count > 5 {
      self = .file(String(text.dropFirst(5)))
    } else if text.hasPrefix("command:"),
      let arguments = try? JSONDecoder().decode([String].self, from: Data(text.dropFirst(8).utf8)),
      arguments.first?.isEmpty == false
    {
      self = .command(arguments)
    } else {
      throw Faults(
        .outOfRange, path: "/channel", "This is not a channel.",
        hint: "Use file:PATH, or command: and a JSON array of the program and its arguments.")
    }
  }

  public var text: String {
    switch self {
    case .file(let path): return "file:\(path)"
    case .command(let arguments):
      let encoder = JSONEncoder()
      encoder.outputFormatting = .withoutEscapingSlashes
      return "command:" + String(decoding: (try? encoder.encode(arguments)) ?? Data(), as: UTF8.self)
    }
  }

  func channel() -> any Channel {
    switch self {
    case .file(let path): FileChannel(path: path)
    case .command(let arguments): CommandChannel(arguments: arguments, timeoutSeconds: 30)
    }
  }
}
