import Synchronization
import Testing

@testable import PunctualService

@Suite("Work on several cores")
struct AllCoresTests {
  @Test("each piece is done once, and results are in order", arguments: [0, 1, 2, 100])
  func order(count: Int) {
    let done = Mutex([Int](repeating: 0, count: count))
    let results = onAllCores(count) { number -> Int? in
      done.withLock { $0[number] += 1 }
      return number.isMultiple(of: 3) ? nil : number * number
    }
    #expect(results == (0..<count).map { $0.isMultiple(of: 3) ? nil : $0 * $0 })
    #expect(done.withLock { $0 } == [Int](repeating: 1, count: count))
  }
}
