import PunctualModel
import PunctualNotify
import PunctualStore
import PunctualWire
import Testing

@testable import PunctualService

@Suite("What customers answer")
struct AnswerTests {
  private let phone = "+423 555 10 03"

  /// Anna is late for a2 (customer 3), whose customer was told at eleven, with other windows to choose from.
  private func late() async throws -> Firm {
    let firm = try Firm(
      [
        Firm.work("a1", at: 1, 60, "08:00", "09:00", promised: true),
        Firm.work("a2", at: 3, 60, "10:30", "11:30", promised: true),
      ], team: [Firm.team[0], Firm.team[2]])
    try firm.setPlan(["t1": [("a1", "08:00", "09:00"), ("a2", "10:40", "11:40")]])
    try await firm.report("a1", [(.depart, "07:45"), (.arrive, "08:00")])
    _ = try await firm.at("11:20").perform(Tick.self, TickRequest(recover: false))
    return firm
  }

  private func reply(
    _ firm: Firm, _ text: String, at time: String = "11:25", id: String? = nil, from: String? = nil
  ) async throws -> ReplyReport {
    try await firm.at(time).perform(
      TakeReply.self, IncomingReply(from: from ?? phone, text: text, messageID: id))
  }

  private func holds(_ firm: Firm, at time: String = "11:25") throws -> [Hold] {
    try firm.store.read { try $0.holds(liveAt: Firm.time(time), appointment: "a2") }
  }

  @Test("who is late offers windows that are kept free, each with a code, in the words of the message")
  func offered() async throws {
    let firm = try await late()
    let message = try #require(try firm.notifications([.runningLate]).first)
    let holds = try holds(firm)
    #expect(!holds.isEmpty && holds.map(\.code) == Array(1...holds.count))
    for hold in holds { #expect(message.body.contains("\(hold.code): ")) }
    #expect(holds.allSatisfy { $0.until <= Firm.time("15:20") })
    // The next look offers nothing more, and keeps no more free.
    _ = try await firm.at("11:21").perform(Tick.self, TickRequest(recover: false))
    #expect(try self.holds(firm) == holds)
  }

  @Test("a code books the window, releases the others, and is confirmed; the same message again changes nothing")
  func chosen() async throws {
    let firm = try await late()
    let hold = try #require(try holds(firm).last)
    let report = try await reply(firm, "\(hold.code)", id: "SM1")
    let appointment = try #require(try firm.appointment("a2"))
    #expect(appointment.promise?.window == hold.window)
    #expect(report.notifications.contains { $0.kind == .confirmation && $0.body.contains("New time") })
    #expect(report.reply.meaning == .choice(hold.code) && report.reply.outcome?.hasPrefix("Booked a2") == true)
    #expect(try holds(firm).isEmpty)
    let everything = try firm.everything()
    let again = try await reply(firm, "\(hold.code)", id: "SM1")
    #expect(again.isRepeated && again.notifications.isEmpty)
    #expect(try firm.everything() == everything)
  }

  @Test("who chooses another time after nobody came gets a new appointment, and the broken promise stays on record")
  func afterMissed() async throws {
    let firm = try await late()
    _ = try await firm.at("14:00").perform(Tick.self, TickRequest(recover: false))
    #expect(try firm.notifications([.missed]).map(\.appointment) == ["a2"])
    let hold = try #require(try holds(firm, at: "14:01").last)
    let report = try await reply(firm, "\(hold.code)", at: "14:05")
    let missed = try #require(try firm.appointment("a2"))
    #expect(missed.stage == .missed && missed.promise?.window.end == Firm.time("11:30"))
    let new = try #require(report.notifications.first { $0.kind == .confirmation }?.appointment)
    #expect(new != "a2")
    #expect(try firm.appointment(new)?.promise?.window == hold.window)
    #expect(try firm.store.read { try $0.complaints(ComplaintFilter(appointment: "a2")) }.count == 1)
    #expect(try firm.notifications([.dayChanged]).contains { $0.body.contains("no longer: Customer 3") })
  }

  @Test("a code that is said twice books once: the second, under whatever number of its network, changes nothing")
  func saidTwice() async throws {
    let firm = try await late()
    let hold = try #require(try holds(firm).last)
    _ = try await reply(firm, "\(hold.code)", id: "SM1")
    let booked = try #require(try firm.appointment("a2"))
    let again = try await reply(firm, "Nr. \(hold.code)!", at: "11:27", id: "SM2")
    #expect(again.notifications.isEmpty && again.reply.outcome?.contains("already") == true)
    #expect(try firm.appointment("a2") == booked && holds(firm).isEmpty)
  }

  @Test("other windows have other codes, so that an answer to the first offer books nothing of the second")
  func otherCodes() async throws {
    let firm = try await late()
    let first = try holds(firm)
    for hold in first { try firm.store.write { _ = try $0.close(hold: hold.id, as: .released) } }
    _ = try await reply(firm, "\(first[0].code)", id: "SM1")
    let second = try holds(firm)
    #expect(!second.isEmpty && Set(second.map(\.code)).isDisjoint(with: first.map(\.code)))
    _ = try await reply(firm, "\(first[0].code)", at: "11:26", id: "SM2")
    #expect(
      try firm.appointment("a2")?.promise?.window == TimeWindow(start: Firm.time("10:30"), end: Firm.time("11:30")))
    let third = try holds(firm, at: "11:27")
    let chosen = try #require(third.first)
    _ = try await reply(firm, "\(chosen.code)", at: "11:28", id: "SM3")
    #expect(try firm.appointment("a2")?.promise?.window == chosen.window)
  }

