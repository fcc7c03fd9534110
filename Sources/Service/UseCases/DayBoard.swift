import PunctualModel
import PunctualStore
import PunctualWire

/// One day as dispatcher and technician see it: who is where when, what is predicted, what is left out.
public struct DayBoard: WireForm {
  public static let formName = "board"
  public static let formSummary = "One day: a row a technician, each visit with plan, course and prediction."

  public var date: LocalDate
  public var now: Instant
  /// 0 where the day is not planned.
  public var revision: Int
  public var rows: [BoardRow]
  public var unplaced: [UnplacedAppointment]

  public init(from fields: inout FieldReader) {
    date = fields.required("date", .date, "The day.")
    now = fields.required("now", .time, "The time that the predictions are made at.")
    revision = fields.required("revision", .integer, "How often the day was planned; 0 where it is not.")
    rows = fields.required("rows", .list(.form(BoardRow.self)), "The technicians, by id.")
    unplaced = fields.required("unplaced", .list(.form(UnplacedAppointment.self)), "What the plan leaves out.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("date", .date, date)
    fields.put("now", .time, now)
    fields.put("revision", .integer, revision)
    fields.put("rows", .list(.form(BoardRow.self)), rows)
    fields.put("unplaced", .list(.form(UnplacedAppointment.self)), unplaced)
  }
}

/// A technician's day on the board.
public struct BoardRow: WireForm {
  public static let formName = "board_row"
  public static let formSummary = "A technician's day."

  public var technician: String
  public var name: String
  public var shift: TimeWindow?
  /// Why there is no shift.
  public var away: String?
  public var breaks: [TimeWindow]
  public var visits: [BoardVisit]
  /// When the technician was told of a change that is not acknowledged yet.
  public var changedAt: Instant?

  public init(from fields: inout FieldReader) {
    technician = fields.required("technician", .id, "The technician's id.")
    name = fields.required("name", .text, "The technician's name.")
    shift = fields.optional("shift", .window, "Working hours.")
    away = fields.optional("away", .text, "Why there are none.")
    breaks = fields.required("breaks", .list(.window), "Planned breaks.")
    visits = fields.required("visits", .list(.form(BoardVisit.self)), "In order.")
    changedAt = fields.optional(
      "changed_at", .time, "When the technician was told of a change that is not acknowledged yet.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("technician", .id, technician)
    fields.put("name", .text, name)
    fields.put("shift", .window, shift)
    fields.put("away", .text, away)
    fields.put("breaks", .list(.window), breaks)
    fields.put("visits", .list(.form(BoardVisit.self)), visits)
    fields.put("changed_at", .time, changedAt)
  }
}

/// A visit with all that one looks for on the day.
public struct BoardVisit: WireForm {
  public static let formName = "board_visit"
  public static let formSummary = "A visit with its place, promise, course and prediction."

  public var id: String
  public var appointment: String
  public var type: String
  public var title: String
  public var stage: Stage
  public var customer: String
  public var customerName: String
  public var phone: String?
  public var address: String
  public var area: String
  public var access: String?
  public var notes: String?
  public var crew: Int
  public var promise: TimeWindow?
  public var planned: VisitTimes
  public var actual: VisitTimes
  public var prediction: VisitPrediction?
  /// Whether its promise is in danger: one rule for board, day, list and live loop.
  public var inDanger: Bool

  public init(from fields: inout FieldReader) {
    id = fields.required("id", .id, "The visit's id.")
    appointment = fields.required("appointment", .id, "The appointment's id.")
    type = fields.required("type", .text, "Kind of work.")
    title = fields.required("title", .text, "What is to be done.")
    stage = fields.required("stage", .choice(Stage.self), "Where it stands.")
    customer = fields.required("customer", .id, "The customer's id.")
    customerName = fields.required("customer_name", .text, "The customer's name.")
    phone = fields.optional("phone", .text, "A number to call.")
    address = fields.required("address", .text, "Where to go.")
    area = fields.required("area", .text, "Part of the territory.")
    access = fields.optional("access", .text, "How to get in.")
    notes = fields.optional("notes", .text, "Notes of the office.")
    crew = fields.required("crew", .integer, "How many technicians come at once.")
    promise = fields.optional("promise", .window, "The window that the customer was told.")
    planned = fields.required("planned", .form(VisitTimes.self), "As planned.")
    actual = fields.required("actual", .form(VisitTimes.self), "As it happened so far.")
    prediction = fields.optional("prediction", .form(VisitPrediction.self), "As predicted; none where it is over.")
    inDanger = fields.defaulted(
      "in_danger", .boolean, false,
      "Whether its promise is in danger: open, and the chance to break it is at least the least one from which customers "
        + "are told of a delay (35 % at most).")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("id", .id, id)
    fields.put("appointment", .id, appointment)
    fields.put("type", .text, type)
    fields.put("title", .text, title)
    fields.put("stage", .choice(Stage.self), stage)
    fields.put("customer", .id, customer)
    fields.put("customer_name", .text, customerName)
    fields.put("phone", .text, phone)
    fields.put("address", .text, address)
    fields.put("area", .text, area)
    fields.put("access", .text, access)
    fields.put("notes", .text, notes)
    fields.put("crew", .integer, crew)
    fields.put("promise", .window, promise)
    fields.put("planned", .form(VisitTimes.self), planned)
    fields.put("actual", .form(VisitTimes.self), actual)
    fields.put("prediction", .form(VisitPrediction.self), prediction)
    fields.put("in_danger", .boolean, inDanger)
  }

