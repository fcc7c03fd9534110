import PunctualModel
import PunctualStore
import PunctualWire

/// What kind of thing a line of a customer's record is.
public enum TimelineKind: String, CaseIterable, Sendable {
  case booked, promised, kept, broken, visit, message, reply, call, complaint, survey
}

/// One line of a customer's record.
public struct TimelineEntry: WireForm, Hashable {
  public static let formName = "timeline_entry"
  public static let formSummary = "One line of a customer's record."
  public var at: Instant
  public var kind: TimelineKind
  public var appointment: String?
  /// In a few words: the stage of a visit, the kind of a message, the meaning of a reply.
  public var what: String
  /// What was said, or the details.
  public var text: String
  public var channel: ContactChannel?
  public var state: DeliveryState?
  /// To whom a message went.
  public var audience: Audience?

  init(
    _ at: Instant, _ kind: TimelineKind, _ appointment: String?, _ what: String, _ text: String = "",
    channel: ContactChannel? = nil, state: DeliveryState? = nil, audience: Audience? = nil
  ) {
    self.at = at
    self.kind = kind
    self.appointment = appointment
    self.what = what
    self.text = text
    self.channel = channel
    self.state = state
    self.audience = audience
  }

  public init(from fields: inout FieldReader) {
    at = fields.required("at", .time, "When.")
    kind = fields.required("kind", .choice(TimelineKind.self), "What kind of thing it is.")
    appointment = fields.optional("appointment", .id, "About which appointment.")
    what = fields.required("what", .text, "The stage of a visit, the kind of a message, the meaning of a reply.")
    text = fields.required("text", .freeText, "What was said, or the details.")
    channel = fields.optional("channel", .choice(ContactChannel.self), "How it was said.")
    state = fields.optional("state", .choice(DeliveryState.self), "What became of a message.")
    audience = fields.optional(
      "audience", .choice(Audience.self), "To whom a message went: the customer, or our own people about them.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("at", .time, at)
    fields.put("kind", .choice(TimelineKind.self), kind)
    fields.put("appointment", .id, appointment)
    fields.put("what", .text, what)
    fields.put("text", .freeText, text)
    fields.put("channel", .choice(ContactChannel.self), channel)
    fields.put("state", .choice(DeliveryState.self), state)
    fields.put("audience", .choice(Audience.self), audience)
  }
}

/// All that there was between the firm and one customer, in order.
public struct Timeline: WireForm {
  public static let formName = "timeline"
  public static let formSummary = "All that there was between the firm and one customer, both ways, in order."
  public var customer: String
  public var name: String
  public var tier: String
  public var appointments: Int
  public var promises: Int
  public var kept: Int
  public var messages: Int
  public var replies: Int
  public var complaints: Int
  public var openComplaints: Int
  public var surveyMean: Double?
  public var entries: [TimelineEntry]

