import PunctualModel

/// Solutions in VROOM's JSON form.
public enum VROOMSolution {
  /// How long the parts of an answer took, in milliseconds.
  public struct ComputingTimes: Sendable, Hashable {
    public var loading: Int
    public var solving: Int
    public var routing: Int

    public init(loading: Int = 0, solving: Int = 0, routing: Int = 0) {
      self.loading = loading
      self.solving = solving
      self.routing = routing
    }
  }

  /// The JSON code, which is also the exit code, for what went wrong: 1 internal, 2 input, 3 routing.
  public static func code(for faults: Faults) -> Int {
    let codes = Set(faults.all.map(\.code))
    if codes.contains(where: { $0.category == .data && $0 != .unreachable || $0 == .usage }) { return 2 }
    return codes.isSubset(of: [.routerUnavailable, .unreachable]) ? 3 : 1
  }

  /// An answer that is an error instead of a solution.
  public static func error(code: Int, _ message: String) -> JSON {
    ["code": .int(code), "error": .string(message)]
  }

  /// As ``error(code:_:)``, for faults: `error` is the first one's sentence, as VROOM has it, and `errors` has them all.
  public static func error(_ faults: Faults) -> JSON {
    let all = faults.all.map { fault in
      var members = [
        JSON.Member("code", .string(fault.code.rawValue)), JSON.Member("path", .string(fault.path)),
        JSON.Member("message", .string(fault.message)),
      ]
      if let hint = fault.hint { members.append(JSON.Member("hint", .string(hint))) }
      return JSON.object(members)
    }
    return [
      "code": .int(code(for: faults)), "error": .string(faults.all.first?.message ?? ""), "errors": .array(all),
    ]
  }

  /// A solution with VROOM's keys in VROOM's order. Amounts are left out where the problem has none, distances where they
  /// are not known, lateness and overtime where the problem gives them no cost.
  /// - Parameters:
  ///   - changes: what differs from the plan that the vehicles' `steps` state; nil leaves the key out.
  ///   - geometries: the routes' encoded polylines, in their order, where they are known.
  public static func write(
    _ solution: RoutingSolution, problem: RoutingProblem, computingTimes: ComputingTimes = ComputingTimes(),
    changes: [RoutingChange]? = nil, geometries: [String?] = []
  ) -> JSON {
    let stated = StatedParts(problem)
    let routes = solution.routes.enumerated().map { index, route in
      VROOMRouteWriter(problem: problem, vehicle: problem.vehicles[route.vehicle], stated: stated)
        .json(route, geometry: index < geometries.count ? geometries[index] : nil)
    }
    var answer: JSON = [
      "code": 0, "summary": summary(solution, problem, stated, computingTimes),
      "unassigned": .array(solution.unassigned.map { unassigned(problem.jobs[$0], problem) }),
      "routes": .array(routes),
    ]
    answer["changes"] = changes.map { .array($0.map { change($0, problem) }) }
    return answer
  }

  private static func summary(
    _ solution: RoutingSolution, _ problem: RoutingProblem, _ stated: StatedParts, _ times: ComputingTimes
  ) -> JSON {
    let routes = solution.routes
    func total(_ figure: KeyPath<RoutingRoute, Int>) -> JSON { .int(routes.reduce(0) { $0 + $1[keyPath: figure] }) }
    func total(_ amounts: KeyPath<RoutingRoute, [Int]>, _ dimensions: Int) -> JSON {
      let sums = routes.reduce(into: Array(repeating: 0, count: dimensions)) { sums, route in
        for (dimension, amount) in zip(sums.indices, route[keyPath: amounts]) { sums[dimension] += amount }
      }
      return .array(sums.map(JSON.int))
    }
    var members = [
      JSON.Member("cost", total(\.cost)), JSON.Member("routes", .int(routes.count)),
      JSON.Member("unassigned", .int(solution.unassigned.count)),
    ]
    let dimensions = problem.vehicles.first?.capacity.count ?? 0
    if dimensions > 0 {
      members.append(JSON.Member("delivery", total(\.delivery, dimensions)))
      members.append(JSON.Member("pickup", total(\.pickup, dimensions)))
    }
    members += [
      JSON.Member("setup", total(\.setup)), JSON.Member("service", total(\.service)),
      JSON.Member("duration", total(\.duration)), JSON.Member("waiting_time", total(\.waiting)),
      JSON.Member("priority", total(\.priority)),
    ]
    let distances = routes.compactMap(\.distance)
    if distances.count == routes.count, problem.matrices.values.contains(where: { $0.distances != nil }) {
      members.append(JSON.Member("distance", .int(distances.reduce(0, +))))
    }
    if stated.lateness {
      members.append(JSON.Member("lateness_cost", total(\.latenessCost)))
      members.append(JSON.Member("worst_late", .int(routes.flatMap(\.steps).map(\.late).max() ?? 0)))
    }
    if stated.overtime { members.append(JSON.Member("overtime", total(\.overtime))) }
    members += [
      JSON.Member("violations", VROOMRouteWriter.violations(routes.flatMap(\.allViolations))),
      JSON.Member(
        "computing_times",
        ["loading": .int(times.loading), "solving": .int(times.solving), "routing": .int(times.routing)]),
    ]
    return .object(members)
  }

