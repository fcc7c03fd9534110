import PunctualCheck
import PunctualModel
import Testing

@Suite("Parts, tools and depots are judged")
struct StockTests {
  /// Two valves are on board; the third, and the ladder, come from the depot at place 3.
  let right: Case = {
    var base = Case(
      [
        RoutingJob(id: 1, location: 1), RoutingJob(id: 2, location: 2), RoutingJob(id: 3, location: 2, setup: 5),
        RoutingJob(id: 4, location: 3, setup: 8),
      ],
      [RoutingVehicle(id: 1, start: 0, end: 0, costs: RoutingCosts(perTaskHour: 3600))],
      [
        Line.route(
          1, cost: 800 + 35,
          [
            Line.start(0), Line.job(1, 100), Line.job(2, 200),
            StatedStep(kind: .depot, id: 6, arrival: 300, service: 30, locationIndex: 3), Line.job(3, 430, setup: 5),
            Line.job(4, 535, setup: 8), Line.end(843),
          ])
      ])
    base.problem.depots = [RoutingDepot(id: 5, location: 4), RoutingDepot(id: 6, location: 3, service: 30)]
    base.problem.vehicles[0].parts = ["valve": 2]
    base.problem.vehicles[0].tools = ["drill"]
    base.problem.vehicles[0].pace = 1
    base.problem.jobs[0].parts = ["valve": 1]
    base.problem.jobs[0].tools = ["drill"]
    base.problem.jobs[1].parts = ["valve": 1]
    base.problem.jobs[2].parts = ["valve": 1, "filter": 3]
    base.problem.jobs[3].tools = ["ladder"]
    // 800 of travel, and 43 of work: 30 at the depot, 5 and 8 of setup.
    base.solution.routes[0].figures.cost = 843
    return base
  }()

  @Test("what is used before the depot is on board at the start; after it everything is there")
  func stock() {
    #expect(right.codes() == [])
    #expect(right.codes { $0.problem.vehicles[0].parts = ["valve": 1] } == [.parts])
    #expect(right.codes { $0.problem.jobs[1].parts["valve"] = 2 } == [.parts])
    #expect(right.codes { $0.problem.jobs[0].tools.insert("ladder") } == [.tools])
    #expect(right.codes { $0.problem.vehicles[0].tools = [] } == [.tools])
  }

  @Test("without the stop, what it would have brought is missing")
  func without() {
    let skipped = right.changed {
      $0.solution.routes[0].figures = StatedFigures()
      $0.solution.routes[0].steps = [
        Line.start(0), Line.job(1, 100), Line.job(2, 200), Line.job(3, 200), Line.job(4, 300, setup: 8), Line.end(608),
      ]
    }
    #expect(skipped.codes() == [.parts, .tools])
    #expect(skipped.codes { $0.problem.vehicles[0].tools.insert("ladder") } == [.parts])
  }

  @Test("a depot is one of the problem's, has its own time, and is seen once, between two stops")
  func depot() {
    #expect(right.codes { $0.solution.routes[0].steps[3].id = 7 }.contains(.unknownDepot))
    #expect(right.codes { $0.solution.routes[0].steps[3].id = 5 }.contains(.arrival))
    #expect(right.codes { $0.solution.routes[0].steps[3].service = 29 }.first == .service)
    #expect(right.codes { $0.solution.routes[0].steps[3].locationIndex = 2 } == [.location])
    #expect(right.codes { $0.solution.routes[0].steps[3].waiting = 1 }.contains(.waiting))
    #expect(
      right.codes {
        $0.problem.depots[1].service = 0
        $0.solution.routes[0].steps[3].service = 0
        $0.solution.routes[0].figures = StatedFigures()
        $0.solution.routes[0].steps.insert($0.solution.routes[0].steps[3], at: 3)
        for step in 5..<8 { $0.solution.routes[0].steps[step].arrival! -= 30 }
      } == [.depotTwice])
    #expect(
      right.codes {
        $0.solution.routes[0].figures = StatedFigures()
        $0.problem.vehicles[0].end = nil
        $0.solution.routes[0].steps.removeLast()
        let depot = $0.solution.routes[0].steps.remove(at: 3)
        $0.problem.depots[1].service = 0
        $0.problem.vehicles[0].parts = ["valve": 3, "filter": 3]
        $0.problem.vehicles[0].tools.insert("ladder")
        $0.solution.routes[0].steps[3] = Line.job(3, 200)
        $0.solution.routes[0].steps[4] = Line.job(4, 300, setup: 8)
        $0.solution.routes[0].steps.append(depot)
        $0.solution.routes[0].steps[5].arrival = 308
        $0.solution.routes[0].steps[5].service = 0
      } == [.depotPlace])
    #expect(
      right.codes {
        $0.solution.routes[0].figures = StatedFigures()
        $0.problem.vehicles[0].start = nil
        let depot = $0.solution.routes[0].steps.remove(at: 3)
        $0.solution.routes[0].steps = [
          depot, Line.job(1, 530), Line.job(2, 630), Line.job(3, 630), Line.job(4, 730, setup: 8), Line.end(1038),
        ]
      } == [.depotPlace])
  }
}
