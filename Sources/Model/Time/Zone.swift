// The one file of this module that needs Foundation: it owns the rules of the world's time zones.
import Foundation

/// A time zone by its IANA name, with the conversions between wall clock and instant.
public struct Zone: Hashable, Sendable {
  /// IANA name, such as `Europe/Vaduz`.
  public let name: String
  private let rules: TimeZone

  public static let utc = Zone(name: "UTC", rules: TimeZone(secondsFromGMT: 0)!)

  /// Nil where the name is not in the time-zone database. Abbreviations such as `CET` are refused: they hide summer time.
  public init?(_ name: String) {
    guard name == "UTC" || name.contains("/"), let rules = TimeZone(identifier: name) else { return nil }
    self.init(name: name, rules: rules)
  }

  private init(name: String, rules: TimeZone) {
    self.name = name
    self.rules = rules
  }

  /// Seconds east of UTC at an instant.
  public func offset(at instant: Instant) -> Int {
    rules.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.epochSeconds)))
  }

  /// The wall clock's reading at an instant: the day, and seconds since its midnight.
  public func local(_ instant: Instant) -> (date: LocalDate, secondOfDay: Int) {
    let shifted = instant.epochSeconds + offset(at: instant)
    let days = shifted >= 0 ? shifted / 86_400 : (shifted - 86_399) / 86_400
    return (LocalDate(daysSinceEpoch: days), shifted - days * 86_400)
  }

  /// The instant at which the wall clock reads `time` on `date`.
  ///
  /// In the hour that a change to summer time skips, the clock's reading moves on by the change (02:30 becomes 03:30).
  /// A reading that comes twice is taken the first time.
  public func instant(_ date: LocalDate, _ time: LocalTime) -> Instant {
    instant(date, secondOfDay: time.minutes * 60)
  }

  /// As ``instant(_:_:)``, to the second.
  public func instant(_ date: LocalDate, secondOfDay: Int) -> Instant {
    let reading = Instant(epochSeconds: date.daysSinceEpoch * 86_400 + secondOfDay)
    let before = offset(at: reading - 86_400)
    let after = offset(at: reading + 86_400)
    // The earlier of the two readings of a repeated hour is the one with the offset from before the change.
    for candidate in [before, after] where offset(at: reading - candidate) == candidate {
      return reading - candidate
    }
    return reading - before
  }

  /// Midnight to midnight: 23 or 25 hours long where the clock changes.
  public func day(_ date: LocalDate) -> TimeWindow {
    TimeWindow(start: instant(date, secondOfDay: 0), end: instant(date.adding(days: 1), secondOfDay: 0))
  }

  public static func == (left: Zone, right: Zone) -> Bool { left.name == right.name }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension Zone: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let zone = Zone(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a time zone")
    }
    self = zone
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}
