import PunctualModel
import PunctualNotify
import PunctualSample
import PunctualStore
import PunctualWire

/// Lets a planned day of a workspace run its course, for demonstrations and trials: technicians report what the sample
/// firm's distributions draw, each report at its own time, and the live loop takes a step every so many minutes.
///
/// Everything goes through the same use cases that people and programs call.
public struct PlayDay: Sendable {
  public var date: LocalDate?
  public var until: Instant
  /// Minutes between two steps of the live loop; 0 takes none.
  public var tickMinutes: Int
  public var seed: UInt64
  /// Minutes by which a visit takes longer than drawn: by visit id, or by technician for the visit that is running.
  public var stuck: [String: Int]

  public init(date: LocalDate?, until: Instant, tickMinutes: Int, seed: UInt64, stuck: [String: Int]) {
    self.date = date
    self.until = until
    self.tickMinutes = tickMinutes
    self.seed = seed
    self.stuck = stuck
  }

  /// Plays on from what has been reported so far.
  ///
  /// - Throws: `not-found` where the day is not planned, or a visit or technician of `stuck` is not on it.
  public func run(in workspace: Workspace) async throws -> PlayReport {
    let zone = try workspace.context().zone
    let date = date ?? zone.local(until).date
    let state = try read(date, workspace, now: until)
    guard state.plan != nil else {
      throw Faults(.notFound, path: "/date", "\(date) is not planned.", hint: "`punctual plan \(date)` plans it.")
    }
    let visits = state.days.flatMap(\.visits)
    let stuck = try stuckVisits(state)
    let stamps = visits.flatMap { [$0.actual.depart, $0.actual.arrive, $0.actual.finish] }.compactMap { $0 }
    let first = visits.compactMap(\.planned.depart).min() ?? until
    var clock = stamps.max() ?? min(first, until) - 1800
    var report = PlayReport(from: clock, until: until, stuck: stuck)
    while clock < until {
      let next = tickMinutes == 0 ? until : min(until, nextTick(after: clock))
      let day = try read(date, workspace, now: clock)
      let days = day.days.map { planned in
        var planned = planned
        planned.visits = planned.visits.map(day.stated)
        return planned
      }
      let events = SampleCourse.play(
        days, work: CourseWork.of(Array(day.appointments.values), customers: Array(day.customers.values)), zone: zone,
        seed: seed, from: clock, until: next, stuck: stuck)
      for event in events {
        try await self.report(event, workspace)
        report.count(event.step)
        // What a report makes to be said is said at once, as a running `punctual watch` would.
        report.sent += try await at(event.at, workspace).perform(SendNotifications.self, SendRequest()).sent.count
      }
      if tickMinutes > 0, next < until {
        let done = try await at(next, workspace).perform(Tick.self, TickRequest())
        report.ticks += 1
        report.moves += done.moves.count
        if !done.moves.isEmpty || done.queued.contains(where: { !$0.kind.isRoutine }) {
          report.steps.append(done)
        }
        report.sent += done.sent
      }
      clock = next
    }
    return report
  }

  private func nextTick(after clock: Instant) -> Instant {
    let step = tickMinutes * 60
    return Instant(epochSeconds: (clock.epochSeconds / step + 1) * step)
  }

  private func read(_ date: LocalDate, _ workspace: Workspace, now: Instant) throws -> DayState {
    try workspace.store.read { try DayState.read(date, from: $0, now: now) }
  }

  /// The workspace at another time.
  private func at(_ instant: Instant, _ workspace: Workspace) -> Workspace {
    Workspace(store: workspace.store, clock: { instant }, actor: "sample")
  }

  private func report(_ event: CourseEvent, _ workspace: Workspace) async throws {
    let then = at(event.at, workspace)
    let request = VisitReport(visit: event.visit, at: event.at)
    switch event.step {
    case .depart: _ = try await then.perform(DepartVisit.self, request)
    case .arrive: _ = try await then.perform(ArriveVisit.self, request)
    default: _ = try await then.perform(FinishVisit.self, request)
    }
  }

  private func stuckVisits(_ state: DayState) throws -> [String: Int] {
    var result: [String: Int] = [:]
    for (name, minutes) in stuck {
      if state.days.contains(where: { $0.visits.contains { $0.id == name } }) {
        result[name] = minutes
      } else if let day = state.days.first(where: { $0.technician == name }),
        let visit = day.visits.first(where: \.stage.isRunning)
      {
        result[visit.id] = minutes
      } else {
        throw Faults(
          .notFound, path: "/stuck", "\"\(name)\" is neither a visit of the day nor a technician who is on one.")
      }
    }
    return result
  }
}

/// What happened while a day ran its course.
public struct PlayReport: WireForm {
  public static let formName = "play_report"
  public static let formSummary = "What happened while a day ran its course."
  public var from: Instant
  public var until: Instant
  public var departed = 0
  public var arrived = 0
  public var finished = 0
  public var ticks = 0
  public var moves = 0
  public var sent = 0
  /// Minutes by which visits take longer than drawn.
  public var stuck: [String: Int]
  /// The steps of the live loop that moved a visit or had something urgent to say.
  public var steps: [TickReport] = []

  init(from: Instant, until: Instant, stuck: [String: Int]) {
    self.from = from
    self.until = until
    self.stuck = stuck
  }

  public init(from fields: inout FieldReader) {
    from = fields.required("from", .time, "Where it went on from.")
    until = fields.required("until", .time, "Up to when.")
    departed = fields.required("departed", .integer, "Departures reported.")
    arrived = fields.required("arrived", .integer, "Arrivals reported.")
    finished = fields.required("finished", .integer, "Finished visits reported.")
    ticks = fields.required("ticks", .integer, "Steps of the live loop.")
    moves = fields.required("moves", .integer, "Visits that the live loop moved.")
    sent = fields.required("sent", .integer, "Messages that were delivered.")
    stuck = fields.required("stuck", .map(.integer), "Minutes by which visits take longer than drawn.")
    steps = fields.required(
      "steps", .list(.form(TickReport.self)),
      "Steps of the live loop that moved a visit or had something urgent to say.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("from", .time, from)
    fields.put("until", .time, until)
    fields.put("departed", .integer, departed)
    fields.put("arrived", .integer, arrived)
    fields.put("finished", .integer, finished)
    fields.put("ticks", .integer, ticks)
    fields.put("moves", .integer, moves)
    fields.put("sent", .integer, sent)
    fields.put("stuck", .map(.integer), stuck)
    fields.put("steps", .list(.form(TickReport.self)), steps)
  }

  mutating func count(_ step: Step) {
    switch step {
    case .depart: departed += 1
    case .arrive: arrived += 1
    default: finished += 1
    }
  }
}
