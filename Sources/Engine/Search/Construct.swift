import PunctualModel

/// The first plan: the routes that the vehicles' `steps` suggest, as far as they are feasible, then the jobs by urgency to
/// their cheapest places.
enum Construct {
  static func apply(_ plan: WorkingPlan, _ recreate: Recreate, _ random: inout Xoshiro, _ options: SolveOptions) {
    plan.begin()
    if options.isCancelled() { return }
    warmStart(plan)
    recreate.first(options)
  }

  /// Whether the vehicles' `steps` hold most of the jobs.
  static func isGiven(_ problem: RoutingProblem) -> Bool {
    let given = problem.vehicles.reduce(0) { sum, vehicle in
      sum + (vehicle.steps ?? []).count { $0.kind.isTask }
    }
    return 4 * given >= 3 * problem.jobs.count
  }

  private static func warmStart(_ plan: WorkingPlan) {
    let orders = StandingSteps.orders(plan.tables.problem)
    if insertTogether(orders, plan) { return }
    for (route, order) in orders.enumerated() where !order.isEmpty {
      // A whole order can be feasible where its parts are not: ways over other places can be shorter.
      let isWhole = insert(order, into: route, plan)
      if isWhole { continue }
      for job in order {
        guard plan.routes.routeOf[job] < 0,
          plan.tables.suits(route: route, job: job),
          let at = (0..<plan.leftCount).first(where: { Int(plan.left[$0]) == job })
        else { continue }
        plan.insert(leftAt: at, after: Int(plan.routes.previous[plan.routes.end(route)]))
        if !plan.settle(route) {
          plan.remove(job)
          plan.settleAfterRemoval(route)
        }
      }
    }
    removeParts(plan)
  }

  /// Where jobs of different routes depend on each other, no route may be feasible before the others are there: puts all
  /// orders in at once. Takes them out again, and says false, where they are not feasible.
  private static func insertTogether(_ orders: [[Int]], _ plan: WorkingPlan) -> Bool {
    let (tables, routes) = (plan.tables, plan.routes)
    let used = orders.indices.filter { !orders[$0].isEmpty }
    guard tables.course.relations.areNeeded, !used.isEmpty,
      used.allSatisfy({ route in orders[route].allSatisfy { tables.suits(route: route, job: $0) } })
    else { return false }
    for (route, order) in orders.enumerated() {
      for job in order {
        guard let at = (0..<plan.leftCount).first(where: { Int(plan.left[$0]) == job }) else { continue }
        plan.insert(leftAt: at, after: Int(routes.previous[routes.end(route)]))
      }
    }
    let isFeasible = routes.synchronise(used)
    for route in used { plan.settle(route) }
    if isFeasible {
      removeParts(plan)
      return true
    }
    for job in orders.joined() where routes.routeOf[job] >= 0 { plan.remove(job) }
    for route in used { plan.settleAfterRemoval(route) }
    return false
  }

  /// Puts all of an order at a route's end; takes it out again, and says false, where that is not feasible.
  private static func insert(_ order: [Int], into route: Int, _ plan: WorkingPlan) -> Bool {
    let (tables, routes) = (plan.tables, plan.routes)
    guard order.allSatisfy({ routes.routeOf[$0] < 0 && tables.suits(route: route, job: $0) }) else { return false }
    for job in order {
      guard let at = (0..<plan.leftCount).first(where: { Int(plan.left[$0]) == job }) else { return false }
      plan.insert(leftAt: at, after: Int(routes.previous[routes.end(route)]))
    }
    if plan.settle(route) { return true }
    // A job can be gone with its group.
    for job in order where routes.routeOf[job] >= 0 { plan.remove(job) }
    plan.settleAfterRemoval(route)
    return false
  }

  /// Groups are served whole or not at all.
  private static func removeParts(_ plan: WorkingPlan) {
    let relations = plan.tables.course.relations
    guard relations.areNeeded else { return }
    for job in 0..<plan.tables.jobs where relations.groupOf[job] >= 0 && plan.routes.routeOf[job] >= 0 {
      let route = Int(plan.routes.routeOf[job])
      let isWhole = relations.members(of: Int(relations.groupOf[job])).allSatisfy {
        plan.routes.routeOf[Int(relations.members[$0])] >= 0
      }
      if isWhole { continue }
      plan.remove(job)
      plan.settleAfterRemoval(route)
    }
  }
}