  /// The chance of breaking a promise that is still open; nil where there is none or nothing is predicted.
  var openRisk: Double? {
    guard promise != nil, actual.start == nil || stage == .underWay else { return nil }
    return prediction?.late.probability
  }
}

/// An appointment that a plan leaves out.
public struct UnplacedAppointment: WireForm {
  public static let formName = "unplaced_appointment"
  public static let formSummary = "An appointment that the plan leaves out, and why."

  public var appointment: String
  public var title: String
  public var customerName: String
  public var priority: Int
  public var promise: TimeWindow?
  /// Whether a window on a later day is left.
  public var laterPossible: Bool
  public var reason: String

  public init(from fields: inout FieldReader) {
    appointment = fields.required("appointment", .id, "Its id.")
    title = fields.required("title", .text, "What is to be done.")
    customerName = fields.required("customer_name", .text, "For whom.")
    priority = fields.required("priority", .integer, "0 to 100.")
    promise = fields.optional("promise", .window, "The window that the customer was told.")
    laterPossible = fields.required("later_possible", .boolean, "Whether it has a window on a later day.")
    reason = fields.required("reason", .text, "Why it is left out.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("appointment", .id, appointment)
    fields.put("title", .text, title)
    fields.put("customer_name", .text, customerName)
    fields.put("priority", .integer, priority)
    fields.put("promise", .window, promise)
    fields.put("later_possible", .boolean, laterPossible)
    fields.put("reason", .text, reason)
  }
}

extension DayBoard {
  /// - Parameter predictions: by visit id; where they are not given, they are asked for.
  init(_ state: DayState, predictions: [String: VisitPrediction]? = nil) {
    let predictions = predictions ?? state.predictions()
    let zone = state.organisation.zone
    date = state.date
    now = state.now
    revision = state.plan?.revision ?? 0
    let days = state.days.keyed(by: \.technician)
    rows = state.technicians.values.sorted { $0.id < $1.id }.map { technician in
      let day = days[technician.id]
      let absence = technician.absences.first { $0.from <= state.date && state.date <= $0.to }
      let shift = technician.shift(on: state.date)
      return BoardRow(
        technician: technician.id, name: technician.name,
        shift: shift.map {
          TimeWindow(start: zone.instant(state.date, $0.start), end: zone.instant(state.date, $0.end))
        },
        away: absence?.reason ?? (shift == nil ? "day off" : nil), breaks: day?.breaks ?? [],
        visits: (day?.visits ?? []).compactMap { BoardVisit($0, state, predictions[$0.id]) })
    }
    unplaced = state.leftOut.compactMap { UnplacedAppointment($0, state) }
  }
}

extension BoardRow {
  init(
    technician: String, name: String, shift: TimeWindow?, away: String?, breaks: [TimeWindow], visits: [BoardVisit]
  ) {
    self.technician = technician
    self.name = name
    self.shift = shift
    self.away = away
    self.breaks = breaks
    self.visits = visits
  }
}

extension BoardVisit {
  init?(_ visit: Visit, _ state: DayState, _ prediction: VisitPrediction?) {
    guard let appointment = state.appointments[visit.appointment], let customer = state.customers[appointment.customer],
      let site = customer.site(appointment.site)
    else { return nil }
    id = visit.id
    self.appointment = appointment.id
    type = appointment.type
    title = appointment.title
    stage = visit.stage
    self.customer = customer.id
    customerName = customer.name
    phone = customer.contacts.first { $0.channel == .sms }?.address
    address = site.place.address
    area = site.area
    access = site.access
    notes = appointment.notes
    crew = appointment.crew
    promise = appointment.promise?.window
    planned = visit.planned
    actual = visit.actual
    let isOver = visit.stage.isOver || visit.stage == .missed || visit.stage == .noAccess
    self.prediction = isOver ? nil : prediction
    inDanger = false
    inDanger = openRisk.map { $0 >= state.danger } ?? false
  }
}

extension UnplacedAppointment {
  init?(_ unplaced: Unplaced, _ state: DayState) {
    // One that was placed or called off since is no longer left out.
    guard let appointment = state.appointments[unplaced.appointment],
      appointment.stage == .requested || appointment.stage == .booked
    else { return nil }
    self.appointment = appointment.id
    title = appointment.title
    customerName = state.customers[appointment.customer]?.name ?? ""
    priority = appointment.priority
    promise = appointment.promise?.window
    let end = state.organisation.zone.day(state.date).end
    laterPossible = appointment.promise == nil && appointment.windows.contains { $0.end >= end }
    reason = unplaced.reason
  }
}

/// Names a day; today where none is named.
public struct DayName: WireForm {
  public static let formName = "day"
  public static let formSummary = "One day."
  public var date: LocalDate?

