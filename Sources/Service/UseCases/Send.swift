import PunctualModel
import PunctualNotify
import PunctualStore
import PunctualWire

import struct PunctualModel.Notification

/// How delivering goes.
public struct SendRequest: WireForm {
  public static let formName = "send_request"
  public static let formSummary = "How much to deliver."
  public var limit: Int

  public init(limit: Int = 500) { self.limit = limit }

  public init(from fields: inout FieldReader) {
    limit = fields.defaulted("limit", .integer(1...100_000), 500, "Most messages to deliver.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("limit", .integer, limit)
  }
}

/// What delivering did.
public struct SendReport: WireForm {
  public static let formName = "send_report"
  public static let formSummary = "What delivering did."
  public var sent: [Notification]
  public var failed: [Notification]
  public var dropped: [Notification]

  init(_ tally: Delivery.Tally) {
    sent = tally.sent
    failed = tally.failed
    dropped = tally.dropped
  }

  public init(from fields: inout FieldReader) {
    sent = fields.required("sent", .list(.form(Notification.self)), "What a channel accepted.")
    failed = fields.required("failed", .list(.form(Notification.self)), "What it refused; `last_error` says why.")
    dropped = fields.required("dropped", .list(.form(Notification.self)), "What was no longer true.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("sent", .list(.form(Notification.self)), sent)
    fields.put("failed", .list(.form(Notification.self)), failed)
    fields.put("dropped", .list(.form(Notification.self)), dropped)
  }
}

public struct SendNotifications: UseCase {
  public static let name = "notify.send"
  public static let summary = "Delivers the messages of the outbox that are due."
  public static let writes = true

  public static func run(_ input: SendRequest, in session: Session) async throws -> SendReport {
    if session.dryRun {
      return SendReport(try session.read { try tally(due: session.now, limit: input.limit, $0) })
    }
    let report = SendReport(try await Delivery(session).run(limit: input.limit))
    return try session.commit { _ in report }
  }
}

extension SendNotifications {
  /// What would leave now, were every channel to take it, and what would be dropped.
  private static func tally(due now: Instant, limit: Int, _ reader: StoreReader) throws -> Delivery.Tally {
    let look = SecondLook(notifier: try StoredRules.notifier(reader))
    var tally = Delivery.Tally()
    for message in try reader.notifications(NotificationFilter(states: [.queued])) where message.dueAt <= now {
      guard tally.sent.count + tally.dropped.count < limit else { break }
      switch try look.verdict(on: message, from: reader, now: now) {
      case .leaves: tally.sent.append(message)
      case .waits: continue
      case .drops(let reason):
        var dropped = message
        dropped.lastError = reason
        tally.dropped.append(dropped)
      }
    }
    return tally
  }
}

public struct RetryNotifications: UseCase {
  public static let name = "notify.retry"
  public static let summary = "Puts messages that were given up back into the outbox, to be tried again now."
  public static let writes = true

  public static func run(_ input: NotificationQuery, in session: Session) throws -> NotificationList {
    try session.commit { transaction in
      let dead = try input.find(in: transaction.writer, states: [.dead])
      for notification in dead {
        guard try transaction.writer.requeue(notification.sequence, at: session.now) else { continue }
        try transaction.record(
          .notificationQueued, notification.about, ["key": notification.key, "again": "yes"])
      }
      return NotificationList(dead)
    }
  }
}
