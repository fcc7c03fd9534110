import PunctualModel

/// A part of a problem on its own: some vehicles, some jobs and only the places they use, so that a question about one
/// route does not cost as much as the whole problem. Relations and shipments are kept where all their jobs are.
struct Part {
  private(set) var problem: RoutingProblem
  /// Of the whole problem.
  let dimensions: Int
  private let vehicles: [Int]
  private let jobs: [Int]
  /// The locations it uses, in order: what its own indices stand for.
  let places: [Int]

  init(
    _ whole: RoutingProblem, vehicles: [Int], jobs: [Int], dimensions: Int? = nil, isInOrder: Bool = false
  ) {
    self.vehicles = vehicles
    self.jobs = jobs
    self.dimensions = dimensions ?? whole.dimensions
    var used = Set(jobs.map { whole.jobs[$0].location })
    for vehicle in vehicles {
      used.formUnion([whole.vehicles[vehicle].start, whole.vehicles[vehicle].end].compactMap(\.self))
    }
    used.formUnion(whole.depots.map(\.location))
    if isInOrder {
      var places: [Int] = []
      for place in jobs.map({ whole.jobs[$0].location }) + used.sorted() where used.remove(place) != nil {
        places.append(place)
      }
      self.places = places
    } else {
      places = used.sorted()
    }
    var index: [Int: Int] = [:]
    for (new, old) in places.enumerated() { index[old] = new }
    problem = RoutingProblem(jobs: [], vehicles: [], locations: places.map { _ in RoutingLocation() }, matrices: [:])
    problem.jobs = jobs.map {
      var job = whole.jobs[$0]
      job.location = index[job.location] ?? 0
      return job
    }
    problem.vehicles = vehicles.map {
      var vehicle = whole.vehicles[$0]
      vehicle.start = vehicle.start.map { index[$0] ?? 0 }
      vehicle.end = vehicle.end.map { index[$0] ?? 0 }
      return vehicle
    }
    takeOver(whole, index)
    keepStanding(whole)
    for profile in Set(problem.vehicles.map(\.profile)) {
      guard let matrix = whole.matrices[profile] else { continue }
      let places = self.places
      func cut(_ values: [Int32]) -> [Int32] {
        var result: [Int32] = []
        result.reserveCapacity(places.count * places.count)
        for row in places { for column in places { result.append(values[row * matrix.size + column]) } }
        return result
      }
      problem.matrices[profile] = TravelMatrix(
        size: places.count, durations: cut(matrix.durations), distances: matrix.distances.map(cut),
        costs: matrix.costs.map(cut))
    }
  }

  /// What holds for the whole holds for the part, as far as it is about its jobs.
  private mutating func takeOver(_ whole: RoutingProblem, _ places: [Int: Int]) {
    problem.objective = whole.objective
    problem.spread = whole.spread
    problem.travelFactors = whole.travelFactors
    problem.frozenUntil = whole.frozenUntil
    problem.depots = whole.depots.map {
      var depot = $0
      depot.location = places[depot.location] ?? 0
      return depot
    }
    guard !whole.shipments.isEmpty || !whole.relations.isEmpty else { return }
    var number: [Int: Int] = [:]
    for (new, old) in jobs.enumerated() { number[old] = new }
    problem.shipments = whole.shipments.compactMap { shipment in
      guard let pickup = number[shipment.pickup], let delivery = number[shipment.delivery] else { return nil }
      return RoutingShipment(pickup: pickup, delivery: delivery)
    }
    problem.relations = whole.relations.compactMap { relation in
      guard let first = number[relation.first], let second = number[relation.second] else { return nil }
      var relation = relation
      (relation.first, relation.second) = (first, second)
      return relation
    }
  }

  /// Where the part's jobs stand matters also where that is on none of its vehicles: those come last, with their steps and
  /// nothing else, and are asked for nothing.
  private mutating func keepStanding(_ whole: RoutingProblem) {
    let objective = whole.objective
    guard objective.changedVehicle > 0 || objective.movedPerHour > 0 || whole.frozenUntil != nil,
      let profile = problem.vehicles.first?.profile
    else { return }
    let standing = StandingSteps.vehicles(whole)
    for vehicle in Set(jobs.map { standing[$0] }).subtracting(vehicles).sorted() where vehicle >= 0 {
      problem.vehicles.append(
        RoutingVehicle(id: whole.vehicles[vehicle].id, profile: profile, start: 0, steps: whole.vehicles[vehicle].steps)
      )
    }
  }

  /// A solution of the part, in the whole problem's indices.
  func inWhole(_ solution: RoutingSolution) -> RoutingSolution {
    RoutingSolution(
      routes: solution.routes.map { inWhole($0) }, unassigned: solution.unassigned.map { jobs[$0] }.sorted())
  }

  /// A route of the part, in the whole problem's indices.
  func inWhole(_ route: RoutingRoute) -> RoutingRoute {
    var route = route
    route.vehicle = vehicles[route.vehicle]
    for step in route.steps.indices {
      if route.steps[step].kind.isTask { route.steps[step].task = route.steps[step].task.map { jobs[$0] } }
      route.steps[step].location = route.steps[step].location.map { places[$0] }
    }
    return route
  }
}
