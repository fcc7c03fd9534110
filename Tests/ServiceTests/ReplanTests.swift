import PunctualModel
import PunctualWire
import Testing

@testable import PunctualService

@Suite("Planning again")
struct ReplanTests {
  @Test("planning twice changes nothing but the revision")
  func idempotent() async throws {
    let firm = try Firm()
    let first = try await firm.plan()
    let before = try firm.visits()
    let messages = try firm.notifications()
    let second = try await firm.plan()
    #expect(second.changes.isEmpty)
    #expect(second.revision == first.revision + 1)
    #expect(second.promisedNow == 0)
    #expect(try firm.visits() == before)
    #expect(try firm.notifications() == messages)
  }

  @Test("a dry run tells the same plan and changes nothing at all")
  func dryRun() async throws {
    let firm = try Firm()
    let before = try firm.everything()
    let tried = try await firm.plan(dryRun: true)
    #expect(try firm.everything() == before)
    let done = try await firm.plan()
    #expect(tried.changes == done.changes)
    #expect(tried.visits == done.visits && tried.promisedNow == done.promisedNow)
  }

  @Test("what is done, running or dispatched stays with its technician and its stamps")
  func keeps() async throws {
    let firm = try Firm()
    try await firm.plan()
    let planned = try firm.visits()
    let early = planned.values.sorted { $0.planned.start! < $1.planned.start! }
    try await firm.report(early[0].id, [(.depart, "07:40"), (.arrive, "08:00"), (.finish, "08:50")])
    try await firm.report(early[1].id, [(.depart, "08:00"), (.arrive, "08:20")])
    try await firm.report(early[2].id, [(.dispatch, "08:30")])
    try await firm.plan(at: "08:55")
    let after = try firm.visits()
    for index in 0..<2 {
      let now = try #require(after[early[index].id])
      let was = try #require(planned[early[index].id])
      #expect(now.technician == was.technician)
      #expect(now.planned == was.planned)
    }
    #expect(after[early[0].id]?.stage == .finished)
    #expect(after[early[0].id]?.actual.finish == Firm.time("08:50"))
    #expect(after[early[1].id]?.stage == .onSite)
    #expect(after[early[2].id]?.stage == .dispatched)
    #expect(after[early[2].id]?.technician == early[2].technician)
    // Nothing that is still to come is planned in the past.
    for visit in after.values where visit.stage == .scheduled {
      #expect(try #require(visit.planned.start) >= Firm.time("08:55"))
    }
    #expect(after.count == planned.count)
  }

  @Test("where a technician falls ill at 10:40, the visits move; what nobody else can do is told as left out")
  func ill() async throws {
    let expert = Firm.work("x1", at: 9, 60, "13:00", "15:00", needs: [SkillNeed("heating", level: 3)], promised: true)
    let firm = try Firm([
      Firm.work("a1", at: 1, 60, "11:00", "15:00", promised: true, pin: nil),
      Firm.work("a2", at: 2, 60, "13:00", "16:00", promised: true), expert,
    ])
    try firm.setPlan(["t1": [("a1", "11:10", "12:10"), ("x1", "13:00", "14:00"), ("a2", "14:30", "15:30")]])
    try await firm.edit(
      Technician.self, "t1", ["absences": [["from": "2026-11-23", "to": "2026-11-23", "reason": "ill"]]], at: "10:40")
    let report = try await firm.plan(at: "10:40")
    #expect(report.unplaced.map(\.appointment) == ["x1"])
    #expect(report.unplaced[0].reason.contains("Anna Hasler"))
    let visits = try firm.visits()
    #expect(visits.keys.sorted() == ["a1", "a2"])
    for id in ["a1", "a2"] {
      let visit = try #require(visits[id])
      #expect(["t2", "t3"].contains(visit.technician))
      let window = try #require(try firm.appointment(id)?.promise?.window)
      #expect(window.contains(try #require(visit.planned.start)))
      #expect(report.changes.first { $0.visit == id }?.kind == .moved)
    }
    #expect(report.changes.first { $0.visit == "x1" }?.kind == .removed)
    #expect(try firm.appointment("x1")?.stage == .booked)
    #expect(try firm.appointment("x1")?.promise == expert.promise)
  }

  @Test("a visit that is running with a technician who falls ill is not moved")
  func illWhileRunning() async throws {
    let firm = try Firm([Firm.work("a1", at: 1, 60, "09:00", "12:00", promised: true)])
    try firm.setPlan(["t1": [("a1", "10:00", "11:00")]])
    try await firm.report("a1", [(.depart, "09:40"), (.arrive, "09:55")])
    try await firm.edit(
      Technician.self, "t1", ["absences": [["from": "2026-11-23", "to": "2026-11-23", "reason": "ill"]]], at: "10:40")
    try await firm.plan(at: "10:40")
    #expect(try firm.visit("a1")?.technician == "t1")
    #expect(try firm.visit("a1")?.stage == .onSite)
  }

  @Test("a promise that can no longer be kept is served late rather than dropped")
  func servedLate() async throws {
    let firm = try Firm([Firm.work("a1", at: 1, 60, "08:00", "09:00", promised: true)])
    try firm.setPlan(["t1": [("a1", "08:30", "09:30")]])
    let report = try await firm.plan(at: "10:30")
    #expect(report.unplaced.isEmpty)
    #expect(try #require(try firm.visit("a1")?.planned.start) >= Firm.time("10:30"))
  }

