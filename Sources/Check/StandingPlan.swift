import PunctualModel

/// The plan that stands, as the vehicles' `steps` state it: what changes cost, and what is frozen.
struct StandingPlan {
  struct Place {
    /// Index of the vehicle.
    var vehicle: Int
    var serviceAt: Int?
  }

  /// By job.
  private(set) var places: [Int: Place] = [:]
  /// By vehicle: the jobs that stay at the head of its route, in order.
  private(set) var heads: [Int: [Int]] = [:]
  /// By job at a head: the vehicle.
  private(set) var frozen: [Int: Int] = [:]

  init(_ problem: RoutingProblem, _ jobs: [StatedTask: Int]) {
    for (vehicle, shift) in problem.vehicles.enumerated() {
      var isHead = problem.frozenUntil != nil
      for hint in shift.steps ?? [] {
        guard let job = hint.id.flatMap({ jobs[StatedTask(kind: hint.kind, id: $0)] }) else { continue }
        places[job] = places[job] ?? Place(vehicle: vehicle, serviceAt: hint.serviceAt)
        isHead = isHead && (hint.serviceAt ?? .max) < (problem.frozenUntil ?? .min)
        if isHead {
          heads[vehicle, default: []].append(job)
          frozen[job] = vehicle
        }
      }
    }
  }
}

extension RouteReplay {
  /// The frozen head of its vehicle comes first and in order; no other vehicle's frozen job is here.
  mutating func checkFrozen(_ tasks: [Int]) {
    let head = index.standing.heads[vehicleIndex] ?? []
    if Array(tasks.prefix(head.count)) != head {
      let order = head.map(index.name).joined(separator: ", ")
      report(.frozen, "Vehicle \(vehicle.id) must begin with what is frozen, in this order: \(order).")
    }
    for task in tasks {
      guard let owner = index.standing.frozen[task], owner != vehicleIndex else { continue }
      let id = index.problem.vehicles[owner].id
      report(.frozen, "\(index.title(task)) is frozen on another route, of vehicle \(id).")
    }
  }
}

/// Frozen jobs of vehicles that have no route at all.
func frozenWithoutRoute(_ index: ProblemIndex, used: Set<Int>) -> [CheckViolation] {
  index.standing.heads.keys.sorted().filter { !used.contains($0) }.map { vehicle in
    let head = (index.standing.heads[vehicle] ?? []).map(index.name).joined(separator: ", ")
    let id = index.problem.vehicles[vehicle].id
    return CheckViolation(.frozen, "Vehicle \(id) is not used, and this is frozen on it: \(head).")
  }
}

/// Compares the changes that a solution states with those that its routes make.
func contradictedChanges(
  _ index: ProblemIndex, _ stated: [StatedChange], _ services: [Int: Service], vehicleOf: (_ route: Int) -> Int?
) -> [CheckViolation] {
  let problem = index.problem
  var due: [Int: StatedChange] = [:]
  for (job, place) in index.standing.places {
    let service = services[job]
    let (vehicle, start) = (service.flatMap { vehicleOf($0.route) }, service?.visit?.start)
    if vehicle == place.vehicle, place.serviceAt == nil || start == place.serviceAt { continue }
    due[job] = StatedChange(
      task: StatedTask(kind: problem.jobs[job].kind, id: problem.jobs[job].id),
      fromVehicle: problem.vehicles[place.vehicle].id, toVehicle: vehicle.map { problem.vehicles[$0].id },
      fromStart: place.serviceAt, toStart: start)
  }
  var wrong: [CheckViolation] = []
  for change in stated {
    let job = index.job(change.task.kind, change.task.id)
    if let job, due.removeValue(forKey: job) == change { continue }
    let name = "\(change.task.kind.rawValue) \(change.task.id)"
    wrong.append(CheckViolation(.changes, "The change that is stated of \(name) is not what the routes make."))
  }
  return wrong
    + due.keys.sorted().map {
      CheckViolation(.changes, "\(index.title($0)) is not where or when it stood, and no change of it is stated.")
    }
}
