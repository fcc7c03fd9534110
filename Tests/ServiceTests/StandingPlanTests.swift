import PunctualForecast
import PunctualModel
import PunctualStore
import PunctualWire
import Testing

@testable import PunctualService

@Suite("A plan that stands")
struct StandingPlanTests {
  private func learned() async throws -> Firm {
    let firm = try Firm(Firm.usual, history: History.records(240, overrun: 20))
    _ = try await firm.at("05:00").perform(LearnFromHistory.self, Nothing())
    return firm
  }

  @Test("planning again leaves everybody's visits with them, and soon changes nothing, whatever the seed")
  func again() async throws {
    let firm = try await learned()
    try await firm.plan()
    var last: [PlanChange] = []
    for seed in [1, 2, 3] {
      let request = PlanRequest(date: Firm.monday, seed: seed, exploration: 1)
      last = try await firm.at("06:10").perform(MakePlan.self, request).days[0].changes
      #expect(last.allSatisfy { $0.kind == .retimed }, "seed \(seed)")
    }
    #expect(last.isEmpty)
  }

  @Test("a new appointment is put in without moving others to another technician")
  func oneMore() async throws {
    let firm = try await learned()
    try await firm.plan()
    _ = try await firm.at("06:05").perform(
      AddRecord<Appointment>.self, Firm.work("n1", at: 9, 30, "08:00", "16:00"))
    let day = try await firm.plan(at: "06:10")
    #expect(day.changes.filter { $0.kind == .added }.map(\.visit) == ["n1"])
    #expect(day.changes.allSatisfy { $0.kind == .added || $0.kind == .retimed })
  }

  @Test("a change that comes in while a plan is decided is not lost: the decision is made anew")
  func overtaken() async throws {
    let firm = try Firm()
    let workspace = firm.at("06:00")
    let session = Session(
      store: firm.store, now: workspace.clock(), clock: workspace.clock, zone: Firm.zone, actor: "test", dryRun: false,
      idempotencyKey: nil,
      fingerprint: "test")
    var decided = 0
    let name = try session.commit(
      reading: { try $0.lastEventSequence() },
      deciding: { sequence -> Int in
        decided += 1
        if decided == 1 {
          _ = try? firm.store.write {
            try $0.append(Event(at: workspace.clock(), actor: "other", kind: .imported, subject: "records"))
          }
        }
        return sequence
      },
      { transaction, sequence in
        let now = try transaction.writer.lastEventSequence()
        #expect(now == sequence)
        return RecordName<Customer>("c\(sequence)")
      })
    #expect(decided == 2)
    let last = try firm.store.read { try $0.lastEventSequence() }
    #expect(name.id == "c\(last)")
  }

  @Test("what was finished here teaches the forecast, too")
  func finishedVisits() async throws {
    let firm = try Firm(Firm.usual, history: History.records(40))
    try await firm.plan()
    let visit = try #require(try firm.visit("a1")?.planned.depart)
    let depart = Firm.zone.clock(visit)
    try await firm.report("a1", [(.depart, depart), (.arrive, "09:30"), (.finish, "11:00")])
    let report = try await firm.at("18:00").perform(LearnFromHistory.self, Nothing())
    #expect(report.used + report.setAside == 41)
  }
}

@Suite("The window of a promise")
struct PromiseWindowTests {
  private let open = TimeWindow(start: Firm.time("08:00"), end: Firm.time("16:00"))

  @Test("every choice is as wide as the tier's, on the half hour, and holds the planned start")
  func choices() {
    let start = Firm.time("10:20")
    let choices = PromiseWindow.around(start, within: [open], minutes: 120)
    #expect(choices.count >= 3)
    #expect(choices == choices.sorted { $0.start < $1.start })
    for window in choices {
      #expect(window.seconds == 7200 && window.contains(start))
      #expect(window.start.epochSeconds % 1800 == 0)
      #expect(window.start >= open.start && window.end <= open.end)
    }
  }

  @Test("a customer's own window that is narrower is promised as it is")
  func narrow() {
    let own = TimeWindow(start: Firm.time("10:00"), end: Firm.time("11:00"))
    #expect(PromiseWindow.around(Firm.time("10:20"), within: [own], minutes: 240) == [own])
  }

  @Test("a start at the very end of what is possible still gets a window within it")
  func lastMinute() {
    let choices = PromiseWindow.around(open.end, within: [open], minutes: 120)
    #expect(choices.last == TimeWindow(start: open.end - 7200, end: open.end))
  }
}
