import PunctualCheck
import PunctualModel
import Testing

@Suite("A solution is judged from the problem alone")
struct CheckTests {
  /// The codes that the checker reports after one change to the problem or the solution.
  func codes(_ change: (inout RoutingProblem, inout StatedSolution) -> Void) -> [CheckCode] {
    var problem = Example.problem()
    var solution = Example.solution()
    change(&problem, &solution)
    return check(problem, solution).violations.map(\.code)
  }

  @Test("a right solution is valid and its figures are recomputed")
  func right() {
    let verdict = check(Example.problem(), Example.solution())
    #expect(verdict.violations == [])
    #expect(verdict.valid)
    #expect(verdict.summary == Example.solution().summary)
  }

  @Test("what is not stated is not held against a solution, and the summary is recomputed all the same")
  func bare() {
    let verdict = check(Example.problem(), Example.bare())
    #expect(verdict.valid)
    #expect(verdict.summary.cost == 490)
    #expect(verdict.summary.distance == 4900)
  }

  @Test("every stated number that is off by one is found", arguments: [-1, 1])
  func offByOne(delta: Int) {
    let figures: [WritableKeyPath<StatedFigures, Int?>] = [
      \.cost, \.routes, \.unassigned, \.duration, \.distance, \.setup, \.service, \.waiting, \.priority,
    ]
    let steps: [WritableKeyPath<StatedStep, Int?>] = [
      \.arrival, \.waiting, \.setup, \.service, \.duration, \.distance, \.locationIndex,
    ]
    func expectFound<Part>(
      _ part: WritableKeyPath<StatedSolution, Part>, _ figure: WritableKeyPath<Part, Int?>, _ what: String
    ) {
      var solution = Example.solution()
      guard let value = solution[keyPath: part][keyPath: figure] else { return }
      solution[keyPath: part][keyPath: figure] = value + delta
      #expect(!check(Example.problem(), solution).valid, "\(what) \(value)")
    }
    for figure in figures {
      expectFound(\.summary!, figure, "summary")
      for route in 0..<2 { expectFound(\.routes[route].figures, figure, "route \(route)") }
    }
    for (route, count) in [(0, 6), (1, 2)] {
      for step in 0..<count {
        for figure in steps { expectFound(\.routes[route].steps[step], figure, "route \(route) step \(step)") }
        var solution = Example.solution()
        solution.routes[route].steps[step].load![0] += delta
        #expect(!check(Example.problem(), solution).valid)
      }
      var solution = Example.solution()
      solution.routes[route].figures.pickup![0] += delta
      #expect(!check(Example.problem(), solution).valid)
    }
  }

  @Test("a rule that tightens is broken, with its own code")
  func rules() {
    #expect(codes { problem, _ in problem.vehicles[0].skills = [2] } == [.skills])
    #expect(codes { problem, _ in problem.vehicles[0].capacity = [2] } == [.capacity])
    #expect(codes { problem, _ in problem.vehicles[0].maxTasks = 2 } == [.maxTasks])
    #expect(codes { problem, _ in problem.vehicles[0].maxTravelTime = 364 } == [.maxTravelTime])
    #expect(codes { problem, _ in problem.vehicles[0].maxDistance = 3649 } == [.maxDistance])
    #expect(codes { problem, _ in problem.vehicles[0].window = RoutingWindow(1, 2000) } == [.vehicleWindow])
    #expect(codes { problem, _ in problem.vehicles[0].window = RoutingWindow(0, 764) } == [.vehicleWindow])
    #expect(codes { problem, _ in problem.vehicles[1].window = RoutingWindow(0, 314) } == [.vehicleWindow])
    #expect(codes { problem, _ in problem.vehicles[0].breaks[0].windows = [RoutingWindow(301, 500)] } == [.breakWindow])
    #expect(codes { problem, _ in problem.vehicles[0].breaks[0].maxLoad = [0] } == [.maxLoad])
    #expect(codes { problem, _ in problem.jobs[0].windows[0] = RoutingWindow(50, 59) } == [.timeWindow])
    #expect(codes { problem, _ in problem.jobs[0].windows[0] = RoutingWindow(61, 90) } == [.timeWindow])
    #expect(codes { problem, _ in problem.vehicles[0].type = "bike" }.first == .service)
    #expect(codes { problem, _ in problem.jobs[1].setup = 19 }.first == .setup)
    #expect(codes { problem, _ in problem.matrices["car"]!.durations[1 * 5 + 3] += 1 }.contains(.arrival))
    #expect(codes { problem, _ in problem.matrices["car"]!.durations[1 * 5 + 3] = .max }.contains(.unreachable))
    #expect(codes { problem, _ in problem.matrices = [:] }.contains(.missingMatrix))
    #expect(codes { problem, _ in problem.matrices["car"]!.distances = nil }.contains(.missingDistances))
  }

