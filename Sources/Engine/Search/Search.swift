import PunctualModel

/// One thread's search: ruin and recreate under simulated annealing.
final class Search {
  private let tables: Tables
  private let plan: WorkingPlan
  private let ruin: Ruin
  private let recreate: Recreate
  /// In simple problems.
  private let tails: Tails?
  private let segments: CrossExchange?
  private var random: Xoshiro
  private let options: SolveOptions

  /// The best plan so far, as the chain of nodes.
  private let bestNext: Flat<Int32>
  private let timesOfBest: Flat<GroupTimes>
  private(set) var best = Score()

  /// What leaving a job out weighs against cost while searching, in 1/`Cost.scale`: for each priority point, and at all.
  private let priorityWeight: Double
  private let jobWeight: Double

  init(_ tables: Tables, _ neighbours: Neighbours, _ options: SolveOptions, seed: UInt64) {
    self.tables = tables
    self.options = options
    plan = WorkingPlan(tables)
    ruin = Ruin(neighbours: neighbours)
    recreate = Recreate(plan, neighbours)
    tails = tables.isSimple ? Tails(tables, neighbours.near) : nil
    segments = tables.isSimple ? CrossExchange(plan, neighbours.near) : nil
    random = Xoshiro(seed: seed)
    bestNext = Flat(plan.routes.nodes, filledWith: -1)
    timesOfBest = Flat(tables.course.relations.areNeeded ? tables.jobs : 0, filledWith: GroupTimes())
    jobWeight = Search.dearestInsertion(tables, options.isCancelled)
    priorityWeight = jobWeight
  }

  /// More than any insertion is likely to cost, so that serving comes before saving.
  private static func dearestInsertion(_ tables: Tables, _ isCancelled: () -> Bool) -> Double {
    var dearest = Double(Cost.scale)
    for kind in 0..<tables.kinds.count where !isCancelled() {
      let kind = tables.kinds[kind]
      var (farthest, longest) = (0, 0)
      for job in 0..<tables.jobs {
        let place = tables.place[job]
        if kind.seconds(kind.start, place) != unreachable { farthest = max(farthest, kind.cost(kind.start, place)) }
        if kind.seconds(place, kind.end) != unreachable { farthest = max(farthest, kind.cost(place, kind.end)) }
        longest = max(longest, kind.service[job] + kind.setup[job])
      }
      dearest = max(dearest, 2 * Double(farthest) + Double(kind.fixed) + Double(kind.perTaskSecond * longest))
    }
    return dearest + Search.dearestLateness(tables)
  }

  /// More than a job's lateness is likely to weigh: a day of it.
  private static func dearestLateness(_ tables: Tables) -> Double {
    let course = tables.course
    var dearest = 0
    for job in 0..<tables.jobs {
      dearest = max(dearest, course.earlyRate[job] + course.lateRate[job] + course.dueRate[job])
    }
    let rate = dearest + course.worstRate + course.expectedLateRate
    return 86_400 * Double(course.latenessWeightOfPlans) * Double(rate)
  }

  private func energy(_ score: Score) -> Double {
    energy(score, jobsLeft: score.jobsLeft, priorityLeft: score.priorityLeft)
  }

  private func energy(_ score: Score, jobsLeft: Int, priorityLeft: Int) -> Double {
    Double(score.cost + score.vehicles * plan.routes.vehicleBias)
      + Double(tables.course.latenessWeightOfPlans) * Double(score.lateness)
      + priorityWeight * Double(priorityLeft) + jobWeight * Double(jobsLeft)
  }

  /// The first plan.
  func construct() {
    Construct.apply(plan, recreate, &random, options)
    plan.conclude()
    keepBest()
  }

  func run() {
    construct()
    // A group that found no place at once may find one yet.
    guard tables.jobs > 0, tables.routes > 0, plan.usedCount > 0 || tables.course.relations.areNeeded else { return }
    anneal()
  }

  private func anneal() {
    let cooling = Cooling(self)
    let limit = options.iterations ?? Annealing.rounds(tables.jobs, options)
    let frozenLeft = plan.frozenLeft()
    var temperature = cooling.hot
    var round = 0
    while round < limit {
      if round & 15 == 0 {
        guard let share = share(round, of: limit) else { return }
        if share >= cooling.ends { break }
        temperature = cooling.temperature(share)
        plan.routes.vehicleBias = cooling.vehicleBias(share)
      }
      round += 1
      tryRound(temperature, frozenLeft)
    }
    renew(cooling, after: round, of: limit)
  }

  private func renew(_ cooling: Cooling, after round: Int, of limit: Int) {
    guard round < limit else { return }
    var renewal = Renewal(tables, ruin.neighbours, orders(), cooling, seed: random.next())
    renewal.run(1, after: round, of: limit) {
      share($0, of: limit)
    } anneal: {
      parts, rounds, temperature in
      parts.map { search($0, rounds: rounds, vehicleBias: 0, isLast: true, temperature) }
    }
    finish(renewal.orders)
  }

