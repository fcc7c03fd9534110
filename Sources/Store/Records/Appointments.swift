internal import GRDB
import PunctualModel

/// Which appointments are wanted. Nil parts do not narrow; all that are given must hold.
public struct AppointmentFilter: Sendable, Hashable {
  public var stages: Set<Stage>?
  /// At least one availability window touches this span.
  public var overlapping: TimeWindow?
  public var customer: String?
  public var ids: [String]?
  /// Standing on these days.
  public var standing: Standing?
  /// Placed on this technician's days, or pinned there.
  public var technician: String?
  /// Of customers of this service tier.
  public var tier: String?
  /// At sites of this area.
  public var area: String?
  public var type: String?

  /// Days on which an appointment stands: those of its visits; without one, those of its promise; without either, those
  /// of its windows.
  public struct Standing: Sendable, Hashable {
    public var dates: ClosedRange<LocalDate>
    /// The same days on the clock.
    public var span: TimeWindow

    public init(dates: ClosedRange<LocalDate>, span: TimeWindow) {
      self.dates = dates
      self.span = span
    }
  }

  public init(
    stages: Set<Stage>? = nil, overlapping: TimeWindow? = nil, customer: String? = nil, ids: [String]? = nil
  ) {
    self.stages = stages
    self.overlapping = overlapping
    self.customer = customer
    self.ids = ids
  }

  /// The filter as a condition of SQL on `appointment`.
  var condition: (sql: String, arguments: [(any DatabaseValueConvertible)?]) {
    get throws {
      var parts: [String] = []
      var arguments: [(any DatabaseValueConvertible)?] = []
      if let stages {
        parts.append("stage IN (SELECT value FROM json_each(?))")
        arguments.append(try StoredJSON.text(stages.map(\.rawValue).sorted()))
      }
      if let overlapping {
        parts.append(
          """
          id IN (SELECT appointment FROM appointment_window WHERE "end" >= ? AND "start" <= ?)
          """)
        arguments += [overlapping.start.epochSeconds, overlapping.end.epochSeconds]
      }
      if let customer {
        parts.append("customer = ?")
        arguments.append(customer)
      }
      if let ids {
        parts.append("id IN (SELECT value FROM json_each(?))")
        arguments.append(try StoredJSON.text(ids))
      }
      if let standing {
        // A span ends with the next day's first second, which is not of it.
        parts.append(
          """
          CASE WHEN id IN (SELECT appointment FROM visit WHERE stage <> 'cancelled')
            THEN id IN (SELECT appointment FROM visit WHERE stage <> 'cancelled' AND date BETWEEN ? AND ?)
          WHEN promise_start IS NOT NULL THEN promise_end > ? AND promise_start < ?
          ELSE id IN (SELECT appointment FROM appointment_window WHERE "end" > ? AND "start" < ?) END
          """)
        let span = [standing.span.start.epochSeconds, standing.span.end.epochSeconds]
        arguments += [standing.dates.lowerBound.description, standing.dates.upperBound.description]
        arguments += (span + span) as [Int]
      }
      if let technician {
        parts.append(
          "(pin_technician = ? OR id IN (SELECT appointment FROM visit WHERE technician = ? AND stage <> 'cancelled'))")
        arguments += [technician, technician]
      }
      if let tier {
        parts.append("customer IN (SELECT id FROM customer WHERE tier = ?)")
        arguments.append(tier)
      }
      if let area {
        parts.append("(customer, site) IN (SELECT customer, id FROM site WHERE area = ?)")
        arguments.append(area)
      }
      if let type {
        parts.append("type = ?")
        arguments.append(type)
      }
      return (parts.isEmpty ? "true" : parts.joined(separator: " AND "), arguments)
    }
  }
}

extension Appointment: Revised {
  static var noun: String { "appointment" }

  static var fields: [(name: String, differs: (Self, Self) -> Bool, shown: ((Self) -> String)?)] {
    [
      open("customer", \.customer) { $0 }, open("site", \.site) { $0 }, open("type", \.type) { $0 },
      closed("title", \.title), open("duration_seconds", \.durationSeconds) { "\($0)" }, closed("windows", \.windows),
      closed("skills", \.skills), open("crew", \.crew) { "\($0)" }, open("priority", \.priority) { "\($0)" },
      closed("promise", \.promise), open("stage", \.stage) { $0.rawValue }, closed("pin", \.pin),
      closed("notes", \.notes),
    ]
  }

