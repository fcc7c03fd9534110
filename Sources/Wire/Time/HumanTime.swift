import PunctualModel

/// Times and days as people type them. Weekdays mean the next such day, today included.
public enum HumanTime {
  private static let timeHint =
    "Write it as `14:30`, `tomorrow 9:00`, `monday 8:00`, `2026-11-23 9:00` or `2026-11-23T09:00:00+01:00`."
  private static let dayHint = "Write it as `today`, `tomorrow`, `monday` or `2026-11-23`."

  /// Reads RFC 3339, seconds since 1970 (`@1763971200`), `now`, `9:00` (today), `9:00:30`, `today 14:30`, `tomorrow 9:00`,
  /// `monday 8:00`, `2026-11-23 9:00` and `2026-11-23T09:00`, on the wall clock of the context's zone.
  /// Throws `not-a-time`; also where a word counts from now and the context has no clock.
  public static func parse(_ text: String, _ context: WireContext) throws(Faults) -> Instant {
    let trimmed = trim(text)
    if trimmed.hasPrefix("@"), let seconds = Int(trimmed.dropFirst()), RFC3339.epochRange.contains(seconds) {
      return Instant(epochSeconds: seconds)
    }
    if trimmed == "now" { return try now(context) }
    if looksLikeRFC3339(trimmed) { return try RFC3339.parse(trimmed) }

    var words = trimmed.split(separator: " ").map(String.init)
    if words.count == 1, let middle = trimmed.utf8.firstIndex(of: UInt8(ascii: "t")),
      trimmed[..<middle].utf8.count == 10
    {
      words = [String(trimmed[..<middle]), String(trimmed[trimmed.index(after: middle)...])]
    }
    guard (1...2).contains(words.count), let clock = words.last, let second = secondOfDay(clock) else {
      throw Faults(.notATime, "`\(shortened(text))` is not a time.", hint: timeHint)
    }
    let date: LocalDate
    do throws(Faults) {
      date = try words.count == 1 ? today(context) : day(words[0], context)
    } catch {
      throw Faults(error.all.map { Fault(.notATime, $0.message, hint: timeHint) })
    }
    return context.zone.instant(date, secondOfDay: second)
  }

  /// Reads `today`, `tomorrow`, `yesterday`, a day of the week or `2026-11-23`. Throws `not-a-date`.
  public static func date(_ text: String, _ context: WireContext) throws(Faults) -> LocalDate {
    try day(trim(text), context)
  }

  private static func day(_ word: String, _ context: WireContext) throws(Faults) -> LocalDate {
    switch word {
    case "today": return try today(context)
    case "tomorrow": return try today(context).adding(days: 1)
    case "yesterday": return try today(context).adding(days: -1)
    default:
      if let weekday = weekday(word) {
        let today = try today(context)
        // Seven days hold every weekday once.
        return (0..<7).map { today.adding(days: $0) }.first { $0.weekday == weekday } ?? today
      }
      guard let date = LocalDate(word) else {
        throw Faults(.notADate, "`\(shortened(word))` is not a day of the calendar.", hint: dayHint)
      }
      return date
    }
  }

  private static func today(_ context: WireContext) throws(Faults) -> LocalDate {
    context.zone.local(try now(context)).date
  }

  private static func now(_ context: WireContext) throws(Faults) -> Instant {
    guard let now = context.now else {
      throw Faults(
        .notATime, "The time counts from now, and no clock is known here.", hint: "Write it with date and offset.")
    }
    return now
  }

  /// Full names and their first three letters.
  private static func weekday(_ word: String) -> Weekday? {
    Weekday.allCases.first { $0.rawValue == word || $0.rawValue.prefix(3) == word }
  }

  /// `9:00`, `09:00` or `09:00:30`; `24:00` is the next midnight.
  private static func secondOfDay(_ clock: String) -> Int? {
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let time = LocalTime(parts[0] + ":" + parts[1]) else { return nil }
    guard parts.count == 3 else { return time.minutes * 60 }
    guard parts[2].utf8.count == 2, parts[2].utf8.allSatisfy({ (48...57).contains($0) }), let seconds = Int(parts[2]),
      seconds < 60, time.minutes < 1440
    else { return nil }
    return time.minutes * 60 + seconds
  }

  /// A date, a time with seconds and something after it: what it lacks, the strict reader says best.
  private static func looksLikeRFC3339(_ text: String) -> Bool {
    text.utf8.count >= 20 && text.utf8.prefix(4).allSatisfy { (48...57).contains($0) }
  }

  private static func trim(_ text: String) -> String {
    let text = text.lowercased()
    let kept = text.drop { $0.isWhitespace }
    return String(kept.reversed().drop { $0.isWhitespace }.reversed())
  }
}
