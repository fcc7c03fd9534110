import Foundation
import PunctualModel
import PunctualStore
import PunctualWire

@testable import PunctualService

/// A small firm around Vaduz with a real database in a folder of its own, which goes with it.
///
/// Anna (t1) and Carla (t3) know heating, Ben (t2) knows lifts, Dario (t4) knows little. Monday, 23 November 2026.
final class Firm: Sendable {
  let folder: URL
  let store: Store
  private let team: [Technician]

  static let zone = Zone("Europe/Vaduz") ?? .utc
  static let monday = LocalDate(daysSinceEpoch: 20_780)

  static let tiers = [
    ServiceTier(name: "gold", promiseChance: 0.9, toldAheadMinutes: 60, windowMinutes: 120, responseHours: 4),
    ServiceTier.standard,
  ]

  static let organisation = Organisation(
    name: "Test Heating", zone: zone, language: .english, phone: "+4235550100", tiers: tiers,
    travel: TravelEstimate(detourFactor: 1.3, speedKmh: 40, parkingSeconds: 120))

  static let towns: [(name: String, longitude: Double, latitude: Double)] = [
    ("Vaduz", 9.5215, 47.1410), ("Schaan", 9.5086, 47.1650), ("Triesen", 9.5280, 47.1060), ("Balzers", 9.5030, 47.0660),
    ("Eschen", 9.5220, 47.2110), ("Mauren", 9.5440, 47.2180), ("Ruggell", 9.5260, 47.2390),
    ("Triesenberg", 9.5430, 47.1180), ("Buchs", 9.4780, 47.1670),
  ]

  static func place(_ town: Int) -> Place {
    let town = towns[town]
    return Place(
      address: "Dorfstrasse 1, \(town.name)",
      coordinate: Coordinate(longitude: town.longitude, latitude: town.latitude))
  }

