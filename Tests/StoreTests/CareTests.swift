import Foundation
import PunctualModel
import PunctualStore
import Testing

@Suite("Complaints, survey answers and replies")
struct CareTests {
  let sandbox = Sandbox()

  private func filled() throws -> Store {
    let store = try sandbox.create()
    try Sample.fill(store)
    return store
  }

  private var complaint: Complaint {
    Complaint(
      id: "CP-1", customer: "c1", appointment: "a1", cause: .late, text: "Zu spät 🛠️\nשלום", openedAt: Sample.noon,
      dueAt: Sample.noon + 4 * 3600)
  }

  private var reply: Reply {
    Reply(
      providerID: "SM7", customer: "c1", address: "+423 000 11 22", channel: .sms, text: "2", receivedAt: Sample.noon,
      about: 1, meaning: .choice(2), outcome: "booked")
  }

  @Test("a complaint goes from open to closed, and a stale change is refused")
  func complaints() throws {
    let store = try filled()
    try store.write { writer throws in
      let stored = try writer.insert(complaint)
      #expect(stored == complaint && stored.state == .open)
      var answered = stored
      (answered.acknowledgedAt, answered.answeredAt, answered.answer) = (Sample.noon + 5, Sample.noon + 9, "Pardon")
      let second = try writer.update(answered)
      #expect(second.revision == 2 && second.state == .answered)
      #expect(try code { _ = try writer.update(stored) } == .conflict)
      #expect(try code { _ = try writer.insert(stored) } == .duplicateID)
      #expect(try writer.complaints(ComplaintFilter(customer: "c1", isOpen: true)) == [second])
      var closed = second
      closed.closedAt = Sample.noon + 10
      #expect(try writer.update(closed).state == .closed)
      #expect(try writer.complaints(ComplaintFilter(isOpen: true)).isEmpty)
      #expect(try writer.complaints(ComplaintFilter(appointment: "a2")).isEmpty)
      let span = TimeWindow(start: Sample.noon, end: Sample.noon)
      #expect(try writer.complaints(ComplaintFilter(opened: span)).count == 1)
    }
  }

  @Test("a complaint is overdue by when it was answered, not by when it is looked at")
  func overdue() {
    var answered = complaint
    #expect(!answered.isOverdue(at: answered.dueAt) && answered.isOverdue(at: answered.dueAt + 1))
    answered.answeredAt = answered.dueAt
    #expect(!answered.isOverdue(at: answered.dueAt + 86_400))
  }

