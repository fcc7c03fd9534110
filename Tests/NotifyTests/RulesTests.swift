import PunctualModel
import PunctualNotify
import Testing

@Suite("Which message is due when")
struct RulesTests {
  @Test("a promise is confirmed once")
  func confirmation() throws {
    var story = try Story(stage: .booked)
    let first = try story.tell(at: at("10:00", "2026-11-20"), as: .queued)
    #expect(first.map(\.kind) == [.confirmation])
    #expect(first[0].key.hasPrefix("confirmation/A-0017/1@"))
    #expect(first[0].toldStart == at("09:00"))
    #expect(first[0].reason == "2026-11-23 09:00–11:00 was promised.")
    #expect(try story.tell(at: at("10:00", "2026-11-20")).isEmpty)
  }

  @Test("a promise that was moved, and moved back, is confirmed each time and says that it replaces the other")
  func movedPromise() throws {
    var story = try Story.confirmed()
    let first = story.journey.appointment.promise!.window
    let second = TimeWindow(start: first.start, end: first.end + 3600)
    story.journey.appointment.promise = Promise(window: second, madeAt: at("12:00", "2026-11-20"))
    let moved = try story.tell(at: at("12:00", "2026-11-20"))
    #expect(moved.map(\.kind) == [.confirmation])
    #expect(moved[0].subject == "New time: Boiler service, Monday 23 November, 09:00–12:00")
    story.journey.appointment.promise = Promise(window: first, madeAt: at("13:00", "2026-11-20"))
    #expect(try story.tell(at: at("13:00", "2026-11-20")).map(\.kind) == [.confirmation])
    #expect(Set(story.journey.told.map(\.key)).count == 3)
    #expect(try story.tell(at: at("13:01", "2026-11-20")).isEmpty)
  }

  @Test("an old promise, such as one from an import, is not confirmed")
  func oldPromise() throws {
    #expect(try Story().decide(at: at("10:01", "2026-11-22")).notifications.map(\.kind) == [.reminder])
  }

  @Test("a request without a promise gets no message")
  func noPromise() throws {
    var story = try Story(promise: nil, stage: .requested)
    story.predict(late: 0.9, start: at("12:00"))
    #expect(try story.decide(at: at("12:30")) == Decisions())
  }

  @Test("the reminder goes out the day before at nine, once")
  func reminder() throws {
    var story = try Story.confirmed()
    #expect(try story.decide(at: at("08:59", "2026-11-22")).notifications.isEmpty)
    let reminder = try story.tell(at: at("09:00", "2026-11-22"), as: .queued)
    #expect(reminder.map(\.kind) == [.reminder])
    #expect(reminder[0].dueAt == at("09:00", "2026-11-22"))
    #expect(reminder[0].expiresAt == at("09:00"))
    #expect(reminder[0].reason == "2026-11-23 09:00–11:00 is promised: reminder the day before.")
    #expect(try story.tell(at: at("09:05", "2026-11-22")).isEmpty)
    #expect(try story.tell(at: at("07:00")).isEmpty)
  }

  @Test("a reminder whose day has passed is not made up for")
  func lateReminder() throws {
    let story = try Story.confirmed()
    #expect(try story.decide(at: at("00:30")).notifications.isEmpty)
    #expect(try story.decide(at: at("08:30")).notifications.isEmpty)
  }

  @Test("an appointment that is booked after the reminder's time is reminded of two hours before")
  func reminderShortlyBefore() throws {
    let window = TimeWindow(start: at("14:00"), end: at("16:00"))
    var story = try Story.confirmed(Story(promise: window, madeAt: at("16:00", "2026-11-22")))
    #expect(try story.decide(at: at("11:59")).notifications.isEmpty)
    #expect(try story.tell(at: at("12:00")).map(\.kind) == [.reminderSoon])
    #expect(try story.decide(at: at("12:01")).notifications.isEmpty)
  }

  @Test("a confirmation that comes after the reminder's time makes the reminder needless")
  func lateConfirmation() throws {
    var story = try Story(madeAt: at("08:00", "2026-11-22"))
    #expect(try story.tell(at: at("09:30", "2026-11-22")).map(\.kind) == [.confirmation])
    #expect(try story.tell(at: at("09:31", "2026-11-22")).isEmpty)
  }

