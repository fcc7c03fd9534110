import PunctualModel

/// A small problem with a solution that is right in every figure; the tests damage one thing at a time.
///
/// Five places in a row, 60 s apart, 5 s more on the way back, 10 m a second. Vehicle 7 drives 80 of the 120 s from job 11
/// to job 12, waits for its break, takes it on the road and goes on; vehicle 8 ends its route at its last job.
enum Example {
  static let size = 5

  static func problem() -> RoutingProblem {
    var durations: [Int32] = []
    for from in 0..<size {
      for to in 0..<size { durations.append(Int32(60 * abs(from - to) + (from > to ? 5 : 0))) }
    }
    let jobs = [
      RoutingJob(
        id: 11, location: 1, service: 100, delivery: [1], skills: [1], priority: 5,
        windows: [RoutingWindow(50, 90), RoutingWindow(200, 400)]),
      RoutingJob(
        id: 12, location: 3, setup: 20, service: 80, servicePerType: ["van": 70], pickup: [2],
        windows: [RoutingWindow(0, 600)]),
      RoutingJob(id: 13, location: 3, setup: 20, service: 30, delivery: [1]),
      RoutingJob(id: 14, location: 2, service: 40),
      RoutingJob(id: 15, location: 4, skills: [9], priority: 3),
    ]
    let pause = RoutingBreak(id: 4, windows: [RoutingWindow(300, 500)], service: 120, maxLoad: [3])
    let vehicles = [
      RoutingVehicle(
        id: 7, type: "van", start: 0, end: 0, capacity: [3], skills: [1, 2], window: RoutingWindow(0, 2000),
        breaks: [pause], maxTasks: 3, maxTravelTime: 365, maxDistance: 3650),
      RoutingVehicle(id: 8, start: 4, capacity: [1], window: RoutingWindow(100, 400)),
    ]
    return RoutingProblem(
      jobs: jobs, vehicles: vehicles, locations: (0..<size).map { RoutingLocation(index: $0) },
      matrices: ["car": TravelMatrix(size: size, durations: durations, distances: durations.map { $0 * 10 })])
  }

  static func solution() -> StatedSolution {
    let van = [
      StatedStep(
        kind: .start, arrival: 0, waiting: 0, setup: 0, service: 0, duration: 0, distance: 0, load: [2],
        locationIndex: 0),
      StatedStep(
        kind: .job, id: 11, arrival: 60, waiting: 0, setup: 0, service: 100, duration: 60, distance: 600, load: [1],
        locationIndex: 1),
      StatedStep(
        kind: .break, id: 4, arrival: 240, waiting: 60, setup: 0, service: 120, duration: 140, load: [1]),
      StatedStep(
        kind: .job, id: 12, arrival: 460, waiting: 0, setup: 20, service: 70, duration: 180, distance: 1800, load: [3],
        locationIndex: 3),
      StatedStep(
        kind: .job, id: 13, arrival: 550, waiting: 0, setup: 0, service: 30, duration: 180, distance: 1800, load: [2],
        locationIndex: 3),
      StatedStep(
        kind: .end, arrival: 765, waiting: 0, setup: 0, service: 0, duration: 365, distance: 3650, load: [2],
        locationIndex: 0),
    ]
    let open = [
      StatedStep(
        kind: .start, arrival: 150, waiting: 0, setup: 0, service: 0, duration: 0, distance: 0, load: [0],
        locationIndex: 4),
      StatedStep(
        kind: .job, id: 14, arrival: 275, waiting: 0, setup: 0, service: 40, duration: 125, distance: 1250, load: [0],
        locationIndex: 2),
    ]
    return StatedSolution(
      code: 0,
      summary: StatedFigures(
        cost: 490, routes: 2, unassigned: 1, duration: 490, distance: 4900, setup: 20, service: 360, waiting: 60,
        priority: 5, delivery: [2], pickup: [2]),
      routes: [
        StatedRoute(
          vehicle: 7,
          figures: StatedFigures(
            cost: 365, duration: 365, distance: 3650, setup: 20, service: 320, waiting: 60, priority: 5, delivery: [2],
            pickup: [2]),
          steps: van),
        StatedRoute(
          vehicle: 8,
          figures: StatedFigures(
            cost: 125, duration: 125, distance: 1250, setup: 0, service: 40, waiting: 0, priority: 0, delivery: [0],
            pickup: [0]),
          steps: open),
      ],
      unassigned: [StatedTask(kind: .job, id: 15)])
  }

  /// The example's solution without any figure that need not be stated.
  static func bare() -> StatedSolution {
    var solution = solution()
    solution.summary = nil
    for route in solution.routes.indices {
      solution.routes[route].figures = StatedFigures()
      for step in solution.routes[route].steps.indices {
        solution.routes[route].steps[step].duration = nil
        solution.routes[route].steps[step].distance = nil
        solution.routes[route].steps[step].load = nil
        solution.routes[route].steps[step].locationIndex = nil
      }
    }
    return solution
  }
}
