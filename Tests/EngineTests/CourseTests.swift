import PunctualModel
import Testing

@testable import PunctualEngine

/// Routes that are judged by following them: each extension by itself, on a line of places 100 s apart.
@Suite("Courses, one extension at a time")
struct CourseTests {
  private func solve(_ problem: RoutingProblem) -> RoutingSolution {
    Engine.solve(problem, SolveOptions(iterations: 400))
  }

  private func order(_ route: RoutingRoute?) -> [Int] {
    (route?.steps ?? []).filter { $0.kind != .break }.compactMap(\.task)
  }

  private func start(_ solution: RoutingSolution, _ job: Int) -> Int? {
    for route in solution.routes {
      for step in route.steps where step.task == job && [.job, .pickup, .delivery].contains(step.kind) {
        return step.arrival + step.waiting
      }
    }
    return nil
  }

  private func vehicle(_ solution: RoutingSolution, _ job: Int) -> Int? {
    solution.routes.first { $0.steps.contains { $0.task == job && $0.kind == .job } }?.vehicle
  }

  @Test("a course without anything to judge is the route that constant time finds", arguments: 0..<12)
  func sameAsPlain(block: UInt64) {
    for seed in block * 10..<block * 10 + 10 {
      let plain = Problems.random(seed: seed, jobs: 10, vehicles: 3)
      var followed = plain
      // Nothing is ever late, so that this costs nothing; but every route is followed.
      followed.objective.worstLatePerHour = 1
      let solution = Engine.solve(plain, SolveOptions(iterations: 150))
      let both = [plain, followed].map { Routes(Tables($0)) }
      for route in solution.routes {
        let order = route.steps.filter { $0.kind == .job }.compactMap(\.task)
        // One job stays out, so that there is a place to find.
        for routes in both { routes.append(Array(order.dropLast()), to: route.vehicle) }
        let timed = both.map { $0.timed(route.vehicle) }
        #expect(timed[0]?.cost == timed[1]?.cost && timed[0]?.duration == timed[1]?.duration, "seed \(seed)")
        // Without the job the way to the next place may be missing.
        guard timed[0] != nil else { continue }
        for job in solution.unassigned + order.suffix(1) {
          let costs = both.map { $0.cheapestPlace(job, route.vehicle).cost }
          #expect(costs[0] == costs[1], "seed \(seed) job \(job)")
        }
      }
    }
  }

  @Test("a late start after a preferred window is allowed, costs, and is kept small")
  func preferredWindow() {
    var far = RoutingJob(id: 1, location: 5, service: 100)
    far.preferred = RoutingPreferredWindow(RoutingWindow(0, 600), latePerHour: 36_000)
    var near = RoutingJob(id: 2, location: 1, service: 300)
    near.preferred = RoutingPreferredWindow(RoutingWindow(0, 300), latePerHour: 3600)
    let solution = solve(Problems.make([far, near], [RoutingVehicle(id: 1, start: 0, end: 0)]))
    // Far first would make the near one late by 600 s at a tenth of the price; near first makes the far one 200 s late.
    #expect(order(solution.routes.first) == [0, 1])
    #expect(solution.routes.first?.steps.map(\.late).max() == 700)
    #expect(solution.routes.first?.latenessCost == 700)
  }

  @Test("an early start before a preferred window is worth waiting for where it costs")
  func early() {
    var job = RoutingJob(id: 1, location: 1)
    job.preferred = RoutingPreferredWindow(RoutingWindow(500, 900), earlyPerHour: 3600)
    let solution = solve(Problems.make([job], [RoutingVehicle(id: 1, start: 0, end: 0)]))
    #expect(start(solution, 0) == 500 && solution.routes.first?.latenessCost == 0)
  }

  @Test("a due date is about the end of the work, and lateness is paid before travel")
  func due() {
    var due = RoutingJob(id: 1, location: 4, service: 100)
    due.due = RoutingDueDate(by: 520, latePerHour: 3600)
    let other = RoutingJob(id: 2, location: 2, service: 100)
    let problem = Problems.make([due, other], [RoutingVehicle(id: 1, start: 0, end: 0)])
    #expect(order(solve(problem).routes.first) == [0, 1])
    #expect(solve(problem).routes.first?.latenessCost == 0)
  }

