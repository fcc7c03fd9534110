import PunctualModel
import PunctualWire
import Testing

@testable import PunctualService

@Suite("Planning a day")
struct PlanningTests {
  @Test("a day that fits is placed whole, each visit within its window, with one who can, one after another")
  func usualDay() async throws {
    let firm = try Firm()
    let report = try await firm.plan()
    #expect(report.unplaced.map(\.appointment) == [])
    let visits = try firm.visits()
    #expect(Set(visits.keys) == Set(Firm.usual.map(\.id)))
    for appointment in Firm.usual {
      let visit = try #require(visits[appointment.id])
      let technician = try #require(Firm.team.first { $0.id == visit.technician })
      #expect(appointment.skills.allSatisfy(technician.has))
      #expect(try appointment.windows[0].contains(#require(visit.planned.start)))
      #expect(try #require(visit.planned.finish) - #require(visit.planned.start) == appointment.durationSeconds)
      #expect(try firm.appointment(appointment.id)?.stage == .scheduled)
    }
    for route in Dictionary(grouping: visits.values, by: \.technician).values {
      let order = route.sorted { $0.position < $1.position }
      for (first, second) in zip(order, order.dropFirst()) {
        #expect(try #require(first.planned.finish) <= #require(second.planned.arrive))
      }
    }
  }

  @Test("a skill is needed at its level, not by its name alone")
  func skillLevels() async throws {
    let firm = try Firm([
      Firm.work("a1", at: 1, needs: [SkillNeed("heating", level: 3)]),
      Firm.work("a2", at: 2, needs: [SkillNeed("lift", level: 3)]),
      Firm.work("a3", at: 3, needs: [SkillNeed("heating", level: 1), SkillNeed("lift", level: 2)]),
    ])
    try await firm.plan()
    let visits = try firm.visits()
    #expect(visits["a1"]?.technician == "t1")
    #expect(visits["a2"]?.technician == "t3")
    #expect(["t2", "t3"].contains(visits["a3"]?.technician))
  }

  @Test("nobody who is away gets work")
  func absence() async throws {
    var team = Firm.team
    team[0].absences = [Absence(from: Firm.monday, to: Firm.monday, reason: "holiday")]
    let firm = try Firm(Firm.usual, team: team)
    try await firm.plan()
    #expect(try firm.visits().values.allSatisfy { $0.technician != "t1" })
  }

  @Test("a technician who takes longer has longer visits")
  func pace() async throws {
    let slow = Firm.technician("t1", "Anna Hasler", ["heating": 3], pace: 1.5)
    let firm = try Firm([Firm.work("a1", at: 1, 60)], team: [slow])
    try await firm.plan()
    let visit = try #require(try firm.visit("a1"))
    #expect(try #require(visit.planned.finish) - #require(visit.planned.start) == 90 * 60)
  }

  @Test("a pin to a technician holds, against what is nearer")
  func pinnedTechnician() async throws {
    let far = Firm.work("a1", at: 2, pin: Pin(technician: "t3"))
    let firm = try Firm([far, Firm.work("a2", at: 3, pin: Pin(technician: "t2"))])
    try await firm.plan()
    #expect(try firm.visit("a1")?.technician == "t3")
    #expect(try firm.visit("a2")?.technician == "t2")
  }

  @Test("a pin to a start holds to the second")
  func pinnedStart() async throws {
    let firm = try Firm([
      Firm.work("a1", at: 1, pin: Pin(start: Firm.time("13:37"))), Firm.work("a2", at: 2), Firm.work("a3", at: 3),
    ])
    try await firm.plan()
    #expect(try firm.visit("a1")?.planned.start == Firm.time("13:37"))
  }

