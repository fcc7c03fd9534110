import PunctualModel
import PunctualStore
import PunctualWire
import Testing

@testable import PunctualService

@Suite("Complaints, surveys and the record of a customer")
struct CareTests {
  private func firm() throws -> Firm {
    let firm = try Firm([
      Firm.work("a1", at: 1, 60, "08:00", "09:00", promised: true),
      Firm.work("a3", at: 3, 60, "10:00", "11:00", promised: true),
    ])
    try firm.setPlan(["t1": [("a1", "08:15", "09:15")], "t3": [("a3", "10:15", "11:15")]])
    return firm
  }

  private func open(
    _ firm: Firm, customer: String? = nil, about appointment: String? = "a3", _ text: String = "Loud.",
    at time: String = "12:00"
  ) async throws -> Complaint {
    try await firm.at(time).perform(
      OpenComplaint.self,
      ComplaintRequest(customer: customer, appointment: appointment, cause: .conduct, text: text))
  }

  @Test("a complaint is due by the tier's time, and goes from open by acknowledged and answered to closed")
  func lifeCycle() async throws {
    let firm = try firm()
    let gold = try await open(firm)
    #expect(gold.customer == "c3" && gold.appointment == "a3" && gold.dueAt == gold.openedAt + 4 * 3600)
    let standard = try await open(firm, customer: "c2", about: nil)
    #expect(standard.dueAt == standard.openedAt + 24 * 3600 && standard.id != gold.id)
    func step<Case: ComplaintStepCase>(_: Case.Type, _ time: String, _ text: String? = nil) async throws -> Complaint {
      try await firm.at(time).perform(Case.self, ComplaintStep(gold.id, text: text))
    }
    #expect(try await step(AcknowledgeComplaint.self, "12:10").state == .acknowledged)
    let early = await faults { _ = try await step(CloseComplaint.self, "12:20") }
    #expect(early.map(\.code) == [.impossibleStep] && early.first?.hint?.contains("answer") == true)
    let wordless = await faults { _ = try await step(AnswerComplaint.self, "12:30") }
    #expect(wordless.map(\.path) == ["/text"])
    let answered = try await step(AnswerComplaint.self, "16:01", "We are sorry.")
    #expect(answered.isOverdue(at: answered.openedAt))
    let more = try await step(AnswerComplaint.self, "16:30", "Once more.")
    #expect(more.answeredAt == answered.answeredAt && more.answer == "We are sorry.\n\nOnce more.")
    #expect(try await step(CloseComplaint.self, "17:00").state == .closed)
    let late = await faults { _ = try await step(AcknowledgeComplaint.self, "17:10") }
    #expect(late.map(\.code) == [.impossibleStep])
    let kinds = try firm.events().filter { $0.subject == gold.id }.map(\.kind)
    #expect(
      kinds == [
        .complaintOpened, .complaintAcknowledged, .complaintAnswered, .complaintAnswered, .complaintClosed,
      ])
  }

  @Test(
    "a complaint about no visit is told of to its customer at each step, in the customer's words, where that is agreed")
  func withoutAppointment() async throws {
    let firm = try firm()
    let complaint = try await open(firm, customer: "c3", about: nil)
    func messages() throws -> [PunctualModel.Notification] {
      try firm.store.read { try $0.notifications(NotificationFilter(customer: "c3")) }.filter { $0.complaint != nil }
    }
    #expect(try messages().map(\.kind) == [.complaintReceived])
    #expect(try messages().allSatisfy { $0.appointment == nil && $0.complaint == complaint.id })
    #expect(try messages()[0].body.contains("how you were treated"))
    #expect(try firm.store.read { try $0.complaint(complaint.id) }?.acknowledgedAt == Firm.time("12:00"))
    _ = try await firm.at("12:30").perform(AnswerComplaint.self, ComplaintStep(complaint.id, text: "We are sorry."))
    _ = try await firm.at("13:00").perform(CloseComplaint.self, ComplaintStep(complaint.id))
    #expect(
      try messages().map(\.key) == ["received", "answered", "closed"].map { "complaint-\($0)/\(complaint.id)/1" })
    // What waits is looked at again before it leaves: an answered complaint is not acknowledged any more.
    _ = try await firm.at("13:00").perform(SendNotifications.self, SendRequest())
    #expect(try messages().map(\.state) == [.dropped, .sent, .sent])
    _ = try await firm.at("13:05").perform(
      TakeReply.self, IncomingReply(from: try #require(messages().last?.address), text: "STOP"))
    let silent = try await open(firm, customer: "c3", about: nil, at: "13:10")
    #expect(try !messages().contains { $0.complaint == silent.id })
    #expect(try firm.store.health().filter { !$0.ok }.isEmpty)
  }

  @Test("complaints that wait for an answer come first, with how many have waited too long")
  func list() async throws {
    let firm = try firm()
    let first = try await open(firm)
    let second = try await open(firm, customer: "c2", about: nil, at: "12:01")
    let third = try await open(firm, at: "12:02")
    _ = try await firm.at("12:05").perform(AnswerComplaint.self, ComplaintStep(first.id, text: "Sorry."))
    let list = try await firm.at("16:03").perform(ListComplaints.self, ComplaintQuery())
    // A promise of the day was not kept meanwhile, which is a complaint of its own.
    let said = list.items.filter { $0.cause != .missed }
    #expect(said.map(\.id) == [third.id, second.id, first.id])
    #expect(list.overdue == 2)
    _ = try await firm.at("16:05").perform(CloseComplaint.self, ComplaintStep(first.id))
    #expect(try await firm.at("16:06").perform(ListComplaints.self, ComplaintQuery()).items.count == 3)
    let all = try await firm.at("16:06").perform(ListComplaints.self, ComplaintQuery(customer: "c3", all: true))
    #expect(all.items.filter { $0.cause != .missed }.map(\.id) == [third.id, first.id])
  }

  @Test("a complaint about another customer's appointment, or about nobody's, is refused")
  func mismatched() async throws {
    let firm = try firm()
    #expect(await faults { _ = try await open(firm, customer: "c1") }.map(\.path) == ["/appointment"])
    #expect(await faults { _ = try await open(firm, customer: "nobody", about: nil) }.map(\.code) == [.notFound])
    let nameless = Form.schema(ComplaintRequest.self)
    #expect(nameless.text().contains("customer"))
    #expect(try firm.store.read { try $0.complaints() }.isEmpty)
  }

  @Test("a comment of two megabytes and one byte is refused by its size, and nothing is kept")
  func tooLarge() async throws {
    let firm = try firm()
    let text = String(repeating: "x", count: FreeText.mostBytes + 1)
    let found = await faults {
      _ = try await firm.at("12:00").perform(
        RecordSurvey.self, SurveyReport(appointment: "a1", score: 1, comment: text))
    }
    #expect(found.map(\.code) == [.tooLarge])
    let request = #"{"appointment":"a1","score":1,"comment":"\#(text)"}"#
    let refused = await faults {
      _ = try Form.read(
        SurveyReport.self, from: JSONDocument.parse(Array(request.utf8)).root, context: WireContext())
    }
    #expect(refused.map(\.code) == [.tooLarge] && refused.map(\.path) == ["/comment"])
    #expect(try firm.store.read { try $0.surveyAnswers() }.isEmpty)
  }

  @Test("a promise that nobody came to keep opens one complaint by itself")
  func missed() async throws {
    let firm = try firm()
    for time in ["19:00", "19:10", "20:00"] {
      _ = try await firm.at(time).perform(Tick.self, TickRequest(deliver: false))
    }
    let complaints = try firm.store.read { try $0.complaints() }
    #expect(complaints.map(\.cause) == [.missed, .missed])
    #expect(Set(complaints.compactMap(\.appointment)) == ["a1", "a3"])
    let gold = try #require(complaints.first { $0.customer == "c3" })
    #expect(gold.dueAt == Firm.time("23:00"))
  }

  @Test(
    "whom nobody may write to is to be called until somebody has spoken to them; the call is in the record and counts")
  func calls() async throws {
    let firm = try Firm([
      Firm.work("a1", at: 1, 60, "08:00", "09:00", promised: true),
      Firm.work("a9", at: 9, 60, "08:00", "09:00", promised: true),
    ])
    try firm.setPlan(["t1": [("a1", "08:15", "09:15")], "t3": [("a9", "08:15", "09:15")]])
    _ = try await firm.at("08:55").perform(Tick.self, TickRequest(recover: false))
    func wanted(_ time: String) async throws -> [WantedCall] {
      try await firm.at(time).perform(ListCalls.self, Nothing()).items
    }
    func log(_ outcome: CallOutcome, _ time: String, told: String? = nil, note: String? = nil) async throws -> Call {
      try await firm.at(time).perform(
        LogCall.self,
        CallReport(appointment: "a9", outcome: outcome, toldStart: told.map { Firm.time($0) }, note: note))
    }
    let first = try await wanted("08:56")
    #expect(first.map(\.appointment) == ["a9"] && first[0].phones == ["+4235551009"] && first[0].tries == 0)
    #expect(first[0].by == Firm.time("08:30") && first[0].expected ?? Firm.time("00:00") > Firm.time("08:56"))
    _ = try await log(.noAnswer, "08:57")
    #expect(try await wanted("08:58").map(\.tries) == [1])
    let made = try await log(.delay, "08:59", told: "09:20", note: "She will wait.")
    #expect(made.customer == "c9")
    #expect(try await wanted("09:00").isEmpty)
    let nobody = await faults {
      let request = #"{"appointment":"a9","outcome":"no-answer","told_start":"2026-11-23T09:30:00+01:00"}"#
      _ = try Form.read(CallReport.self, from: JSONDocument.parse(Array(request.utf8)).root, context: WireContext())
    }
    #expect(nobody.map(\.path) == ["/told_start"])
    let unknown = await faults {
      _ = try await firm.at("09:00").perform(LogCall.self, CallReport(appointment: "zz", outcome: .other))
    }
    #expect(unknown.map(\.path) == ["/appointment"])
    let ahead = await faults {
      _ = try await firm.at("09:00").perform(
        LogCall.self, CallReport(appointment: "a9", outcome: .other, at: Firm.time("10:00")))
    }
    #expect(ahead.map(\.path) == ["/at"])
    let lines = try await firm.at("10:00").perform(ShowTimeline.self, RecordName("c9")).entries
      .filter { $0.kind == .call }
    #expect(lines.map(\.what) == ["no-answer", "delay"])
    #expect(lines[1].text == "told 09:20\nShe will wait.")
    try await firm.report("a9", [(.depart, "09:10"), (.arrive, "09:18")])
    let report = try await firm.at("12:00").perform(ShowReport.self, Period(from: Firm.monday, to: Firm.monday))
    #expect(report.total.alarms >= 1 && report.total.toldBeforeLate >= 1 && report.total.toldByStandard == 0)
  }

  @Test("a survey answer is kept once an appointment, and listed with the mean")
  func survey() async throws {
    let firm = try firm()
    func record(_ appointment: String, _ score: Int, _ comment: String? = nil) async throws {
      _ = try await firm.at("13:00").perform(
        RecordSurvey.self, SurveyReport(appointment: appointment, score: score, comment: comment))
    }
    try await record("a1", 5)
    try await record("a1", 2, "👎🏽 שלום")
    try await record("a3", 5)
    let list = try await firm.at("13:00").perform(ListSurveys.self, SurveyQuery())
    #expect(list.items.map(\.score) == [2, 5] && list.mean == 3.5)
    let poor = try await firm.at("13:00").perform(ListSurveys.self, SurveyQuery(atMost: 2))
    #expect(poor.items.map(\.comment) == ["👎🏽 שלום"])
    #expect(await faults { try await record("nothing", 3) }.map(\.code) == [.notFound])
  }

  @Test("the record of a customer has both ways in order, and tells which promises were kept")
  func timeline() async throws {
    let firm = try firm()
    try await firm.report("a1", [(.depart, "08:00")])
    _ = try await firm.at("08:02").perform(Tick.self, TickRequest(recover: false))
    try await firm.report("a1", [(.arrive, "08:20"), (.finish, "09:00")])
    try await firm.report("a3", [(.depart, "10:50"), (.arrive, "11:20"), (.finish, "12:00")])
    try firm.store.write { writer in
      try writer.insert(
        Reply(
          customer: "c3", address: "+4235551003", channel: .sms, text: "2", receivedAt: Firm.time("11:05"),
          meaning: .choice(2), outcome: "Booked."))
    }
    _ = try await open(firm, at: "12:30")
    _ = try await firm.at("12:35").perform(SendNotifications.self, SendRequest())
    _ = try await firm.at("12:40").perform(RecordSurvey.self, SurveyReport(appointment: "a3", score: 1, comment: "No."))
    let late = try await firm.at("18:00").perform(ShowTimeline.self, RecordName<Customer>("c3"))
    #expect(late.promises == 1 && late.kept == 0 && late.replies == 1)
    #expect(late.complaints == 1 && late.openComplaints == 1 && late.surveyMean == 1)
    #expect(late.entries.map(\.at) == late.entries.map(\.at).sorted())
    let kinds = late.entries.map(\.kind)
    #expect(kinds.first == .promised && kinds.last == .survey)
    let broken = try #require(late.entries.first { $0.kind == .broken })
    #expect(broken.at == Firm.time("11:20") && broken.text.contains("20 min"))
    #expect(late.entries.contains { $0.kind == .reply && $0.what == "choice 2" && $0.text.contains("Booked.") })
    #expect(late.entries.contains { $0.kind == .complaint && $0.text == "Loud." })
    let kept = try await firm.at("18:00").perform(ShowTimeline.self, RecordName<Customer>("c1"))
    #expect(kept.kept == 1 && kept.promises == 1)
    #expect(kept.entries.contains { $0.kind == .message && $0.state == .sent && !$0.text.isEmpty })
    // What our own people were told about a customer is in the record, and is no message to the customer.
    let own = try firm.notifications().filter { $0.customer == "c3" }
    #expect(own.contains { $0.audience == .dispatcher } && own.contains { $0.state == .sent })
    #expect(late.messages == own.count { $0.audience == .customer && $0.state == .sent })
    #expect(Set(late.entries.compactMap(\.audience)) == Set(own.map(\.audience)))
    let morning = try await firm.at("08:10").perform(ShowTimeline.self, RecordName<Customer>("c1"))
    #expect(morning.entries.allSatisfy { $0.at <= Firm.time("08:10") } && morning.promises == 0)
  }

  @Test("what is forgotten is gone from the record, and its lines stay")
  func forgotten() async throws {
    let firm = try firm()
    _ = try await open(firm, "Secret words.")
    _ = try await firm.at("12:40").perform(
      RecordSurvey.self, SurveyReport(appointment: "a3", score: 1, comment: "Secret."))
    _ = try await firm.at("13:00").perform(ForgetCustomer.self, RecordName<Customer>("c3"))
    let timeline = try await firm.at("18:00").perform(ShowTimeline.self, RecordName<Customer>("c3"))
    // One was opened by itself, for nobody came.
    #expect(timeline.complaints == 2 && timeline.surveyMean == 1)
    #expect(!timeline.entries.contains { $0.text.contains("Secret") })
  }
}
