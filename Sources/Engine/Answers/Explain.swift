import PunctualModel

extension Engine {
  /// Why a job fits none of the given routes: by vehicle a true reason, nil where it does fit.
  ///
  /// A limit is the reason only where the job would fit without it; this is tried, not guessed. Where several limits stand
  /// in the way at once it is `full`, or `unreachable` if not even a free day could take the job.
  public static func misfits(_ problem: RoutingProblem, routes given: [[Int]], job: Int) -> [MisfitReason?] {
    problem.vehicles.indices.map { vehicle in
      let others = (vehicle < given.count ? given[vehicle] : []).filter { $0 != job }
      return misfit(problem, vehicle, others, job)
    }
  }

  static func misfit(_ problem: RoutingProblem, _ vehicle: Int, _ others: [Int], _ job: Int) -> MisfitReason? {
    let shift = problem.vehicles[vehicle]
    guard problem.jobs[job].skills.isSubset(of: shift.skills) else { return .skill }
    let part = Part(problem, vehicles: [vehicle], jobs: others + [job]).problem
    if fits(part) { return nil }
    if let window = shift.window, !problem.jobs[job].windows.isEmpty,
      !problem.jobs[job].windows.contains(where: { $0.start <= window.end && window.start <= $0.end })
    {
      return .offShift
    }
    if fits(part, { $0.maxTasks = nil }) { return .maxTasks }
    if fits(part, { $0.capacity = [] }) { return .capacity }
    let withoutTravelLimits: (inout RoutingVehicle) -> Void = { ($0.maxTravelTime, $0.maxDistance) = (nil, nil) }
    if fits(part, withoutTravelLimits) { return .maxTravel }

    let alone = Part(problem, vehicles: [vehicle], jobs: [job]).problem
    if fits(alone) { return .full }
    if fits(alone, { $0.maxTasks = nil }) { return .maxTasks }
    if fits(alone, { $0.capacity = [] }) { return .capacity }
    if fits(alone, withoutTravelLimits) { return .maxTravel }
    return .unreachable
  }

  /// Whether the last job of a one-vehicle problem fits between the others, kept in order, on the vehicle as changed.
  private static func fits(_ problem: RoutingProblem, _ change: (inout RoutingVehicle) -> Void = { _ in }) -> Bool {
    var problem = problem
    change(&problem.vehicles[0])
    let routes = Routes(Tables(problem))
    let job = problem.jobs.count - 1
    routes.append(Array(0..<job), to: 0)
    return routes.refresh(0) && routes.cheapestPlace(job, 0).after >= 0
  }
}
