import Testing

@testable import PunctualForecast

@Suite("What stands on the clock")
struct ReadingTests {
  /// A sharp peak and a long tail: seconds at the model's probabilities.
  private let delay = ResidualModel.probabilities.map { $0 < 0.8 ? 300 * $0 : 240 + 36_000 * ($0 - 0.8) }

  private func clock(at now: Int) -> RouteClock {
    RouteClock(now: now, pace: Pace(deviation: 0.1), points: Lattice.fine)
  }

  @Test("a time from a known instant on is told as it was learned, whatever its tail")
  func learned() {
    var clock = clock(at: 0)
    clock.set(to: 10_000)
    clock.pass(quantiles: delay)
    let reading = clock.reading()
    let asked = [0.1, 0.5, 0.9]
    for (told, expected) in zip(reading.quantiles(asked), [10_030.0, 10_150, 13_840]) {
      #expect(abs(told - expected) < 1)
    }
    let mean = 0.8 * 120 + 0.2 * (240 + 3600)
    #expect(abs(reading.mean - 10_000 - mean) < 8)
    #expect(abs(reading.excess(over: 10_240).probability - 0.2) < 0.01)
    #expect(abs(reading.excess(over: 10_240).seconds - 0.2 * 3600) < 8)
    #expect(reading.excess(over: 0).probability == 1 && reading.excess(over: 20_000).probability == 0)
  }

  @Test("what has not come by now comes later, and what is unheard of has a chance once most should have come")
  func silence() {
    var early = clock(at: 10_060)
    early.set(to: 10_000)
    early.pass(quantiles: delay)
    early.condition(since: 10_000)
    let (first, middle) = (early.reading().quantiles([0])[0], early.reading().quantiles([0.5])[0])
    #expect(abs(first - 10_060) < 1)
    // 0.2 have passed, so that the middle of the rest lies at 0.6.
    #expect(abs(middle - 10_180) < 1)
    var late = clock(at: 100_000)
    late.set(to: 10_000)
    late.pass(quantiles: delay)
    late.condition(since: 10_000)
    #expect(late.reading().quantiles([0])[0] >= 100_000)
    #expect(late.reading().mean > 100_000)
  }

  @Test("two times in a row are added, and the mean is kept")
  func added() {
    var clock = clock(at: 0)
    clock.set(to: 0)
    clock.pass(quantiles: delay)
    let once = clock.reading().mean
    clock.pass(quantiles: delay)
    #expect(abs(clock.reading().mean - 2 * once) < 10)
  }
}
