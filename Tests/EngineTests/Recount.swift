import PunctualModel

/// Recounts a solution from the problem alone, in the plainest way, and lists all that is wrong with it. It shares nothing
/// with the engine: what an answer states is believed nowhere.
struct Recount {
  let problem: RoutingProblem
  private(set) var faults: [String] = []
  private(set) var priority = 0
  private(set) var served = 0
  private(set) var cost = 0.0

  init(_ problem: RoutingProblem, _ solution: RoutingSolution) {
    self.problem = problem
    var seen = [Int](repeating: 0, count: problem.jobs.count)
    for job in solution.unassigned { seen[job] += 1 }
    var used: Set<Int> = []
    for route in solution.routes {
      if !used.insert(route.vehicle).inserted { faults.append("vehicle \(route.vehicle) has two routes") }
      for step in route.steps where step.kind == .job { seen[step.task ?? 0] += 1 }
      drive(route)
    }
    if solution.routes.map(\.vehicle) != solution.routes.map(\.vehicle).sorted() {
      faults.append("routes out of order")
    }
    if seen.contains(where: { $0 != 1 }) { faults.append("jobs not exactly once: \(seen)") }
  }

  private mutating func drive(_ route: RoutingRoute) {
    let vehicle = problem.vehicles[route.vehicle]
    let name = "vehicle \(route.vehicle): "
    func expect(_ condition: Bool, _ fault: @autoclosure () -> String) -> [String] { condition ? [] : [name + fault()] }
    let jobs = route.steps.filter { $0.kind == .job }.map { problem.jobs[$0.task ?? 0] }
    guard let matrix = problem.matrices[vehicle.profile], let first = route.steps.first, let last = route.steps.last,
      !jobs.isEmpty
    else {
      faults.append(name + "an empty route")
      return
    }
    faults += expect(route.violations.isEmpty && route.steps.allSatisfy(\.violations.isEmpty), "states violations")
    faults += expect((first.kind == .start) == (vehicle.start != nil), "start step")
    faults += expect((last.kind == .end) == (vehicle.end != nil), "end step")

    let dimensions = max(
      problem.jobs.map { max($0.delivery.count, $0.pickup.count) }.max() ?? 0,
      problem.vehicles.map(\.capacity.count).max() ?? 0)
    func amount(_ list: [Int], _ dimension: Int) -> Int { dimension < list.count ? list[dimension] : 0 }
    var load = (0..<dimensions).map { dimension in jobs.reduce(0) { $0 + amount($1.delivery, dimension) } }
    faults += expect(route.delivery == load, "delivery \(route.delivery), not \(load)")
    func holds(_ limit: [Int]) -> Bool { zip(load, limit).allSatisfy { $0 <= $1 } }
    faults += expect(holds(vehicle.capacity), "overloaded at the start")

    var place: Int?
    var clock = first.arrival
    var (driven, metres, money, travel, setup, service, waiting) = (0, 0, 0, 0, 0, 0, 0)
    var breaks: Set<Int> = []
    for (index, step) in route.steps.enumerated() {
      let at = "step \(index): "
      faults += expect(step.waiting >= 0 && step.arrival >= clock, at + "time runs backward")
      if step.kind == .break {
        let pause = vehicle.breaks[step.task ?? 0]
        faults += expect(breaks.insert(step.task ?? 0).inserted, at + "break taken twice")
        driven += step.arrival - clock
        let begin = step.arrival + step.waiting
        faults += expect(
          pause.windows.isEmpty || pause.windows.contains { $0.start <= begin && begin <= $0.end }, at + "break window")
        faults += expect(pause.maxLoad.map(holds) ?? true, at + "max_load")
        faults += expect(step.service == pause.service && step.setup == 0, at + "break service")
        clock = begin + pause.service
      } else {
        var trip = 0
        if let place, let here = step.location {
          let cell = place * matrix.size + here
          let given = matrix.durations[cell]
          if given == TravelMatrix.unreachable {
            faults.append(name + at + "no way")
            return
          }
          trip = Int((Double(given) / vehicle.speedFactor).rounded())
          metres += Int(matrix.distances?[cell] ?? 0)
          money += Int(matrix.costs?[cell] ?? 0)
        }
        travel += trip
        faults += expect(driven <= trip, at + "breaks stretch the trip")
        faults += expect(
          step.arrival == clock + trip - driven, at + "arrives \(step.arrival), not \(clock + trip - driven)")
        driven = 0
        clock = step.arrival + step.waiting
        if step.kind == .job {
          let job = problem.jobs[step.task ?? 0]
          faults += expect(step.location == job.location, at + "location")
          faults += expect(
            job.windows.isEmpty || job.windows.contains { $0.start <= clock && clock <= $0.end }, at + "window")
          let dueSetup = place == job.location ? 0 : job.setupPerType[vehicle.type] ?? job.setup
          let dueService = job.servicePerType[vehicle.type] ?? job.service
          faults += expect(step.setup == dueSetup && step.service == dueService, at + "setup or service")
          faults += expect(job.skills.isSubset(of: vehicle.skills), at + "skills")
          clock += dueSetup + dueService
          for dimension in load.indices {
            load[dimension] += amount(job.pickup, dimension) - amount(job.delivery, dimension)
          }
          priority += job.priority
          served += 1
        } else {
          faults += expect(step.location == (step.kind == .start ? vehicle.start : vehicle.end), at + "location")
          faults += expect(step.waiting == 0 && step.service == 0, at + "waits")
        }
        place = step.location
      }
      faults += expect(holds(vehicle.capacity), at + "overloaded")
      faults += expect(step.load == load, at + "states load \(step.load), not \(load)")
      faults += expect(step.duration == travel + driven, at + "states travel \(step.duration), not \(travel + driven)")
      setup += step.setup
      service += step.service
      waiting += step.waiting
    }
    faults += expect(driven == 0, "travel that leads nowhere")
    faults += expect(breaks.count == vehicle.breaks.count, "breaks missing")
    if let window = vehicle.window {
      faults += expect(window.start <= first.arrival && clock <= window.end, "outside the shift")
    }
    faults += expect(jobs.count <= vehicle.maxTasks ?? .max, "max_tasks")
    faults += expect(travel <= vehicle.maxTravelTime ?? .max, "max_travel_time")
    faults += expect(metres <= vehicle.maxDistance ?? .max, "max_distance")
    faults += expect(
      route.duration == travel && route.setup == setup && route.service == service && route.waiting == waiting,
      "states sums that are not")
    faults += expect(route.distance == (matrix.distances == nil ? nil : metres), "states distance")
    let costs = vehicle.costs
    let exact =
      Double(costs.fixed) + Double(metres * costs.perKm) / 1000 + Double((setup + service) * costs.perTaskHour) / 3600
      + (matrix.costs == nil ? Double(travel * costs.perHour) / 3600 : Double(money))
    faults += expect(abs(Double(route.cost) - exact) <= 0.51, "states cost \(route.cost), not \(exact)")
    cost += exact
  }
}
