import PunctualModel

extension Event: WireForm {
  public static let formName = "event"
  public static let formSummary = "One entry of the journal: something that happened, and who caused it."

  public init(from fields: inout FieldReader) {
    self.init(
      sequence: fields.defaulted("sequence", .revision, 0, "Place in the journal, from 1; 0 before it is stored."),
      at: fields.required("at", .time, "When it happened."),
      actor: fields.required("actor", .text(1...200), "Who caused it: a user, punctual itself, or a program."),
      kind: fields.required("kind", .choice(EventKind.self), "What happened."),
      subject: fields.required("subject", .text(0...200), "Id of the record that it is about."),
      details: fields.defaulted("details", .map(.text), [:], "What changed, by field."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("sequence", .integer, sequence)
    fields.put("at", .time, at)
    fields.put("actor", .text, actor)
    fields.put("kind", .choice(EventKind.self), kind)
    fields.put("subject", .text, subject)
    fields.put("details", .map(.text), details)
  }
}