  @Test("who names nobody, and nothing that is there, is told both at once")
  func references() throws {
    let store = try filled()
    var lost = complaint
    (lost.customer, lost.appointment) = ("nobody", "nothing")
    let said = try words { try store.write { _ = try $0.insert(lost) } }
    #expect(said.contains("/customer") && said.contains("/appointment"))
    #expect(
      try code {
        try store.write { _ = try $0.put(SurveyAnswer(appointment: "x", customer: "c1", score: 3, at: Sample.noon)) }
      } == .unknownReference)
    #expect(try code { try store.write { _ = try $0.insert(reply) } } == .unknownReference)
  }

  @Test("a long text is kept up to its bound; one beyond two megabytes is refused, and nothing is stored")
  func bounds() throws {
    let store = try filled()
    var long = complaint
    long.text = "\u{0}  " + String(repeating: "👩‍🔧", count: 5000) + "\n"
    let stored = try store.write { try $0.insert(long) }
    #expect(stored.text.count == FreeText.mostKept && stored.text.hasPrefix("👩‍🔧") && stored.text.hasSuffix("…"))
    var answer = SurveyAnswer(
      appointment: "a1", customer: "c1", score: 1, comment: String(repeating: "x", count: (2 << 20) + 1),
      at: Sample.noon)
    #expect(try code { try store.write { _ = try $0.put(answer) } } == .tooLarge)
    #expect(try store.read { try $0.surveyAnswers().isEmpty })
    answer.comment = " \r\n "
    #expect(try store.write { try $0.put(answer) }.comment == nil)
  }

  @Test("one scalar that is combined a million times is bounded as well")
  func combining() throws {
    let tower = "e" + String(repeating: "\u{0301}", count: 500_000)
    #expect(try FreeText.kept(tower).unicodeScalars.count <= FreeText.mostKept * 8)
  }

  @Test("a later answer to a survey takes the place of the earlier")
  func surveys() throws {
    let store = try filled()
    try store.write { writer throws in
      try writer.put(SurveyAnswer(appointment: "a1", customer: "c1", score: 5, comment: "gut", at: Sample.noon))
      let last = SurveyAnswer(appointment: "a1", customer: "c1", score: 2, at: Sample.noon + 9)
      try writer.put(last)
      #expect(try writer.surveyAnswers(customer: "c1") == [last])
      #expect(try writer.surveyAnswer(appointment: "a1") == last)
      #expect(try writer.surveyAnswers(customer: "c2").isEmpty)
    }
  }

  @Test("calls are kept in order, one noted twice once; each names what it is about")
  func calls() throws {
    let store = try filled()
    let first = Call(appointment: "a1", customer: "c1", at: Sample.noon, outcome: .noAnswer)
    var second = Call(
      appointment: "a1", customer: "c1", at: Sample.noon + 60, outcome: .delay, toldStart: Sample.noon + 3600, note: " "
    )
    try store.write { writer throws in
      try writer.put(second)
      try writer.put(first)
      second.note = nil
      #expect(try writer.put(second) == second)
      #expect(try writer.calls(appointment: "a1") == [first, second])
      #expect(try writer.calls(customer: "c1") == [first, second] && writer.calls(customer: "c2").isEmpty)
    }
    let lost = Call(appointment: "x", customer: "nobody", at: Sample.noon, outcome: .other)
    let said = try words { try store.write { _ = try $0.put(lost) } }
    #expect(said.contains("/appointment") && said.contains("/customer"))
    #expect(try code { try store.write { try $0.removeAppointment("a1") } } == .stillUsed)
  }

  @Test("a reply that its provider delivers twice is stored once; what became of it can be added")
  func replies() throws {
    let store = try filled()
    try store.write { writer throws in
      try writer.enqueue(Sample.notification("k1"))
      let first = try #require(try writer.insert(reply))
      #expect(first.sequence == 1)
      #expect(try writer.insert(reply) == nil)
      var nameless = reply
      (nameless.providerID, nameless.customer, nameless.about, nameless.meaning) = (nil, nil, nil, .optOut)
      #expect(try writer.insert(nameless)?.sequence == 2)
      #expect(try writer.insert(nameless)?.sequence == 3)
      #expect(try writer.replies().map(\.sequence) == [1, 2, 3])
      #expect(try writer.replies(customer: "c1") == [first])
      #expect(try writer.replies(limit: 1).map(\.sequence) == [3])
      var done = first
      (done.meaning, done.outcome) = (.callMe, "called")
      #expect(try writer.update(done) == done)
      #expect(try writer.reply(channel: .sms, providerID: "SM7") == done)
    }
  }

  @Test("forgetting a customer erases the words, also of replies that nobody was found for, and keeps the figures")
  func forget() throws {
    let store = try filled()
    let secret = "Zwetschgenbaumer"
    try store.write { writer in
      try writer.enqueue(Sample.notification("k1"))
      var told = complaint
      (told.text, told.answer) = (secret, secret)
      try writer.insert(told)
      try writer.put(SurveyAnswer(appointment: "a1", customer: "c1", score: 2, comment: secret, at: Sample.noon))
      var mine = reply
      (mine.text, mine.outcome) = (secret, secret)
      try writer.insert(mine)
      (mine.providerID, mine.customer) = (nil, nil)
      try writer.insert(mine)
    }
    let counts = try store.write { try $0.forget("c1") }
    #expect(counts.rows["complaint"] == 1 && counts.rows["survey_answer"] == 1 && counts.rows["reply"] == 2)
    #expect(try sandbox.bytes().range(of: Data(secret.utf8)) == nil)
    try store.read { reader throws in
      let complaint = try #require(try reader.complaint("CP-1"))
      #expect(complaint.text.isEmpty && complaint.answer == "" && complaint.cause == .late)
      #expect(try reader.surveyAnswer(appointment: "a1")?.score == 2)
      #expect(try reader.replies().allSatisfy { $0.address.isEmpty && $0.text.isEmpty && $0.outcome == "" })
    }
    #expect(try store.write { try $0.forget("c1") }.rows == [:])
    #expect(try store.health().filter { !$0.ok }.isEmpty)
  }

  @Test("a customer and an appointment with words of theirs are not removed")
  func stillUsed() throws {
    let store = try filled()
    try store.write { writer in try writer.insert(complaint) }
    #expect(try words { try store.write { try $0.removeAppointment("a1") } }.contains("1 complaint"))
    #expect(try words { try store.write { try $0.removeCustomer("c1") } }.contains("1 complaint"))
  }
}
