import PunctualModel

extension ValueForm where Value == Instant {
  /// RFC 3339 with an offset, or whole seconds since 1970 (UTC). Written as RFC 3339 in the context's zone.
  public static var time: ValueForm<Instant> {
    instant(
      schema: ["anyOf": [["type": "string", "format": "date-time"], ["type": "integer"]]]
    ) { text, _ throws(Faults) in try RFC3339.parse(text) }
  }

  /// As ``time``, and also what people type: `tomorrow 9:00`, `14:30`, `monday 8:00` (see ``HumanTime``).
  public static var humanTime: ValueForm<Instant> {
    instant(
      schema: [
        "anyOf": [
          ["type": "string", "examples": ["2026-11-23T09:00:00+01:00", "tomorrow 9:00"]], ["type": "integer"],
        ]
      ]
    ) { text, context throws(Faults) in try HumanTime.parse(text, context) }
  }

  private static func instant(
    schema: JSON, _ parse: @escaping @Sendable (String, WireContext) throws(Faults) -> Instant
  ) -> ValueForm<Instant> {
    ValueForm<Instant>(
      read: { node, session in
        if node.isIntegral {
          if let seconds = node.int(), RFC3339.epochRange.contains(seconds) { return Instant(epochSeconds: seconds) }
          session.fail(.outOfRange, "\(shortened(node.literal)) seconds are not in the years 1 to 9999.")
          return nil
        }
        guard let text = node.string() else {
          session.wrongType(node, expected: "a time, such as `2026-11-23T09:00:00+01:00`")
          return nil
        }
        do throws(Faults) {
          return try parse(text, session.context)
        } catch {
          for fault in error.all { session.fail(fault.code, fault.message, hint: fault.hint) }
          return nil
        }
      },
      write: { instant, context in .string(RFC3339.text(instant, context.zone)) }, describe: { _ in schema },
      placeholder: { Instant(epochSeconds: 0) })
  }
}

extension ValueForm where Value == TimeWindow {
  /// Two times, the second not before the first.
  public static var window: ValueForm<TimeWindow> {
    let times = ValueForm<[Instant]>.list(.time, 2...2)
    return ValueForm<TimeWindow>(
      read: { node, session in
        let before = session.failures
        guard let ends = times.read(node, session), session.failures == before else { return nil }
        guard ends[0] <= ends[1] else {
          session.fail(.badWindow, "The window ends before it starts.", hint: "Write it as [start, end].")
          return nil
        }
        return TimeWindow(start: ends[0], end: ends[1])
      },
      write: { window, context in times.write([window.start, window.end], context) },
      describe: { times.describe($0) },
      placeholder: { TimeWindow(start: Instant(epochSeconds: 0), end: Instant(epochSeconds: 0)) })
  }
}

extension ValueForm where Value == [TimeWindow] {
  /// Windows in order that do not touch one another.
  public static func windows(_ counts: ClosedRange<Int>) -> ValueForm<[TimeWindow]> {
    let list = ValueForm<[TimeWindow]>.list(.window, counts)
    return ValueForm<[TimeWindow]>(
      read: { node, session in
        let before = session.failures
        guard let windows = list.read(node, session), session.failures == before else { return nil }
        for index in windows.indices.dropFirst() where windows[index].start <= windows[index - 1].end {
          session.inside(index) {
            session.fail(
              .badWindow,
              windows[index].start < windows[index - 1].start
                ? "The window starts before the one that it follows." : "The window overlaps the one before it.",
              hint: "Put the windows in order of time, and join those that overlap.")
          }
        }
        return session.failures == before ? windows : nil
      },
      write: list.write, describe: list.describe, placeholder: { [] })
  }
}

extension ValueForm where Value == LocalDate {
  /// A day, `2026-11-23`.
  public static var date: ValueForm<LocalDate> {
    ValueForm<LocalDate>(
      read: { node, session in
        guard let text = node.string() else {
          session.wrongType(node, expected: "a day, such as `2026-11-23`")
          return nil
        }
        guard let date = LocalDate(text) else {
          session.fail(
            .notADate, "`\(shortened(text))` is not a day of the calendar.", hint: "Write it as `2026-11-23`.")
          return nil
        }
        return date
      },
      write: { date, _ in .string(date.description) }, describe: { _ in ["type": "string", "format": "date"] },
      placeholder: { LocalDate(daysSinceEpoch: 0) })
  }
}

extension ValueForm where Value == LocalTime {
  /// A time of day, `08:30`; `24:00` ends a day.
  public static var localTime: ValueForm<LocalTime> {
    ValueForm<LocalTime>(
      read: { node, session in
        guard let text = node.string() else {
          session.wrongType(node, expected: "a time of day, such as `08:30`")
          return nil
        }
        guard let time = LocalTime(text) else {
          session.fail(
            .notATime, "`\(shortened(text))` is not a time of day.", hint: "Write it as `08:30`, from 00:00 to 24:00.")
          return nil
        }
        return time
      },
      write: { time, _ in .string(time.description) },
      describe: { _ in ["type": "string", "pattern": "^([0-9]|[01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$"] },
      placeholder: { midnight })
  }
}

/// Proven by the range that `LocalTime` states: minute 0 exists.
private let midnight = LocalTime(minutes: 0)!

extension ValueForm where Value == Zone {
  /// A time zone by its IANA name.
  public static var zone: ValueForm<Zone> {
    ValueForm<Zone>(
      read: { node, session in
        guard let name = node.string() else {
          session.wrongType(node, expected: "a time zone, such as `Europe/Vaduz`")
          return nil
        }
        guard let zone = Zones.named(name) else {
          session.fail(
            .notAZone, "`\(shortened(name))` is not in the time-zone database.",
            hint: "Use a name such as `Europe/Vaduz`.")
          return nil
        }
        return zone
      },
      write: { zone, _ in .string(zone.name) },
      describe: { _ in ["type": "string", "examples": ["Europe/Vaduz"]] }, placeholder: { .utc })
  }
}
