import PunctualModel

extension StatedSolution {
  /// A solution with every figure that it can state, for the checker.
  public init(_ problem: RoutingProblem, _ solution: RoutingSolution, changes: [RoutingChange]? = nil) {
    func task(_ job: Int) -> StatedTask { StatedTask(kind: problem.jobs[job].kind, id: problem.jobs[job].id) }
    let routes = solution.routes.map { StatedRoute(problem, $0) }
    let unassigned = solution.unassigned.map(task)
    func total(_ figure: KeyPath<RoutingRoute, Int>) -> Int { solution.routes.reduce(0) { $0 + $1[keyPath: figure] } }
    self.init(
      code: 0,
      summary: StatedFigures(
        cost: total(\.cost), routes: routes.count, unassigned: unassigned.count, duration: total(\.duration),
        setup: total(\.setup), service: total(\.service), waiting: total(\.waiting), priority: total(\.priority),
        latenessCost: total(\.latenessCost), overtime: total(\.overtime),
        worstLate: solution.routes.flatMap(\.steps).map(\.late).max() ?? 0),
      routes: routes, unassigned: unassigned,
      changes: changes?.map { change in
        StatedChange(
          task: task(change.job), fromVehicle: problem.vehicles[change.fromVehicle].id,
          toVehicle: change.toVehicle.map { problem.vehicles[$0].id }, fromStart: change.fromStart,
          toStart: change.toStart)
      })
  }
}

extension StatedRoute {
  init(_ problem: RoutingProblem, _ route: RoutingRoute) {
    let vehicle = problem.vehicles[route.vehicle]
    self.init(
      vehicle: vehicle.id,
      figures: StatedFigures(
        cost: route.cost, duration: route.duration, distance: route.distance, setup: route.setup,
        service: route.service, waiting: route.waiting, priority: route.priority, delivery: route.delivery,
        pickup: route.pickup, latenessCost: route.latenessCost, overtime: route.overtime),
      steps: route.steps.map { StatedStep(problem, vehicle, $0) }, violations: route.violations.count)
  }
}

extension StatedStep {
  init(_ problem: RoutingProblem, _ vehicle: RoutingVehicle, _ step: RoutingStep) {
    let id: UInt64? = step.task.map { task in
      switch step.kind {
      case .break: vehicle.breaks[task].id
      case .depot: problem.depots[task].id
      default: problem.jobs[task].id
      }
    }
    self.init(
      kind: step.kind, id: id, arrival: step.arrival, waiting: step.waiting, setup: step.setup, service: step.service,
      duration: step.duration, distance: step.distance, load: step.load,
      locationIndex: step.location.flatMap { problem.locations[$0].index }, violations: step.violations.count,
      late: step.late)
  }
}
