/// Times that go together, for orders that are given: what jobs of a group on different routes owe each other.
extension Routes {
  /// Starts every job of a group as soon as it can be, all routes considered; whatever times they had before. False where
  /// a route is not feasible then.
  ///
  /// Starts only ever move to later: each round looks at every route again with what the round before found, first
  /// without regard to how late a partner may be, until nothing moves.
  func synchronise(_ routes: [Int]) -> Bool {
    let relations = tables.course.relations
    let jobs = routes.flatMap(jobs(of:)).filter { relations.groupOf[$0] >= 0 }
    for job in jobs { restore(GroupTimes(), of: job) }
    isSynchronising = true
    var before: [Int] = []
    // Starts that never come to rest contradict each other; a chain of jobs needs one round for each.
    for _ in 0..<jobs.count + 2 {
      for route in routes { refresh(route) }
      for job in jobs { delayPartners(of: job) }
      let now = jobs.map { startAt[$0] }
      if now == before { break }
      before = now
    }
    isSynchronising = false
    return routes.allSatisfy { refresh($0) }
  }

  /// Those that a job must follow within a time do not start until that is so, wherever they are.
  func delayPartners(of job: Int) {
    let relations = tables.course.relations
    for index in relations.links(of: job) {
      let link = relations.links[index]
      let partner = Int(link.other)
      guard !link.isFirst, link.most < never, routeOf[partner] >= 0 else { continue }
      let work = link.fromFinish ? finishAt[partner] - startAt[partner] : 0
      notBefore[partner] = max(notBefore[partner], startAt[job] - link.most - work)
    }
  }
}
