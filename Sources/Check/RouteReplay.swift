import PunctualModel

/// Drives one stated route step by step and writes down where the statement and the problem disagree.
///
/// A break has no place: the vehicle may stop for it on the road, so only the parts of a trip together must add up to its
/// travel time.
struct RouteReplay {
  let problem: RoutingProblem
  let jobs: [UInt64: Int]
  let vehicle: RoutingVehicle
  let route: StatedRoute
  /// Index in the solution's routes.
  let index: Int

  private(set) var violations: [CheckViolation] = []
  private(set) var figures = Figures()
  /// Whether the route could be followed to its end; its figures mean nothing otherwise.
  private(set) var followed = false

  private let matrix: TravelMatrix?
  private var load: [Int] = []
  /// When the vehicle is free again; nil before the first step.
  private var clock: Int?
  /// Its last location; nil before the first.
  private var place: Int?
  /// Seconds that it drove of the trip under way before breaks on the road.
  private var driven = 0
  private var breaksTaken: [UInt64: Int] = [:]
  private var travelCosts = 0
  /// The step that is being looked at; nil for the route as a whole.
  private var step: Int?

  init(problem: RoutingProblem, jobs: [UInt64: Int], vehicle: RoutingVehicle, route: StatedRoute, index: Int) {
    self.problem = problem
    self.jobs = jobs
    self.vehicle = vehicle
    self.route = route
    self.index = index
    matrix = problem.matrices[vehicle.profile]
    figures.distance = matrix?.distances == nil ? nil : 0
    figures.delivery = vehicle.capacity.map { _ in 0 }
    figures.pickup = figures.delivery
  }

  /// Follows the route to its end, or to the step that leaves the rest without meaning.
  mutating func run() {
    let shaped = hasShape()
    guard let tasks = tasksInOrder(), shaped, let matrix else { return }
    for job in tasks {
      figures.delivery = sum(figures.delivery, job.delivery)
      figures.pickup = sum(figures.pickup, job.pickup)
    }
    load = figures.delivery
    var next = tasks.makeIterator()
    for (position, stated) in route.steps.enumerated() {
      step = position
      guard let arrival = stated.arrival else { return report(.arrival, "\(name(stated)) states no arrival.") }
      if let clock, arrival < clock {
        report(.arrival, "\(name(stated)) is reached at \(arrival), before the vehicle is free at \(clock).")
      }
      if position == 0 { checkCapacity(of: load, "at the start") }
      switch stated.kind {
      case .start: start(stated, arrival)
      case .end:
        guard let place = vehicle.end ?? place, travel(to: place, stated, arrival, matrix) else { return }
        stands(stated)
        clock = arrival
      case .break:
        guard pause(stated, arrival) else { return }
      case .job, .pickup, .delivery, .depot:
        guard let job = next.next() else { return }
        guard serve(job, stated, arrival, matrix) else { return }
      }
      checkStated(stated, firstPlace: tasks[0].location)
    }
    step = nil
    followed = true
    checkWhole(tasks: tasks.count, matrix: matrix)
  }

  // MARK: Before the first step

  /// The route's jobs in order; nil where one is not known.
  private mutating func tasksInOrder() -> [RoutingJob]? {
    var tasks: [RoutingJob] = []
    var known = true
    for (position, stated) in route.steps.enumerated() {
      step = position
      switch stated.kind {
      case .start, .end, .break: continue
      case .job:
        if let job = stated.id.flatMap({ jobs[$0] }) {
          tasks.append(problem.jobs[job])
          continue
        }
      case .pickup, .delivery, .depot: break
      }
      known = false
      report(.unknownTask, "\(name(stated)) is not a task of the problem.")
    }
    step = nil
    return known ? tasks : nil
  }

