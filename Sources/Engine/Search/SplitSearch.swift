/// Some vehicles of a plan with their jobs in order, and some jobs that are out.
struct PlanPart: Sendable {
  /// All its vehicles, whether they have jobs or not.
  var vehicles: [Int]
  var orders: [(vehicle: Int, jobs: [Int])]
  var left: [Int]

  /// - Parameters:
  ///   - jobs: all of the part, on its vehicles or out.
  ///   - order: the jobs of a vehicle.
  init(vehicles: [Int], jobs: [Int], _ order: (Int) -> [Int]) {
    self.vehicles = vehicles
    orders = vehicles.map { ($0, order($0)) }.filter { !$0.jobs.isEmpty }
    let served = Set(orders.flatMap(\.jobs))
    left = jobs.filter { !served.contains($0) }
  }

  var jobs: Int { left.count + orders.reduce(0) { $0 + $1.jobs.count } }
}

/// Large plans, and several threads on one: it is cut into parts by place, each thread searches its own for some rounds, and
/// the parts are put together and cut another way. What a thread finds does not depend on when the others do, so that rounds,
/// threads and seed decide the answer.
final class SplitSearch {
  /// Where there are fewer jobs a thread, whole plans are searched instead.
  static let jobsAThread = 200
  /// Most jobs of a part, beyond which a thread has several, one after the other: where all routes are looked at for a job's
  /// place small parts are much faster.
  static let largestPart = 400
  static let largestSimplePart = 2500
  /// Rounds between two cuts, for each job of the problem.
  static let roundsAJob = 3

  private let tables: Tables
  private let neighbours: Neighbours
  private let options: SolveOptions
  private let team: Team
  private var random: Xoshiro
  private var current: [[Int]]
  private(set) var best: [[Int]]
  private var bestScore: Score
  private let partsAThread: Int

  /// Safe to share: between two cuts each search is used by one thread alone, its own.
  private struct Team: @unchecked Sendable {
    let searches: [Search]
  }

  init(_ tables: Tables, _ neighbours: Neighbours, _ options: SolveOptions) {
    self.tables = tables
    self.neighbours = neighbours
    self.options = options
    team = Team(
      searches: (0..<max(1, options.threads)).map {
        Search(tables, neighbours, options, seed: options.seed &+ UInt64($0) &* 0x9E37_79B9)
      })
    partsAThread = SplitSearch.partsAThread(tables, max(1, options.threads))
    random = Xoshiro(seed: options.seed &+ 0x51_7C_C1_B7)
    team.searches[0].construct()
    best = team.searches[0].orders()
    current = best
    bestScore = team.searches[0].best
  }

  static func suits(_ tables: Tables, threads: Int) -> Bool {
    !tables.needsCourse && tables.jobs >= jobsAThread * threads
      && (threads > 1 || partsAThread(tables, threads) > 1)
  }

  private static func partsAThread(_ tables: Tables, _ threads: Int) -> Int {
    let most = threads * (tables.isSimple ? largestSimplePart : largestPart)
    return (tables.jobs + most - 1) / most
  }

  func run() {
    let cooling = Cooling(team.searches[0])
    let limit = options.iterations ?? Annealing.rounds(tables.jobs, options)
    var round = 0
    while round < limit, current.contains(where: { !$0.isEmpty }),
      let share = team.searches[0].share(round, of: limit), share < cooling.ends
    {
      let rounds = min(SplitSearch.roundsAJob * tables.jobs, limit - round)
      let (temperature, bias) = (cooling.temperature(share), cooling.vehicleBias(share))
      let each = max(1, rounds / partsAThread)
      let found = search(cut(into: team.searches.count * partsAThread), rounds: each, bias) { _ in temperature }
      let score = found.reduce(Score()) { $0 + $1.score }
      if score < bestScore {
        bestScore = score
        best = orders(found.map(\.best))
      }
      current = orders(found.map(\.last))
      round += rounds
    }
    if round < limit && cooling.ends < 1 { renew(cooling, after: round, of: limit) }
  }

  private func renew(_ cooling: Cooling, after round: Int, of limit: Int) {
    var renewal = Renewal(tables, neighbours, best, cooling, seed: random.next())
    renewal.run(team.searches.count, after: round, of: limit) {
      team.searches[0].share($0, of: limit)
    } anneal: {
      search($0, rounds: $1, 0, isLast: true, $2)
    }
    team.searches[0].finish(renewal.orders)
    best = team.searches[0].orders()
  }

  /// Each thread searches its parts.
  private func search(
    _ parts: [PlanPart], rounds: Int, _ vehicleBias: Int, isLast: Bool = false,
    _ temperature: @escaping @Sendable (Double) -> Double
  ) -> [Search.Found] {
    let (team, threads) = (team, team.searches.count)
    return inParallel(threads) { number in
      stride(from: number, to: parts.count, by: threads).map {
        team.searches[number].search(
          parts[$0], rounds: rounds, vehicleBias: vehicleBias, isLast: isLast, temperature)
      }
    }.flatMap(\.self)
  }

  private func orders(_ parts: [PlanPart]) -> [[Int]] {
    var orders = [[Int]](repeating: [], count: tables.routes)
    for part in parts { for (vehicle, jobs) in part.orders { orders[vehicle] = jobs } }
    return orders
  }

  /// Cuts the plan into parts of about as many jobs each, along a line across two random jobs: routes are in order of how
  /// much nearer they are to the one than to the other.
  private func cut(into count: Int) -> [PlanPart] {
    let kind = tables.kinds[0]
    let (one, other) = (tables.place[random.below(tables.jobs)], tables.place[random.below(tables.jobs)])
    func key(_ job: Int) -> Int {
      Int(kind.seconds(tables.place[job], one)) - Int(kind.seconds(tables.place[job], other))
    }
    var isServed = [Bool](repeating: false, count: tables.jobs)
    var routes: [(key: Int, vehicle: Int)] = []
    for (vehicle, jobs) in current.enumerated() where !jobs.isEmpty {
      for job in jobs { isServed[job] = true }
      routes.append((jobs.reduce(0) { $0 + key($1) } / jobs.count, vehicle))
    }
    routes.sort { $0 < $1 }
    let served = routes.reduce(0) { $0 + current[$1.vehicle].count }
    var vehicles = [[Int]](repeating: [], count: count)
    var jobs = vehicles
    // By part but the first: the key where it begins.
    var begins: [Int] = []
    var (part, sum) = (0, 0)
    for (key, vehicle) in routes {
      if sum * count >= served * (part + 1) && part < count - 1 {
        part += 1
        begins.append(key)
      }
      vehicles[part].append(vehicle)
      jobs[part] += current[vehicle]
      sum += current[vehicle].count
    }
    for job in 0..<tables.jobs where !isServed[job] {
      let key = key(job)
      jobs[begins.count { $0 <= key }].append(job)
    }
    // Vehicles without jobs are dealt out.
    for vehicle in 0..<tables.routes where current[vehicle].isEmpty { vehicles[vehicle % count].append(vehicle) }
    return (0..<count).map { part in
      PlanPart(vehicles: vehicles[part].sorted(), jobs: jobs[part]) { current[$0] }
    }
  }
}
