import PunctualModel
import PunctualSample
import PunctualStore
import PunctualWire
import Testing

@testable import PunctualService

@Suite("Promises that a plan makes")
struct SurePromiseTests {
  /// Anna is promised away until about ten; what follows on her day at ten is unsure.
  private static let long = Firm.work("a1", at: 1, 120, "08:00", "08:05", promised: true, pin: Pin(technician: "t1"))

  /// Must begin in the quarter of an hour in which Anna may be done.
  private static func tight(pin: Pin? = nil, or later: TimeWindow? = nil) -> Appointment {
    var work = Firm.work("r1", at: 1, 30, "10:00", "10:15", pin: pin)
    if let later { work.windows.append(later) }
    return work
  }

  @Test("a request that is not sure with anybody is not promised: it is left out with the chance that it would have")
  func unsure() async throws {
    let firm = try Firm([Self.long, Self.tight()], team: [Firm.team[0]])
    let day = try await firm.plan()
    #expect(day.promisedNow == 0 && day.promisedBelow == 0)
    #expect(try firm.visit("r1") == nil)
    let left = try #require(day.unplaced.first)
    #expect(left.appointment == "r1" && !left.laterPossible)
    #expect(left.reason.contains("would be kept with the 85 % of standard: 10:00–10:15 with "))
    let request = try #require(try firm.appointment("r1"))
    #expect(request.stage == .requested && request.promise == nil)
    #expect(try firm.notifications([.confirmation]).isEmpty)
    let explained = try await firm.at("06:05").perform(ExplainAppointment.self, RecordName("r1"))
    #expect(explained.remedies.contains { $0.contains("punctual propose r1") })
    #expect(explained.remedies.contains { $0.contains(#""technician": "t1""#) })
  }

  @Test("it goes to whoever can come for sure, dearer or not")
  func elsewhere() async throws {
    let firm = try Firm([Self.long, Self.tight()], team: [Firm.team[0], Firm.team[2]])
    let day = try await firm.plan()
    #expect(day.unplaced.isEmpty && day.promisedNow == 1)
    #expect(try firm.visit("r1")?.technician == "t3")
    #expect(try #require(firm.appointment("r1")?.promise?.chance) >= ServiceTier.standard.promiseChance)
  }

  @Test("where it may be done on a later day, it waits for that and is promised then")
  func laterDay() async throws {
    let tuesday = Firm.monday.adding(days: 1)
    let later = TimeWindow(start: Firm.time("08:00", on: tuesday), end: Firm.time("16:00", on: tuesday))
    let firm = try Firm([Self.long, Self.tight(or: later)], team: [Firm.team[0]])
    let request = PlanRequest(date: Firm.monday, days: 2, exploration: 1)
    let days = try await firm.at("06:00").perform(MakePlan.self, request).days
    #expect(days[0].unplaced.map(\.laterPossible) == [true])
    #expect(days[1].promisedNow == 1)
    let promise = try #require(try firm.appointment("r1")?.promise)
    #expect(later.contains(promise.window.start) && (promise.chance ?? 0) >= 0.85)
  }

  @Test("a pin is the office's word: it is promised with the chance that it has, and counted")
  func pinned() async throws {
    let firm = try Firm([Self.long, Self.tight(pin: Pin(technician: "t1"))], team: [Firm.team[0]])
    let day = try await firm.plan()
    #expect(day.promisedNow == 1 && day.promisedBelow == 1)
    let promise = try #require(try firm.appointment("r1")?.promise)
    #expect(try #require(promise.chance) < ServiceTier.standard.promiseChance)
    #expect(try firm.events().contains { $0.kind == .promised && $0.details["chance"] != nil })
  }

  @Test("a place for a request makes no promise unsure that was sure")
  func others() async throws {
    let firm = try Firm(
      [
        Firm.work("b1", at: 1, 120, "08:00", "08:05", promised: true, pin: Pin(technician: "t1")),
        Firm.work("b2", at: 1, 120, "08:00", "08:05", promised: true, pin: Pin(technician: "t3")),
        Firm.work("b3", at: 1, 30, "10:30", "11:00", promised: true, pin: Pin(technician: "t3")),
        Self.tight(),
      ], team: [Firm.team[0], Firm.team[2]])
    let before = try await firm.plan(dryRun: true)
    let state = try firm.state(at: "06:00")
    #expect(state.plan == nil && before.promisedNow == 0)
    try await firm.plan()
    let chances = try firm.state(at: "06:01").predictions()
    #expect(try 1 - #require(chances["b3"]).late.probability >= 0.85)
  }

