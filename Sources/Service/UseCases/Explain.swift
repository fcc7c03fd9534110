import PunctualEngine
import PunctualModel
import PunctualStore
import PunctualWire

/// Why an appointment is where it is, or why it is nowhere.
public struct Explanation: WireForm {
  public static let formName = "explanation"
  public static let formSummary = "Why an appointment is where it is, or why it is not placed and what would place it."
  public var appointment: Appointment
  public var customerName: String
  public var date: LocalDate
  public var technician: String?
  public var technicianName: String?
  public var planned: VisitTimes?
  public var prediction: VisitPrediction?
  public var technicians: [Standing]
  /// Each was tried, and places the appointment.
  public var remedies: [String]
  public var history: [Event]

  public init(from fields: inout FieldReader) {
    appointment = fields.required("appointment", .form(Appointment.self), "The appointment.")
    customerName = fields.required("customer_name", .text, "For whom.")
    date = fields.required("date", .date, "The day that is looked at.")
    technician = fields.optional("technician", .id, "Who has it.")
    technicianName = fields.optional("technician_name", .text, "The name.")
    planned = fields.optional("planned", .form(VisitTimes.self), "When, by plan.")
    prediction = fields.optional("prediction", .form(VisitPrediction.self), "When, by forecast.")
    technicians = fields.required(
      "technicians", .list(.form(Standing.self)), "What each technician could do, the cheapest first.")
    remedies = fields.required("remedies", .list(.text), "The least changes that would place it; each was tried.")
    history = fields.required("history", .list(.form(Event.self)), "What happened to it so far.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("appointment", .form(Appointment.self), appointment)
    fields.put("customer_name", .text, customerName)
    fields.put("date", .date, date)
    fields.put("technician", .id, technician)
    fields.put("technician_name", .text, technicianName)
    fields.put("planned", .form(VisitTimes.self), planned)
    fields.put("prediction", .form(VisitPrediction.self), prediction)
    fields.put("technicians", .list(.form(Standing.self)), technicians)
    fields.put("remedies", .list(.text), remedies)
    fields.put("history", .list(.form(Event.self)), history)
  }

  init(
    appointment: Appointment, customerName: String, date: LocalDate, technician: Technician?, visit: Visit?,
    prediction: VisitPrediction?, technicians: [Standing], remedies: [String], history: [Event]
  ) {
    self.appointment = appointment
    self.customerName = customerName
    self.date = date
    self.technician = technician?.id
    technicianName = technician?.name
    planned = visit?.planned
    self.prediction = prediction
    self.technicians = technicians
    self.remedies = remedies
    self.history = history
  }
}

/// What one technician could do about an appointment.
public struct Standing: WireForm {
  public static let formName = "standing"
  public static let formSummary = "Whether a technician could take an appointment, at what cost, or why not."
  public var technician: String
  public var name: String
  public var start: Instant?
  public var addedSeconds: Int?
  public var reason: MisfitReason?

  public init(from fields: inout FieldReader) {
    technician = fields.required("technician", .id, "The technician.")
    name = fields.required("name", .text, "The name.")
    start = fields.optional("start", .time, "When work would start.")
    addedSeconds = fields.optional("added_seconds", .integer, "What it would add to the day's travel.")
    reason = fields.optional("reason", .choice(MisfitReason.self), "Why it does not fit.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("technician", .id, technician)
    fields.put("name", .text, name)
    fields.put("start", .time, start)
    fields.put("added_seconds", .integer, addedSeconds)
    fields.put("reason", .choice(MisfitReason.self), reason)
  }

  init(technician: String, name: String, start: Instant? = nil, addedSeconds: Int? = nil, reason: MisfitReason? = nil) {
    self.technician = technician
    self.name = name
    self.start = start
    self.addedSeconds = addedSeconds
    self.reason = reason
  }
}

public struct ExplainAppointment: UseCase {
  public static let name = "explain"
  public static let summary =
    "Why an appointment is where it is, or why it is not placed and the least changes that would place it."
  public static let writes = false

  public static func run(_ input: RecordName<Appointment>, in session: Session) async throws -> Explanation {
    let (asked, day) = try session.read { reader in
      let visit = try reader.visit(input.id)
      let appointment = try Appointment.existing(visit?.appointment ?? input.id, in: reader)
      return (appointment, Self.date(of: appointment, visit, session))
    }
    let roads = try await session.roads(
      on: [day] + Self.laterDates(of: asked, after: day, session), toSiteOf: asked)
    return try session.read { reader in
      let visit = try reader.visit(input.id)
      let id = visit?.appointment ?? input.id
      let appointment = try Appointment.existing(id, in: reader)
      let date = Self.date(of: appointment, visit, session)
      let state = try DayState.read(date, from: reader, now: session.now, roads: roads[date])
      let isOpen = visit == nil && appointment.stage.isPlannable
      let later = isOpen ? Self.laterDates(of: appointment, after: date, session) : []
      let search = WhatIf(
        state: state, appointment: appointment,
        later: try later.map { try DayState.read($0, from: reader, now: session.now, roads: roads[$0]) })
      let standings = search.standings()
      let history = try reader.events(after: 0, subject: id, limit: 100)
      return Explanation(
        appointment: appointment, customerName: state.customers[appointment.customer]?.name ?? "", date: date,
        technician: visit.flatMap { state.technicians[$0.technician] }, visit: visit,
        prediction: visit.flatMap { state.predictions()[$0.id] }, technicians: standings,
        remedies: isOpen ? search.remedies() : [], history: history)
    }
  }

  /// The day that it is about: the visit's, else the first on which work may still start.
  private static func date(of appointment: Appointment, _ visit: Visit?, _ session: Session) -> LocalDate {
    if let visit { return visit.date }
    let window = appointment.windows.first { $0.end >= session.now } ?? appointment.windows.last
    return session.zone.local(window?.start ?? session.now).date
  }

  /// The next days on which work may start too, five days ahead at most. A promise allows none.
  private static func laterDates(
    of appointment: Appointment, after date: LocalDate, _ session: Session
  ) -> [LocalDate] {
    guard appointment.promise == nil else { return [] }
    return (1...5).map { date.adding(days: $0) }
      .filter { day in appointment.windows.contains { $0.overlaps(session.zone.day(day)) } }
  }
}
