import PunctualModel

/// Whoever calls customers from the simulated office: one after the other, the most pressing first.
struct SimulatedDispatcher {
  /// Seconds until a request is taken up, of a call that is answered and of one that is not, and until it is tried again.
  static let seconds = (notice: 120, talking: 240, ringing: 60, again: 600)
  /// How often somebody is tried.
  static let mostTries = 3

  private var free: Instant
  private var tried: [String: (times: Int, at: Instant)] = [:]

  init(from: Instant) { free = from }

  /// A call and when it ended.
  struct Made: Hashable {
    var appointment: String
    var at: Instant
    var isAnswered: Bool
    /// The start that was told.
    var told: Instant?
  }

  /// The calls that end by then.
  ///
  /// - Parameters:
  ///   - wanted: the most pressing first.
  ///   - answers: whether somebody answers a try, counted from 1.
  mutating func calls(
    _ wanted: [WantedCall], until: Instant, answers: (_ appointment: String, _ attempt: Int) -> Bool
  ) -> [Made] {
    var waiting = wanted.filter { !$0.phones.isEmpty && tried[$0.appointment]?.times ?? 0 < Self.mostTries }
    var made: [Made] = []
    while let first = waiting.map(ready).min() {
      let start = max(free, first)
      guard let index = waiting.firstIndex(where: { ready($0) <= start }) else { break }
      let call = waiting[index]
      let attempt = (tried[call.appointment]?.times ?? 0) + 1
      let isAnswered = answers(call.appointment, attempt)
      let end = start + (isAnswered ? Self.seconds.talking : Self.seconds.ringing)
      guard end <= until else { break }
      waiting.remove(at: index)
      free = end
      tried[call.appointment] = (attempt, end)
      made.append(
        Made(appointment: call.appointment, at: end, isAnswered: isAnswered, told: isAnswered ? call.expected : nil))
    }
    return made
  }

  private func ready(_ call: WantedCall) -> Instant {
    max(call.since + Self.seconds.notice, tried[call.appointment].map { $0.at + Self.seconds.again } ?? call.since)
  }
}
