import PunctualModel

/// Everything that a template may name. ``isGiven(for:)`` tells which are always there; all others must stand within
/// a section of their own, such as `{{#phone}}Call {{phone}}.{{/phone}}`, so that no message can have a hole.
public enum TemplateVariable: String, CaseIterable, Sendable {
  case customer
  case organisation
  case phone
  case email
  case title
  case address
  case promise
  case technicians
  case several
  case eta
  case delay
  case late
  case again

  /// What it holds, for whoever writes templates.
  public var meaning: String {
    switch self {
    case .customer: "The customer's name."
    case .organisation: "The firm's name."
    case .phone: "The firm's phone number."
    case .email: "The firm's e-mail address."
    case .title: "What is to be done, as the appointment says."
    case .address: "Where it is done."
    case .promise: "The promised window with its date, such as `Monday 23 November, 09:00–11:00`."
    case .technicians: "Who comes, by name; several are joined by `and`."
    case .several: "A condition: more than one technician comes. For `{{#several}}are{{/several}}`."
    case .eta: "When work is expected to start, as a range: `11:10–11:50`, with the date where that is another day."
    case .delay: "By how many minutes the expected start is past the promise's end, rounded up to five."
    case .late: "A condition: the expected start is past the promise's end."
    case .again: "A condition: something like it was said before, so this is an update (a new window, a new range)."
    }
  }

  /// Whether every message of a kind has it.
  public func isGiven(for kind: NotificationKind) -> Bool {
    switch self {
    case .customer, .organisation, .title, .address: true
    case .promise: kind != .onMyWay && kind != .followUp
    case .eta: kind == .runningLate
    case .phone, .email, .technicians, .several, .delay, .late, .again: false
    }
  }

  /// Conditions say nothing themselves: they only open sections.
  public var isCondition: Bool {
    switch self {
    case .several, .late, .again: true
    default: false
    }
  }
}
