import PunctualEngine
import PunctualModel
import Testing

@Suite("Solving")
struct SolveTests {
  @Test("a problem without jobs, without vehicles, or without both has an answer")
  func empty() {
    let none = Engine.solve(Problems.make([], []), SolveOptions())
    #expect(none == RoutingSolution(routes: [], unassigned: []))
    let idle = Engine.solve(Problems.make([], [RoutingVehicle(id: 1, start: 0)]), SolveOptions())
    #expect(idle == RoutingSolution(routes: [], unassigned: []))
    let alone = Engine.solve(Problems.make([RoutingJob(id: 1, location: 1)], []), SolveOptions())
    #expect(alone == RoutingSolution(routes: [], unassigned: [0]))
  }

  @Test("every answer to a random problem with all features mixed is valid", arguments: 0..<20)
  func random(block: UInt64) {
    for seed in block * 30..<block * 30 + 30 {
      let problem = Problems.random(seed: seed)
      let solution = Engine.solve(problem, SolveOptions(seed: seed, iterations: 60))
      let recount = Recount(problem, solution)
      #expect(recount.faults.isEmpty, "seed \(seed): \(recount.faults)")
    }
  }

  @Test("small problems are solved as well as by trying everything", arguments: 0..<10)
  func exhaustive(block: UInt64) {
    for seed in 1000 + block * 16..<1000 + block * 16 + 16 {
      var problem = Problems.random(seed: seed, jobs: 5, vehicles: 2)
      // The engine takes breaks in one order; more than one can call for another.
      for vehicle in problem.vehicles.indices {
        problem.vehicles[vehicle].breaks = Array(problem.vehicles[vehicle].breaks.prefix(1))
      }
      // Where pairs are unreachable, two jobs may fit together of which neither fits alone: the engine inserts one at a time.
      guard problem.matrices.values.allSatisfy({ !$0.durations.contains(TravelMatrix.unreachable) }) else { continue }
      var exhaustive = Exhaustive(problem)
      let best = exhaustive.best()
      let solution = Engine.solve(problem, SolveOptions(seed: seed, iterations: 1500))
      let recount = Recount(problem, solution)
      #expect(recount.faults.isEmpty, "seed \(seed): \(recount.faults)")
      #expect(recount.priority == best.priority && recount.served == best.served, "seed \(seed)")
      #expect(abs(recount.cost - best.cost) < 1e-6, "seed \(seed): \(recount.cost), not \(best.cost)")
    }
  }

  @Test("priority comes before number, number before cost")
  func layers() {
    let shift = RoutingVehicle(id: 1, start: 0, end: 0, maxTasks: 1)
    let near = RoutingJob(id: 1, location: 1, priority: 1)
    let far = RoutingJob(id: 2, location: 5, priority: 2)
    #expect(Engine.solve(Problems.make([near, far], [shift]), SolveOptions(iterations: 200)).unassigned == [0])
    let long = RoutingJob(id: 3, location: 1, service: 900)
    let short = (4...5).map { RoutingJob(id: $0, location: 5, service: 100) }
    let day = RoutingVehicle(id: 1, start: 0, end: 0, window: RoutingWindow(0, 1300))
    #expect(Engine.solve(Problems.make([long] + short, [day]), SolveOptions(iterations: 200)).unassigned == [0])
  }

  @Test("the same seed, iterations and threads give the same answer; every thread counts", arguments: [1, 3])
  func deterministic(threads: Int) {
    let problem = Problems.random(seed: 77, jobs: 40, vehicles: 6)
    let options = SolveOptions(seed: 5, iterations: 300, threads: threads)
    let first = Engine.solve(problem, options)
    #expect(first == Engine.solve(problem, options))
    #expect(Recount(problem, first).faults.isEmpty)
  }

  @Test("a search that is stopped at once still gives a valid answer")
  func stopped() {
    let problem = Problems.random(seed: 78, jobs: 40, vehicles: 6)
    let solution = Engine.solve(problem, SolveOptions(shouldStop: { true }))
    #expect(Recount(problem, solution).faults.isEmpty)
    #expect(!solution.routes.isEmpty)
  }

  @Test("a search whose time is used up ends, and without any limit it ends by itself", arguments: [0, 5])
  func ends(exploration: Int) {
    let problem = Problems.random(seed: 79, jobs: 12, vehicles: 3)
    let unlimited = Engine.solve(problem, SolveOptions(exploration: exploration))
    #expect(Recount(problem, unlimited).faults.isEmpty)
    let timed = Engine.solve(problem, SolveOptions(progress: { 1 }))
    #expect(Recount(problem, timed).faults.isEmpty)
    var options = SolveOptions(exploration: exploration, progress: { 0 })
    options.usesWholeTime = false
    #expect(Engine.solve(problem, options) == unlimited)
  }

  @Test("steps are where the search starts from")
  func warmStart() {
    var shift = RoutingVehicle(id: 1, start: 0, end: 0)
    shift.steps = [3, 1, 2].map { RoutingStepHint(kind: .job, id: $0) }
    let jobs = (1...3).map { RoutingJob(id: UInt64($0), location: $0) }
    let kept = Engine.solve(Problems.make(jobs, [shift]), SolveOptions(iterations: 0))
    #expect(kept.routes[0].steps.compactMap { $0.kind == .job ? $0.task : nil } == [2, 0, 1])
  }
}
