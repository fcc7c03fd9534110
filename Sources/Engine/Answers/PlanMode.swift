import PunctualModel

extension Engine {
  /// VROOM's plan mode (`-c`): every vehicle's `steps` in the order given, as punctual as that order allows, with all
  /// violations reported. Jobs in no vehicle's steps are unassigned; a vehicle without steps has no route.
  ///
  /// Times are the best there are (see ``PlanTimes``): the fewest seconds outside windows and shift, then the earliest
  /// finish, then the latest start, then everything as soon as it can be. Times that steps state hold before all of it.
  /// Travel is the matrix's at any time of day, and nothing is fetched on the way.
  public static func evaluateSteps(_ problem: RoutingProblem) -> RoutingSolution {
    let ids = TaskIDs(problem)
    var served = [Bool](repeating: false, count: problem.jobs.count)
    var routes: [RoutingRoute] = []
    for (index, vehicle) in problem.vehicles.enumerated() {
      let given = GivenRoute(problem, index, ids)
      guard vehicle.steps != nil, !given.jobs.isEmpty else { continue }
      for job in given.jobs { served[job] = true }
      routes.append(given.route())
    }
    return RoutingSolution(routes: routes, unassigned: served.indices.filter { !served[$0] })
  }
}

/// One vehicle's given order, ready to be timed. The first stop is the start, the last the end, whether or not the vehicle
/// has such places.
private struct GivenRoute {
  private struct Stop {
    var kind: RoutingStepKind
    var task: Int?
    var location: Int?
    var setup = 0
    var service = 0
    var time = PlanTimes.Step()
    /// From the place before; nothing for a break.
    var metres = 0
    var cost = 0
  }

  let problem: RoutingProblem
  let index: Int
  private var stops: [Stop] = []
  private var vehicle: RoutingVehicle { problem.vehicles[index] }
  var jobs: [Int] { stops.compactMap { $0.kind.isTask ? $0.task : nil } }

  init(_ problem: RoutingProblem, _ index: Int, _ ids: TaskIDs) {
    self.problem = problem
    self.index = index
    let vehicle = problem.vehicles[index]
    let shift = vehicle.window.map { [$0] } ?? []
    var start = Stop(kind: .start, location: vehicle.start)
    (start.time.windows, start.time.edge) = (shift, .start)
    stops.append(start)
    for hint in vehicle.steps ?? [] {
      guard var stop = GivenRoute.stop(hint, problem, vehicle, ids) else { continue }
      stop.time.soonest = max(0, [hint.serviceAt, hint.serviceAfter].compactMap(\.self).max() ?? 0)
      stop.time.latest = [hint.serviceAt, hint.serviceBefore].compactMap(\.self).min()
      stop.time.work = stop.setup + stop.service
      stops.append(stop)
    }
    var end = Stop(kind: .end, location: vehicle.end)
    (end.time.windows, end.time.edge) = (shift, .end)
    stops.append(end)
    addTravel()
  }

  private static func stop(
    _ hint: RoutingStepHint, _ problem: RoutingProblem, _ vehicle: RoutingVehicle, _ ids: TaskIDs
  ) -> Stop? {
    if hint.kind == .break {
      guard let number = vehicle.breaks.firstIndex(where: { $0.id == hint.id }) else { return nil }
      var stop = Stop(kind: .break, task: number, service: vehicle.breaks[number].service)
      (stop.time.windows, stop.time.isBreak) = (vehicle.breaks[number].windows, true)
      return stop
    }
    guard let number = ids.job(hint) else { return nil }
    let job = problem.jobs[number]
    func paced(_ seconds: Int) -> Int {
      vehicle.pace == 1 ? seconds : Int((Double(seconds) * vehicle.pace).rounded())
    }
    var stop = Stop(
      kind: job.kind, task: number, location: job.location,
      setup: paced(job.setupPerType[vehicle.type] ?? job.setup),
      service: paced(job.servicePerType[vehicle.type] ?? job.service))
    stop.time.windows = job.windows
    return stop
  }

