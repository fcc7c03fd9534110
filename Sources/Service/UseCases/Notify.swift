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
  public var message: String?
  public var limit: Int?

  public init(
    appointment: String? = nil, customer: String? = nil, state: DeliveryState? = nil, since: Instant? = nil,
    kind: NotificationKind? = nil, message: String? = nil, limit: Int? = nil
  ) {
    self.message = message
    self.limit = limit
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
    message = fields.optional("message", .id, "Only this one: its key, or its number in the outbox.")
    limit = fields.optional("limit", .integer(1...Int(Int32.max)), "Only the first so many.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("appointment", .id, appointment)
    fields.put("customer", .id, customer)
    fields.put("state", .choice(DeliveryState.self), state)
    fields.put("since", .time, since)
    fields.put("kind", .choice(NotificationKind.self), kind)
    fields.put("message", .id, message)
    fields.put("limit", .integer, limit)
  }

  /// The messages that are asked for.
  /// - Parameter states: narrows them further.
  func find(in reader: some StoreReading, states: Set<DeliveryState>? = nil) throws -> [Notification] {
    let one = try message.map { try reader.message($0) }
    let found = try reader.notifications(
      NotificationFilter(
        states: state.map { [$0] } ?? states, appointment: appointment, customer: customer, kinds: kind.map { [$0] })
    ).filter { notification in
      (since.map { notification.createdAt >= $0 } ?? true) && (one.map { notification.sequence == $0.sequence } ?? true)
        && (states?.contains(notification.state) ?? true)
    }
    return Array(found.prefix(limit ?? .max))
  }
}

extension StoreReading {
  /// A message by its key or its number in the outbox. Throws `not-found`.
  func message(_ name: String) throws -> Notification {
    if let message = try notification(key: name) ?? Int(name).flatMap({ try notification(sequence: $0) }) {
      return message
    }
    throw Faults(
      .notFound, path: "/message", "No message has this key or number.", hint: "`punctual notify log` lists them.")
  }
}

public struct ShowNotifications: UseCase {
  public static let name = "notify.log"
  public static let summary = "What was said to whom, when and why, and what waits to be said."
  public static let writes = false

  public static func run(_ input: NotificationQuery, in session: Session) throws -> NotificationList {
    NotificationList(try session.read { try input.find(in: $0) })
  }
}

extension Notification {
  /// How many parts a text message takes that are charged, and the encoding that it needs; nil for other messages.
  public var parts: (count: Int, encoding: String)? {
    guard channel == .sms else { return nil }
    let size = SMS.size(body)
    return (size.segments, size.encoding.rawValue)
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
      let notifier = try StoredRules.notifier(reader)
      let (choices, ground) = (Choices(), JourneyGround(state, [], optOuts: try reader.optOuts()))
      var preview = NotificationPreview(
        decided: [],
        waiting: try reader.notifications(NotificationFilter(states: [.queued, .leased])), withheld: [])
      for id in state.appointments.keys.sorted() {
        let worst = (visits[id] ?? []).compactMap { predictions[$0.id] }.max {
          $0.late.probability < $1.late.probability
        }
        guard var journey = try Journey.read(id, from: reader, now: session.now, prediction: worst, on: ground) else {
          continue
        }
        var decisions = try notifier.decide(journey)
        let wanted = decisions.notifications.map(notifier.choices).max() ?? 0
        if wanted > 0, journey.holds.isEmpty {
          // What would be offered; nothing is kept free for it.
          let until = session.now + notifier.rules.holdMinutes * 60
          journey.holds = try choices.windows(for: journey.appointment, count: wanted, reader, now: session.now)
            .enumerated().map { index, slot in
              Hold(
                appointment: id, code: index + 1, window: slot.window, technician: slot.technician,
                plannedStart: slot.start, madeAt: session.now, until: min(until, slot.window.start))
            }
          decisions = try notifier.decide(journey)
        }
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
