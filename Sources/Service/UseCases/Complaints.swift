import PunctualModel
import PunctualStore
import PunctualWire

/// A complaint as it comes in.
public struct ComplaintRequest: WireForm {
  public static let formName = "complaint_request"
  public static let formSummary = "A complaint as it comes in."
  public var customer: String?
  public var appointment: String?
  public var cause: ComplaintCause
  public var text: String
  public var at: Instant?

  public init(
    customer: String? = nil, appointment: String? = nil, cause: ComplaintCause, text: String, at: Instant? = nil
  ) {
    self.customer = customer
    self.appointment = appointment
    self.cause = cause
    self.text = text
    self.at = at
  }

  public init(from fields: inout FieldReader) {
    customer = fields.optional("customer", .id, "Whose it is; may be left out where the appointment tells.")
    appointment = fields.optional("appointment", .id, "The appointment that it is about.")
    cause = fields.defaulted("cause", .choice(ComplaintCause.self), .other, "What it is about.")
    text = fields.required("text", .freeText, "In the customer's words; 4,000 characters are kept.")
    at = fields.optional("at", .humanTime, "When it came; now where no time is given.")
    if customer == nil, appointment == nil {
      fields.fail(.missingField, "customer", "A complaint names its customer, or the appointment that it is about.")
    }
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("customer", .id, customer)
    fields.put("appointment", .id, appointment)
    fields.put("cause", .choice(ComplaintCause.self), cause)
    fields.put("text", .freeText, text)
    fields.put("at", .time, at)
  }
}

/// One complaint, and what is said or done about it.
public struct ComplaintStep: WireForm {
  public static let formName = "complaint_step"
  public static let formSummary = "What is done about a complaint."
  public var id: String
  public var text: String?
  public var at: Instant?

  public init(_ id: String, text: String? = nil, at: Instant? = nil) {
    self.id = id
    self.text = text
    self.at = at
  }

  public init(from fields: inout FieldReader) {
    id = fields.required("id", .id, "The complaint.")
    text = fields.optional("text", .freeText, "The answer, where it is answered.")
    at = fields.optional("at", .humanTime, "When; now where no time is given.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("id", .id, id)
    fields.put("text", .freeText, text)
    fields.put("at", .time, at)
  }
}

public struct OpenComplaint: UseCase {
  public static let name = "complaint.open"
  public static let summary = "Takes a complaint down; it is to be answered within the time of the customer's tier."
  public static let writes = true

  public static func run(_ input: ComplaintRequest, in session: Session) throws -> Complaint {
    try session.commit { transaction in
      let writer = transaction.writer
      let appointment = try input.appointment.map { try Appointment.existing($0, in: writer, path: "/appointment") }
      guard let customer = input.customer ?? appointment?.customer else {
        throw Faults(.missingField, path: "/customer", "A complaint names its customer.")
      }
      let who = try Customer.existing(customer, in: writer, path: "/customer")
      if let appointment, appointment.customer != who.id {
        throw Faults(
          .unknownReference, path: "/appointment", "Appointment \(appointment.id) is of another customer.",
          hint: "Leave the customer out, or name the right appointment.")
      }
      return try transaction.openComplaint(
        of: who, about: appointment, input.cause, input.text, at: input.at ?? session.now)
    }
  }
}

/// A step of a complaint's life.
public protocol ComplaintStepCase: UseCase where Input == ComplaintStep, Output == Complaint {
  static var event: EventKind { get }
  /// Changes the complaint; throws where it has no such step from where it stands.
  static func apply(_ input: ComplaintStep, to complaint: inout Complaint, at: Instant) throws
}

extension ComplaintStepCase {
  public static var writes: Bool { true }

  public static func run(_ input: ComplaintStep, in session: Session) throws -> Complaint {
    try session.commit { transaction in
      var complaint = try Complaint.existing(input.id, in: transaction.writer)
      let at = input.at ?? session.now
      guard at >= complaint.openedAt else {
        throw Faults(.outOfRange, path: "/at", "That is before the complaint was opened.")
      }
      try apply(input, to: &complaint, at: at)
      let stored = try transaction.writer.update(complaint)
      let event = try transaction.record(
        Self.event, stored.id,
        ["customer": stored.customer, "in-time": stored.isOverdue(at: at) ? "no" : "yes"], at: at)
      try transaction.notify(stored, cause: event)
      return stored
    }
  }

  static func refuse(_ complaint: Complaint, _ step: String, hint: String? = nil) -> Faults {
    Faults(
      .impossibleStep, path: "/id",
      "Complaint \(complaint.id) is \(complaint.state.rawValue), so it cannot be \(step).",
      hint: hint)
  }
}

public enum AcknowledgeComplaint: ComplaintStepCase {
  public static let name = "complaint.acknowledge"
  public static let summary = "The customer has been told that the complaint has arrived."
  public static let event = EventKind.complaintAcknowledged

  public static func apply(_ input: ComplaintStep, to complaint: inout Complaint, at: Instant) throws {
    guard complaint.state == .open else { throw refuse(complaint, "acknowledged") }
    complaint.acknowledgedAt = at
  }
}

public enum AnswerComplaint: ComplaintStepCase {
  public static let name = "complaint.answer"
  public static let summary = "The customer has been answered; says whether within the tier's time."
  public static let event = EventKind.complaintAnswered