  private mutating func addTravel() {
    guard let matrix = problem.matrices[vehicle.profile] else { return }
    let speedFactor = vehicle.speedFactor
    var place: Int?
    for stop in stops.indices {
      guard let here = stops[stop].location else { continue }
      if let place {
        let cell = place * matrix.size + here
        stops[stop].time.travel = Int(Travel.scaled(matrix.durations[cell], speedFactor))
        stops[stop].metres = Int(matrix.distances?[cell] ?? 0)
        stops[stop].cost = Int(matrix.costs?[cell] ?? 0)
      }
      if place == here {
        stops[stop].time.work -= stops[stop].setup
        stops[stop].setup = 0
      }
      place = here
    }
  }

  /// When each stop is reached, and how many seconds have been driven by then. The vehicle leaves at once and waits on
  /// arrival; what a break leaves of a leg is driven after it.
  private func arrivals(_ starts: [Int]) -> (arrivals: [Int], driven: [Int]) {
    var arrivals: [Int] = []
    var driven: [Int] = []
    var (clock, done, left) = (starts[0], 0, 0)
    for (index, stop) in stops.enumerated() {
      let drive = stop.kind == .break ? min(left, starts[index] - clock) : left
      done += drive
      arrivals.append(clock + drive)
      driven.append(done)
      clock = starts[index] + stop.time.work
      left = stop.kind == .break ? left - drive : stops[(index + 1)...].first { $0.kind != .break }?.time.travel ?? 0
    }
    return (arrivals, driven)
  }

  /// The best times of the order, with all that it breaks.
  func route() -> RoutingRoute {
    let starts = PlanTimes.best(stops.map(\.time))
    let (arrivals, driven) = arrivals(starts)
    let matrix = problem.matrices[vehicle.profile]
    let dimensions = problem.dimensions
    func sum(_ jobs: [Int], _ amounts: (RoutingJob) -> [Int]) -> [Int] {
      jobs.reduce(into: [Int](repeating: 0, count: dimensions)) { sums, job in
        for (dimension, amount) in amounts(problem.jobs[job]).enumerated() { sums[dimension] += amount }
      }
    }
    var result = RoutingRoute(
      vehicle: index, steps: [], cost: 0, distance: matrix?.distances == nil ? nil : 0, duration: driven.last ?? 0,
      setup: 0, service: 0, waiting: 0, priority: jobs.reduce(0) { $0 + problem.jobs[$1].priority },
      delivery: sum(jobs, \.delivery), pickup: sum(jobs, \.pickup))
    var judge = Judge(problem, vehicle, load: sum(jobs.filter { problem.jobs[$0].kind == .job }, \.delivery), jobs)
    var (metres, money, seconds) = (0, 0, 0)
    for (number, stop) in stops.enumerated() {
      metres += stop.metres
      money += stop.cost
      seconds += stop.time.work
      result.setup += stop.setup
      result.service += stop.service
      result.waiting += starts[number] - arrivals[number]
      var violations = violation(stop.time, starts[number]).map { [$0] } ?? []
      violations += judge.take(stop.kind, stop.task, driven: driven[number], metres: metres)
      // A start or end without a place is told with the step beside it.
      if stop.location == nil && stop.kind != .break {
        if stop.kind == .end, let last = result.steps.indices.last { result.steps[last].violations += violations }
        continue
      }
      if number == 1 && stops[0].location == nil, let early = violation(stops[0].time, starts[0]) {
        violations.insert(early, at: 0)
      }
      result.steps.append(
        RoutingStep(
          kind: stop.kind, task: stop.task, location: stop.location, arrival: arrivals[number],
          waiting: starts[number] - arrivals[number], setup: stop.setup, service: stop.service,
          duration: driven[number], distance: result.distance == nil ? nil : metres, load: judge.load,
          violations: violations))
    }
    let costs = vehicle.costs
    let travelled = matrix?.costs == nil ? result.duration * costs.perHour * (Cost.scale / 3600) : money * Cost.scale
    result.cost = Cost.rounded(
      costs.fixed * Cost.scale + travelled + metres * costs.perKm * (Cost.scale / 1000)
        + seconds * costs.perTaskHour * (Cost.scale / 3600))
    if result.distance != nil { result.distance = metres }
    let taken = Set(stops.compactMap { $0.kind == .break ? $0.task : nil })
    if taken.count < vehicle.breaks.count { result.violations.append(RoutingViolation(.missingBreak)) }
    return result
  }

