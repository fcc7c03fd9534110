import PunctualModel

extension Engine {
  /// Why a job fits none of the given routes: by vehicle a true reason, nil where it does fit.
  ///
  /// What the job asks of whoever serves it comes first. Else a limit is the reason only where the job would fit without
  /// it; this is tried, not guessed. Where several limits stand in the way at once it is `full`, or `unreachable` if not
  /// even a free day could take the job.
  ///
  /// A job whose group is left out is looked at by itself; where it would fit, but not all of its group would, the reason is
  /// `partner`.
  public static func misfits(_ problem: RoutingProblem, routes given: [[Int]], job: Int) -> [MisfitReason?] {
    StandingPlan(problem, routes: given).misfits(for: job)
  }

  /// Why a job fits a vehicle's route not; nil where it does.
  static func misfit(_ problem: RoutingProblem, routes given: [[Int]], vehicle: Int, job: Int) -> MisfitReason? {
    let trial = Trial(problem, routes: given, vehicle: vehicle, job: job)
    if !trial.suits() { return Misfit.demand(of: trial) }
    if trial.fits() { return nil }
    if Misfit.isOffShift(trial.vehicle, trial.job) { return .offShift }
    if let limit = Misfit.limits.first(where: { trial.fits($0.lift) }) { return limit.reason }

    let alone = Trial(problem, routes: given, vehicle: vehicle, job: job, alone: true)
    if alone.fits() { return .full }
    if let limit = Misfit.limits.first(where: { alone.fits($0.lift) }) { return limit.reason }
    return Misfit.cause(onFreeDay: alone)
  }
}

extension StandingPlan {
  /// As `Engine.misfits`, for a plan that is asked about more than one job.
  public func misfits(for job: Int) -> [MisfitReason?] {
    let orders = problem.vehicles.indices.map { routes.jobs(of: $0) }
    let alone = orders.indices.map { Engine.misfit(problem, routes: orders, vehicle: $0, job: job) }
    guard lacksPartners(job), alone.contains(nil), !groupTrial(job, orders).fits else { return alone }
    return alone.map { $0 ?? .partner }
  }
}

/// What can stand in a job's way, each with how it is lifted.
private struct Misfit: Sendable {
  var reason: MisfitReason
  var lift: @Sendable (inout RoutingVehicle, inout RoutingJob) -> Void

  /// What a job asks of whoever serves it.
  static let demands: [Misfit] = [
    Misfit(reason: .skill) { ($1.skills, $1.skillLevels) = ([], [:]) },
    Misfit(reason: .technician) { $1.technicians.required = [] },
    Misfit(reason: .pin) { $1.pin = nil },
    Misfit(reason: .tools) { $1.tools = [] },
    Misfit(reason: .parts) { $1.parts = [:] },
  ]

  /// The one that keeps a vehicle from ever serving a job; of several, the first that would even alone.
  static func demand(of trial: Trial) -> MisfitReason {
    if let single = demands.first(where: { trial.suits($0.lift) }) { return single.reason }
    func withoutOthers(_ index: Int) -> Bool {
      trial.suits({ (vehicle: inout RoutingVehicle, job: inout RoutingJob) in
        for other in demands.indices where other != index { demands[other].lift(&vehicle, &job) }
      })
    }
    let one = demands.indices.first { !withoutOthers($0) }
    // What nothing of the job's own keeps off is frozen elsewhere.
    return one.map { demands[$0].reason } ?? .pin
  }

  /// Limits other than time.
  static let limits: [Misfit] = [
    Misfit(reason: .maxTasks) { vehicle, _ in vehicle.maxTasks = nil },
    Misfit(reason: .capacity) { vehicle, _ in vehicle.capacity = [] },
    Misfit(reason: .maxTravel) { vehicle, _ in (vehicle.maxTravelTime, vehicle.maxDistance) = (nil, nil) },
    Misfit(reason: .tools) { $1.tools = [] },
    Misfit(reason: .parts) { $1.parts = [:] },
    Misfit(reason: .pin) { $1.pin = nil },
  ]

  /// Whether no window meets the shift.
  static func isOffShift(_ vehicle: RoutingVehicle, _ job: RoutingJob) -> Bool {
    guard let shift = vehicle.window, !job.windows.isEmpty else { return false }
    let end = shift.end + (vehicle.overtime?.most ?? 0)
    return !job.windows.contains { $0.start <= end && shift.start <= $0.end }
  }

  /// Which of the times is in the way where not even a free day takes the job.
  static func cause(onFreeDay trial: Trial) -> MisfitReason {
    if trial.fits({ vehicle, _ in vehicle.breaks = [] }) { return .break }
    let window = trial.fits { $1.windows = [] }
    let shift = trial.fits { vehicle, _ in vehicle.window = nil }
    if window != shift { return window ? .window : .shift }
    let isReachable = trial.fits { vehicle, job in
      (vehicle.window, vehicle.breaks, job.windows) = (nil, [], [])
      for limit in limits { limit.lift(&vehicle, &job) }
    }
    return isReachable ? .unreachable : .noWay
  }
}
