import PunctualModel

/// Everything that a template may name. ``isGiven(for:)`` tells which are always there; all others must stand within
/// a section of their own, such as `{{#phone}}Call {{phone}}.{{/phone}}`, so that no message can have a hole.
public enum TemplateVariable: String, CaseIterable, Sendable {
  case customer
  case organisation
  case phone
  case email
  case hours
  case title
  case address
  case reference
  case promise
  case technicians
  case several
  case photo
  case eta
  case delay
  case late
  case ahead
  case again
  case calendar
  case choices
  case keptUntil = "kept_until"
  case worked
  case note
  case answerBy = "answer_by"
  case complaint
  case answer
  case score
  case poor
  case technician
  case visit
  case depart
  case office
  case call
  case chance
  case cause
  case contact
  case telephone
  case day
  case changes
  case about
  case tried
  case words
  case wants

  /// What it holds, for whoever writes templates.
  public var meaning: String {
    switch self {
    case .customer: "The customer's name, or that of the contact."
    case .organisation: "The firm's name."
    case .phone: "The firm's phone number."
    case .email: "The firm's e-mail address."
    case .hours: "When the office answers: `Monday–Thursday 07:00–17:30, Friday 07:00–16:30`."
    case .title: "What is to be done, as the appointment says."
    case .address: "Where it is done."
    case .reference: "The appointment's id."
    case .promise: "The promised window with its date, such as `Monday 23 November, 09:00–11:00`."
    case .technicians: "Who comes, by name; several are joined by `and`."
    case .several: "A condition: more than one technician comes. For `{{#several}}are{{/several}}`."
    case .photo: "Path or URL of the photo of who comes."
    case .eta: "When work is expected to start, as a range: `11:10–11:50`, with the date where that is another day."
    case .delay: "By how many minutes the expected start is past the promise's end, rounded up to five."
    case .late: "A condition: the expected start is past the promise's end."
    case .ahead: "A condition: the promised time is not over yet."
    case .again: "A condition: something like it was said before, so this is an update (a new window, a new range)."
    case .calendar: "A condition: the appointment is attached as a calendar entry."
    case .choices: "Windows to choose from, each with the number to answer: a line each, in a text message in a row."
    case .keptUntil: "Until when these windows are kept free."
    case .worked: "When the work was done: `Monday 23 November, 09:15–10:20`."
    case .note: "What was done, in the technician's words: `visit finish --note`."
    case .answerBy: "By when the customer hears from the firm, by the standard of the customer's tier."
    case .complaint: "The complaint's id."
    case .answer: "The firm's answer to the complaint."
    case .score: "The score that the customer gave, 1 to 5."
    case .poor: "A condition: the score is 2 or less."
    case .technician: "To the firm's people: the technician whom the message is for or about."
    case .visit: "To the firm's people: the visit's id."
    case .depart: "To the firm's people: when to set out by plan."
    case .office: "A condition: the message is for the office."
    case .call: "A condition: nobody may write to the customer, so that only a call can tell."
    case .chance: "To the office: the chance of being late, in percent."
    case .cause: "To the office: what drives the lateness."
    case .contact: "To the office: how the customer can be reached."
    case .telephone: "To the office: the customer's telephone number, where one is known."
    case .day: "To a technician: the day that has changed."
    case .changes: "To a technician: what has changed, a line each."
    case .about: "To the firm's people: what could not be told."
    case .tried: "To the firm's people: the addresses that were tried."
    case .words: "To the office: what the customer wrote, shortened."
    case .wants: "To the office: what the customer wants, as far as it was understood."
    }
  }

  /// Whether every message of a kind has it.
  public func isGiven(for kind: NotificationKind) -> Bool {
    switch self {
    case .customer, .organisation, .title: true
    // A complaint need not be about an appointment.
    case .address, .reference: ![.complaintReceived, .complaintAnswered, .complaintClosed].contains(kind)
    case .promise:
      [.confirmation, .reminder, .reminderSoon, .runningLate, .allClear, .technicianChanged, .missed, .jeopardy]
        .contains(kind)
    case .technicians: kind == .technicianChanged
    case .eta: kind == .runningLate || kind == .etaMoved
    case .answerBy: kind == .requestReceived || kind == .complaintReceived
    case .complaint: [.complaintReceived, .complaintAnswered, .complaintClosed].contains(kind)
    case .score: kind == .thankYou || kind == .poorSurvey
    case .technician, .visit, .depart:
      kind == .notStarted || (kind == .dayChanged && self == .technician)
    case .chance: kind == .jeopardy
    case .day, .changes: kind == .dayChanged
    case .about, .tried: kind == .unreached
    case .words: kind == .needsPerson
    case .phone, .email, .hours, .several, .photo, .delay, .late, .ahead, .again, .calendar, .choices, .keptUntil,
      .worked,
      .note,
      .answer, .poor, .office, .call, .cause, .contact, .telephone, .wants:
      false
    }
  }

  /// Conditions say nothing themselves: they only open sections.
  public var isCondition: Bool {
    switch self {
    case .several, .late, .ahead, .again, .calendar, .poor, .office, .call: true
    default: false
    }
  }
}