  /// Whether the route has tasks, one start and one end where they belong, and travel times to be judged by.
  private mutating func hasShape() -> Bool {
    let before = violations.count
    if !route.steps.contains(where: { ![.start, .end, .break].contains($0.kind) }) {
      report(.emptyRoute, "The route of vehicle \(vehicle.id) serves no task.")
    }
    for (kind, place, position) in [
      (RoutingStepKind.start, vehicle.start, 0), (.end, vehicle.end, route.steps.count - 1),
    ] {
      let found = route.steps.indices.filter { route.steps[$0].kind == kind }
      if found.isEmpty, place != nil {
        report(.startEnd, "The route of vehicle \(vehicle.id) has no \(kind.rawValue) step.")
      } else if found.count > 1 {
        report(.startEnd, "The route of vehicle \(vehicle.id) has \(found.count) \(kind.rawValue) steps.")
      } else if let only = found.first, only != position {
        step = only
        report(.startEnd, "The \(kind.rawValue) step of vehicle \(vehicle.id) is not at the \(kind.rawValue).")
        step = nil
      }
    }
    if matrix == nil {
      report(.missingMatrix, "The problem has no travel times for profile \(vehicle.profile).")
    } else if matrix?.distances == nil, vehicle.maxDistance != nil || vehicle.costs.perKm != 0 {
      report(.missingDistances, "Vehicle \(vehicle.id) needs distances, and profile \(vehicle.profile) has none.")
    }
    return violations.count == before
  }

  // MARK: Steps

  private mutating func start(_ stated: StatedStep, _ arrival: Int) {
    place = vehicle.start
    stands(stated)
    clock = arrival
  }

  /// Serves a job; false where it cannot be reached.
  private mutating func serve(
    _ job: RoutingJob, _ stated: StatedStep, _ arrival: Int, _ matrix: TravelMatrix
  ) -> Bool {
    let comes = job.location != place
    guard travel(to: job.location, stated, arrival, matrix) else { return false }
    let setup = comes ? job.setupPerType[vehicle.type] ?? job.setup : 0
    act(
      stated, arrival, windows: job.windows, outside: .timeWindow, setup: setup,
      service: job.servicePerType[vehicle.type] ?? job.service)
    figures.priority += job.priority
    let missing = job.skills.subtracting(vehicle.skills)
    if !missing.isEmpty {
      report(.skills, "\(name(stated)) needs skills \(list(missing.sorted())), which vehicle \(vehicle.id) lacks.")
    }
    load = sum(sum(load, job.pickup), job.delivery.map(-))
    return true
  }

  /// Takes a break; false where the vehicle has no such break.
  private mutating func pause(_ stated: StatedStep, _ arrival: Int) -> Bool {
    guard let id = stated.id, let pause = vehicle.breaks.first(where: { $0.id == id }) else {
      report(.unknownBreak, "\(name(stated)) is not a break of vehicle \(vehicle.id).")
      return false
    }
    breaksTaken[id, default: 0] += 1
    if breaksTaken[id] == 2 { report(.breakTwice, "Vehicle \(vehicle.id) takes break \(id) more than once.") }
    if let clock { driven += arrival - clock }
    act(stated, arrival, windows: pause.windows, outside: .breakWindow, setup: 0, service: pause.service)
    if let limit = pause.maxLoad, exceeds(load, limit) {
      report(.maxLoad, "During break \(id) the load is \(list(load)), and it allows \(list(limit)).")
    }
    return true
  }