  public init(_ date: LocalDate?) { self.date = date }

  public init(from fields: inout FieldReader) {
    date = fields.optional("date", .date, "The day; today where none is given.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("date", .date, date)
  }
}

public struct ShowBoard: UseCase {
  public static let name = "board.show"
  public static let summary = "Shows a day: a row a technician, each visit with plan, course and prediction."
  public static let writes = false

  public static func run(_ input: DayName, in session: Session) throws -> DayBoard {
    try session.read {
      try DayBoard(try DayState.read(input.date ?? session.today, from: $0, now: session.now)).withUnseen($0)
    }
  }
}

/// What a technician asks for.
public struct MyDayRequest: WireForm {
  public static let formName = "mine_request"
  public static let formSummary = "A technician's own day."
  public var technician: String
  public var date: LocalDate?

  public init(technician: String, date: LocalDate?) {
    self.technician = technician
    self.date = date
  }

  public init(from fields: inout FieldReader) {
    technician = fields.required("technician", .id, "Whose day: an id, or a name that only one technician has.")
    date = fields.optional("date", .date, "The day; today where none is given.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("technician", .id, technician)
    fields.put("date", .date, date)
  }
}

/// A technician's own day.
public struct MyDay: WireForm {
  public static let formName = "mine"
  public static let formSummary = "A technician's own day, in order, with the next thing to do."
  public var date: LocalDate
  public var now: Instant
  public var row: BoardRow
  /// The visit that is running or comes next.
  public var next: String?
  /// The step that its technician reports next.
  public var nextStep: Step?

  public init(from fields: inout FieldReader) {
    date = fields.required("date", .date, "The day.")
    now = fields.required("now", .time, "The time that the predictions are made at.")
    row = fields.required("row", .form(BoardRow.self), "The day.")
    next = fields.optional("next", .id, "The visit that is running or comes next.")
    nextStep = fields.optional("next_step", .choice(Step.self), "What to report of it next.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("date", .date, date)
    fields.put("now", .time, now)
    fields.put("row", .form(BoardRow.self), row)
    fields.put("next", .id, next)
    fields.put("next_step", .choice(Step.self), nextStep)
  }
}

public struct ShowMyDay: UseCase {
  public static let name = "mine.show"
  public static let summary = "Shows a technician's own day, in order, with the next thing to do."
  public static let writes = false

  public static func run(_ input: MyDayRequest, in session: Session) throws -> MyDay {
    try session.read { reader in
      let state = try DayState.read(input.date ?? session.today, from: reader, now: session.now)
      let technician = try state.technician(named: input.technician)
      return try MyDay(of: technician, DayBoard(state).withUnseen(reader))
    }
  }
}

extension MyDay {
  init(of technician: Technician, _ board: DayBoard) throws {
    guard let row = board.rows.first(where: { $0.technician == technician.id }) else {
      throw Faults(.notFound, path: "/technician", "No technician \(technician.id).")
    }
    let next =
      row.visits.first { $0.stage.isRunning } ?? row.visits.first { $0.stage.isWaiting }
    self.init(date: board.date, now: board.now, row: row, next: next)
  }

  init(date: LocalDate, now: Instant, row: BoardRow, next: BoardVisit?) {
    self.date = date
    self.now = now
    self.row = row
    self.next = next?.id
    nextStep =
      switch next?.stage {
      case .underWay: .arrive
      case .onSite: .finish
      case nil: nil
      default: .depart
      }
  }
}

extension DayState {
  /// By id, or by a name (or its beginning) that only one has.
  func technician(named text: String) throws -> Technician {
    if let found = technicians[text] { return found }
    let wanted = text.lowercased()
    let matches = technicians.values.filter { $0.name.lowercased() == wanted || $0.name.lowercased().hasPrefix(wanted) }
    guard matches.count == 1 else {
      let names = technicians.values.sorted { $0.id < $1.id }.map { "\($0.id) \($0.name)" }.joined(separator: ", ")
      throw Faults(
        .notFound, path: "/technician",
        matches.isEmpty ? "No technician \"\(text)\"." : "\(matches.count) technicians have a name like \"\(text)\".",
        hint: names.isEmpty ? "`punctual technician add` adds the first one." : "There are: \(names).")
    }
    return matches[0]
  }
}
