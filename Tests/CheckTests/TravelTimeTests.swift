import PunctualCheck
import PunctualModel
import Testing

@Suite("Travel at a time of day is judged")
struct TravelTimeTests {
  /// From 100 to 200 the road takes 1.3 times as long, from 300 to 350 half as long.
  func day(_ steps: [StatedStep], breaks: [RoutingBreak] = [], travel: Int? = nil) -> Case {
    var base = Case(
      [RoutingJob(id: 1, location: 2)], [RoutingVehicle(id: 1, start: 0, breaks: breaks)],
      [StatedRoute(vehicle: 1, figures: StatedFigures(cost: travel, duration: travel), steps: steps)])
    base.problem.travelFactors = [
      "car": [
        RoutingTravelFactor(RoutingWindow(100, 200), thousandths: 1300),
        RoutingTravelFactor(RoutingWindow(300, 350), thousandths: 500),
      ]
    ]
    return base
  }

  // 200 s of the matrix from each start.
  @Test(
    "whole seconds: what a stretch does rounds down, what is left rounds up",
    arguments: [
      (0, 224),  // 100, then 76 in a hundred seconds, then 24
      (150, 150 + 50 + 100 + 31),  // 38 in 50 s, 100 in 100 s, 62 at half
      (299, 299 + 1 + 50 + 99),  // 1, then 100 in 50 s, then 99
      (350, 550),
    ])
  func drive(start: Int, arrival: Int) {
    #expect(day([Line.start(start), Line.job(1, arrival)], travel: arrival - start).codes() == [])
    #expect(day([Line.start(start), Line.job(1, arrival + 1)]).codes() == [.arrival])
    #expect(day([Line.start(start), Line.job(1, arrival - 1)]).codes() == [.arrival])
    #expect(day([Line.start(start), Line.job(1, arrival)], travel: 200).codes().isEmpty == (arrival - start == 200))
  }

  @Test("what a break leaves of a leg goes on after it")
  func breaks() {
    let pause = RoutingBreak(id: 1, windows: [RoutingWindow(160, 160)], service: 140)
    // 100 + 46 in the sixty seconds before the break, then 54 at half the time: 27.
    let right = day([Line.start(0), Line.pause(1, 160, service: 140), Line.job(1, 327)], breaks: [pause], travel: 187)
    #expect(right.codes() == [])
    #expect(right.codes { $0.solution.routes[0].steps[2].arrival = 326 } == [.arrival])
    #expect(right.codes { $0.solution.routes[0].steps[1].duration = 160 } == [])
    #expect(right.codes { $0.solution.routes[0].steps[1].duration = 161 } == [.figure])
    // Nothing is driven while it waits for the break; 54 + 46 s are left.
    let waits = day(
      [Line.start(0), Line.pause(1, 100, wait: 60, service: 140), Line.job(1, 350)], breaks: [pause], travel: 150)
    #expect(waits.codes() == [])
    // From 300 on at half the time, 200 s are done in 50 and 100 more; nobody drives for longer than that.
    let late = RoutingBreak(id: 1, windows: [RoutingWindow(500, 500)])
    let arrives = day([Line.start(300), Line.pause(1, 450, wait: 50, service: 0), Line.job(1, 500)], breaks: [late])
    #expect(arrives.codes() == [])
    let idles = day([Line.start(300), Line.pause(1, 451, wait: 49, service: 0), Line.job(1, 500)], breaks: [late])
    #expect(idles.codes() == [.breakTravel])
  }

  @Test("a speed factor comes first, rounded leg by leg")
  func speed() {
    let fast = day([Line.start(0), Line.job(1, 115)], travel: 115).changed { $0.problem.vehicles[0].speedFactor = 1.8 }
    #expect(fast.codes() == [])  // 111 s: 100, and 11 in 14.3 → 15
    #expect(fast.codes { $0.solution.routes[0].steps[1].arrival = 114 }.contains(.arrival))
  }
}
