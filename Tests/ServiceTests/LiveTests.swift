import PunctualModel
import PunctualStore
import PunctualWire
import Testing

@testable import PunctualService

@Suite("The day as it runs")
struct LiveTests {
  /// Anna is stuck at her first customer and has another promise (b1) before a2, who was promised 10:30 to 11:30. Carla is free
  /// until the afternoon.
  private func stuck(
    second: Appointment = Firm.work("a2", at: 3, 60, "10:30", "11:30", promised: true), others: [Appointment] = []
  ) async throws -> Firm {
    let firm = try Firm(
      [
        Firm.work("a1", at: 1, 60, "08:00", "09:00", promised: true),
        Firm.work("b1", at: 1, 75, "08:00", "10:40", promised: true, pin: Pin(technician: "t1")), second,
        Firm.work("a3", at: 3, 60, "14:00", "16:00", promised: true),
      ] + others, team: [Firm.team[0], Firm.team[2], Firm.team[3]])
    var days = [
      "t1": [("a1", "08:00", "09:00"), ("b1", "09:15", "10:30"), ("a2", "10:40", "11:40")],
      "t3": [("a3", "14:30", "15:30")],
    ]
    if second.crew == 2 { days["t3"]?.insert(("a2+2", "10:40", "11:40"), at: 0) }
    for other in others { days["t3"]?.insert((other.id, "11:40", "12:40"), at: 0) }
    try firm.setPlan(days)
    try await firm.report("a1", [(.depart, "07:45"), (.arrive, "08:00")])
    return firm
  }

  private func tick(_ firm: Firm, at time: String, recover: Bool = true) async throws -> TickReport {
    try await firm.at(time).perform(Tick.self, TickRequest(recover: recover, deliver: false))
  }

  @Test("promises in danger are listed worst first, with chances and causes")
  func late() async throws {
    let firm = try await stuck()
    let report = try await firm.at("11:10").perform(ShowLate.self, LateRequest(date: nil, above: 0))
    #expect(Set(report.visits.map(\.visit.id)) == ["b1", "a2", "a3"])
    #expect(report.visits.allSatisfy { (0...1).contains($0.probability) })
    #expect(report.visits[0].probability > 0.5)
    #expect(report.visits[0].cause?.isEmpty == false)
    #expect(report.openPromises == 3)
    #expect(abs(report.expectedBroken - report.visits.map(\.probability).reduce(0, +)) < 1e-9)
    let worst = try await firm.at("11:10").perform(ShowLate.self, LateRequest(date: nil, above: 0.5))
    #expect(Set(worst.visits.map(\.visit.id)) == ["b1", "a2"])
  }

  @Test("a promise is in danger by one rule: on the board, in the list, in a technician's day and for the live loop")
  func oneRule() async throws {
    let firm = try await stuck()
    for (time, danger) in [("09:30", 0.2), ("11:10", 0.2), ("11:10", 0.1)] {
      if danger != 0.2 {
        var rules = NotificationRules.standard(tiers: Firm.tiers)
        for index in rules.rules.indices where rules.rules[index].kind == .runningLate {
          rules.rules[index].trigger.chance = danger
        }
        _ = try await firm.at(time).perform(SetRules.self, rules)
      }
      let workspace = firm.at(time)
      let board = try await workspace.perform(ShowBoard.self, DayName(nil))
      let marked = board.rows.flatMap(\.visits).filter(\.inDanger)
      let open = board.rows.flatMap(\.visits).filter { ($0.openRisk ?? -1) >= danger }
      #expect(marked.map(\.id) == open.map(\.id) && !marked.isEmpty)
      let late = try await workspace.perform(ShowLate.self, LateRequest(date: nil))
      #expect(Set(late.visits.map(\.visit.id)) == Set(marked.map(\.id)))
      let mine = try await workspace.perform(ShowMyDay.self, MyDayRequest(technician: "t1", date: nil))
      #expect(mine.row.visits.filter(\.inDanger).map(\.id) == marked.map(\.id))
      let dry = try await workspace.perform(Tick.self, TickRequest(recover: false, deliver: false), dryRun: true)
      #expect(dry.endangered.map(\.visit.id) == late.visits.map(\.visit.id))
    }
  }

  @Test("no promise is in danger later than its customer would be told, nor at more than 35 %")
  func dangerOfRules() {
    var rules = NotificationRules.standard(tiers: Firm.tiers)
    #expect(rules.danger == 0.2)
    for index in rules.rules.indices where rules.rules[index].kind == .runningLate {
      rules.rules[index].trigger.chance = 0.6
    }
    #expect(rules.danger == 0.35)
    rules.rules.removeAll { $0.kind == .runningLate }
    #expect(rules.danger == 0.35)
  }

  @Test("late visits are sorted by chance on a day of many")
  func sorted() async throws {
    let firm = try Firm()
    try await firm.plan()
    let report = try await firm.at("09:40").perform(ShowLate.self, LateRequest(date: nil, above: 0))
    #expect(report.visits.count >= 6)
    #expect(report.visits.map(\.probability) == report.visits.map(\.probability).sorted(by: >))
  }

