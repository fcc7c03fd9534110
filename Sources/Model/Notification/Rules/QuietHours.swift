/// The part of the recipient's day in which messages that can wait do wait. It may span midnight.
public struct QuietHours: Hashable, Sendable, Codable {
  /// The first quiet minute.
  public var start: LocalTime
  /// The first minute after.
  public var end: LocalTime

  public init(start: LocalTime, end: LocalTime) {
    self.start = start
    self.end = end
  }

  /// 21:00 to 08:00.
  // Both are within the day, so the unwrapping cannot fail.
  public static let usual = QuietHours(start: LocalTime(minutes: 21 * 60)!, end: LocalTime(minutes: 8 * 60)!)

  /// The first instant from `instant` on that is not quiet on the wall clock of `zone`.
  ///
  /// The wall clock decides, so that in the night in which it changes, the quiet is an hour longer or shorter.
  public func firstOpen(from instant: Instant, in zone: Zone) -> Instant {
    let (date, second) = zone.local(instant)
    let (quiet, open) = (start.minutes * 60, end.minutes * 60)
    if quiet > open {
      if second >= quiet { return zone.instant(date.adding(days: 1), end) }
      return second < open ? zone.instant(date, end) : instant
    }
    return quiet <= second && second < open ? zone.instant(date, end) : instant
  }
}
