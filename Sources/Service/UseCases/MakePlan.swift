import PunctualForecast
import PunctualModel
import PunctualStore
import PunctualWire

/// What is to be planned, and how hard the engine should try.
public struct PlanRequest: WireForm {
  public static let formName = "plan_request"
  public static let formSummary = "What is to be planned."
  public var date: LocalDate?
  public var days: Int
  public var seed: Int
  public var exploration: Int

  public init(date: LocalDate?, days: Int = 1, seed: Int = 1, exploration: Int = 4) {
    self.date = date
    self.days = days
    self.seed = seed
    self.exploration = exploration
  }

  public init(from fields: inout FieldReader) {
    date = fields.optional("date", .date, "The first day; today where none is given.")
    days = fields.defaulted("days", .integer(1...31), 1, "How many days, one after the other.")
    seed = fields.defaulted("seed", .integer(0...Int(Int32.max)), 1, "The same seed gives the same plan.")
    exploration = fields.defaulted("exploration", .integer(0...5), 4, "How hard to search, 0 to 5.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("date", .date, date)
    fields.put("days", .integer, days)
    fields.put("seed", .integer, seed)
    fields.put("exploration", .integer, exploration)
  }
}

/// What planning did.
public struct PlanReport: WireForm {
  public static let formName = "plan_report"
  public static let formSummary = "What planning did, day by day."
  public var days: [PlannedDay]
  /// Nil where the workspace travels by straight line.
  public var travel: TravelUsed?
  /// What to do about the forecast that it rests on; nil where that is as it should be.
  public var advice: String?

  public init(days: [PlannedDay], travel: TravelUsed? = nil, advice: String? = nil) {
    (self.days, self.travel, self.advice) = (days, travel, advice)
  }

  public init(from fields: inout FieldReader) {
    days = fields.required("days", .list(.form(PlannedDay.self)), "The days.")
    travel = fields.optional("travel", .form(TravelUsed.self), "Where travel times come from, with a routing server.")
    advice = fields.optional("advice", .text, "What to do about the forecast that the plan rests on.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("days", .list(.form(PlannedDay.self)), days)
    fields.put("travel", .form(TravelUsed.self), travel)
    fields.put("advice", .text, advice)
  }
}

/// A day as it is planned now, and what changed.
public struct PlannedDay: WireForm {
  public static let formName = "planned_day"
  public static let formSummary = "A day as it is planned now, and what changed."
  public var date: LocalDate
  public var revision: Int
  public var visits: Int
  public var technicians: Int
  public var travelSeconds: Int
  public var workSeconds: Int
  /// Mean chance of keeping the promises of the day.
  public var expectedKept: Double?
  public var promisedNow: Int
  /// Of these, those that are kept with less than their tier's chance: the office pinned them.
  public var promisedBelow: Int
  /// Promises that were sure by the plan before and are not by this one.
  public var lowered: [LoweredPromise]
  public var changes: [PlanChange]
  public var unplaced: [UnplacedAppointment]

