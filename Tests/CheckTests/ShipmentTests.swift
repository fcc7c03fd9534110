import PunctualCheck
import PunctualModel
import Testing

@Suite("Shipments are judged")
struct ShipmentTests {
  /// Two shipments, carried one in the other; each half has an id of its own kind.
  let right: Case = {
    func half(_ kind: RoutingStepKind, _ id: UInt64, at place: Int, _ amount: Int) -> RoutingJob {
      var job = RoutingJob(
        id: id, location: place, service: 10, delivery: [kind == .delivery ? amount : 0],
        pickup: [kind == .pickup ? amount : 0])
      job.kind = kind
      return job
    }
    func step(_ kind: RoutingStepKind, _ id: UInt64, _ at: Int, load: Int) -> StatedStep {
      StatedStep(kind: kind, id: id, arrival: at, service: 10, load: [load])
    }
    var base = Case(
      [
        half(.pickup, 1, at: 1, 2), half(.delivery, 1, at: 4, 2), half(.pickup, 2, at: 2, 3),
        half(.delivery, 7, at: 3, 3), RoutingJob(id: 1, location: 5, delivery: [1]),
      ],
      [
        RoutingVehicle(id: 1, start: 0, end: 0, capacity: [6], maxTasks: 5),
        RoutingVehicle(id: 2, start: 0, end: 0, capacity: [6]),
      ],
      [
        StatedRoute(
          vehicle: 1,
          figures: StatedFigures(cost: 1000, service: 40, delivery: [6], pickup: [5]),
          steps: [
            StatedStep(kind: .start, arrival: 0, load: [1]), step(.pickup, 1, 100, load: 3),
            step(.pickup, 2, 210, load: 6), step(.delivery, 7, 320, load: 3), step(.delivery, 1, 430, load: 1),
            StatedStep(kind: .job, id: 1, arrival: 540, load: [0]), StatedStep(kind: .end, arrival: 1040, load: [0]),
          ])
      ])
    base.problem.shipments = [
      RoutingShipment(pickup: 0, delivery: 1), RoutingShipment(pickup: 2, delivery: 3),
    ]
    return base
  }()

  @Test("what is picked up is on board until it is delivered, and never at the start")
  func load() {
    #expect(right.codes() == [])
    #expect(right.codes { $0.problem.vehicles[0].capacity = [5] } == [.capacity])
    #expect(right.codes { $0.solution.routes[0].steps[0].load = [6] } == [.load])
    #expect(right.codes { $0.solution.routes[0].figures.delivery = [1] } == [.figure])
    #expect(right.codes { $0.problem.vehicles[0].maxTasks = 4 } == [.maxTasks])
  }

  @Test("a delivery comes after its pickup, by the same vehicle")
  func order() {
    #expect(right.codes { $0.problem.shipments[0] = RoutingShipment(pickup: 3, delivery: 0) } == [.shipment])
    let split = right.changed {
      let steps = $0.solution.routes[0].steps
      $0.solution.routes = [
        Line.route(
          1,
          [
            Line.start(0), StatedStep(kind: .pickup, id: 1, arrival: 100, service: 10),
            StatedStep(kind: .pickup, id: 2, arrival: 210, service: 10),
            StatedStep(kind: .delivery, id: 7, arrival: 320, service: 10), Line.end(630),
          ]),
        Line.route(
          2,
          [
            Line.start(0), StatedStep(kind: .delivery, id: 1, arrival: 400, service: 10),
            StatedStep(kind: .job, id: 1, arrival: 510), Line.end(1010),
          ]),
      ]
      #expect(steps.count == 7)
    }
    #expect(split.codes() == [.shipment])
  }

  @Test("both halves are served, or none is")
  func allOrNone() {
    let half = right.changed {
      $0.solution.routes[0].steps = [
        Line.start(0), StatedStep(kind: .pickup, id: 1, arrival: 100, service: 10), Line.end(210),
      ]
      $0.solution.routes[0].figures = StatedFigures()
      $0.solution.unassigned = [
        StatedTask(kind: .delivery, id: 1), StatedTask(kind: .pickup, id: 2), StatedTask(kind: .delivery, id: 7),
        StatedTask(kind: .job, id: 1),
      ]
    }
    #expect(half.codes() == [.allOrNone])
    #expect(half.codes { $0.problem.shipments.removeFirst() } == [])
    #expect(
      half.codes { $0.solution.unassigned[0] = StatedTask(kind: .delivery, id: 2) } == [
        .allOrNone, .unknownTask, .taskMissing,
      ])
    #expect(
      half.codes { $0.solution.unassigned[3] = StatedTask(kind: .pickup, id: 1) } == [
        .allOrNone, .taskTwice, .taskMissing,
      ])
  }
}