  /// A pin that holds nothing is no pin.
  fileprivate var tidy: Appointment {
    guard pin == Pin() else { return self }
    var copy = self
    copy.pin = nil
    return copy
  }
}

extension StoreReading {
  /// The appointments that the filter lets through, by id.
  public func appointments(_ filter: AppointmentFilter = AppointmentFilter()) throws -> [Appointment] {
    let (condition, arguments) = try filter.condition
    let chosen = "WHERE appointment IN (SELECT id FROM appointment WHERE \(condition)) ORDER BY appointment, position"
    var windows: [String: [TimeWindow]] = [:]
    let windowSQL = "SELECT appointment, \"start\", \"end\" FROM appointment_window \(chosen)"
    for (id, window) in try database.list(windowSQL, arguments, { (try $0.text(), try $0.window()) }) {
      windows[id, default: []].append(window)
    }
    var skills: [String: [SkillNeed]] = [:]
    let skillSQL = "SELECT appointment, name, level FROM appointment_skill \(chosen)"
    let skillRows = try database.list(skillSQL, arguments) { row in
      (try row.text(), SkillNeed(try row.text(), level: try row.int()))
    }
    for (id, skill) in skillRows { skills[id, default: []].append(skill) }

    let sql = """
      SELECT id, customer, site, type, title, duration_seconds, crew, priority, promise_start, promise_end,
        promise_made_at, promise_chance, stage, pin_technician, pin_start, notes, revision
      FROM appointment WHERE \(condition) ORDER BY id
      """
    return try database.list(sql, arguments) { row in
      let id = try row.text()
      var appointment = Appointment(
        id: id, customer: try row.text(), site: try row.text(), type: try row.text(), title: try row.text(),
        durationSeconds: try row.int(), windows: windows[id] ?? [], skills: skills[id] ?? [], crew: try row.int(),
        priority: try row.int())
      let (window, madeAt, chance) = (row.windowOrNil(), row.instantOrNil(), row.doubleOrNil())
      if let window, let madeAt {
        appointment.promise = Promise(window: window, madeAt: madeAt, chance: chance)
      }
      appointment.stage = try row.choice(Stage.self)
      let pin = Pin(technician: row.textOrNil(), start: row.instantOrNil())
      appointment.pin = pin == Pin() ? nil : pin
      appointment.notes = row.textOrNil()
      appointment.revision = try row.int()
      return appointment
    }
  }

  /// Nil where there is none of that id.
  public func appointment(_ id: String) throws -> Appointment? {
    try appointments(AppointmentFilter(ids: [id])).first
  }
}

extension StoreWriter {
  /// Adds an appointment, and returns it as stored. Throws `.duplicateID`, or `.unknownReference` for its customer,
  /// site or pinned technician.
  @discardableResult
  public func insert(_ appointment: Appointment) throws -> Appointment {
    try insert(appointment.tidy, stored: self.appointment(appointment.id), save: save)
  }

  /// Changes an appointment, stage included, and returns it in its next revision. Throws `.notFound`,
  /// `.unknownReference`, or `.conflict` where the given revision is not the stored one.
  @discardableResult
  public func update(_ appointment: Appointment) throws -> Appointment {
    try update(appointment.tidy, stored: self.appointment(appointment.id), save: save)
  }

  /// Adds or changes an appointment, whatever the revision. Stage, promise and pin become what is given.
  @discardableResult
  public func put(_ appointment: Appointment) throws -> PutOutcome {
    try put(appointment.tidy, stored: self.appointment(appointment.id), save: save)
  }

