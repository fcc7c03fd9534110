import PunctualModel

/// One stop or break of a route, as it was stated and followed.
struct Visit {
  var kind: RoutingStepKind
  /// Index of the job; nil for a break, a depot, the end.
  var job: Int?
  /// Clock seconds of the whole leg that led here; 0 for a break.
  var travel = 0
  var waiting = 0
  /// When setup, and then service, begin.
  var start: Int
  /// Seconds of setup and service.
  var work = 0
  var finish: Int { start + work }
}

/// Drives one stated route step by step and writes down where the statement and the problem disagree.
///
/// A break has no place: the vehicle may stop for it on the road, so only the parts of a trip together must add up to its
/// travel time. The constraints have files of their own.
struct RouteReplay {
  let index: ProblemIndex
  /// Index in the problem's vehicles.
  let vehicleIndex: Int
  let vehicle: RoutingVehicle
  let route: StatedRoute
  /// Index in the solution's routes.
  let routeIndex: Int
  let matrix: TravelMatrix?

  private(set) var violations: [CheckViolation] = []
  var figures = Figures()
  /// All but the start, in order.
  private(set) var visits: [Visit] = []
  /// Index of the step of each job; of the first, where there are several.
  private(set) var stepOfJob: [Int: Int] = [:]
  /// Whether the route could be followed to its end; its figures mean nothing otherwise.
  private(set) var followed = false

  private(set) var load: [Int] = []
  /// When the vehicle is free again; nil before the first step.
  private(set) var clock: Int?
  /// Its last location; nil before the first.
  private(set) var place: Int?
  /// Seconds that it drove of the trip under way before breaks on the road, and from when to when.
  private(set) var driven = 0
  private var stretches: [(from: Int, to: Int)] = []
  private(set) var breaksTaken: [UInt64: Int] = [:]
  private(set) var travelCosts = 0
  var stock: Stock
  /// The step that is being looked at; nil for the route as a whole.
  var step: Int?

  init(_ index: ProblemIndex, vehicle: Int, route: StatedRoute, routeIndex: Int) {
    self.index = index
    vehicleIndex = vehicle
    self.vehicle = index.problem.vehicles[vehicle]
    self.route = route
    self.routeIndex = routeIndex
    matrix = index.problem.matrices[self.vehicle.profile]
    stock = Stock(self.vehicle)
    figures.distance = matrix?.distances == nil ? nil : 0
    figures.delivery = self.vehicle.capacity.map { _ in 0 }
    figures.pickup = figures.delivery
  }

