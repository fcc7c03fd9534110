import PunctualModel
import PunctualWire
import Testing

@Suite("Times")
struct TimeTests {
  @Test(
    "RFC 3339 is read",
    arguments: [
      ("2026-11-23T08:00:00+01:00", 1_795_417_200), ("2026-11-23T07:00:00Z", 1_795_417_200),
      ("2026-11-23t07:00:00z", 1_795_417_200), ("2026-11-23 07:00:00Z", 1_795_417_200),
      ("2026-11-23T07:00:00.999Z", 1_795_417_200), ("2026-11-22T21:30:00-09:30", 1_795_417_200),
      ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59Z", -1), ("2024-02-29T00:00:00Z", 1_709_164_800),
      ("9999-12-31T23:59:59Z", 253_402_300_799),
    ])
  func reads(_ text: String, _ seconds: Int) throws {
    #expect(try RFC3339.parse(text).epochSeconds == seconds)
  }

  @Test(
    "what is no time is refused",
    arguments: [
      "", "2026-11-23", "2026-11-23T08:00:00", "2026-11-23T08:00Z", "2026-11-23T08:00:00+0100", "2026-11-23T08:00:00.Z",
      "2026-11-23T08:00:60Z", "2026-11-23T24:00:00Z", "2026-13-01T00:00:00Z", "2026-00-10T00:00:00Z",
      "0000-01-01T00:00:00Z", "2026-11-23T08:00:00+24:00", "2026-11-23T08:00:00Zx", " 2026-11-23T08:00:00Z",
      "2026-11-23X08:00:00Z", "２026-11-23T08:00:00Z", "2026-11-23T08:00:00é", "tomorrow 9:00",
    ])
  func refuses(_ text: String) {
    #expect(places(faults { () throws(Faults) in _ = try RFC3339.parse(text) }) == ["not-a-time "])
  }

  @Test("an impossible date is named")
  func impossibleDate() {
    let found = faults { () throws(Faults) in _ = try RFC3339.parse("2026-02-30T09:00:00+01:00") }
    #expect(found.map(\.message) == ["There is no day 2026-02-30 in the calendar."])
  }

  @Test("times are written with the zone's offset, summer and winter, and read back the same")
  func writes() throws {
    let zone = vaduz.zone
    #expect(RFC3339.text(monday8, zone) == "2026-11-23T08:00:00+01:00")
    #expect(RFC3339.text(Instant(epochSeconds: 1_784_800_800), zone) == "2026-07-23T12:00:00+02:00")
    #expect(RFC3339.text(Instant(epochSeconds: 0), .utc) == "1970-01-01T00:00:00+00:00")
    #expect(RFC3339.text(Instant(epochSeconds: -1), .utc) == "1969-12-31T23:59:59+00:00")
    let newYork = try #require(Zone("America/New_York"))
    #expect(RFC3339.text(monday8, newYork) == "2026-11-23T02:00:00-05:00")
    // Around both changes of the clock, second by second where it matters.
    for base in [1_774_746_000, 1_792_890_000] {
      for shift in stride(from: -7200, through: 7200, by: 599) {
        let instant = Instant(epochSeconds: base + shift)
        #expect(try RFC3339.parse(RFC3339.text(instant, zone)) == instant)
      }
    }
  }

  @Test(
    "human times are read on the wall clock",
    arguments: [
      ("9:00", "2026-11-23T09:00:00+01:00"), ("today 14:30", "2026-11-23T14:30:00+01:00"),
      ("Tomorrow 9:00", "2026-11-24T09:00:00+01:00"), ("yesterday 17:05", "2026-11-22T17:05:00+01:00"),
      ("monday 8:00", "2026-11-23T08:00:00+01:00"), ("sunday 8:00", "2026-11-29T08:00:00+01:00"),
      ("wed 07:15", "2026-11-25T07:15:00+01:00"), ("2026-07-01 9:00", "2026-07-01T09:00:00+02:00"),
      ("2026-07-01T09:00", "2026-07-01T09:00:00+02:00"), ("2026-07-01T09:00:30", "2026-07-01T09:00:30+02:00"),
      ("2026-11-23T09:00:00Z", "2026-11-23T10:00:00+01:00"), (" now ", "2026-11-23T08:00:00+01:00"),
      ("@0", "1970-01-01T01:00:00+01:00"), ("24:00", "2026-11-24T00:00:00+01:00"),
      ("2026-03-29 02:30", "2026-03-29T03:30:00+02:00"), ("2026-10-25 02:30", "2026-10-25T02:30:00+02:00"),
    ])
  func human(_ text: String, _ expected: String) throws {
    #expect(RFC3339.text(try HumanTime.parse(text, vaduz), vaduz.zone) == expected)
  }

  @Test(
    "what is no human time is refused with a hint",
    arguments: ["", "soon", "tomorrow", "9", "25:00", "9:60", "2026-02-30 9:00", "someday 9:00", "a b c", "9:00:61"])
  func humanRefused(_ text: String) {
    let found = faults { () throws(Faults) in _ = try HumanTime.parse(text, vaduz) }
    #expect(places(found) == ["not-a-time "])
    #expect(found.first?.hint != nil)
  }

  @Test("without a clock, only times with a date are read")
  func noClock() throws {
    let context = WireContext(zone: vaduz.zone)
    #expect(places(faults { () throws(Faults) in _ = try HumanTime.parse("9:00", context) }) == ["not-a-time "])
    #expect(try HumanTime.parse("2026-11-23 8:00", context) == monday8)
  }

  @Test("days are read by word, weekday and date")
  func dates() throws {
    #expect(try HumanTime.date("today", vaduz).description == "2026-11-23")
    #expect(try HumanTime.date("Friday", vaduz).description == "2026-11-27")
    #expect(try HumanTime.date("2026-12-01", vaduz).description == "2026-12-01")
    #expect(places(faults { () throws(Faults) in _ = try HumanTime.date("2026-02-30", vaduz) }) == ["not-a-date "])
  }

  @Test("times beyond the calendar are written as its ends")
  func beyond() {
    #expect(RFC3339.text(Instant(epochSeconds: .max), .utc).hasPrefix("9999-12-"))
    #expect(RFC3339.text(Instant(epochSeconds: .min), .utc).hasPrefix("0001-01-"))
  }
}
