internal import GRDB
import PunctualModel

extension StoreReading {
  private static var visitColumns: String {
    """
    SELECT id, appointment, technician, date, position, stage, planned_depart, planned_arrive, planned_start,
      planned_finish, actual_depart, actual_arrive, actual_start, actual_finish, note FROM visit
    """
  }

  private func visits(_ rest: String, _ argument: String) throws -> [Visit] {
    try database.list("\(Self.visitColumns) \(rest)", [argument]) { row in
      Visit(
        id: try row.text(), appointment: try row.text(), technician: try row.text(),
        date: try row.named { LocalDate($0) }, position: try row.int(), stage: try row.choice(Stage.self),
        planned: row.times(), actual: row.times(), note: row.textOrNil())
    }
  }

  /// Nil where there is none of that id.
  public func visit(_ id: String) throws -> Visit? {
    try visits("WHERE id = ?", id).first
  }

  /// The visits of a day: by technician, then in their order.
  public func visits(on date: LocalDate) throws -> [Visit] {
    try visits("WHERE date = ? ORDER BY technician, position, planned_start, id", date.description)
  }

  /// The visits of an appointment: one for each of its crew.
  public func visits(ofAppointment id: String) throws -> [Visit] {
    try visits("WHERE appointment = ? ORDER BY id", id)
  }

  /// The plan of a day with its visits as they stand now; nil where the day was never planned.
  ///
  /// The technicians are in the plan's order; those who have visits of which the plan does not know follow.
  public func plan(on date: LocalDate) throws -> Plan? {
    let day = date.description
    let headSQL = "SELECT revision, made_at, seed FROM plan WHERE date = ?"
    let head = try database.first(headSQL, [day]) { (try $0.int(), try $0.instant(), try $0.int()) }
    guard let (revision, madeAt, seed) = head else { return nil }

    let visits = Dictionary(grouping: try visits(on: date), by: \.technician)
    let breakSQL = """
      SELECT technician, "start", "end" FROM planned_break WHERE date = ? ORDER BY technician, position
      """
    let breaks = Dictionary(
      grouping: try database.list(breakSQL, [day]) { (try $0.text(), try $0.window()) }, by: \.0)
    var technicians = try database.list(
      "SELECT technician FROM planned_day WHERE date = ? ORDER BY position", [day]
    ) { try $0.text() }
    technicians += visits.keys.filter { !technicians.contains($0) }.sorted()
    let unplaced = try database.list(
      "SELECT appointment, reason, reasons FROM unplaced WHERE date = ? ORDER BY position", [day]
    ) { row in
      Unplaced(
        appointment: try row.text(), reason: try row.text(), reasons: try row.json([String: MisfitReason].self))
    }
    return Plan(
      date: date, revision: revision, madeAt: madeAt, seed: UInt64(bitPattern: Int64(seed)),
      days: technicians.map {
        TechnicianDay(technician: $0, date: date, visits: visits[$0] ?? [], breaks: (breaks[$0] ?? []).map(\.1))
      },
      unplaced: unplaced)
  }

  /// The days that have a plan, in order.
  public func planDates() throws -> [LocalDate] {
    try database.list("SELECT date FROM plan ORDER BY date") { row in try row.named { LocalDate($0) } }
  }
}

