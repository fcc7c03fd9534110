import PunctualModel
import Testing

@testable import PunctualEngine

/// Simple problems are searched by rules of their own, which must agree with those for all problems.
@Suite("Upkeep of simple routes")
struct SimpleRouteTests {
  @Test("a round's changes, followed as far as they reach, give what walking the whole routes gives", arguments: 0..<8)
  func followed(block: UInt64) {
    for seed in block * 10..<block * 10 + 10 {
      let tables = Tables(Problems.simple(seed: seed))
      #expect(tables.isSimple)
      let plan = WorkingPlan(tables)
      let neighbours = Neighbours(tables)
      let recreate = Recreate(plan, neighbours)
      let ruin = Ruin(neighbours: neighbours)
      var random = Xoshiro(seed: seed)
      recreate.first()
      for round in 0..<25 {
        let (kept, before) = (plan.score, legs(plan))
        plan.begin()
        let oldLeft = plan.leftCount
        ruin.apply(plan, &random)
        recreate.apply(oldLeft: oldLeft, &random)
        #expect(legs(plan) == fresh(plan), "seed \(seed) round \(round)")
        if random.below(2) == 0 {
          plan.rollBack(to: kept)
          #expect(legs(plan) == before, "seed \(seed) round \(round)")
        }
      }
    }
  }

  @Test("a place found near a job is one that a walk accepts, at its cost", arguments: 0..<8)
  func near(block: UInt64) {
    var found = 0
    for seed in 500 + block * 10..<500 + block * 10 + 10 {
      let tables = Tables(Problems.simple(seed: seed))
      let plan = WorkingPlan(tables)
      let neighbours = Neighbours(tables)
      var random = Xoshiro(seed: seed)
      let recreate = Recreate(plan, neighbours)
      recreate.first()
      for _ in 0..<20 {
        plan.begin()
        Ruin(neighbours: neighbours).apply(plan, &random)
        for index in 0..<plan.leftCount {
          let job = Int(plan.left[index])
          let used = UnsafeBufferPointer(start: plan.used.base, count: plan.usedCount)
          let place = plan.routes.cheapestPlace(job, near: neighbours.near, used: used, 0, &random)
          if place.after < 0 { continue }
          found += 1
          let route = Int(plan.routes.routeOf[Int(place.after)])
          let cost = plan.routes.cost[route]
          plan.routes.link(job, after: Int(place.after))
          #expect(plan.routes.refresh(route) && plan.routes.cost[route] - cost == place.cost, "seed \(seed)")
          plan.routes.unlink(job)
          plan.routes.refresh(route)
        }
        recreate.apply(oldLeft: 0, &random)
      }
    }
    #expect(found > 100)
  }

  @Test("tails exchanged give what walking the whole routes gives, at the stated cost", arguments: 0..<8)
  func tails(block: UInt64) {
    var (exchanged, begun, ended) = (0, 0, 0)
    for seed in 1000 + block * 20..<1000 + block * 20 + 20 {
      let tables = Tables(Problems.simple(seed: seed, vehiclesAreAlike: true))
      let plan = WorkingPlan(tables)
      let neighbours = Neighbours(tables)
      let tails = Tails(tables, neighbours.near)
      var random = Xoshiro(seed: seed)
      Recreate(plan, neighbours).first()
      for round in 0..<60 {
        let job = random.below(tables.jobs)
        if plan.routes.routeOf[job] < 0 { continue }
        let found = tails.cheapest(job, plan, 0.3, &random)
        if found.first < 0 { continue }
        let (kept, before) = (plan.score, legs(plan))
        plan.begin()
        tails.apply(found, plan)
        exchanged += 1
        begun += plan.score.vehicles > kept.vehicles ? 1 : 0
        ended += plan.score.vehicles < kept.vehicles ? 1 : 0
        #expect(legs(plan) == fresh(plan), "seed \(seed) round \(round)")
        #expect(plan.score.cost - kept.cost == found.cost, "seed \(seed) round \(round)")
        if random.below(4) == 0 {
          plan.rollBack(to: kept)
          #expect(legs(plan) == before, "seed \(seed) round \(round)")
        }
      }
    }
    #expect(exchanged > 100 && begun > 0 && ended > 0)
  }

  /// What is known of every route: its jobs, legs and figures.
  private func legs(_ plan: WorkingPlan) -> [[Int]] { known(plan.routes) }

  private func fresh(_ plan: WorkingPlan) -> [[Int]] {
    let routes = Routes(plan.tables)
    for route in 0..<plan.tables.routes {
      routes.append(plan.routes.jobs(of: route), to: route)
      #expect(routes.refresh(route))
    }
    return known(routes)
  }

  private func known(_ routes: Routes) -> [[Int]] {
    (0..<routes.tables.routes).map { route in
      var result = [Int(routes.count[route]), routes.travel[route], routes.cost[route], routes.totalDelivery[route]]
      var node = routes.start(route)
      while node != routes.end(route) {
        let leg = routes.legs[node]
        result += [node, leg.departs, leg.latest, Int(leg.place), Int(leg.seconds)]
        node = Int(routes.next[node])
      }
      return result
    }
  }
}