  /// Makes what is the best plan as cheap as exchanges can make it.
  func finish(_ orders: [[Int]]) {
    plan.load(PlanPart(vehicles: Array(0..<tables.routes), jobs: Array(0..<tables.jobs)) { orders[$0] })
    keepBest()
    descend()
  }

  private func descend() {
    guard let segments else { return }
    Descent(plan, segments).run(until: options.isCancelled)
    if plan.score < best { keepBest() }
    options.audit?(plan.score, plan.recounted())
  }

  private var isToStop: Bool { options.shouldStop() || options.isCancelled() }

  /// How much of the search is done; nil where it is to end.
  func share(_ round: Int, of limit: Int) -> Double? {
    if isToStop { return nil }
    let time = options.progress?() ?? 0
    if time >= 1 { return nil }
    // With a number of rounds given only that number cools, so that the answer does not depend on the clock.
    let rounds = Double(round) / Double(limit)
    return options.iterations == nil ? max(rounds, time) : rounds
  }

  /// The mean cost of a leg.
  var meanLeg: Double {
    Double(plan.costWithoutLateness()) / Double(max(1, tables.jobs - plan.leftCount + plan.usedCount))
  }

  /// The first temperature, in mean legs.
  var heat: Double {
    if Construct.isGiven(tables.problem) { return Annealing.warm }
    return tables.isSimple && tables.jobs > Annealing.fewJobs ? Annealing.hotIfSimple : Annealing.hot
  }

  /// By how much the use of a vehicle is to seem cheaper at first, in simple problems.
  var favour: Double {
    guard tables.isSimple, !Construct.isGiven(tables.problem), plan.usedCount > 0 else { return 0 }
    let jobsARoute = Double(tables.jobs - plan.leftCount) / Double(plan.usedCount)
    let length = max(0, min(1, (jobsARoute - Annealing.shortRoute) / (Annealing.longRoute - Annealing.shortRoute)))
    return meanLeg * length * min(Annealing.mostFavour, Annealing.favour / Double(plan.usedCount))
  }

  /// Whether regions are annealed again, once the whole plan is cold.
  var isRenewed: Bool { tables.isSimple && tables.jobs <= Renewal.largestPlan }

  struct Found: Sendable {
    var last: PlanPart
    var best: PlanPart
    /// Of the best.
    var score: Score
    /// Whether that is better than the part was.
    var isBetter: Bool
  }

  /// Searches a part of the problem for some rounds, at temperatures by the share of them that is done: the part as it is
  /// then, and at its best.
  ///
  /// - Parameter isLast: whether it ends cold, so that what is best is worth looking at for exchanges that pay.
  func search(
    _ part: PlanPart, rounds: Int, vehicleBias: Int, isLast: Bool = false, _ temperature: (Double) -> Double
  ) -> Found {
    plan.load(part)
    plan.routes.vehicleBias = vehicleBias
    keepBest()
    let before = best
    let frozenLeft = plan.frozenLeft()
    var degrees = temperature(0)
    for round in 0..<rounds where plan.usedCount > 0 {
      if round & 15 == 0 {
        if isToStop || (options.progress?() ?? 0) >= 1 { break }
        degrees = temperature(Double(round) / Double(rounds))
      }
      tryRound(degrees, frozenLeft)
    }
    let all = part.left + part.orders.flatMap(\.jobs)
    if isLast {
      plan.load(PlanPart(vehicles: part.vehicles, jobs: all) { bestOrder($0) })
      descend()
    }
    return Found(
      last: PlanPart(vehicles: part.vehicles, jobs: all) { plan.routes.jobs(of: $0) },
      best: PlanPart(vehicles: part.vehicles, jobs: all) { bestOrder($0) }, score: best, isBetter: best < before)
  }

  private func tryRound(_ temperature: Double, _ frozenLeft: Int) {
    let kept = plan.score
    plan.begin()
    let oldLeft = plan.leftCount
    ruin.apply(plan, &random)
    let most = energy(kept) - temperature * logarithm(1 - random.unit())
    let isWhole = recreate.apply(oldLeft: oldLeft, &random) { jobsOut, priorityOut in
      // What is yet to be inserted makes a plan no cheaper, unless wishes or courses count.
      !tables.needsCourse && !tables.hasWishes
        && energy(plan.score, jobsLeft: jobsOut, priorityLeft: priorityOut) > most
    }
    let holds = isWhole && plan.settleMoved()
    plan.conclude()
    if holds && energy(plan.score) <= most && plan.frozenLeft() <= frozenLeft {
      if plan.score < best { keepBest() }
    } else {
      plan.rollBack(to: kept)
    }
    options.audit?(plan.score, plan.recounted())
    if let tails { exchange(tails, temperature) }
    if let segments, random.unit() < Annealing.segmentsShare { exchange(segments, temperature) }
  }

