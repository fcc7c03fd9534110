import PunctualModel
import Testing

@testable import PunctualEngine

@Suite("Large plans cut into parts")
struct SplitSearchTests {
  @Test("the same rounds, threads and seed give the same valid plan; other seeds others", arguments: [1, 2, 3])
  func same(threads: Int) {
    let problem = problem(jobs: 640, vehicles: 40)
    #expect(SplitSearch.suits(Tables(problem), threads: threads))
    let one = Engine.solve(problem, options(threads: threads, seed: 1))
    #expect(one == Engine.solve(problem, options(threads: threads, seed: 1)))
    #expect(one != Engine.solve(problem, options(threads: threads, seed: 2)))
    let served = one.routes.flatMap { $0.steps.filter { $0.kind == .job }.compactMap(\.task) }
    #expect((served + one.unassigned).sorted() == Array(0..<problem.jobs.count))
    #expect(one.routes.allSatisfy { $0.violations.isEmpty })
  }

  @Test("a part's figures are those of its routes alone, and a plan can be loaded again and again")
  func parts() {
    let problem = problem(jobs: 60, vehicles: 8)
    let tables = Tables(problem)
    let neighbours = Neighbours(tables)
    let search = Search(tables, neighbours, SolveOptions(), seed: 1)
    search.construct()
    let orders = search.orders()
    let plan = WorkingPlan(tables)
    let all = PlanPart(vehicles: Array(0..<8), jobs: Array(0..<60)) { orders[$0] }
    plan.load(all)
    #expect(plan.score == search.best && plan.memberCount == 60)
    var sum = Score()
    for vehicles in [[0, 1, 2], [3, 4, 5, 6, 7]] {
      let jobs = vehicles.flatMap { orders[$0] } + (vehicles == [0, 1, 2] ? all.left : [])
      let part = PlanPart(vehicles: vehicles, jobs: jobs) { orders[$0] }
      plan.load(part)
      sum = sum + plan.score
      #expect(plan.memberCount == jobs.count)
      #expect((0..<8).allSatisfy { vehicles.contains($0) || plan.routes.count[$0] == 0 })
    }
    #expect(sum == search.best)
    plan.load(all)
    #expect(plan.score == search.best)
  }

  private func options(threads: Int, seed: UInt64) -> SolveOptions {
    var options = SolveOptions(seed: seed, threads: threads)
    options.iterations = 4000
    return options
  }

  /// Shifts with a break in the middle, windows and skills; more work than fits.
  private func problem(jobs: Int, vehicles: Int) -> RoutingProblem {
    var dice = Dice(state: 11)
    let places = jobs / 2
    let points = (0..<places).map { _ in (dice.roll(0...3000), dice.roll(0...3000)) }
    let durations = points.flatMap { a in points.map { b in Int32(abs(a.0 - b.0) + abs(a.1 - b.1)) } }
    return Problems.make(
      (0..<jobs).map { number in
        let from = dice.roll(0...20_000)
        return RoutingJob(
          id: UInt64(number + 1), location: dice.roll(0...places - 1), service: dice.roll(600...3600),
          skills: dice.oneIn(4) ? [1] : [], priority: dice.roll(0...10),
          windows: dice.oneIn(2) ? [RoutingWindow(from, from + 7200)] : [])
      },
      (0..<vehicles).map { number in
        RoutingVehicle(
          id: UInt64(number + 1), start: dice.roll(0...places - 1), end: dice.roll(0...places - 1),
          skills: dice.oneIn(2) ? [1] : [], window: RoutingWindow(0, 28_800),
          breaks: [RoutingBreak(id: 1, windows: [RoutingWindow(12_000, 16_000)], service: 1800)])
      },
      places: places, matrix: TravelMatrix(size: places, durations: durations))
  }
}