  @Test("a promise that is in danger when it is made is confirmed and warned of, in this order, once")
  func confirmedLate() throws {
    var story = try Story(madeAt: at("08:00"))
    story.predict(late: 0.8, start: at("11:20"))
    #expect(try story.tell(at: at("08:00"), as: .queued).map(\.kind) == [.confirmation, .runningLate])
    #expect(try story.decide(at: at("08:00")) == Decisions())
    for message in story.journey.told { #expect(story.reasonToDrop(message, at: at("08:00")) == nil) }
  }

  @Test("an appointment that is booked an hour ahead needs no reminder")
  func noReminder() throws {
    let window = TimeWindow(start: at("14:00"), end: at("16:00"))
    let story = try Story.confirmed(Story(promise: window, madeAt: at("13:00")))
    #expect(try story.decide(at: at("13:01")).notifications.isEmpty)
  }

  @Test("setting out is told with a range, once")
  func onMyWay() throws {
    var story = try Story.confirmed()
    story.stage(.underWay)
    story.predict(late: 0.05, start: at("09:32"))
    let message = try story.tell(at: at("09:10"), as: .queued)
    #expect(message.map(\.kind) == [.onMyWay])
    #expect(message[0].body.contains("Expected with you: 09:20–09:55."))
    #expect(message[0].key == "on-my-way/A-0017/1")
    #expect(message[0].toldStart == at("09:32"))
    #expect(
      message[0].reason
        == "The technician has set out: P(late) 0.05, median start 09:32, 88 min before the promise's end.")
    #expect(try story.tell(at: at("09:11")).isEmpty)
  }

  @Test("setting out is told without a range where nothing is predicted")
  func onMyWayUnpredicted() throws {
    var story = try Story.confirmed()
    story.stage(.underWay)
    let message = try story.tell(at: at("09:10"))
    #expect(message.map(\.kind) == [.onMyWay])
    #expect(!message[0].body.contains("Expected"))
    #expect(message[0].toldStart == nil)
  }

  @Test("who sets out late says so in that one message, and no second one follows")
  func onMyWayLate() throws {
    var story = try Story.confirmed()
    story.stage(.underWay)
    story.predict(late: 0.95, start: at("11:40"))
    let message = try story.tell(at: at("11:10"))
    #expect(message.map(\.kind) == [.onMyWay])
    #expect(message[0].body.contains("We are sorry for the wait."))
    #expect(try story.tell(at: at("11:12")).isEmpty)
  }

  @Test("who was told that somebody comes within the promise hears of no mere chance, but of a start after it")
  func onMyWayAtRisk() throws {
    var story = try Story.confirmed()
    story.stage(.underWay)
    story.predict(late: 0.3, start: at("10:52"))
    #expect(try story.tell(at: at("10:30")).map(\.kind) == [.onMyWay])
    #expect(try story.tell(at: at("10:31")).isEmpty)
    story.predict(late: 0.6, start: at("11:03"))
    #expect(try story.tell(at: at("10:35")).map(\.kind) == [.runningLate])
  }

