import PunctualModel

/// Given orders, timed as early as they can be, for trying all of them. It knows travel, work, windows and what jobs on
/// different routes owe each other; whether the result is right is for the checker. Nothing of the engine is used.
struct Timetable {
  /// What a vehicle does between its start and its end, by index.
  enum Stop: Hashable {
    case job(Int), pause(Int), depot(Int)
  }

  let problem: RoutingProblem
  /// By job: when it may start at the soonest, for what others owe it.
  private var notBefore: [Int: Int] = [:]

  init(_ problem: RoutingProblem) { self.problem = problem }

  /// The routes of some vehicles; nil where an order cannot be kept.
  mutating func routes(_ orders: [(vehicle: Int, stops: [Stop])]) -> [StatedRoute]? {
    notBefore = [:]
    // Each round moves a job later; a plan that never comes to rest contradicts itself.
    for _ in 0..<50 {
      var times: [Int: (start: Int, finish: Int)] = [:]
      var routes: [StatedRoute] = []
      for order in orders {
        guard let route = route(order.vehicle, order.stops, &times) else { return nil }
        routes.append(route)
      }
      if !moves(times) { return routes }
    }
    return nil
  }

  /// Whether a relation asks for a later start than the times have; it is noted then.
  private mutating func moves(_ times: [Int: (start: Int, finish: Int)]) -> Bool {
    var moved = false
    for relation in problem.relations {
      guard let first = times[relation.first], let second = times[relation.second] else { continue }
      let anchor = relation.from == .start ? first.start : first.finish
      if second.start < anchor + relation.least {
        notBefore[relation.second] = anchor + relation.least
        moved = true
      } else if let most = relation.most, second.start > anchor + most {
        notBefore[relation.first] = first.start + second.start - anchor - most
        moved = true
      }
    }
    return moved
  }

  private func route(
    _ vehicleIndex: Int, _ stops: [Stop], _ times: inout [Int: (start: Int, finish: Int)]
  ) -> StatedRoute? {
    let vehicle = problem.vehicles[vehicleIndex]
    guard let matrix = problem.matrices[vehicle.profile] else { return nil }
    var road = Road(factors: problem.travelFactors[vehicle.profile] ?? [], clock: vehicle.window?.start ?? 0)
    var steps: [StatedStep] = []
    var place = vehicle.start
    if place != nil { steps.append(StatedStep(kind: .start, arrival: road.clock)) }
    for (number, stop) in stops.enumerated() {
      guard road.begin(from: place, to: target(stops[number...], vehicle), vehicle, matrix) else { return nil }
      switch stop {
      case .pause(let number):
        let pause = vehicle.breaks[number]
        guard let start = soonest(pause.windows, from: road.clock) else { return nil }
        let arrival = road.drive(until: start)
        steps.append(
          StatedStep(
            kind: .break, id: pause.id, arrival: arrival, waiting: start - arrival, setup: 0, service: pause.service))
        road.clock = start + pause.service
      case .depot(let number):
        let depot = problem.depots[number]
        steps.append(StatedStep(kind: .depot, id: depot.id, arrival: road.arrive(), service: depot.service))
        road.clock += depot.service
        place = depot.location
      case .job(let number):
        let job = problem.jobs[number]
        let setup = place == job.location ? 0 : paced(job.setupPerType[vehicle.type] ?? job.setup, vehicle)
        let service = paced(job.servicePerType[vehicle.type] ?? job.service, vehicle)
        let arrival = road.arrive()
        let earliest = max(arrival, notBefore[number] ?? 0, job.pin?.day?.start ?? 0, job.pin?.start ?? 0)
        guard let start = soonest(job.windows, from: earliest) else { return nil }
        steps.append(
          StatedStep(
            kind: job.kind, id: job.id, arrival: arrival, waiting: start - arrival, setup: setup, service: service))
        road.clock = start + setup + service
        times[number] = (start, road.clock)
        place = job.location
      }
    }
    if let end = vehicle.end {
      guard road.begin(from: place, to: end, vehicle, matrix) else { return nil }
      steps.append(StatedStep(kind: .end, arrival: road.arrive()))
    }
    return StatedRoute(vehicle: vehicle.id, steps: steps)
  }

  /// Where the leg under way leads: to the next stop that is no break, or to the end.
  private func target(_ stops: ArraySlice<Stop>, _ vehicle: RoutingVehicle) -> Int? {
    for stop in stops {
      switch stop {
      case .job(let number): return problem.jobs[number].location
      case .depot(let number): return problem.depots[number].location
      case .pause: continue
      }
    }
    return vehicle.end
  }

  private func paced(_ seconds: Int, _ vehicle: RoutingVehicle) -> Int {
    Int((Double(seconds) * vehicle.pace).rounded())
  }

  private func soonest(_ windows: [RoutingWindow], from clock: Int) -> Int? {
    windows.isEmpty ? clock : windows.first { $0.end >= clock }.map { max(clock, $0.start) }
  }
}

/// A leg under way, with travel that depends on the time of day.
private struct Road {
  let factors: [RoutingTravelFactor]
  var clock: Int
  /// Seconds of the matrix still to drive.
  private var left = 0
  private var isUnderWay = false

  init(factors: [RoutingTravelFactor], clock: Int) {
    (self.factors, self.clock) = (factors, clock)
  }

  /// Begins a leg unless one is under way; false where there is no way.
  mutating func begin(from: Int?, to: Int?, _ vehicle: RoutingVehicle, _ matrix: TravelMatrix) -> Bool {
    guard !isUnderWay, let from, let to else { return true }
    let cell = from * matrix.size + to
    let given = [matrix.durations[cell], matrix.distances?[cell], matrix.costs?[cell]]
    if given.contains(TravelMatrix.unreachable) { return false }
    left = Int((Double(matrix.durations[cell]) / vehicle.speedFactor).rounded())
    isUnderWay = true
    return true
  }

  /// Drives the leg to its end.
  mutating func arrive() -> Int {
    isUnderWay = false
    return drive(until: .max)
  }

  /// Drives until a moment, or to the leg's end, whichever is sooner; the moment then.
  mutating func drive(until moment: Int) -> Int {
    while left > 0 && clock < moment {
      let factor = factors.first { clock < $0.window.end }
      let isInside = factor.map { clock >= $0.window.start } ?? false
      let speed = isInside ? factor?.thousandths ?? 1000 : 1000
      let change = min(moment, factor.map { isInside ? $0.window.end : $0.window.start } ?? .max)
      let needed = (left * speed + 999) / 1000
      if clock + needed <= change {
        (clock, left) = (clock + needed, 0)
      } else {
        left -= (change - clock) * 1000 / speed
        clock = change
      }
    }
    return clock
  }
}
