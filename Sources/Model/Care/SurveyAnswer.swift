/// What a customer thought of a visit. An appointment has one; a later answer takes the place of the earlier.
public struct SurveyAnswer: Hashable, Sendable, Codable {
  public var appointment: String
  public var customer: String
  /// 1 (bad) to 5 (good).
  public var score: Int
  public var comment: String?
  public var at: Instant

  /// What a score can be.
  public static let scores = 1...5
  /// A score of this or less asks for a person to look at it.
  public static let poor = 2

  public init(appointment: String, customer: String, score: Int, comment: String? = nil, at: Instant) {
    self.appointment = appointment
    self.customer = customer
    self.score = score
    self.comment = comment
    self.at = at
  }
}
