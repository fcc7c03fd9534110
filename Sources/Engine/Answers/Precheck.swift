import PunctualModel

/// Something that no plan can do, found before solving.
public struct Finding: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    /// No vehicle can ever serve the job: `reasons` says why, vehicle by vehicle.
    case job
    /// Relations or a shipment ask for these jobs all or none, and they can never all be served.
    case group
    /// These jobs are pinned so that they can never all be served.
    case pins
    /// What is frozen at the head of a vehicle's steps breaks a constraint.
    case frozen
  }

  public var kind: Kind
  /// Indices, in order; those of a frozen head in the order of the steps.
  public var jobs: [Int]
  /// The vehicle (index) that pins or a frozen head are about.
  public var vehicle: Int?
  /// Of a single job: by vehicle.
  public var reasons: [MisfitReason]

  public init(_ kind: Kind, jobs: [Int], vehicle: Int? = nil, reasons: [MisfitReason] = []) {
    self.kind = kind
    self.jobs = jobs
    self.vehicle = vehicle
    self.reasons = reasons
  }
}

extension Engine {
  /// All that can never be, found without search. What is found is certain: each is tried under conditions that no plan
  /// can better (ways over other places, no setup where another job is at the same place). That nothing is found does not
  /// mean that all can be served at once.
  public static func precheck(_ problem: RoutingProblem) -> [Finding] {
    var free = problem
    (free.relations, free.shipments, free.frozenUntil) = ([], [], nil)
    let plan = StandingPlan(free, routes: [])
    let relaxed = Relaxation(free)
    var tied = problem
    tied.frozenUntil = nil
    let hopeless = Set(problem.jobs.indices.filter { !plan.fitsAnywhere($0) && !relaxed.fitsAnywhere([$0]) })
    let single = hopeless.sorted().map { job in
      Finding(
        .job, jobs: [job],
        reasons: problem.vehicles.indices.map { misfit(free, routes: [], vehicle: $0, job: job) ?? .unreachable })
    }
    return single + Groups(problem, Relaxation(tied), hopeless: hopeless).findings
      + pins(problem, relaxed, hopeless: hopeless)
      + frozenHeads(problem)
  }

  /// Pins that contradict each other: more first (or last) jobs than there are shifts with that id, or two jobs of a
  /// vehicle of which neither can come before the other.
  private static func pins(_ problem: RoutingProblem, _ relaxed: Relaxation, hopeless: Set<Int>) -> [Finding] {
    var vehicles: [UInt64: [Int]] = [:]
    for (index, vehicle) in problem.vehicles.enumerated() { vehicles[vehicle.id, default: []].append(index) }
    var pinned: [UInt64: [Int]] = [:]
    for (job, asked) in problem.jobs.enumerated() where !hopeless.contains(job) {
      if let vehicle = asked.pin?.vehicle { pinned[vehicle, default: []].append(job) }
    }
    var found: [Finding] = []
    for (id, jobs) in pinned.sorted(by: { $0.key < $1.key }) {
      guard let shifts = vehicles[id] else { continue }
      for position in RoutingPin.Position.allCases {
        let same = jobs.filter { problem.jobs[$0].pin?.position == position }
        if same.count > shifts.count { found.append(Finding(.pins, jobs: same, vehicle: shifts[0])) }
      }
      guard shifts.count == 1, jobs.count > 1 else { continue }
      // Pairs of jobs that are free to move in time hardly ever contradict each other; many are not tried.
      let narrow = jobs.count <= 40 ? jobs : jobs.filter { problem.jobs[$0].pin?.start != nil }
      for (number, one) in narrow.enumerated() {
        for other in narrow[(number + 1)...] {
          let (a, b) = (problem.jobs[one].pin?.position, problem.jobs[other].pin?.position)
          if a != nil && a == b { continue }
          if !relaxed.fits([one, other], shifts[0]) && !relaxed.fits([other, one], shifts[0]) {
            found.append(Finding(.pins, jobs: [one, other], vehicle: shifts[0]))
          }
        }
      }
    }
    return found
  }

  private static func frozenHeads(_ problem: RoutingProblem) -> [Finding] {
    guard let until = problem.frozenUntil else { return [] }
    let ids = TaskIDs(problem)
    return problem.vehicles.enumerated().compactMap { index, vehicle in
      let head = (vehicle.steps ?? []).filter { $0.kind.isTask }.prefix { ($0.serviceAt ?? until) < until }
        .compactMap(ids.job)
      guard !head.isEmpty else { return nil }
      let part = Part(problem, vehicles: [index], jobs: head)
      let plan = StandingPlan(part.problem, routes: [Array(head.indices)], dimensions: part.dimensions)
      let fits = plan.isFeasible(0) && head.indices.allSatisfy { plan.tables.suits(route: 0, job: $0) }
      return fits ? nil : Finding(.frozen, jobs: head, vehicle: index)
    }
  }
}

extension StandingPlan {
  /// Whether any vehicle has a place for a job.
  func fitsAnywhere(_ job: Int) -> Bool {
    problem.vehicles.indices.contains { bestPlace(for: job, on: $0) != nil }
  }
}
