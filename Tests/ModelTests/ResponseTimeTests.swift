import PunctualModel
import Testing

@Suite("By when somebody is answered")
struct ResponseTimeTests {
  private let zone = Zone("Europe/Vaduz") ?? .utc

  /// Open from seven to half past five, on Fridays to half past four.
  private func firm(open: Bool = true) -> Organisation {
    func span(_ end: Int) -> LocalSpan? {
      LocalTime(minutes: 7 * 60).flatMap { start in LocalTime(minutes: end).map { LocalSpan(start: start, end: $0) } }
    }
    var hours: [Weekday: LocalSpan] = [:]
    for day in [Weekday.monday, .tuesday, .wednesday, .thursday] { hours[day] = span(17 * 60 + 30) }
    hours[.friday] = span(16 * 60 + 30)
    return Organisation(name: "Firm", zone: zone, openingHours: open ? hours : [:])
  }

  /// A minute of a day that lies some days after Monday, 23 November 2026.
  private func at(_ day: Int, _ hour: Int, _ minute: Int = 0) -> Instant {
    zone.instant(LocalDate(daysSinceEpoch: 20_780 + day), secondOfDay: hour * 3600 + minute * 60)
  }

  private func tier(_ hours: Int) -> ServiceTier {
    ServiceTier(name: "x", promiseChance: 0.9, toldAheadMinutes: 30, windowMinutes: 120, responseHours: hours)
  }

  @Test("hours count while the firm is open: what the evening cuts off goes on in the morning")
  func hours() {
    #expect(firm().answerDue(at(0, 9), tier(4)) == at(0, 13))
    #expect(firm().answerDue(at(0, 16), tier(4)) == at(1, 9, 30))
    #expect(firm().answerDue(at(0, 5), tier(4)) == at(0, 11))
    #expect(firm().answerDue(at(0, 13, 30), tier(4)) == at(0, 17, 30))
  }

  @Test("on a weekend it begins on Monday morning")
  func weekend() {
    #expect(firm().answerDue(at(-1, 15), tier(4)) == at(0, 11))
    #expect(firm().answerDue(at(4, 16), tier(4)) == at(7, 10, 30))
  }

  @Test("24 hours are a working day, to the same time")
  func days() {
    #expect(firm().answerDue(at(0, 10), tier(24)) == at(1, 10))
    #expect(firm().answerDue(at(4, 15), tier(24)) == at(7, 15))
    #expect(firm().answerDue(at(3, 10), tier(48)) == at(7, 10))
    // Friday closes an hour sooner: what is beyond goes on on Monday.
    #expect(firm().answerDue(at(3, 17), tier(24)) == at(7, 7, 30))
    #expect(firm().answerDue(at(0, 10), tier(26)) == at(1, 12))
  }

  @Test("without opening hours the clock on the wall counts")
  func wallClock() {
    #expect(firm(open: false).answerDue(at(-1, 15), tier(4)) == at(-1, 19))
  }
}
