import PunctualModel
import PunctualService
import PunctualWire
import Testing

@testable import PunctualCLI

@Suite("A customer's record on the screen")
struct TimelineTextTests {
  @Test("tells a message to the customer from one to our own people, and keeps a technician's words together")
  func lines() throws {
    let json: JSON = [
      "customer": "c1", "name": "Mia Frick", "tier": "gold", "appointments": 1, "promises": 0, "kept": 0, "messages": 1,
      "replies": 0, "complaints": 0, "open_complaints": 0,
      "entries": [
        [
          "at": Values.at("08:00"), "kind": "booked", "appointment": "a1", "what": "requested",
          "text": "Boiler service",
        ],
        [
          "at": Values.at("08:01"), "kind": "message", "appointment": "a1", "what": "confirmation", "text": "Confirmed",
          "channel": "email", "state": "sent", "audience": "customer",
        ],
        [
          "at": Values.at("08:02"), "kind": "message", "appointment": "a1", "what": "jeopardy", "text": "In danger",
          "channel": "email", "state": "sent", "audience": "dispatcher",
        ],
        [
          "at": Values.at("08:03"), "kind": "message", "appointment": "a1", "what": "not-started", "text": "Set out",
          "channel": "sms", "state": "dead", "audience": "technician",
        ],
        [
          "at": Values.at("09:00"), "kind": "visit", "appointment": "a1", "what": "finished",
          "text": "by t1\nNew igniter.\nFlame is steady.",
        ],
      ],
    ]
    let shown = TimelineText(timeline: try Values.read(Timeline.self, json), style: Values.style(80)).text
    let lines = shown.split(separator: "\n").dropFirst(3).map(String.init)
    #expect(
      lines == [
        "  08:00   requested  a1  Boiler service", "  08:01 > confirmation by email  a1", "          Confirmed",
        "  08:02   jeopardy to the office by email  a1", "          In danger",
        "  08:03   not-started (dead) to a technician by sms  a1", "          Set out", "  09:00   finished  a1  by t1",
        "          New igniter.", "          Flame is steady.",
      ])
  }
}
