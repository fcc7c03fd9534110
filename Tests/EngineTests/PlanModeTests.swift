import PunctualEngine
import PunctualModel
import Testing

@Suite("Plan mode")
struct PlanModeTests {
  /// A vehicle with one given order, all numbers small.
  private func random(_ seed: UInt64) -> RoutingProblem {
    var dice = Dice(state: seed &* 104_729 &+ 3)
    func windows(_ dice: inout Dice) -> [RoutingWindow] {
      var result: [RoutingWindow] = []
      var from = dice.roll(0...12)
      for _ in 0..<dice.roll(1...2) {
        let end = from + dice.roll(0...6)
        result.append(RoutingWindow(from, end))
        from = end + dice.roll(2...10)
      }
      return result
    }
    let places = 4
    let matrix = TravelMatrix(
      size: places, durations: (0..<places * places).map { Int32($0 % (places + 1) == 0 ? 0 : dice.roll(0...9)) })
    let jobs = (1...dice.roll(1...4)).map { number in
      RoutingJob(
        id: UInt64(number), location: dice.roll(0...places - 1), setup: dice.roll(0...2), service: dice.roll(0...5),
        windows: dice.oneIn(3) ? [] : windows(&dice))
    }
    var vehicle = RoutingVehicle(id: 1, start: 0, end: dice.roll(0...places - 1))
    if dice.oneIn(4) { vehicle.start = nil } else if dice.oneIn(4) { vehicle.end = nil }
    if !dice.oneIn(3) {
      let from = dice.roll(0...10)
      vehicle.window = RoutingWindow(from, from + dice.roll(5...30))
    }
    vehicle.breaks = (0..<dice.roll(0...2)).map { number in
      RoutingBreak(id: UInt64(number + 1), windows: dice.oneIn(4) ? [] : windows(&dice), service: dice.roll(0...5))
    }
    var steps = jobs.map { RoutingStepHint(kind: .job, id: $0.id) }
    for pause in vehicle.breaks {
      steps.insert(RoutingStepHint(kind: .break, id: pause.id), at: dice.roll(0...steps.count))
    }
    if dice.oneIn(3) { steps[dice.roll(0...steps.count - 1)].serviceAfter = dice.roll(0...30) }
    vehicle.steps = steps
    return Problems.make(jobs, [vehicle], places: places, matrix: matrix)
  }

  @Test("times are the best that trying all of them finds: violations, then finish, then start", arguments: 0..<8)
  func best(block: UInt64) throws {
    for seed in block * 12..<block * 12 + 12 {
      let problem = random(seed)
      let route = try #require(Engine.evaluateSteps(problem).routes.first)
      let outside = (route.steps.flatMap(\.violations) + route.violations).compactMap(\.duration).reduce(0, +)
      let last = try #require(route.steps.last)
      let finish = last.arrival + last.waiting + last.setup + last.service
      let expected = try #require(EveryTime(problem).best())
      #expect(outside == expected.outside, "seed \(seed)")
      #expect(finish == expected.finish, "seed \(seed)")
      if problem.vehicles[0].start != nil { #expect(route.steps[0].arrival == expected.start, "seed \(seed)") }
      #expect(route.steps.allSatisfy { $0.waiting >= 0 })
    }
  }

  @Test("halves of shipments load and unload, and must both come, the pickup first")
  func shipments() {
    var jobs = (0..<6).map { RoutingJob(id: UInt64($0 / 2 + 1), location: 1) }
    for pair in 0..<3 {
      (jobs[2 * pair].kind, jobs[2 * pair].pickup) = (.pickup, [2])
      (jobs[2 * pair + 1].kind, jobs[2 * pair + 1].delivery) = (.delivery, [2])
    }
    var vehicle = RoutingVehicle(id: 1, start: 0, end: 0, capacity: [3])
    vehicle.steps = [(.pickup, 1), (.delivery, 2), (.pickup, 2), (.delivery, 1), (.pickup, 3)].map {
      RoutingStepHint(kind: $0, id: $1)
    }
    var problem = Problems.make(jobs, [vehicle])
    problem.shipments = (0..<3).map { RoutingShipment(pickup: 2 * $0, delivery: 2 * $0 + 1) }
    let solution = Engine.evaluateSteps(problem)
    let steps = solution.routes[0].steps
    #expect(solution.unassigned == [5])
    #expect(steps.map(\.kind) == [.start, .pickup, .delivery, .pickup, .delivery, .pickup, .end])
    #expect(steps.map { $0.load[0] } == [0, 2, 2, 4, 2, 4, 4])
    #expect(
      steps.map { Set($0.violations.map(\.cause)) } == [
        [], [], [.precedence], [.precedence, .load], [], [.precedence, .load], [.load],
      ])
  }