  @Test("an endangered visit goes to somebody free, whose own promises stay safe, and the plan says so")
  func recovery() async throws {
    let firm = try await stuck()
    let before = try firm.state(at: "10:00").predictions()
    let report = try await tick(firm, at: "10:00")
    #expect(report.endangered.contains { $0.visit.id == "a2" })
    #expect(report.moves.map(\.visit) == ["a2"])
    let move = try #require(report.moves.first)
    #expect(move.from == "t1" && move.to == "t3" && move.saves == "a2")
    #expect(move.after < move.before && move.after <= 0.35)
    #expect(try firm.visit("a2")?.technician == "t3")
    for (id, prediction) in try firm.state(at: "10:00").predictions() where id != "a2" {
      let allowed = max(before[id]!.late.probability + 0.02, 0.25)
      #expect(prediction.late.probability <= allowed + 1e-9)
    }
    let recovered = try firm.events().filter { $0.kind == .recovered }
    #expect(recovered.map(\.subject) == ["a2"])
    #expect(abs(try #require(recovered[0].chance("before")) - move.before) < 1e-4)
    #expect(abs(try #require(recovered[0].chance("after")) - move.after) < 1e-4)
    #expect(try firm.events().contains { $0.kind == .moved && $0.subject == "a2" && $0.details["to"] == "t3" })
    #expect(try firm.notifications([.runningLate]).isEmpty)
    let board = try await firm.at("10:00").perform(ShowBoard.self, DayName(nil))
    #expect(board.revision == 2)
  }

  @Test("without recovery the customer is told instead")
  func told() async throws {
    let firm = try await stuck()
    let report = try await tick(firm, at: "11:00", recover: false)
    #expect(report.moves.isEmpty)
    #expect(report.queued.contains { $0.kind == .runningLate && $0.appointment == "a2" })
    let warning = try #require(try firm.notifications([.runningLate]).first { $0.appointment == "a2" })
    let cause = try firm.events().first { $0.sequence == warning.cause }
    #expect(cause?.kind == .predictedLate && cause?.subject == "a2")
    #expect(try firm.visit("a2")?.technician == "t1")
  }

  @Test("nobody is moved where all promises are safe")
  func calm() async throws {
    let firm = try Firm([Firm.work("a1", at: 1, 60, "08:00", "12:00", promised: true)])
    try firm.setPlan(["t1": [("a1", "08:30", "09:30")]])
    let report = try await tick(firm, at: "07:30")
    #expect(report.endangered.isEmpty && report.moves.isEmpty)
  }

  @Test("a pinned visit is not moved, late or not")
  func pinned() async throws {
    let firm = try await stuck(
      second: Firm.work("a2", at: 3, 60, "10:30", "11:30", promised: true, pin: Pin(technician: "t1")))
    let report = try await tick(firm, at: "10:00")
    #expect(report.endangered.contains { $0.visit.id == "a2" })
    #expect(report.moves.isEmpty)
    #expect(try firm.visit("a2")?.technician == "t1")
  }

  @Test("a crew's visit is not moved, late or not")
  func crew() async throws {
    let firm = try await stuck(second: Firm.work("a2", at: 3, 60, "10:30", "11:30", crew: 2, promised: true))
    let report = try await tick(firm, at: "10:00")
    #expect(!report.endangered.isEmpty)
    #expect(report.moves.isEmpty)
    #expect(try firm.visit("a2")?.technician == "t1")
    #expect(try firm.visit("a2+2")?.technician == "t3")
  }

  @Test("a dispatched visit is not moved by itself")
  func dispatched() async throws {
    let firm = try await stuck()
    try await firm.report("a2", [(.dispatch, "09:00")])
    let report = try await tick(firm, at: "10:00")
    #expect(report.moves.isEmpty)
    #expect(try firm.visit("a2")?.technician == "t1")
  }

  @Test("nobody without the skill is given an endangered visit")
  func skill() async throws {
    let firm = try await stuck(
      second: Firm.work(
        "a2", at: 2, 60, "10:30", "11:30", needs: [SkillNeed("heating", level: 3)], promised: true))
    #expect(try await tick(firm, at: "10:00").moves.allSatisfy { $0.to == "t1" })
    #expect(try firm.visit("a2")?.technician == "t1")
  }

  @Test("a pin to a start holds where the receiver of a moved visit has one")
  func receiverPinned() async throws {
    let firm = try await stuck(others: [
      Firm.work("p1", at: 4, 60, "10:00", "13:00", promised: true, pin: Pin(start: Firm.time("11:40")))
    ])
    _ = try await tick(firm, at: "10:00")
    #expect(try firm.visit("p1")?.planned.start == Firm.time("11:40"))
    #expect(try firm.visit("p1")?.technician == "t3")
  }

