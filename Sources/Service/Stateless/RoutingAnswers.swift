import PunctualEngine
import PunctualModel
import PunctualWire

/// What a routing problem's answer says beyond the plan: why jobs are left out and what would place them, and what no plan
/// can do. Vehicles and jobs are named by their ids, lists of vehicles are in the problem's order.
enum RoutingAnswers {
  /// Adds to each entry of `unassigned` its `reasons` by vehicle and the least `changes` that would place it.
  static func explaining(_ answer: JSON, _ problem: RoutingProblem, _ solution: RoutingSolution) -> JSON {
    guard case .array(let entries)? = answer["unassigned"], entries.count == solution.unassigned.count else {
      return answer
    }
    var routes = [[Int]](repeating: [], count: problem.vehicles.count)
    for route in solution.routes { routes[route.vehicle] = route.steps.filter(\.servesJob).compactMap(\.task) }
    let plan = StandingPlan(problem, routes: routes)
    var answer = answer
    answer["unassigned"] = .array(
      zip(entries, solution.unassigned).map { entry, job in
        var entry = entry
        entry["reasons"] = reasons(plan.misfits(for: job), problem)
        entry["changes"] = .array(plan.remedies(for: job).map { remedy($0, problem) })
        return entry
      })
    return answer
  }

  /// `{"code":0,"findings":[{"kind","jobs","vehicle"?,"reasons"?,"message"}]}`.
  static func precheck(_ problem: RoutingProblem) -> JSON {
    ["code": 0, "findings": .array(Engine.precheck(problem).map { finding($0, problem) })]
  }

  private static func reasons(_ reasons: [MisfitReason?], _ problem: RoutingProblem) -> JSON {
    .array(
      zip(problem.vehicles, reasons).compactMap { vehicle, reason in
        reason.map { ["vehicle": JSON(vehicle.id), "reason": .string($0.rawValue)] }
      })
  }

  private static func finding(_ finding: Finding, _ problem: RoutingProblem) -> JSON {
    var members = [
      JSON.Member("kind", .string(finding.kind.rawValue)),
      JSON.Member("jobs", .array(finding.jobs.map { name($0, problem) })),
    ]
    if let vehicle = finding.vehicle { members.append(JSON.Member("vehicle", JSON(problem.vehicles[vehicle].id))) }
    if !finding.reasons.isEmpty { members.append(JSON.Member("reasons", reasons(finding.reasons, problem))) }
    members.append(JSON.Member("message", .string(message(finding, problem))))
    return .object(members)
  }

  private static func name(_ job: Int, _ problem: RoutingProblem) -> JSON {
    let job = problem.jobs[job]
    return ["id": JSON(job.id), "type": .string(job.kind.rawValue)]
  }

  private static func message(_ finding: Finding, _ problem: RoutingProblem) -> String {
    let jobs = finding.jobs.map { "\(problem.jobs[$0].kind.rawValue) \(problem.jobs[$0].id)" }.joined(separator: ", ")
    let vehicle = finding.vehicle.map { "vehicle \(problem.vehicles[$0].id)" } ?? ""
    switch finding.kind {
    case .job:
      let counts = Dictionary(grouping: finding.reasons) { $0 }.mapValues(\.count)
      let causes = MisfitReason.allCases.filter { counts[$0] != nil }
      return
        "No vehicle can ever serve \(jobs): \(causes.map { "\(counts[$0] ?? 0) \($0.words)" }.joined(separator: ", "))."
    case .group: return "These are served all or none, and can never all be: \(jobs)."
    case .pins: return "The pins of \(jobs) on \(vehicle) contradict each other."
    case .frozen: return "What is frozen at the head of \(vehicle) breaks a constraint: \(jobs)."
    }
  }

  private static func remedy(_ remedy: Remedy, _ problem: RoutingProblem) -> JSON {
    let vehicle = problem.vehicles[remedy.vehicle]
    return [
      "vehicle": JSON(vehicle.id), "start": .int(remedy.start), "added_cost": .int(remedy.addedCost),
      "needs": .array(remedy.changes.map { relief($0, vehicle, problem) }),
    ]
  }

  private static func relief(_ relief: Relief, _ vehicle: RoutingVehicle, _ problem: RoutingProblem) -> JSON {
    switch relief {
    case .windowLater(let seconds, let window):
      ["kind": "window-later", "seconds": .int(seconds), "window": .int(window)]
    case .windowEarlier(let seconds, let window):
      ["kind": "window-earlier", "seconds": .int(seconds), "window": .int(window)]
    case .shiftLater(let seconds): ["kind": "shift-later", "seconds": .int(seconds)]
    case .shiftEarlier(let seconds): ["kind": "shift-earlier", "seconds": .int(seconds)]
    case .breakLater(let seconds, let index):
      ["kind": "break-later", "seconds": .int(seconds), "break": JSON(vehicle.breaks[index].id)]
    case .breakEarlier(let seconds, let index):
      ["kind": "break-earlier", "seconds": .int(seconds), "break": JSON(vehicle.breaks[index].id)]
    case .moreTasks(let more): ["kind": "max-tasks", "more": .int(more)]
    case .capacity(let more, let dimension):
      ["kind": "capacity", "more": .int(more), "dimension": .int(dimension)]
    case .travel(let seconds): ["kind": "max-travel-time", "seconds": .int(seconds)]
    case .distance(let metres): ["kind": "max-distance", "metres": .int(metres)]
    case .skill(let skill, let level): ["kind": "skill", "skill": .int(skill), "level": .int(level)]
    case .anyTechnician: ["kind": "required-technicians"]
    case .unpinned: ["kind": "pin"]
    case .part(let part, let more): ["kind": "part", "part": .string(part), "more": .int(more)]
    case .tool(let tool): ["kind": "tool", "tool": .string(tool)]
    case .moved(let job, let toVehicle):
      [
        "kind": "move", "id": JSON(problem.jobs[job].id), "type": .string(problem.jobs[job].kind.rawValue),
        "to_vehicle": JSON(problem.vehicles[toVehicle].id),
      ]
    }
  }
}

extension RoutingStep {
  /// Whether it serves a job or half of a shipment.
  var servesJob: Bool { kind == .job || kind == .pickup || kind == .delivery }
}