  private static func unassigned(_ job: RoutingJob, _ problem: RoutingProblem) -> JSON {
    var members = [JSON.Member("id", JSON(job.id))]
    members += VROOMRouteWriter.place(job.location, problem)
    members.append(JSON.Member("type", .string(job.kind.rawValue)))
    if let description = job.description { members.append(JSON.Member("description", .string(description))) }
    return .object(members)
  }

  private static func change(_ change: RoutingChange, _ problem: RoutingProblem) -> JSON {
    let job = problem.jobs[change.job]
    func id(_ vehicle: Int?) -> JSON { vehicle.map { JSON(problem.vehicles[$0].id) } ?? .null }
    var members = [
      JSON.Member("id", JSON(job.id)), JSON.Member("type", .string(job.kind.rawValue)),
      JSON.Member("from_vehicle", id(change.fromVehicle)), JSON.Member("to_vehicle", id(change.toVehicle)),
    ]
    if let start = change.fromStart { members.append(JSON.Member("from_start", .int(start))) }
    if let start = change.toStart { members.append(JSON.Member("to_start", .int(start))) }
    return .object(members)
  }
}

/// Which figures beyond VROOM's a solution states.
struct StatedParts {
  let lateness: Bool
  let overtime: Bool

  init(_ problem: RoutingProblem) {
    let expected = problem.objective.expectedLatePerHour > 0 && problem.spread != RoutingSpread()
    lateness = expected || problem.jobs.contains { $0.preferred != nil || $0.due != nil }
    overtime = problem.vehicles.contains { $0.overtime != nil }
  }
}

extension RoutingRoute {
  /// Those of the route and those of its steps.
  fileprivate var allViolations: [RoutingViolation] { violations + steps.flatMap(\.violations) }
}

/// Writes one vehicle's route.
struct VROOMRouteWriter {
  let problem: RoutingProblem
  let vehicle: RoutingVehicle
  let stated: StatedParts

  private var hasAmounts: Bool { !vehicle.capacity.isEmpty }

  func json(_ route: RoutingRoute, geometry: String?) -> JSON {
    var members = [JSON.Member("vehicle", JSON(vehicle.id)), JSON.Member("cost", .int(route.cost))]
    if let description = vehicle.description { members.append(JSON.Member("description", .string(description))) }
    if hasAmounts {
      members.append(JSON.Member("delivery", .array(route.delivery.map(JSON.int))))
      members.append(JSON.Member("pickup", .array(route.pickup.map(JSON.int))))
    }
    members += [
      JSON.Member("setup", .int(route.setup)), JSON.Member("service", .int(route.service)),
      JSON.Member("duration", .int(route.duration)), JSON.Member("waiting_time", .int(route.waiting)),
      JSON.Member("priority", .int(route.priority)),
    ]
    if let distance = route.distance { members.append(JSON.Member("distance", .int(distance))) }
    if stated.lateness { members.append(JSON.Member("lateness_cost", .int(route.latenessCost))) }
    if stated.overtime { members.append(JSON.Member("overtime", .int(route.overtime))) }
    members.append(JSON.Member("steps", .array(route.steps.map(json))))
    members.append(JSON.Member("violations", Self.violations(route.allViolations)))
    if let geometry { members.append(JSON.Member("geometry", .string(geometry))) }
    return .object(members)
  }

  private func json(_ step: RoutingStep) -> JSON {
    var members = [JSON.Member("type", .string(step.kind.rawValue))]
    var id: UInt64?
    var description: String?
    if let task = step.task {
      switch step.kind {
      case .break: (id, description) = (vehicle.breaks[task].id, vehicle.breaks[task].description)
      case .depot: id = problem.depots[task].id
      default: (id, description) = (problem.jobs[task].id, problem.jobs[task].description)
      }
    }
    if let description { members.append(JSON.Member("description", .string(description))) }
    if let location = step.location { members += Self.place(location, problem) }
    if let id { members.append(JSON.Member("id", JSON(id))) }
    members += [
      JSON.Member("setup", .int(step.setup)), JSON.Member("service", .int(step.service)),
      JSON.Member("waiting_time", .int(step.waiting)),
    ]
    if hasAmounts { members.append(JSON.Member("load", .array(step.load.map(JSON.int)))) }
    members += [
      JSON.Member("arrival", .int(step.arrival)), JSON.Member("duration", .int(step.duration)),
      JSON.Member("violations", Self.violations(step.violations)),
    ]
    if let distance = step.distance { members.append(JSON.Member("distance", .int(distance))) }
    if step.late > 0 { members.append(JSON.Member("late", .int(step.late))) }
    return .object(members)
  }

  /// What the input said of a location.
  static func place(_ location: Int, _ problem: RoutingProblem) -> [JSON.Member] {
    let place = problem.locations[location]
    var members: [JSON.Member] = []
    if let coordinate = place.coordinate {
      members.append(
        JSON.Member("location", .array([.double(coordinate.longitude), .double(coordinate.latitude)])))
    }
    if let index = place.index { members.append(JSON.Member("location_index", .int(index))) }
    return members
  }

  /// One entry a cause, with the seconds of all, in the order of the causes.
  static func violations(_ all: [RoutingViolation]) -> JSON {
    let entries = RoutingViolationCause.allCases.compactMap { cause -> JSON? in
      let same = all.filter { $0.cause == cause }
      guard !same.isEmpty else { return nil }
      let seconds = same.compactMap(\.duration)
      let name = JSON.string(cause.rawValue)
      return seconds.isEmpty ? ["cause": name] : ["cause": name, "duration": .int(seconds.reduce(0, +))]
    }
    return .array(entries)
  }
}
