import PunctualModel
import Testing

@Suite("Zones")
struct ZoneTests {
  private func zone(_ name: String) throws -> Zone { try #require(Zone(name)) }

  private func at(_ zone: Zone, _ date: String, _ time: String) throws -> Instant {
    zone.instant(try #require(LocalDate(date)), try #require(LocalTime(time)))
  }

  /// The wall clock at an instant: `2026-10-25 02:30`.
  private func reading(_ zone: Zone, _ instant: Instant) -> String {
    let (date, second) = zone.local(instant)
    return "\(date) \(LocalTime(minutes: second / 60)?.description ?? "")"
  }

  @Test("in autumn the repeated hour is taken the first time, and the day has 25 hours")
  func autumn() throws {
    let vaduz = try zone("Europe/Vaduz")
    let first = try at(vaduz, "2026-10-25", "02:30")
    #expect(first.epochSeconds == 1_792_888_200)  // 2026-10-25T00:30:00Z, still +02:00
    #expect(vaduz.offset(at: first) == 7200)
    #expect(reading(vaduz, first + 3600) == "2026-10-25 02:30")
    #expect(vaduz.offset(at: first + 3600) == 3600)
    #expect(vaduz.day(try #require(LocalDate("2026-10-25"))).seconds == 25 * 3600)
  }

  @Test("in spring the missing hour moves on by the change, and the day has 23 hours")
  func spring() throws {
    let vaduz = try zone("Europe/Vaduz")
    let missing = try at(vaduz, "2027-03-28", "02:30")
    #expect(reading(vaduz, missing) == "2027-03-28 03:30")
    #expect(missing.epochSeconds == 1_806_197_400)  // 2027-03-28T01:30:00Z
    #expect(try at(vaduz, "2027-03-28", "03:00") - at(vaduz, "2027-03-28", "01:59") == 60)
    #expect(vaduz.day(try #require(LocalDate("2027-03-28"))).seconds == 23 * 3600)
  }

  @Test("a night shift across a change keeps its wall-clock ends, so it is an hour longer or shorter")
  func nightShift() throws {
    let vaduz = try zone("Europe/Vaduz")
    #expect(try at(vaduz, "2026-10-25", "06:00") - at(vaduz, "2026-10-24", "22:00") == 9 * 3600)
    #expect(try at(vaduz, "2027-03-28", "06:00") - at(vaduz, "2027-03-27", "22:00") == 7 * 3600)
    #expect(try at(vaduz, "2026-11-24", "06:00") - at(vaduz, "2026-11-23", "22:00") == 8 * 3600)
  }

  @Test("New York changes on other days, at two o'clock its own time")
  func newYork() throws {
    let newYork = try zone("America/New_York")
    let repeated = try at(newYork, "2026-11-01", "01:30")
    #expect(newYork.offset(at: repeated) == -4 * 3600)
    #expect(newYork.offset(at: repeated + 3600) == -5 * 3600)
    #expect(reading(newYork, try at(newYork, "2027-03-14", "02:15")) == "2027-03-14 03:15")
    #expect(newYork.day(try #require(LocalDate("2026-11-01"))).seconds == 25 * 3600)
  }

  @Test("Chatham is 45 minutes off the hour and changes at 02:45")
  func chatham() throws {
    let chatham = try zone("Pacific/Chatham")
    let summer = try at(chatham, "2026-12-01", "09:00")
    let winter = try at(chatham, "2026-07-01", "09:00")
    #expect(chatham.offset(at: summer) == 13 * 3600 + 45 * 60)
    #expect(chatham.offset(at: winter) == 12 * 3600 + 45 * 60)
    #expect(reading(chatham, summer) == "2026-12-01 09:00")
    #expect(reading(chatham, try at(chatham, "2026-09-27", "03:00")) == "2026-09-27 04:00")
    #expect(chatham.day(try #require(LocalDate("2026-09-27"))).seconds == 23 * 3600)
    #expect(chatham.day(try #require(LocalDate("2027-04-04"))).seconds == 25 * 3600)
  }

  @Test(
    "every reading of the year that exists is found again",
    arguments: ["Europe/Vaduz", "America/New_York", "Pacific/Chatham", "UTC", "Asia/Kathmandu", "Australia/Lord_Howe"])
  func everyHour(name: String) throws {
    let zone = try zone(name)
    let start = try #require(LocalDate("2026-01-01")).daysSinceEpoch * 86_400
    for step in 0..<(366 * 24 * 2) {
      let instant = Instant(epochSeconds: start + step * 1800)
      let (date, second) = zone.local(instant)
      #expect((0..<86_400).contains(second))
      let back = zone.instant(date, secondOfDay: second)
      // A repeated reading is taken the first time, so the way back may lie earlier, but never reads otherwise.
      #expect(back <= instant)
      #expect(zone.local(back) == (date, second))
    }
  }

  @Test("days follow each other without a gap through both changes", arguments: ["Europe/Vaduz", "Pacific/Chatham"])
  func days(name: String) throws {
    let zone = try zone(name)
    var date = try #require(LocalDate("2026-01-01"))
    for _ in 0..<500 {
      #expect(zone.day(date).end == zone.day(date.adding(days: 1)).start)
      #expect(zone.local(zone.day(date).start) == (date, 0))
      date = date.adding(days: 1)
    }
  }

  @Test("times before 1970 and far ahead are read too")
  func farTimes() throws {
    let vaduz = try zone("Europe/Vaduz")
    #expect(reading(vaduz, Instant(epochSeconds: -1)) == "1970-01-01 00:59")
    #expect(Zone.utc.local(Instant(epochSeconds: -1)) == (try #require(LocalDate("1969-12-31")), 86_399))
    let far = try at(.utc, "9999-12-31", "23:59")
    #expect(reading(.utc, far) == "9999-12-31 23:59")
  }

  @Test("a zone is named as in the IANA database", arguments: ["CET", "Europe/Nowhere", "", "+01:00", "Vaduz"])
  func refused(name: String) {
    #expect(Zone(name) == nil)
  }
}
