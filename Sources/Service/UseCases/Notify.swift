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
  /// Messages that wait in the outbox and would leave when they are due.
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
    waiting = fields.required(
      "waiting", .list(.form(Notification.self)), "Messages that wait in the outbox and would leave when they are due.")
    withheld = fields.required(
      "withheld", .list(.form(WithheldNotification.self)),
      "Messages that a rule asks for and another forbids, and those of the outbox that are no longer true.")
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

  public static func run(_ input: DayName, in session: Session) async throws -> NotificationPreview {
    // The step itself is taken, and taken back: what it moves to keep a promise is not told.
    let step = try await Tick.run(TickRequest(deliver: false), in: session.rehearsal)
    return try session.read { reader in
      let decided = step.queued.map { message in
        // It has no place in the outbox.
        var message = message
        message.sequence = 0
        return message
      }
      var preview = NotificationPreview(decided: decided, waiting: [], withheld: [])
      let days = input.date.map { [$0] } ?? [session.today, session.today.adding(days: 1)]
      let states = try days.map { try DayState.read($0, from: reader, now: session.now) }
      let ids = Set(states.flatMap(\.appointments.keys))
      if input.date != nil { preview.decided.removeAll { $0.appointment.map(ids.contains) != true } }
      try preview.lookAgain(reader, session.now)
      try preview.withhold(states, reader, session.now)
      return preview
    }
  }
}

extension NotificationPreview {
  /// The messages of the outbox that would leave, and those that would be dropped when their time comes.
  fileprivate mutating func lookAgain(_ reader: StoreReader, _ now: Instant) throws {
    let look = SecondLook(notifier: try StoredRules.notifier(reader))
    for var message in try reader.notifications(NotificationFilter(states: [.queued, .leased])) {
      // One whose time has not come is looked at as it would be then, by what is known now.
      switch try look.verdict(on: message, from: reader, now: max(now, message.dueAt)) {
      case .leaves: break
      case .waits(let open): message.dueAt = open
      case .drops(let reason):
        withheld.append(
          WithheldNotification(appointment: message.appointment ?? message.customer, kind: message.kind, reason: reason)
        )
        continue
      }
      waiting.append(message)
    }
  }

  /// What the rules ask for and forbid.
  fileprivate mutating func withhold(
    _ states: [DayState], _ reader: StoreReader, _ now: Instant
  ) throws {
    guard let first = states.first else { return }
    let notifier = try StoredRules.notifier(reader)
    let ground = JourneyGround(first, Array(states.dropFirst()), optOuts: try reader.optOuts())
    for state in states {
      let worst = state.worstPredictions()
      for id in state.appointments.keys.sorted() {
        let journey = try Journey.read(id, from: reader, now: now, prediction: worst[id], on: ground)
        guard let journey else { continue }
        // A promise that came with an import was confirmed by whoever made it.
        withheld += try notifier.decide(journey).withheld.filter { $0.kind != .confirmation }.map {
          WithheldNotification(appointment: id, kind: $0.kind, reason: $0.reason)
        }
      }
    }
  }
}
