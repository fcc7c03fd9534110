import PunctualModel
import PunctualStore
import PunctualWire

/// What a provider reports of a message.
public struct ReceiptRequest: WireForm {
  public static let formName = "receipt_request"
  public static let formSummary = "What a provider reports of a message that it had accepted."
  public var id: String
  public var state: String
  public var at: Instant?
  public var detail: String?

  public init(id: String, state: String, at: Instant? = nil, detail: String? = nil) {
    self.id = id
    self.state = state
    self.at = at
    self.detail = detail
  }

  public init(from fields: inout FieldReader) {
    id = fields.required("id", .id, "The provider's id of the message, as it gave it on acceptance.")
    state = fields.required(
      "state", .text(1...100),
      "`delivered` or `failed`, or a provider's word for it: `read`, `undelivered`, `bounced`, Kannel's 1, 2 and 16. "
        + "Words on the way there, such as `sent`, change nothing.")
    at = fields.optional("at", .time, "When; now where it is left out.")
    detail = fields.optional("detail", .text(0...500), "The provider's own words, such as an error code.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("id", .id, id)
    fields.put("state", .text, state)
    fields.put("at", .time, at)
    fields.put("detail", .text, detail)
  }

  /// Nil where it is neither the one nor the other yet.
  var outcome: DeliveryReportState? {
    switch state.lowercased() {
    case "delivered", "read", "1": .delivered
    case "failed", "undelivered", "bounced", "rejected", "expired", "2", "16": .failed
    default: nil
    }
  }
}

/// What a receipt changed.
public struct ReceiptAnswer: WireForm {
  public static let formName = "receipt_answer"
  public static let formSummary = "Which message a receipt is of, and whether it was news."
  public var message: String
  public var attempt: Int
  public var changed: Bool

  init(message: String, attempt: Int, changed: Bool) {
    self.message = message
    self.attempt = attempt
    self.changed = changed
  }

  public init(from fields: inout FieldReader) {
    message = fields.required("message", .id, "The message's key.")
    attempt = fields.required("attempt", .integer, "Which attempt it is of.")
    changed = fields.required("changed", .boolean, "Whether it says something new.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("message", .id, message)
    fields.put("attempt", .integer, attempt)
    fields.put("changed", .boolean, changed)
  }
}

public struct TakeReceipt: UseCase {
  public static let name = "notify.receipt"
  public static let summary = "Notes what a provider reports of a message: delivered, or failed after all."
  public static let writes = true

  public static func run(_ input: ReceiptRequest, in session: Session) throws -> ReceiptAnswer {
    let delivery = try Delivery(session)
    return try session.commit { transaction in
      let writer = transaction.writer
      guard let attempt = try writer.attempt(receipt: input.id),
        let message = try writer.notification(sequence: attempt.notification)
      else {
        throw Faults(
          .notFound, path: "/id", "No message was accepted under this id.",
          hint: "Give the id that the provider answered with; `punctual notify why` shows it.")
      }
      guard let state = input.outcome else {
        return ReceiptAnswer(message: message.key, attempt: attempt.number, changed: false)
      }
      let report = DeliveryReport(state: state, at: input.at ?? session.now, detail: input.detail)
      let changed = try writer.report(attempt, report)
      if changed {
        let event = try transaction.record(
          .notificationReported, message.about,
          ["key": message.key, "attempt": "\(attempt.number)", "state": state.rawValue])
        if state == .failed { try delivery.follow(message, cause: event, writer) }
      }
      return ReceiptAnswer(message: message.key, attempt: attempt.number, changed: changed)
    }
  }
}
