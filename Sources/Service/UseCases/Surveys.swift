import PunctualModel
import PunctualStore
import PunctualWire

/// What a customer answered to a survey.
public struct SurveyReport: WireForm {
  public static let formName = "survey_report"
  public static let formSummary = "What a customer answered to a survey."
  public var appointment: String
  public var score: Int
  public var comment: String?
  public var at: Instant?

  public init(appointment: String, score: Int, comment: String? = nil, at: Instant? = nil) {
    self.appointment = appointment
    self.score = score
    self.comment = comment
    self.at = at
  }

  public init(from fields: inout FieldReader) {
    appointment = fields.required("appointment", .id, "The appointment that was asked about.")
    score = fields.required("score", .integer(SurveyAnswer.scores), "1 (bad) to 5 (good).")
    comment = fields.optional("comment", .freeText, "In the customer's words; 4,000 characters are kept.")
    at = fields.optional("at", .humanTime, "When; now where no time is given.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("appointment", .id, appointment)
    fields.put("score", .integer, score)
    fields.put("comment", .freeText, comment)
    fields.put("at", .time, at)
  }
}

public struct RecordSurvey: UseCase {
  public static let name = "survey.record"
  public static let summary = "Takes down what a customer thought of a visit; a later answer replaces the earlier."
  public static let writes = true

  public static func run(_ input: SurveyReport, in session: Session) throws -> SurveyAnswer {
    try session.commit { transaction in
      let appointment = try Appointment.existing(input.appointment, in: transaction.writer, path: "/appointment")
      let at = input.at ?? session.now
      let answer = try transaction.writer.put(
        SurveyAnswer(
          appointment: appointment.id, customer: appointment.customer, score: input.score, comment: input.comment,
          at: at))
      let event = try transaction.record(.surveyAnswered, appointment.id, ["score": "\(input.score)"], at: at)
      try transaction.notify(appointment.id, cause: event)
      return answer
    }
  }
}

/// Which answers.
public struct SurveyQuery: WireForm {
  public static let formName = "survey_query"
  public static let formSummary = "Which survey answers."
  public var customer: String?
  public var atMost: Int

  public init(customer: String? = nil, atMost: Int = SurveyAnswer.scores.upperBound) {
    self.customer = customer
    self.atMost = atMost
  }

  public init(from fields: inout FieldReader) {
    customer = fields.optional("customer", .id, "Only those of this customer.")
    atMost = fields.defaulted(
      "at_most", .integer(SurveyAnswer.scores), SurveyAnswer.scores.upperBound, "Only scores up to this.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("customer", .id, customer)
    fields.put("at_most", .integer, atMost)
  }
}

/// Survey answers.
public struct SurveyList: WireForm {
  public static let formName = "survey_list"
  public static let formSummary = "Survey answers, the newest last."
  public var items: [SurveyAnswer]
  /// Nil where there are none.
  public var mean: Double?

  init(_ items: [SurveyAnswer]) {
    self.items = items
    mean = items.isEmpty ? nil : Double(items.reduce(0) { $0 + $1.score }) / Double(items.count)
  }

  public init(from fields: inout FieldReader) {
    items = fields.required("items", .list(.form(SurveyAnswer.self)), "The answers.")
    mean = fields.optional("mean", .number(1...5), "Mean of the scores.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("items", .list(.form(SurveyAnswer.self)), items)
    fields.put("mean", .rounded, mean)
  }
}

public struct ListSurveys: UseCase {
  public static let name = "survey.list"
  public static let summary = "What customers thought of their visits, the newest last."
  public static let writes = false

  public static func run(_ input: SurveyQuery, in session: Session) throws -> SurveyList {
    SurveyList(
      try session.read { reader in
        if let customer = input.customer { _ = try Customer.existing(customer, in: reader, path: "/customer") }
        return try reader.surveyAnswers(customer: input.customer).filter { $0.score <= input.atMost }
      })
  }
}
