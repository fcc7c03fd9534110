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
    let problem = plan.tables.problem
    guard problem.vehicles.contains(where: { $0.steps != nil }) else { return }
    var index: [UInt64: Int] = [:]
    for (number, job) in problem.jobs.enumerated() { index[job.id] = number }
    for (route, vehicle) in problem.vehicles.enumerated() {
      for hint in vehicle.steps ?? [] where hint.kind == .job {
        guard let id = hint.id, let job = index[id], plan.routes.routeOf[job] < 0,
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
  }
}