  static func technician(
    _ id: String, _ name: String, _ skills: [String: Int], town: Int = 0, from: Int = 7 * 60, to: Int = 17 * 60,
    absences: [Absence] = [], pace: Double = 1, maxVisits: Int? = nil
  ) -> Technician {
    let pause = ShiftBreak(earliest: clock(11 * 60 + 30), latest: clock(13 * 60), minutes: 30)
    let shift = Shift(start: clock(from), end: clock(to), breaks: [pause])
    let days: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]
    return Technician(
      id: id, name: name, phone: "+423555020\(id.last ?? "0")", home: place(town), skills: skills,
      shifts: Dictionary(uniqueKeysWithValues: days.map { ($0, shift) }), absences: absences, pace: pace,
      maxVisits: maxVisits)
  }

  static let team = [
    technician("t1", "Anna Hasler", ["heating": 3], town: 0),
    technician("t2", "Ben Frick", ["heating": 1, "lift": 2], town: 1),
    technician("t3", "Carla Büchel", ["heating": 2, "lift": 3], town: 2),
    technician("t4", "Dario Ospelt", ["cleaning": 1], town: 4),
  ]

  static let customers = (1...9).map { number in
    Customer(
      id: "c\(number)", name: "Customer \(number)", language: number == 2 ? .german : .english, zone: zone,
      tier: number == 3 ? "gold" : "standard",
      contacts: [Contact(channel: .sms, address: "+423555100\(number)", consent: number != 9)],
      sites: [Site(id: "s\(number)", place: place(number - 1), area: number < 5 ? "south" : "north")])
  }

  /// Work at customer `number`, to start between two times of the day.
  static func work(
    _ id: String, at number: Int, _ minutes: Int = 60, _ from: String = "08:00", _ to: String = "16:00",
    on date: LocalDate = monday, needs skills: [SkillNeed] = [SkillNeed("heating")], crew: Int = 1, priority: Int = 0,
    promised: Bool = false, pin: Pin? = nil
  ) -> Appointment {
    let window = TimeWindow(start: time(from, on: date), end: time(to, on: date))
    return Appointment(
      id: id, customer: "c\(number)", site: "s\(number)", type: "boiler-service", title: "Boiler service",
      durationSeconds: minutes * 60, windows: [window], skills: skills, crew: crew, priority: priority,
      promise: promised ? Promise(window: window, madeAt: time("09:00", on: date.adding(days: -7))) : nil,
      stage: promised ? .booked : .requested, pin: pin)
  }

  /// A day that fits: six promises and two requests.
  static let usual = [
    work("a1", at: 1, 60, "08:00", "10:00", promised: true),
    work("a2", at: 2, 90, "08:00", "12:00", needs: [SkillNeed("heating", level: 2)], promised: true),
    work("a3", at: 3, 45, "09:00", "11:00", needs: [SkillNeed("lift")], promised: true),
    work("a4", at: 4, 60, "13:00", "16:00", promised: true),
    work("a5", at: 5, 60, "10:00", "12:00", promised: true),
    work("a6", at: 6, 60),
    work("a7", at: 7, 120, needs: [SkillNeed("lift", level: 2)]),
    work("a8", at: 8, 45, "14:00", "16:00", promised: true),
  ]

  init(
    _ appointments: [Appointment] = usual, team: [Technician] = team, organisation: Organisation = organisation,
    history: [VisitRecord] = []
  ) throws {
    self.team = team
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("punctual-service-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let before = Self.time("12:00", on: Self.monday.adding(days: -3))
    store = try Store.create(
      at: folder.appendingPathComponent("firm.sqlite").path, organisation: organisation, now: before, actor: "test")
    try store.write { writer in
      for technician in team { _ = try writer.put(technician) }
      for customer in Self.customers { _ = try writer.put(customer) }
      for appointment in appointments { _ = try writer.put(appointment) }
      if !history.isEmpty { _ = try writer.addHistory(history) }
    }
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  /// The workspace with its clock stopped at a time of the day.
  func at(_ time: String, on date: LocalDate = monday) -> Workspace {
    let now = Self.time(time, on: date)
    return Workspace(store: store, clock: { now }, actor: "test")
  }

  /// Plans with little effort: the days here are small.
  @discardableResult
  func plan(
    at time: String = "06:00", on date: LocalDate = monday, for day: LocalDate? = nil, dryRun: Bool = false
  ) async throws -> PlannedDay {
    let request = PlanRequest(date: day ?? date, exploration: 1)
    return try await at(time, on: date).perform(MakePlan.self, request, dryRun: dryRun).days[0]
  }

  /// Stores a plan that is made by hand: each technician's visits with their starts and ends.
  func setPlan(_ days: [String: [(String, String, String)]], on date: LocalDate = monday) throws {
    let appointments = try store.read { try $0.appointments() }.keyed(by: \.id)
    let plan = Plan(
      date: date, revision: 1, madeAt: Self.time("06:00", on: date), seed: 1,
      days: team.map { technician in
        TechnicianDay(
          technician: technician.id, date: date,
          visits: (days[technician.id] ?? []).enumerated().map { position, visit in
            let (start, finish) = (Self.time(visit.1, on: date), Self.time(visit.2, on: date))
            return Visit(
              id: visit.0, appointment: String(visit.0.prefix { $0 != "+" }), technician: technician.id, date: date,
              position: position,
              planned: VisitTimes(depart: start - 900, arrive: start - 300, start: start, finish: finish))
          })
      })
    try store.write { writer in
      try writer.save(plan)
      for visit in plan.days.flatMap(\.visits) where appointments[visit.appointment] != nil {
        _ = try writer.setStage(visit.appointment, .scheduled)
      }
    }
  }

  /// Reports steps of a visit, each at its time of the day.
  func report(_ visit: String, _ steps: [(Step, String)], on date: LocalDate = monday) async throws {
    for (step, time) in steps {
      let workspace = at(time, on: date)
      let report = VisitReport(visit: visit, at: nil)
      switch step {
      case .dispatch: _ = try await workspace.perform(DispatchVisit.self, report)
      case .depart: _ = try await workspace.perform(DepartVisit.self, report)
      case .arrive: _ = try await workspace.perform(ArriveVisit.self, report)
      case .finish: _ = try await workspace.perform(FinishVisit.self, report)
      case .cancel: _ = try await workspace.perform(CancelVisit.self, report)
      case .noAccess: _ = try await workspace.perform(NoAccessVisit.self, report)
      default: break
      }
    }
  }

  /// Changes fields of a technician or an appointment.
  func edit<Kind: StoredRecord>(_: Kind.Type, _ id: String, _ changes: JSON, at time: String = "06:00") async throws {
    _ = try await at(time).perform(EditRecord<Kind>.self, RecordEdit(id: id, changes: changes, revision: nil))
  }

  // What is stored now.

  func visits(on date: LocalDate = monday) throws -> [String: Visit] {
    try store.read { try $0.visits(on: date) }.keyed(by: \.id)
  }

  func visit(_ id: String) throws -> Visit? { try store.read { try $0.visit(id) } }

  func appointment(_ id: String) throws -> Appointment? { try store.read { try $0.appointment(id) } }

  func notifications(_ kinds: Set<NotificationKind>? = nil) throws -> [PunctualModel.Notification] {
    try store.read { try $0.notifications(NotificationFilter(kinds: kinds)) }
  }

  func events() throws -> [Event] { try store.read { try $0.events() } }

  func state(at time: String, on date: LocalDate = monday) throws -> DayState {
    try store.read { try DayState.read(date, from: $0, now: Self.time(time, on: date)) }
  }

  /// All that is stored, as text: to tell that nothing has changed.
  func everything() throws -> String {
    let stored = try store.read { reader in
      Stored(
        appointments: try reader.appointments(), plans: try reader.planDates().compactMap { try reader.plan(on: $0) },
        notifications: try reader.notifications(), events: try reader.events(),
        technicians: try reader.technicians(), customers: try reader.customers(), settings: try reader.settings())
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(stored), as: UTF8.self)
  }

  private struct Stored: Encodable {
    var appointments: [Appointment]
    var plans: [Plan]
    var notifications: [PunctualModel.Notification]
    var events: [Event]
    var technicians: [Technician]
    var customers: [Customer]
    var settings: [String: String]
  }

  static func time(_ text: String, on date: LocalDate = monday) -> Instant {
    zone.instant(date, LocalTime(text) ?? clock(0))
  }

  private static func clock(_ minutes: Int) -> LocalTime {
    // Only literals within a day are asked for; midnight stands for any other.
    LocalTime(minutes: minutes) ?? LocalTime(minutes: 0)!
  }
}

/// A visit's planned start as a time of the day.
extension Visit {
  var start: String {
    planned.start.map { Firm.zone.clock($0) } ?? ""
  }
}

/// The faults that something throws; none where it succeeds or throws another error.
func faults(of body: () async throws -> Void) async -> [Fault] {
  do {
    try await body()
  } catch let faults as Faults {
    return faults.all
  } catch {}
  return []
}
