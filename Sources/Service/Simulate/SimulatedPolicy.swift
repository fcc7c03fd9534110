import PunctualModel
import PunctualNotify
import PunctualStore

/// Who is told what, in a simulated month.
public enum SimulatedPolicy: String, CaseIterable, Sendable {
  /// Nobody is told anything, and nothing is moved.
  case silent
  /// Customers are told by the same rules, but of what the schedule says; nothing is moved.
  case schedule
  /// The live loop as it is: forecast, recovery, telling.
  case punctual
}

/// The workspace of one policy, and what happens in it.
struct SimulatedOffice: Sendable {
  let policy: SimulatedPolicy
  let store: Store

  func at(_ instant: Instant) -> Workspace {
    Workspace(store: store, clock: { instant }, actor: "simulation")
  }

  /// What a technician reports.
  func report(_ step: Step, visit: String, at: Instant) async throws {
    let workspace = self.at(at)
    guard policy == .punctual else {
      try write(at) { transaction in
        let event = try transaction.step(step, visit: visit, at: at)
        guard policy == .schedule, let done = try transaction.writer.visit(visit) else { return }
        let state = try DayState.read(done.date, from: transaction.writer, now: at)
        try transaction.notify(
          done.appointment, cause: event, prediction: ScheduleForecast(state: state).predictions()[visit])
      }
      return try await deliver(at)
    }
    let report = VisitReport(visit: visit, at: at)
    switch step {
    case .depart: _ = try await workspace.perform(DepartVisit.self, report)
    case .arrive: _ = try await workspace.perform(ArriveVisit.self, report)
    case .noAccess: _ = try await workspace.perform(NoAccessVisit.self, report)
    default: _ = try await workspace.perform(FinishVisit.self, report)
    }
    try await deliver(at)
  }

  /// A step of the live loop, as far as the policy has one. Gives the visits whose promise was in danger, and the
  /// appointments that nobody was planned for.
  func tick(_ now: Instant) async throws -> Set<String> {
    switch policy {
    case .silent: return []
    case .schedule:
      try write(now) { transaction in
        let state = try DayState.read(transaction.zone.local(now).date, from: transaction.writer, now: now)
        try transaction.tellAll(state, moves: [], predictions: ScheduleForecast(state: state).predictions())
      }
      try await deliver(now)
      return []
    case .punctual:
      let report = try await at(now).perform(Tick.self, TickRequest())
      return Set(report.endangered.map(\.visit.id) + report.moves.map(\.saves) + report.leftOut.map(\.appointment))
    }
  }

  /// Whom the office is to call, as far as the policy asks for it.
  func wantedCalls(_ state: DayState) throws -> [WantedCall] {
    guard policy != .silent else { return [] }
    return try store.read { reader in
      try ListCalls.wanted(
        state, in: reader, predictions: policy == .schedule ? ScheduleForecast(state: state).predictions() : nil)
    }
  }

  func log(_ call: SimulatedDispatcher.Made) async throws {
    _ = try await at(call.at).perform(
      LogCall.self,
      CallReport(
        appointment: call.appointment, outcome: call.isAnswered ? .delay : .noAnswer, toldStart: call.told))
  }

  private func deliver(_ now: Instant) async throws {
    guard policy != .silent else { return }
    _ = try await at(now).perform(SendNotifications.self, SendRequest())
  }

  private func write(_ now: Instant, _ body: (Transaction) throws -> Void) throws {
    let workspace = at(now)
    let zone = try workspace.context().zone
    try store.write { writer in
      try body(
        Transaction(
          writer: writer, now: now, zone: zone, actor: workspace.actor,
          notifier: try StoredRules.notifier(writer)))
    }
  }
}
