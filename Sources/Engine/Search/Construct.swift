import PunctualModel

/// The first plan: the routes that the vehicles' `steps` suggest, as far as they are feasible, then the jobs by urgency to
/// their cheapest places.
enum Construct {
  static func apply(_ plan: WorkingPlan, _ recreate: Recreate, _ random: inout Xoshiro, _ shouldStop: () -> Bool) {
    plan.begin()
    warmStart(plan)
    recreate.first(shouldStop)
  }

  private static func warmStart(_ plan: WorkingPlan) {
    for (route, order) in StandingSteps.orders(plan.tables.problem).enumerated() {
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
