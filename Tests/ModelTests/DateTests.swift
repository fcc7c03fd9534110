import PunctualModel
import Testing

@Suite("Days of the calendar")
struct DateTests {
  @Test("a day and its number are the same thing", arguments: [-719_162, -1, 0, 1, 11_016, 20_780, 2_932_896])
  func roundTrip(number: Int) {
    #expect(LocalDate(daysSinceEpoch: number).daysSinceEpoch == number)
  }

  @Test(
    "known days have their known numbers",
    arguments: [
      ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2026-11-23", 20_780), ("0001-01-01", -719_162),
      ("9999-12-31", 2_932_896),
    ])
  func known(text: String, number: Int) throws {
    let date = try #require(LocalDate(text))
    #expect(date.daysSinceEpoch == number)
    #expect(date.description == text)
  }

  @Test("each of 400 years' days follows the one before: months, leap years and weekdays never slip")
  func everyDay() throws {
    var date = try #require(LocalDate("1900-01-01"))
    var weekday = try #require(Weekday.allCases.firstIndex(of: .monday))
    var days = 0
    while date.year < 2300 {
      #expect(date.weekday == Weekday.allCases[weekday])
      let next = date.adding(days: 1)
      #expect(date < next)
      #expect(LocalDate(year: next.year, month: next.month, day: next.day) == next)
      let sameMonth = next.year == date.year && next.month == date.month && next.day == date.day + 1
      let nextMonth = next.day == 1 && (next.month == date.month + 1 || (next.month == 1 && date.month == 12))
      #expect(sameMonth || nextMonth)
      date = next
      weekday = (weekday + 1) % 7
      days += 1
    }
    #expect(days == 146_097)
  }

  @Test("a leap day is there every fourth year, but not in 1900 or 2100", arguments: [2024, 2000, 2400, 1600])
  func leapYears(year: Int) {
    #expect(LocalDate(year: year, month: 2, day: 29) != nil)
    #expect(LocalDate(year: year + 1, month: 2, day: 29) == nil)
    #expect(LocalDate(year: 1900, month: 2, day: 29) == nil)
    #expect(LocalDate(year: 2100, month: 2, day: 29) == nil)
  }

  @Test(
    "what is no day is refused",
    arguments: [
      "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-4-03", "26-04-03", "2026-04-03 ", "2026/04/03",
      "2026-04", "", "+026-04-03", "２０２６-04-03", "0000-01-01",
    ])
  func refused(text: String) {
    #expect(LocalDate(text) == nil)
  }

  @Test("days are added across months and years, backwards too")
  func adding() throws {
    let newYear = try #require(LocalDate("2028-01-01"))
    #expect(newYear.adding(days: -1).description == "2027-12-31")
    #expect(newYear.adding(days: 59).description == "2028-02-29")
    #expect(newYear.adding(days: 366).description == "2029-01-01")
  }
}

@Suite("Times of day")
struct LocalTimeTests {
  @Test("a time is read with one or two digits of the hour, and written with two")
  func reads() {
    #expect(LocalTime("8:05")?.description == "08:05")
    #expect(LocalTime("00:00")?.minutes == 0)
    #expect(LocalTime("24:00")?.minutes == 1440)
  }

  @Test("what is no time of day is refused", arguments: ["24:01", "8:5", "08:60", "8", "8:05:00", "-1:00", "", "a:bc"])
  func refused(text: String) {
    #expect(LocalTime(text) == nil)
  }

  @Test("every minute of the day is read back as it is written")
  func everyMinute() throws {
    for minutes in 0...1440 {
      let time = try #require(LocalTime(minutes: minutes))
      #expect(LocalTime(time.description) == time)
      #expect(time.hour * 60 + time.minute == minutes)
    }
    #expect(LocalTime(minutes: 1441) == nil)
    #expect(LocalTime(minutes: -1) == nil)
  }
}

@Suite("Windows")
struct WindowTests {
  private func window(_ start: Int, _ end: Int) -> TimeWindow {
    TimeWindow(start: Instant(epochSeconds: start), end: Instant(epochSeconds: end))
  }

  @Test("both ends belong to a window")
  func ends() {
    let window = window(100, 200)
    #expect(window.contains(Instant(epochSeconds: 100)))
    #expect(window.contains(Instant(epochSeconds: 200)))
    #expect(!window.contains(Instant(epochSeconds: 201)))
    #expect(window.seconds == 100)
  }

  @Test("windows that touch share that instant, those apart share nothing")
  func intersection() {
    #expect(window(0, 10).intersection(window(10, 20)) == window(10, 10))
    #expect(window(0, 10).intersection(window(5, 20)) == window(5, 10))
    #expect(window(0, 30).intersection(window(5, 20)) == window(5, 20))
    #expect(window(0, 10).intersection(window(11, 20)) == nil)
    #expect(!window(0, 10).overlaps(window(11, 20)))
  }
}
