import PunctualModel

/// What a server asks by `Retry-After` (RFC 9110, section 10.2.3): so many seconds, or a date.
enum RetryAfter {
  /// Nobody is waited for longer than a day: what is said here is not worth that long.
  private static let longest = 86_400

  /// Seconds from `now` on; nil where nothing is asked, or nothing that can be read.
  static func seconds(_ value: String?, now: Instant) -> Int? {
    guard let value = value.map({ $0.split(separator: " ").joined(separator: " ") }), !value.isEmpty else { return nil }
    if value.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
      return min(Int(value) ?? longest, longest)
    }
    return date(value).map { min(max(0, $0 - now), longest) }
  }

  /// `Wed, 21 Oct 2026 07:28:00 GMT`: the one form that servers may still send.
  private static func date(_ text: String) -> Instant? {
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", let day = Int(words[1]), let year = Int(words[3]),
      let month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        .firstIndex(of: String(words[2])),
      let date = LocalDate(year: year, month: month + 1, day: day)
    else { return nil }
    let clock = words[4].split(separator: ":").compactMap { Int($0) }
    guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]), (0...60).contains(clock[2])
    else { return nil }
    return Zone.utc.instant(date, secondOfDay: min(clock[0] * 3600 + clock[1] * 60 + clock[2], 86_399))
  }
}