extension StoreWriter {
  /// Replaces the plan of a day.
  ///
  /// Visits of that day that may still change (requested, booked, scheduled) are replaced by the plan's; an appointment
  /// that the plan takes over from another day leaves that day. A visit that is dispatched, running or over stays as it
  /// is, with or without being in the plan: only its place in the order follows the plan.
  ///
  /// - Throws: `.conflict` where the plan has such a visit with another technician or on another day, because it was
  ///   made before that visit was dispatched; `.unknownReference`.
  public func save(_ plan: Plan) throws {
    let day = plan.date.description
    try database.run("DELETE FROM plan WHERE date = ?", [day])
    try database.run(
      "INSERT INTO plan (date, revision, made_at, seed) VALUES (?, ?, ?, ?)",
      [day, plan.revision, plan.madeAt.epochSeconds, Int64(bitPattern: plan.seed)])
    try database.run(
      "DELETE FROM visit WHERE date = ? AND stage IN ('requested', 'booked', 'scheduled')", [day])
    for (position, technicianDay) in plan.days.enumerated() {
      let technician = technicianDay.technician
      if let fault = try missing("technician", technician, path: "/days/\(position)/technician") {
        throw Faults([fault])
      }
      try database.run(
        "INSERT INTO planned_day (date, position, technician) VALUES (?, ?, ?)", [day, position, technician])
      for (place, pause) in technicianDay.breaks.enumerated() {
        try database.run(
          """
          INSERT INTO planned_break (date, technician, position, "start", "end") VALUES (?, ?, ?, ?, ?)
          """,
          [day, technician, place, pause.start.epochSeconds, pause.end.epochSeconds])
      }
      for visit in technicianDay.visits { try place(visit) }
    }
    for (position, unplaced) in plan.unplaced.enumerated() {
      if let fault = try missing("appointment", unplaced.appointment, path: "/unplaced/\(position)/appointment") {
        throw Faults([fault])
      }
      try database.run(
        "INSERT INTO unplaced (date, position, appointment, reason, reasons) VALUES (?, ?, ?, ?, ?)",
        [day, position, unplaced.appointment, unplaced.reason, try StoredJSON.text(unplaced.reasons)])
    }
  }

  /// Stores one visit of a plan, unless it is out of the plan's hands.
  private func place(_ visit: Visit) throws {
    guard let stored = try self.visit(visit.id) else { return try save(visit) }
    // A visit that failed stays on the record until its appointment is planned anew.
    let failed = stored.stage == .missed || stored.stage == .noAccess
    if stored.stage.isPlannable || failed && visit.stage.isPlannable { return try save(visit) }
    guard stored.technician == visit.technician, stored.date == visit.date else {
      throw Faults(
        .conflict,
        "Visit `\(visit.id)` is \(stored.stage.rawValue) with \(stored.technician) on \(stored.date) by now, so it stays.",
        hint: "Plan again.")
    }
    try database.run("UPDATE visit SET position = ? WHERE id = ?", [visit.position, visit.id])
  }

  /// Replaces a visit, its stage included. Throws `.notFound`.
  public func update(_ visit: Visit) throws {
    guard try self.visit(visit.id) != nil else { throw Faults(.notFound, "There is no visit `\(visit.id)`.") }
    try save(visit)
  }

  /// Adds or replaces a visit. Throws `.unknownReference` for its appointment or technician.
  public func put(_ visit: Visit) throws {
    try save(visit)
  }

  /// Removes a visit, as when its appointment is taken off the plan. Throws `.notFound`.
  public func removeVisit(_ id: String) throws {
    guard try database.run("DELETE FROM visit WHERE id = ?", [id]) == 1 else {
      throw Faults(.notFound, "There is no visit `\(id)`.")
    }
  }

  private func save(_ visit: Visit) throws {
    let times: [(any DatabaseValueConvertible)?] = visit.planned.columns + visit.actual.columns
    do {
      try database.run(
        """
        INSERT INTO visit (id, appointment, technician, date, position, stage, planned_depart, planned_arrive,
          planned_start, planned_finish, actual_depart, actual_arrive, actual_start, actual_finish, note)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET appointment = excluded.appointment, technician = excluded.technician,
          date = excluded.date, position = excluded.position, stage = excluded.stage,
          planned_depart = excluded.planned_depart, planned_arrive = excluded.planned_arrive,
          planned_start = excluded.planned_start, planned_finish = excluded.planned_finish,
          actual_depart = excluded.actual_depart, actual_arrive = excluded.actual_arrive,
          actual_start = excluded.actual_start, actual_finish = excluded.actual_finish,
          note = excluded.note
        """,
        [
          visit.id, visit.appointment, visit.technician, visit.date.description, visit.position, visit.stage.rawValue,
        ] + times + [visit.note])
    } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_FOREIGNKEY {
      let faults = [
        try missing("appointment", visit.appointment, path: "/appointment"),
        try missing("technician", visit.technician, path: "/technician"),
      ].compactMap { $0 }
      throw faults.isEmpty ? error : Faults(faults)
    }
  }
}

extension VisitTimes {
  /// The four columns.
  var columns: [(any DatabaseValueConvertible)?] {
    [depart?.epochSeconds, arrive?.epochSeconds, start?.epochSeconds, finish?.epochSeconds]
  }
}
