import PunctualModel

extension Call: WireForm {
  public static let formName = "call"
  public static let formSummary = "A telephone call of the office to a customer about an appointment."

  public init(from fields: inout FieldReader) {
    self.init(
      appointment: fields.required("appointment", .id, "What it was about."),
      customer: fields.required("customer", .id, "Who was called."),
      at: fields.required("at", .time, "When it ended."),
      outcome: fields.required(
        "outcome", .choice(CallOutcome.self),
        "`delay`: told of a delay, or that nobody will come; `clear`: told that it has gone; `other`: something else; "
          + "`no-answer`: nobody answered."),
      toldStart: fields.optional("told_start", .time, "The start that the customer was told."),
      note: fields.optional("note", .freeText, "What was said."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("appointment", .id, appointment)
    fields.put("customer", .id, customer)
    fields.put("at", .time, at)
    fields.put("outcome", .choice(CallOutcome.self), outcome)
    fields.put("told_start", .time, toldStart)
    fields.put("note", .freeText, note)
  }
}
