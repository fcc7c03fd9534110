import PunctualNotify
import Testing

@Suite("When a refused message is tried again")
struct BackoffTests {
  @Test("the wait doubles up to the limit, half of it random")
  func doubling() {
    let backoff = Backoff()
    for (attempt, whole) in [(1, 30), (2, 60), (3, 120), (4, 240), (7, 1920)] {
      for seed in 0..<200 as Range<UInt64> {
        let wait = backoff.seconds(afterAttempt: attempt, seed: seed)!
        #expect((whole / 2...whole).contains(wait))
      }
    }
    #expect(Backoff(maxAttempts: 99).seconds(afterAttempt: 60, seed: 1)! <= 3600)
  }

  @Test("after the last attempt it is given up")
  func end() {
    #expect(Backoff().seconds(afterAttempt: 7, seed: 1) != nil)
    #expect(Backoff().seconds(afterAttempt: 8, seed: 1) == nil)
  }

  @Test("the same seed waits the same, other seeds spread")
  func spread() {
    let waits = (0..<100 as Range<UInt64>).map { Backoff().seconds(afterAttempt: 5, seed: $0)! }
    #expect(waits == (0..<100 as Range<UInt64>).map { Backoff().seconds(afterAttempt: 5, seed: $0)! })
    #expect(Set(waits).count > 50)
  }

  @Test("odd figures do not trap")
  func odd() {
    #expect(Backoff(firstSeconds: .max, longestSeconds: .max).seconds(afterAttempt: 3, seed: .max)! > 0)
    #expect(Backoff(firstSeconds: -5, longestSeconds: 0).seconds(afterAttempt: -3, seed: 0) == 1)
  }
}