  @Test("a window that is no longer kept free is answered with others")
  func tooLate() async throws {
    let firm = try await late()
    let hold = try #require(try holds(firm).first)
    try firm.store.write { _ = try $0.close(hold: hold.id, as: .released) }
    let report = try await reply(firm, "\(hold.code)")
    #expect(try firm.appointment("a2")?.promise?.window != hold.window)
    #expect(report.notifications.map(\.kind) == [.reschedule])
    #expect(try !holds(firm).isEmpty)
  }

  @Test("STOP between decision and delivery: what waits is dropped, nothing more goes there, whatever an import says")
  func optOut() async throws {
    let firm = try Firm([Firm.work("a2", at: 3, 60)])
    try await firm.plan(at: "06:00")
    let waiting = try #require(try firm.notifications([.confirmation]).first)
    #expect(waiting.state == .queued && waiting.dueAt == Firm.time("08:00"))
    let report = try await reply(firm, "stop", at: "07:00")
    #expect(report.reply.meaning == .optOut)
    #expect(try firm.notifications([.confirmation]).map(\.state) == [.dropped])
    #expect(try firm.store.read { try $0.customer("c3")?.contacts.map(\.consent) } == [false])
    #expect(try firm.appointment("a2")?.stage == .scheduled, "no word of opting out cancels a visit")
    let sent = try await firm.at("08:30").perform(SendNotifications.self, SendRequest())
    #expect(sent.sent.filter { $0.audience == .customer }.isEmpty)
    try firm.store.write { _ = try $0.put(Firm.customers[2]) }
    let journey = try firm.store.read {
      try Journey.read("a2", from: $0, now: Firm.time("09:00"), prediction: nil)
    }
    #expect(journey?.customer.contacts.map(\.consent) == [false])
    _ = try await reply(firm, "START", at: "09:30")
    #expect(try firm.store.read { try $0.customer("c3")?.contacts.map(\.consent) } == [true])
  }

  @Test("CANCEL opts out and cancels no visit")
  func cancel() async throws {
    let firm = try await late()
    _ = try await reply(firm, "CANCEL")
    #expect(try firm.appointment("a2")?.stage == .scheduled)
    #expect(try firm.store.read { try $0.isOptedOut(.sms, "+4235551003") })
  }

  @Test("free text, a wish for a call and an emoji go to a person, and wait until somebody has seen to them")
  func person() async throws {
    let firm = try await late()
    for text in ["Is the key with the neighbour?", "Please call me", "😡"] {
      let report = try await reply(firm, text)
      #expect(report.notifications.map(\.kind) == [.needsPerson])
      #expect(report.notifications[0].audience == .dispatcher && report.reply.outcome == nil)
    }
    let open = try await firm.at("11:30").perform(ShowReplies.self, ReplyQuery(open: true))
    #expect(open.items.count == 3)
    _ = try await firm.at("11:31").perform(
      SettleReply.self, ReplyOutcome(reply: open.items[0].sequence, outcome: "Called."))
    #expect(try await firm.at("11:32").perform(ShowReplies.self, ReplyQuery(open: true)).items.count == 2)
    #expect(try !holds(firm).isEmpty, "none of these chose a window")
  }

  @Test("a score is taken down with its comment, of two megabytes too; a poor one reaches the office")
  func survey() async throws {
    let firm = try Firm([Firm.work("a2", at: 3, 60, "08:00", "10:00", promised: true)], team: [Firm.team[0]])
    try firm.setPlan(["t1": [("a2", "08:10", "09:00")]])
    try await firm.report("a2", [(.depart, "08:00"), (.arrive, "08:10"), (.finish, "09:00")])
    _ = try await firm.at("11:00").perform(SendNotifications.self, SendRequest())
    #expect(try firm.notifications([.followUp]).map(\.state) == [.sent])
    let page = String(repeating: "lorem ipsum ", count: 170_000)
    let report = try await reply(firm, "1 " + page, at: "11:05")
    let answer = try #require(try firm.store.read { try $0.surveyAnswer(appointment: "a2") })
    #expect(answer.score == 1 && (answer.comment?.count ?? 0) <= FreeText.mostKept)
    #expect(Set(report.notifications.map(\.kind)) == [.thankYou, .poorSurvey])
    let found = await faults { _ = try await reply(firm, "1 " + page + page, at: "11:06") }
    #expect(found.map(\.code) == [.outOfRange] || found.map(\.code) == [.tooLarge])
  }

