import PunctualModel

extension Engine {
  /// What a solution changes from the vehicles' `steps`, in their order: every job of theirs that has another vehicle (by
  /// index), another start of service than the step's `serviceAt`, or none any more. Jobs that stand nowhere yet are new,
  /// not changed.
  public static func changes(_ problem: RoutingProblem, _ solution: RoutingSolution) -> [RoutingChange] {
    var now: [Int: (vehicle: Int, start: Int)] = [:]
    for route in solution.routes {
      for (job, start) in route.starts { now[job] = (route.vehicle, start) }
    }
    let ids = TaskIDs(problem)
    return problem.vehicles.enumerated().flatMap { vehicle, shift in
      (shift.steps ?? []).compactMap { step in
        guard let job = ids.job(step) else { return nil }
        let place = now[job]
        let isMoved = place.map { $0.start != step.serviceAt ?? $0.start } ?? true
        guard place?.vehicle != vehicle || isMoved else { return nil }
        return RoutingChange(
          job: job, fromVehicle: vehicle, toVehicle: place?.vehicle, fromStart: step.serviceAt, toStart: place?.start)
      }
    }
  }
}

extension RoutingStepKind {
  /// Whether such a step serves a job, or half of a shipment.
  var isTask: Bool { self == .job || self == .pickup || self == .delivery }
}

/// Finds the jobs that given steps name: jobs, pickups and deliveries have ids of their own.
struct TaskIDs {
  private struct Name: Hashable {
    var kind: RoutingStepKind
    var id: UInt64
  }

  private let jobs: [Name: Int]

  init(_ problem: RoutingProblem) {
    jobs = Dictionary(
      problem.jobs.enumerated().map { (Name(kind: $1.kind, id: $1.id), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The index of the job that a step serves; nil where it serves none.
  func job(_ step: RoutingStepHint) -> Int? {
    step.id.flatMap { jobs[Name(kind: step.kind, id: $0)] }
  }
}
