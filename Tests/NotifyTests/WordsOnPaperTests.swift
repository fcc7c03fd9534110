import Foundation
import PunctualModel
import Testing

@testable import PunctualNotify

@Suite("Calendar entries and text messages")
struct WordsOnPaperTests {
  private func entry(_ change: (inout Journey) -> Void = { _ in }) throws -> String {
    var story = try Story()
    change(&story.journey)
    let message = try #require(try story.decide(at: at("10:00", "2026-11-20")).notifications.first)
    return try #require(message.calendar)
  }

  @Test("a confirmation by e-mail carries the appointment by RFC 5545")
  func calendar() throws {
    let text = try entry()
    #expect(text.hasPrefix("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"))
    #expect(text.hasSuffix("END:VEVENT\r\nEND:VCALENDAR\r\n"))
    let lines = text.components(separatedBy: "\r\n")
    #expect(lines.contains("UID:A-0017@example.org"))
    #expect(lines.contains("SEQUENCE:0"))
    #expect(lines.contains("DTSTAMP:20261120T090000Z"))
    #expect(lines.contains("DTSTART:20261123T080000Z"))
    #expect(lines.contains("DTEND:20261123T100000Z"))
    #expect(lines.contains("SUMMARY:Boiler service\\, Rhein Service"))
    #expect(lines.contains("LOCATION:Dorfstrasse 1\\, Balzers"))
  }

  @Test("a new window is the same entry in the next sequence")
  func sequence() throws {
    var story = try Story.confirmed()
    story.journey.appointment.promise = Promise(
      window: TimeWindow(start: at("13:00"), end: at("15:00")), madeAt: at("12:00", "2026-11-20"))
    let text = try #require(try story.decide(at: at("12:00", "2026-11-20")).notifications[0].calendar)
    #expect(text.contains("\r\nSEQUENCE:1\r\n"))
    #expect(text.contains("\r\nUID:A-0017@example.org\r\n"))
  }

  @Test("lines are folded at 75 octets, and no character is torn; what is unfolded is what was written")
  func folding() throws {
    let title = String(repeating: "Wärmepumpe 🛠️ שלום; ", count: 5)
    let text = try entry { $0.appointment.title = title }
    for line in text.components(separatedBy: "\r\n") { #expect(line.utf8.count <= 75) }
    let unfolded = text.replacingOccurrences(of: "\r\n ", with: "")
    #expect(unfolded.contains("SUMMARY:" + String(repeating: "Wärmepumpe 🛠️ שלום\\; ", count: 4)))
  }

  @Test("a name or a title adds no line to the entry")
  func injection() throws {
    let text = try entry {
      $0.appointment.title = "Boiler\r\nATTENDEE:mailto:all@example.org\u{2028}BEGIN:VALARM"
      $0.organisation.name = "Rhein \"Service\"\nX-EVIL:1"
    }
    let lines = text.replacingOccurrences(of: "\r\n ", with: "").components(separatedBy: "\r\n")
    #expect(lines.count == 20)
    #expect(!lines.contains { $0.hasPrefix("ATTENDEE") || $0.hasPrefix("X-EVIL") || $0.hasPrefix("BEGIN:VALARM") })
    #expect(lines.contains("ORGANIZER;CN=\"Rhein Service X-EVIL:1\":mailto:office@example.org"))
  }

  @Test("a text message has no calendar entry, nor has a reminder")
  func none() throws {
    let story = try Story(channel: .sms)
    #expect(try story.decide(at: at("10:00", "2026-11-20")).notifications[0].calendar == nil)
    var told = try Story.confirmed()
    #expect(try told.tell(at: at("09:00", "2026-11-22"))[0].calendar == nil)
  }

  @Test("the parts of a text message are counted as carriers count them")
  func parts() {
    #expect(SMS.size("") == (.gsm7, 0, 1))
    #expect(SMS.size(String(repeating: "a", count: 160)) == (.gsm7, 160, 1))
    #expect(SMS.size(String(repeating: "a", count: 161)) == (.gsm7, 161, 2))
    #expect(SMS.size(String(repeating: "ä", count: 306)) == (.gsm7, 306, 2))
    #expect(SMS.size(String(repeating: "€", count: 80)) == (.gsm7, 160, 1))
    #expect(SMS.size(String(repeating: "я", count: 70)) == (.ucs2, 70, 1))
    #expect(SMS.size(String(repeating: "я", count: 71)) == (.ucs2, 71, 2))
    // 33 emoji fill 66 of the 67 units of a part, and none is split.
    #expect(SMS.size(String(repeating: "😀", count: 67)) == (.ucs2, 134, 3))
    // An escape and its sign are not split between parts either.
    #expect(SMS.size(String(repeating: "€", count: 153)) == (.gsm7, 306, 3))
  }
}
