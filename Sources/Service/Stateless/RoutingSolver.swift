import Foundation
import PunctualCheck
import PunctualEngine
import PunctualModel
import PunctualTravel
import PunctualWire

/// `solve` and `check`: VROOM's form in and out, no workspace.
public struct RoutingSolver: Sendable {
  /// Where travel comes from when the problem has no matrix.
  public enum Router: Sendable {
    /// Straight line × detour factor at a stated speed.
    case estimate(TravelEstimate)
    /// An OSRM server by profile; one without an address of its own takes that of `car`. Where it does not answer, the
    /// estimate takes its place, if there is one.
    case osrm(RouterAddresses, fallback: TravelEstimate?)

    /// Servers by `osrm=http://HOST:PORT` (for the profile `car`) and `osrm:PROFILE=http://HOST:PORT`.
    ///
    /// - Throws: `out-of-range` for each that is none, `duplicate-id` for a profile that is named twice.
    public static func osrm(_ servers: [String], fallback: TravelEstimate?) throws -> Router {
      .osrm(try RouterAddresses(servers, path: "--router"), fallback: fallback)
    }
  }

  public var router: Router = .estimate(TravelEstimate())
  public var threads = 1
  /// 0 to 5; nil is 5, or the whole of `limit` where there is one.
  public var exploration: Int?
  public var seed: UInt64 = 1
  /// Most seconds of search; nil ends by itself.
  public var limit: Double?
  public var iterations: Int?
  /// Keeps the order of each vehicle's `steps` and reports what they violate.
  public var planMode = false
  /// Adds to each job that is left out why, by vehicle, and the least changes that would place it.
  public var explains = false
  /// Only says what no plan can do, without solving.
  public var prechecks = false
  /// Whether distances are wanted even where nothing needs them, and the lines of the routes on the map, where a server
  /// knows them.
  public var distances = false

  public init() {}

  /// A problem's JSON in, in VROOM's form or with names, a solution's JSON in the same form and VROOM's code out: 0, or 1
  /// internal, 2 input, 3 routing. Never throws: what is wrong is in the answer, as `error`, and all of it in `errors`;
  /// faults beside code 0 say why travel was estimated.
  /// The text is let go before the search: of a large matrix only the numbers are kept.
  public func answer(_ bytes: consuming [UInt8]) async -> (answer: JSON, code: Int, faults: [Fault]) {
    let started = ContinuousClock.now
    do {
      let (input, names) = try read(consume bytes)
      let (answer, estimated) = try await solve(input, started)
      return (names.map { NamedSolution.write(answer, $0) } ?? answer, 0, estimated)
    } catch let faults as Faults {
      return Self.refusal(faults)
    } catch {
      return Self.refusal(Faults(.internalError, "\(error)"))
    }
  }

  /// The answer that says what is wrong, and its code.
  public static func refusal(_ faults: Faults) -> (answer: JSON, code: Int, faults: [Fault]) {
    let isRouting = faults.all.contains { $0.code == .routerUnavailable || $0.code == .unreachable }
    let isInput = faults.all.contains { [.data, .usage, .notPermitted].contains($0.code.category) }
    let code = isRouting ? 3 : isInput ? 2 : 1
    return (failure(code, faults), code, faults.all)
  }

  private func read(_ bytes: consuming [UInt8]) throws(Faults) -> (input: VROOMInput, names: Names?) {
    let root = try JSONDocument.parse(consume bytes, limits: .document).root
    if NamedProblem.isOne(root) {
      let (input, names) = try NamedProblem.read(root, wantsDistances: distances)
      return (input, names)
    }
    return (try VROOMProblem.read(root, wantsDistances: distances), nil)
  }

  private func solve(
    _ problem: VROOMInput, _ started: ContinuousClock.Instant
  ) async throws -> (answer: JSON, estimated: [Fault]) {
    var input = problem
    let loaded = ContinuousClock.now
    var estimated: Faults?
    for profile in Set(input.missingProfiles + input.missingDistances).sorted() {
      let (matrix, failure) = try await matrix(input.places, profile)
      estimated = estimated ?? failure
      input.fill(profile, with: matrix)
    }
    let routed = ContinuousClock.now
    if prechecks { return (RoutingAnswers.precheck(input.problem), estimated?.all ?? []) }
    let options = options(from: routed)
    let solution = planMode ? Engine.evaluateSteps(input.problem) : Engine.solve(input.problem, options)
    let solved = ContinuousClock.now
    let geometries = estimated == nil ? try await geometries(solution, input.problem) : []
    let answer = VROOMSolution.write(
      solution, problem: input.problem,
      computingTimes: .init(
        loading: Self.milliseconds(started, loaded), solving: Self.milliseconds(routed, solved),
        routing: Self.milliseconds(loaded, routed)),
      changes: Self.tellsChanges(input.problem) ? Engine.changes(input.problem, solution) : nil,
      geometries: geometries)
    return (explains ? RoutingAnswers.explaining(answer, input.problem, solution) : answer, estimated?.all ?? [])
  }

  /// Whether the plan that the vehicles' `steps` state is one that stands, so that what differs from it matters.
  private static func tellsChanges(_ problem: RoutingProblem) -> Bool {
    problem.frozenUntil != nil || problem.objective.changedVehicle > 0 || problem.objective.movedPerHour > 0
  }

