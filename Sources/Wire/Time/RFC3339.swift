import PunctualModel

/// Times as RFC 3339 writes them: `2026-11-23T09:00:00+01:00`.
public enum RFC3339 {
  /// The years 1 to 9999, in seconds since 1970.
  static let epochRange = -62_135_596_800...253_402_300_799
  private static let earliest = Instant(epochSeconds: epochRange.lowerBound + 86_400)
  private static let latest = Instant(epochSeconds: epochRange.upperBound - 86_400)

  private static let usualHint = "Write it as `2026-11-23T09:00:00+01:00`."

  /// Reads a time with its offset or `Z`; `t` and `z` may be small, a blank may stand for the `T`. Fractions of a second
  /// are read and dropped, as time is kept in whole seconds. Second 60 is refused: no clock here knows leap
  /// seconds. Throws `not-a-time`.
  public static func parse(_ text: String) throws(Faults) -> Instant {
    var text = text
    return try text.withUTF8 { bytes in Result { () throws(Faults) in try parse(bytes) } }.get()
  }

  private static func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(Faults) -> Instant {
    func fault() -> Faults {
      let text = String(decoding: bytes, as: UTF8.self)
      return Faults(.notATime, "`\(shortened(text))` is not a time with an offset.", hint: usualHint)
    }
    func two(_ at: Int) -> Int? {
      let (tens, ones) = (Int(bytes[at]) - 48, Int(bytes[at + 1]) - 48)
      return (0...9).contains(tens) && (0...9).contains(ones) ? tens * 10 + ones : nil
    }
    func has(_ at: Int, _ characters: StaticString) -> Bool {
      (0..<characters.utf8CodeUnitCount).contains { characters.utf8Start[$0] == bytes[at] }
    }

    guard (20...64).contains(bytes.count), let century = two(0), let years = two(2), has(4, "-"), let month = two(5),
      has(7, "-"), let day = two(8), has(10, "Tt "), let hour = two(11), has(13, ":"), let minute = two(14),
      has(16, ":"), let second = two(17)
    else { throw fault() }
    var at = 19
    if has(at, ".") {
      at += 1
      let start = at
      while at < bytes.count, (48...57).contains(bytes[at]) { at += 1 }
      guard at > start, at < bytes.count else { throw fault() }
    }

    var offset = 0
    if has(at, "Zz"), at + 1 == bytes.count {
      offset = 0
    } else if has(at, "+-"), at + 6 == bytes.count, let hours = two(at + 1), has(at + 3, ":"), let minutes = two(at + 4)
    {
      guard hours <= 23, minutes <= 59 else {
        throw Faults(
          .notATime, "The offset \(String(decoding: bytes[at...], as: UTF8.self)) is not one that a clock can have.")
      }
      offset = (hours * 3600 + minutes * 60) * (has(at, "-") ? -1 : 1)
    } else {
      throw fault()
    }

    guard let date = LocalDate(year: century * 100 + years, month: month, day: day) else {
      let text = String(decoding: bytes[..<10], as: UTF8.self)
      throw Faults(.notATime, "There is no day \(text) in the calendar.", hint: "Correct the date.")
    }
    guard hour <= 23, minute <= 59, second <= 59 else {
      let text = String(decoding: bytes[11..<19], as: UTF8.self)
      throw Faults(.notATime, "There is no time of day \(text).", hint: "Hours go to 23, minutes and seconds to 59.")
    }
    return Instant(epochSeconds: date.daysSinceEpoch * 86_400 + hour * 3600 + minute * 60 + second - offset)
  }

  /// Writes a time with the offset of a zone, `+00:00` for UTC too, so that every time has the same width. What is beyond
  /// the years 1 to 9999 is written as their ends.
  public static func text(_ instant: Instant, _ zone: Zone) -> String {
    // Four digits of a year are all that the form has.
    let instant = min(max(instant, earliest), latest)
    let offset = ZoneOffsets.offset(zone, instant)
    // Offsets of whole minutes, as RFC 3339 has no others; local mean times of the 19th century lose their seconds.
    let minutes = offset / 60
    let reading = instant.epochSeconds + minutes * 60
    let days = reading >= 0 ? reading / 86_400 : (reading - 86_399) / 86_400
    let second = reading - days * 86_400
    let date = LocalDate(daysSinceEpoch: days)
    return String(unsafeUninitializedCapacity: 25) { buffer in
      var at = 0
      func put(_ byte: UInt8) {
        buffer.initializeElement(at: at, to: byte)
        at += 1
      }
      func two(_ number: Int) {
        put(UInt8(48 + number / 10 % 10))
        put(UInt8(48 + number % 10))
      }
      two(date.year / 100)
      two(date.year % 100)
      put(UInt8(ascii: "-"))
      two(date.month)
      put(UInt8(ascii: "-"))
      two(date.day)
      put(UInt8(ascii: "T"))
      two(second / 3600)
      put(UInt8(ascii: ":"))
      two(second / 60 % 60)
      put(UInt8(ascii: ":"))
      two(second % 60)
      put(UInt8(ascii: minutes < 0 ? "-" : "+"))
      two(abs(minutes) / 60)
      put(UInt8(ascii: ":"))
      two(abs(minutes) % 60)
      return at
    }
  }
}
