import PunctualForecast
import PunctualModel
import PunctualWire
import Testing

@testable import PunctualService

@Suite("Plans that reckon with what goes wrong")
struct CautionTests {
  private func learned() async throws -> Firm {
    let firm = try Firm(history: History.records(400, overrun: 20))
    _ = try await firm.at("05:30").perform(LearnFromHistory.self, Nothing())
    return firm
  }

  private func problem(_ state: DayState, _ caution: Caution) -> DayProblem {
    let requests = state.appointments.values.sorted { $0.id < $1.id }.map { appointment in
      JobRequest(
        appointment: appointment, member: 0, windows: appointment.windows, priority: 1, technician: nil)
    }
    return DayProblem(requests, on: state, current: [], caution: caution)
  }

  @Test("with effort the engine is told how far times stray, as learned from the past, and what lateness costs")
  func spreads() async throws {
    let state = try await learned().state(at: "06:00")
    let caution = try #require(Caution.ladder(effort: 5, visits: 70).first)
    #expect(caution.latePerHour > 0 && caution.margin == 0)
    let routing = problem(state, caution).routing
    #expect(routing.objective.expectedLatePerHour == caution.latePerHour)
    #expect(!routing.objective.latenessBeforeCost)
    #expect(routing.spread.travel > 0 && routing.spread.travel < 1)
    for (job, appointment) in zip(routing.jobs, state.appointments.values.sorted { $0.id < $1.id }) {
      let spread = try #require(job.spread)
      #expect(spread > 0 && spread < appointment.durationSeconds)
    }
    let plain = problem(state, .none).routing
    #expect(plain.objective.expectedLatePerHour == 0 && plain.jobs.allSatisfy { $0.spread == nil })
    for quick in [Caution.ladder(effort: 1, visits: 70), Caution.ladder(effort: 5, visits: 500)] {
      #expect(quick.allSatisfy { $0.latePerHour == 0 } && quick.contains(.none))
    }
    #expect(Caution.ladder(effort: 5, visits: 70).contains(.none))
  }

  @Test("without a past nothing is reckoned with")
  func priors() throws {
    let state = try Firm().state(at: "06:00")
    let caution = Caution(work: 0.6, margin: 0, latePerHour: 36_000)
    let routing = problem(state, caution).routing
    #expect(routing.objective.expectedLatePerHour == 0)
  }

  @Test("a visit that usually runs over does not stand right before a promise that it would break")
  func kept() async throws {
    // Both promises fit one technician by the stated times, with nothing to spare; a second one is free.
    let firm = try Firm(
      [
        Firm.work("a1", at: 1, 60, "08:00", "08:10", promised: true),
        Firm.work("a2", at: 1, 60, "08:00", "09:11", promised: true),
      ], team: [Firm.team[0], Firm.team[2]], history: History.records(400, overrun: 20))
    _ = try await firm.at("05:30").perform(LearnFromHistory.self, Nothing())
    let state = try firm.state(at: "06:00")
    let plan = Planner(state: state, seed: 1, exploration: 2).plan().plan
    let chances = state.predictions(plan.days).values.map { 1 - $0.late.probability }
    #expect(chances.count == 2 && chances.allSatisfy { $0 > 0.9 }, "\(chances)")
    #expect(Set(plan.days.filter { !$0.visits.isEmpty }.map(\.technician)).count == 2)
  }
}