  public init(from fields: inout FieldReader) {
    date = fields.required("date", .date, "The day.")
    revision = fields.required("revision", .integer, "How often it was planned.")
    visits = fields.required("visits", .integer, "Visits placed.")
    technicians = fields.required("technicians", .integer, "Technicians who have a visit.")
    travelSeconds = fields.required("travel_seconds", .integer, "Planned travel to the visits.")
    workSeconds = fields.required("work_seconds", .integer, "Planned time on site.")
    expectedKept = fields.optional("expected_kept", .number(0...1), "Mean chance of keeping the day's promises.")
    promisedNow = fields.required("promised_now", .integer, "Requests that were given a promise by this plan.")
    promisedBelow = fields.defaulted(
      "promised_below", .integer, 0,
      "Of these, the windows that are kept with less than the tier's chance: of what was pinned.")
    lowered = fields.defaulted(
      "lowered", .list(.form(LoweredPromise.self)), [],
      "Promises that the plan before kept with their tier's chance, and that this one keeps with less.")
    changes = fields.required("changes", .list(.form(PlanChange.self)), "What differs from the plan before.")
    unplaced = fields.required("unplaced", .list(.form(UnplacedAppointment.self)), "What is left out, and why.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("date", .date, date)
    fields.put("revision", .integer, revision)
    fields.put("visits", .integer, visits)
    fields.put("technicians", .integer, technicians)
    fields.put("travel_seconds", .integer, travelSeconds)
    fields.put("work_seconds", .integer, workSeconds)
    fields.put("expected_kept", .number(0...1), expectedKept)
    fields.put("promised_now", .integer, promisedNow)
    fields.put("promised_below", .integer, promisedBelow)
    fields.put("lowered", .list(.form(LoweredPromise.self)), lowered)
    fields.put("changes", .list(.form(PlanChange.self)), changes)
    fields.put("unplaced", .list(.form(UnplacedAppointment.self)), unplaced)
  }

  init(_ state: DayState, _ outcome: Planner.Outcome) {
    let days = state.days
    let visits = days.flatMap(\.visits)
    date = state.date
    revision = state.plan?.revision ?? 0
    self.visits = visits.count
    technicians = days.filter { !$0.visits.isEmpty }.count
    travelSeconds = days.reduce(0) { $0 + $1.travelSeconds(state) }
    workSeconds = visits.reduce(0) { $0 + Self.span($1.planned.start, $1.planned.finish) }
    let predictions = state.predictions()
    let chances = visits.compactMap { visit -> Double? in
      guard state.appointments[visit.appointment]?.promise != nil else { return nil }
      return predictions[visit.id].map { 1 - $0.late.probability }
    }
    expectedKept = chances.isEmpty ? nil : chances.reduce(0, +) / Double(chances.count)
    (promisedNow, promisedBelow) = (outcome.promises.count, outcome.promisedBelow)
    lowered = outcome.lowered
    changes = outcome.changes
    unplaced = state.leftOut.compactMap { UnplacedAppointment($0, state) }
  }

  private static func span(_ from: Instant?, _ to: Instant?) -> Int {
    guard let from, let to else { return 0 }
    return to - from
  }
}

extension TechnicianDay {
  /// Planned travel of the day, the way home included.
  func travelSeconds(_ state: DayState) -> Int {
    guard let technician = state.technicians[technician] else { return 0 }
    let home = technician.home.coordinate
    let places = visits.compactMap { state.appointments[$0.appointment].flatMap(state.site)?.place.coordinate }
    guard !places.isEmpty else { return 0 }
    let stops = [home] + places + [home]
    return zip(stops, stops.dropFirst()).reduce(0) {
      $0 + state.travel.leg(from: $1.0, to: $1.1, by: technician).seconds
    }
  }
}

public struct MakePlan: UseCase {
  public static let name = "plan.make"
  public static let summary = "Makes or remakes the plan of a day; keeps what is pinned, dispatched or done."
  public static let writes = true

  public static func run(_ input: PlanRequest, in session: Session) async throws -> PlanReport {
    let first = input.date ?? session.today
    guard first >= session.today else {
      throw Faults(
        .outOfRange, path: "/date", "\(first) is over; only today and later can be planned.",
        hint: "Today is \(session.today). `--now` states another time.")
    }
    let dates = (0..<input.days).map { first.adding(days: $0) }
    let roads = try await session.roads(on: dates)
    return try session.commit(
      reading: { reader in
        try dates.map { try DayState.read($0, from: reader, now: session.now, roads: roads[$0]) }
      },
      deciding: { plans(of: $0, input) },
      { transaction, plans in
        PlanReport(
          days: try plans.map { try transaction.adopt($0.outcome, for: $0.state) }, travel: roads.used,
          advice: plans.first?.state.model.flatMap(ModelCoding.advice))
      })
  }

