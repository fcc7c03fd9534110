import PunctualCheck
import PunctualModel

/// Six places in a row, 100 s and 1000 m apart, and routes on them that are written down by hand.
enum Line {
  static func problem(_ jobs: [RoutingJob], _ vehicles: [RoutingVehicle]) -> RoutingProblem {
    let size = 6
    let gaps = (0..<size * size).map { Int32(abs($0 / size - $0 % size)) }
    return RoutingProblem(
      jobs: jobs, vehicles: vehicles, locations: (0..<size).map { RoutingLocation(index: $0) },
      matrices: ["car": TravelMatrix(size: size, durations: gaps.map { $0 * 100 }, distances: gaps.map { $0 * 1000 })])
  }

  static func route(
    _ vehicle: UInt64, cost: Int? = nil, lateness: Int? = nil, overtime: Int? = nil, _ steps: [StatedStep]
  ) -> StatedRoute {
    StatedRoute(
      vehicle: vehicle, figures: StatedFigures(cost: cost, latenessCost: lateness, overtime: overtime), steps: steps)
  }

  static func start(_ at: Int) -> StatedStep { StatedStep(kind: .start, arrival: at) }
  static func end(_ at: Int) -> StatedStep { StatedStep(kind: .end, arrival: at) }

  static func job(
    _ id: UInt64, _ at: Int, wait: Int = 0, service: Int = 0, setup: Int = 0, late: Int? = nil
  ) -> StatedStep {
    StatedStep(kind: .job, id: id, arrival: at, waiting: wait, setup: setup, service: service, late: late)
  }

  static func pause(_ id: UInt64, _ at: Int, wait: Int = 0, service: Int) -> StatedStep {
    StatedStep(kind: .break, id: id, arrival: at, waiting: wait, service: service)
  }
}

/// A problem with a right solution; each test damages one or the other and looks at what the checker finds.
struct Case {
  var problem: RoutingProblem
  var solution: StatedSolution

  init(_ jobs: [RoutingJob], _ vehicles: [RoutingVehicle], _ routes: [StatedRoute], unassigned: [UInt64] = []) {
    problem = Line.problem(jobs, vehicles)
    solution = StatedSolution(routes: routes, unassigned: unassigned.map { StatedTask(kind: .job, id: $0) })
  }

  /// The codes after a change; without one, none.
  func codes(_ change: (inout Case) -> Void = { _ in }) -> [CheckCode] {
    var changed = self
    change(&changed)
    return check(changed.problem, changed.solution).violations.map(\.code)
  }

  func changed(_ change: (inout Case) -> Void) -> Case {
    var changed = self
    change(&changed)
    return changed
  }
}
