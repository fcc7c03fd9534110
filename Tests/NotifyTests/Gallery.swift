import PunctualModel
import PunctualNotify

/// One message of each kind, and the two updates, as a customer of the language gets them.
func gallery(_ language: Language, _ channel: ContactChannel) throws -> [(title: String, message: Notification)] {
  func start() throws -> Story { try Story(language: language, channel: channel) }
  func shown(_ title: String, _ messages: [Notification]) -> [(String, Notification)] { messages.map { (title, $0) } }
  var pages: [(String, Notification)] = []

  var story = try start()
  pages += shown("confirmation", try story.tell(at: at("10:00", "2026-11-20")))
  pages += shown("reminder", try story.tell(at: at("09:00", "2026-11-22")))
  story.predict(late: 0.72, start: at("11:40"))
  pages += shown("running late", try story.tell(at: at("10:40")))
  story.predict(late: 0.8, start: at("12:00"))
  pages += shown("running late, update", try story.tell(at: at("10:50")))
  story.predict(late: 0.1, start: at("10:55"))
  pages += shown("all clear", try story.tell(at: at("10:52")))

  story = try Story.confirmed(start())
  pages += shown("missed", try story.decide(at: at("11:30")).notifications)
  story.stage(.underWay)
  story.predict(late: 0.05, start: at("09:32"))
  pages += shown("on my way", try story.tell(at: at("09:10")))
  story.predict(late: 0.05, start: at("10:02"))
  pages += shown("on my way, update", try story.tell(at: at("09:20")))
  story.stage(.finished)
  story.journey.visits[0].actual.finish = at("10:30")
  pages += shown("follow-up", try story.tell(at: at("10:30")))

  var moved = try Story.confirmed(start())
  moved.journey.appointment.promise = Promise(
    window: TimeWindow(start: at("13:00"), end: at("15:00")), madeAt: at("12:00", "2026-11-20"))
  pages += shown("confirmation, moved", try moved.tell(at: at("12:00", "2026-11-20")))

  var late = try Story.confirmed(start())
  late.stage(.underWay)
  late.predict(late: 1, start: at("11:40"))
  pages += shown("on my way, late", try late.tell(at: at("11:10")))
  return pages
}

/// A message as the snapshots hold it.
func page(_ title: String, _ message: Notification) -> String {
  "== \(message.channel.rawValue): \(title)\n\(message.subject.isEmpty ? "" : "Subject: \(message.subject)\n\n")\(message.body)"
}
