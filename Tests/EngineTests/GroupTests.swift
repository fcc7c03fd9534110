import PunctualModel
import Testing

@testable import PunctualEngine

/// Jobs that belong together, in the search: whole or not at all, and every route feasible at any moment.
@Suite("Groups in the search")
struct GroupTests {
  private func problem(seed: UInt64) -> RoutingProblem {
    var dice = Dice(state: seed &* 977 &+ 3)
    let places = 12
    let points = (0..<places).map { _ in (dice.roll(0...60), dice.roll(0...60)) }
    let durations: [Int32] = points.flatMap { a in
      points.map { b -> Int32 in
        let (x, y) = (abs(a.0 - b.0), abs(a.1 - b.1))
        return Int32(x + y)
      }
    }
    let jobs = (0..<18).map { number -> RoutingJob in
      var job = RoutingJob(
        id: UInt64(number + 1), location: dice.roll(1...places - 1), service: dice.roll(5...30),
        skills: [dice.roll(1...2)])
      let from = dice.roll(0...300)
      job.windows = [RoutingWindow(from, 2000)]
      if dice.oneIn(2) { job.preferred = RoutingPreferredWindow(RoutingWindow(from, from + dice.roll(0...100))) }
      return job
    }
    let vehicles = (0..<5).map { (number: Int) -> RoutingVehicle in
      let skills: Set<Int> = number % 3 == 0 ? [1, 2] : [number % 3]
      return RoutingVehicle(id: UInt64(number + 1), start: 0, end: 0, skills: skills)
    }
    var problem = Problems.make(
      jobs, vehicles, places: places, matrix: TravelMatrix(size: places, durations: durations))
    for number in 0..<4 {
      let least = dice.oneIn(2) ? 0 : dice.roll(0...60)
      problem.relations.append(
        RoutingRelation(
          first: 2 * number, second: 2 * number + 1, from: dice.oneIn(3) ? .finish : .start, least: least,
          most: dice.oneIn(4) ? nil : least + (dice.oneIn(2) ? 0 : 40),
          technician: [.any, .same, .different][dice.roll(0...2)]))
    }
    return problem
  }

  @Test("after every round groups are whole and all routes feasible, as they are after rolling back", arguments: 0..<20)
  func rounds(seed: UInt64) {
    let tables = Tables(problem(seed: seed))
    let plan = WorkingPlan(tables)
    let recreate = Recreate(plan)
    let ruin = Ruin(neighbours: Neighbours(tables))
    var random = Xoshiro(seed: seed)
    recreate.first()
    for round in 0..<200 {
      let kept = plan.score
      plan.begin()
      let oldLeft = plan.leftCount
      ruin.apply(plan, &random)
      judge(plan, "seed \(seed) round \(round) after the ruin")
      recreate.apply(oldLeft: oldLeft, &random)
      plan.conclude()
      judge(plan, "seed \(seed) round \(round)")
      if random.below(2) == 0 {
        plan.rollBack(to: kept)
        judge(plan, "seed \(seed) round \(round) rolled back")
      }
    }
  }

  private func judge(_ plan: WorkingPlan, _ when: String) {
    let (tables, routes) = (plan.tables, plan.routes)
    #expect((0..<tables.routes).reduce(0) { $0 + routes.cost[$1] } == plan.score.cost, "\(when)")
    for route in 0..<tables.routes { #expect(plan.settle(route), "route \(route) \(when)") }
    for relation in tables.problem.relations {
      let (first, second) = (relation.first, relation.second)
      #expect((routes.routeOf[first] < 0) == (routes.routeOf[second] < 0), "\(first), \(second) \(when)")
      if routes.routeOf[first] < 0 { continue }
      let wait = routes.startAt[second] - (relation.from == .start ? routes.startAt[first] : routes.finishAt[first])
      #expect(wait >= relation.least && wait <= relation.most ?? wait, "\(relation): \(wait) \(when)")
    }
  }
}
