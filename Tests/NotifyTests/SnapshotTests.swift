import PunctualModel
import Testing

@testable import PunctualNotify

@Suite("The messages word for word")
struct SnapshotTests {
  @Test("every message reads exactly as written down", arguments: Language.allCases)
  func exact(language: Language) throws {
    let expected =
      language == .german
      ? [germanVisit, germanTrouble, germanCare, germanTexts]
      : [englishVisit, englishTrouble, englishCare, englishTexts]
    let pages = try ContactChannel.allCases.flatMap { try gallery(language, $0) }
    // Page by page, so that a difference shows the message and not all of them; the order of the files is by subject.
    let actual = Dictionary(
      uniqueKeysWithValues: pages.map { page($0.title, $0.message) }.map { (heading($0), $0) })
    let wanted = expected.flatMap { text in
      text.split(separator: "\n\n== ").map { $0.hasPrefix("== ") ? String($0) : "== \($0)" }
    }
    #expect(actual.count == 74 && wanted.count == 74)
    for wanted in wanted {
      #expect(actual[heading(wanted)] == wanted)
    }
  }

  private func heading(_ page: String) -> String { String(page.prefix { !$0.isNewline }) }

  @Test("every kind is among them", arguments: Language.allCases)
  func complete(language: Language) throws {
    #expect(Set(try gallery(language, .sms).map(\.message.kind)) == Set(NotificationKind.allCases))
  }

  @Test("a text message takes at most two segments, even with the longest names", arguments: Language.allCases)
  func segments(language: Language) throws {
    for (_, message) in try gallery(language, .sms) { #expect(SMS.segments(message.body) <= 2) }
    var story = try Story(language: language, crew: ["", ""], channel: .sms, customerZone: Zone("America/New_York")!)
    let long = String(repeating: "Überlänge ", count: 50)
    story.journey.appointment.title = long
    story.journey.organisation.name = long
    story.journey.customer.name = long
    story.journey.site.place.address = long
    for index in [0, 1] { story.journey.technicians[index].name = long }
    var messages = try story.tell(at: at("10:00", "2026-11-20"))
    messages += try story.tell(at: at("16:00", "2026-11-22"))
    story.predict(late: 0.9, start: at("11:40"))
    messages += try story.tell(at: at("10:40"))
    story.predict(late: 0.05, start: at("10:50"))
    messages += try story.tell(at: at("10:41"))
    var missed = story
    missed.journey.prediction = nil
    messages += try missed.tell(at: at("12:20"))
    story.stage(.underWay)
    messages += try story.tell(at: at("10:42"))
    story.stage(.finished)
    story.journey.visits[0].actual.finish = at("11:30")
    messages += try story.tell(at: at("11:30"))
    #expect(messages.count == 7)
    for message in messages { #expect(SMS.segments(message.body) <= 2, "\(message.kind): \(message.body)") }
  }
}
