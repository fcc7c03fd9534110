import PunctualCheck
import PunctualModel
import Testing

@Suite("Lateness, certain and expected, is judged")
struct LatenessTests {
  /// Job 1 starts at 100 and is done at 150, job 2 starts at 250 after no wait and is done at 310.
  let plain = Case(
    [RoutingJob(id: 1, location: 1, service: 50), RoutingJob(id: 2, location: 2, service: 60)],
    [RoutingVehicle(id: 9, start: 0, end: 0)],
    [
      Line.route(
        9, cost: 400,
        [Line.start(0), Line.job(1, 100, service: 50), Line.job(2, 250, service: 60), Line.end(510)])
    ])

  @Test("before and after a preferred window, and after a due date, each hour costs")
  func cost() {
    let right = plain.changed {
      $0.problem.jobs[0].preferred = RoutingPreferredWindow(RoutingWindow(136, 900), earlyPerHour: 1000)  // 36 s: 10
      $0.problem.jobs[1].preferred = RoutingPreferredWindow(RoutingWindow(0, 230), latePerHour: 1800)  // 20 s: 10
      $0.problem.jobs[1].due = RoutingDueDate(by: 300, latePerHour: 720)  // 10 s: 2
      $0.problem.objective.worstLatePerHour = 99_999
      $0.solution.routes[0].figures.latenessCost = 22
      $0.solution.routes[0].steps[1].late = 0
      $0.solution.routes[0].steps[2].late = 20
      $0.solution.summary = StatedFigures(cost: 400, latenessCost: 22, worstLate: 20)
    }
    #expect(right.codes() == [])
    #expect(right.codes { $0.solution.routes[0].figures.latenessCost = 21 } == [.latenessCost])
    #expect(right.codes { $0.solution.routes[0].steps[1].late = 1 } == [.late])
    #expect(right.codes { $0.solution.routes[0].steps[2].late = 19 } == [.late])
    #expect(right.codes { $0.solution.summary?.latenessCost = 23 } == [.latenessCost])
    #expect(right.codes { $0.solution.summary?.worstLate = 19 } == [.figure])
    #expect(right.codes { $0.problem.jobs[1].due?.by = 280 } == [.late, .latenessCost, .latenessCost, .figure])
    #expect(right.codes { $0.problem.objective.latenessBeforeCost = false } == [])
    #expect(check(right.problem, right.solution).summary.worstLate == 20)
  }

  /// Expected seconds late, at an hour's worth of 3600 × 100 so that hundredths count.
  func expected(_ hundredths: Int, sourceLocation: SourceLocation = #_sourceLocation, _ change: (inout Case) -> Void) {
    let right = plain.changed {
      $0.problem.objective.expectedLatePerHour = 360_000
      change(&$0)
      $0.solution.routes[0].figures.latenessCost = hundredths
    }
    #expect(right.codes() == [], sourceLocation: sourceLocation)
    for lie in [hundredths - 3, hundredths + 3] where lie >= 0 {
      #expect(
        right.codes { $0.solution.routes[0].figures.latenessCost = lie } == [.latenessCost],
        sourceLocation: sourceLocation)
    }
  }

  // The figures below were integrated numerically, apart from this program.
  @Test("expected lateness follows legs, work and the slack of each promise")
  func spread() {
    // N(0, 20²) beyond 10: 20 φ(0.5) − 10 Φ(−0.5).
    expected(396) {
      $0.problem.spread.travel = 0.2; $0.problem.jobs[0].windows = [RoutingWindow(0, 110)]
    }
    // Two legs, and 5 s of work as given: √(20² + 20² + 5²) beyond 10.
    expected(715) {
      $0.problem.spread = RoutingSpread(travel: 0.2, work: 9)
      $0.problem.jobs[0].spread = 5
      $0.problem.jobs[1].preferred = RoutingPreferredWindow(RoutingWindow(0, 260))
    }
    // The work's share, a tenth of 50 s, gives the same.
    expected(715) {
      $0.problem.spread = RoutingSpread(travel: 0.2, work: 0.1)
      $0.problem.jobs[1].windows = [RoutingWindow(0, 3), RoutingWindow(240, 260)]
    }
    expected(0) { $0.problem.spread = RoutingSpread(travel: 0.2, work: 0.1) }
  }

  @Test("a plan that is late itself is late by that, without any spread, too")
  func certain() {
    expected(2000) { $0.problem.jobs[1].preferred = RoutingPreferredWindow(RoutingWindow(0, 230), latePerHour: 0) }
    expected(2000 + 2000) {
      $0.problem.jobs[1].preferred = RoutingPreferredWindow(RoutingWindow(0, 230), latePerHour: 360_000)
    }
  }

  @Test("waiting absorbs delay, at a job and at a break on the way")
  func waiting() {
    let waits = { (base: inout Case) in
      base.problem.spread.travel = 0.3
      base.problem.jobs[0].windows = [RoutingWindow(115, 500)]
      base.problem.jobs[1].windows = [RoutingWindow(0, 275)]
      base.solution.routes[0].steps = [
        Line.start(0), Line.job(1, 100, wait: 15, service: 50), Line.job(2, 265, service: 60), Line.end(525),
      ]
    }
    expected(1102, waits)
    let rests = { (base: inout Case) in
      waits(&base)
      base.problem.vehicles[0].breaks = [RoutingBreak(id: 1, windows: [RoutingWindow(235, 235)])]
      base.problem.jobs[1].windows = [RoutingWindow(0, 300)]
      base.solution.routes[0].steps.insert(Line.pause(1, 215, wait: 20, service: 0), at: 2)
      base.solution.routes[0].steps[3].arrival = 285
      base.solution.routes[0].steps[4].arrival = 545
    }
    expected(255, rests)
  }
}
