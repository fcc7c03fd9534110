import PunctualEngine
import PunctualModel
import Testing

/// Every constraint alone, on a line of places 100 s apart, where the answer can be told by hand.
@Suite("Constraints, one by one")
struct ConstraintTests {
  private func solve(
    _ jobs: [RoutingJob], _ vehicles: [RoutingVehicle], matrix: TravelMatrix? = nil
  ) -> RoutingSolution {
    let problem = Problems.make(jobs, vehicles, matrix: matrix)
    let solution = Engine.solve(problem, SolveOptions(iterations: 200))
    #expect(Recount(problem, solution).faults.isEmpty)
    return solution
  }

  private func order(_ solution: RoutingSolution, _ route: Int = 0) -> [Int] {
    solution.routes[route].steps.compactMap { $0.kind == .job ? $0.task : nil }
  }

  private let shift = RoutingVehicle(id: 1, start: 0, end: 0)

  @Test("a window decides the order")
  func window() {
    let late = RoutingJob(id: 1, location: 1, windows: [RoutingWindow(900, 1000)])
    let early = RoutingJob(id: 2, location: 5, windows: [RoutingWindow(500, 500)])
    #expect(order(solve([late, early], [shift])) == [1, 0])
  }

  @Test("a job between two windows waits for the second one")
  func windows() {
    var job = RoutingJob(id: 1, location: 2, windows: [RoutingWindow(0, 100), RoutingWindow(400, 500)])
    job.service = 10
    let step = solve([job], [shift]).routes[0].steps[1]
    #expect(step.arrival + step.waiting == 400)
    // Leaving as late as can be, nobody waits.
    #expect(step.waiting == 0)
  }

  @Test("a shift that is too short for the way leaves the job out")
  func shiftEnd() {
    let job = RoutingJob(id: 1, location: 3, service: 10)
    let short = RoutingVehicle(id: 1, start: 0, end: 0, window: RoutingWindow(0, 609))
    #expect(solve([job], [short]).unassigned == [0])
    let open = RoutingVehicle(id: 1, start: 0, window: RoutingWindow(0, 310))
    #expect(solve([job], [open]).unassigned.isEmpty)
  }

  @Test("a break interrupts a trip, and the trip goes on after it")
  func breakOnTheRoad() {
    var technician = RoutingVehicle(id: 1, start: 0, end: 0, window: RoutingWindow(0, 2000))
    technician.breaks = [RoutingBreak(id: 1, windows: [RoutingWindow(250, 260)], service: 60)]
    let job = RoutingJob(id: 1, location: 5, windows: [RoutingWindow(560, 560)])
    let route = solve([job], [technician]).routes[0]
    #expect(route.steps.map(\.kind) == [.start, .break, .job, .end])
    #expect(route.steps[2].arrival == 560 && route.duration == 1000 && route.waiting == 0)
  }

  @Test("every break is taken, and a route without jobs needs none")
  func breaks() {
    var technician = RoutingVehicle(id: 1, start: 0, end: 0, window: RoutingWindow(0, 1000))
    technician.breaks = [
      RoutingBreak(id: 7, windows: [RoutingWindow(600, 700)], service: 50),
      RoutingBreak(id: 8, windows: [RoutingWindow(100, 200)], service: 50),
    ]
    let taken = solve([RoutingJob(id: 1, location: 1)], [technician]).routes[0]
    #expect(taken.steps.compactMap { $0.kind == .break ? $0.task : nil } == [1, 0])
    technician.breaks[0].windows = [RoutingWindow(1500, 1600)]
    #expect(solve([RoutingJob(id: 1, location: 1)], [technician]).unassigned == [0])
  }

  @Test("a break with a load limit comes after enough has been delivered")
  func breakLoad() {
    var technician = RoutingVehicle(id: 1, start: 0, end: 0, capacity: [10])
    technician.breaks = [RoutingBreak(id: 1, service: 10, maxLoad: [3])]
    let jobs = (1...3).map { RoutingJob(id: UInt64($0), location: $0, delivery: [3]) }
    let kinds = solve(jobs, [technician]).routes[0].steps.map(\.kind)
    #expect((kinds.firstIndex(of: .break) ?? 0) >= 3)
  }

  @Test("capacity holds for what is out and what is back, in every dimension")
  func capacity() {
    let out = RoutingJob(id: 1, location: 1, delivery: [2, 0])
    let back = RoutingJob(id: 2, location: 2, pickup: [0, 2])
    var vehicle = shift
    vehicle.capacity = [2, 2]
    #expect(solve([out, back], [vehicle]).unassigned.isEmpty)
    vehicle.capacity = [2, 1]
    #expect(solve([out, back], [vehicle]).unassigned == [1])
    // What is picked up takes the room of what was delivered, so the order is forced.
    vehicle.capacity = [3]
    let near = RoutingJob(id: 3, location: 1, pickup: [3])
    let far = RoutingJob(id: 4, location: 2, delivery: [3])
    vehicle.end = 1
    #expect(order(solve([near, far], [vehicle])) == [1, 0])
  }

