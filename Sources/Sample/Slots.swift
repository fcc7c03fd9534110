import PunctualModel

/// The windows that the firm promises: on the hour, those of one hour also on the half hour, between 07:00 and 18:00.
enum Slots {
  /// One of the windows of that width, in minutes, in which `start` lies, at least ten minutes before its end.
  static func window(around start: Instant, width: Int, zone: Zone, _ random: inout Generator) -> TimeWindow {
    let (date, second) = zone.local(start)
    let minute = second / 60
    let fitting = begins(width: width).filter { $0 <= minute && minute + 10 <= $0 + width }
    return window(date, from: fitting.isEmpty ? minute / 60 * 60 : random.pick(fitting), width: width, zone: zone)
  }

  /// One on that day that neither overlaps nor touches `other`; nil where there is none.
  static func window(
    _ date: LocalDate, width: Int, apartFrom other: TimeWindow, zone: Zone, _ random: inout Generator
  ) -> TimeWindow? {
    let apart = begins(width: width).filter { $0 >= 8 * 60 && $0 + width <= 17 * 60 }
      .map { window(date, from: $0, width: width, zone: zone) }
      .filter { !$0.overlaps(other) }
    return apart.isEmpty ? nil : random.pick(apart)
  }

  static func window(_ date: LocalDate, from minute: Int, width: Int, zone: Zone) -> TimeWindow {
    let start = zone.instant(date, secondOfDay: minute * 60)
    return TimeWindow(start: start, end: start + width * 60)
  }

  private static func begins(width: Int) -> [Int] {
    Array(stride(from: 7 * 60, through: 18 * 60 - width, by: width == 60 ? 30 : 60))
  }
}