  public init(from fields: inout FieldReader) {
    customer = fields.required("customer", .id, "The customer.")
    name = fields.required("name", .text, "The name.")
    tier = fields.required("tier", .text, "The service tier.")
    appointments = fields.required("appointments", .integer, "How many there were.")
    promises = fields.required("promises", .integer, "Promises that were kept or broken by now.")
    kept = fields.required("kept", .integer, "Those kept.")
    messages = fields.required("messages", .integer, "Messages that were sent.")
    replies = fields.required("replies", .integer, "Replies that came.")
    complaints = fields.required("complaints", .integer, "Complaints.")
    openComplaints = fields.required("open_complaints", .integer, "Those not closed.")
    surveyMean = fields.optional("survey_mean", .number(1...5), "Mean of the survey's scores.")
    entries = fields.required("entries", .list(.form(TimelineEntry.self)), "Line by line.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("customer", .id, customer)
    fields.put("name", .text, name)
    fields.put("tier", .text, tier)
    fields.put("appointments", .integer, appointments)
    fields.put("promises", .integer, promises)
    fields.put("kept", .integer, kept)
    fields.put("messages", .integer, messages)
    fields.put("replies", .integer, replies)
    fields.put("complaints", .integer, complaints)
    fields.put("open_complaints", .integer, openComplaints)
    fields.put("survey_mean", .rounded, surveyMean)
    fields.put("entries", .list(.form(TimelineEntry.self)), entries)
  }

  /// - Parameter now: what lies after it is not part of the record.
  init(_ customer: Customer, in reader: some StoreReading, now: Instant, zone: Zone) throws {
    self.customer = customer.id
    name = customer.name
    tier = customer.tier
    let record = try TimelineRecord(customer.id, in: reader)
    var lines: [TimelineEntry] = []
    for appointment in record.appointments {
      lines += try record.lines(of: appointment, in: reader, zone: zone)
    }
    lines += record.messages.map(TimelineEntry.init) + record.replies.map(TimelineEntry.init)
    lines += record.calls.map { TimelineEntry($0, zone) }
    lines += record.complaints.flatMap(TimelineEntry.lines) + record.surveys.map(TimelineEntry.init)
    entries = lines.filter { $0.at <= now }.enumerated()
      .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    appointments = record.appointments.count
    kept = entries.count { $0.kind == .kept }
    promises = kept + entries.count { $0.kind == .broken }
    messages = record.messages.count { $0.state == .sent && $0.audience == .customer }
    replies = record.replies.count
    complaints = record.complaints.count
    openComplaints = record.complaints.count { $0.closedAt == nil }
    surveyMean = SurveyList(record.surveys).mean
  }
}

public struct ShowTimeline: UseCase {
  public static let name = "customer.timeline"
  public static let summary = "All that there was between the firm and one customer, both ways, in order."
  public static let writes = false

  public static func run(_ input: RecordName<Customer>, in session: Session) throws -> Timeline {
    try session.read { reader in
      try Timeline(try Customer.existing(input.id, in: reader), in: reader, now: session.now, zone: session.zone)
    }
  }
}

/// What a timeline is made from.
private struct TimelineRecord {
  var appointments: [Appointment]
  var messages: [PunctualModel.Notification]
  var replies: [Reply]
  var calls: [Call]
  var complaints: [Complaint]
  var surveys: [SurveyAnswer]

  init(_ customer: String, in reader: some StoreReading) throws {
    appointments = try reader.appointments(AppointmentFilter(customer: customer))
    messages = try reader.notifications(NotificationFilter(customer: customer))
    replies = try reader.replies(customer: customer)
    calls = try reader.calls(customer: customer)
    complaints = try reader.complaints(ComplaintFilter(customer: customer))
    surveys = try reader.surveyAnswers(customer: customer)
  }

  /// What happened to an appointment and its visits, and whether its promise was kept.
  func lines(
    of appointment: Appointment, in reader: some StoreReading, zone: Zone
  ) throws -> [TimelineEntry] {
    let visits = try reader.visits(ofAppointment: appointment.id)
    let events = try ([appointment.id] + visits.map(\.id).filter { $0 != appointment.id })
      .flatMap { try reader.events(subject: $0) }
    var lines: [TimelineEntry] = []
    if let promise = appointment.promise, !events.contains(where: { $0.kind == .promised }) {
      lines.append(
        TimelineEntry(
          promise.madeAt, .promised, appointment.id, "promised", Self.words(promise.window, promise.chance, zone)))
    }
    for event in events.sorted(by: { $0.sequence < $1.sequence }) {
      guard var line = line(event, appointment, zone) else { continue }
      if event.kind == .finished, let note = visits.first(where: { $0.id == event.subject })?.note {
        line.text += "\n\(note)"
      }
      lines.append(line)
    }
    if let line = Self.verdict(appointment, visits, zone) { lines.append(line) }
    return lines
  }

