/// A point in time: whole seconds since 1970-01-01T00:00:00Z. Storage, journal and engine all use this unit.
public struct Instant: Hashable, Comparable, Sendable, Codable {
  /// Seconds since the Unix epoch, leap seconds not counted.
  public var epochSeconds: Int

  public init(epochSeconds: Int) {
    self.epochSeconds = epochSeconds
  }

  /// Coded as a bare number, so that a stored document stays small.
  public init(from decoder: any Decoder) throws {
    epochSeconds = try decoder.singleValueContainer().decode(Int.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(epochSeconds)
  }

  public static func < (left: Instant, right: Instant) -> Bool {
    left.epochSeconds < right.epochSeconds
  }

  /// The instant `seconds` later.
  public static func + (instant: Instant, seconds: Int) -> Instant {
    Instant(epochSeconds: instant.epochSeconds + seconds)
  }

  /// The instant `seconds` earlier.
  public static func - (instant: Instant, seconds: Int) -> Instant {
    Instant(epochSeconds: instant.epochSeconds - seconds)
  }

  /// Seconds from `right` to `left`.
  public static func - (left: Instant, right: Instant) -> Int {
    left.epochSeconds - right.epochSeconds
  }
}
