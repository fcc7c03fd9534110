import PunctualCheck
import PunctualEngine
import PunctualModel
import Support
import Testing

/// What is answered about random small problems, all features mixed, is what the independent checker finds to be so.
@Suite("Answers, everything mixed")
struct MixedAnswerTests {
  private func orders(_ problem: RoutingProblem, _ solution: RoutingSolution) -> [[Int]] {
    var orders = [[Int]](repeating: [], count: problem.vehicles.count)
    for route in solution.routes { orders[route.vehicle] = route.jobs }
    return orders
  }

  /// Whether a plan is right when one vehicle's route is another one, and jobs have left others.
  private func isValid(
    _ problem: RoutingProblem, _ solution: RoutingSolution, _ route: RoutingRoute, without moved: [Int] = []
  ) -> Bool {
    var routes = solution.routes.filter { $0.vehicle != route.vehicle }.compactMap { other -> RoutingRoute? in
      guard other.jobs.contains(where: moved.contains) else { return other }
      return Engine.schedule(problem, vehicle: other.vehicle, jobs: other.jobs.filter { !moved.contains($0) })
    }
    routes.append(route)
    routes.sort { $0.vehicle < $1.vehicle }
    let served = Set(routes.flatMap(\.jobs))
    let tried = RoutingSolution(routes: routes, unassigned: problem.jobs.indices.filter { !served.contains($0) })
    return check(problem, StatedSolution(problem, tried)).valid
  }

  @Test("places, reasons and remedies: each is tried, and the checker agrees", arguments: 0..<20)
  func places(block: UInt64) {
    let features = Set(Mixed.Feature.allCases).subtracting([.relations, .shipments])
    for seed in block * 15..<block * 15 + 15 {
      let problem = Mixed.problem(seed: seed, features: features)
      let solution = Engine.solve(problem, SolveOptions(seed: seed, iterations: 30))
      let routes = orders(problem, solution)
      let plan = StandingPlan(problem, routes: routes)
      for job in solution.unassigned {
        let places = plan.bestPlaces(for: job)
        let reasons = Engine.misfits(problem, routes: routes, job: job)
        let free = problem.vehicles.indices.filter { reasons[$0] == nil }
        #expect(free == places.map(\.vehicle), "seed \(seed) job \(job): \(reasons.map { $0?.rawValue ?? "-" })")
        for place in places {
          let route = plan.insertion(of: job, at: place)?.route
          #expect(route.map { isValid(problem, solution, $0) } == true, "seed \(seed) job \(job) \(place)")
        }
        for remedy in plan.remedies(for: job) {
          var (changed, orders) = (problem, routes)
          var moved: [Int] = []
          for change in remedy.changes {
            change.apply(to: &changed, vehicle: remedy.vehicle, job: job)
            if case .moved(let other, _) = change {
              moved.append(other)
              for vehicle in orders.indices { orders[vehicle].removeAll { $0 == other } }
            }
          }
          let there = Engine.insertions(changed, routes: orders, job: job).first { $0.vehicle == remedy.vehicle }
          #expect(there != nil, "seed \(seed) job \(job) \(remedy)")
          if let there {
            #expect(isValid(changed, solution, there.route, without: moved), "seed \(seed) job \(job) \(remedy)")
          }
        }
      }
      for job in routes.joined().prefix(4) {
        for alternative in Engine.alternatives(problem, routes: routes, job: job) {
          guard let place = alternative.place, let route = plan.insertion(of: job, at: place)?.route else { continue }
          #expect(isValid(problem, solution, route, without: [job]), "seed \(seed) job \(job) \(alternative)")
        }
      }
    }
  }

  @Test("what is called impossible is in no plan", arguments: 0..<20)
  func precheck(block: UInt64) {
    for seed in block * 15..<block * 15 + 15 {
      let problem = Mixed.problem(seed: seed)
      let solution = Engine.solve(problem, SolveOptions(seed: seed, iterations: 60))
      let left = Set(solution.unassigned)
      for finding in Engine.precheck(problem) where finding.kind != .frozen {
        switch finding.kind {
        case .job, .group: #expect(left.isSuperset(of: finding.jobs), "seed \(seed): \(finding)")
        case .pins: #expect(!left.isDisjoint(with: finding.jobs), "seed \(seed): \(finding)")
        case .frozen: break
        }
      }
    }
  }

  @Test("asking changes nothing, and the same question gets the same answer, groups and all", arguments: 0..<20)
  func repeatable(block: UInt64) {
    for seed in block * 8..<block * 8 + 8 {
      let problem = Mixed.problem(seed: seed)
      let solution = Engine.solve(problem, SolveOptions(seed: seed, iterations: 30))
      let routes = orders(problem, solution)
      let plan = StandingPlan(problem, routes: routes)
      for job in problem.jobs.indices {
        let places = plan.places(for: job)
        let fresh = StandingPlan(problem, routes: routes)
        #expect(places == fresh.places(for: job), "seed \(seed) job \(job)")
        _ = plan.remedies(for: job)
        _ = Engine.misfits(problem, routes: routes, job: job)
        _ = Engine.offer(problem, routes: routes, job: job, windows: [RoutingWindow(0, 100), RoutingWindow(50, 400)])
        #expect(places == plan.places(for: job), "seed \(seed) job \(job)")
      }
    }
  }
}

extension RoutingRoute {
  /// The jobs, in order.
  fileprivate var jobs: [Int] {
    steps.filter { $0.kind == .job || $0.kind == .pickup || $0.kind == .delivery }.compactMap(\.task)
  }
}
