import PunctualModel
import PunctualNotify
import PunctualStore
import PunctualWire

/// A call that was made.
public struct CallReport: WireForm {
  public static let formName = "call_report"
  public static let formSummary = "A call that the office has made to a customer."
  public var appointment: String
  public var outcome: CallOutcome
  public var toldStart: Instant?
  public var note: String?
  public var at: Instant?

  public init(
    appointment: String, outcome: CallOutcome, toldStart: Instant? = nil, note: String? = nil, at: Instant? = nil
  ) {
    self.appointment = appointment
    self.outcome = outcome
    self.toldStart = toldStart
    self.note = note
    self.at = at
  }

  public init(from fields: inout FieldReader) {
    appointment = fields.required("appointment", .id, "What it was about.")
    outcome = fields.required(
      "outcome", .choice(CallOutcome.self),
      "`delay`: told of a delay, or that nobody will come; `clear`: told that it has gone; `other`: something else; "
        + "`no-answer`: nobody answered.")
    toldStart = fields.optional("told_start", .humanTime, "The start that the customer was told.")
    note = fields.optional("note", .freeText, "What was said; 4,000 characters are kept.")
    at = fields.optional("at", .humanTime, "When it ended; now where no time is given.")
    if toldStart != nil, outcome == .noAnswer {
      fields.fail(.outOfRange, "told_start", "Where nobody answered, nobody was told a time.")
    }
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("appointment", .id, appointment)
    fields.put("outcome", .choice(CallOutcome.self), outcome)
    fields.put("told_start", .time, toldStart)
    fields.put("note", .freeText, note)
    fields.put("at", .time, at)
  }
}

public struct LogCall: UseCase {
  public static let name = "call.log"
  public static let summary = "Notes a call to a customer; whoever was told of a delay needs no other."
  public static let writes = true

  public static func run(_ input: CallReport, in session: Session) throws -> Call {
    try session.commit { transaction in
      let appointment = try Appointment.existing(input.appointment, in: transaction.writer, path: "/appointment")
      let at = input.at ?? session.now
      guard at <= session.now else {
        throw Faults(.outOfRange, path: "/at", "A call that is still to come cannot be noted.")
      }
      let call = try transaction.writer.put(
        Call(
          appointment: appointment.id, customer: appointment.customer, at: at, outcome: input.outcome,
          toldStart: input.toldStart, note: input.note))
      try transaction.record(.called, appointment.id, ["outcome": call.outcome.rawValue], at: at)
      return call
    }
  }
}

/// A customer to be called.
public struct WantedCall: WireForm, Hashable {
  public static let formName = "wanted_call"
  public static let formSummary = "A customer to be called: nobody may write to them, or no message arrived."
  public var appointment: String
  public var customer: String
  public var name: String
  public var phones: [String]
  /// Since when.
  public var since: Instant
  /// When the call is to be made at the latest.
  public var by: Instant?
  public var expected: Instant?
  public var reason: String
  /// How often nobody answered.
  public var tries: Int

  init(
    appointment: String, customer: String, name: String, phones: [String], since: Instant, by: Instant? = nil,
    expected: Instant? = nil, reason: String, tries: Int
  ) {
    self.appointment = appointment
    self.customer = customer
    self.name = name
    self.phones = phones
    self.since = since
    self.by = by
    self.expected = expected
    self.reason = reason
    self.tries = tries
  }

  init(_ message: PunctualModel.Notification, _ journey: Journey, tries: Int) {
    let tier = journey.organisation.tier(journey.customer.tier)
    self.init(
      appointment: journey.appointment.id, customer: journey.customer.id, name: journey.customer.name,
      phones: journey.customer.phones, since: message.createdAt,
      by: journey.appointment.promise.map { $0.window.end - tier.toldAheadMinutes * 60 },
      expected: journey.prediction?.start.at(0.5), reason: message.reason, tries: tries)
  }

