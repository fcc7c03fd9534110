internal import GRDB
import PunctualModel

extension StoreReading {
  /// All survey answers, or those of one customer, in the order in which they were given.
  public func surveyAnswers(customer: String? = nil) throws -> [SurveyAnswer] {
    try surveyAnswers(where: "customer IS coalesce(?, customer)", customer)
  }

  /// Nil where the customer has not answered.
  public func surveyAnswer(appointment: String) throws -> SurveyAnswer? {
    try surveyAnswers(where: "appointment = ?", appointment).first
  }

  private func surveyAnswers(where condition: String, _ argument: String?) throws -> [SurveyAnswer] {
    let sql =
      "SELECT appointment, customer, score, comment, at FROM survey_answer WHERE \(condition) ORDER BY at, appointment"
    return try database.list(sql, [argument]) { row in
      SurveyAnswer(
        appointment: try row.text(), customer: try row.text(), score: try row.int(), comment: row.textOrNil(),
        at: try row.instant())
    }
  }
}

extension StoreWriter {
  /// Stores an answer in the place of an earlier one, and returns it as stored. Throws `.unknownReference` for its
  /// appointment or customer, or `.tooLarge` (see ``FreeText``).
  @discardableResult
  public func put(_ answer: SurveyAnswer) throws -> SurveyAnswer {
    let faults = [
      try missing("appointment", answer.appointment, path: "/appointment"),
      try missing("customer", answer.customer, path: "/customer"),
    ].compactMap { $0 }
    if !faults.isEmpty { throw Faults(faults) }
    var answer = answer
    answer.comment = try answer.comment.map { comment in try FreeText.kept(comment, path: "/comment") }
    if answer.comment?.isEmpty == true { answer.comment = nil }
    try database.run(
      """
      INSERT INTO survey_answer (appointment, customer, score, comment, at) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (appointment) DO UPDATE SET customer = excluded.customer, score = excluded.score,
        comment = excluded.comment, at = excluded.at
      """,
      [answer.appointment, answer.customer, answer.score, answer.comment, answer.at.epochSeconds])
    return answer
  }
}