  private func options(from begin: ContinuousClock.Instant) -> SolveOptions {
    var options = SolveOptions(
      seed: seed, iterations: iterations, threads: threads, exploration: exploration ?? 5,
      shouldStop: { Task.isCancelled })
    options.isCancelled = { Task.isCancelled }
    guard let limit else { return options }
    let used: @Sendable () -> Double = {
      let spent = (ContinuousClock.now - begin).components
      return (Double(spent.seconds) + Double(spent.attoseconds) * 1e-18) / max(limit, 1e-3)
    }
    options.shouldStop = { Task.isCancelled || used() >= 1 }
    if iterations == nil {
      options.progress = used
      options.usesWholeTime = exploration == nil
    }
    return options
  }

  /// Travel for a profile. Where the estimate had to take a server's place, why.
  private func matrix(_ places: [Coordinate], _ profile: String) async throws -> (TravelMatrix, instead: Faults?) {
    switch router {
    case .estimate(let estimate): return (estimatedMatrix(places, estimate, isCancelled: { Task.isCancelled }), nil)
    case .osrm(let servers, let fallback):
      let address = try Self.address(servers, profile)
      do throws(Faults) {
        let matrix = try await OSRMRouter(address).matrix(places)
        return (matrix, nil)
      } catch {
        guard let fallback, error.all.allSatisfy({ $0.code == .routerUnavailable }) else { throw error }
        return (estimatedMatrix(places, fallback), error)
      }
    }
  }

  private static func address(_ servers: RouterAddresses, _ profile: String) throws(Faults) -> RouterAddress {
    if let own = servers[profile] { return own }
    // Another profile's server would answer with its own travel.
    throw Faults(
      .outOfRange, path: "/vehicles", "Invalid profile: \(profile). No routing server is named for it.",
      hint: "Give --router osrm:\(profile)=http://HOST:PORT, or -a \(profile):HOST and -p \(profile):PORT.")
  }

  /// The lines of the routes on the map, as VROOM gives them with `-g`; none without a server.
  private func geometries(_ solution: RoutingSolution, _ problem: RoutingProblem) async throws -> [String?] {
    guard distances, case .osrm(let servers, _) = router else { return [] }
    var lines: [String?] = []
    for route in solution.routes {
      let places = route.steps.compactMap(\.location).map { problem.locations[$0].coordinate }
      let known = places.compactMap { $0.flatMap(MapPoint.init) }
      guard known.count == places.count else {
        lines.append(nil)
        continue
      }
      let stops = known.enumerated().filter { $0 == 0 || known[$0 - 1] != $1 }.map(\.element)
      let address = try Self.address(servers, problem.vehicles[route.vehicle].profile)
      guard stops.count > 1 else {
        lines.append(nil)
        continue
      }
      let line = try await OSRMRouter(address).route(stops)
      lines.append(line.geometry)
    }
    return lines
  }

  private static func milliseconds(_ from: ContinuousClock.Instant, _ to: ContinuousClock.Instant) -> Int {
    let parts = (to - from).components
    return Int(parts.seconds) * 1000 + Int(parts.attoseconds / 1_000_000_000_000_000)
  }

  private static func failure(_ code: Int, _ faults: Faults) -> JSON {
    [
      "code": .int(code), "error": .string(faults.all[0].message),
      "errors": .array(
        faults.all.prefix(100).map { fault in
          [
            "code": .string(fault.code.rawValue), "path": .string(fault.path), "message": .string(fault.message),
            "hint": fault.hint.map { .string($0) } ?? .null,
          ]
        }),
    ]
  }
}

/// The independent verdict on a solution.
public enum SolutionCheck {
  /// - Throws: `Faults` where problem or solution cannot be read.
  public static func verdict(problem: [UInt8], solution: [UInt8], travel: TravelEstimate) throws -> (
    answer: JSON, valid: Bool
  ) {
    let root = try JSONDocument.parse(problem, limits: .document).root
    let named = NamedProblem.isOne(root) ? try NamedProblem.read(root) : nil
    var input = try named?.input ?? VROOMProblem.read(root)
    for profile in Set(input.missingProfiles + input.missingDistances) {
      input.fill(profile, with: estimatedMatrix(input.places, travel))
    }
    let answer = try JSONDocument.parse(solution, limits: .document).root
    let stated = try named.map { try NamedSolution.readStated(answer, $0.names) } ?? VROOMSolution.readStated(answer)
    let verdict = check(input.problem, stated)
    let violations: [JSON] = verdict.violations.map { violation in
      [
        "code": .string(violation.code.rawValue), "route": violation.route.map { .int($0) } ?? .null,
        "step": violation.step.map { .int($0) } ?? .null,
        "message": .string(named?.names.renamed(violation.message) ?? violation.message),
      ]
    }
    return (
      ["valid": .bool(verdict.valid), "violations": .array(violations), "summary": summary(verdict.summary)],
      verdict.valid
    )
  }

  private static func summary(_ figures: StatedFigures) -> JSON {
    let numbers: [(String, Int?)] = [
      ("cost", figures.cost), ("routes", figures.routes), ("unassigned", figures.unassigned), ("setup", figures.setup),
      ("service", figures.service), ("duration", figures.duration), ("waiting_time", figures.waiting),
      ("priority", figures.priority), ("distance", figures.distance), ("lateness_cost", figures.latenessCost),
      ("worst_late", figures.worstLate), ("overtime", figures.overtime),
    ]
    return .object(numbers.compactMap { name, value in value.map { JSON.Member(name, .int($0)) } })
  }
}
