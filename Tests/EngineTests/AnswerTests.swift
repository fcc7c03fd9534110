import PunctualEngine
import PunctualModel
import Testing

@Suite("Times, plan mode, offers and reasons")
struct AnswerTests {
  private let shift = RoutingVehicle(id: 1, start: 0, end: 0, window: RoutingWindow(0, 3000))

  private func starts(_ route: RoutingRoute?) -> [Int] { route?.steps.map { $0.arrival + $0.waiting } ?? [] }

  @Test("a route finishes as early as it can, then leaves as late as that allows, then does all as soon as possible")
  func times() {
    let jobs = [
      RoutingJob(id: 1, location: 1, service: 10), RoutingJob(id: 2, location: 2, windows: [RoutingWindow(500, 900)]),
      RoutingJob(id: 3, location: 3, service: 10),
    ]
    let route = Engine.schedule(Problems.make(jobs, [shift]), vehicle: 0, jobs: [0, 1, 2])
    #expect(starts(route) == [290, 390, 500, 600, 910])
    #expect(route?.waiting == 0)
  }

  @Test("waiting that no later departure can avoid comes as late as it can")
  func unavoidableWaiting() {
    let jobs = [
      RoutingJob(id: 1, location: 1, windows: [RoutingWindow(100, 150)]),
      RoutingJob(id: 2, location: 2, windows: [RoutingWindow(500, 900)]),
    ]
    let route = Engine.schedule(Problems.make(jobs, [shift]), vehicle: 0, jobs: [0, 1])
    #expect(starts(route) == [50, 150, 500, 700])
    #expect(route?.steps[2].waiting == 250)
  }

  @Test("an order without feasible times has none")
  func noTimes() {
    let jobs = [RoutingJob(id: 1, location: 1), RoutingJob(id: 2, location: 2, windows: [RoutingWindow(0, 100)])]
    #expect(Engine.schedule(Problems.make(jobs, [shift]), vehicle: 0, jobs: [0, 1]) == nil)
  }

  @Test("the times of random orders are valid wherever trying everything finds a way", arguments: 0..<8)
  func randomTimes(block: UInt64) {
    for seed in block * 25..<block * 25 + 25 {
      var problem = Problems.random(seed: seed, jobs: 5, vehicles: 2)
      for vehicle in problem.vehicles.indices {
        problem.vehicles[vehicle].breaks = Array(problem.vehicles[vehicle].breaks.prefix(1))
        problem.vehicles[vehicle].skills = [1, 2]
      }
      guard !problem.jobs.isEmpty else { continue }
      var dice = Dice(state: seed)
      for vehicle in problem.vehicles.indices {
        let order = problem.jobs.indices.shuffled(using: &dice).prefix(dice.roll(1...problem.jobs.count))
        let route = Engine.schedule(problem, vehicle: vehicle, jobs: Array(order))
        let cost = Exhaustive(problem).orderCost(vehicle, Array(order))
        #expect((route == nil) == (cost == nil), "seed \(seed) vehicle \(vehicle)")
        guard let route else { continue }
        let left = problem.jobs.indices.filter { !order.contains($0) }
        let recount = Recount(problem, RoutingSolution(routes: [route], unassigned: left))
        #expect(recount.faults.isEmpty, "seed \(seed): \(recount.faults)")
      }
    }
  }

  @Test("plan mode keeps the order and reports what it breaks")
  func planMode() {
    var technician = shift
    technician.maxTasks = 2
    technician.capacity = [1]
    technician.breaks = [RoutingBreak(id: 4, windows: [RoutingWindow(0, 3000)], service: 10)]
    technician.steps = [1, 2, 3].map { RoutingStepHint(kind: .job, id: $0) }
    let jobs = [
      RoutingJob(id: 1, location: 3, delivery: [1]),
      RoutingJob(id: 2, location: 1, delivery: [1], windows: [RoutingWindow(0, 400)]),
      RoutingJob(id: 3, location: 2, skills: [9]), RoutingJob(id: 4, location: 5),
    ]
    let solution = Engine.evaluateSteps(Problems.make(jobs, [technician]))
    let route = solution.routes[0]
    #expect(solution.unassigned == [3])
    #expect(route.steps.compactMap { $0.kind == .job ? $0.task : nil } == [0, 1, 2])
    #expect(route.violations == [RoutingViolation(.missingBreak)])
    #expect(route.steps[0].violations == [RoutingViolation(.load)])
    #expect(route.steps[2].violations == [RoutingViolation(.delay, duration: 100)])
    #expect(Set(route.steps[3].violations.map(\.cause)) == [.skills, .maxTasks])
  }