  /// The plans of days, one after the other: what one day places, a later one does not look for again.
  private static func plans(
    of days: [DayState], _ input: PlanRequest
  ) -> [(state: DayState, outcome: Planner.Outcome)] {
    var stages: [String: Stage] = [:]
    return days.map { day in
      var state = day
      for (appointment, stage) in stages { state.appointments[appointment]?.stage = stage }
      let outcome = Planner(
        state: state.reservingKept, seed: UInt64(input.seed), exploration: input.exploration
      ).plan().withoutKept
      for change in outcome.changes where change.kind == .removed {
        stages[change.visit] = state.appointments[change.visit]?.promise == nil ? .requested : .booked
      }
      for visit in outcome.plan.days.flatMap(\.visits) where visit.stage == .scheduled {
        stages[visit.appointment] = .scheduled
      }
      return (state, outcome)
    }
  }
}

extension Transaction {
  /// Stores a plan with all that follows: stages, journal, promises for what was only requested, messages.
  func adopt(_ outcome: Planner.Outcome, for state: DayState) throws -> PlannedDay {
    try record(
      .planned, state.date.description,
      ["revision": "\(outcome.plan.revision)", "seed": "\(outcome.plan.seed)", "changes": "\(outcome.changes.count)"])
    try writer.save(outcome.plan)
    try tellChangedDays(state.plan, outcome.plan)
    for change in outcome.changes {
      var details: [String: String] = [:]
      details["from"] = change.fromTechnician
      details["to"] = change.toTechnician
      details["start"] = change.toStart.map { "\($0.epochSeconds)" }
      switch change.kind {
      case .added: try record(.scheduled, change.visit, details)
      case .moved, .retimed: try record(.moved, change.visit, details)
      case .removed: try record(.unscheduled, change.visit, details)
      }
    }
    let placed = Set(outcome.plan.days.flatMap(\.visits).map(\.appointment))
    for appointment in state.appointments.values.sorted(by: { $0.id < $1.id }) {
      if placed.contains(appointment.id), appointment.stage == .requested || appointment.stage == .booked {
        try writer.setStage(appointment.id, .scheduled)
      } else if appointment.stage == .scheduled,
        outcome.changes.contains(where: { $0.kind == .removed && $0.visit == appointment.id })
      {
        try writer.setStage(appointment.id, appointment.promise == nil ? .requested : .booked)
      }
    }
    try promise(outcome.promises)
    var after = try DayState.read(state.date, from: writer, now: now)
    after.travel = state.travel
    return PlannedDay(after, outcome)
  }

  /// Stores the promises of a plan and tells their customers.
  private func promise(_ promises: [String: Promise]) throws {
    for (id, promise) in promises.sorted(by: { $0.key < $1.key }) {
      guard var appointment = try writer.appointment(id) else { continue }
      appointment.promise = promise
      _ = try writer.update(appointment)
      let window = promise.window
      let event = try record(
        .promised, id,
        ["from": "\(window.start.epochSeconds)", "to": "\(window.end.epochSeconds)"]
          .merging(promise.chance.map { ["chance": "\(Int(($0 * 100).rounded())) %"] } ?? [:]) { old, _ in old })
      try notify(id, cause: event)
    }
  }
}

extension Forecaster {
  /// The chance that a predicted visit starts by an instant, read off its quantiles.
  static func chance(_ prediction: VisitPrediction, startsBy end: Instant) -> Double {
    let quantiles = prediction.start.quantiles
    guard let first = quantiles.first, let last = quantiles.last else { return end >= prediction.start.mean ? 1 : 0 }
    if end < first.value { return first.probability / 2 }
    if end >= last.value { return 1 - (1 - last.probability) / 2 }
    for (low, high) in zip(quantiles, quantiles.dropFirst()) where end < high.value {
      let span = Double(max(1, high.value - low.value))
      return low.probability + (high.probability - low.probability) * Double(end - low.value) / span
    }
    return last.probability
  }
}
