import Foundation
import PunctualModel
import PunctualSample
import PunctualStore
import PunctualWire

/// Plays weeks of the sample firm several times over, each time with another policy of telling customers, and counts what
/// came of it.
///
/// Each policy has a workspace of its own with the same appointments, the same model and the same plans, and meets the
/// same illness, traffic, surprises and closed doors; everything goes through the use cases that people and programs
/// call. What really happens comes from ``SampleMonth``, which knows nothing of the forecast.
public struct Simulate: Sendable {
  /// Days of the calendar, from the first of the sample week on.
  public var days: Int
  public var seed: UInt64
  public var policies: [SimulatedPolicy]
  /// Minutes between two steps of the live loop.
  public var tickMinutes: Int
  /// How hard each day's plan is searched, 0 to 5.
  public var exploration: Int
  /// How many of the newest past visits are learned from; nil for all.
  public var pastVisits: Int?
  /// How many appointments a day has at most; nil for all that the firm can do.
  public var mostAppointments: Int?
  /// The rules of what customers are told; nil for the standard ones.
  public var rules: NotificationRules?

  public init(
    days: Int = 30, seed: UInt64 = 1, policies: [SimulatedPolicy] = SimulatedPolicy.allCases, tickMinutes: Int = 5,
    exploration: Int = 1, pastVisits: Int? = nil, mostAppointments: Int? = nil,
    rules: NotificationRules? = nil
  ) {
    self.days = days
    self.seed = seed
    self.policies = policies
    self.tickMinutes = tickMinutes
    self.exploration = exploration
    self.pastVisits = pastVisits
    self.mostAppointments = mostAppointments
    self.rules = rules
  }

  /// - Parameters:
  ///   - folder: where the workspaces are made, `silent.sqlite` and so on, with the files of what was sent.
  ///   - progress: told after each day of each policy.
  /// - Throws: `conflict` where the folder has workspaces of an earlier run.
  public func run(
    in folder: String, progress: @Sendable (SimulatedPolicy, LocalDate) -> Void = { _, _ in }
  ) async throws -> SimulationReport {
    try await run(SampleMonth(seed: seed), in: folder, progress: progress)
  }

  /// With a month that was drawn before.
  func run(
    _ month: SampleMonth, in folder: String, progress: @Sendable (SimulatedPolicy, LocalDate) -> Void = { _, _ in }
  ) async throws -> SimulationReport {
    let calendar = SampleMonth.calendar(days: days)
    let most = mostAppointments ?? .max
    let work = calendar.map { (date: $0, appointments: Array(month.appointments(on: $0).prefix(most))) }
    let base = folder + "/start.sqlite"
    try await prepare(base, month, work.flatMap(\.appointments))
    var report = SimulationReport(
      from: calendar[0], to: calendar[calendar.count - 1], seed: seed,
      workingDays: work.count { !$0.appointments.isEmpty })
    for policy in policies {
      let path = folder + "/\(policy.rawValue).sqlite"
      try Store.restore(from: base, to: path, replacing: false)
      let office = SimulatedOffice(policy: policy, store: try Store.open(at: path))
      // Those who are visited on the first day are reminded the day before, too.
      _ = try await office.tick(
        month.firm.organisation.zone.instant(calendar[0].adding(days: -1), secondOfDay: 9 * 3600 + 300))
      var tally = SimulationTally()
      for (date, appointments) in work {
        let endangered = try await play(date, appointments, month, office)
        try office.store.read { try tally.count(date, appointments, endangered: endangered, in: $0) }
        progress(policy, date)
      }
      report.outcomes.append((policy, tally))
    }
    return report
  }

  /// The firm with its past, what it learned from it, and all that is booked.
  private func prepare(_ path: String, _ month: SampleMonth, _ appointments: [Appointment]) async throws {
    let zone = month.firm.organisation.zone
    let before = zone.instant(SampleFirm.firstDay.adding(days: -3), secondOfDay: 17 * 3600)
    let store = try Store.create(at: path, organisation: month.firm.organisation, now: before, actor: "simulation")
    try store.write { writer in
      for technician in month.firm.technicians { try writer.put(technician) }
      for customer in month.firm.customers { try writer.put(customer) }
      for appointment in appointments { try writer.put(appointment) }
      try writer.addHistory(month.firm.history.suffix(pastVisits ?? month.firm.history.count))
    }
    let workspace = Workspace(store: store, clock: { before }, actor: "simulation")
    if let rules { _ = try await workspace.perform(SetRules.self, rules) }
    _ = try await workspace.perform(LearnFromHistory.self, Nothing())
  }

  /// One day from the evening before to the night. Gives the visits whose promise was in danger at any step.
  private func play(
    _ date: LocalDate, _ appointments: [Appointment], _ month: SampleMonth, _ office: SimulatedOffice
  ) async throws -> Set<String> {
    let zone = month.firm.organisation.zone
    func clock(_ hour: Int, _ minute: Int = 0, on day: LocalDate? = nil) -> Instant {
      zone.instant(day ?? date, secondOfDay: hour * 3600 + minute * 60)
    }
    guard !appointments.isEmpty else {
      // Nobody works, but who is visited the next day is reminded.
      _ = try await office.tick(clock(9, 5))
      return []
    }
    let trouble = month.trouble(on: date, appointments: appointments)
    let request = PlanRequest(date: date, exploration: exploration)
    _ = try await office.at(clock(18, 0, on: date.adding(days: -1))).perform(MakePlan.self, request)
    if !trouble.ill.isEmpty {
      try callInSick(trouble.ill, on: date, office)
      _ = try await office.at(clock(6, 15)).perform(MakePlan.self, request)
    }
    let work = CourseWork.of(appointments, customers: month.firm.customers)
    var endangered: Set<String> = []
    var now = clock(6, 20)
    var dispatcher = SimulatedDispatcher(from: now)
    let evening = clock(22)
    while now < evening {
      let next = now + tickMinutes * 60
      let state = try office.store.read { try DayState.read(date, from: $0, now: now) }
      let days = state.days.map { day in
        var day = day
        day.visits = day.visits.map(state.stated)
        return day
      }
      let events = SampleCourse.play(
        days, work: work, zone: zone, seed: seed, from: now, until: next, trouble: trouble, strength: 1)
      let calls = dispatcher.calls(try office.wantedCalls(state), until: next, answers: month.answersTelephone)
      try await happen(events, calls, office)
      endangered.formUnion(try await office.tick(next))
      now = next
      let isOver = days.flatMap(\.visits).allSatisfy { $0.actual.finish != nil } && events.isEmpty
      // The evening's follow-ups need no step every few minutes.
      if isOver { break }
    }
    for hour in [19, 20] where clock(hour, 55) > now { _ = try await office.tick(clock(hour, 55)) }
    return endangered
  }

  /// What technicians report and the office does, in the order of time.
  private func happen(
    _ events: [CourseEvent], _ calls: [SimulatedDispatcher.Made], _ office: SimulatedOffice
  ) async throws {
    var calls = calls[...]
    for event in events {
      while let call = calls.first, call.at <= event.at { try await office.log(calls.removeFirst()) }
      try await office.report(event.step, visit: event.visit, at: event.at)
    }
    for call in calls { try await office.log(call) }
  }

  private func callInSick(_ ill: Set<String>, on date: LocalDate, _ office: SimulatedOffice) throws {
    try office.store.write { writer in
      for id in ill.sorted() {
        guard var technician = try writer.technician(id) else { continue }
        technician.absences.append(Absence(from: date, to: date, reason: "ill"))
        try writer.update(technician)
      }
    }
  }
}