  public static func apply(_ input: ComplaintStep, to complaint: inout Complaint, at: Instant) throws {
    guard complaint.state != .closed else { throw refuse(complaint, "answered", hint: "Open a new one.") }
    guard let text = input.text, !text.isEmpty else {
      throw Faults(.missingField, path: "/text", "An answer has words.", hint: "Give what the customer was told.")
    }
    complaint.acknowledgedAt = complaint.acknowledgedAt ?? at
    // What counts is when the customer first had an answer.
    complaint.answeredAt = complaint.answeredAt ?? at
    complaint.answer = complaint.answer.map { "\($0)\n\n\(text)" } ?? text
  }
}

public enum CloseComplaint: ComplaintStepCase {
  public static let name = "complaint.close"
  public static let summary = "Nothing is left to do about a complaint that was answered."
  public static let event = EventKind.complaintClosed

  public static func apply(_ input: ComplaintStep, to complaint: inout Complaint, at: Instant) throws {
    guard complaint.state == .answered else {
      throw refuse(
        complaint, "closed", hint: complaint.state == .closed ? nil : "Answer it first: `punctual complaint answer`.")
    }
    complaint.closedAt = at
  }
}

/// Which complaints.
public struct ComplaintQuery: WireForm {
  public static let formName = "complaint_query"
  public static let formSummary = "Which complaints."
  public var customer: String?
  public var all: Bool

  public init(customer: String? = nil, all: Bool = false) {
    self.customer = customer
    self.all = all
  }

  public init(from fields: inout FieldReader) {
    customer = fields.optional("customer", .id, "Only those of this customer.")
    all = fields.defaulted("all", .boolean, false, "Also those that are closed.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("customer", .id, customer)
    fields.put("all", .boolean, all)
  }
}

/// Complaints, the most pressing first.
public struct ComplaintList: WireForm {
  public static let formName = "complaint_list"
  public static let formSummary = "Complaints, those that wait for an answer first."
  public var now: Instant
  public var items: [Complaint]
  /// Those that wait for an answer beyond their time.
  public var overdue: Int

  init(_ complaints: [Complaint], now: Instant) {
    self.now = now
    func rank(_ complaint: Complaint) -> Int {
      switch complaint.state {
      case .open, .acknowledged: 0
      case .answered: 1
      case .closed: 2
      }
    }
    items = complaints.sorted { (rank($0), $0.dueAt, $0.id) < (rank($1), $1.dueAt, $1.id) }
    overdue = complaints.count { rank($0) == 0 && $0.isOverdue(at: now) }
  }

  public init(from fields: inout FieldReader) {
    now = fields.required("now", .time, "As of when.")
    items = fields.required("items", .list(.form(Complaint.self)), "The complaints.")
    overdue = fields.required("overdue", .integer, "Those that wait for an answer beyond the tier's time.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("now", .time, now)
    fields.put("items", .list(.form(Complaint.self)), items)
    fields.put("overdue", .integer, overdue)
  }
}

public struct ListComplaints: UseCase {
  public static let name = "complaint.list"
  public static let summary = "Complaints that are not closed, those that wait for an answer first."
  public static let writes = false

  public static func run(_ input: ComplaintQuery, in session: Session) throws -> ComplaintList {
    let found = try session.read { reader in
      if let customer = input.customer { _ = try Customer.existing(customer, in: reader, path: "/customer") }
      return try reader.complaints(ComplaintFilter(customer: input.customer, isOpen: !input.all))
    }
    return ComplaintList(found, now: session.now)
  }
}

public struct ShowComplaint: UseCase {
  public static let name = "complaint.show"
  public static let summary = "Shows one complaint."
  public static let writes = false

  public static func run(_ input: ComplaintStep, in session: Session) throws -> Complaint {
    try session.read { try Complaint.existing(input.id, in: $0) }
  }
}

extension Complaint {
  static func existing(_ id: String, in reader: some StoreReading) throws -> Complaint {
    guard let found = try reader.complaint(id) else {
      throw Faults(
        .notFound, path: "/id", "No complaint \(id).", hint: "`punctual complaint list --all` lists them.")
    }
    return found
  }
}

extension Transaction {
  /// Takes a complaint down, to be answered within the response time of the customer's tier.
  @discardableResult
  func openComplaint(
    of customer: Customer, about appointment: Appointment?, _ cause: ComplaintCause, _ text: String, at: Instant
  ) throws -> Complaint {
    let organisation = try writer.organisation()
    var number = try writer.lastEventSequence() + 1
    while try writer.complaint("CP-\(number)") != nil { number += 1 }
    let complaint = try writer.insert(
      Complaint(
        id: "CP-\(number)", customer: customer.id, appointment: appointment?.id, cause: cause, text: text,
        openedAt: at, dueAt: organisation.answerDue(at, organisation.tier(customer.tier))))
    var details = ["customer": customer.id, "cause": cause.rawValue]
    details["appointment"] = appointment?.id
    let event = try record(.complaintOpened, complaint.id, details, at: at)
    try notify(complaint, cause: event)
    return complaint
  }

  /// A promise that nobody came to keep is a complaint, whether or not the customer says so.
  func complainOfMissed(_ appointment: Appointment, at: Instant) throws {
    guard appointment.promise != nil, let customer = try writer.customer(appointment.customer) else { return }
    let standing = try writer.complaints(ComplaintFilter(appointment: appointment.id))
    guard !standing.contains(where: { $0.cause == .missed }) else { return }
    try openComplaint(
      of: customer, about: appointment, .missed, "Nobody came within the promise; opened by itself.", at: at)
  }
}
