/// A span of time, both ends included. An appointment's visit must *start* within one of its windows.
public struct TimeWindow: Hashable, Sendable, Codable {
  public var start: Instant
  public var end: Instant

  public init(start: Instant, end: Instant) {
    self.start = start
    self.end = end
  }

  /// Length in seconds.
  public var seconds: Int { end - start }

  /// Whether it is within, both ends included.
  public func contains(_ instant: Instant) -> Bool {
    start <= instant && instant <= end
  }

  /// Whether they share a moment; that may be the end of one and the start of the other.
  public func overlaps(_ other: TimeWindow) -> Bool {
    start <= other.end && other.start <= end
  }

  /// The part that both share; nil where they do not touch.
  public func intersection(_ other: TimeWindow) -> TimeWindow? {
    guard overlaps(other) else { return nil }
    return TimeWindow(start: max(start, other.start), end: min(end, other.end))
  }
}
