import PunctualModel

extension Complaint: WireForm {
  public static let formName = "complaint"
  public static let formSummary = "Something that a customer is not content with, from the first word to the last."

  public init(from fields: inout FieldReader) {
    self.init(
      id: fields.required("id", .id, "Names the complaint."),
      customer: fields.required("customer", .id, "Whose it is."),
      appointment: fields.optional("appointment", .id, "The appointment that it is about."),
      cause: fields.required("cause", .choice(ComplaintCause.self), "What it is about."),
      text: fields.defaulted("text", .freeText, "", "What the customer said, or what happened."),
      openedAt: fields.required("opened_at", .time, "When it came."),
      dueAt: fields.required("due_at", .time, "When it is to be answered, by the customer's tier."),
      acknowledgedAt: fields.optional("acknowledged_at", .time, "When the customer was told that it has arrived."),
      answeredAt: fields.optional("answered_at", .time, "When it was answered."),
      answer: fields.optional("answer", .freeText, "The answer."),
      closedAt: fields.optional("closed_at", .time, "When nothing was left to do about it."),
      revision: fields.defaulted("revision", .revision, 1, "Grows with each change; a stale change is refused by it."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("id", .id, id)
    fields.put("customer", .id, customer)
    fields.put("appointment", .id, appointment)
    fields.put("cause", .choice(ComplaintCause.self), cause)
    fields.put("text", .freeText, text)
    fields.put("opened_at", .time, openedAt)
    fields.put("due_at", .time, dueAt)
    fields.put("acknowledged_at", .time, acknowledgedAt)
    fields.put("answered_at", .time, answeredAt)
    fields.put("answer", .freeText, answer)
    fields.put("closed_at", .time, closedAt)
    fields.put("revision", .revision, revision)
  }
}

extension ValueForm where Value == String {
  /// What people write in their own words: read up to ``FreeText/mostBytes``, of which ``FreeText/mostKept`` characters
  /// are kept.
  public static var freeText: ValueForm<String> {
    let base = text(0...FreeText.mostBytes)
    return ValueForm<String>(
      read: { node, session in
        guard let text = node.string() else { return base.read(node, session) }
        do throws(Faults) {
          return try FreeText.kept(text, path: "")
        } catch {
          for fault in error.all { session.fail(fault.code, fault.message, hint: fault.hint) }
          return nil
        }
      },
      write: base.write, describe: base.describe, placeholder: base.placeholder)
  }
}