  @Test("a second step at the same time moves nothing, queues nothing and writes nothing")
  func idempotent() async throws {
    for (time, recover) in [("10:00", true), ("11:00", false), ("15:40", true)] {
      let firm = try await stuck()
      _ = try await tick(firm, at: time, recover: recover)
      let before = try firm.everything()
      let again = try await tick(firm, at: time, recover: recover)
      #expect(again.moves.isEmpty && again.queued.isEmpty)
      #expect(try firm.everything() == before)
    }
  }

  @Test("a dry run of a step tells the moves and makes none")
  func dryRun() async throws {
    let firm = try await stuck()
    let before = try firm.everything()
    let report = try await firm.at("10:00").perform(Tick.self, TickRequest(), dryRun: true)
    #expect(report.moves.map(\.visit) == ["a2"])
    #expect(try firm.everything() == before)
  }

  @Test("a step on a day without a plan does nothing")
  func noPlan() async throws {
    let firm = try Firm([])
    let report = try await tick(firm, at: "10:00")
    #expect(report.moves.isEmpty && report.endangered.isEmpty && report.queued.isEmpty)
  }

  @Test("visits that nobody came to are closed as missed after the day, once, and their customers told")
  func missed() async throws {
    let firm = try await stuck()
    let evening = try await tick(firm, at: "19:30")
    #expect(try firm.visit("a2")?.stage == .missed)
    #expect(try firm.appointment("a2")?.stage == .missed)
    #expect(try firm.visit("a3")?.stage == .missed)
    #expect(try firm.visit("a1")?.stage == .onSite)
    #expect(try firm.notifications([.missed]).compactMap(\.appointment).sorted() == ["a2", "a3", "b1"])
    #expect(evening.moves.isEmpty)
    let before = try firm.everything()
    _ = try await tick(firm, at: "19:30")
    #expect(try firm.everything() == before)
    _ = try await tick(firm, at: "20:00")
    #expect(try firm.notifications([.missed]).count == 3)
    #expect(try firm.events().filter { $0.kind == .missed }.map(\.subject).sorted() == ["a2", "a3", "b1"])
  }

  @Test("a visit without a promise is closed after the day too")
  func missedWithoutPromise() async throws {
    let firm = try Firm([Firm.work("a3", at: 3)])
    try firm.setPlan(["t3": [("a3", "14:30", "15:30")]])
    _ = try await tick(firm, at: "17:50")
    #expect(try firm.visit("a3")?.stage == .scheduled)
    _ = try await tick(firm, at: "18:10")
    #expect(try firm.visit("a3")?.stage == .missed)
  }

  @Test("before the day is over nothing is missed")
  func notYetMissed() async throws {
    let firm = try Firm([Firm.work("a3", at: 3, 60, "14:00", "16:00", promised: true)])
    try firm.setPlan(["t3": [("a3", "14:30", "15:30")]])
    _ = try await tick(firm, at: "17:30")
    #expect(try firm.visit("a3")?.stage == .scheduled)
  }

  @Test("a technician's own day names the next thing to do, step by step")
  func mine() async throws {
    let firm = try await stuck()
    func next(_ time: String) async throws -> (String?, Step?) {
      let mine = try await firm.at(time).perform(ShowMyDay.self, MyDayRequest(technician: "anna", date: nil))
      return (mine.next, mine.nextStep)
    }
    #expect(try await next("08:10") == ("a1", .finish))
    try await firm.report("a1", [(.finish, "09:00")])
    try await firm.report("b1", [(.cancel, "09:02")])
    #expect(try await next("09:05") == ("a2", .depart))
    try await firm.report("a2", [(.depart, "10:20")])
    #expect(try await next("10:25") == ("a2", .arrive))
    try await firm.report("a2", [(.arrive, "10:35"), (.finish, "11:30")])
    #expect(try await next("11:35") == (nil, nil))
    let unknown = await faults {
      _ = try await firm.at("08:00").perform(ShowMyDay.self, MyDayRequest(technician: "Zoe", date: nil))
    }
    #expect(unknown.map(\.code) == [.notFound])
    #expect(unknown.first?.hint?.contains("t1 Anna Hasler") == true)
  }

  @Test("the board shows everybody, with reason for who is away and what is left out")
  func board() async throws {
    var team = Firm.team
    team[3].absences = [Absence(from: Firm.monday, to: Firm.monday, reason: "course")]
    let firm = try Firm(
      Firm.usual + [Firm.work("x1", at: 1, needs: [SkillNeed("lift", level: 5)])], team: team)
    try await firm.plan()
    let board = try await firm.at("07:00").perform(ShowBoard.self, DayName(nil))
    #expect(board.rows.map(\.technician) == ["t1", "t2", "t3", "t4"])
    #expect(board.rows[3].away == "course")
    #expect(board.unplaced.map(\.appointment) == ["x1"])
    #expect(board.rows.flatMap(\.visits).allSatisfy { $0.prediction != nil })
    for row in board.rows {
      #expect(row.visits.compactMap(\.planned.start) == row.visits.compactMap(\.planned.start).sorted())
    }
  }
}