  /// Goes on to a location and compares the arrival; false where no way leads there.
  private mutating func travel(
    to destination: Int, _ stated: StatedStep, _ arrival: Int, _ matrix: TravelMatrix
  ) -> Bool {
    var trip = 0.0
    if let place {
      guard let leg = leg(from: place, to: destination, in: matrix) else {
        report(.unreachable, "No way leads from location \(place) to location \(destination).")
        return false
      }
      trip = Double(leg.seconds)
      travelCosts += leg.cost
      if let metres = leg.metres { figures.distance = (figures.distance ?? 0) + metres }
    }
    // Solvers respect a speed factor to two decimals of its inverse, and state whole seconds.
    let slack = vehicle.speedFactor == 1 ? 0 : 1 + 0.005 * trip
    trip = vehicle.speedFactor == 1 ? trip : trip / vehicle.speedFactor
    figures.durationTolerance += slack
    figures.duration += trip
    if Double(driven) > trip + slack {
      report(.breakTravel, "Before its breaks the vehicle drove \(driven), and the whole trip takes \(number(trip)).")
    } else if let clock, arrival >= clock {
      let due = Double(clock - driven) + trip
      if abs(Double(arrival) - due) > slack {
        report(.arrival, "\(name(stated)) is reached at \(arrival), but the travel leads there at \(number(due)).")
      }
    }
    driven = 0
    place = destination
    return true
  }

  private func leg(from: Int, to: Int, in matrix: TravelMatrix) -> (seconds: Int, metres: Int?, cost: Int)? {
    guard (0..<matrix.size).contains(from), (0..<matrix.size).contains(to) else { return nil }
    let entry = from * matrix.size + to
    let values = [matrix.durations[entry], matrix.distances?[entry], matrix.costs?[entry]]
    guard !values.contains(TravelMatrix.unreachable) else { return nil }
    return (Int(matrix.durations[entry]), matrix.distances.map { Int($0[entry]) }, Int(matrix.costs?[entry] ?? 0))
  }

  /// Waits for a window, then sets up and serves.
  private mutating func act(
    _ stated: StatedStep, _ arrival: Int, windows: [RoutingWindow], outside: CheckCode, setup: Int, service: Int
  ) {
    compare(stated, .setup, stated.setup, setup)
    compare(stated, .service, stated.service, service)
    let waiting = stated.waiting ?? 0
    let begin = arrival + waiting
    if !windows.isEmpty, !windows.contains(where: { $0.start <= begin && begin <= $0.end }) {
      let given = windows.map { "\($0.start) to \($0.end)" }.joined(separator: ", ")
      report(outside, "\(name(stated)) starts at \(begin), outside \(given).")
    }
    clock = begin + setup + service
    figures.waiting += waiting
    figures.setup += setup
    figures.service += service
  }

  /// At the start and the end nothing is done and nothing is waited for.
  private mutating func stands(_ stated: StatedStep) {
    compare(stated, .waiting, stated.waiting, 0)
    compare(stated, .setup, stated.setup, 0)
    compare(stated, .service, stated.service, 0)
  }

  // MARK: What is stated

  private mutating func compare(_ stated: StatedStep, _ code: CheckCode, _ value: Int?, _ due: Int) {
    // What is not stated counts as 0, as VROOM's own form has it for older versions.
    guard (value ?? 0) != due else { return }
    report(code, "\(name(stated)) states a \(code.rawValue) of \(value ?? 0), but it is \(due).")
  }

  /// Load, place and travel after a step.
  private mutating func checkStated(_ stated: StatedStep, firstPlace: Int) {
    checkCapacity(of: load, "after step \(step ?? 0)")
    if let count = stated.violations, count > 0 {
      report(.statedViolation, "\(name(stated)) states \(count == 1 ? "a violation" : "\(count) violations") itself.")
    }
    if let claim = stated.load, !sameAmounts(claim, load) {
      report(.load, "\(name(stated)) states a load of \(list(claim)), but it is \(list(load)).")
    }
    if let claim = stated.duration {
      let travelled = figures.duration + Double(driven)
      if abs(Double(claim) - travelled) > figures.durationTolerance {
        report(.figure, "\(name(stated)) states \(claim) of travel, but it is \(number(travelled)).")
      }
    }
    guard stated.kind != .break else { return }
    if let claim = stated.locationIndex, let here = row(of: place ?? firstPlace), claim != here {
      report(.location, "\(name(stated)) states location \(claim), but it is \(here).")
    }
    if let claim = stated.distance, let metres = figures.distance, claim != metres {
      report(.figure, "\(name(stated)) states \(claim) of distance, but it is \(metres).")
    }
  }

