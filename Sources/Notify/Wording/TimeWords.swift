import PunctualModel

/// Times in words, in one language and on the wall clock of one zone.
///
/// Where the reader's clock differs from the firm's, the zone is named, so that nobody takes the one for the other.
struct TimeWords {
  var language: Language
  /// The reader's.
  var zone: Zone
  /// The firm's.
  var home: Zone
  var now: Instant

  /// `Monday 23 November, 09:00–11:00`; `Montag, 23. November, 09:00–11:00 Uhr`.
  func window(_ window: TimeWindow) -> String {
    let (start, end) = (zone.local(window.start), zone.local(window.end))
    // The last second of a day that is written as the midnight after it still belongs to the day.
    if start.date == end.date || (end.secondOfDay == 0 && end.date == start.date.adding(days: 1)) {
      return "\(date(start.date)), \(times(window))"
    }
    let text =
      switch language {
      case .english: "\(date(start.date)), \(clock(window.start)) – \(date(end.date)), \(clock(window.end))"
      case .german: "\(date(start.date)), \(clock(window.start)) Uhr – \(date(end.date)), \(clock(window.end)) Uhr"
      }
    return text + zoneNote(window.start)
  }

  /// A range of arrival: only the times where it lies on the day of `now`, else with the date.
  func range(_ range: TimeWindow) -> String {
    let today = zone.local(now).date
    return zone.local(range.start).date == today && zone.local(range.end).date == today
      ? times(range) : window(range)
  }

  /// `Tue 24 Nov 09:00–11:00`, `Di 24.11. 09:00–11:00`: a window of one day where there is little room.
  func short(_ window: TimeWindow) -> String {
    let local = zone.local(window.start).date
    let day = Weekday.allCases.firstIndex(of: local.weekday) ?? 0
    let date =
      switch language {
      case .english:
        "\(Self.englishDays[day].prefix(3)) \(local.day) \(Self.englishMonths[local.month - 1].prefix(3))"
      case .german: "\(Self.germanDays[day].prefix(2)) \(local.day).\(local.month)."
      }
    return "\(date) \(clock(window.start))–\(clock(window.end))"
  }

  /// `Monday 23 November, 09:00`; only the time where it is on the day of `now`.
  func moment(_ instant: Instant) -> String {
    let day = zone.local(instant).date
    let time = "\(clock(instant))\(language == .german ? " Uhr" : "")\(zoneNote(instant))"
    return day == zone.local(now).date ? time : "\(date(day)), \(time)"
  }

  /// `Monday–Thursday 07:00–17:30, Friday 07:00–16:30`; empty where the office never answers.
  func hours(_ hours: [Weekday: LocalSpan]) -> String {
    var groups: [(first: Int, last: Int, span: LocalSpan)] = []
    for (index, day) in Weekday.allCases.enumerated() {
      guard let span = hours[day] else { continue }
      if let group = groups.last, group.last == index - 1, group.span == span {
        groups[groups.count - 1].last = index
      } else {
        groups.append((index, index, span))
      }
    }
    let names = language == .german ? Self.germanDays : Self.englishDays
    return groups.map { group in
      let days = group.first == group.last ? names[group.first] : "\(names[group.first])–\(names[group.last])"
      return "\(days) \(group.span.start)–\(group.span.end)\(language == .german ? " Uhr" : "")"
    }.joined(separator: ", ")
  }

  /// `Monday 23 November`; with the year where it is not the year of `now`.
  func date(_ date: LocalDate) -> String {
    let day = Weekday.allCases.firstIndex(of: date.weekday) ?? 0
    let year = date.year == zone.local(now).date.year ? "" : " \(date.year)"
    return switch language {
    case .english: "\(Self.englishDays[day]) \(date.day) \(Self.englishMonths[date.month - 1])\(year)"
    case .german: "\(Self.germanDays[day]), \(date.day). \(Self.germanMonths[date.month - 1])\(year)"
    }
  }

  /// `09:00`.
  func clock(_ instant: Instant) -> String {
    Self.clock(instant, zone)
  }

  static func clock(_ instant: Instant, _ zone: Zone) -> String {
    LocalTime(minutes: zone.local(instant).secondOfDay / 60)?.description ?? ""
  }

  private func times(_ window: TimeWindow) -> String {
    "\(clock(window.start))–\(clock(window.end))\(language == .german ? " Uhr" : "")\(zoneNote(window.start))"
  }

  private func zoneNote(_ instant: Instant) -> String {
    guard zone.offset(at: instant) != home.offset(at: instant) else { return "" }
    let place = (zone.name.split(separator: "/").last.map(String.init) ?? zone.name)
      .split(separator: "_").joined(separator: " ")
    return switch language {
    case .english: " (\(place) time)"
    case .german: " (Ortszeit \(place))"
    }
  }

  private static let englishDays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
  private static let germanDays = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]
  private static let englishMonths = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
  private static let germanMonths = [
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
  ]
}

extension Language {
  /// `Anna`, `Anna and Ben`, `Anna, Ben and Cleo`.
  public func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    let and =
      switch self {
      case .english: "and"
      case .german: "und"
      }
    return names.dropLast().joined(separator: ", ") + " \(and) \(last)"
  }
}
