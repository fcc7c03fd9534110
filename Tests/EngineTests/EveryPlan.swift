import PunctualCheck
import PunctualModel
import Support

/// The best plan of a very small problem with everything mixed, by trying everything: each job on each vehicle or left
/// out, all orders, with the breaks and a depot anywhere between. Each is timed as early as it can be, and the checker
/// says whether it is right and what it costs, so that nothing of the engine is used.
struct EveryPlan {
  /// What a plan is judged by, as the checker reckons it.
  struct Score {
    var priority = 0
    var served = 0
    var lateness = 0
    var worst = 0
    var cost = 0
  }

  let problem: RoutingProblem
  /// By vehicle and set of jobs (as bits): what its routes can score, none of them worse in everything than another.
  private var routeScores: [[Int: [Score]]]

  init(_ problem: RoutingProblem) {
    self.problem = problem
    routeScores = problem.vehicles.map { _ in [:] }
  }

  /// The score of a solution; nil where it is not right.
  static func score(_ problem: RoutingProblem, _ solution: RoutingSolution) -> Score? {
    let verdict = check(problem, StatedSolution(problem, solution))
    return verdict.valid ? score(verdict.summary, served: problem.jobs.count - solution.unassigned.count) : nil
  }

  private static func score(_ figures: StatedFigures, served: Int) -> Score {
    Score(
      priority: figures.priority ?? 0, served: served, lateness: figures.latenessCost ?? 0,
      worst: figures.worstLate ?? 0, cost: figures.cost ?? 0)
  }

  /// Whether a plan is better than another by the problem's objective, by more than rounding.
  func isBetter(_ one: Score, than other: Score) -> Bool {
    if one.priority != other.priority { return one.priority > other.priority }
    if one.served != other.served { return one.served > other.served }
    let rounding = problem.vehicles.count
    func late(_ score: Score) -> Int { score.lateness + score.worst * problem.objective.worstLatePerHour / 3600 }
    if !problem.objective.latenessBeforeCost {
      return late(one) + one.cost < late(other) + other.cost - 2 * rounding
    }
    if late(one) != late(other) { return late(one) < late(other) }
    return one.cost < other.cost - rounding
  }

  mutating func best() -> Score {
    let everybody = (1 << problem.jobs.count) - 1
    return problem.relations.isEmpty ? best(vehicle: 0, free: everybody, Score()) : bestTogether()
  }

  // MARK: Routes that do not depend on each other

  private mutating func best(vehicle: Int, free: Int, _ before: Score) -> Score {
    guard vehicle < problem.vehicles.count else { return before }
    var winner: Score?
    var part = free
    while true {
      for route in scores(vehicle, part) {
        var sum = before
        sum.priority += route.priority
        sum.served += route.served
        sum.lateness += route.lateness
        sum.cost += route.cost
        sum.worst = max(sum.worst, route.worst)
        let whole = best(vehicle: vehicle + 1, free: free & ~part, sum)
        if winner.map({ isBetter(whole, than: $0) }) ?? true { winner = whole }
      }
      if part == 0 { break }
      part = (part - 1) & free
    }
    return winner ?? before
  }

  private mutating func scores(_ vehicle: Int, _ part: Int) -> [Score] {
    if part == 0 { return [Score()] }
    if let known = routeScores[vehicle][part] { return known }
    let jobs = problem.jobs.indices.filter { part >> $0 & 1 == 1 }
    let others = problem.jobs.indices.filter { part >> $0 & 1 == 0 }
    var timetable = Timetable(problem)
    var found: [Score] = []
    for order in orders(vehicle, jobs) {
      guard let routes = timetable.routes([(vehicle, order)]) else { continue }
      // What concerns other routes is looked at where those are.
      let verdict = check(problem, StatedSolution(routes: routes, unassigned: others.map(task)))
      guard verdict.violations.allSatisfy({ $0.route == nil }) else { continue }
      let score = Self.score(verdict.summary, served: jobs.count)
      if found.contains(where: { $0.lateness <= score.lateness && $0.worst <= score.worst && $0.cost <= score.cost }) {
        continue
      }
      found.append(score)
    }
    routeScores[vehicle][part] = found
    return found
  }

  // MARK: Routes that do

  private func bestTogether() -> Score {
    var winner = Score()
    var timetable = Timetable(problem)
    func assign(_ job: Int, _ owners: [Int?]) {
      guard job == problem.jobs.count else {
        for owner in [nil] + problem.vehicles.indices.map(Optional.some) { assign(job + 1, owners + [owner]) }
        return
      }
      var plans: [[(vehicle: Int, stops: [Timetable.Stop])]] = [[]]
      for vehicle in problem.vehicles.indices {
        let jobs = owners.indices.filter { owners[$0] == vehicle }
        if jobs.isEmpty { continue }
        let all = orders(vehicle, jobs)
        plans = plans.flatMap { plan in all.map { plan + [(vehicle, $0)] } }
      }
      let left = owners.indices.filter { owners[$0] == nil }
      // Most assignments serve less than one that is known already.
      var most = Score(served: owners.count - left.count)
      for job in owners.indices where owners[job] != nil { most.priority += problem.jobs[job].priority }
      if winner.priority > most.priority || winner.priority == most.priority && winner.served > most.served { return }
      for plan in plans {
        guard let routes = timetable.routes(plan) else { continue }
        let verdict = check(problem, StatedSolution(routes: routes, unassigned: left.map(task)))
        guard verdict.valid else { continue }
        let score = Self.score(verdict.summary, served: owners.count - left.count)
        if isBetter(score, than: winner) { winner = score }
      }
    }
    assign(0, [])
    return winner
  }

  // MARK: Orders

  private func task(_ job: Int) -> StatedTask {
    StatedTask(kind: problem.jobs[job].kind, id: problem.jobs[job].id)
  }

  /// All orders of these jobs and all the vehicle's breaks, without a depot and with each.
  private func orders(_ vehicle: Int, _ jobs: [Int]) -> [[Timetable.Stop]] {
    let stops = jobs.map(Timetable.Stop.job) + problem.vehicles[vehicle].breaks.indices.map(Timetable.Stop.pause)
    let needsStock = jobs.contains { !problem.jobs[$0].parts.isEmpty || !problem.jobs[$0].tools.isEmpty }
    let depots = needsStock ? problem.depots.indices.map { [Timetable.Stop.depot($0)] } : []
    return ([[]] + depots).flatMap { permutations(stops + $0) }
  }

  private func permutations(_ stops: [Timetable.Stop]) -> [[Timetable.Stop]] {
    if stops.isEmpty { return [[]] }
    return stops.indices.flatMap { index in
      var others = stops
      let first = others.remove(at: index)
      return permutations(others).map { [first] + $0 }
    }
  }
}
