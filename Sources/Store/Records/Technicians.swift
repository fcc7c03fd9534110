internal import GRDB
import PunctualModel

extension Technician: Revised {
  static var noun: String { "technician" }

  static var fields: [(name: String, differs: (Self, Self) -> Bool, shown: ((Self) -> String)?)] {
    [
      closed("name", \.name), closed("phone", \.phone), closed("email", \.email), closed("photo", \.photo),
      closed("home", \.home), closed("skills", \.skills), closed("shifts", \.shifts), closed("absences", \.absences),
      open("pace", \.pace) { "\($0)" }, open("max_visits", \.maxVisits) { $0.map(String.init) ?? "none" },
      open("profile", \.profile) { $0 },
    ]
  }
}

extension StoreReading {
  /// All technicians, by id.
  public func technicians() throws -> [Technician] {
    try technicians(where: "true", [])
  }

  /// Nil where there is none of that id.
  public func technician(_ id: String) throws -> Technician? {
    try technicians(where: "id = ?", [id]).first
  }

  private func technicians(where condition: String, _ arguments: [String]) throws -> [Technician] {
    var skills: [String: [String: Int]] = [:]
    let skillSQL = """
      SELECT technician, name, level FROM technician_skill
      WHERE technician IN (SELECT id FROM technician WHERE \(condition))
      """
    for (id, name, level) in try database.list(skillSQL, arguments, { (try $0.text(), try $0.text(), try $0.int()) }) {
      skills[id, default: [:]][name] = level
    }
    let sql = """
      SELECT id, name, phone, email, photo, address, longitude, latitude, shifts, absences, pace, max_visits, profile,
        revision
      FROM technician WHERE \(condition) ORDER BY id
      """
    return try database.list(sql, arguments) { row in
      let id = try row.text()
      return Technician(
        id: id, name: try row.text(), phone: row.textOrNil(), email: row.textOrNil(), photo: row.textOrNil(),
        home: try row.place(), skills: skills[id] ?? [:], shifts: try row.sharedJSON([Weekday: Shift].self),
        absences: try row.sharedJSON([Absence].self), pace: try row.double(), maxVisits: row.intOrNil(),
        profile: try row.text(), revision: try row.int())
    }
  }
}

extension StoreWriter {
  /// Adds a technician, and returns it as stored. Throws `.duplicateID`.
  @discardableResult
  public func insert(_ technician: Technician) throws -> Technician {
    try insert(technician, stored: self.technician(technician.id), save: save)
  }

  /// Changes a technician, and returns it in its next revision. Throws `.notFound`, or `.conflict` where the given
  /// revision is not the stored one.
  @discardableResult
  public func update(_ technician: Technician) throws -> Technician {
    try update(technician, stored: self.technician(technician.id), save: save)
  }

  /// Adds or changes a technician, whatever the revision.
  @discardableResult
  public func put(_ technician: Technician) throws -> PutOutcome {
    try put(technician, stored: self.technician(technician.id), save: save)
  }

  /// Removes a technician who has no visits and no pins. Throws `.notFound` or `.stillUsed`.
  public func removeTechnician(_ id: String) throws {
    try requireUnused(
      Technician.noun, id,
      [
        ("visit", "SELECT count(*) FROM visit WHERE technician = ?"),
        ("pinned appointment", "SELECT count(*) FROM appointment WHERE pin_technician = ?"),
      ], instead: "Take the shifts away, or give an absence: then no plan counts on the technician.")
    guard try database.run("DELETE FROM technician WHERE id = ?", [id]) == 1 else { throw Technician.notFound(id) }
  }

  private func save(_ technician: Technician) throws {
    try database.run(
      """
      INSERT INTO technician (id, name, phone, email, photo, address, longitude, latitude, shifts, absences, pace,
        max_visits, profile, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET name = excluded.name, phone = excluded.phone, email = excluded.email,
        photo = excluded.photo, address = excluded.address, longitude = excluded.longitude,
        latitude = excluded.latitude, shifts = excluded.shifts, absences = excluded.absences, pace = excluded.pace,
        max_visits = excluded.max_visits, profile = excluded.profile, revision = excluded.revision
      """,
      [
        technician.id, technician.name, technician.phone, technician.email, technician.photo, technician.home.address,
        technician.home.coordinate.longitude, technician.home.coordinate.latitude,
        try StoredJSON.text(technician.shifts), try StoredJSON.text(technician.absences), technician.pace,
        technician.maxVisits, technician.profile, technician.revision,
      ])
    try database.run("DELETE FROM technician_skill WHERE technician = ?", [technician.id])
    for (name, level) in technician.skills {
      try database.run(
        "INSERT INTO technician_skill (technician, name, level) VALUES (?, ?, ?)", [technician.id, name, level])
    }
  }
}