  @Test("running late is told from the chance on, with the figures")
  func runningLate() throws {
    var story = try Story.confirmed()
    story.predict(late: 0.19, start: at("10:55"))
    #expect(try story.decide(at: at("10:40")).notifications.isEmpty)
    story.predict(late: 0.72, start: at("11:40"))
    story.journey.cause = 4711
    story.journey.recovery = "A-0018 was moved to Ben"
    let message = try story.tell(at: at("10:40"), as: .queued)
    #expect(message.map(\.kind) == [.runningLate])
    #expect(message[0].key == "running-late/A-0017/1")
    #expect(message[0].cause == 4711)
    #expect(
      message[0].reason
        == "P(late) 0.72, median start 11:40, 40 min after the promise's end. Done to keep the promise: A-0018 was moved to Ben."
    )
    #expect(message[0].toldStart == at("11:40"))
    #expect(message[0].dueAt == at("10:40"))
    #expect(message[0].expiresAt == at("11:40"))
    #expect(!message[0].body.contains("Ben"))
    #expect(try story.tell(at: at("10:41")).isEmpty)
  }

  @Test(
    "the nearer, the less it takes to tell of a delay, by the tier's own time too; where it is too late to plan by, more",
    arguments: [
      ("standard", "10:19", 0.79, false), ("standard", "10:19", 0.8, true), ("standard", "10:20", 0.19, false),
      ("standard", "10:20", 0.2, true), ("standard", "10:30", 0.2, true), ("standard", "10:31", 0.49, false),
      ("standard", "10:31", 0.5, true), ("gold", "09:49", 0.79, false), ("gold", "09:50", 0.59, false),
      ("gold", "09:50", 0.6, true), ("gold", "10:19", 0.59, false), ("gold", "10:20", 0.2, true),
      ("gold", "07:59", 1, false), ("gold", "08:00", 0.8, true),
    ])
  func thresholds(tier: String, time: String, chance: Double, isTold: Bool) throws {
    let gold = ServiceTier(
      name: "gold", promiseChance: 0.95, toldAheadMinutes: 60, windowMinutes: 60, responseHours: 4)
    var story = try Story.confirmed()
    story.notifier = try Notifier(rules: .standard(tiers: [gold, .standard]))
    story.journey.customer.tier = tier
    story.predict(late: chance, start: at("10:55"))
    #expect(try story.decide(at: at(time)).notifications.map(\.rule) == (isTold ? ["running-late-\(tier)"] : []))
  }

  @Test("a median far past the promise is told whatever the chance, where the rule says so")
  func lateByMedian() throws {
    var rules = NotificationRules.standard()
    let late = try #require(rules.rules.firstIndex { $0.kind == .runningLate })
    rules.rules[late].trigger = RuleTrigger(.inDanger, chance: 0.5, medianMinutes: 15, withinMinutes: 180)
    var story = try Story.confirmed()
    story.notifier = try Notifier(rules: rules)
    story.predict(late: 0.3, start: at("11:15"))
    #expect(try story.decide(at: at("10:00")).notifications.isEmpty)
    story.predict(late: 0.3, start: at("11:16"))
    #expect(try story.decide(at: at("10:00")).notifications.map(\.kind) == [.runningLate])
  }

  @Test("lateness that lies more than the horizon ahead is not yet told")
  func horizon() throws {
    var story = try Story.confirmed()
    story.predict(late: 0.9, start: at("11:40"))
    #expect(try story.decide(at: at("07:59")).notifications.isEmpty)
    #expect(try story.decide(at: at("08:00")).notifications.map(\.kind) == [.runningLate])
  }

  @Test("a chance that wavers between 0.75 and 0.85 all morning gives one message")
  func flapping() throws {
    var story = try Story.confirmed()
    var kinds: [NotificationKind] = []
    for minute in 0..<60 {
      story.predict(late: minute % 2 == 0 ? 0.75 : 0.85, start: at("10:58") + (minute % 2) * 240)
      kinds += try story.tell(at: at("09:00") + minute * 60).map(\.kind)
    }
    #expect(kinds == [.runningLate])
  }

  @Test("the all clear is told once, only after the chance has fallen far enough")
  func allClear() throws {
    var story = try Story.confirmed()
    story.predict(late: 0.8, start: at("11:10"))
    try story.tell(at: at("09:00"))
    story.predict(late: 0.07, start: at("10:58"))
    #expect(try story.decide(at: at("09:05")).notifications.isEmpty)
    story.predict(late: 0.06, start: at("10:50"))
    let clear = try story.tell(at: at("09:10"))
    #expect(clear.map(\.kind) == [.allClear])
    #expect(clear[0].body.contains("Expected with you: 10:40–11:10."))
    #expect(try story.tell(at: at("09:11")).isEmpty)
  }

  @Test("a clock that was set back makes nobody hear the same twice")
  func clockSetBack() throws {
    var story = try Story.confirmed()
    story.predict(late: 0.8, start: at("11:10"))
    #expect(try story.tell(at: at("09:10")).map(\.kind) == [.runningLate])
    story.predict(late: 0.02, start: at("10:30"))
    #expect(try story.tell(at: at("09:00")).map(\.kind) == [.allClear])
    #expect(try story.tell(at: at("09:01")).isEmpty)
    #expect(try story.tell(at: at("09:12")).isEmpty)
  }

  @Test("who was never told late gets no all clear")
  func noAllClear() throws {
    var story = try Story.confirmed()
    story.predict(late: 0.8, start: at("11:10"))
    try story.tell(at: at("09:00"), as: .queued)
    story.predict(late: 0.05, start: at("10:10"))
    #expect(try story.decide(at: at("09:10")).notifications.isEmpty)
    #expect(story.reasonToDrop(story.journey.told[1], at: at("09:10"))!.hasPrefix("The promise is safe again"))
  }

  @Test("late again after an all clear is told again")
  func lateAgain() throws {
    var story = try Story.confirmed()
    for (late, start, expected) in [
      (0.8, "11:10", NotificationKind.runningLate), (0.05, "10:20", .allClear), (0.8, "11:15", .runningLate),
    ] {
      story.predict(late: late, start: at(start))
      #expect(try story.tell(at: at("09:00") + story.journey.told.count * 60).map(\.kind) == [expected])
    }
    #expect(story.journey.told.last?.key == "running-late/A-0017/2")
  }

  @Test("a moved time is compared with what was told last, and told at most twice")
  func moved() throws {
    var story = try Story.confirmed()
    story.predict(late: 0.9, start: at("11:30"))
    try story.tell(at: at("09:00"))
    story.predict(late: 0.9, start: at("11:44"))
    #expect(try story.tell(at: at("09:05")).isEmpty)
    story.predict(late: 0.9, start: at("11:45"))
    let first = try story.tell(at: at("09:20"))
    #expect(first.map(\.key) == ["eta-moved/A-0017/1"])
    #expect(first[0].subject == "New expected time: Boiler service")
    #expect(first[0].reason.hasSuffix("That is 15 min later than was told (11:30)."))
    story.predict(late: 0.9, start: at("11:30"))
    #expect(try story.tell(at: at("09:40")).map(\.key) == ["eta-moved/A-0017/2"])
    story.predict(late: 0.9, start: at("12:30"))
    let third = try story.decide(at: at("10:00"))
    #expect(third.notifications.isEmpty)
    #expect(third.withheld.map(\.kind) == [.etaMoved])
    #expect(third.withheld[0].reason.hasPrefix("A moved time was told 2 times, and 2 is the limit."))
  }

  @Test("right after a time was told another is told only where it is far from it")
  func movedSoon() throws {
    var story = try Story.confirmed()
    story.predict(late: 0.9, start: at("11:30"))
    try story.tell(at: at("09:00"))
    story.predict(late: 0.9, start: at("11:50"))
    let soon = try story.decide(at: at("09:10"))
    #expect(soon.notifications.isEmpty && soon.withheld.map(\.kind) == [.etaMoved])
    #expect(soon.withheld[0].reason.hasPrefix("A time was told 10 min ago, and 20 lie between two."))
    #expect(try story.decide(at: at("09:20")).notifications.map(\.kind) == [.etaMoved])
    story.predict(late: 0.9, start: at("12:00"))
    #expect(try story.decide(at: at("09:10")).notifications.map(\.kind) == [.etaMoved])
  }

  @Test("a time that moves while the technician is under way is told within the promise, too")
  func movedUnderWay() throws {
    var story = try Story.confirmed()
    story.stage(.underWay)
    story.predict(late: 0.01, start: at("09:30"))
    try story.tell(at: at("09:05"))
    story.predict(late: 0.05, start: at("10:00"))
    let message = try story.tell(at: at("09:25"))
    #expect(message.map(\.key) == ["eta-moved/A-0017/1"])
    #expect(message[0].subject == "New expected time: Boiler service")
  }

  @Test("whoever has arrived is neither late nor on the way")
  func arrived() throws {
    var story = try Story.confirmed()
    story.stage(.onSite)
    story.predict(late: 1, start: at("11:40"))
    #expect(try story.decide(at: at("11:45")) == Decisions())
  }

  @Test("a visit is missed 30 minutes past the promise's end with nobody there and none under way")
  func missed() throws {
    var story = try Story.confirmed()
    #expect(try story.decide(at: at("11:29")).notifications.isEmpty)
    var underWay = story
    underWay.stage(.underWay)
    #expect(try underWay.decide(at: at("11:30")).notifications.map(\.kind) == [.onMyWay])
    let message = try story.tell(at: at("11:30"))
    #expect(message.map(\.kind) == [.missed])
    #expect(
      message[0].reason
        == "30 min past the promise's end, nobody on site and none under way; 2026-11-23 09:00–11:00 was promised.")
    story.predict(late: 1, start: at("12:30"))
    #expect(try story.decide(at: at("11:40")).notifications.isEmpty)
  }

  @Test("who was told a later time counts as missed from that time on")
  func missedAfterTold() throws {
    var story = try Story.confirmed()
    story.predict(late: 0.9, start: at("11:40"))
    try story.tell(at: at("10:30"))
    #expect(try story.decide(at: at("12:09")).notifications.isEmpty)
    #expect(try story.decide(at: at("12:10")).notifications.map(\.kind) == [.missed])
  }

  @Test("a visit that is called off as missed is apologised for at once")
  func calledMissed() throws {
    var story = try Story.confirmed()
    story.stage(.missed)
    #expect(try story.tell(at: at("10:00")).map(\.kind) == [.missed])
    #expect(try story.decide(at: at("11:40")).notifications.isEmpty)
  }

  @Test("a promise that was broken long ago is not apologised for out of the blue")
  func longMissed() throws {
    let story = try Story.confirmed()
    #expect(try story.decide(at: at("12:00", "2026-12-01")).notifications.isEmpty)
  }

  @Test("the follow-up is queued when the work is done and goes out two hours later, once")
  func followUp() throws {
    var story = try Story.confirmed()
    story.stage(.finished)
    story.journey.visits[0].actual = VisitTimes(arrive: at("09:10"), start: at("09:15"), finish: at("10:20"))
    let message = try story.tell(at: at("10:20"), as: .queued)
    #expect(message.map(\.kind) == [.followUp])
    #expect(message[0].dueAt == at("12:20"))
    #expect(message[0].reason == "The work was finished at 10:20.")
    #expect(try story.decide(at: at("12:20")) == Decisions())
  }

  @Test("what was done is told once: in the follow-up where the customer is asked, else by itself; with the note")
  func finished() throws {
    var rules = NotificationRules.standard()
    for index in rules.rules.indices where rules.rules[index].kind == .finished { rules.rules[index].enabled = true }
    var story = try Story.confirmed()
    story.notifier = try Notifier(rules: rules)
    story.stage(.finished)
    story.journey.visits[0].actual = VisitTimes(arrive: at("09:10"), start: at("09:15"), finish: at("10:20"))
    story.journey.visits[0].note = "New igniter.\nFlame is steady."
    let asked = try story.decide(at: at("10:20"))
    #expect(asked.notifications.map(\.kind) == [.followUp] && asked.withheld.map(\.kind) == [.finished])
    #expect(asked.notifications[0].body.contains("What was done:\nNew igniter.\nFlame is steady.\n"))
    var later = story
    try later.tell(at: at("10:20"))
    #expect(try later.decide(at: at("12:30")).notifications.isEmpty)
    // Who was asked last week is not asked again, and hears what was done at once.
    story.journey.lastSurveyAt = at("10:00", "2026-11-16")
    let told = try story.tell(at: at("10:20"))
    #expect(told.map(\.kind) == [.finished] && told[0].dueAt == at("10:20"))
    #expect(told[0].body.contains("What was done:\nNew igniter.\nFlame is steady.\n"))
    #expect(try story.decide(at: at("10:21")).notifications.isEmpty)
  }

  @Test("a cancelled appointment gets no message")
  func cancelled() throws {
    var story = try Story.confirmed()
    story.stage(.cancelled)
    story.predict(late: 0.9, start: at("11:40"))
    for time in ["09:00", "11:30"] { #expect(try story.decide(at: at(time)) == Decisions()) }
  }

  @Test("beyond the limit of a visit messages are withheld, but never the apology for a missed visit")
  func limit() throws {
    var rules = NotificationRules.standard()
    rules.messageLimit = 1
    var story = try Story()
    story.notifier = try Notifier(rules: rules)
    story = try Story.confirmed(story)
    try story.tell(at: at("09:00", "2026-11-22"))
    story.predict(late: 0.9, start: at("11:10"))
    let late = try story.decide(at: at("09:00"))
    #expect(late.notifications.isEmpty)
    #expect(
      late.withheld == [Withheld(kind: .runningLate, reason: "The visit has had 1 of at most 1 messages.")])
    #expect(try story.decide(at: at("11:30")).notifications.map(\.kind) == [.missed])
  }

  @Test("without consent nothing is sent, and the reason is told")
  func noConsent() throws {
    var story = try Story()
    story.journey.customer.contacts[0].consent = false
    let decisions = try story.decide(at: at("10:00", "2026-11-20"))
    #expect(decisions.notifications.isEmpty)
    #expect(
      decisions.withheld == [
        Withheld(kind: .confirmation, reason: "The customer has consented to no contact that can be used.")
      ])
    story.journey.customer.contacts = []
    #expect(try story.decide(at: at("10:00", "2026-11-20")).withheld[0].reason == "The customer has no contact.")
  }

  @Test("the first contact with consent is used")
  func firstContact() throws {
    var story = try Story()
    story.journey.customer.contacts = [
      Contact(channel: .email, address: "a@example.org", consent: false),
      Contact(channel: .email, address: "b@example.org\r\nBcc: all@example.org", consent: true),
      Contact(channel: .sms, address: "+4235550123", consent: true),
    ]
    let message = try story.decide(at: at("10:00", "2026-11-20")).notifications[0]
    #expect(message.channel == .sms)
    #expect(message.address == "+4235550123")
    #expect(message.subject.isEmpty)
  }

  @Test("a report that is a little ahead of the clock is told of once, when its time has come")
  func ahead() throws {
    var story = try Story.confirmed()
    story.stage(.noAccess)
    story.journey.visits[0].actual = VisitTimes(arrive: at("09:20"), finish: at("09:34"))
    #expect(try story.decide(at: at("09:30")).notifications.isEmpty)
    #expect(try story.tell(at: at("09:35")).map(\.kind) == [.noAccess])
    #expect(try story.decide(at: at("09:36")).notifications.isEmpty)
  }
}
