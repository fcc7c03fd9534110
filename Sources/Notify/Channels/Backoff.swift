/// How long to wait before a refused message is tried again, and when to give up.
///
/// The wait doubles with each attempt up to a limit; half of it is random, so that many messages refused together do
/// not come back together.
public struct Backoff: Hashable, Sendable, Codable {
  /// Wait after the first failure, in seconds. Default 30.
  public var firstSeconds: Int
  /// Longest wait, in seconds. Default one hour.
  public var longestSeconds: Int
  /// After this many failures a message is given up. Default 8.
  public var maxAttempts: Int

  public init(firstSeconds: Int = 30, longestSeconds: Int = 3600, maxAttempts: Int = 8) {
    self.firstSeconds = firstSeconds
    self.longestSeconds = longestSeconds
    self.maxAttempts = maxAttempts
  }

  /// Seconds to wait after failure number `attempt` (from 1), nil where it was the last.
  ///
  /// The same seed and attempt give the same wait. Hand in a seed that differs between messages, such as their
  /// sequence.
  public func seconds(afterAttempt attempt: Int, seed: UInt64) -> Int? {
    guard attempt < maxAttempts else { return nil }
    let doublings = min(max(attempt - 1, 0), 30)
    let (product, overflow) = max(firstSeconds, 1).multipliedReportingOverflow(by: 1 << doublings)
    let longest = max(longestSeconds, 1)
    let whole = overflow ? longest : min(product, longest)
    let random = Int(mixed(seed &+ UInt64(max(attempt, 0)) &* 0x9E37_79B9_7F4A_7C15) >> 33)
    return whole - whole / 2 + random % (whole / 2 + 1)
  }

  /// The output function of SplitMix64 (Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
  private func mixed(_ seed: UInt64) -> UInt64 {
    var bits = seed &+ 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