  @Test("a promise that was sure does not become unsure for a new request, which is left out with that reason")
  func keepsSure() async throws {
    let firm = try Firm([Firm.work("b1", at: 1, 60, "10:00", "10:30", promised: true)], team: [Firm.team[0]])
    try await firm.plan()
    let before = try firm.state(at: "06:05").predictions()
    _ = try await firm.at("06:10").perform(
      AddRecord<Appointment>.self, Firm.work("r1", at: 1, 115, "08:00", "10:05", pin: nil))
    let report = try await firm.plan(at: "06:15")
    #expect(report.lowered.isEmpty && report.unplaced.map(\.appointment) == ["r1"])
    #expect(report.unplaced[0].reason.hasPrefix("a sure window for it would make another promise unsure"))
    let after = try firm.state(at: "06:16").predictions()
    let chance = try 1 - #require(after["b1"]).late.probability
    #expect(
      try chance >= ServiceTier.standard.promiseChance && chance >= 1 - #require(before["b1"]).late.probability - 0.01)
    let remedies = try await firm.at("06:17").perform(ExplainAppointment.self, RecordName("r1")).remedies
    #expect(remedies.first?.contains("would make another promise unsure") == true && remedies.count == 2)
    // The office's own word: pinned, it is placed, and the plan says what that costs.
    try await firm.edit(Appointment.self, "r1", ["pin": ["technician": "t1"]], at: "06:20")
    let pinned = try await firm.plan(at: "06:21")
    #expect(pinned.lowered.map(\.appointment) == ["b1"] && pinned.promisedNow == 1)
    let lowered = try #require(pinned.lowered.first)
    #expect(lowered.after < lowered.leastChance && lowered.before >= lowered.leastChance)
    #expect(lowered.leastChance == ServiceTier.standard.promiseChance)
  }

  @Test("a day that is over is not planned, and nothing changes")
  func pastDay() async throws {
    let firm = try Firm()
    let before = try firm.everything()
    let found = await faults { try await firm.plan(at: "06:00", for: Firm.monday.adding(days: -1)) }
    #expect(found.map(\.code) == [.outOfRange])
    #expect(found.first?.path == "/date")
    #expect(try firm.everything() == before)
  }

  @Test("a day without appointments has an empty plan, and so has a day without technicians")
  func emptyDay() async throws {
    let firm = try Firm([])
    let report = try await firm.plan()
    #expect(report.visits == 0 && report.changes.isEmpty && report.unplaced.isEmpty && report.revision == 1)
    let sunday = Firm.monday.adding(days: 6)
    let idle = try Firm([Firm.work("a1", at: 1, on: sunday)])
    let found = try await idle.plan(on: sunday)
    #expect(found.visits == 0)
    #expect(found.unplaced.map(\.appointment) == ["a1"])
    let board = try await idle.at("06:00", on: sunday).perform(ShowBoard.self, DayName(sunday))
    #expect(board.rows.allSatisfy { $0.shift == nil && $0.away == "day off" })
  }

  @Test(
    "on the days when the clock changes, visits keep to the wall clock",
    arguments: [("2026-10-25", "2026-10-24"), ("2027-03-28", "2027-03-27")])
  func clockChange(day: String, eve: String) async throws {
    let sunday = try #require(LocalDate(day))
    var team = Firm.team
    for index in team.indices { team[index].shifts[.sunday] = team[index].shifts[.monday] }
    let firm = try Firm(
      [
        Firm.work("a1", at: 1, 60, "08:00", "10:00", on: sunday, promised: true),
        Firm.work("a2", at: 2, 60, "08:00", "10:00", on: sunday, promised: true),
        Firm.work("a3", at: 3, 60, "15:00", "15:30", on: sunday, pin: Pin(start: Firm.time("15:00", on: sunday))),
      ], team: team)
    let report = try await firm.plan(at: "12:00", on: try #require(LocalDate(eve)), for: sunday)
    #expect(report.unplaced.isEmpty)
    for visit in try firm.visits(on: sunday).values {
      let start = try #require(visit.planned.start)
      let (date, second) = Firm.zone.local(start)
      #expect(date == sunday)
      #expect(visit.id == "a3" ? second == 15 * 3600 : (8 * 3600...10 * 3600).contains(second))
      #expect(second + 3600 <= 17 * 3600)
    }
  }

  @Test("several days are planned at once, each for itself")
  func severalDays() async throws {
    let firm = try Firm([
      Firm.work("a1", at: 1), Firm.work("b1", at: 2, on: Firm.monday.adding(days: 1)),
    ])
    let report = try await firm.at("06:00").perform(
      MakePlan.self, PlanRequest(date: Firm.monday, days: 2, exploration: 1))
    #expect(report.days.map(\.visits) == [1, 1])
    #expect(try firm.visit("b1")?.date == Firm.monday.adding(days: 1))
  }

  @Test("an appointment with windows on two days is planned on one of them only")
  func oneDayOnly() async throws {
    var appointment = Firm.work("a1", at: 1)
    let tuesday = Firm.monday.adding(days: 1)
    appointment.windows.append(
      TimeWindow(start: Firm.time("08:00", on: tuesday), end: Firm.time("16:00", on: tuesday)))
    let firm = try Firm([appointment])
    _ = try await firm.at("06:00").perform(MakePlan.self, PlanRequest(date: Firm.monday, days: 2, exploration: 1))
    #expect(try firm.visits().count + firm.visits(on: tuesday).count == 1)
    _ = try await firm.at("06:00").perform(MakePlan.self, PlanRequest(date: Firm.monday, days: 2, exploration: 1))
    #expect(try firm.visits().count + firm.visits(on: tuesday).count == 1)
  }
}