  @Test("a crew of two starts together and is two people who can")
  func crew() async throws {
    let firm = try Firm(Firm.usual + [Firm.work("z1", at: 9, 90, "08:00", "15:00", crew: 2, promised: true)])
    let report = try await firm.plan()
    #expect(report.unplaced.map(\.appointment) == [])
    let (first, second) = (try #require(try firm.visit("z1")), try #require(try firm.visit("z1+2")))
    #expect(first.planned.start == second.planned.start)
    #expect(first.technician != second.technician)
    #expect(Set([first.technician, second.technician]).isSubset(of: ["t1", "t2", "t3"]))
    #expect(first.appointment == second.appointment)
  }

  @Test("a crew that finds no second one is left out whole")
  func halfCrew() async throws {
    let firm = try Firm([Firm.work("z1", at: 1, needs: [SkillNeed("heating", level: 3)], crew: 2)])
    let report = try await firm.plan()
    #expect(report.unplaced.map(\.appointment) == ["z1"])
    #expect(try firm.visits().isEmpty)
    #expect(try firm.appointment("z1")?.stage == .requested)
  }

  @Test("a crew that has set out in part stays on the plan whole")
  func crewUnderWay() async throws {
    let firm = try Firm([Firm.work("z1", at: 2, 60, "09:00", "11:00", crew: 2, promised: true)])
    try firm.setPlan(["t1": [("z1", "09:30", "10:30")], "t3": [("z1+2", "09:30", "10:30")]])
    try await firm.report("z1", [(.depart, "09:05")])
    try await firm.plan(at: "09:10")
    #expect(try firm.visit("z1")?.technician == "t1")
    #expect(try firm.visit("z1+2")?.technician == "t3")
  }

  @Test("where not all fits, a promise goes before a request of any priority")
  func promiseFirst() async throws {
    let expert = [SkillNeed("heating", level: 3)]
    let firm = try Firm([
      Firm.work("a1", at: 1, 120, "09:00", "10:00", needs: expert, priority: 100),
      Firm.work("a2", at: 2, 120, "09:00", "10:00", needs: expert, priority: 0, promised: true),
      Firm.work("a3", at: 3, 120, "09:00", "10:00", needs: expert, priority: 90),
    ])
    let report = try await firm.plan()
    #expect(try firm.visits().keys.sorted() == ["a2"])
    #expect(Set(report.unplaced.map(\.appointment)) == ["a1", "a3"])
  }

  @Test("among requests the higher priority is served first")
  func priority() async throws {
    let expert = [SkillNeed("heating", level: 3)]
    let firm = try Firm([
      Firm.work("a1", at: 1, 120, "09:00", "10:00", needs: expert, priority: 20),
      Firm.work("a2", at: 7, 120, "09:00", "10:00", needs: expert, priority: 80),
    ])
    try await firm.plan()
    #expect(try firm.visits().keys.sorted() == ["a2"])
  }

  @Test("a request that is placed gets a promise around its start, and its customer a confirmation; a promise stays")
  func promises() async throws {
    let firm = try Firm()
    let report = try await firm.plan(at: "15:00", on: Firm.monday.adding(days: -3), for: Firm.monday)
    #expect(report.promisedNow == 2)
    for id in ["a6", "a7"] {
      let appointment = try #require(try firm.appointment(id))
      let promise = try #require(appointment.promise)
      let start = try #require(try firm.visit(id)?.planned.start)
      #expect(promise.window.contains(start))
      #expect(promise.window.seconds <= 240 * 60)
      #expect(
        appointment.windows[0].contains(promise.window.start) && appointment.windows[0].contains(promise.window.end))
      #expect((0...1).contains(try #require(promise.chance)))
    }
    let confirmations = try firm.notifications([.confirmation])
    #expect(confirmations.compactMap(\.appointment).sorted() == ["a6", "a7"])
    #expect(try firm.appointment("a1")?.promise == Firm.usual[0].promise)
    #expect(try firm.events().filter { $0.kind == .promised }.map(\.subject).sorted() == ["a6", "a7"])
  }

  @Test("a customer who did not consent is promised a window but not written to")
  func noConsent() async throws {
    let firm = try Firm([Firm.work("a1", at: 9)])
    try await firm.plan()
    #expect(try firm.appointment("a1")?.promise != nil)
    #expect(try firm.notifications().isEmpty)
  }

  @Test("a promise of a tier with narrow windows is as narrow")
  func tierWindow() async throws {
    let firm = try Firm([Firm.work("a1", at: 3)])
    try await firm.plan()
    #expect(try firm.appointment("a1")?.promise?.window.seconds == 120 * 60)
  }
}

