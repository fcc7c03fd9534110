import PunctualModel
import PunctualStore
import Testing

@testable import PunctualService

@Suite("Recovery: exchanges, chains, and work that was left out")
struct RecoveryTests {
  /// Anna is stuck at a1 at ten; a2 comes after b1 and was promised 10:30 to 11:30. Carla could take a2 only in the place
  /// of w1, for p3 is pinned right after.
  private func stuck(
    team: [Technician], a2 skills: [SkillNeed] = [SkillNeed("heating")], w1 end: String = "16:00"
  ) async throws -> Firm {
    let firm = try Firm(
      [
        Firm.work("a1", at: 1, 60, "08:00", "09:00", promised: true),
        Firm.work("b1", at: 1, 75, "08:00", "12:00", promised: true, pin: Pin(technician: "t1")),
        Firm.work("a2", at: 3, 50, "10:30", "11:30", needs: skills, promised: true),
        Firm.work("w1", at: 3, 60, "09:00", end, promised: true),
        Firm.work("p3", at: 4, 60, "11:00", "13:00", promised: true, pin: Pin(start: Firm.time("11:40"))),
      ], team: team)
    try firm.setPlan([
      "t1": [("a1", "08:00", "09:00"), ("b1", "09:15", "10:30"), ("a2", "10:40", "11:30")],
      "t3": [("w1", "10:15", "11:15"), ("p3", "11:40", "12:40")],
    ])
    try await firm.report("a1", [(.depart, "07:45"), (.arrive, "08:00")])
    return firm
  }

  private func tick(_ firm: Firm, at time: String = "10:00") async throws -> TickReport {
    try await firm.at(time).perform(Tick.self, TickRequest(deliver: false))
  }

  @Test("where no single move helps, two technicians exchange visits, and both promises are safe")
  func swap() async throws {
    let firm = try await stuck(team: [Firm.team[0], Firm.team[2], Firm.team[3]])
    let report = try await tick(firm)
    #expect(report.moves.map(\.how) == ["swap", "swap"])
    #expect(Set(report.moves.map(\.visit)) == ["a2", "w1"])
    #expect(report.moves.allSatisfy { $0.saves == "a2" && $0.after <= 0.15 })
    #expect(try firm.visit("a2")?.technician == "t3" && firm.visit("w1")?.technician == "t1")
    #expect(try firm.visit("p3")?.planned.start == Firm.time("11:40"))
    #expect(try firm.notifications([.runningLate]).filter { $0.appointment == "a2" }.isEmpty)
    let moved = try firm.events().filter { $0.kind == .moved }
    #expect(moved.map(\.subject) == ["a2", "w1"] && moved.allSatisfy { $0.details["how"] == "swap" })
    let again = try await tick(firm)
    #expect(again.moves.isEmpty)
  }

  @Test("a visit that makes room goes on to a third technician, where the first has no time for it either")
  func chain() async throws {
    let expert = Firm.technician("t3", "Carla Büchel", ["heating": 3, "lift": 3], town: 2)
    let third = Firm.technician("t5", "Eva Marxer", ["heating": 1], town: 2)
    let firm = try await stuck(
      team: [Firm.team[0], expert, third], a2: [SkillNeed("heating", level: 3)], w1: "11:45")
    let report = try await tick(firm)
    #expect(report.moves.map(\.how) == ["chain", "chain"])
    #expect(try firm.visit("a2")?.technician == "t3" && firm.visit("w1")?.technician == "t5")
  }

