import PunctualCheck
import PunctualModel
import Testing

@Suite("What wishes, lateness and the standing plan cost is judged")
struct WishTests {
  /// From 1000 on: job 1 starts at 1100, job 2 at 1300 after waiting, and the end is at 1560.
  let plain = Case(
    [
      RoutingJob(id: 1, location: 1, service: 50),
      RoutingJob(id: 2, location: 2, service: 60, windows: [RoutingWindow(1300, 9000)]),
    ],
    [RoutingVehicle(id: 9, start: 0, end: 0, window: RoutingWindow(900, 1600))],
    [
      Line.route(
        9, cost: 400, lateness: 0, overtime: 0,
        [Line.start(1000), Line.job(1, 1100, service: 50), Line.job(2, 1250, wait: 50, service: 60), Line.end(1560)])
    ])

  func expect(
    cost: Int = 400, lateness: Int = 0, sourceLocation: SourceLocation = #_sourceLocation,
    _ change: (inout Case) -> Void
  ) {
    let right = plain.changed {
      change(&$0)
      $0.solution.routes[0].figures.cost = cost
      $0.solution.routes[0].figures.latenessCost = lateness
    }
    #expect(right.codes() == [], sourceLocation: sourceLocation)
    for delta in [-1, 1] {
      #expect(
        right.codes { $0.solution.routes[0].figures.cost = cost + delta }.first != nil, sourceLocation: sourceLocation)
      #expect(
        right.codes { $0.solution.routes[0].figures.latenessCost = lateness + delta }.first != nil,
        sourceLocation: sourceLocation)
    }
  }

  @Test("technicians who are not preferred, avoided or strange cost, each by itself")
  func technicians() {
    expect(cost: 400 + 600) { $0.problem.jobs[0].technicians.preferred = [1] }
    expect(cost: 400) { $0.problem.jobs[0].technicians.preferred = [1, 9] }
    expect(cost: 400 + 3600) { $0.problem.jobs[0].technicians.avoided = [9] }
    expect(cost: 400 + 300) { $0.problem.jobs[0].technicians.familiar = [1] }
    expect(cost: 400 + 7 + 70 + 700) {
      $0.problem.objective.notPreferred = 7
      $0.problem.objective.avoided = 70
      $0.problem.objective.unfamiliar = 700
      $0.problem.jobs[1].technicians = RoutingTechnicians(preferred: [1], avoided: [9], familiar: [2])
    }
    expect(cost: 400) { $0.problem.jobs[1].technicians.avoided = [1] }
  }

  @Test("a job outside its vehicle's territories costs; a vehicle without any is at home everywhere")
  func territories() {
    expect(cost: 400 + 600) {
      $0.problem.jobs[0].territory = "north"
      $0.problem.vehicles[0].territories = ["south", "east"]
    }
    expect(cost: 400) {
      $0.problem.jobs[0].territory = "north"
      $0.problem.vehicles[0].territories = ["south", "north"]
    }
    expect { $0.problem.jobs[0].territory = "north" }
    expect { $0.problem.vehicles[0].territories = ["south"] }
  }

  @Test("later starts cost from the shift's start on")
  func laterStart() {
    // 200 s and 400 s after 900: 1.67 at 10 an hour.
    expect(cost: 402) { $0.problem.objective.laterStartPerHour = 10 }
    // Without a shift from 0 on: 2400 s.
    expect(cost: 407) {
      $0.problem.objective.laterStartPerHour = 10
      $0.problem.vehicles[0].window = nil
    }
  }

  @Test("work is paid once rounded, to the nearest unit")
  func work() {
    expect(cost: 400 + 900 + 4 + 3) {  // 110 s: 3.06
      $0.problem.jobs[0].tools = ["drill"]
      $0.problem.vehicles[0].tools = ["drill"]
      $0.problem.vehicles[0].costs = RoutingCosts(fixed: 900, perHour: 3600, perKm: 1, perTaskHour: 100)
    }
    expect(cost: 0) {
      $0.problem.vehicles[0].pace = 1.0001
      $0.problem.vehicles[0].costs = RoutingCosts(perHour: 4)  // 0.44
    }
    expect(cost: 1) {
      $0.problem.vehicles[0].pace = 1.0001
      $0.problem.vehicles[0].costs = RoutingCosts(perHour: 4, perTaskHour: 2)  // 0.44 and 0.06: a half rounds up
      $0.problem.jobs[0].service = 40
      $0.problem.jobs[1].service = 60
      $0.solution.routes[0].steps[1].service = 40
      $0.solution.routes[0].steps[2] = Line.job(2, 1240, wait: 60, service: 60)
    }
  }

  @Test("a load costs its square, on top of what is behind")
  func fair() {
    // 400 of travel and 110 of work: (0.1417 h)² × 10,000 is 200.69.
    expect(cost: 400 + 201) { $0.problem.objective.unfairHours = 10_000 }
    // And 2 × 10 h × 0.1417 h × 100, which is 283.33, to 2.01.
    expect(cost: 400 + 285) {
      $0.problem.objective.unfairHours = 100
      $0.problem.vehicles[0].past.work = 36_000
    }
    expect(cost: 400 + 5 * (25 - 9)) {
      $0.problem.objective.unfairJobs = 5
      $0.problem.vehicles[0].past.jobs = 3
    }
  }

  @Test("overtime is allowed up to its limit and costs by the hour")
  func overtime() {
    let right = plain.changed {
      $0.problem.vehicles[0].window?.end = 1500
      $0.problem.vehicles[0].overtime = RoutingOvertime(most: 60, perHour: 7200)
      $0.solution.routes[0].figures.overtime = 60
      $0.solution.routes[0].figures.cost = 400 + 120
    }
    #expect(right.codes() == [])
    #expect(right.codes { $0.problem.vehicles[0].overtime?.most = 59 } == [.overtime])
    #expect(right.codes { $0.problem.vehicles[0].overtime = nil }.first == .vehicleWindow)
    #expect(right.codes { $0.solution.routes[0].figures.overtime = 59 } == [.figure])
    #expect(right.codes { $0.problem.vehicles[0].overtime?.perHour = 7260 } == [.cost])
    #expect(right.codes { $0.solution.summary = StatedFigures(overtime: 61) } == [.figure])
    #expect(right.codes { $0.problem.vehicles[0].window?.start = 1001 } == [.vehicleWindow])
    #expect(check(right.problem, right.solution).summary.overtime == 60)
  }

  @Test("changes from the standing plan cost by vehicle and by hour")
  func changes() {
    func standing(_ id: UInt64, at: Int? = nil) -> RoutingStepHint {
      RoutingStepHint(kind: .job, id: id, serviceAt: at)
    }
    expect(cost: 400 + 10) {  // 100 s and 200 s at 120 an hour
      $0.problem.objective.movedPerHour = 120
      $0.problem.objective.changedVehicle = 33
      $0.problem.vehicles[0].steps = [standing(1, at: 1000), standing(2, at: 1500)]
    }
    expect(cost: 400 + 33) {
      $0.problem.objective.changedVehicle = 33
      $0.problem.vehicles[0].steps = [standing(1, at: 1000)]
      $0.problem.vehicles.append(RoutingVehicle(id: 9, start: 0, window: RoutingWindow(0, 5)))
      $0.problem.vehicles[1].steps = [standing(2)]
    }
    expect { $0.problem.vehicles[0].steps = [standing(1, at: 1)] }
  }

  @Test("the changes that are stated are those that the routes make")
  func statedChanges() {
    let right = plain.changed {
      $0.problem.jobs.append(RoutingJob(id: 3, location: 5))
      $0.problem.vehicles[0].steps = [
        RoutingStepHint(kind: .job, id: 1, serviceAt: 1000), RoutingStepHint(kind: .job, id: 2, serviceAt: 1300),
        RoutingStepHint(kind: .job, id: 3),
      ]
      let (moved, left) = (StatedTask(kind: .job, id: 1), StatedTask(kind: .job, id: 3))
      $0.solution.unassigned = [left]
      $0.solution.changes = [
        StatedChange(task: moved, fromVehicle: 9, toVehicle: 9, fromStart: 1000, toStart: 1100),
        StatedChange(task: left, fromVehicle: 9, toVehicle: nil),
      ]
    }
    #expect(right.codes() == [])
    #expect(right.codes { $0.solution.changes = nil } == [])
    #expect(right.codes { $0.solution.changes = [] } == [.changes, .changes])
    #expect(right.codes { $0.solution.changes?[0].toStart = 1101 } == [.changes])
    #expect(right.codes { $0.solution.changes?[0].fromStart = nil } == [.changes])
    #expect(right.codes { $0.solution.changes?[1].toVehicle = 9 } == [.changes])
    #expect(right.codes { $0.solution.changes?[1].fromVehicle = 8 } == [.changes])
    #expect(right.codes { $0.problem.vehicles[0].steps?[1].serviceAt = 1299 } == [.changes])
    #expect(right.codes { $0.solution.changes = $0.solution.changes.map { $0 + $0.prefix(1) } } == [.changes])
    #expect(right.codes { $0.solution.changes?[0].task.id = 77 } == [.changes, .changes])
  }

  @Test("what is frozen stays first, in order, on its vehicle")
  func frozen() {
    let right = plain.changed {
      $0.problem.frozenUntil = 1200
      $0.problem.vehicles[0].steps = [
        RoutingStepHint(kind: .job, id: 1, serviceAt: 1100), RoutingStepHint(kind: .job, id: 2, serviceAt: 1200),
      ]
    }
    #expect(right.codes() == [])
    #expect(right.codes { $0.problem.vehicles[0].steps?.swapAt(0, 1) } == [])
    #expect(
      right.codes { frozen in
        frozen.problem.vehicles[0].steps?.swapAt(0, 1)
        frozen.problem.frozenUntil = 1201
      } == [.frozen])
    #expect(
      right.codes { frozen in
        frozen.problem.vehicles.append(RoutingVehicle(id: 8, start: 0))
        frozen.problem.vehicles[1].steps = frozen.problem.vehicles[0].steps
        frozen.problem.vehicles[0].steps = nil
      } == [.frozen, .frozen])
    #expect(
      right.codes { frozen in
        frozen.solution.routes = []
        frozen.solution.unassigned = [StatedTask(kind: .job, id: 1), StatedTask(kind: .job, id: 2)]
      } == [.frozen])
    #expect(
      right.codes { frozen in
        frozen.problem.jobs[1].pin = RoutingPin(position: .first)
        frozen.problem.jobs[0].pin = RoutingPin(position: .first)
      } == [])
    #expect(
      right.codes { free in
        free.problem.frozenUntil = nil
        free.problem.jobs[1].pin = RoutingPin(position: .first)
      } == [.pinPosition])
  }
}
