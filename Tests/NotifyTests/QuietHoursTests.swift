import PunctualModel
import PunctualNotify
import Testing

@Suite("Quiet hours")
struct QuietHoursTests {
  @Test(
    "what may wait waits until eight, across midnight and across a change of the clock",
    arguments: [
      ("20:59", "2026-11-20", "20:59", "2026-11-20"), ("21:00", "2026-11-20", "08:00", "2026-11-21"),
      ("23:59", "2026-11-20", "08:00", "2026-11-21"), ("00:00", "2026-11-21", "08:00", "2026-11-21"),
      ("07:59", "2026-11-21", "08:00", "2026-11-21"), ("08:00", "2026-11-21", "08:00", "2026-11-21"),
      ("22:00", "2026-10-24", "08:00", "2026-10-25"), ("02:30", "2026-10-25", "08:00", "2026-10-25"),
      ("22:00", "2027-03-27", "08:00", "2027-03-28"), ("01:59", "2027-03-28", "08:00", "2027-03-28"),
    ])
  func firstOpen(time: String, date: String, open: String, openDate: String) {
    #expect(QuietHours.usual.firstOpen(from: at(time, date), in: vaduz) == at(open, openDate))
  }

  @Test("the night in which the clock goes back is an hour longer, the other an hour shorter")
  func changeOfClock() {
    let autumn = at("22:00", "2026-10-24")
    #expect(QuietHours.usual.firstOpen(from: autumn, in: vaduz) - autumn == 11 * 3600)
    let spring = at("22:00", "2027-03-27")
    #expect(QuietHours.usual.firstOpen(from: spring, in: vaduz) - spring == 9 * 3600)
  }

  @Test("quiet hours within one day")
  func withinDay() {
    let siesta = QuietHours(start: LocalTime("12:00")!, end: LocalTime("14:00")!)
    #expect(siesta.firstOpen(from: at("12:30"), in: vaduz) == at("14:00"))
    #expect(siesta.firstOpen(from: at("14:00"), in: vaduz) == at("14:00"))
    #expect(siesta.firstOpen(from: at("23:00"), in: vaduz) == at("23:00"))
  }

  @Test("a confirmation at night waits for the morning")
  func confirmation() throws {
    let story = try Story(madeAt: at("22:15", "2026-11-20"))
    let message = try story.decide(at: at("22:15", "2026-11-20")).notifications[0]
    #expect(message.createdAt == at("22:15", "2026-11-20"))
    #expect(message.dueAt == at("08:00", "2026-11-21"))
  }

  @Test("a confirmation of a visit before the quiet hours end goes at once")
  func urgentConfirmation() throws {
    let window = TimeWindow(start: at("06:00"), end: at("07:30"))
    let story = try Story(promise: window, madeAt: at("23:00", "2026-11-22"))
    #expect(try story.decide(at: at("23:00", "2026-11-22")).notifications[0].dueAt == at("23:00", "2026-11-22"))
  }

  @Test("a reminder that could only come after the visit has begun is withheld")
  func uselessReminder() throws {
    let window = TimeWindow(start: at("07:30"), end: at("09:00"))
    let story = try Story.confirmed(Story(promise: window, madeAt: at("18:00", "2026-11-22")))
    let decisions = try story.decide(at: at("05:30"))
    #expect(decisions.notifications.isEmpty)
    #expect(decisions.withheld.map(\.kind) == [.reminderSoon])
  }

  @Test("urgent messages do not wait")
  func urgent() throws {
    let window = TimeWindow(start: at("22:00"), end: at("23:00"))
    var story = try Story.confirmed(Story(promise: window))
    story.predict(late: 0.9, start: at("23:40"))
    let message = try story.decide(at: at("22:10")).notifications[0]
    #expect(message.kind == .runningLate)
    #expect(message.dueAt == at("22:10"))
  }

  @Test("the night is the recipient's, and so is the reminder's nine o'clock")
  func otherZone() throws {
    let newYork = Zone("America/New_York")!
    var story = try Story(madeAt: at("22:30", "2026-11-19", newYork), customerZone: newYork)
    let confirmation = try story.tell(at: at("22:30", "2026-11-19", newYork))[0]
    #expect(confirmation.dueAt == at("08:00", "2026-11-20", newYork))
    #expect(confirmation.body.contains("When: Monday 23 November, 03:00–05:00 (New York time)"))
    #expect(try story.decide(at: at("08:59", "2026-11-22", newYork)).notifications.isEmpty)
    #expect(try story.decide(at: at("09:00", "2026-11-22", newYork)).notifications.map(\.kind) == [.reminder])
  }

  @Test("the follow-up of an evening's work waits for the morning")
  func followUp() throws {
    var story = try Story.confirmed()
    story.stage(.finished)
    story.journey.visits[0].actual.finish = at("19:30")
    #expect(try story.decide(at: at("19:30")).notifications[0].dueAt == at("08:00", "2026-11-24"))
  }

  @Test("a retry in the night asks again")
  func retry() throws {
    let story = try Story()
    let customer = story.journey.customer
    let notifier = story.notifier
    #expect(notifier.earliestDelivery(of: .reminder, at: at("22:00"), to: customer) == at("08:00", "2026-11-24"))
    #expect(notifier.earliestDelivery(of: .runningLate, at: at("22:00"), to: customer) == at("22:00"))
  }
}
