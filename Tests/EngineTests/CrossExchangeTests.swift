import PunctualModel
import Testing

@testable import PunctualEngine

@Suite("Exchanges of segments")
struct CrossExchangeTests {
  /// All that follows any job in time is near in problems as small as these.
  static let all = CrossExchange.Reach(segment: 30, nearest: Near.most, hasFirstJobs: true)

  @Test("the cheapest exchange after a node is the cheapest of all, and costs what it states", arguments: 0..<4)
  func cheapest(block: UInt64) {
    var (found, emptied, shifted) = (0, 0, 0)
    for seed in 2000 + block * 40..<2000 + block * 40 + 40 {
      let tables = Tables(Problems.simple(seed: seed, vehiclesAreAlike: true))
      let plan = WorkingPlan(tables)
      let neighbours = Neighbours(tables)
      let segments = CrossExchange(plan, neighbours.near)
      var random = Xoshiro(seed: seed)
      // More routes than pay, so that there are some to be emptied.
      plan.routes.vehicleBias = -Cost.scale * 60
      Recreate(plan, neighbours).first()
      plan.routes.vehicleBias = 0
      for round in 0..<10 where plan.usedCount > 0 {
        let job = Int(plan.members[random.below(plan.memberCount)])
        if plan.routes.routeOf[job] < 0 { continue }
        let node = Int(plan.routes.previous[job])
        let most = Cost.scale * 40
        let least = leastCost(plan, after: node)
        let move = segments.cheapest(after: node, CrossExchangeTests.all, below: most)
        let cheapest = least.flatMap { $0 < most ? $0 : nil }
        if node < tables.jobs {
          #expect(move?.cost == cheapest, "seed \(seed) round \(round)")
        } else {
          // A vehicle's start has but the neighbours of its first job.
          #expect(move.map { $0.cost >= cheapest ?? never } ?? true, "seed \(seed) round \(round)")
        }
        guard let move else { continue }
        let kept = plan.score
        let orders = orders(plan)
        segments.apply(move)
        found += 1
        emptied += plan.score.vehicles < kept.vehicles ? 1 : 0
        shifted += plan.routes.routeOf[move.after] == plan.routes.routeOf[move.otherAfter] ? 1 : 0
        #expect(plan.recounted() == plan.score, "seed \(seed) round \(round)")
        #expect(plan.score.cost - kept.cost == move.cost, "seed \(seed) round \(round)")
        if random.below(3) == 0 {
          plan.rollBack(to: kept)
          #expect(self.orders(plan) == orders && plan.recounted() == kept, "seed \(seed) round \(round)")
        }
      }
    }
    #expect(found > 100 && emptied > 0 && shifted > 0)
  }

  @Test("a descent ends where no exchange pays, and leaves nobody out", arguments: 0..<4)
  func descent(block: UInt64) {
    var gained = 0
    for seed in 3000 + block * 20..<3000 + block * 20 + 20 {
      let tables = Tables(Problems.simple(seed: seed, vehiclesAreAlike: true))
      let plan = WorkingPlan(tables)
      let neighbours = Neighbours(tables)
      let segments = CrossExchange(plan, neighbours.near)
      Recreate(plan, neighbours).first()
      let before = plan.score
      Descent(plan, segments).run { false }
      #expect(plan.score.jobsLeft == before.jobsLeft && plan.score.cost <= before.cost, "seed \(seed)")
      #expect(plan.recounted() == plan.score, "seed \(seed)")
      gained += plan.score.cost < before.cost ? 1 : 0
      for route in 0..<tables.routes where plan.routes.count[route] > 0 {
        for node in plan.routes.jobs(of: route) {
          #expect(leastCost(plan, after: node) ?? 0 >= 0, "seed \(seed) node \(node)")
        }
      }
    }
    #expect(gained > 3)
  }

  @Test("a descent that is called off leaves a plan that holds")
  func calledOff() {
    let tables = Tables(Problems.simple(seed: 3001, vehiclesAreAlike: true))
    let plan = WorkingPlan(tables)
    let neighbours = Neighbours(tables)
    Recreate(plan, neighbours).first()
    let before = plan.score
    Descent(plan, CrossExchange(plan, neighbours.near)).run { true }
    #expect(plan.score == before && plan.recounted() == before)
  }

  /// By trying all: what the cheapest exchange of segments adds of which one begins after a node; nil where there is none.
  private func leastCost(_ plan: WorkingPlan, after node: Int) -> Int? {
    let routes = plan.routes
    let route = Int(routes.routeOf[node])
    let own = routes.jobs(of: route)
    let begin = own.firstIndex(of: node).map { $0 + 1 } ?? 0
    var least: Int?
    func consider(_ changed: [Int: [Int]]) {
      let fresh = Routes(plan.tables)
      var cost = 0
      for (route, order) in changed {
        fresh.append(order, to: route)
        guard fresh.refresh(route) else { return }
        cost += fresh.cost[route] - routes.cost[route]
      }
      least = min(least ?? cost, cost)
    }
    for end in begin..<own.count + 1 {
      for other in 0..<plan.tables.routes where other != route && routes.count[other] > 0 {
        let others = routes.jobs(of: other)
        for from in others.indices {
          for to in from + 1...others.count {
            consider([
              route: Array(own[..<begin] + others[from..<to] + own[end...]),
              other: Array(others[..<from] + own[begin..<end] + others[to...]),
            ])
          }
        }
      }
      if end > begin {
        for target in end..<own.count {
          consider([route: Array(own[..<begin] + own[end...target] + own[begin..<end] + own[(target + 1)...])])
        }
      }
    }
    return least
  }

  private func orders(_ plan: WorkingPlan) -> [[Int]] { (0..<plan.tables.routes).map { plan.routes.jobs(of: $0) } }
}
