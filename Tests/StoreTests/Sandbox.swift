import Foundation
import GRDB
import PunctualModel
import Testing

@testable import PunctualStore

/// A folder for one test, removed with it.
final class Sandbox {
  let folder: String

  init() {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("punctual-store-\(UUID().uuidString)").path
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  func path(_ name: String = "workspace.sqlite") -> String { "\(folder)/\(name)" }

  func create(_ name: String = "workspace.sqlite") throws -> Store {
    try Store.create(at: path(name), organisation: Sample.organisation, now: Sample.noon, actor: "ada")
  }

  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  func bytes(_ name: String = "workspace.sqlite") throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path(name)))
  }

  /// The first column of a query's rows, as texts.
  func rows(_ sql: String, _ name: String = "workspace.sqlite") throws -> [String] {
    let queue = try DatabaseQueue(path: path(name))
    defer { try? queue.close() }
    return try queue.read { try String.fetchAll($0, sql: sql) }
  }

  /// Runs SQL as another program would: without going through the store's functions.
  func raw(_ sql: String, _ name: String = "workspace.sqlite") throws {
    let queue = try DatabaseQueue(path: path(name))
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    try queue.close()
  }
}

/// The code of the first fault that `body` throws, and nil where it throws none.
func code(_ body: () throws -> Void) throws -> FaultCode? {
  do {
    try body()
    return nil
  } catch let faults as Faults {
    return faults.all.first?.code
  }
}

/// The faults that `body` throws, as text.
func words(_ body: () throws -> Void) throws -> String {
  do {
    try body()
    return ""
  } catch let faults as Faults {
    return faults.description
  }
}

/// Records for the tests, with texts that trip careless code.
enum Sample {
  static let noon = Instant(epochSeconds: 1_795_431_600)
  static let monday = LocalDate(year: 2026, month: 11, day: 23)!
  static let tuesday = LocalDate(year: 2026, month: 11, day: 24)!
  static let zone = Zone("Europe/Vaduz")!
  static let tricky = "O'Brien; DROP TABLE \"x\" -- 🛠️👩‍🔧 שלום עולם \\ % _ \r\n Z̈"

  static let organisation = Organisation(
    name: "Wärme & Lift \(tricky)", zone: zone, language: .german, phone: "+423 000 00 00", email: nil,
    openingHours: [.monday: span("07:30", "17:00"), .friday: span("07:30", "16:00")],
    tiers: [
      ServiceTier(name: "gold", promiseChance: 0.95, toldAheadMinutes: 60, windowMinutes: 120, responseHours: 4),
      .standard,
    ],
    travel: TravelEstimate(detourFactor: 1.35, speedKmh: 37.5, parkingSeconds: 120))

  static func span(_ start: String, _ end: String) -> LocalSpan {
    LocalSpan(start: LocalTime(start)!, end: LocalTime(end)!)
  }

  static func place(_ address: String = "Gasse 1") -> Place {
    Place(address: address, coordinate: Coordinate(longitude: 9.521234, latitude: 47.141234))
  }

  static func technician(_ id: String = "t1") -> Technician {
    Technician(
      id: id, name: "Jürg \(tricky)", phone: "+423 000 00 01", email: "j@example.org", photo: nil, home: place(),
      skills: ["heating": 2, "lift": 1],
      shifts: [
        .monday: Shift(
          start: LocalTime("08:00")!, end: LocalTime("17:00")!,
          breaks: [ShiftBreak(earliest: LocalTime("11:30")!, latest: LocalTime("13:00")!, minutes: 45)])
      ],
      absences: [Absence(from: tuesday, to: tuesday, reason: "Ferien")], pace: 1.1, maxVisits: 7)
  }

  static func customer(_ id: String = "c1", name: String = "Frau \(tricky)") -> Customer {
    Customer(
      id: id, name: name, language: .german, zone: zone, tier: "gold",
      contacts: [
        Contact(channel: .sms, address: "+423 000 11 22", consent: true),
        Contact(channel: .email, address: "frau@example.org", consent: false),
      ],
      sites: [
        Site(id: "s2", place: place("Dorfstrasse 3"), area: "north", access: "Schlüssel beim Nachbarn"),
        Site(id: "s1", place: place("Landstrasse 9"), area: "south"),
      ], notes: tricky)
  }

  static func window(_ hours: ClosedRange<Int>, day: Int = 0) -> TimeWindow {
    let midnight = zone.instant(monday.adding(days: day), secondOfDay: 0)
    return TimeWindow(start: midnight + hours.lowerBound * 3600, end: midnight + hours.upperBound * 3600)
  }

  static func appointment(_ id: String = "a1", customer: String = "c1", site: String = "s2") -> Appointment {
    Appointment(
      id: id, customer: customer, site: site, type: "boiler-service", title: tricky, durationSeconds: 5400,
      windows: [window(8...10), window(13...17)], skills: [SkillNeed("lift"), SkillNeed("heating", level: 2)], crew: 2,
      priority: 40, promise: Promise(window: window(8...10), madeAt: noon, chance: 0.93), stage: .booked,
      pin: Pin(technician: "t1", start: nil), notes: tricky)
  }

  static func visit(
    _ appointment: String, _ technician: String, position: Int = 0, on date: LocalDate = monday,
    stage: Stage = .scheduled
  ) -> Visit {
    let start = zone.instant(date, secondOfDay: 28_800 + position * 7200)
    return Visit(
      id: appointment, appointment: appointment, technician: technician, date: date, position: position, stage: stage,
      planned: VisitTimes(depart: start - 900, arrive: start - 60, start: start, finish: start + 3600))
  }

  static func plan(_ days: [(String, [Visit])], revision: Int = 1, on date: LocalDate = monday) -> Plan {
    Plan(
      date: date, revision: revision, madeAt: noon, seed: 7,
      days: days.map { TechnicianDay(technician: $0.0, date: date, visits: $0.1) })
  }

  static func notification(_ key: String, appointment: String = "a1", customer: String = "c1")
    -> PunctualModel.Notification
  {
    Notification(
      key: key, kind: .reminder, appointment: appointment, customer: customer, channel: .sms,
      address: "+423 000 11 22", language: .german, subject: "Termin", body: "Guten Tag Frau Hasler 🛠️",
      reason: "the visit is tomorrow", createdAt: noon, dueAt: noon, expiresAt: noon + 86_400)
  }

  /// Two technicians, a customer, and appointments a1 to a`count`.
  static func fill(_ store: Store, appointments count: Int = 3) throws {
    try store.write { writer in
      try writer.insert(technician("t1"))
      try writer.insert(technician("t2"))
      try writer.insert(customer())
      for number in 1...count { try writer.insert(appointment("a\(number)")) }
    }
  }
}