  @Test("overtime is used up to its limit, and paid")
  func overtime() {
    var vehicle = RoutingVehicle(id: 1, start: 0, end: 0, window: RoutingWindow(0, 1000))
    vehicle.overtime = RoutingOvertime(most: 200, perHour: 7200)
    let job = RoutingJob(id: 1, location: 5, service: 150)
    let solution = solve(Problems.make([job], [vehicle]))
    #expect(solution.unassigned.isEmpty)
    #expect(solution.routes.first?.overtime == 150 && solution.routes.first?.cost == 1000 + 300)
    vehicle.overtime = RoutingOvertime(most: 149, perHour: 7200)
    #expect(solve(Problems.make([job], [vehicle])).unassigned == [0])
  }

  @Test("unfair loads cost their square, with what lies behind")
  func fairness() {
    let jobs = (0..<4).map { RoutingJob(id: UInt64($0 + 1), location: 1, service: 3600) }
    let vehicles = [RoutingVehicle(id: 1, start: 0, end: 0), RoutingVehicle(id: 2, start: 0, end: 0)]
    var problem = Problems.make(jobs, vehicles)
    #expect(solve(problem).routes.count == 1)
    problem.objective.unfairHours = 1000
    #expect(solve(problem).routes.map { order($0).count } == [2, 2])
    problem.vehicles[0].past = RoutingPast(work: 7200)
    #expect(solve(problem).routes.map { order($0).count } == [1, 3])
  }

  @Test("preferred, avoided and familiar technicians and territories decide where travel hardly differs")
  func wishes() {
    var job = RoutingJob(id: 1, location: 1)
    let vehicles = [RoutingVehicle(id: 7, start: 0, end: 0), RoutingVehicle(id: 8, start: 2, end: 2)]
    job.technicians.preferred = [8]
    #expect(vehicle(solve(Problems.make([job], vehicles)), 0) == 1)
    job.technicians = RoutingTechnicians(avoided: [7])
    #expect(vehicle(solve(Problems.make([job], vehicles)), 0) == 1)
    job.technicians = RoutingTechnicians(familiar: [8])
    let solution = solve(Problems.make([job], vehicles))
    #expect(vehicle(solution, 0) == 1 && solution.routes.first?.cost == 200)
    job.technicians = RoutingTechnicians(required: [9])
    #expect(solve(Problems.make([job], vehicles)).unassigned == [0])
    job.technicians = RoutingTechnicians()
    job.territory = "south"
    var divided = vehicles
    divided[0].territories = ["north"]
    #expect(vehicle(solve(Problems.make([job], divided)), 0) == 1)
  }

  @Test("levels of skills and a technician's own pace")
  func levels() {
    var job = RoutingJob(id: 1, location: 1, service: 100)
    job.skillLevels = [3: 2]
    var novice = RoutingVehicle(id: 1, start: 0, end: 0, skills: [3])
    var expert = RoutingVehicle(id: 2, start: 5, end: 5)
    expert.skillLevels = [3: 2]
    expert.pace = 0.75
    let solution = solve(Problems.make([job], [novice, expert]))
    #expect(vehicle(solution, 0) == 1 && solution.routes.first?.service == 75)
    novice.skillLevels = [3: 2]
    #expect(vehicle(solve(Problems.make([job], [novice, expert])), 0) == 0)
  }

  @Test("two technicians start together, and wait for each other")
  func together() {
    let jobs = [
      RoutingJob(id: 1, location: 3, service: 100, skills: [1]),
      RoutingJob(id: 2, location: 3, service: 100, skills: [2]),
    ]
    var problem = Problems.make(
      jobs,
      [
        RoutingVehicle(id: 1, start: 0, end: 0, skills: [1]),
        RoutingVehicle(id: 2, start: 0, end: 0, skills: [2], window: RoutingWindow(500, 2000)),
      ])
    problem.relations = [RoutingRelation(first: 0, second: 1, least: 0, most: 0, technician: .different)]
    let solution = solve(problem)
    #expect(solution.unassigned.isEmpty)
    #expect(start(solution, 0) == 800 && start(solution, 1) == 800)
    // A group is served whole or not at all.
    problem.vehicles[1].skills = []
    #expect(solve(problem).unassigned == [0, 1])
  }