  @Test("all skills are needed")
  func skills() {
    var able = RoutingVehicle(id: 2, start: 5, end: 5)
    able.skills = [1, 2]
    var half = shift
    half.skills = [1]
    let solution = solve([RoutingJob(id: 1, location: 1, skills: [1, 2])], [half, able])
    #expect(solution.routes.map(\.vehicle) == [1])
    #expect(solve([RoutingJob(id: 1, location: 1, skills: [3])], [half, able]).unassigned == [0])
  }

  @Test("setup is paid once for several jobs at one place")
  func setup() {
    let jobs = (1...2).map { RoutingJob(id: UInt64($0), location: 2, setup: 40, service: 10) }
    #expect(solve(jobs, [shift]).routes[0].setup == 40)
    let home = RoutingJob(id: 1, location: 0, setup: 40)
    #expect(solve([home], [shift]).routes[0].setup == 0)
  }

  @Test("setup and service depend on the vehicle's type")
  func perType() {
    var expert = shift
    expert.type = "expert"
    let job = RoutingJob(
      id: 1, location: 2, setup: 40, service: 100, setupPerType: ["expert": 5], servicePerType: ["expert": 30])
    let route = solve([job], [expert]).routes[0]
    #expect(route.setup == 5 && route.service == 30)
  }

  @Test("max_tasks, max_travel_time and max_distance hold")
  func limits() {
    let jobs = [1, 2, 3].map { RoutingJob(id: UInt64($0), location: $0) }
    #expect(solve(jobs, [RoutingVehicle(id: 1, start: 0, end: 0, maxTasks: 2)]).unassigned.count == 1)
    #expect(solve(jobs, [RoutingVehicle(id: 1, start: 0, end: 0, maxTravelTime: 599)]).unassigned == [2])
    var matrix = Problems.line(6)
    matrix.distances = matrix.durations.map { $0 * 10 }
    let near = RoutingVehicle(id: 1, start: 0, end: 0, maxDistance: 4000)
    #expect(solve(jobs, [near], matrix: matrix).unassigned == [2])
  }

  @Test("a speed factor shortens travel and its cost")
  func speed() {
    let route = solve(
      [RoutingJob(id: 1, location: 3)], [RoutingVehicle(id: 1, start: 0, end: 0, speedFactor: 2)]
    ).routes[0]
    #expect(route.duration == 300 && route.cost == 300)
  }

  @Test("a pair that no way connects is not driven")
  func unreachable() {
    var matrix = Problems.line(6)
    matrix.durations[0 * 6 + 3] = TravelMatrix.unreachable
    let jobs = [RoutingJob(id: 1, location: 3), RoutingJob(id: 2, location: 1)]
    #expect(order(solve(jobs, [shift], matrix: matrix)) == [1, 0])
    #expect(solve([jobs[0]], [shift], matrix: matrix).unassigned == [0])
  }

  @Test("fixed, kilometre and task costs count, and a cost matrix replaces travel")
  func costs() {
    var matrix = Problems.line(6)
    matrix.distances = matrix.durations.map { $0 * 10 }
    let costs = RoutingCosts(fixed: 7, perHour: 1800, perKm: 100, perTaskHour: 3600)
    let vehicle = RoutingVehicle(id: 1, start: 0, end: 0, costs: costs)
    let job = RoutingJob(id: 1, location: 2, setup: 20, service: 30)
    #expect(solve([job], [vehicle], matrix: matrix).routes[0].cost == 7 + 200 + 400 + 50)
    matrix.distances = nil
    matrix.costs = matrix.durations.map { $0 == 0 ? 0 : 3 }
    #expect(solve([job], [shift], matrix: matrix).routes[0].cost == 6)
  }

  @Test("the cheaper vehicle drives, and one vehicle drives rather than two at the same cost")
  func vehicles() {
    let dear = RoutingVehicle(id: 1, start: 0, end: 0, costs: RoutingCosts(fixed: 10))
    #expect(solve([RoutingJob(id: 1, location: 1)], [dear, shift]).routes.map(\.vehicle) == [1])
    let jobs = [RoutingJob(id: 1, location: 1), RoutingJob(id: 2, location: 1)]
    let open = RoutingVehicle(id: 1, start: 1)
    #expect(solve(jobs, [open, open]).routes.count == 1)
  }

  @Test("a route may start or end anywhere")
  func open() {
    let jobs = [RoutingJob(id: 1, location: 4), RoutingJob(id: 2, location: 2)]
    let noStart = solve(jobs, [RoutingVehicle(id: 1, end: 0)]).routes[0]
    #expect(noStart.duration == 400 && noStart.steps.map(\.kind) == [.job, .job, .end])
    let noEnd = solve(jobs, [RoutingVehicle(id: 1, start: 0)]).routes[0]
    #expect(noEnd.duration == 400 && noEnd.steps.map(\.kind) == [.start, .job, .job])
  }

  @Test("two shifts of one technician may share an id")
  func sameId() {
    let morning = RoutingVehicle(id: 1, start: 0, end: 0, window: RoutingWindow(0, 400))
    let afternoon = RoutingVehicle(id: 1, start: 0, end: 0, window: RoutingWindow(1000, 1400))
    let jobs = [RoutingJob(id: 1, location: 2), RoutingJob(id: 2, location: 2, windows: [RoutingWindow(1200, 1200)])]
    #expect(solve(jobs, [morning, afternoon]).unassigned.isEmpty)
  }
}
