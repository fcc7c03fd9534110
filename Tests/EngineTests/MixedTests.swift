import Foundation
import PunctualCheck
import PunctualEngine
import PunctualModel
import Support
import Testing

@Suite("Everything mixed")
struct MixedTests {
  /// 400, or as many as `PUNCTUAL_MIXED` says.
  static let count = ProcessInfo.processInfo.environment["PUNCTUAL_MIXED"].flatMap { UInt64($0) } ?? 400
  static let blocks: UInt64 = 20

  @Test(
    "every answer to a random small problem, all features mixed, is found right by the checker", arguments: 0..<blocks)
  func valid(block: UInt64) {
    for seed in stride(from: block, to: Self.count, by: Int(Self.blocks)) {
      let problem = Mixed.problem(seed: seed)
      let solution = Engine.solve(problem, SolveOptions(seed: seed, iterations: 60))
      let changes = Engine.changes(problem, solution)
      let verdict = check(problem, StatedSolution(problem, solution, changes: changes))
      #expect(verdict.valid, "seed \(seed): \(verdict.violations.map { "\($0.code): \($0.message)" })")
    }
  }

  @Test("trying every plan of a tiny problem finds a better one for one problem in a hundred at most")
  func best() {
    var (tried, worse): (Int, [String]) = (0, [])
    for seed in 0..<Self.count / 2 {
      let problem = Mixed.tiny(seed: seed)
      // Where pairs are unreachable, two jobs may fit together of which neither fits alone: the engine inserts one at a time.
      guard problem.matrices.values.allSatisfy({ !$0.durations.contains(TravelMatrix.unreachable) }) else { continue }
      let solution = Engine.solve(problem, SolveOptions(seed: seed, iterations: 1000))
      guard let score = EveryPlan.score(problem, solution) else {
        Issue.record("seed \(seed): not right")
        continue
      }
      var every = EveryPlan(problem)
      let best = every.best()
      tried += 1
      if every.isBetter(best, than: score) { worse.append("seed \(seed): \(score), not \(best)") }
    }
    #expect(tried >= 100 && worse.count * 100 <= tried, "worse: \(worse) of \(tried)")
  }

  @Test("the same problem, seed and iterations give the same answer, by several threads too", arguments: [1, 2])
  func deterministic(threads: Int) {
    for seed in 0..<UInt64(40) {
      let problem = Mixed.problem(seed: seed)
      let options = SolveOptions(seed: seed, iterations: 40, threads: threads)
      let solution = Engine.solve(problem, options)
      #expect(solution == Engine.solve(problem, options), "seed \(seed)")
      #expect(check(problem, StatedSolution(problem, solution)).valid, "seed \(seed)")
    }
  }
}
