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
      let verdict = check(problem, StatedSolution(problem, solution))
      #expect(verdict.valid, "seed \(seed): \(verdict.violations.map { "\($0.code): \($0.message)" })")
    }
  }
}