  /// Exchanges the tail after a random job with the cheapest one near it, where the temperature allows it.
  private func exchange(_ tails: Tails, _ temperature: Double) {
    let job = Int(plan.members[random.below(plan.memberCount)])
    if plan.routes.routeOf[job] < 0 { return }
    let found = tails.cheapest(job, plan, Recreate.blinkShare, &random)
    guard found.first >= 0, Double(found.cost) < -temperature * logarithm(1 - random.unit()) else { return }
    plan.begin()
    tails.apply(found, plan)
    if plan.score < best { keepBest() }
    options.audit?(plan.score, plan.recounted())
  }

  /// Exchanges a segment that begins at a random job as the temperature allows it.
  private func exchange(_ segments: CrossExchange, _ temperature: Double) {
    let job = Int(plan.members[random.below(plan.memberCount)])
    if plan.routes.routeOf[job] < 0 { return }
    let most = Int(min(-temperature * logarithm(1 - random.unit()), Double(never)))
    let move = segments.cheapest(after: Int(plan.routes.previous[job]), CrossExchange.short, below: most)
    guard let move else { return }
    segments.apply(move)
    if plan.score < best { keepBest() }
    options.audit?(plan.score, plan.recounted())
  }

  private func keepBest() {
    best = plan.score
    bestNext.copy(from: plan.routes.next)
    for job in 0..<timesOfBest.count { timesOfBest[job] = plan.routes.times(of: job) }
  }

  /// The times of groups' jobs in the best plan, by job; empty where there are no groups.
  func bestTimes() -> [GroupTimes] { (0..<timesOfBest.count).map { timesOfBest[$0] } }

  /// The jobs of each vehicle in the best plan, in order.
  func orders() -> [[Int]] {
    (0..<tables.routes).map { bestOrder($0) }
  }

  private func bestOrder(_ route: Int) -> [Int] {
    var order: [Int] = []
    var node = Int(bestNext[plan.routes.start(route)])
    while node < tables.jobs {
      order.append(node)
      node = Int(bestNext[node])
    }
    return order
  }
}

/// The temperatures of one search.
struct Cooling: Sendable {
  let hot: Double
  let cold: Double
  /// The mean cost of a leg of the first plan.
  let leg: Double
  /// The share of the search at which the whole plan is cold.
  let ends: Double
  private let favour: Double

  /// For a search that has its first plan.
  init(_ search: Search) {
    leg = search.meanLeg
    hot = max(leg * search.heat, 1)
    cold = max(leg * Annealing.cold, 1e-3)
    ends = search.isRenewed ? Renewal.begins : 1
    favour = search.favour
  }

  func temperature(_ share: Double) -> Double { hot * power(cold / hot, share / ends) }

  /// Of a region, whose first temperature is another. Where no leg takes time it is as cold from the start.
  func temperature(_ share: Double, from warm: Double) -> Double {
    let first = max(warm, cold)
    return first * power(cold / first, share)
  }

  /// What the use of a vehicle weighs beyond what it costs. A new route pays only once many jobs have moved to it, which no
  /// single round does; so at first it seems cheaper than it is.
  func vehicleBias(_ share: Double) -> Int { -Int(favour * (1 - share / ends)) }
}

/// How the annealing cools, and how long it takes where nothing limits it.
enum Annealing {
  /// First and last temperature, in mean legs of the first plan.
  static let hot = 2.5
  static let hotIfSimple = 1.0
  /// So few jobs cool in time from any temperature.
  static let fewJobs = 100
  /// The first temperature for a plan that was given by `steps`, all but a few jobs: it is to be changed, not forgotten.
  static let warm = 0.2
  static let cold = 0.02
  /// In how many rounds an exchange of segments is tried, in simple problems.
  static let segmentsShare = 0.5
  /// How much cheaper the use of a vehicle seems at first, in mean legs: divided by the routes of the first plan, of which many
  /// find their number by themselves, and at most.
  static let favour = 20.0
  static let mostFavour = 1.75
  /// Jobs of a route that opens and empties by itself, and of one that does not.
  static let shortRoute = 10.0
  static let longRoute = 15.0

  /// Rounds of each thread where their number is not given: it grows with the square of the jobs up to a hundred, slower from there on.
  /// Under a time limit it is a hundred times as high, and grows with the square for any number of jobs, so that only small
  /// problems, which have nothing left to find, end before it.
  static func rounds(_ jobs: Int, _ options: SolveOptions) -> Int {
    let size = Double(jobs)
    let full = size <= 100 ? 15 * size * size : 150_000 * power(size / 100, 0.6)
    if options.progress != nil && options.usesWholeTime { return max(10_000, 1500 * jobs * jobs) }
    return max(100, Int(full) >> min(5, max(0, 5 - options.exploration)))
  }
}