  @Test("a message gives the figures and the place")
  func message() throws {
    var problem = Example.problem()
    problem.jobs[0].windows = [RoutingWindow(61, 90)]
    let violation = try #require(check(problem, Example.solution()).violations.first)
    #expect(violation == CheckViolation(.timeWindow, route: 0, step: 1, "Job 11 starts at 60, outside 61 to 90."))
  }

  @Test("each task is in one place only")
  func tasks() {
    #expect(codes { _, solution in solution.unassigned = [] } == [.taskMissing, .figure])
    #expect(codes { _, solution in solution.unassigned.append(StatedTask(kind: .job, id: 15)) }.contains(.taskTwice))
    #expect(codes { _, solution in solution.unassigned.append(StatedTask(kind: .job, id: 14)) }.contains(.taskTwice))
    #expect(codes { _, solution in solution.unassigned.append(StatedTask(kind: .job, id: 99)) }.contains(.unknownTask))
    #expect(codes { _, solution in solution.unassigned[0].kind = .pickup } == [.unknownTask, .taskMissing])
    #expect(codes { _, solution in solution.routes[1].steps[1].id = 99 } == [.unknownTask, .taskMissing])
    #expect(codes { _, solution in solution.routes[1].steps[1].kind = .delivery }.contains(.unknownTask))
    #expect(codes { _, solution in solution.routes[0].steps.remove(at: 4) }.contains(.taskMissing))
    #expect(codes { _, solution in solution.routes[0].steps.swapAt(3, 4) }.contains(.setup))
  }