  private func line(_ event: Event, _ appointment: Appointment, _ zone: Zone) -> TimelineEntry? {
    let who = event.details["technician"].map { "by \($0)" } ?? ""
    switch event.kind {
    case .appointmentAdded:
      let isBooked = appointment.promise?.madeAt == event.at
      return TimelineEntry(
        event.at, .booked, appointment.id, isBooked ? "booked" : "requested", appointment.title)
    case .promised:
      guard let from = event.details["from"].flatMap(Int.init), let to = event.details["to"].flatMap(Int.init) else {
        return nil
      }
      let window = TimeWindow(start: Instant(epochSeconds: from), end: Instant(epochSeconds: to))
      let chance = event.details["chance"].map { " (\($0))" } ?? ""
      return TimelineEntry(
        event.at, .promised, appointment.id, "promised", Self.words(window, nil, zone) + chance)
    case .moved:
      let (from, to) = (event.details["from"] ?? "", event.details["to"] ?? "")
      return TimelineEntry(event.at, .visit, appointment.id, "moved", from == to ? "by \(to)" : "from \(from) to \(to)")
    case .dispatched, .departed, .arrived, .finished, .cancelled, .missed, .noAccess:
      return TimelineEntry(event.at, .visit, appointment.id, event.kind.rawValue, who)
    default: return nil
    }
  }

  private static func words(_ window: TimeWindow, _ chance: Double?, _ zone: Zone) -> String {
    let likely = chance.map { " (\(Int(($0 * 100).rounded())) %)" } ?? ""
    return "\(zone.local(window.start).date) \(zone.clock(window.start))-\(zone.clock(window.end))\(likely)"
  }

  private static func verdict(_ appointment: Appointment, _ visits: [Visit], _ zone: Zone) -> TimelineEntry? {
    guard let outcome = PromiseOutcome(appointment, visits), appointment.stage != .cancelled else { return nil }
    switch outcome {
    case .kept(let at):
      return TimelineEntry(at, .kept, appointment.id, "promise kept", "there at \(zone.clock(at))")
    case .late(let at, let seconds):
      return TimelineEntry(at, .broken, appointment.id, "promise broken", "\((seconds + 59) / 60) min late")
    case .missed(let end):
      return TimelineEntry(end, .broken, appointment.id, "promise broken", "nobody came")
    }
  }
}

extension TimelineEntry {
  init(_ message: PunctualModel.Notification) {
    let words = message.subject.isEmpty ? message.body : "\(message.subject)\n\(message.body)"
    let why = message.state == .sent ? "" : message.lastError.map { "\($0)\n" } ?? ""
    self.init(
      message.sentAt ?? message.createdAt, .message, message.appointment, message.kind.rawValue, why + words,
      channel: message.channel, state: message.state, audience: message.audience)
  }

  init(_ reply: Reply) {
    let meaning = reply.meaning.word.rawValue + (reply.meaning.number.map { " \($0)" } ?? "")
    self.init(
      reply.receivedAt, .reply, nil, meaning,
      [reply.text, reply.outcome.flatMap { $0.isEmpty ? nil : "→ \($0)" } ?? ""].filter { !$0.isEmpty }
        .joined(separator: "\n"), channel: reply.channel)
  }

  init(_ call: Call, _ zone: Zone) {
    let told = call.toldStart.map { "told \(zone.clock($0))" }
    self.init(
      call.at, .call, call.appointment, call.outcome.rawValue,
      [told, call.note].compactMap(\.self).joined(separator: "\n"))
  }

  init(_ answer: SurveyAnswer) {
    self.init(
      answer.at, .survey, answer.appointment, "\(answer.score) of \(SurveyAnswer.scores.upperBound)",
      answer.comment ?? "")
  }

  static func lines(_ complaint: Complaint) -> [TimelineEntry] {
    let steps: [(Instant?, String, String)] = [
      (complaint.openedAt, "\(complaint.id) opened: \(complaint.cause.rawValue)", complaint.text),
      (complaint.acknowledgedAt, "\(complaint.id) acknowledged", ""),
      (
        complaint.answeredAt,
        "\(complaint.id) answered\(complaint.isOverdue(at: complaint.openedAt) ? ", too late" : "")",
        complaint.answer ?? ""
      ),
      (complaint.closedAt, "\(complaint.id) closed", ""),
    ]
    return steps.compactMap { at, what, text in
      at.map { TimelineEntry($0, .complaint, complaint.appointment, what, text) }
    }
  }
}
