import PunctualModel
import PunctualNotify
import PunctualStore
import PunctualWire

import struct PunctualModel.Notification

/// Notifications.
public struct NotificationList: WireForm {
  public static let formName = "notification_list"
  public static let formSummary = "Messages of the outbox."
  public var items: [Notification]

  public init(_ items: [Notification]) { self.items = items }

  public init(from fields: inout FieldReader) {
    items = fields.required("items", .list(.form(Notification.self)), "The messages.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("items", .list(.form(Notification.self)), items)
  }
}

/// Which messages.
public struct NotificationQuery: WireForm {
  public static let formName = "notification_query"
  public static let formSummary = "Which messages."
  public var appointment: String?
  public var customer: String?
  public var state: DeliveryState?
  public var since: Instant?
  public var kind: NotificationKind?

  public init(
    appointment: String? = nil, customer: String? = nil, state: DeliveryState? = nil, since: Instant? = nil,
    kind: NotificationKind? = nil
  ) {
    self.kind = kind
    self.appointment = appointment
    self.customer = customer
    self.state = state
    self.since = since
  }

  public init(from fields: inout FieldReader) {
    appointment = fields.optional("appointment", .id, "Only those about this appointment.")
    customer = fields.optional("customer", .id, "Only those to this customer.")
    state = fields.optional("state", .choice(DeliveryState.self), "Only those that stand here.")
    since = fields.optional("since", .humanTime, "Only those that were decided at this time or later.")
    kind = fields.optional("kind", .choice(NotificationKind.self), "Only those of this kind.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("appointment", .id, appointment)
    fields.put("customer", .id, customer)
    fields.put("state", .choice(DeliveryState.self), state)
    fields.put("since", .time, since)
    fields.put("kind", .choice(NotificationKind.self), kind)
  }
}

public struct ShowNotifications: UseCase {
  public static let name = "notify.log"
  public static let summary = "What was said to whom, when and why, and what waits to be said."
  public static let writes = false

  public static func run(_ input: NotificationQuery, in session: Session) throws -> NotificationList {
    NotificationList(
      try session.read {
        try $0.notifications(
          NotificationFilter(
            states: input.state.map { [$0] }, appointment: input.appointment, customer: input.customer,
            kinds: input.kind.map { [$0] })
        ).filter { notification in input.since.map { notification.createdAt >= $0 } ?? true }
      })
  }
}

/// What would be said if the live loop took a step now.
public struct NotificationPreview: WireForm {
  public static let formName = "notification_preview"
  public static let formSummary = "What would be said now, and what is withheld."
  /// Messages that the next step would put in the outbox.
  public var decided: [Notification]
  /// Messages that wait in the outbox.
  public var waiting: [Notification]
  public var withheld: [WithheldNotification]

  init(decided: [Notification], waiting: [Notification], withheld: [WithheldNotification]) {
    self.decided = decided
    self.waiting = waiting
    self.withheld = withheld
  }

  public init(from fields: inout FieldReader) {
    decided = fields.required(
      "decided", .list(.form(Notification.self)), "Messages that the next step would put in the outbox.")
    waiting = fields.required("waiting", .list(.form(Notification.self)), "Messages that wait in the outbox.")
    withheld = fields.required(
      "withheld", .list(.form(WithheldNotification.self)), "Messages that a rule asks for and another forbids.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("decided", .list(.form(Notification.self)), decided)
    fields.put("waiting", .list(.form(Notification.self)), waiting)
    fields.put("withheld", .list(.form(WithheldNotification.self)), withheld)
  }
}

/// A message that will not be sent.
public struct WithheldNotification: WireForm {
  public static let formName = "withheld_notification"
  public static let formSummary = "A message that a rule asks for and another forbids."
  public var appointment: String
  public var kind: NotificationKind
  public var reason: String

  init(appointment: String, kind: NotificationKind, reason: String) {
    self.appointment = appointment
    self.kind = kind
    self.reason = reason
  }