  @Test("a chain keeps its least and most wait, by the same technician or another")
  func chain() {
    let jobs = [RoutingJob(id: 1, location: 1, service: 50), RoutingJob(id: 2, location: 1, service: 50)]
    let vehicles = [RoutingVehicle(id: 1, start: 0, end: 0), RoutingVehicle(id: 2, start: 0, end: 0)]
    var problem = Problems.make(jobs, vehicles)
    problem.relations = [
      RoutingRelation(first: 0, second: 1, from: .finish, least: 600, most: 700, technician: .same)
    ]
    var solution = solve(problem)
    #expect(solution.routes.count == 1 && order(solution.routes.first) == [0, 1])
    #expect(start(solution, 1).map { $0 - (start(solution, 0) ?? 0) } == 650)
    problem.relations[0].technician = .different
    solution = solve(problem)
    #expect(solution.routes.count == 2)
    #expect((650...750).contains((start(solution, 1) ?? 0) - (start(solution, 0) ?? 0)))
  }

  @Test("a shipment is picked up, then delivered, and on board only in between")
  func shipment() {
    var pickup = RoutingJob(id: 1, location: 4, pickup: [3])
    pickup.kind = .pickup
    var delivery = RoutingJob(id: 1, location: 2, delivery: [3])
    delivery.kind = .delivery
    let single = RoutingJob(id: 1, location: 5, delivery: [3])
    var problem = Problems.make(
      [delivery, pickup, single], [RoutingVehicle(id: 1, start: 0, end: 0, capacity: [4])])
    problem.shipments = [RoutingShipment(pickup: 1, delivery: 0)]
    let solution = solve(problem)
    // The single job's load must be off the van before the shipment's comes on: 5 before 4.
    #expect(order(solution.routes.first) == [2, 1, 0])
    #expect(solution.routes.first?.steps.map(\.load) == [[3], [0], [3], [0], [0]])
    problem.vehicles[0].capacity = [2]
    #expect(solve(problem).unassigned == [0, 1, 2])
  }

  @Test("missing parts are fetched at a depot, once, before they are needed")
  func fetching() {
    var first = RoutingJob(id: 1, location: 3)
    first.parts = ["valve": 1]
    var second = RoutingJob(id: 2, location: 5)
    second.tools = ["ladder"]
    var vehicle = RoutingVehicle(id: 1, start: 2, end: 2)
    vehicle.parts = ["valve": 1]
    var problem = Problems.make([first, second], [vehicle])
    #expect(solve(problem).unassigned == [1])
    problem.depots = [RoutingDepot(id: 9, location: 1, service: 60)]
    let solution = solve(problem)
    #expect(solution.unassigned.isEmpty)
    #expect(solution.routes.first?.steps.map(\.kind) == [.start, .depot, .job, .job, .end])
    #expect(solution.routes.first?.service == 60 && solution.routes.first?.duration == 800)
  }

  @Test("pins hold a vehicle, a day, a start and a position")
  func pins() {
    var jobs = (1...3).map { RoutingJob(id: UInt64($0), location: $0) }
    jobs[2].pin = RoutingPin(position: .first)
    jobs[0].pin = RoutingPin(position: .last)
    let home = RoutingVehicle(id: 1, start: 0, end: 5)
    #expect(order(solve(Problems.make(jobs, [home])).routes.first) == [2, 1, 0])
    jobs[0].pin = RoutingPin(start: 900)
    jobs[2].pin = RoutingPin(day: RoutingWindow(2000, 3000))
    let timed = solve(Problems.make(jobs, [home]))
    #expect(start(timed, 0) == 900 && start(timed, 2) == 2000)
    jobs[1].pin = RoutingPin(vehicle: 4)
    let away = RoutingVehicle(id: 4, start: 5, end: 5)
    #expect(vehicle(solve(Problems.make(jobs, [home, away])), 1) == 1)
  }

