/// A telephone call of the office to a customer about an appointment: what is told where nobody may write, or where no
/// message arrives.
public struct Call: Hashable, Sendable, Codable {
  public var appointment: String
  public var customer: String
  /// When it ended. Of one appointment no two calls end at the same time, so the same one noted twice is one.
  public var at: Instant
  public var outcome: CallOutcome
  /// The start that the customer was told, where one was.
  public var toldStart: Instant?
  public var note: String?

  public init(
    appointment: String, customer: String, at: Instant, outcome: CallOutcome, toldStart: Instant? = nil,
    note: String? = nil
  ) {
    self.appointment = appointment
    self.customer = customer
    self.at = at
    self.outcome = outcome
    self.toldStart = toldStart
    self.note = note
  }
}

/// What a call came to.
public enum CallOutcome: String, CaseIterable, Sendable, Codable {
  /// The customer was told of a delay, or that nobody will come.
  case delay
  /// The customer was told that a delay has gone.
  case clear
  /// They spoke of something else.
  case other
  /// Nobody answered.
  case noAnswer = "no-answer"
}

extension Customer {
  /// The numbers at which the office can call, whether or not messages may go there.
  public var phones: [String] {
    contacts.filter { $0.channel == .sms && !$0.address.isEmpty }.map(\.address)
  }
}