  /// How far a start is outside its windows, or after the time that its step states.
  private func violation(_ step: PlanTimes.Step, _ start: Int) -> RoutingViolation? {
    if let latest = step.latest, start > latest { return RoutingViolation(.delay, duration: start - latest) }
    let outside = PlanTimes.outside(step, start)
    if outside == 0 { return nil }
    let isEarly = step.windows.contains { $0.start - start == outside }
    return RoutingViolation(isEarly ? .leadTime : .delay, duration: outside)
  }
}

/// Follows a given order and says what each step breaks, but for times.
private struct Judge {
  private let problem: RoutingProblem
  private let vehicle: RoutingVehicle
  private(set) var load: [Int]
  private var tasks = 0
  /// The shipments' halves: of which shipment, and whose pickups are on board.
  private let shipment: [Int: Int]
  private var onBoard: Set<Int> = []
  private let delivered: Set<Int>

  init(_ problem: RoutingProblem, _ vehicle: RoutingVehicle, load: [Int], _ jobs: [Int]) {
    (self.problem, self.vehicle, self.load) = (problem, vehicle, load)
    var shipment: [Int: Int] = [:]
    var rank: [Int: Int] = [:]
    for (position, job) in jobs.enumerated() { rank[job] = position }
    var delivered: Set<Int> = []
    for (number, pair) in problem.shipments.enumerated() {
      (shipment[pair.pickup], shipment[pair.delivery]) = (number, number)
      if let from = rank[pair.pickup], let to = rank[pair.delivery], from < to { delivered.insert(number) }
    }
    (self.shipment, self.delivered) = (shipment, delivered)
  }

  /// Goes on to a step.
  mutating func take(_ kind: RoutingStepKind, _ task: Int?, driven: Int, metres: Int) -> [RoutingViolation] {
    var violations: [RoutingViolation] = []
    if kind.isTask, let task {
      let job = problem.jobs[task]
      tasks += 1
      let hasLevels = job.skillLevels.allSatisfy { Skills.level($0, of: vehicle) >= $1 }
      if !job.skills.isSubset(of: vehicle.allSkills) || !hasLevels { violations.append(RoutingViolation(.skills)) }
      if tasks > vehicle.maxTasks ?? tasks { violations.append(RoutingViolation(.maxTasks)) }
      if move(job, task) { violations.append(RoutingViolation(.precedence)) }
    }
    if exceeds(vehicle.capacity) { violations.append(RoutingViolation(.load)) }
    if kind == .break, let task, let limit = vehicle.breaks[task].maxLoad, exceeds(limit) {
      violations.append(RoutingViolation(.maxLoad))
    }
    if driven > vehicle.maxTravelTime ?? .max { violations.append(RoutingViolation(.maxTravelTime)) }
    if metres > vehicle.maxDistance ?? .max { violations.append(RoutingViolation(.maxDistance)) }
    return violations
  }

  /// Loads and unloads. True where a shipment's halves are not both there in their order.
  private mutating func move(_ job: RoutingJob, _ task: Int) -> Bool {
    let number = shipment[task]
    // What was never picked up cannot be taken off.
    let unloads = job.kind != .delivery || number.map { onBoard.contains($0) } ?? false
    if unloads { for (dimension, amount) in job.delivery.enumerated() { load[dimension] -= amount } }
    for (dimension, amount) in job.pickup.enumerated() { load[dimension] += amount }
    guard let number else { return false }
    if job.kind == .pickup { onBoard.insert(number) } else { onBoard.remove(number) }
    return !delivered.contains(number)
  }

  private func exceeds(_ limit: [Int]) -> Bool { zip(load, limit).contains { $0 > $1 } }
}