  /// Follows the route to its end, or to the step that leaves the rest without meaning.
  mutating func run() {
    let shaped = hasShape()
    guard let found = tasksByStep(), shaped, let matrix else { return }
    let tasks = found.compactMap(\.self)
    for (position, task) in found.enumerated() {
      if let task, stepOfJob[task] == nil { stepOfJob[task] = position }
    }
    for job in tasks.map({ index.problem.jobs[$0] }) {
      figures.delivery = sum(figures.delivery, job.delivery)
      figures.pickup = sum(figures.pickup, job.pickup)
      // What a shipment brings is on board from its pickup on.
      if job.kind == .job { load = sum(load, job.delivery) }
    }
    load = sum(load, figures.delivery.map { _ in 0 })
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
      case .depot:
        guard fetch(stated, arrival, matrix) else { return }
      case .job, .pickup, .delivery:
        guard let task = found[position], serve(task, stated, arrival, matrix) else { return }
      }
      checkStated(stated, firstPlace: index.problem.jobs[tasks[0]].location)
    }
    step = nil
    followed = true
    checkWhole(tasks, matrix)
  }

  // MARK: Steps

  private mutating func start(_ stated: StatedStep, _ arrival: Int) {
    place = vehicle.start
    stands(stated)
    clock = arrival
  }

  /// Serves a job; false where it cannot be reached.
  private mutating func serve(
    _ task: Int, _ stated: StatedStep, _ arrival: Int, _ matrix: TravelMatrix
  ) -> Bool {
    let job = index.problem.jobs[task]
    let name = name(stated)
    let comes = job.location != place
    guard travel(to: job.location, stated, arrival, matrix) else { return false }
    let setup = comes ? paced(job.setupPerType[vehicle.type] ?? job.setup) : 0
    act(
      stated, arrival, task, windows: job.windows, outside: .timeWindow, setup: setup,
      service: paced(job.servicePerType[vehicle.type] ?? job.service))
    figures.priority += job.priority
    load = sum(sum(load, job.pickup), job.delivery.map(-))
    checkSuitability(job, name)
    checkStock(job, name)
    if let visit = visits.last {
      checkPinnedTime(job, start: visit.start, name)
      let late = job.late(start: visit.start, finish: visit.finish)
      figures.worstLate = max(figures.worstLate, late)
      if let claim = stated.late, claim != late {
        report(.late, "\(name) states \(claim) of lateness, but it is \(late).")
      }
    }
    return true
  }

  /// Seconds of work at the technician's own pace.
  private func paced(_ seconds: Int) -> Int {
    vehicle.pace == 1 ? seconds : wholeNumber(Double(seconds) * vehicle.pace)
  }

  /// Takes a break; false where the vehicle has no such break.
  private mutating func pause(_ stated: StatedStep, _ arrival: Int) -> Bool {
    guard let id = stated.id, let pause = vehicle.breaks.first(where: { $0.id == id }) else {
      report(.unknownBreak, "\(name(stated)) is not a break of vehicle \(vehicle.id).")
      return false
    }
    breaksTaken[id, default: 0] += 1
    if breaksTaken[id] == 2 { report(.breakTwice, "Vehicle \(vehicle.id) takes break \(id) more than once.") }
    if let clock {
      driven += arrival - clock
      stretches.append((clock, arrival))
    }
    act(stated, arrival, windows: pause.windows, outside: .breakWindow, setup: 0, service: pause.service)
    if let limit = pause.maxLoad, exceeds(load, limit) {
      report(.maxLoad, "During break \(id) the load is \(list(load)), and it allows \(list(limit)).")
    }
    return true
  }

  /// Goes on to a location and compares the arrival; false where no way leads there.
  mutating func travel(
    to destination: Int, _ stated: StatedStep, _ arrival: Int, _ matrix: TravelMatrix
  ) -> Bool {
    var seconds = 0
    if let place {
      guard let leg = leg(from: place, to: destination, in: matrix) else {
        report(.unreachable, "No way leads from location \(place) to location \(destination).")
        return false
      }
      seconds = leg.seconds
      travelCosts += leg.cost
      if let metres = leg.metres { figures.distance = (figures.distance ?? 0) + metres }
    }
    // Other solvers respect a speed factor to two decimals of its inverse, and state whole seconds.
    let slack = vehicle.speedFactor == 1 || index.isExact ? 0 : 1 + 0.005 * Double(seconds)
    var trip = vehicle.speedFactor == 1 ? Double(seconds) : Double(seconds) / vehicle.speedFactor
    if index.isExact { trip = Double(clockSeconds(wholeNumber(trip))) }
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
    stretches = []
    place = destination
    visits.append(Visit(kind: stated.kind, travel: wholeNumber(trip), start: arrival))
    return true
  }

  /// Clock seconds of the whole trip under way, for so many seconds at the matrix's own speed: what the stretches before
  /// breaks left of it goes on after the last.
  private func clockSeconds(_ seconds: Int) -> Int {
    guard let clock, let factors = index.problem.travelFactors[vehicle.profile] else { return seconds }
    let road = DayTravel(factors: factors)
    var (left, sum) = (seconds, 0)
    for stretch in stretches where stretch.to > stretch.from {
      let rest = road.needed(left, from: stretch.from)
      // It cannot have driven for longer than the trip takes.
      if stretch.to - stretch.from > rest { return sum + rest }
      sum += stretch.to - stretch.from
      left = stretch.to - stretch.from == rest ? 0 : left - road.done(from: stretch.from, to: stretch.to)
    }
    return sum + road.needed(left, from: clock)
  }

  private func leg(from: Int, to: Int, in matrix: TravelMatrix) -> (seconds: Int, metres: Int?, cost: Int)? {
    guard (0..<matrix.size).contains(from), (0..<matrix.size).contains(to) else { return nil }
    let entry = from * matrix.size + to
    let values = [matrix.durations[entry], matrix.distances?[entry], matrix.costs?[entry]]
    guard !values.contains(TravelMatrix.unreachable) else { return nil }
    return (Int(matrix.durations[entry]), matrix.distances.map { Int($0[entry]) }, Int(matrix.costs?[entry] ?? 0))
  }

  /// Waits for a window, then sets up and serves.
  mutating func act(
    _ stated: StatedStep, _ arrival: Int, _ job: Int? = nil, windows: [RoutingWindow], outside: CheckCode, setup: Int,
    service: Int
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
    // Whoever came here by a trip has its visit already.
    var visit = stated.kind == .break ? nil : visits.popLast()
    visit = visit ?? Visit(kind: stated.kind, start: begin)
    visit?.job = job
    visit?.waiting = waiting
    visit?.start = begin
    visit?.work = setup + service
    visits += visit.map { [$0] } ?? []
  }

  mutating func report(_ code: CheckCode, _ message: String) {
    violations.append(CheckViolation(code, route: routeIndex, step: step, message))
  }
}
