import PunctualModel
import PunctualStore
import PunctualWire
import Testing

@testable import PunctualService

@Suite("A technician who is away, and work that nobody has room for")
struct AbsentTests {
  private func tick(_ firm: Firm, at time: String, recover: Bool = true) async throws -> TickReport {
    try await firm.at(time).perform(Tick.self, TickRequest(recover: recover, deliver: false))
  }

  private func reportIll(_ firm: Firm, _ technician: String = "t1", at time: String) async throws {
    let absence: JSON = [["from": "2026-11-23", "to": "2026-11-23", "reason": "ill"]]
    try await firm.edit(Technician.self, technician, ["absences": absence], at: time)
  }

  private let expert = [SkillNeed("heating", level: 3)]

  /// Anna has an early visit that she is at when she falls ill, one that Carla can do, one that only she can, and one by two.
  private func firm() async throws -> Firm {
    let firm = try Firm(
      [
        Firm.work("a1", at: 1, 60, "08:00", "09:00", promised: true),
        Firm.work("a2", at: 2, 60, "10:00", "15:00", promised: true),
        Firm.work("a3", at: 3, 60, "13:00", "15:00", needs: expert, promised: true),
        Firm.work("a4", at: 4, 60, "15:00", "16:00", crew: 2, promised: true),
      ], team: [Firm.team[0], Firm.team[2]])
    try firm.setPlan([
      "t1": [("a1", "08:00", "09:00"), ("a2", "11:00", "12:00"), ("a3", "13:30", "14:30"), ("a4", "15:00", "16:00")],
      "t3": [("a4+2", "15:00", "16:00")],
    ])
    try await firm.report("a1", [(.depart, "07:45"), (.arrive, "08:00")])
    return firm
  }

  @Test("the next step gives away what others have room for, takes off the rest, and leaves what has begun")
  func stepsIn() async throws {
    let firm = try await firm()
    try await reportIll(firm, at: "08:10")
    let report = try await tick(firm, at: "08:15")
    #expect(report.moves.map(\.visit) == ["a2"] && report.moves.map(\.to) == ["t3"])
    #expect(report.leftOut.map(\.appointment) == ["a3", "a4"])
    #expect(report.leftOut[0].reason == "Anna Hasler, who had it, is away, and nobody else has room")
    #expect(try firm.visits().mapValues(\.technician) == ["a1": "t1", "a2": "t3"])
    #expect(try firm.appointment("a2")?.stage == .scheduled && firm.appointment("a1")?.stage == .onSite)
    #expect(try firm.appointment("a3")?.stage == .booked && firm.appointment("a4")?.stage == .booked)
    let freed = try firm.events().filter { $0.kind == .unscheduled }
    #expect(
      Set(freed.map(\.subject)) == ["a2", "a3", "a4", "a4+2"] && freed.allSatisfy { $0.details["reason"] == "away" })
    let told = try firm.notifications([.dayChanged]).map(\.technician)
    #expect(told == ["t3"], "whoever is away has no day to change")
    let before = try firm.everything()
    let again = try await tick(firm, at: "08:15")
    #expect(again.moves.isEmpty && again.queued.isEmpty)
    #expect(try firm.everything() == before)
  }

  @Test("of two who are both away it is said so")
  func both() async throws {
    let firm = try await firm()
    try await reportIll(firm, at: "08:10")
    try await reportIll(firm, "t3", at: "08:10")
    let report = try await tick(firm, at: "08:15")
    let reason = report.leftOut.first { $0.appointment == "a4" }?.reason
    #expect(reason == "Anna Hasler and Carla Büchel, who had it, are away, and nobody else has room")
  }

  @Test("where nothing may be moved, nothing is; a dry run changes nothing")
  func leaves() async throws {
    let firm = try await firm()
    try await reportIll(firm, at: "08:10")
    let before = try firm.everything()
    _ = try await firm.at("08:15").perform(Tick.self, TickRequest(), dryRun: true)
    #expect(try firm.everything() == before)
    _ = try await tick(firm, at: "08:15", recover: false)
    #expect(try firm.visits().values.count { $0.technician == "t1" } == 4)
  }

  @Test("whoever will not be come to hears it half an hour after, in words that are true, with other times")
  func told() async throws {
    let firm = try await firm()
    try await reportIll(firm, at: "08:10")
    _ = try await tick(firm, at: "08:15")
    _ = try await tick(firm, at: "08:40")
    #expect(try firm.notifications([.missed]).isEmpty && firm.appointment("a3")?.stage == .booked)
    _ = try await tick(firm, at: "08:45")
    let missed = try firm.notifications([.missed])
    #expect(Set(missed.map(\.appointment)) == ["a3", "a4"] && missed.allSatisfy { $0.dueAt == Firm.time("08:45") })
    #expect(missed.allSatisfy { $0.body.contains("we cannot") && !$0.body.contains("nobody came") })
    #expect(try firm.appointment("a3")?.stage == .missed)
    #expect(try firm.store.read { try $0.complaints(ComplaintFilter(appointment: "a3")) }.map(\.cause) == [.missed])
  }

  @Test("not in the customer's quiet hours, unless the time to tell by is near")
  func quiet() async throws {
    var team = [Firm.team[0], Firm.team[3]]
    team[0].absences = [Absence(from: Firm.monday, to: Firm.monday, reason: "ill")]
    let firm = try Firm(
      [
        Firm.work("a1", at: 1, 60, "07:00", "08:15", promised: true),
        Firm.work("a2", at: 2, 60, "10:00", "15:00", promised: true),
      ], team: team)
    let day = try await firm.plan(at: "18:00", on: Firm.monday.adding(days: -1), for: Firm.monday)
    #expect(day.unplaced.map(\.appointment) == ["a1", "a2"])
    func given(_ time: String) async throws -> Set<String> {
      _ = try await tick(firm, at: time)
      return Set(try firm.notifications([.missed]).compactMap(\.appointment))
    }
    #expect(try await given("06:00").isEmpty)
    #expect(try await given("07:30") == ["a1"])
    #expect(try await given("07:55") == ["a1"])
    #expect(try await given("08:00") == ["a1", "a2"])
  }

  @Test("a place that turns up, or a new plan, within the half hour saves the promise")
  func saved() async throws {
    let firm = try await firm()
    try await reportIll(firm, at: "08:10")
    _ = try await tick(firm, at: "08:15")
    try await firm.edit(Technician.self, "t3", ["skills": ["heating": 3]], at: "08:30")
    let report = try await tick(firm, at: "08:31")
    #expect(report.moves.map(\.visit) == ["a3"] && report.moves.map(\.how) == ["place"])
    _ = try await tick(firm, at: "08:45")
    #expect(try firm.notifications([.missed]).compactMap(\.appointment) == ["a4"])
  }
}
