import PunctualModel
import PunctualStore
import PunctualWire
import Testing

@testable import PunctualService

@Suite("What is reported of a visit")
struct VisitStepTests {
  private func firm() throws -> Firm {
    let firm = try Firm([
      Firm.work("a1", at: 1, 60, "09:00", "11:00", promised: true),
      Firm.work("z1", at: 2, 60, "13:00", "15:00", crew: 2, promised: true),
    ])
    try firm.setPlan([
      "t1": [("a1", "09:30", "10:30"), ("z1", "13:30", "14:30")], "t3": [("z1+2", "13:30", "14:30")],
    ])
    return firm
  }

  @Test("a visit's way from dispatch to finish is stamped, journalled, and its appointment goes along")
  func usualWay() async throws {
    let firm = try firm()
    var seen: [Stage?] = []
    for step in [(Step.dispatch, "08:30"), (.depart, "09:05"), (.arrive, "09:20"), (.finish, "10:15")] {
      try await firm.report("a1", [step])
      seen.append(try firm.appointment("a1")?.stage)
    }
    #expect(seen == [.dispatched, .underWay, .onSite, .finished])
    let visit = try #require(try firm.visit("a1"))
    #expect(
      visit.actual
        == VisitTimes(
          depart: Firm.time("09:05"), arrive: Firm.time("09:20"), start: Firm.time("09:20"),
          finish: Firm.time("10:15")))
    let kinds = try firm.events().filter { $0.subject == "a1" && $0.kind != .notificationQueued }.map(\.kind)
    #expect(kinds == [.dispatched, .departed, .arrived, .finished])
  }

  @Test("the customer hears that somebody is on the way, and later how it was")
  func told() async throws {
    let firm = try firm()
    let departed = try await firm.at("09:05").perform(DepartVisit.self, VisitReport(visit: "a1", at: nil))
    #expect(departed.notifications.map(\.kind) == [.onMyWay])
    #expect(departed.notifications[0].body.contains("Anna"))
    let arrived = try await firm.at("09:20").perform(ArriveVisit.self, VisitReport(visit: "a1", at: nil))
    #expect(arrived.notifications.isEmpty)
    let finished = try await firm.at("10:15").perform(FinishVisit.self, VisitReport(visit: "a1", at: nil))
    #expect(finished.notifications.map(\.kind) == [.followUp])
    #expect(finished.notifications[0].dueAt > Firm.time("10:15"))
    // Each message names the journal's entry that caused it.
    let causes = try firm.events().filter { $0.subject == "a1" }.keyed(by: \.sequence)
    for notification in try firm.notifications() {
      #expect([.departed, .finished].contains(try #require(causes[notification.cause]).kind))
    }
  }

  @Test("who comes before the window waits for it; who finishes before it opens began early")
  func startWaits() async throws {
    let firm = try firm()
    try await firm.report("a1", [(.depart, "08:20"), (.arrive, "08:40")])
    #expect(try firm.visit("a1")?.actual.start == Firm.time("09:00"))
    try await firm.report("a1", [(.finish, "08:55")])
    let actual = try #require(try firm.visit("a1")?.actual)
    #expect(actual.start == Firm.time("08:55") && actual.finish == Firm.time("08:55"))
  }

  @Test(
    "a step that the stage does not allow is refused with what is possible",
    arguments: [
      ([(Step, String)](), Step.arrive, "depart"), ([], .finish, "depart"), ([(.depart, "09:00")], .finish, "arrive"),
      ([(.depart, "09:00")], .depart, "arrive"),
      ([(.depart, "09:00"), (.arrive, "09:10")], .cancel, "finish"),
    ])
  func refused(before: [(Step, String)], step: Step, possible: String) async throws {
    let firm = try firm()
    try await firm.report("a1", before)
    let state = try firm.everything()
    let found = await faults { try await firm.report("a1", [(step, "09:30")]) }
    #expect(found.map(\.code) == [.impossibleStep])
    #expect(found.first?.hint?.contains(possible) == true)
    #expect(try firm.everything() == state)
  }

  @Test("nothing more happens to what is over, and the refusal says so", arguments: [Step.depart, .arrive, .cancel])
  func over(step: Step) async throws {
    let firm = try firm()
    try await firm.report("a1", [(.depart, "09:00"), (.arrive, "09:10"), (.finish, "10:00")])
    let found = await faults { try await firm.report("a1", [(step, "10:30")]) }
    #expect(found.map(\.code) == [.impossibleStep])
    #expect(found.first?.hint == "Nothing more can happen to it.")
  }

  @Test("a time before the last stamp is refused, a time to come is refused, a moment's clock error is not")
  func times() async throws {
    let firm = try firm()
    try await firm.report("a1", [(.depart, "09:05")])
    let workspace = firm.at("09:30")
    let before = await faults {
      _ = try await workspace.perform(ArriveVisit.self, VisitReport(visit: "a1", at: Firm.time("09:04")))
    }
    #expect(before.map(\.code) == [.outOfRange])
    #expect(before.first?.path == "/at")
    let ahead = await faults {
      _ = try await workspace.perform(ArriveVisit.self, VisitReport(visit: "a1", at: Firm.time("09:36")))
    }
    #expect(ahead.map(\.code) == [.outOfRange])
    let receipt = try await workspace.perform(ArriveVisit.self, VisitReport(visit: "a1", at: Firm.time("09:34")))
    #expect(receipt.visit.actual.arrive == Firm.time("09:34"))
  }

  @Test("what happened earlier can be reported later, at its own time")
  func reportedLater() async throws {
    let firm = try firm()
    let receipt = try await firm.at("12:00").perform(
      DepartVisit.self, VisitReport(visit: "a1", at: Firm.time("09:05")))
    #expect(receipt.visit.actual.depart == Firm.time("09:05"))
    #expect(try firm.events().last { $0.kind == .departed }?.at == Firm.time("09:05"))
  }

  @Test("no such visit: not found, with where to look")
  func unknown() async throws {
    let firm = try firm()
    let found = await faults { try await firm.report("nowhere", [(.depart, "09:00")]) }
    #expect(found.map(\.code) == [.notFound])
    #expect(found.first?.hint?.contains("board") == true)
  }

  @Test("a crew is as far as its first member, and done when all are")
  func crew() async throws {
    let firm = try firm()
    try await firm.report("z1", [(.depart, "13:05")])
    #expect(try firm.appointment("z1")?.stage == .underWay)
    try await firm.report("z1", [(.arrive, "13:25")])
    try await firm.report("z1+2", [(.depart, "13:10"), (.arrive, "13:30")])
    #expect(try firm.appointment("z1")?.stage == .onSite)
    try await firm.report("z1", [(.finish, "14:20")])
    #expect(try firm.appointment("z1")?.stage != .finished)
    try await firm.report("z1+2", [(.finish, "14:30")])
    #expect(try firm.appointment("z1")?.stage == .finished)
    #expect(try firm.notifications([.onMyWay]).count == 1)
    #expect(try firm.notifications([.followUp]).count == 1)
  }

  @Test("cancelling one of a crew's visits cancels the appointment and the other")
  func cancelCrew() async throws {
    let firm = try firm()
    try await firm.report("z1+2", [(.cancel, "12:00")])
    #expect(try firm.visit("z1")?.stage == .cancelled)
    #expect(try firm.visit("z1+2")?.stage == .cancelled)
    #expect(try firm.appointment("z1")?.stage == .cancelled)
    let board = try await firm.at("12:00").perform(ShowBoard.self, DayName(nil))
    #expect(board.rows.flatMap(\.visits).map(\.id) == ["a1"])
  }

  @Test("who is not let in leaves a visit that can be promised anew")
  func noAccess() async throws {
    let firm = try firm()
    try await firm.report("a1", [(.depart, "09:00"), (.arrive, "09:10"), (.noAccess, "09:25")])
    #expect(try firm.appointment("a1")?.stage == .noAccess)
    #expect(try firm.visit("a1")?.actual.finish == Firm.time("09:25"))
    #expect(try firm.appointment("a1")?.stage.after(.book) == .booked)
  }

  @Test("a write that fails after its effects leaves neither effect nor entry nor message")
  func together() async throws {
    let firm = try firm()
    let before = try firm.everything()
    let session = Session(
      store: firm.store, now: Firm.time("09:05"), clock: { Firm.time("09:05") }, zone: Firm.zone, actor: "test",
      dryRun: false, idempotencyKey: "k1",
      fingerprint: "x")
    let found = await faults {
      _ = try session.commit { transaction -> Nothing in
        let event = try transaction.step(.depart, visit: "a1", at: session.now)
        #expect(try transaction.notify("a1", cause: event).count == 1)
        throw Faults(.storage, "the disk is full")
      }
    }
    #expect(found.map(\.code) == [.storage])
    #expect(try firm.everything() == before)
    #expect(try firm.store.read { try $0.storedAnswer(idempotencyKey: "k1") } == nil)
  }
}
