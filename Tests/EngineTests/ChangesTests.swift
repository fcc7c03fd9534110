import PunctualEngine
import PunctualModel
import Testing

@Suite("What a re-plan changed")
struct ChangesTests {
  private func step(_ id: UInt64, at time: Int? = nil, _ kind: RoutingStepKind = .job) -> RoutingStepHint {
    RoutingStepHint(kind: kind, id: id, serviceAt: time)
  }

  private func route(_ vehicle: Int, _ starts: [(task: Int, at: Int)]) -> RoutingRoute {
    RoutingRoute(
      vehicle: vehicle,
      steps: starts.map {
        RoutingStep(
          kind: .job, task: $0.task, arrival: $0.at - 5, waiting: 5, setup: 0, service: 0, duration: 0, load: [])
      }, cost: 0, duration: 0, setup: 0, service: 0, waiting: 0, priority: 0, delivery: [], pickup: [])
  }

  @Test("another vehicle, another start and being left out are changes; the same place and a new job are none")
  func kinds() {
    var vehicles = [RoutingVehicle(id: 7, start: 0), RoutingVehicle(id: 7, start: 0)]
    vehicles[0].steps = [
      step(1, at: 100), step(2, at: 200), step(3), RoutingStepHint(kind: .break, id: 1), step(4, at: 400),
    ]
    vehicles[1].steps = [step(5)]
    let problem = Problems.make((1...6).map { RoutingJob(id: $0, location: 0) }, vehicles)
    let solution = RoutingSolution(
      routes: [route(0, [(0, 100), (1, 260), (2, 300)]), route(1, [(3, 400), (5, 500)])], unassigned: [4])
    #expect(
      Engine.changes(problem, solution) == [
        RoutingChange(job: 1, fromVehicle: 0, toVehicle: 0, fromStart: 200, toStart: 260),
        RoutingChange(job: 3, fromVehicle: 0, toVehicle: 1, fromStart: 400, toStart: 400),
        RoutingChange(job: 4, fromVehicle: 1, toVehicle: nil, fromStart: nil, toStart: nil),
      ])
  }

  @Test("the halves of a shipment and jobs have ids of their own")
  func halves() {
    var jobs = (0..<3).map { _ in RoutingJob(id: 1, location: 0) }
    (jobs[1].kind, jobs[2].kind) = (.pickup, .delivery)
    var vehicle = RoutingVehicle(id: 1, start: 0)
    vehicle.steps = [step(1), step(1, .pickup), step(1, .delivery)]
    let problem = Problems.make(jobs, [vehicle])
    let solution = RoutingSolution(routes: [route(0, [(0, 10)])], unassigned: [1, 2])
    #expect(Engine.changes(problem, solution).map(\.job) == [1, 2])
  }
}
