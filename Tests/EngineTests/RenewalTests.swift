import PunctualModel
import Testing

@testable import PunctualEngine

@Suite("Regions annealed again")
struct RenewalTests {
  @Test("regions at the same time have nothing in common, and each is whole routes", arguments: [1, 2, 3])
  func disjoint(threads: Int) {
    let problem = problem(jobs: 400)
    let tables = Tables(problem)
    #expect(tables.isSimple)
    let neighbours = Neighbours(tables)
    let search = Search(tables, neighbours, SolveOptions(), seed: 1)
    search.construct()
    let orders = search.orders()
    var renewal = Renewal(tables, neighbours, orders, Cooling(search), seed: 1)
    var (calls, seen) = (0, Set<Int>())
    let limit = 1_000_000
    renewal.run(threads, after: 400_000, of: limit) {
      Double($0) / Double(limit)
    } anneal: { parts, rounds, temperature in
      calls += 1
      #expect(parts.count <= threads && rounds > 0)
      #expect(temperature(0) > temperature(1))
      var vehicles = Set<Int>()
      for part in parts {
        #expect(vehicles.isDisjoint(with: part.vehicles))
        vehicles.formUnion(part.vehicles)
        #expect(part.orders.allSatisfy { orders[$0.vehicle] == $0.jobs })
        seen.formUnion(part.orders.flatMap(\.jobs))
      }
      return []
    }
    #expect(calls > 1)
    #expect(seen.count > 250)
    #expect(renewal.orders == orders)
  }

  @Test("regions are as cold from the start where all jobs are at one place")
  func samePlace() {
    let jobs = (1...30).map { RoutingJob(id: UInt64($0), location: 0, service: 60) }
    let vehicles = (1...3).map {
      RoutingVehicle(id: UInt64($0), start: 0, end: 0, window: RoutingWindow(0, 900))
    }
    let problem = Problems.make(jobs, vehicles, places: 1, matrix: TravelMatrix(size: 1, durations: [0]))
    #expect(Tables(problem).isSimple)
    let solution = Engine.solve(problem, SolveOptions(seed: 1, iterations: 2000))
    #expect(solution.unassigned.isEmpty && solution.routes.count == 2)
    let search = Search(Tables(problem), Neighbours(Tables(problem)), SolveOptions(), seed: 1)
    search.construct()
    let cooling = Cooling(search)
    #expect(cooling.leg == 0)
    for share in [0, 0.5, 1] { #expect(cooling.temperature(share, from: 0) == cooling.cold) }
  }

  @Test("what comes out better is kept, what does not is not")
  func kept() {
    let problem = problem(jobs: 120)
    let tables = Tables(problem)
    let neighbours = Neighbours(tables)
    let search = Search(tables, neighbours, SolveOptions(), seed: 1)
    search.construct()
    let orders = search.orders()
    for isBetter in [true, false] {
      var renewal = Renewal(tables, neighbours, orders, Cooling(search), seed: 1)
      renewal.run(1, after: 60_000, of: 100_000) {
        $0 > 60_000 ? nil : 0.6
      } anneal: { parts, _, _ in
        parts.map { part in
          let turned = PlanPart(vehicles: part.vehicles, jobs: part.orders.flatMap(\.jobs)) { orders[$0].reversed() }
          return Search.Found(last: turned, best: turned, score: Score(), isBetter: isBetter)
        }
      }
      #expect((renewal.orders == orders) == !isBetter)
    }
  }

  @Test("the same rounds, threads and seed give the same plan, which serves all", arguments: [1, 2])
  func same(threads: Int) {
    let problem = problem(jobs: 400)
    var options = SolveOptions(seed: 3, threads: threads)
    options.iterations = 3000
    let one = Engine.solve(problem, options)
    #expect(one == Engine.solve(problem, options))
    #expect(one.unassigned.isEmpty)
    #expect(one.routes.allSatisfy { $0.violations.isEmpty })
  }

  @Test("a region that is annealed is told to be better only where its score is")
  func better() {
    let tables = Tables(problem(jobs: 200))
    let search = Search(tables, Neighbours(tables), SolveOptions(), seed: 2)
    search.construct()
    let (orders, first) = (search.orders(), search.best)
    let all = PlanPart(vehicles: Array(0..<tables.routes), jobs: Array(0..<tables.jobs)) { orders[$0] }
    let untouched = search.search(all, rounds: 0, vehicleBias: 0) { _ in 1 }
    #expect(!untouched.isBetter && untouched.score == first)
    let found = search.search(all, rounds: 500, vehicleBias: 0) { _ in 1 }
    #expect(found.isBetter && found.score < first && found.best.jobs == 200)
  }

  private func problem(jobs: Int) -> RoutingProblem {
    var dice = Dice(state: 5)
    let points = (0...jobs).map { _ in (dice.roll(0...3000), dice.roll(0...3000)) }
    let durations = points.flatMap { a in points.map { b in Int32(abs(a.0 - b.0) + abs(a.1 - b.1)) } }
    return Problems.make(
      (0..<jobs).map { number in
        let from = dice.roll(0...20_000)
        return RoutingJob(
          id: UInt64(number + 1), location: number + 1, service: dice.roll(100...600),
          windows: dice.oneIn(2) ? [RoutingWindow(from, from + 5000)] : [])
      },
      (0..<jobs / 8).map { RoutingVehicle(id: UInt64($0 + 1), start: 0, end: 0, window: RoutingWindow(0, 28_800)) },
      places: jobs + 1, matrix: TravelMatrix(size: jobs + 1, durations: durations))
  }
}
