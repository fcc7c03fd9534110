/// Regions of a plan annealed again, one after the other: some routes beside each other, on their own, from warm to cold; what
/// comes out cheaper is kept. (POPMUSIC, by Taillard and Voss in "Essays and Surveys in Metaheuristics", 2002; for time windows
/// Queiroga, Sadykov and Uchoa, Computers & Operations Research 129, 2021.) What the whole plan's annealing froze too early is
/// put right where that is a matter of a few routes, and a small region is searched faster than a large plan.
struct Renewal {
  /// Where the annealing of the whole plan ends, as a share of the search.
  static let begins = 0.4
  /// Larger plans are seldom cold in the time they are given: they need all of it first.
  static let largestPlan = 4000
  /// Jobs of a region, more or less: it ends with a route.
  static let jobs = 300
  /// How often each job is to be in a region, as long as a region has so many rounds for each of its jobs.
  static let visits = 15
  static let leastRoundsAJob = 300
  /// Between these, in mean legs, is the first temperature of a region: on long routes the warmer gain more, on short ones
  /// the colder.
  static let coldest = 0.1
  static let warmest = 1.0
  /// Which of the jobs nearest to a job say which route is beside its own.
  static let nearest = 20

  private let tables: Tables
  private let neighbours: Neighbours
  /// The jobs of each vehicle in the plan as it is, in order.
  private(set) var orders: [[Int]]
  private var routeOf: [Int]
  private let cooling: Cooling
  private var random: Xoshiro

  init(_ tables: Tables, _ neighbours: Neighbours, _ orders: [[Int]], _ cooling: Cooling, seed: UInt64) {
    self.tables = tables
    self.neighbours = neighbours
    self.orders = orders
    self.cooling = cooling
    routeOf = [Int](repeating: -1, count: tables.jobs)
    random = Xoshiro(seed: seed)
    for (route, jobs) in orders.enumerated() { for job in jobs { routeOf[job] = route } }
  }

  /// Anneals regions, so many at a time, until the search is to end.
  ///
  /// - Parameters:
  ///   - done: rounds of the search so far; `limit` is all it may have.
  ///   - share: how much of the search is done after so many rounds; nil where it is to end.
  ///   - anneal: what becomes of some parts of the plan in so many rounds.
  mutating func run(
    _ regionsAtOnce: Int, after done: Int, of limit: Int, share: (Int) -> Double?,
    anneal: ([PlanPart], _ rounds: Int, _ temperature: @escaping @Sendable (Double) -> Double) -> [Search.Found]
  ) {
    var round = done
    var each: Int?
    while round < limit, let share = share(round), share > 0 {
      let parts = regions(regionsAtOnce)
      guard let jobs = parts.map(\.jobs).max() else { return }
      // As many as before in the time that is left, if time it is that ends the search.
      let left = min(limit - round, max(jobs, Int(Double(round) * (1 - share) / share)))
      let perJob = each ?? max(Renewal.leastRoundsAJob, left * regionsAtOnce / (Renewal.visits * tables.jobs))
      each = perJob
      // The last ones get what is left, so that they, too, end cold.
      let rounds = min(left, perJob * jobs)
      let warm = cooling.leg * Renewal.coldest * power(Renewal.warmest / Renewal.coldest, random.unit())
      let found = anneal(parts, rounds) { [cooling] in cooling.temperature($0, from: warm) }
      for found in found where found.isBetter { take(found.best) }
      round += rounds
    }
  }

  private mutating func take(_ part: PlanPart) {
    for vehicle in part.vehicles { orders[vehicle] = [] }
    for job in part.left { routeOf[job] = -1 }
    for (vehicle, jobs) in part.orders {
      orders[vehicle] = jobs
      for job in jobs { routeOf[job] = vehicle }
    }
  }

  /// Some regions that have nothing in common.
  private mutating func regions(_ count: Int) -> [PlanPart] {
    var isTaken = orders.map(\.isEmpty)
    let spare = isTaken
    var isOut = routeOf.map { $0 < 0 }
    var parts: [PlanPart] = []
    for number in 0..<count {
      let routes = region(&isTaken)
      if routes.isEmpty { break }
      var jobs = routes.flatMap { orders[$0] }
      for job in routes.flatMap({ orders[$0] }) {
        forEachNear(job) { other in
          if !isOut[other] { return }
          isOut[other] = false
          jobs.append(other)
        }
      }
      // Vehicles without jobs are dealt out.
      let vehicles = routes + spare.indices.filter { spare[$0] && $0 % count == number }
      parts.append(PlanPart(vehicles: vehicles.sorted(), jobs: jobs) { orders[$0] })
    }
    return parts
  }

  /// The route of a random job and, one after the other, those with the largest share of jobs near the ones chosen.
  private mutating func region(_ isTaken: inout [Bool]) -> [Int] {
    let seeds = routeOf.indices.filter { routeOf[$0] >= 0 && !isTaken[routeOf[$0]] }
    guard !seeds.isEmpty else { return [] }
    var next: Int? = routeOf[seeds[random.below(seeds.count)]]
    var beside = [Double](repeating: 0, count: orders.count)
    var (chosen, jobs): ([Int], Int) = ([], 0)
    while let route = next, jobs < Renewal.jobs {
      isTaken[route] = true
      chosen.append(route)
      jobs += orders[route].count
      for job in orders[route] {
        forEachNear(job) { other in
          let route = routeOf[other]
          if route >= 0 { beside[route] += 1 / Double(orders[route].count) }
        }
      }
      next = beside.indices.filter { !isTaken[$0] && beside[$0] > 0 }.max { beside[$0] < beside[$1] }
    }
    return chosen
  }

  private func forEachNear(_ job: Int, _ body: (Int) -> Void) {
    for index in 0..<min(Renewal.nearest, neighbours.each) { body(Int(neighbours.list[job * neighbours.each + index])) }
  }
}
