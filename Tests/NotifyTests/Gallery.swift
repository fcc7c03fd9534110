import PunctualModel

@testable import PunctualNotify

/// One message of each kind, the updates and the variants, as somebody of the language gets them.
func gallery(_ language: Language, _ channel: ContactChannel) throws -> [(title: String, message: Notification)] {
  try visitPages(language, channel) + latePages(language, channel) + carePages(language, channel)
    + staffPages(language, channel)
}

private func shown(_ title: String, _ messages: [Notification]) -> [(String, Notification)] {
  messages.map { (title, $0) }
}

private func visitPages(_ language: Language, _ channel: ContactChannel) throws -> [(String, Notification)] {
  func start() throws -> Story { try Story(language: language, channel: channel) }
  var pages: [(String, Notification)] = []

  var asked = try Story(language: language, promise: nil, stage: .requested, channel: channel)
  asked.journey.organisation.openingHours = [
    .monday: LocalSpan(start: LocalTime("07:00")!, end: LocalTime("17:30")!),
    .tuesday: LocalSpan(start: LocalTime("07:00")!, end: LocalTime("17:30")!),
    .friday: LocalSpan(start: LocalTime("07:00")!, end: LocalTime("16:30")!),
  ]
  asked.journey.requestedAt = at("10:00", "2026-11-20")
  pages += shown("request received", try asked.tell(at: at("10:00", "2026-11-20")))

  var story = try start()
  pages += shown("confirmation", try story.tell(at: at("10:00", "2026-11-20")))
  pages += shown("reminder", try story.tell(at: at("09:00", "2026-11-22")))
  var moved = try Story.confirmed(start())
  moved.journey.appointment.promise = Promise(
    window: TimeWindow(start: at("13:00"), end: at("15:00")), madeAt: at("12:00", "2026-11-20"))
  pages += shown("confirmation, moved", try moved.tell(at: at("12:00", "2026-11-20")))

  var soon = try Story.confirmed(
    Story(
      language: language, promise: TimeWindow(start: at("14:00"), end: at("16:00")),
      madeAt: at("16:00", "2026-11-22"), channel: channel))
  soon.predict(late: 0.1, start: at("14:20"))
  pages += shown("reminder, soon", try soon.tell(at: at("12:00")))

  story = try Story.confirmed(start())
  story.stage(.underWay)
  story.predict(late: 0.05, start: at("09:32"))
  pages += shown("on my way", try story.tell(at: at("09:10")))
  story.predict(late: 0.05, start: at("10:02"))
  pages += shown("on my way, eta moved", try story.tell(at: at("09:20")))
  story.stage(.onSite)
  story.journey.visits[0].actual = VisitTimes(arrive: at("10:05"), start: at("10:05"))
  pages += shown("arrived", try best(story).decide(at: at("10:05")).notifications)
  story.stage(.finished)
  story.journey.visits[0].actual.finish = at("10:30")
  story.journey.visits[0].note = "New igniter; the flame is steady."
  var lately = try best(story)
  lately.journey.lastSurveyAt = at("10:00", "2026-11-16")
  pages += shown("finished", try lately.decide(at: at("10:30")).notifications)
  pages += shown("follow-up", try story.tell(at: at("10:30")))
  return pages
}

/// The story of a customer of the best of two tiers.
private func best(_ story: Story) throws -> Story {
  var story = story
  let gold = ServiceTier(
    name: "gold", promiseChance: 0.95, toldAheadMinutes: 60, windowMinutes: 60, responseHours: 4)
  story.journey.organisation.tiers = [gold, .standard]
  story.journey.customer.tier = "gold"
  var rules = NotificationRules.standard(tiers: [gold, .standard])
  for index in rules.rules.indices { rules.rules[index].enabled = true }
  story.notifier = try Notifier(rules: rules)
  return story
}

private func latePages(_ language: Language, _ channel: ContactChannel) throws -> [(String, Notification)] {
  func start() throws -> Story { try Story.confirmed(Story(language: language, channel: channel)) }
  var pages: [(String, Notification)] = []
  var story = try start()
  story.predict(late: 0.72, start: at("11:40"))
  pages += shown("running late", try story.tell(at: at("10:25")))
  story.predict(late: 0.8, start: at("12:00"))
  pages += shown("running late, eta moved", try story.tell(at: at("10:50")))
  var other = story
  other.journey.technicians[0] = Technician(id: "t7", name: "Ben Ospelt", home: other.journey.technicians[0].home)
  other.journey.visits[0].technician = "t7"
  pages += shown("technician changed", try other.tell(at: at("10:51")))
  story.predict(late: 0.05, start: at("10:55"))
  pages += shown("all clear", try story.tell(at: at("10:52")))

  var late = try start()
  late.stage(.underWay)
  late.predict(late: 1, start: at("11:40"))
  pages += shown("on my way, late", try late.tell(at: at("11:10")))

  // Told in time of what may well be, but is not likely.
  for (title, isBest) in [("may be late", false), ("may be late, premium", true)] {
    var perhaps = try start()
    if isBest { perhaps = try best(perhaps) }
    perhaps.predict(late: 0.3, start: at("10:45"))
    pages += shown(title, try perhaps.tell(at: at("10:25")).filter { $0.kind == .runningLate })
  }

  var offered = try start()
  offered.offer()
  offered.predict(late: 0.72, start: at("11:40"))
  pages += shown("running late, choices", try offered.decide(at: at("10:40")).notifications)
  pages += shown("running late, premium", try best(offered).decide(at: at("10:40")).notifications)
  offered.journey.prediction = nil
  offered.journey.complaint = Complaint(
    id: "C-11", customer: "c1", appointment: "A-0017", cause: .missed, openedAt: at("11:30"),
    dueAt: at("11:30", "2026-11-24"))
  pages += shown("missed, choices", try offered.decide(at: at("11:30")).notifications)
  pages += shown("missed, premium", try best(offered).decide(at: at("11:30")).notifications)
  pages += shown("missed", try start().decide(at: at("11:30")).notifications)
  var given = try start()
  given.stage(.missed)
  pages += shown("missed, ahead", try given.decide(at: at("08:05")).notifications)
  offered.journey.complaint = nil
  offered.journey.choicesAskedAt = at("08:00")
  pages += shown("reschedule", try offered.decide(at: at("08:00")).notifications)
  var shut = try start()
  shut.stage(.noAccess)
  shut.journey.visits[0].actual = VisitTimes(arrive: at("09:20"), finish: at("09:30"))
  pages += shown("no access", try shut.decide(at: at("09:30")).notifications)
  return pages
}