  /// Moves an appointment to a stage, and returns it in its next revision (unchanged where it stands there already).
  /// Whether the life cycle allows the step is for the caller to ask. Throws `.notFound`.
  @discardableResult
  public func setStage(_ id: String, _ stage: Stage) throws -> Appointment {
    guard var appointment = try appointment(id) else { throw Appointment.notFound(id) }
    guard appointment.stage != stage else { return appointment }
    appointment.stage = stage
    appointment.revision += 1
    try database.run(
      "UPDATE appointment SET stage = ?, revision = ? WHERE id = ?", [stage.rawValue, appointment.revision, id])
    return appointment
  }

  /// Removes an appointment without visits and messages. Throws `.notFound` or `.stillUsed`.
  public func removeAppointment(_ id: String) throws {
    try requireUnused(
      Appointment.noun, id,
      [
        ("visit", "SELECT count(*) FROM visit WHERE appointment = ?"),
        ("message", "SELECT count(*) FROM notification WHERE appointment = ?"),
        ("complaint", "SELECT count(*) FROM complaint WHERE appointment = ?"),
        ("survey answer", "SELECT count(*) FROM survey_answer WHERE appointment = ?"),
        ("call", "SELECT count(*) FROM call WHERE appointment = ?"),
      ], instead: "`punctual appointment cancel` calls it off; it stays on the record.")
    guard try database.run("DELETE FROM appointment WHERE id = ?", [id]) == 1 else { throw Appointment.notFound(id) }
  }

  private func save(_ appointment: Appointment) throws {
    let promise = appointment.promise
    do {
      try database.run(
        """
        INSERT INTO appointment (id, customer, site, type, title, duration_seconds, crew, priority, promise_start,
          promise_end, promise_made_at, promise_chance, stage, pin_technician, pin_start, notes, revision)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET customer = excluded.customer, site = excluded.site, type = excluded.type,
          title = excluded.title, duration_seconds = excluded.duration_seconds, crew = excluded.crew,
          priority = excluded.priority, promise_start = excluded.promise_start, promise_end = excluded.promise_end,
          promise_made_at = excluded.promise_made_at, promise_chance = excluded.promise_chance,
          stage = excluded.stage, pin_technician = excluded.pin_technician, pin_start = excluded.pin_start,
          notes = excluded.notes, revision = excluded.revision
        """,
        [
          appointment.id, appointment.customer, appointment.site, appointment.type, appointment.title,
          appointment.durationSeconds, appointment.crew, appointment.priority,
          promise?.window.start.epochSeconds, promise?.window.end.epochSeconds, promise?.madeAt.epochSeconds,
          promise?.chance, appointment.stage.rawValue, appointment.pin?.technician,
          appointment.pin?.start?.epochSeconds, appointment.notes, appointment.revision,
        ])
    } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_FOREIGNKEY {
      throw try unknownReferences(of: appointment) ?? error
    }
    try database.run("DELETE FROM appointment_window WHERE appointment = ?", [appointment.id])
    for (position, window) in appointment.windows.enumerated() {
      try database.run(
        "INSERT INTO appointment_window (appointment, position, \"start\", \"end\") VALUES (?, ?, ?, ?)",
        [appointment.id, position, window.start.epochSeconds, window.end.epochSeconds])
    }
    try database.run("DELETE FROM appointment_skill WHERE appointment = ?", [appointment.id])
    for (position, skill) in appointment.skills.enumerated() {
      try database.run(
        "INSERT INTO appointment_skill (appointment, position, name, level) VALUES (?, ?, ?, ?)",
        [appointment.id, position, skill.name, skill.level])
    }
  }

  /// Which of the records that an appointment names are not there: SQLite only says that one is not.
  private func unknownReferences(of appointment: Appointment) throws -> Faults? {
    var faults: [Fault] = []
    if let fault = try missing("customer", appointment.customer, path: "/customer") {
      faults.append(fault)
    } else if try customer(appointment.customer)?.site(appointment.site) == nil {
      let message = "Customer `\(appointment.customer)` has no site `\(appointment.site)`."
      faults.append(Fault(.unknownReference, path: "/site", message))
    }
    if let pinned = appointment.pin?.technician,
      let fault = try missing("technician", pinned, path: "/pin/technician")
    {
      faults.append(fault)
    }
    return faults.isEmpty ? nil : Faults(faults)
  }
}
