import PunctualCheck
import PunctualModel
import Testing

@Suite("Who may serve a job, and how fast, is judged")
struct TechnicianTests {
  /// One technician with skill 1 at level 2 and skill 2, who works half as fast again; three jobs in a row.
  let right: Case = {
    var base = Case(
      [
        RoutingJob(id: 1, location: 1, setup: 15, service: 50, skills: [1]),
        RoutingJob(id: 2, location: 2, service: 31),
        RoutingJob(id: 3, location: 3),
      ],
      [RoutingVehicle(id: 9, start: 0, end: 0, skills: [2])],
      [
        Line.route(
          9, cost: 600,
          [
            Line.start(0), Line.job(1, 100, service: 75, setup: 23), Line.job(2, 298, wait: 2, service: 47),
            Line.job(3, 447), Line.end(747),
          ])
      ])
    base.problem.vehicles[0].skillLevels = [1: 2]
    base.problem.vehicles[0].pace = 1.5
    base.problem.jobs[0].skillLevels = [1: 2, 2: 1]
    base.problem.jobs[0].technicians.required = [8, 9]
    base.problem.jobs[0].pin = RoutingPin(vehicle: 9, day: RoutingWindow(100, 100), position: .first)
    base.problem.jobs[1].pin = RoutingPin(start: 300)
    base.problem.jobs[2].pin = RoutingPin(position: .last)
    return base
  }()

  @Test("a skill is had at a level, 1 where none is said")
  func levels() {
    #expect(right.codes() == [])
    #expect(right.codes { $0.problem.jobs[0].skillLevels[1] = 3 } == [.skillLevel])
    #expect(right.codes { $0.problem.jobs[0].skillLevels[2] = 2 } == [.skillLevel])
    #expect(right.codes { $0.problem.jobs[0].skillLevels[4] = 0 } == [.skillLevel])
    #expect(right.codes { $0.problem.vehicles[0].skills = [] } == [.skillLevel])
    #expect(right.codes { $0.problem.vehicles[0].skillLevels = [:] } == [.skills])
  }

  @Test("a required technician, and the vehicle of a pin")
  func required() {
    #expect(right.codes { $0.problem.jobs[0].technicians.required = [8] } == [.technician])
    #expect(right.codes { $0.problem.jobs[0].pin?.vehicle = 8 } == [.pinVehicle])
  }

  @Test("a pin's day, moment and place in the route")
  func pins() {
    #expect(right.codes { $0.problem.jobs[0].pin?.day = RoutingWindow(101, 500) } == [.pinTime])
    #expect(right.codes { $0.problem.jobs[0].pin?.day = RoutingWindow(0, 99) } == [.pinTime])
    #expect(right.codes { $0.problem.jobs[1].pin?.start = 298 } == [.pinTime])
    #expect(right.codes { $0.problem.jobs[1].pin?.position = .first } == [.pinPosition])
    #expect(right.codes { $0.problem.jobs[1].pin?.position = .last } == [.pinPosition])
    #expect(right.codes { $0.problem.jobs[0].pin?.position = .last } == [.pinPosition])
  }

  @Test("setup and service take longer or shorter by the pace, each rounded to the nearest second, halves up")
  func pace() {
    #expect(right.codes { $0.problem.vehicles[0].pace = 1.4 } == [.setup, .service, .arrival, .service, .arrival])
    #expect(right.codes { $0.solution.routes[0].steps[1].setup = 22 }.first == .setup)
    #expect(right.codes { $0.problem.jobs[1].servicePerType = ["": 31] } == [])
    #expect(right.codes { $0.problem.jobs[1].servicePerType = ["": 32] } == [.service, .arrival])
  }
}
