import PunctualModel
import Testing

@testable import PunctualNotify

@Suite("When a server asks to be left alone")
struct RetryAfterTests {
  @Test(
    "seconds and dates are read, bounded by a day; all else is as if nothing were asked",
    arguments: [
      ("120", 120), (" 0 ", 0), ("99999999999999999999", 86_400), ("Mon, 23 Nov 2026 08:00:30 GMT", 30),
      ("Mon, 23 Nov 2026 07:00:00 GMT", 0), ("Tue, 01 Dec 2026 08:00:00 GMT", 86_400), ("", nil), ("soon", nil),
      ("-5", nil), ("1.5", nil), ("Mon, 23 Nov 2026 25:00:00 GMT", nil), ("Mon, 31 Feb 2026 08:00:00 GMT", nil),
      ("Mon, 23 Nov 2026 08:00:00 CET", nil),
    ] as [(String, Int?)])
  func read(value: String, seconds: Int?) {
    #expect(RetryAfter.seconds(value, now: at("09:00")) == seconds)
  }
}