  @Test("a frozen head stays, and what moves from the standing plan costs")
  func standing() {
    let jobs = (1...3).map { RoutingJob(id: UInt64($0), location: $0) }
    var vehicle = RoutingVehicle(id: 1, start: 0, end: 0)
    vehicle.steps = [
      RoutingStepHint(kind: .job, id: 3, serviceAt: 300), RoutingStepHint(kind: .job, id: 1, serviceAt: 500),
    ]
    let other = RoutingVehicle(id: 2, start: 3, end: 3)
    var problem = Problems.make(jobs, [vehicle, other])
    problem.frozenUntil = 400
    #expect(order(solve(problem).routes.first).first == 2)
    problem.frozenUntil = nil
    problem.objective.changedVehicle = 10_000
    let kept = solve(problem)
    #expect(self.vehicle(kept, 2) == 0 && self.vehicle(kept, 0) == 0)
    problem.objective.movedPerHour = 360_000
    #expect(start(solve(problem), 2) == 300 && start(solve(problem), 0) == 500)
  }

  @Test("travel takes longer at its times of day")
  func timesOfDay() {
    var problem = Problems.make([RoutingJob(id: 1, location: 5)], [RoutingVehicle(id: 1, start: 0, end: 0)])
    problem.travelFactors = ["car": [RoutingTravelFactor(RoutingWindow(100, 400), thousandths: 2000)]]
    let route = solve(problem).routes.first
    // The way out: 100 s, then 300 s for 150, then 250 s; the way back at the matrix's speed.
    #expect(route?.duration == 650 + 500 && route?.steps[1].arrival == 650)
    problem.travelFactors = ["car": [RoutingTravelFactor(RoutingWindow(0, 10_000), thousandths: 500)]]
    #expect(solve(problem).routes.first?.duration == 500)
  }

  @Test("expected lateness buys slack at a small price in travel")
  func robust() {
    let promised = RoutingJob(id: 1, location: 3, service: 0, windows: [RoutingWindow(0, 505)])
    let long = RoutingJob(id: 2, location: 2, service: 200)
    var problem = Problems.make([promised, long], [RoutingVehicle(id: 1, start: 0, end: 4)])
    #expect(order(solve(problem).routes.first) == [1, 0])
    problem.spread = RoutingSpread(travel: 0.1, work: 0.5)
    problem.objective.expectedLatePerHour = 3600 * 20
    #expect(order(solve(problem).routes.first) == [0, 1])
  }

  @Test("waiting that costs is avoided, by leaving later and by another order")
  func waiting() {
    let early = RoutingJob(id: 1, location: 1, windows: [RoutingWindow(0, 300)])
    let between = RoutingJob(id: 2, location: 2)
    let late = RoutingJob(id: 3, location: 3, windows: [RoutingWindow(1000, 2000)])
    let nightly = RoutingVehicle(id: 2, start: 4, end: 4)
    var problem = Problems.make([early, between, late], [RoutingVehicle(id: 1, start: 0, end: 0), nightly])
    #expect(solve(problem).routes.reduce(0) { $0 + $1.waiting } == 500)
    problem.objective.waitingPerHour = 3600
    let solution = solve(problem)
    #expect(solution.routes.reduce(0) { $0 + $1.waiting } == 0)
    #expect(solution.routes.reduce(0) { $0 + $1.cost } == 600)
  }

  @Test("starts are early where that counts")
  func laterStart() {
    let jobs = [RoutingJob(id: 1, location: 1, windows: [RoutingWindow(0, 10_000)])]
    var problem = Problems.make(jobs, [RoutingVehicle(id: 1, start: 0, end: 0, window: RoutingWindow(0, 20_000))])
    problem.objective.laterStartPerHour = 3600
    let route = solve(problem).routes.first
    #expect(route?.cost == 300 && route?.steps.first?.arrival == 0)
  }
}