  @Test("a complaint is opened, acknowledged with the time of the answer, and told to the office")
  func complaint() async throws {
    let firm = try await late()
    let report = try await reply(firm, "I want to complain: this is the third time!")
    let complaint = try #require(try firm.store.read { try $0.complaints() }.first)
    #expect(complaint.dueAt == Firm.time("15:25") && complaint.acknowledgedAt == Firm.time("11:25"))
    #expect(Set(report.notifications.map(\.kind)) == [.complaintReceived, .needsPerson])
  }

  @Test("a word from nobody who is known is kept, and waits")
  func stranger() async throws {
    let firm = try await late()
    let report = try await reply(firm, "Hello?", from: "someone@example.net")
    #expect(report.reply.customer == nil && report.reply.outcome == nil && report.notifications.isEmpty)
  }

  @Test("a technician is told of a changed day, and the answer is taken down")
  func technician() async throws {
    let firm = try Firm()
    try await firm.plan(at: "06:00")
    _ = try await firm.at("07:00").perform(
      CancelVisit.self, VisitReport(visit: "a4", at: nil))
    let told = try #require(try firm.notifications([.dayChanged]).first)
    #expect(told.audience == .technician && told.body.contains("no longer: Customer 4"))
    _ = try await firm.at("07:00").perform(SendNotifications.self, SendRequest())
    let report = try await reply(firm, "OK", at: "07:05", from: told.address)
    #expect(report.reply.outcome == "The technician has seen it.")
    #expect(try firm.events().last { $0.kind == .acknowledged }?.subject == told.technician)
  }

  @Test("a changed day stands open on the board and on the technician's own page until it was seen")
  func seen() async throws {
    let firm = try Firm()
    try await firm.plan(at: "06:00")
    let technician = try #require(try firm.visit("a4")?.technician)
    _ = try await firm.at("07:00").perform(CancelVisit.self, VisitReport(visit: "a4", at: nil))
    func changed(at time: String) async throws -> [String: Instant?] {
      let board = try await firm.at(time).perform(ShowBoard.self, DayName(Firm.monday))
      return Dictionary(uniqueKeysWithValues: board.rows.map { ($0.technician, $0.changedAt) }).filter { $1 != nil }
    }
    let mine = MyDayRequest(technician: technician, date: Firm.monday)
    #expect(try await changed(at: "07:05") == [technician: Firm.time("07:00")])
    #expect(try await firm.at("07:05").perform(ShowMyDay.self, mine).row.changedAt == Firm.time("07:00"))
    #expect(try await firm.at("07:10").perform(AcknowledgeDay.self, mine).row.changedAt == nil)
    #expect(try await changed(at: "07:11").isEmpty)
    let everything = try firm.everything()
    _ = try await firm.at("07:12").perform(AcknowledgeDay.self, mine)
    #expect(try firm.everything() == everything, "seen once is seen")
  }

  @Test("a window that is kept free is nobody else's until its time is over")
  func keptFree() async throws {
    let tuesday = Firm.monday.adding(days: 1)
    let window = TimeWindow(start: Firm.time("08:00", on: tuesday), end: Firm.time("08:30", on: tuesday))
    let firm = try Firm(
      [Firm.work("a1", at: 1, 240, "08:00", "10:00", promised: true)], team: [Firm.team[0]])
    try firm.store.write { writer in
      _ = try writer.add(
        Hold(
          appointment: "a1", code: 1, window: window, technician: "t1", plannedStart: window.start,
          madeAt: Firm.time("09:00"), until: Firm.time("12:00")))
    }
    let request = BookRequest(
      customer: "c2", site: "s2", type: "boiler-service", durationMinutes: 240, skills: [SkillNeed("heating")],
      window: window)
    let found = await faults { _ = try await firm.at("11:00").perform(BookSlot.self, request) }
    #expect(found.map(\.code) == [.slotTaken])
    let offer = try await firm.at("11:00").perform(
      MakeOffer.self,
      OfferRequest(
        customer: "c2", site: "s2", type: "boiler-service", durationMinutes: 60, from: tuesday, days: 1,
        windowMinutes: 60, limit: 100))
    let busy = TimeWindow(start: Firm.time("09:00", on: tuesday), end: Firm.time("10:30", on: tuesday))
    #expect(!offer.slots.isEmpty && offer.slots.allSatisfy { !busy.contains($0.window.start) })
    #expect(offer.slots.allSatisfy { slot in slot.moves.allSatisfy { !$0.appointment.contains("hold") } })
    let booking = try await firm.at("12:01").perform(BookSlot.self, request)
    #expect(booking.appointment.promise?.window == window)
  }
}