  @Test("plan mode leaves before the shift starts where a stated service time asks for it")
  func statedTime() {
    var technician = RoutingVehicle(id: 1, start: 0, end: 0, window: RoutingWindow(1000, 2000))
    technician.steps = [RoutingStepHint(kind: .job, id: 1, serviceAt: 1150)]
    let route = Engine.evaluateSteps(Problems.make([RoutingJob(id: 1, location: 2)], [technician])).routes[0]
    #expect(starts(route) == [950, 1150, 1350])
    #expect(route.steps[0].violations == [RoutingViolation(.leadTime, duration: 50)])
  }

  @Test("plan mode takes a break on the road, where the steps have it")
  func planModeBreak() {
    var technician = shift
    technician.breaks = [RoutingBreak(id: 4, windows: [RoutingWindow(150, 150)], service: 10)]
    technician.steps = [RoutingStepHint(kind: .break, id: 4), RoutingStepHint(kind: .job, id: 1)]
    let problem = Problems.make([RoutingJob(id: 1, location: 3)], [technician])
    let solution = Engine.evaluateSteps(problem)
    #expect(Recount(problem, solution).faults.isEmpty)
    #expect(starts(solution.routes.first) == [0, 150, 310, 610])
  }

  @Test("plan mode says that a route without an end place ends after the shift")
  func planModeOpenEnd() {
    var technician = RoutingVehicle(id: 1, start: 0, window: RoutingWindow(0, 250))
    technician.steps = [RoutingStepHint(kind: .job, id: 1)]
    let route = Engine.evaluateSteps(Problems.make([RoutingJob(id: 1, location: 2, service: 80)], [technician])).routes[
      0]
    #expect(route.steps[1].violations == [RoutingViolation(.delay, duration: 30)])
  }

  @Test("a plan made by the search has no violation in plan mode, and the same cost", arguments: 0..<6)
  func planModeOfSolution(block: UInt64) {
    for seed in block * 20..<block * 20 + 20 {
      var problem = Problems.random(seed: seed)
      for vehicle in problem.vehicles.indices { problem.vehicles[vehicle].id = UInt64(vehicle) }
      let solution = Engine.solve(problem, SolveOptions(seed: seed, iterations: 30))
      for route in solution.routes {
        problem.vehicles[route.vehicle].steps = route.steps.compactMap { step in
          let breaks = problem.vehicles[route.vehicle].breaks
          return step.task.map { task in
            RoutingStepHint(kind: step.kind, id: step.kind == .job ? problem.jobs[task].id : breaks[task].id)
          }
        }
      }
      let again = Engine.evaluateSteps(problem)
      #expect(again.unassigned == solution.unassigned)
      #expect(again.routes.map(\.cost) == solution.routes.map(\.cost), "seed \(seed)")
      #expect(Recount(problem, again).faults.isEmpty, "seed \(seed): \(Recount(problem, again).faults)")
    }
  }

  @Test("all places for a new job, cheapest first, with the times they lead to")
  func insertions() {
    let jobs = [RoutingJob(id: 1, location: 1), RoutingJob(id: 2, location: 3), RoutingJob(id: 3, location: 2)]
    var closed = shift
    closed.skills = [1]
    let problem = Problems.make(jobs, [shift, shift, closed])
    let found = Engine.insertions(problem, routes: [[0, 1], [], []], job: 2)
    #expect(found.count == 5)
    #expect(found.first.map { [$0.vehicle, $0.position, $0.addedCost] } == [0, 1, 0])
    #expect(found.map(\.addedCost) == found.map(\.addedCost).sorted())
    for insertion in found { #expect(insertion.route.steps.contains { $0.task == 2 && $0.kind == .job }) }
  }

  @Test("each reason why a job does not fit is the true one")
  func misfits() {
    let job = RoutingJob(id: 1, location: 5, delivery: [2], skills: [1], windows: [RoutingWindow(600, 700)])
    let other = RoutingJob(id: 2, location: 1, service: 550, windows: [RoutingWindow(100, 100)])
    func vehicle(_ change: (inout RoutingVehicle) -> Void) -> RoutingVehicle {
      var vehicle = RoutingVehicle(id: 1, start: 0, end: 0, capacity: [2], skills: [1], window: RoutingWindow(0, 3000))
      change(&vehicle)
      return vehicle
    }
    let vehicles = [
      vehicle { _ in }, vehicle { $0.skills = [] }, vehicle { $0.window = RoutingWindow(1000, 3000) },
      vehicle { $0.capacity = [1] }, vehicle { $0.maxTasks = 0 }, vehicle { $0.maxTravelTime = 900 },
      vehicle { $0.window = RoutingWindow(300, 3000) }, vehicle { _ in },
    ]
    let routes = vehicles.indices.map { $0 == 7 ? [1] : [] }
    let reasons = Engine.misfits(Problems.make([job, other], vehicles), routes: routes, job: 0)
    #expect(reasons == [nil, .skill, .offShift, .capacity, .maxTasks, .maxTravel, .unreachable, .full])
  }
}