@Suite("Why an appointment is left out")
struct UnplacedTests {
  private func reasons(_ appointments: [Appointment], team: [Technician] = Firm.team, of id: String) async throws -> (
    sentence: String, byTechnician: [String: MisfitReason]
  ) {
    let firm = try Firm(appointments, team: team)
    try await firm.plan()
    let plan = try #require(try firm.store.read { try $0.plan(on: Firm.monday) })
    let unplaced = try #require(plan.unplaced.first { $0.appointment == id })
    return (unplaced.reason, unplaced.reasons)
  }

  @Test("nobody has the skill")
  func skill() async throws {
    let found = try await reasons([Firm.work("a1", at: 1, needs: [SkillNeed("lift", level: 5)])], of: "a1")
    #expect(Set(found.byTechnician.values) == [.skill])
    #expect(found.byTechnician.count == 4)
    #expect(found.sentence == "needs lift level 5, which no technician has")
  }

  @Test("nobody is at work in its window")
  func offShift() async throws {
    let found = try await reasons([Firm.work("a1", at: 1, 60, "19:00", "21:00", needs: [])], of: "a1")
    #expect(Set(found.byTechnician.values) == [.offShift])
    #expect(found.sentence.contains("outside every shift"))
  }

  @Test("the only one who could is away")
  func away() async throws {
    var team = Firm.team
    team[0].absences = [Absence(from: Firm.monday, to: Firm.monday, reason: "ill")]
    let found = try await reasons(
      [Firm.work("a1", at: 1, needs: [SkillNeed("heating", level: 3)])], team: team, of: "a1")
    #expect(found.byTechnician["t1"] == .offShift)
    #expect(["t2", "t3", "t4"].allSatisfy { found.byTechnician[$0] == .skill })
    #expect(found.sentence.contains("Anna Hasler") && found.sentence.contains("not at work"))
  }

  @Test("nobody can get there in time")
  func unreachable() async throws {
    let found = try await reasons([Firm.work("a1", at: 7, 60, "07:00", "07:03", needs: [SkillNeed("lift")])], of: "a1")
    #expect(found.byTechnician["t2"] == .unreachable)
    #expect(found.byTechnician["t3"] == .unreachable)
    #expect(found.byTechnician["t1"] == .skill)
  }

  @Test("it would end after the shift")
  func tooLong() async throws {
    let found = try await reasons([Firm.work("a1", at: 1, 600, "12:00", "16:00")], of: "a1")
    #expect(["t1", "t2", "t3"].allSatisfy { found.byTechnician[$0] == .shift })
  }

  @Test("others have the time")
  func full() async throws {
    let expert = [SkillNeed("heating", level: 3)]
    let found = try await reasons(
      [
        Firm.work("a1", at: 1, 120, "09:00", "10:00", needs: expert, promised: true),
        Firm.work("a2", at: 2, 120, "09:00", "10:00", needs: expert),
      ], of: "a2")
    #expect(found.byTechnician["t1"] == .full)
    #expect(found.sentence.contains("Anna Hasler: taken by other visits then"))
  }

  @Test("the most visits of a day are reached")
  func maxVisits() async throws {
    let one = Firm.technician("t1", "Anna Hasler", ["heating": 3], maxVisits: 1)
    let found = try await reasons(
      [Firm.work("a1", at: 1, promised: true), Firm.work("a2", at: 2)], team: [one], of: "a2")
    #expect(found.byTechnician == ["t1": .maxTasks])
  }

  @Test("a pin holds it off all others")
  func pin() async throws {
    let found = try await reasons([Firm.work("a1", at: 1, pin: Pin(technician: "t4"))], of: "a1")
    #expect(found.byTechnician["t4"] == .skill)
    #expect(["t1", "t2", "t3"].allSatisfy { found.byTechnician[$0] == .pin })
  }

  @Test("what is left out now but has a window later says so")
  func later() async throws {
    var appointment = Firm.work("a1", at: 1, 60, "19:00", "20:00")
    appointment.windows.append(
      TimeWindow(
        start: Firm.time("09:00", on: Firm.monday.adding(days: 1)),
        end: Firm.time("11:00", on: Firm.monday.adding(days: 1))))
    let firm = try Firm([appointment])
    let report = try await firm.plan()
    #expect(report.unplaced.map(\.laterPossible) == [true])
    let next = try await firm.plan(for: Firm.monday.adding(days: 1))
    #expect(next.unplaced.isEmpty && next.visits == 1)
  }
}
