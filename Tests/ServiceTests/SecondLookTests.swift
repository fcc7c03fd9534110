import PunctualModel
import PunctualStore
import PunctualWire
import Testing

@testable import PunctualService

@Suite("Messages that wait are looked at again, and the preview knows what the next step would do")
struct SecondLookTests {
  /// Anna is stuck at her first customer and has another promise before a2, who was promised 10:30 to 11:30. Carla is free
  /// until the afternoon.
  private func stuck() async throws -> Firm {
    let firm = try Firm(
      [
        Firm.work("a1", at: 1, 60, "08:00", "09:00", promised: true),
        Firm.work("b1", at: 1, 75, "08:00", "10:40", promised: true, pin: Pin(technician: "t1")),
        Firm.work("a2", at: 3, 50, "10:30", "11:30", promised: true),
        Firm.work("x1", at: 4, 50, "13:00", "15:00", on: Firm.monday.adding(days: 1), promised: true),
      ], team: [Firm.team[0], Firm.team[2]])
    try firm.setPlan([
      "t1": [("a1", "08:00", "09:00"), ("b1", "09:15", "10:30"), ("a2", "10:40", "11:40")], "t3": [],
    ])
    try await firm.report("a1", [(.depart, "07:45"), (.arrive, "08:00")])
    return firm
  }

  private func tick(_ firm: Firm, at time: String, recover: Bool = true) async throws -> TickReport {
    try await firm.at(time).perform(Tick.self, TickRequest(recover: recover, deliver: false))
  }

  private func send(_ firm: Firm, at time: String, dryRun: Bool = false) async throws -> SendReport {
    try await firm.at(time).perform(SendNotifications.self, SendRequest(), dryRun: dryRun)
  }

  private func state(_ key: String, _ firm: Firm) throws -> DeliveryState? {
    try firm.notifications().first { $0.key == key }?.state
  }

  @Test("word of a delay that could not leave for a while is dropped where the promise is safe again by then")
  func safeAgain() async throws {
    let firm = try await stuck()
    let late = try #require(try await tick(firm, at: "10:45", recover: false).queued.first { $0.kind == .runningLate })
    #expect(late.appointment == "a2")
    // Meanwhile somebody else has taken it over.
    try firm.setPlan([
      "t1": [("a1", "08:00", "09:00"), ("b1", "11:00", "12:15")], "t3": [("a2", "11:00", "11:50")],
    ])
    let rehearsed = try await send(firm, at: "10:50", dryRun: true)
    #expect(rehearsed.dropped.map(\.key).contains(late.key) && !rehearsed.sent.map(\.key).contains(late.key))
    #expect(try state(late.key, firm) == .queued)
    let preview = try await firm.at("10:50").perform(PreviewNotifications.self, DayName(nil))
    #expect(!preview.waiting.contains { $0.key == late.key })
    let why = preview.withheld.first { $0.appointment == "a2" && $0.kind == .runningLate }
    #expect(why?.reason.hasPrefix("The promise is safe again: P(late) 0.0") == true, "\(preview.withheld)")
    let sent = try await send(firm, at: "10:50")
    #expect(sent.dropped.first { $0.key == late.key }?.lastError?.hasPrefix("The promise is safe again") == true)
    #expect(try state(late.key, firm) == .dropped)
    // Nobody was told of a delay, so nobody is told of its end.
    #expect(try await tick(firm, at: "10:51", recover: false).queued.allSatisfy { $0.kind != .allClear })
  }

  @Test("word of a delay that is still true leaves, however long it waited for its channel")
  func stillLate() async throws {
    let firm = try await stuck()
    let late = try #require(try await tick(firm, at: "10:45", recover: false).queued.first { $0.kind == .runningLate })
    _ = try await send(firm, at: "10:50")
    #expect(try state(late.key, firm) == .sent)
  }

  @Test("the preview takes what would be moved into account, and tomorrow's reminders; a day narrows it")
  func preview() async throws {
    let firm = try await stuck()
    let before = try firm.everything()
    let all = try await firm.at("10:45").perform(PreviewNotifications.self, DayName(nil))
    let monday = try await firm.at("10:45").perform(PreviewNotifications.self, DayName(Firm.monday))
    let tuesday = try await firm.at("10:45").perform(
      PreviewNotifications.self, DayName(Firm.monday.adding(days: 1)))
    #expect(try firm.everything() == before)
    // Carla takes a2 over, so its customer hears nothing.
    #expect(!all.decided.contains { $0.appointment == "a2" && $0.kind == .runningLate })
    #expect(all.decided.contains { $0.appointment == "x1" && $0.kind == .reminder })
    #expect(tuesday.decided.map(\.kind) == [.reminder])
    #expect(monday.decided.map(\.key) + tuesday.decided.map(\.key) == all.decided.map(\.key))
    let step = try await tick(firm, at: "10:45")
    #expect(step.moves.map(\.visit) == ["a2"])
    #expect(step.queued.map(\.body) == all.decided.map(\.body))
    let waiting = try await firm.at("10:46").perform(PreviewNotifications.self, DayName(nil))
    #expect(waiting.decided.isEmpty)
    #expect(waiting.waiting.map(\.key) == step.queued.map(\.key), "\(waiting.withheld)")
  }

  @Test(
    "what waits for the morning is looked at anew: a visit that was moved in the night sends its old time to nobody")
  func movedInTheNight() async throws {
    let firm = try Firm([])
    let sunday = Firm.monday.adding(days: -1)
    let booked = try await firm.at("22:00", on: sunday).perform(
      BookSlot.self,
      BookRequest(
        id: "n1", customer: "c3", type: "repair", durationMinutes: 60, skills: [SkillNeed("heating")],
        window: TimeWindow(start: Firm.time("13:00"), end: Firm.time("15:00"))))
    let old = try #require(booked.notifications.first { $0.kind == .confirmation })
    #expect(old.dueAt == Firm.time("08:00"))
    let proposal = try await firm.at("22:30", on: sunday).perform(ProposeWindows.self, RecordName("n1"))
    let code = try #require(proposal.windows.first?.code)
    let taken = try await firm.at("22:40", on: sunday).perform(
      TakeProposal.self, ProposalChoice(appointment: "n1", code: code))
    let new = try #require(taken.notifications.first { $0.kind == .confirmation })
    #expect(try await send(firm, at: "07:59").sent.isEmpty)
    let preview = try await firm.at("07:59").perform(PreviewNotifications.self, DayName(nil))
    #expect(preview.waiting.map(\.key).contains(new.key) && !preview.waiting.map(\.key).contains(old.key))
    let morning = try await send(firm, at: "08:00")
    #expect(morning.sent.map(\.key).filter { $0.hasPrefix("confirmation/") } == [new.key])
    let dropped = try #require(morning.dropped.first { $0.key == old.key })
    #expect(dropped.lastError == "Superseded by \(new.key)." || dropped.lastError == "The promise has changed since.")
    // The confirmation says what the proposal asked.
    #expect(morning.sent.allSatisfy { !$0.body.contains("13:00-15:00") })
  }
}
