import PunctualModel

extension SurveyAnswer: WireForm {
  public static let formName = "survey_answer"
  public static let formSummary = "What a customer thought of a visit."

  public init(from fields: inout FieldReader) {
    self.init(
      appointment: fields.required("appointment", .id, "The appointment that was asked about."),
      customer: fields.required("customer", .id, "Who answered."),
      score: fields.required("score", .integer(SurveyAnswer.scores), "1 (bad) to 5 (good)."),
      comment: fields.optional("comment", .freeText, "In the customer's words."),
      at: fields.required("at", .time, "When."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("appointment", .id, appointment)
    fields.put("customer", .id, customer)
    fields.put("score", .integer, score)
    fields.put("comment", .freeText, comment)
    fields.put("at", .time, at)
  }
}