  @Test("a visit that goes from hand to hand in one step is one move, from the first to the last")
  func net() throws {
    func move(_ visit: String, _ kind: RecoveryKind, _ from: String, _ to: String, _ saved: (String, Double, Double))
      -> Recovery.Move
    {
      Recovery.Move(
        kind: kind, visit: visit, from: from, to: to,
        saved: [Recovery.Saved(visit: saved.0, before: saved.1, after: saved.2)], plannedStart: Firm.time("09:00"))
    }
    let visits = [("a1", "t3", "10:00"), ("a2", "t1", "11:00"), ("a3", "t2", "12:00"), ("a4", "t2", "13:00")].map {
      Visit(
        id: $0, appointment: $0, technician: $1, date: Firm.monday, position: 0,
        planned: VisitTimes(start: Firm.time($2)))
    }
    let outcome = Recovery.Outcome(
      days: [TechnicianDay(technician: "t1", date: Firm.monday, visits: visits)],
      moves: [
        move("a1", .borrow, "t1", "t2", ("b1", 0.8, 0.4)), move("a2", .move, "t1", "t2", ("a2", 0.6, 0.3)),
        move("a1", .chain, "t2", "t3", ("b1", 0.4, 0.1)), move("a3", .place, "t1", "t1", ("a3", 1, 0.5)),
        move("a3", .move, "t1", "t2", ("a3", 0.5, 0.1)), move("a2", .swap, "t2", "t1", ("b2", 0.5, 0)),
        move("a4", .swap, "t1", "t2", ("b2", 0.5, 0)),
      ])
    let net = outcome.netMoves
    #expect(net.map(\.visit) == ["a1", "a2", "a3", "a4"])
    #expect(net.map(\.kind) == [.move, .reorder, .place, .swap])
    #expect(net.map(\.from) == ["t1", "t1", "t2", "t1"] && net.map(\.to) == ["t3", "t1", "t2", "t2"])
    #expect(net.map(\.plannedStart) == ["10:00", "11:00", "12:00", "13:00"].map { Firm.time($0) })
    #expect(net[0].saved == [Recovery.Saved(visit: "b1", before: 0.8, after: 0.1)])
    #expect(net[1].saved.map(\.visit) == ["a2", "b2"])
    #expect(net[2].saved == [Recovery.Saved(visit: "a3", before: 1, after: 0.1)])
  }

  @Test("one visit was moved already, so it makes no room for another again")
  func settled() async throws {
    let firm = try await stuck(team: [Firm.team[0], Firm.team[2], Firm.team[3]])
    let state = try firm.state(at: "10:00")
    #expect(!Recovery(state: state).recover().moves.isEmpty)
    #expect(Recovery(state: state, settled: ["w1"]).recover().moves.isEmpty)
    #expect(Recovery(state: state, mostMoves: 1).recover().moves.isEmpty)
  }

  @Test("a window that is kept free for somebody keeps its room, unless a promise cannot be kept otherwise")
  func heedsHolds() async throws {
    // Carla is free until three and could take a2 at once, but half past ten to half past eleven is offered to customer 4.
    func firm(_ team: [Technician]) async throws -> Firm {
      let firm = try Firm(
        [
          Firm.work("a1", at: 1, 60, "08:00", "09:00", promised: true),
          Firm.work("b1", at: 1, 75, "08:00", "12:00", promised: true, pin: Pin(technician: "t1")),
          Firm.work("a2", at: 3, 50, "10:30", "11:30", promised: true),
          Firm.work("x1", at: 4, 50, "15:00", "16:00", on: Firm.monday.adding(days: 1), promised: true),
          Firm.work("a3", at: 3, 60, "14:00", "16:00", promised: true),
        ], team: team)
      try firm.setPlan([
        "t1": [("a1", "08:00", "09:00"), ("b1", "09:15", "10:30"), ("a2", "10:40", "11:30")],
        "t3": [("a3", "14:30", "15:30")],
      ])
      try await firm.report("a1", [(.depart, "07:45"), (.arrive, "08:00")])
      try firm.store.write { writer in
        _ = try writer.add(
          Hold(
            appointment: "x1", code: 1,
            window: TimeWindow(start: Firm.time("10:40"), end: Firm.time("10:50")), technician: "t3",
            plannedStart: Firm.time("10:40"), madeAt: Firm.time("09:00"), until: Firm.time("13:00")))
      }
      return firm
    }
    // With two to choose from, one takes the visit and the other has room for the offer.
    let second = Firm.technician("t5", "Eva Marxer", ["heating": 1], town: 4)
    let roomy = try await firm([Firm.team[0], Firm.team[2], second])
    let kept = try await tick(roomy)
    #expect(kept.moves.map(\.visit) == ["a2"])
    #expect(try roomy.store.read { try $0.holds(liveAt: Firm.time("10:00")) }.count == 1)
    // With one only, the promise goes before the offer, which is taken back.
    let narrow = try await firm([Firm.team[0], Firm.team[2]])
    let given = try await tick(narrow)
    #expect(given.moves.map(\.visit) == ["a2"] && given.moves.map(\.to) == ["t3"])
    #expect(try narrow.store.read { try $0.holds(liveAt: Firm.time("10:00")) }.isEmpty)
  }