  @Test("a technician's pace and levels count")
  func paceAndLevels() {
    var job = RoutingJob(id: 1, location: 1, service: 100)
    job.skillLevels = [3: 2]
    var vehicle = RoutingVehicle(id: 1, start: 0, end: 0, skills: [3])
    vehicle.pace = 1.5
    vehicle.steps = [RoutingStepHint(kind: .job, id: 1)]
    let route = Engine.evaluateSteps(Problems.make([job], [vehicle])).routes[0]
    #expect(route.service == 150)
    #expect(route.steps[1].violations == [RoutingViolation(.skills)])
  }
}

/// The best times of the first vehicle's steps by trying every second.
private struct EveryTime {
  struct Answer { var outside, finish, start: Int }

  private struct State: Hashable { var step, clock, left: Int }

  private let problem: RoutingProblem
  private let vehicle: RoutingVehicle
  private let jobs: [UInt64: RoutingJob]
  /// Travel to the place of each step, setup already known.
  private var legs: [Int] = []
  private var works: [Int] = []

  init(_ problem: RoutingProblem) {
    self.problem = problem
    vehicle = problem.vehicles[0]
    jobs = Dictionary(uniqueKeysWithValues: problem.jobs.map { ($0.id, $0) })
    var place = vehicle.start
    for step in vehicle.steps ?? [] {
      guard step.kind == .job, let job = step.id.flatMap({ jobs[$0] }) else {
        legs.append(0)
        works.append(vehicle.breaks.first { $0.id == step.id }?.service ?? 0)
        continue
      }
      legs.append(place.map { leg($0, job.location) } ?? 0)
      works.append(job.service + (place == job.location ? 0 : job.setup))
      place = job.location
    }
    legs.append(place.flatMap { from in vehicle.end.map { leg(from, $0) } } ?? 0)
  }

  private func leg(_ from: Int, _ to: Int) -> Int {
    Int(problem.matrices["car"]?.durations[from * (problem.matrices["car"]?.size ?? 0) + to] ?? 0)
  }

  func best() -> Answer? {
    var best: Answer?
    for start in 0...50 {
      var memo: [State: (outside: Int, finish: Int)] = [:]
      let rest = rest(State(step: 0, clock: start, left: nextLeg(0)), &memo)
      let outside = rest.outside + max(0, (vehicle.window?.start ?? 0) - start)
      if best.map({ (outside, rest.finish, -start) < ($0.outside, $0.finish, -$0.start) }) ?? true {
        best = Answer(outside: outside, finish: rest.finish, start: start)
      }
    }
    return best
  }

  /// Travel of the leg under way before a step.
  private func nextLeg(_ step: Int) -> Int {
    let steps = vehicle.steps ?? []
    let place = (step..<steps.count).first { steps[$0].kind == .job } ?? steps.count
    return legs[place]
  }

  private func rest(_ state: State, _ memo: inout [State: (outside: Int, finish: Int)]) -> (outside: Int, finish: Int) {
    if let known = memo[state] { return known }
    let steps = vehicle.steps ?? []
    guard state.step < steps.count else {
      let finish = state.clock + state.left
      return (max(0, finish - (vehicle.window?.end ?? .max)), finish)
    }
    let hint = steps[state.step]
    let isBreak = hint.kind == .break
    let windows =
      isBreak ? vehicle.breaks.first { $0.id == hint.id }?.windows ?? [] : hint.id.flatMap { jobs[$0] }?.windows ?? []
    let soonest = max(isBreak ? state.clock : state.clock + state.left, hint.serviceAfter ?? 0)
    var best = (outside: Int.max, finish: Int.max)
    for begin in soonest...max(soonest, 60) {
      let outside = windows.map { max($0.start - begin, begin - $0.end, 0) }.min() ?? 0
      let left = isBreak ? max(0, state.left - (begin - state.clock)) : nextLeg(state.step + 1)
      let after = rest(State(step: state.step + 1, clock: begin + works[state.step], left: left), &memo)
      let total = (outside: outside + after.outside, finish: after.finish)
      if total < best { best = total }
    }
    memo[state] = best
    return best
  }
}