  public init(from fields: inout FieldReader) {
    appointment = fields.required("appointment", .id, "About which appointment.")
    kind = fields.required("kind", .choice(NotificationKind.self), "What would be said.")
    reason = fields.required("reason", .text, "Why it is not.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("appointment", .id, appointment)
    fields.put("kind", .choice(NotificationKind.self), kind)
    fields.put("reason", .text, reason)
  }
}

public struct PreviewNotifications: UseCase {
  public static let name = "notify.preview"
  public static let summary =
    "What would be said to whom and why, were the live loop to take a step now; sends nothing."
  public static let writes = false

  public static func run(_ input: DayName, in session: Session) throws -> NotificationPreview {
    try session.read { reader in
      let state = try DayState.read(input.date ?? session.today, from: reader, now: session.now)
      let predictions = state.predictions()
      let visits = Dictionary(grouping: state.days.flatMap(\.visits), by: \.appointment)
      let notifier = try Notifier()
      var preview = NotificationPreview(
        decided: [],
        waiting: try reader.notifications(NotificationFilter(states: [.queued, .leased])), withheld: [])
      for id in state.appointments.keys.sorted() {
        let worst = (visits[id] ?? []).compactMap { predictions[$0.id] }.max {
          $0.late.probability < $1.late.probability
        }
        guard let journey = try Journey.read(id, from: reader, now: session.now, prediction: worst) else { continue }
        let decisions = try notifier.decide(journey)
        // A promise that came with an import was confirmed by whoever made it.
        preview.decided += decisions.notifications.filter { $0.kind != .confirmation }
        preview.withheld += decisions.withheld.filter { $0.kind != .confirmation }.map {
          WithheldNotification(appointment: id, kind: $0.kind, reason: $0.reason)
        }
      }
      return preview
    }
  }
}

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
      let due = try session.read {
        try $0.notifications(NotificationFilter(states: [.queued])).filter { $0.dueAt <= session.now }
      }
      var tally = Delivery.Tally()
      tally.sent = Array(due.prefix(input.limit))
      return SendReport(tally)
    }
    let report = SendReport(try await Delivery(session).run(now: session.now, limit: input.limit))
    return try session.commit { _ in report }
  }
}

public struct RetryNotifications: UseCase {
  public static let name = "notify.retry"
  public static let summary = "Puts messages that were given up back into the outbox, to be tried again now."
  public static let writes = true

  public static func run(_ input: NotificationQuery, in session: Session) throws -> NotificationList {
    try session.commit { transaction in
      let dead = try transaction.writer.notifications(
        NotificationFilter(states: [.dead], appointment: input.appointment, customer: input.customer))
      for notification in dead {
        guard try transaction.writer.requeue(notification.sequence, at: session.now) else { continue }
        try transaction.record(
          .notificationQueued, notification.appointment, ["key": notification.key, "again": "yes"])
      }
      return NotificationList(dead)
    }
  }
}

/// A channel, as `file:PATH` or `command:[…]`.
public struct ChannelForm: WireForm {
  public static let formName = "channel"
  public static let formSummary = "Where messages go."
  public var channel: String

  public init(_ channel: String) { self.channel = channel }

  public init(from fields: inout FieldReader) {
    channel = fields.required(
      "channel", .text(1...4000), "`file:PATH`, or `command:` and a JSON array of the program and its arguments.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("channel", .text, channel)
  }
}

public struct SetChannel: UseCase {
  public static let name = "notify.channel"
  public static let summary = "Chooses where messages go: a file, or a program that reads each as JSON."
  public static let writes = true

  public static func run(_ input: ChannelForm, in session: Session) throws -> ChannelForm {
    let setting = try ChannelSetting(input.channel)
    return try session.commit { transaction in
      try transaction.writer.setSetting(ChannelSetting.key, setting.text)
      return ChannelForm(setting.text)
    }
  }
}