  @Test("each break is taken once, and on the way")
  func breaks() {
    #expect(codes { _, solution in solution.routes[0].steps.remove(at: 2) }.contains(.breakMissing))
    #expect(codes { _, solution in solution.routes[0].steps[2].id = 5 } == [.unknownBreak])
    #expect(
      codes { _, solution in
        var again = solution.routes[0].steps[2]
        again.arrival = 420
        again.waiting = 0
        solution.routes[0].steps.insert(again, at: 3)
      }.contains(.breakTwice))
    #expect(
      codes { _, solution in
        solution = Example.bare()
        solution.routes[0].steps[2].arrival = 281  // 121 s of a trip of 120
        solution.routes[0].steps[2].waiting = 19
      }.contains(.breakTravel))
    #expect(
      codes { _, solution in
        solution = Example.bare()
        solution.routes[0].steps[2].arrival = 159  // job 11 is done at 160
        solution.routes[0].steps[2].waiting = 141
      }.contains(.arrival))
    #expect(
      codes { problem, solution in
        solution = Example.bare()
        problem.vehicles[1].breaks = [RoutingBreak(id: 1, service: 10)]
        solution.routes[1].steps.append(StatedStep(kind: .break, id: 1, arrival: 320, service: 10))
      } == [.breakTravel])
  }

  @Test("a route has one start and one end, where they belong")
  func shape() {
    #expect(codes { _, solution in solution.routes[0].steps.removeFirst() }.contains(.startEnd))
    #expect(codes { _, solution in solution.routes[0].steps.removeLast() }.contains(.startEnd))
    #expect(codes { _, solution in solution.routes[0].steps.swapAt(0, 1) }.contains(.startEnd))
    #expect(codes { _, solution in solution.routes[0].steps.append(solution.routes[0].steps[5]) }.contains(.startEnd))
    #expect(codes { _, solution in solution.routes[1].steps.removeLast() } == [.emptyRoute, .taskMissing])
    #expect(codes { _, solution in solution.routes[1].steps = [] }.contains(.emptyRoute))
    #expect(codes { _, solution in solution.routes[1].vehicle = 9 } == [.unknownVehicle])
    #expect(codes { _, solution in solution.routes[1].vehicle = 7 }.contains(.vehicleTwice))
    #expect(codes { _, solution in solution.code = 2 } == [.errorCode])
    #expect(codes { _, solution in solution.routes[0].steps[1].violations = 1 } == [.statedViolation])
    #expect(codes { _, solution in solution.routes[0].violations = 1 } == [.statedViolation])
    #expect(codes { _, solution in solution.routes[0].steps[1].arrival = nil } == [.arrival])
  }

  @Test("the end of an open route may be stated, at the last task only")
  func openEnd() {
    var solution = Example.solution()
    solution.routes[1].steps.append(
      StatedStep(kind: .end, arrival: 315, duration: 125, load: [0], locationIndex: 2))
    #expect(check(Example.problem(), solution).valid)
    solution.routes[1].steps[2].locationIndex = 3
    #expect(check(Example.problem(), solution).violations.map(\.code) == [.location])
    solution.routes[1].steps[2].locationIndex = 2
    solution.routes[1].steps[2].arrival = 316
    #expect(check(Example.problem(), solution).violations.map(\.code) == [.arrival])
  }

  @Test("an open start is at the first task, which takes its setup there")
  func openStart() {
    var problem = Example.problem()
    problem.vehicles[1].start = nil
    problem.vehicles[1].end = 0
    problem.jobs[3].setup = 15
    var solution = Example.bare()
    solution.routes[1].steps = [
      StatedStep(kind: .start, arrival: 150, load: [0], locationIndex: 2),
      StatedStep(kind: .job, id: 14, arrival: 150, setup: 15, service: 40, duration: 0),
      StatedStep(kind: .end, arrival: 150 + 15 + 40 + 125, duration: 125),
    ]
    #expect(check(problem, solution).violations == [])
    solution.routes[1].steps.removeFirst()
    #expect(check(problem, solution).violations == [])
    solution.routes[1].steps[1].arrival! += 1
    #expect(check(problem, solution).violations.map(\.code) == [.arrival])
  }

  @Test("costs are fixed, by travel, by distance and by work; a cost matrix replaces the travel part")
  func costs() {
    var problem = Example.problem()
    problem.vehicles[0].costs = RoutingCosts(fixed: 900, perHour: 7200, perKm: 1000, perTaskHour: 3600)
    let cost = 900 + 2 * 365 + 3650 + 340
    #expect(check(problem, Example.bare()).summary.cost == cost + 125)
    var solution = Example.bare()
    solution.routes[0].figures.cost = cost + 3  // three parts may be rounded
    #expect(check(problem, solution).valid)
    solution.routes[0].figures.cost = cost + 4
    #expect(check(problem, solution).violations.map(\.code) == [.cost])
    problem = Example.problem()
    problem.matrices["car"]!.costs = problem.matrices["car"]!.durations.map { $0 * 3 }
    #expect(check(problem, Example.bare()).summary.cost == 3 * 490)
    #expect(check(problem, Example.solution()).violations.map(\.code) == [.cost, .cost, .cost])
  }

  @Test(
    "a speed factor allows for rounding and no more", arguments: [(96, true), (95, true), (93, false), (99, false)])
  func speed(travel: Int, valid: Bool) {
    var problem = Example.problem()
    problem.vehicles[1].speedFactor = 1.3  // 125 / 1.3 = 96.15…
    var solution = Example.bare()
    solution.routes[1].steps[1].arrival = 150 + travel
    solution.routes[1].steps[1].duration = travel
    #expect(check(problem, solution).valid == valid)
  }

  @Test("several shifts with one id take a route each, whatever their order")
  func shifts() {
    var problem = Example.problem()
    problem.vehicles[0].id = 8
    var solution = Example.solution()
    solution.routes[0].vehicle = 8
    #expect(check(problem, solution).violations == [])
    solution.routes.swapAt(0, 1)
    #expect(check(problem, solution).violations == [])
    problem.vehicles.removeLast()
    #expect(check(problem, solution).violations.map(\.code) == [.vehicleTwice])
    #expect(check(problem, solution).violations.first?.route == 0)
  }

  @Test("three shifts are matched even where the first choice takes another's only one")
  func augmenting() {
    // Vehicle order: a shift that suits both routes, then one that suits the second route only.
    var problem = Example.problem()
    problem.jobs = [
      RoutingJob(id: 1, location: 1, windows: [RoutingWindow(0, 100)]),
      RoutingJob(id: 2, location: 1, windows: [RoutingWindow(0, 100)]),
    ]
    problem.vehicles = [
      RoutingVehicle(id: 5, start: 0, window: RoutingWindow(0, 1000)),
      RoutingVehicle(id: 5, start: 0, window: RoutingWindow(0, 70)),
    ]
    let early = StatedRoute(
      vehicle: 5, steps: [StatedStep(kind: .start, arrival: 0), StatedStep(kind: .job, id: 1, arrival: 60)])
    let late = StatedRoute(
      vehicle: 5, steps: [StatedStep(kind: .start, arrival: 20), StatedStep(kind: .job, id: 2, arrival: 80)])
    #expect(check(problem, StatedSolution(routes: [early, late], unassigned: [])).valid)
    #expect(check(problem, StatedSolution(routes: [late, early], unassigned: [])).valid)
    #expect(!check(problem, StatedSolution(routes: [late, late], unassigned: [])).valid)
  }

  @Test("absurd numbers are refused, not reckoned with", arguments: [Int.min, -1, (1 << 53) + 1, Int.max])
  func absurd(number: Int) {
    #expect(codes { _, solution in solution.routes[0].steps[1].arrival = number }.first == .outOfRange)
    #expect(codes { _, solution in solution.routes[0].steps[1].waiting = number }.first == .outOfRange)
    #expect(codes { _, solution in solution.routes[0].steps[1].load = [number] }.first == .outOfRange)
    #expect(codes { _, solution in solution.routes[0].figures.pickup = [number] }.first == .outOfRange)
    #expect(codes { _, solution in solution.summary?.cost = number }.first == .outOfRange)
  }

  @Test("every code has a meaning of its own")
  func meanings() {
    #expect(Set(CheckCode.allCases.map(\.meaning)).count == CheckCode.allCases.count)
    #expect(CheckCode.allCases.allSatisfy { $0.rawValue == $0.rawValue.lowercased() && !$0.rawValue.contains("_") })
  }
}
