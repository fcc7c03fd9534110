/// How long something may take in all, and how often and when it is tried again.
struct Patience: Sendable {
  private let end: ContinuousClock.Instant
  /// The longest that one try may take, in seconds.
  let trySeconds: Double
  let attempts: Int

  init(totalSeconds: Double, trySeconds: Double, attempts: Int) {
    end = .now + .seconds(totalSeconds)
    self.trySeconds = trySeconds
    self.attempts = max(1, attempts)
  }

  /// Seconds that the next try may take; nil where the time is over.
  var nextTry: Double? {
    let left = (end - .now) / .seconds(1)
    return left > 0.01 ? min(trySeconds, left) : nil
  }

  /// Waits before try `number` (from 1 for the second): 0.2 s, 0.6 s, 1.8 s and on, as far as time allows.
  func wait(before number: Int) async throws {
    var pause = 0.2
    for _ in 1..<max(1, number) { pause *= 3 }
    guard let most = nextTry else { return }
    try await Task.sleep(for: .seconds(min(pause, most, 10)))
  }
}