  public init(from fields: inout FieldReader) {
    appointment = fields.required("appointment", .id, "About which appointment.")
    customer = fields.required("customer", .id, "Whom.")
    name = fields.required("name", .text, "The customer's name.")
    phones = fields.required("phones", .list(.text), "The numbers on file; none where no call can be made.")
    since = fields.required("since", .time, "Since when it waits.")
    by = fields.optional("by", .time, "When the customer is to know, by the standard of the tier.")
    expected = fields.optional("expected", .time, "When work is expected to start.")
    reason = fields.required("reason", .text, "Why.")
    tries = fields.required("tries", .integer, "How often nobody answered.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("appointment", .id, appointment)
    fields.put("customer", .id, customer)
    fields.put("name", .text, name)
    fields.put("phones", .list(.text), phones)
    fields.put("since", .time, since)
    fields.put("by", .time, by)
    fields.put("expected", .time, expected)
    fields.put("reason", .text, reason)
    fields.put("tries", .integer, tries)
  }
}

/// Who is to be called.
public struct CallList: WireForm {
  public static let formName = "call_list"
  public static let formSummary = "Customers to be called, the most pressing first."
  public var items: [WantedCall]

  init(_ items: [WantedCall]) { self.items = items }

  public init(from fields: inout FieldReader) {
    items = fields.required("items", .list(.form(WantedCall.self)), "The calls, the most pressing first.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("items", .list(.form(WantedCall.self)), items)
  }
}

public struct ListCalls: UseCase {
  public static let name = "call.list"
  public static let summary = "Whom the office is to call, as nobody may write to them or no message arrived."
  public static let writes = false

  public static func run(_ input: Nothing, in session: Session) throws -> CallList {
    try session.read { reader in
      let state = try DayState.read(session.today, from: reader, now: session.now)
      return CallList(try wanted(state, in: reader))
    }
  }

  /// Of the office's messages of the last day, those that ask for a call that was not made yet.
  ///
  /// - Parameter predictions: by visit id; the forecast's where none are given.
  static func wanted(
    _ state: DayState, in reader: some StoreReading, predictions: [String: VisitPrediction]? = nil
  ) throws -> [WantedCall] {
    let asked = try open(state, in: reader)
    guard !asked.isEmpty else { return [] }
    let notifier = try StoredRules.notifier(reader)
    let worst = state.worstPredictions(predictions)
    return try asked.compactMap { id, message, tries in
      guard let journey = try Journey.read(id, from: reader, now: state.now, prediction: worst[id]),
        notifier.asksForCall(message, journey)
      else { return nil }
      return WantedCall(message, journey, tries: tries)
    }.sorted { ($0.by ?? $0.since, $0.appointment) < ($1.by ?? $1.since, $1.appointment) }
  }

  /// The messages that may ask for a call, one an appointment, and how often nobody answered since.
  private static func open(
    _ state: DayState, in reader: some StoreReading
  ) throws -> [(id: String, message: PunctualModel.Notification, tries: Int)] {
    let asked = try reader.notifications(
      NotificationFilter(states: [.queued, .leased, .sent], kinds: [.jeopardy, .unreached], limit: 200)
    ).filter { $0.audience == .dispatcher && $0.createdAt > state.now - 86_400 }
    let newest = Dictionary(asked.compactMap { message in message.appointment.map { ($0, message) } }) { $1 }
    let optOuts = try reader.optOuts()
    return try newest.compactMap { id, message in
      let mayWrite = state.customers[message.customer]?.contacts.contains {
        $0.consent && !optOuts.contains($0.channel, $0.address)
      }
      guard message.kind == .unreached || mayWrite == false else { return nil }
      let since = try reader.calls(appointment: id).filter { $0.at >= message.createdAt }
      return since.allSatisfy { $0.outcome == .noAnswer } ? (id, message, since.count) : nil
    }
  }
}