private func carePages(_ language: Language, _ channel: ContactChannel) throws -> [(String, Notification)] {
  var pages: [(String, Notification)] = []
  var story = try Story.confirmed(Story(language: language, channel: channel))
  story.stage(.finished)
  for (score, title) in [(5, "thank you"), (1, "thank you, poor")] {
    story.journey.survey = SurveyAnswer(appointment: "A-0017", customer: "c1", score: score, at: at("12:00"))
    pages += shown(title, try story.decide(at: at("12:00")).notifications)
  }
  story.journey.survey = nil
  var complaint = Complaint(
    id: "C-12", customer: "c1", appointment: "A-0017", cause: .quality, text: "It leaks.", openedAt: at("12:00"),
    dueAt: at("12:00", "2026-11-24"))
  for title in ["complaint received", "complaint answered", "complaint closed"] {
    if title == "complaint answered" {
      (complaint.answeredAt, complaint.answer) = (at("13:00"), "A new seal comes tomorrow at nine, at no cost.")
    }
    if title == "complaint closed" { complaint.closedAt = at("14:00") }
    story.journey.complaint = complaint
    let now = complaint.closedAt ?? complaint.answeredAt ?? complaint.openedAt
    pages += shown(title, try story.tell(at: now))
  }
  return pages
}

private func staffPages(_ language: Language, _ channel: ContactChannel) throws -> [(String, Notification)] {
  var story = try Story.confirmed(Story(language: language, channel: channel))
  story.journey.organisation.language = language
  if channel == .sms { story.journey.organisation.email = nil }
  story.journey.technicians[0].phone = channel == .sms ? "+423 555 0201" : nil
  story.journey.technicians[0].email = channel == .email ? "anna@example.org" : nil
  story.journey.visits[0].planned.depart = at("08:30")
  var pages: [(String, Notification)] = []
  func staff(_ story: Story, at now: Instant) throws -> [Notification] {
    try story.decideAll(at: now).notifications.filter { $0.audience != .customer }
  }
  let waiting = try staff(story, at: at("08:55"))
  pages += shown("not started, to the technician", waiting.filter { $0.audience == .technician })
  pages += shown("not started, to the office", waiting.filter { $0.audience == .dispatcher })
  var late = story
  late.predict(late: 0.72, start: at("11:40"))
  late.journey.prediction?.cause = "A-0016 is still running, 40 min over plan"
  late.journey.visits[0].stage = .underWay
  pages += shown("jeopardy", try staff(late, at: at("10:40")))
  var rated = story
  rated.stage(.finished)
  rated.journey.survey = SurveyAnswer(
    appointment: "A-0017", customer: "c1", score: 1, comment: "Two hours late, and nobody called.", at: at("12:00"))
  pages += shown("poor survey", try staff(rated, at: at("12:00")))
  let asked = try story.notifier.needsPerson(
    story.journey, words: "Is the key still with the neighbour?", wants: language == .german ? "Rückruf" : "a call")
  pages += shown("needs a person", [asked].compactMap(\.self))
  var failed = try existing(try story.decide(at: at("10:00", "2026-11-22")).notifications.first)
  failed.lastError = "no such mailbox"
  pages += shown("unreached", [try story.notifier.followOn(failed, story.journey)].compactMap(\.self))
  let changes = [
    DayChange(kind: .retimed, customer: "Noah Hasler", place: "Bahnhofstrasse 2, Schaan", start: at("13:00")),
    DayChange(kind: .removed, customer: "Lea Ospelt", place: "Landstrasse 3, Triesen"),
    DayChange(kind: .added, customer: "Mia Frick", place: "Dorfstrasse 1, Balzers", start: at("10:15")),
  ]
  story.journey.now = at("07:00")
  let day = try story.notifier.dayChanged(
    story.journey.technicians[0], changes, on: LocalDate("2026-11-23")!, revision: "4", story.journey)
  pages += shown("day changed", [day].compactMap(\.self))
  return pages
}

private struct Missing: Error {}

private func existing<T>(_ value: T?) throws -> T {
  guard let value else { throw Missing() }
  return value
}

extension Story {
  /// Keeps two windows free for the customer, until Monday evening.
  mutating func offer() {
    let windows = [
      TimeWindow(start: at("14:00"), end: at("16:00")),
      TimeWindow(start: at("08:00", "2026-11-24"), end: at("10:00", "2026-11-24")),
    ]
    journey.holds = windows.enumerated().map { index, window in
      Hold(
        id: index + 1, appointment: "A-0017", code: index + 1, window: window, technician: "t0",
        plannedStart: window.start, madeAt: at("08:00"), until: at("18:00"))
    }
  }
}

/// A message as the snapshots hold it.
func page(_ title: String, _ message: Notification) -> String {
  "== \(message.channel.rawValue): \(title)\n\(message.subject.isEmpty ? "" : "Subject: \(message.subject)\n\n")\(message.body)"
}
