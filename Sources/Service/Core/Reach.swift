import PunctualModel

/// How a customer can be told of a delay: whom nobody can tell must least be let down.
enum Reach: Int, Sendable {
  /// No contact may be written to, and no telephone number is known.
  case none
  /// Nobody may write; somebody can call.
  case calling
  case writing

  init(_ customer: Customer?) {
    let contacts = customer?.contacts ?? []
    self = contacts.contains(where: \.consent) ? .writing : customer?.phones.isEmpty == false ? .calling : .none
  }

  /// How bad a broken promise is, beside one whose customer can be written to.
  var harm: Double {
    switch self {
    case .writing: 1
    case .calling: 2
    case .none: 4
    }
  }
}

extension DayState {
  /// How the customer of an appointment can be told.
  func reach(of appointment: String) -> Reach { Reach(appointments[appointment].flatMap { customers[$0.customer] }) }
}