  /// The location's index as the input gives it; nil where it gave none.
  private func row(of location: Int) -> Int? {
    problem.locations.indices.contains(location) ? problem.locations[location].index : nil
  }

  private mutating func checkCapacity(of load: [Int], _ moment: String) {
    guard !vehicle.capacity.isEmpty, exceeds(load, vehicle.capacity) else { return }
    report(.capacity, "The load \(moment) is \(list(load)), above the capacity of \(list(vehicle.capacity)).")
  }

  private func exceeds(_ load: [Int], _ limit: [Int]) -> Bool {
    load.indices.contains { load[$0] > ($0 < limit.count ? limit[$0] : 0) }
  }

  // MARK: The whole route

  private mutating func checkWhole(tasks: Int, matrix: TravelMatrix) {
    if driven > 0 {
      report(.breakTravel, "The vehicle drives \(driven) before a break, and the trip does not go on after it.")
    }
    if let window = vehicle.window, let first = route.steps.first?.arrival, let clock,
      first < window.start || clock > window.end || first > window.end
    {
      report(
        .vehicleWindow,
        "Vehicle \(vehicle.id) works from \(first) to \(clock), outside \(window.start) to \(window.end).")
    }
    for pause in vehicle.breaks where breaksTaken[pause.id] == nil {
      report(.breakMissing, "Vehicle \(vehicle.id) does not take break \(pause.id).")
    }
    limit(.maxTasks, "tasks", Double(tasks), vehicle.maxTasks)
    limit(.maxTravelTime, "seconds of travel", figures.duration, vehicle.maxTravelTime, figures.durationTolerance)
    limit(.maxDistance, "metres", Double(figures.distance ?? 0), vehicle.maxDistance)
    reckonCost(custom: matrix.costs != nil)
    if let count = route.violations, count > 0 {
      report(.statedViolation, "The route states \(count == 1 ? "a violation" : "\(count) violations") itself.")
    }
    for (code, message) in figures.contradictions(in: route.figures, whose: "The route of vehicle \(vehicle.id)") {
      report(code, message)
    }
  }

  private mutating func limit(
    _ code: CheckCode, _ unit: String, _ value: Double, _ most: Int?, _ tolerance: Double = 0
  ) {
    guard let most, value - tolerance > Double(most) else { return }
    report(code, "Vehicle \(vehicle.id) has \(number(value)) \(unit), and \(most) at most are allowed.")
  }

  /// VROOM's cost; breaks count as service.
  private mutating func reckonCost(custom: Bool) {
    let costs = vehicle.costs
    let perSecond = Double(costs.perHour) / 3600
    let travel = custom ? Double(travelCosts) : figures.duration * perSecond
    figures.cost =
      Double(costs.fixed) + travel + Double(figures.distance ?? 0) * Double(costs.perKm) / 1000
      + Double(figures.setup + figures.service) * Double(costs.perTaskHour) / 3600
    if vehicle.speedFactor != 1 || costs.perHour != 3600 || costs.perKm != 0 || costs.perTaskHour != 0 {
      // Each of the three parts that depend on the route may be rounded.
      figures.costTolerance = 3 + figures.durationTolerance * max(1, perSecond)
    }
  }

  // MARK: Words

  private mutating func report(_ code: CheckCode, _ message: String) {
    violations.append(CheckViolation(code, route: index, step: step, message))
  }

  private func name(_ stated: StatedStep) -> String {
    let kind =
      switch stated.kind {
      case .job: "Job"
      case .pickup: "Pickup"
      case .delivery: "Delivery"
      case .depot: "Depot"
      case .break: "Break"
      case .start: "The start"
      case .end: "The end"
      }
    guard let id = stated.id, stated.kind != .start, stated.kind != .end else { return kind }
    return "\(kind) \(id)"
  }
}
