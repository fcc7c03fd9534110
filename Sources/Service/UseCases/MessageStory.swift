import PunctualModel
import PunctualStore
import PunctualWire

import struct PunctualModel.Notification

/// Which message.
public struct MessageName: WireForm {
  public static let formName = "message_name"
  public static let formSummary = "Which message."
  public var message: String

  public init(_ message: String) { self.message = message }

  public init(from fields: inout FieldReader) {
    message = fields.required("message", .id, "Its key, or its number in the outbox.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("message", .id, message)
  }
}

/// The whole chain of a message: what caused it, what was decided, what was said, how it came there, and what came back.
public struct MessageStory: WireForm {
  public static let formName = "message_story"
  public static let formSummary = "A message from its cause to the replies that it got."
  /// Nil where the passing of time caused it.
  public var cause: StoryEvent?
  public var message: Notification
  public var attempts: [DeliveryAttempt]
  public var replies: [Reply]
  /// What the journal has on the message itself, in order.
  public var events: [StoryEvent]

  init(
    cause: StoryEvent?, message: Notification, attempts: [DeliveryAttempt], replies: [Reply], events: [StoryEvent]
  ) {
    self.cause = cause
    self.message = message
    self.attempts = attempts
    self.replies = replies
    self.events = events
  }

  public init(from fields: inout FieldReader) {
    cause = fields.optional("cause", .form(StoryEvent.self), "The event that caused it; none: the passing of time.")
    message = fields.required(
      "message", .form(Notification.self), "The message; `reason` holds the rule with the figures as decided.")
    attempts = fields.required("attempts", .list(.form(DeliveryAttempt.self)), "Every try to deliver it.")
    replies = fields.required("replies", .list(.form(Reply.self)), "What the customer answered to it.")
    events = fields.required("events", .list(.form(StoryEvent.self)), "What the journal has on it.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("cause", .form(StoryEvent.self), cause)
    fields.put("message", .form(Notification.self), message)
    fields.put("attempts", .list(.form(DeliveryAttempt.self)), attempts)
    fields.put("replies", .list(.form(Reply.self)), replies)
    fields.put("events", .list(.form(StoryEvent.self)), events)
  }
}

/// An entry of the journal.
public struct StoryEvent: WireForm {
  public static let formName = "story_event"
  public static let formSummary = "An entry of the journal."
  public var event: Event

  init(_ event: Event) { self.event = event }

  public init(from fields: inout FieldReader) {
    event = Event(
      sequence: fields.required("sequence", .integer, "Its number."),
      at: fields.required("at", .time, "When it happened."),
      actor: fields.required("actor", .text, "Who reported it."),
      kind: fields.required("kind", .choice(EventKind.self), "What happened."),
      subject: fields.required("subject", .text, "To what."),
      details: fields.required("details", .map(.text), "More of it."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("sequence", .integer, event.sequence)
    fields.put("at", .time, event.at)
    fields.put("actor", .text, event.actor)
    fields.put("kind", .choice(EventKind.self), event.kind)
    fields.put("subject", .text, event.subject)
    fields.put("details", .map(.text), event.details)
  }
}

extension DeliveryAttempt: WireForm {
  public static let formName = "delivery_attempt"
  public static let formSummary = "One try to hand a message to a channel."

  public init(from fields: inout FieldReader) {
    self.init(
      notification: fields.required("notification", .integer, "The message's number in the outbox."),
      number: fields.required("number", .integer, "From 1."),
      channel: fields.required("channel", .text, "What it was handed to, such as `sendmail`."),
      startedAt: fields.required("started_at", .time, "When."),
      endedAt: fields.optional("ended_at", .time, "When the outcome was known."),
      outcome: fields.optional(
        "outcome", .choice(AttemptOutcome.self), "What is known of it; none while a sender is at it."),
      receipt: fields.optional("receipt", .text, "The receiver's own name for the message."),
      error: fields.optional("error", .text, "What the channel said."))
    let state = fields.optional(
      "report", .choice(DeliveryReportState.self), "What the provider reported later: whether it arrived.")
    let at = fields.optional("reported_at", .time, "When it reported that.")
    let detail = fields.optional("report_detail", .text, "In its own words.")
    report = state.flatMap { state in at.map { DeliveryReport(state: state, at: $0, detail: detail) } }
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("notification", .integer, notification)
    fields.put("number", .integer, number)
    fields.put("channel", .text, channel)
    fields.put("started_at", .time, startedAt)
    fields.put("ended_at", .time, endedAt)
    fields.put("outcome", .choice(AttemptOutcome.self), outcome)
    fields.put("receipt", .text, receipt)
    fields.put("error", .text, error)
    fields.put("report", .choice(DeliveryReportState.self), report?.state)
    fields.put("reported_at", .time, report?.at)
    fields.put("report_detail", .text, report?.detail)
  }
}

public struct ExplainMessage: UseCase {
  public static let name = "notify.why"
  public static let summary =
    "A message from its cause over the decision and the text to its attempts, receipt and replies."
  public static let writes = false

  public static func run(_ input: MessageName, in session: Session) throws -> MessageStory {
    try session.read { reader in
      let message = try reader.message(input.message)
      let cause = message.cause == 0 ? nil : try reader.events(after: message.cause - 1, limit: 1).first
      return MessageStory(
        cause: cause.map(StoryEvent.init), message: message, attempts: try reader.attempts(of: message.sequence),
        replies: try reader.replies(customer: message.customer).filter { $0.about == message.sequence },
        events: try reader.events(subject: message.about).filter { $0.details["key"] == message.key }.map(
          StoryEvent.init))
    }
  }
}
