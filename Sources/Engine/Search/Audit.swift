/// A fresh count of a plan, to compare with what the search has added up round by round.
extension WorkingPlan {
  /// The score of the plan's orders, each route walked from scratch; nil where one is not feasible.
  func recounted() -> Score? {
    let fresh = Routes(tables)
    var score = Score(jobsLeft: tables.jobs)
    for job in 0..<tables.jobs { score.priorityLeft += tables.priority[job] }
    for route in 0..<tables.routes { fresh.append(routes.jobs(of: route), to: route) }
    if tables.course.relations.areNeeded {
      for job in 0..<tables.jobs where fresh.routeOf[job] >= 0 { fresh.restore(routes.times(of: job), of: job) }
    }
    var worst = 0
    for route in 0..<tables.routes where fresh.next[fresh.start(route)] != fresh.end(route) {
      guard fresh.refresh(route) else { return nil }
      score.cost += fresh.cost[route]
      score.lateness += fresh.lateness[route]
      score.travel += fresh.travel[route]
      score.vehicles += 1
      worst = max(worst, fresh.worst[route])
      for job in fresh.jobs(of: route) {
        score.jobsLeft -= 1
        score.priorityLeft -= tables.priority[job]
      }
    }
    score.lateness += tables.course.worstRate * worst
    if !tables.course.isLayered { (score.cost, score.lateness) = (score.cost + score.lateness, 0) }
    return score
  }
}
