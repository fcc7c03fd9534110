import Foundation
import PunctualModel
import Synchronization
import Testing

@testable import PunctualEngine

/// What the search knows without walking a route must be what walking it finds.
@Suite("Invariants of the search")
struct InvariantTests {
  @Test(
    "after every round all figures are what a fresh count gives, and rolling back restores the plan", arguments: 0..<12)
  func rounds(block: UInt64) {
    for seed in block * 10..<block * 10 + 10 {
      let problem = Problems.random(seed: seed, jobs: 14, vehicles: 4)
      guard !problem.vehicles.isEmpty, !problem.jobs.isEmpty else { continue }
      let tables = Tables(problem)
      let plan = WorkingPlan(tables)
      let recreate = Recreate(plan)
      let ruin = Ruin(neighbours: Neighbours(tables))
      var random = Xoshiro(seed: seed)
      recreate.first()
      for round in 0..<25 {
        let (kept, orders, left) = (plan.score, orders(plan), leftJobs(plan))
        plan.begin()
        let oldLeft = plan.leftCount
        ruin.apply(plan, &random)
        recreate.apply(oldLeft: oldLeft, &random)
        #expect(plan.score == fresh(tables, self.orders(plan)), "seed \(seed) round \(round)")
        if random.below(2) == 0 {
          plan.rollBack(to: kept)
          #expect(self.orders(plan) == orders && leftJobs(plan) == left, "seed \(seed) round \(round)")
          #expect(plan.score == fresh(tables, orders))
        }
      }
    }
  }

  @Test("the cheapest place found in constant time is the cheapest of those that a walk accepts", arguments: 0..<12)
  func places(block: UInt64) {
    for seed in 500 + block * 10..<500 + block * 10 + 10 {
      let problem = Problems.random(seed: seed, jobs: 12, vehicles: 3)
      guard !problem.vehicles.isEmpty else { continue }
      let tables = Tables(problem)
      let plan = WorkingPlan(tables)
      Recreate(plan).first()
      for route in 0..<tables.routes {
        // Make room, so that there is something to find.
        if plan.routes.count[route] > 2 {
          plan.remove(Int(plan.routes.next[plan.routes.start(route)]))
          plan.settleAfterRemoval(route)
        }
        for job in leftJobs(plan) {
          let found = plan.routes.cheapestPlace(job, route).cost
          #expect(found == walked(plan.routes, job, route), "seed \(seed) job \(job) route \(route)")
        }
      }
    }
  }

  /// 60, or as many problems as `PUNCTUAL_AUDIT` says.
  static let audited = ProcessInfo.processInfo.environment["PUNCTUAL_AUDIT"].flatMap { UInt64($0) } ?? 60

  @Test("with everything mixed, what a search has added up after each round is what a fresh count gives")
  func mixed() {
    for seed in 0..<Self.audited { audit(Mixed.problem(seed: seed, jobs: 12), seed) }
  }

  @Test("the same for simple problems, which exchange tails and segments")
  func simple() {
    for seed in 0..<Self.audited {
      audit(Problems.simple(seed: seed, vehiclesAreAlike: seed % 3 > 0), seed, iterations: 200)
    }
  }

  private func audit(_ problem: RoutingProblem, _ seed: UInt64, iterations: Int = 60) {
    let faults = Mutex<[String]>([])
    var options = SolveOptions(seed: seed, iterations: iterations)
    options.audit = { known, recounted in
      if known != recounted {
        faults.withLock { $0.append("\(known), not \(recounted.map { "\($0)" } ?? "feasible")") }
      }
    }
    _ = Engine.solve(problem, options)
    let found = faults.withLock { $0 }
    #expect(found.isEmpty, "seed \(seed): \(found.count) rounds, first \(found.first ?? "")")
  }

  private func walked(_ routes: Routes, _ job: Int, _ route: Int) -> Int {
    guard routes.tables.suits(route: route, job: job) else { return never }
    var least = never
    let base = routes.cost[route]
    var after = routes.start(route)
    while after != routes.end(route) {
      routes.link(job, after: after)
      if routes.refresh(route) { least = min(least, routes.cost[route] - base) }
      routes.unlink(job)
      after = Int(routes.next[after])
    }
    routes.refresh(route)
    return least
  }

  private func orders(_ plan: WorkingPlan) -> [[Int]] {
    (0..<plan.tables.routes).map { plan.routes.jobs(of: $0) }
  }

  private func leftJobs(_ plan: WorkingPlan) -> [Int] {
    (0..<plan.leftCount).map { Int(plan.left[$0]) }.sorted()
  }

  private func fresh(_ tables: Tables, _ orders: [[Int]]) -> Score {
    let routes = Routes(tables)
    var score = Score(priorityLeft: tables.problem.jobs.reduce(0) { $0 + $1.priority }, jobsLeft: tables.jobs)
    for (route, order) in orders.enumerated() where !order.isEmpty {
      routes.append(order, to: route)
      #expect(routes.refresh(route), "route \(route) is not feasible: \(order)")
      score.cost += routes.cost[route]
      score.travel += routes.travel[route]
      score.vehicles += 1
      score.jobsLeft -= order.count
      for job in order { score.priorityLeft -= tables.priority[job] }
    }
    return score
  }
}
