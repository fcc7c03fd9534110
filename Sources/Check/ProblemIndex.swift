import PunctualModel

/// A problem with what the checker looks up in it, found once.
struct ProblemIndex {
  let problem: RoutingProblem
  let depots: [UInt64: RoutingDepot]
  let standing: StandingPlan
  /// Whether the problem asks for anything that VROOM lacks: then no program's rounding but ours counts, to the unit.
  let isExact: Bool
  private let jobs: [StatedTask: Int]

  init(_ problem: RoutingProblem) {
    self.problem = problem
    let jobs = Dictionary(
      problem.jobs.enumerated().map { (StatedTask(kind: $1.kind, id: $1.id), $0) },
      uniquingKeysWith: { first, _ in first })
    self.jobs = jobs
    depots = Dictionary(problem.depots.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    standing = StandingPlan(problem, jobs)
    isExact = problem.goesBeyondVROOM
  }

  /// The index of a job, or of half of a shipment; each kind has its own ids.
  func job(_ kind: RoutingStepKind, _ id: UInt64?) -> Int? {
    id.flatMap { jobs[StatedTask(kind: kind, id: $0)] }
  }

  /// As a sentence names a job, and as it begins with one.
  func name(_ job: Int) -> String { "\(problem.jobs[job].kind.rawValue) \(problem.jobs[job].id)" }

  func title(_ job: Int) -> String {
    let name = name(job)
    return name.prefix(1).uppercased() + name.dropFirst()
  }
}

extension RoutingProblem {
  var goesBeyondVROOM: Bool {
    !relations.isEmpty || !depots.isEmpty || !travelFactors.isEmpty || spread != RoutingSpread()
      || objective != RoutingObjective() || frozenUntil != nil || jobs.contains(where: \.goesBeyondVROOM)
      || vehicles.contains(where: \.goesBeyondVROOM)
  }
}

extension RoutingJob {
  fileprivate var goesBeyondVROOM: Bool {
    !skillLevels.isEmpty || !technicians.isEmpty || preferred != nil || due != nil || pin != nil || territory != nil
      || !parts.isEmpty || !tools.isEmpty || spread != nil
  }
}

extension RoutingVehicle {
  fileprivate var goesBeyondVROOM: Bool {
    !skillLevels.isEmpty || pace != 1 || overtime != nil || !territories.isEmpty || !parts.isEmpty || !tools.isEmpty
      || past != RoutingPast()
  }
}