  @Test("on the sample firm's week every promise that is made has its tier's chance, and is stored with it")
  func sampleWeek() async throws {
    let sample = SampleFirm.make(seed: SampleFirm.defaultSeed)
    let firm = try Firm([], team: [], organisation: sample.organisation)
    try firm.store.write { writer in
      for technician in sample.technicians { _ = try writer.put(technician) }
      for customer in sample.customers { _ = try writer.put(customer) }
      for appointment in sample.appointments { _ = try writer.put(appointment) }
    }
    let day = try await firm.plan(at: "18:00", on: SampleFirm.firstDay.adding(days: -1), for: SampleFirm.firstDay)
    #expect(day.promisedNow > 0 && day.promisedBelow == 0)
    let customers = sample.customers.keyed(by: \.id)
    for request in sample.appointments where request.promise == nil {
      guard let now = try firm.appointment(request.id), let promise = now.promise else { continue }
      let tier = sample.organisation.tier(customers[now.customer]?.tier ?? "")
      #expect(try #require(promise.chance) >= tier.promiseChance, "\(request.id)")
      #expect(promise.window.seconds <= tier.windowMinutes * 60)
      #expect(request.windows.contains { $0.start <= promise.window.start && promise.window.end <= $0.end })
    }
  }
}

@Suite("Other times for an appointment")
struct ProposeTests {
  private func propose(_ firm: Firm, _ id: String = "a2", at time: String = "07:00") async throws -> Proposal {
    try await firm.at(time).perform(ProposeWindows.self, RecordName(id))
  }

  @Test("other times are kept free and told with their codes; the customer's answer books one")
  func answered() async throws {
    let firm = try Firm([Firm.work("a2", at: 3, 60, "10:00", "10:30")], team: [Firm.team[0]])
    let proposal = try await propose(firm)
    #expect(proposal.windows.map(\.code) == [1, 2, 3] && proposal.notifications.map(\.kind) == [.reschedule])
    let body = try #require(proposal.notifications.first).body
    #expect(proposal.windows.allSatisfy { body.contains("\($0.code): ") })
    #expect(try firm.events().contains { $0.kind == .proposed && $0.subject == "a2" })
    _ = try await firm.at("07:01").perform(SendNotifications.self, SendRequest())
    _ = try await firm.at("07:30").perform(TakeReply.self, IncomingReply(from: "+4235551003", text: "2 bitte"))
    #expect(try firm.appointment("a2")?.promise?.window == proposal.windows[1].window)
  }

  @Test("whoever may not be written to is called: the office books the time that was chosen, by its code")
  func called() async throws {
    let firm = try Firm([Firm.work("a2", at: 9, 60, "10:00", "10:30")], team: [Firm.team[0]])
    let proposal = try await propose(firm)
    #expect(proposal.notifications.isEmpty && proposal.phone == "+4235551009" && !proposal.windows.isEmpty)
    let wrong = await faults {
      _ = try await firm.at("07:05").perform(TakeProposal.self, ProposalChoice(appointment: "a2", code: 9))
    }
    #expect(wrong.map(\.code) == [.notFound] && wrong.first?.hint?.contains("1, 2") == true)
    let booking = try await firm.at("07:05").perform(TakeProposal.self, ProposalChoice(appointment: "a2", code: 1))
    #expect(booking.appointment.promise?.window == proposal.windows[0].window)
    #expect(booking.chance >= booking.leastChance)
    #expect(try firm.store.read { try $0.holds(liveAt: Firm.time("07:06"), appointment: "a2") }.isEmpty)
  }

  @Test("proposing again gives back what was kept; what is over has no other time")
  func again() async throws {
    let firm = try Firm([Firm.work("a2", at: 3, 60, "08:00", "12:00")], team: [Firm.team[0]])
    _ = try await propose(firm)
    let second = try await propose(firm, at: "07:10")
    let kept = try firm.store.read { try $0.holds(liveAt: Firm.time("07:11"), appointment: "a2") }
    #expect(kept.map(\.window) == second.windows.map(\.window))
    try await firm.plan(at: "07:15")
    try await firm.report("a2", [(.depart, "08:00"), (.arrive, "08:10"), (.finish, "09:00")])
    let over = await faults { _ = try await propose(firm, at: "09:10") }
    #expect(over.map(\.code) == [.impossibleStep])
  }
}

@Suite("Promised work that nobody is planned for")
struct LeftOutTests {
  @Test(
    "what was promised after the day was planned is on the board, among what is late, and in each step until it has a place"
  )
  func late() async throws {
    let firm = try Firm(Firm.usual)
    try await firm.plan()
    let expert = [SkillNeed("heating", level: 5)]
    try firm.store.write { writer in
      _ = try writer.put(Firm.work("n1", at: 3, 30, "12:00", "16:00", promised: true))
      _ = try writer.put(Firm.work("n2", at: 2, 30, "12:00", "16:00", needs: expert, promised: true))
    }
    let board = try await firm.at("06:30").perform(ShowBoard.self, DayName(Firm.monday))
    #expect(board.unplaced.map(\.appointment) == ["n1", "n2"])
    let report = try await firm.at("06:30").perform(ShowLate.self, LateRequest(date: Firm.monday))
    #expect(report.leftOut.map(\.appointment) == ["n1", "n2"])
    let step = try await firm.at("06:31").perform(Tick.self, TickRequest())
    #expect(step.moves.contains { $0.visit == "n1" && $0.how == "place" })
    #expect(step.leftOut.map(\.appointment) == ["n2"])
    #expect(try firm.appointment("n1")?.stage == .scheduled)
    let given = try await firm.at("15:20").perform(Tick.self, TickRequest())
    #expect(try given.leftOut.isEmpty && firm.notifications([.missed]).contains { $0.appointment == "n2" })
  }
}