  @Test(
    "what comes forward where a visit has gone does not begin within a break",
    arguments: [("12:15", "12:15"), ("10:00", "10:00")])
  func breaks(promised: String, begins: String) throws {
    let firm = try Firm(
      [
        Firm.work("a1", at: 1, 60, "08:00", "09:00", promised: true),
        Firm.work("b1", at: 1, 75, "08:00", "12:00", promised: true),
        Firm.work("a2", at: 1, 60, promised, "14:00", promised: true),
      ], team: [Firm.team[0]])
    try firm.setPlan(["t1": [("a1", "08:00", "09:00"), ("b1", "09:15", "10:30"), ("a2", "13:30", "14:30")]])
    let state = try firm.state(at: "07:00")
    var day = try #require(state.days.first)
    let lunch = TimeWindow(start: Firm.time("11:30"), end: Firm.time("12:15"))
    day.breaks = [lunch, TimeWindow(start: Firm.time("15:00"), end: Firm.time("15:15"))]
    let left = day.without(day.visits[1], state)
    #expect(left.visits.map(\.id) == ["a1", "a2"] && left.breaks == day.breaks)
    #expect(left.visits[1].planned.start == Firm.time(begins))
    // A promise from noon on would be begun at noon, in the middle of the break.
    var noon = state
    noon.appointments["a2"]?.promise?.window.start = Firm.time("12:00")
    #expect(day.without(day.visits[1], noon).visits[1].planned.start == lunch.end)
  }

  private func leftOut(_ team: [Technician]) async throws -> Firm {
    let firm = try Firm(
      [
        Firm.work("a1", at: 1, 60, "08:00", "09:00", promised: true),
        Firm.work("a9", at: 2, 60, "13:00", "15:00", promised: true),
      ], team: team)
    try firm.setPlan(["t1": [("a1", "08:00", "09:00")]])
    try firm.store.write { writer in
      var plan = try #require(try writer.plan(on: Firm.monday))
      plan.unplaced = [Unplaced(appointment: "a9", reason: "Nobody is free.", reasons: [:])]
      try writer.save(plan)
    }
    return firm
  }

  @Test("promised work that the plan left out gets a place as soon as there is one")
  func place() async throws {
    let firm = try await leftOut([Firm.team[0]])
    let report = try await tick(firm)
    #expect(report.moves.map(\.how) == ["place"] && report.moves.first?.to == "t1")
    #expect(try firm.visit("a9")?.stage == .scheduled && firm.appointment("a9")?.stage == .scheduled)
    #expect(try firm.store.read { try $0.plan(on: Firm.monday) }?.unplaced.isEmpty == true)
    #expect(try firm.events().contains { $0.kind == .scheduled && $0.subject == "a9" })
    let before = try firm.everything()
    _ = try await tick(firm)
    #expect(try firm.everything() == before)
  }

  @Test("where there is none, the customer is told before the promise ends, and a complaint is opened")
  func givenUp() async throws {
    let firm = try await leftOut(
      [Firm.team[0], Firm.team[3]].map { technician in
        var technician = technician
        technician.skills = ["cleaning": 1]
        return technician
      })
    _ = try await tick(firm, at: "14:00")
    #expect(try firm.appointment("a9")?.stage == .booked)
    _ = try await tick(firm, at: "14:20")
    #expect(try firm.appointment("a9")?.stage == .missed)
    #expect(try firm.notifications([.missed]).contains { $0.appointment == "a9" && $0.createdAt < Firm.time("15:00") })
    let complaints = try firm.store.read { try $0.complaints(ComplaintFilter(appointment: "a9")) }
    #expect(complaints.map(\.cause) == [.missed])
    let before = try firm.everything()
    _ = try await tick(firm, at: "14:20")
    #expect(try firm.everything() == before)
  }
}
