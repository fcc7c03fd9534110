import PunctualModel
import Testing

@testable import PunctualNotify

@Suite("Words")
struct WordingTests {
  private let english = TimeWords(language: .english, zone: vaduz, home: vaduz, now: at("08:00"))
  private let german = TimeWords(language: .german, zone: vaduz, home: vaduz, now: at("08:00"))

  @Test("a window reads as people say it")
  func window() {
    let window = TimeWindow(start: at("09:00"), end: at("11:00"))
    #expect(english.window(window) == "Monday 23 November, 09:00–11:00")
    #expect(german.window(window) == "Montag, 23. November, 09:00–11:00 Uhr")
    let night = TimeWindow(start: at("22:00"), end: at("02:00", "2026-11-24"))
    #expect(english.window(night) == "Monday 23 November, 22:00 – Tuesday 24 November, 02:00")
    #expect(german.window(night) == "Montag, 23. November, 22:00 Uhr – Dienstag, 24. November, 02:00 Uhr")
    let next = TimeWindow(start: at("09:00", "2027-03-01"), end: at("11:00", "2027-03-01"))
    #expect(english.window(next) == "Monday 1 March 2027, 09:00–11:00")
    #expect(german.window(next) == "Montag, 1. März 2027, 09:00–11:00 Uhr")
  }

  @Test("a range of today has no date, one of another day has")
  func range() {
    #expect(english.range(TimeWindow(start: at("09:10"), end: at("09:40"))) == "09:10–09:40")
    #expect(german.range(TimeWindow(start: at("09:10"), end: at("09:40"))) == "09:10–09:40 Uhr")
    let tomorrow = TimeWindow(start: at("09:10", "2026-11-24"), end: at("09:40", "2026-11-24"))
    #expect(english.range(tomorrow) == "Tuesday 24 November, 09:10–09:40")
  }

  @Test("a range is rounded outwards to five minutes and does not begin in the past")
  func rounding() throws {
    var story = try Story()
    story.predict(late: 0, start: at("09:32"))
    let prediction = try #require(story.journey.prediction)
    #expect(Rendering.range(prediction, now: at("08:00")) == TimeWindow(start: at("09:20"), end: at("09:55")))
    #expect(Rendering.range(prediction, now: at("09:41")) == TimeWindow(start: at("09:40"), end: at("09:55")))
    #expect(Rendering.range(prediction, now: at("10:30")) == TimeWindow(start: at("10:30"), end: at("10:35")))
  }

  @Test("names are joined by the language's and")
  func list() {
    #expect(Language.english.list(["Anna", "Ben", "Cleo"]) == "Anna, Ben and Cleo")
    #expect(Language.german.list(["Anna", "Ben"]) == "Anna und Ben")
    #expect(Language.german.list([]) == "")
  }

  @Test("both of a crew of two are named")
  func crew() throws {
    for (language, words) in [
      (Language.english, "Anna Beck and Ben Ospelt are on the way to you"),
      (.german, "Anna Beck und Ben Ospelt sind unterwegs zu Ihnen"),
    ] {
      var story = try Story.confirmed(Story(language: language, crew: ["Anna Beck", "Ben Ospelt"]))
      story.stage(.underWay)
      #expect(try story.decide(at: at("09:10")).notifications[0].body.contains(words))
    }
  }

  @Test("where nobody is named yet, the text does without")
  func nobody() throws {
    var story = try Story.confirmed(Story(crew: []))
    story.stage(.underWay)
    #expect(try story.decide(at: at("09:10")).notifications[0].body.contains("Our technician is on the way to you"))
  }

  @Test("without a phone number customers are asked to reply")
  func noPhone() throws {
    var story = try Story()
    story.journey.organisation.phone = nil
    let body = try story.decide(at: at("10:00", "2026-11-20")).notifications[0].body
    #expect(body.contains("To change or cancel, just reply to this message."))
    #expect(!body.contains("call"))
  }

  @Test("a line is freed of control characters, direction marks and surplus spaces, and cut")
  func oneLineText() {
    #expect(oneLine("a\r\n b\t\u{0}c\u{202E}d", limit: 80) == "a b cd")
    #expect(oneLine("  \n", limit: 80) == "")
    #expect(oneLine("abcdef ghi", limit: 8) == "abcdef…")
    #expect(oneLine("👩‍👩‍👧‍👦 Familie", limit: 80) == "👩‍👩‍👧‍👦 Familie")
    let stacked = "a" + String(repeating: "\u{0301}", count: 5000)
    #expect(oneLine(stacked, limit: 10).unicodeScalars.count <= 41)
  }

  @Test("a text message is counted in segments as networks do")
  func segments() {
    #expect(SMS.segments(String(repeating: "ä", count: 160)) == 1)
    #expect(SMS.segments(String(repeating: "a", count: 161)) == 2)
    #expect(SMS.segments(String(repeating: "€", count: 80)) == 1)
    #expect(SMS.segments(String(repeating: "€", count: 81)) == 2)
    #expect(SMS.segments(String(repeating: "a", count: 306)) == 2)
    #expect(SMS.segments(String(repeating: "a", count: 307)) == 3)
    #expect(SMS.segments(String(repeating: "ж", count: 70)) == 1)
    #expect(SMS.segments(String(repeating: "ж", count: 71)) == 2)
    #expect(SMS.plain("„a“ – b’c…") == "\"a\" - b'c...")
  }
}
