import PunctualEngine
import PunctualModel
import Testing

@Suite("What would place a job that is left out")
struct RemedyTests {
  private let shift = RoutingVehicle(id: 1, start: 0, end: 0, window: RoutingWindow(0, 3000))

  /// All remedies for the last job, on a day where the others are on the first vehicle.
  private func remedies(_ jobs: [RoutingJob], _ vehicles: [RoutingVehicle]) -> [Remedy] {
    Engine.remedies(
      Problems.make(jobs, vehicles), routes: [Array(0..<jobs.count - 1)], job: jobs.count - 1, limit: 100)
  }

  @Test("the window, the shift, the break and the other job that stand in the way, each by as little as it takes")
  func times() {
    // Until 1000 the technician is busy at place 1; the new job is 200 away and takes 300.
    let busy = RoutingJob(id: 1, location: 1, service: 900, windows: [RoutingWindow(100, 100)])
    let new = RoutingJob(id: 2, location: 3, service: 300, windows: [RoutingWindow(500, 1150)])
    var vehicle = shift
    vehicle.window = RoutingWindow(0, 1790)
    var other = shift
    other.start = 5
    other.end = 5
    other.window = RoutingWindow(2000, 3000)
    let found = remedies([busy, new], [vehicle, other])
    #expect(found.count == 2)
    // 100 + 900 + 200 = 1200, then 300 of work and 300 home: 1800. Both the window and the shift are too short.
    #expect(found.map(\.changes) == [[.windowLater(seconds: 1050, window: 0)], [.shiftEarlier(seconds: 1050)]])
  }

  @Test("several changes are proposed only where no single one helps, and only those that are needed")
  func several() {
    let busy = RoutingJob(id: 1, location: 1, service: 900, windows: [RoutingWindow(100, 100)])
    let new = RoutingJob(id: 2, location: 3, service: 300, windows: [RoutingWindow(500, 1150)])
    var vehicle = shift
    vehicle.window = RoutingWindow(0, 1790)
    vehicle.maxTasks = 5
    let found = remedies([busy, new], [vehicle])
    #expect(found.map { Set($0.changes) } == [[.windowLater(seconds: 50, window: 0), .shiftLater(seconds: 10)]])
    #expect(found.first?.start == 1200)
    #expect(found.first?.size == 60)
  }

  @Test("skill, technician, pin, load, number, travel, parts and tools: each alone")
  func limits() {
    func relief(_ job: (inout RoutingJob) -> Void, _ vehicle: (inout RoutingVehicle) -> Void) -> [[Relief]] {
      var new = RoutingJob(id: 2, location: 3)
      var technician = RoutingVehicle(id: 7, start: 0, end: 0)
      job(&new)
      vehicle(&technician)
      return remedies([RoutingJob(id: 1, location: 1, delivery: new.delivery), new], [technician]).map(\.changes)
    }
    #expect(relief({ $0.skills = [4] }, { _ in }) == [[.skill(4, level: 1)]])
    #expect(relief({ $0.delivery = [3] }, { $0.capacity = [4] }) == [[.capacity(more: 2, dimension: 0)]])
    #expect(relief({ _ in }, { $0.maxTasks = 1 }) == [[.moreTasks(1)]])
    #expect(relief({ _ in }, { $0.maxTravelTime = 450 }) == [[.travel(seconds: 150)]])
    #expect(relief({ _ in }, { _ in }) == [])
  }

  @Test("another job's move to another technician is proposed where that makes room, by the cheapest move")
  func move() {
    var jobs = [1, 2, 3].map { RoutingJob(id: UInt64($0), location: $0) }
    jobs[2].skills = [1]
    var first = shift
    first.skills = [1]
    first.maxTasks = 2
    var second = shift
    second.start = 2
    second.end = 2
    let found = remedies(jobs, [first, second])
    #expect(found.map(\.changes) == [[.moved(job: 1, toVehicle: 1)], [.moreTasks(1)], [.skill(1, level: 1)]])
    #expect(found.first?.vehicle == 0)
    #expect(found.first?.addedCost == 200)
  }

  @Test("level, required technician, pin, part, tool and overtime: each alone")
  func wishes() {
    func relief(_ job: (inout RoutingJob) -> Void, _ vehicle: (inout RoutingVehicle) -> Void = { _ in }) -> [[Relief]] {
      var new = RoutingJob(id: 2, location: 3)
      var technician = RoutingVehicle(id: 7, start: 0, end: 0)
      job(&new)
      vehicle(&technician)
      var before = RoutingJob(id: 1, location: 1)
      before.parts = new.parts
      return remedies([before, new], [technician]).map(\.changes)
    }
    #expect(relief({ $0.skillLevels = [4: 3] }, { $0.skills = [4] }) == [[.skill(4, level: 3)]])
    #expect(relief({ $0.technicians.required = [9] }) == [[.anyTechnician]])
    #expect(relief({ $0.pin = RoutingPin(vehicle: 9) }) == [[.unpinned]])
    #expect(relief({ $0.tools = ["ladder"] }) == [[.tool("ladder")]])
    #expect(relief({ $0.parts = ["valve": 2] }, { $0.parts = ["valve": 3] }) == [[.part("valve", more: 1)]])
    #expect(relief({ $0.windows = [RoutingWindow(0, 90)] }) == [[.windowLater(seconds: 210, window: 0)]])
    let overtime = relief({ $0.service = 350 }) {
      $0.window = RoutingWindow(0, 900)
      $0.overtime = RoutingOvertime(most: 40, perHour: 3600)
    }
    #expect(overtime == [[.shiftLater(seconds: 10)]])
  }

  @Test("every remedy places the job, and a little less of it does not", arguments: 0..<16)
  func least(block: UInt64) throws {
    for seed in block * 25..<block * 25 + 25 {
      let problem = Problems.random(seed: seed, jobs: 9, vehicles: 3)
      guard !problem.jobs.isEmpty, !problem.vehicles.isEmpty else { continue }
      let solution = Engine.solve(problem, SolveOptions(seed: seed, iterations: 20))
      var routes = [[Int]](repeating: [], count: problem.vehicles.count)
      for route in solution.routes {
        routes[route.vehicle] = route.steps.compactMap { $0.kind == .job ? $0.task : nil }
      }
      for job in solution.unassigned where Engine.insertions(problem, routes: routes, job: job).isEmpty {
        let found = Engine.remedies(problem, routes: routes, job: job, limit: 100)
        #expect(found.map(\.size) == found.map(\.size).sorted())
        for remedy in found {
          #expect(fits(problem, routes, job, remedy.changes, on: remedy.vehicle), "seed \(seed) job \(job) \(remedy)")
          for (index, change) in remedy.changes.enumerated() {
            if change.isBreak && problem.vehicles[remedy.vehicle].breaks.count > 1 { continue }
            var less = remedy.changes
            less[index] = change.less
            #expect(!fits(problem, routes, job, less, on: remedy.vehicle), "seed \(seed) job \(job) \(remedy)")
            guard remedy.changes.count == 1 else { continue }
            for vehicle in problem.vehicles.indices where change.less.isTime {
              #expect(!fits(problem, routes, job, less, on: vehicle), "seed \(seed) job \(job) \(remedy)")
            }
          }
        }
        // What is not proposed would not help.
        guard !found.contains(where: { $0.changes.count > 1 }) else { continue }
        let proposed = found.flatMap(\.changes)
        for vehicle in problem.vehicles.indices {
          if !proposed.contains(where: \.isShiftLater), problem.vehicles[vehicle].window != nil {
            #expect(!fits(problem, routes, job, [.shiftLater(seconds: 43_200)], on: vehicle), "seed \(seed)")
          }
          if !proposed.contains(.moreTasks(1)) {
            #expect(!fits(problem, routes, job, [.moreTasks(1)], on: vehicle), "seed \(seed)")
          }
        }
      }
    }
  }

  /// Whether a job finds a place on a vehicle after changes, tried on the whole problem.
  private func fits(_ problem: RoutingProblem, _ routes: [[Int]], _ job: Int, _ changes: [Relief], on vehicle: Int)
    -> Bool
  {
    var (problem, routes) = (problem, routes)
    for change in changes {
      if case .moved(let other, let target) = change {
        for vehicle in routes.indices { routes[vehicle].removeAll { $0 == other } }
        guard let place = Engine.insertions(problem, routes: routes, job: other).first(where: { $0.vehicle == target })
        else { return false }
        routes[target].insert(other, at: place.position)
      } else {
        change.apply(to: &problem, vehicle: vehicle, job: job)
      }
    }
    return Engine.insertions(problem, routes: routes, job: job).contains { $0.vehicle == vehicle }
  }
}

extension Relief {
  /// One less of it; where there is only all or nothing, an extension by nothing.
  fileprivate var less: Relief {
    switch self {
    case .windowLater(let seconds, let window): .windowLater(seconds: seconds - 1, window: window)
    case .windowEarlier(let seconds, let window): .windowEarlier(seconds: seconds - 1, window: window)
    case .shiftLater(let seconds): .shiftLater(seconds: seconds - 1)
    case .shiftEarlier(let seconds): .shiftEarlier(seconds: seconds - 1)
    case .breakLater(let seconds, let index): .breakLater(seconds: seconds - 1, index: index)
    case .breakEarlier(let seconds, let index): .breakEarlier(seconds: seconds - 1, index: index)
    case .capacity(let more, let dimension): .capacity(more: more - 1, dimension: dimension)
    case .travel(let seconds): .travel(seconds: seconds - 1)
    case .distance(let metres): .distance(metres: metres - 1)
    default: .moreTasks(0)
    }
  }

  fileprivate var isTime: Bool {
    switch self {
    case .windowLater, .windowEarlier, .shiftLater, .shiftEarlier: true
    default: false
    }
  }

  fileprivate var isBreak: Bool {
    switch self {
    case .breakLater, .breakEarlier: true
    default: false
    }
  }

  fileprivate var isShiftLater: Bool { if case .shiftLater = self { true } else { false } }
}

@Suite("What would place jobs that belong together")
struct GroupRemedyTests {
  @Test("two technicians at once: the half that fits says that its partner does not, and what would place both")
  func together() {
    var anna = RoutingVehicle(id: 1, start: 0, end: 0, skills: [1], window: RoutingWindow(0, 3000))
    let ben = RoutingVehicle(id: 2, start: 0, end: 0, window: RoutingWindow(0, 1000))
    let busy = RoutingJob(id: 1, location: 0, service: 950, windows: [RoutingWindow(0, 0)])
    let jobs = [busy, RoutingJob(id: 2, location: 1, skills: [1]), RoutingJob(id: 3, location: 1)]
    var problem = Problems.make(jobs, [anna, ben])
    problem.relations = [RoutingRelation(first: 1, second: 2, most: 0, technician: .different)]
    let reasons = { Engine.misfits(problem, routes: [[], [0]], job: $0) }
    #expect(reasons(1) == [.partner, .skill])
    #expect(reasons(2) == [.partner, .full])
    // Ben is free at 950 and needs 100 s there and back.
    let remedies = { Engine.remedies(problem, routes: [[], [0]], job: $0, limit: 9) }
    #expect(remedies(2).first?.changes == [.shiftLater(seconds: 150)])
    #expect(remedies(2).first?.vehicle == 1)
    #expect(remedies(2).first?.start == 1050)
    anna.skills = []
    problem.vehicles[0] = anna
    #expect(reasons(1) == [.skill, .skill])
    #expect(Engine.remedies(problem, routes: [[], []], job: 1).map(\.changes) == [[.skill(1, level: 1)]])
    problem.vehicles[1].window?.end = 1150
    #expect(Engine.misfits(problem, routes: [[], [0]], job: 2) == [.partner, .partner])
  }

  @Test("a shipment is placed whole or not at all")
  func shipment() {
    var jobs = [RoutingJob(id: 1, location: 1), RoutingJob(id: 1, location: 4)]
    (jobs[0].kind, jobs[0].pickup) = (.pickup, [2])
    (jobs[1].kind, jobs[1].delivery) = (.delivery, [2])
    var problem = Problems.make(
      jobs, [RoutingVehicle(id: 1, start: 0, end: 0, capacity: [2], window: RoutingWindow(0, 700))])
    problem.shipments = [RoutingShipment(pickup: 0, delivery: 1)]
    #expect(Engine.misfits(problem, routes: [[]], job: 0) == [.partner])
    #expect(Engine.misfits(problem, routes: [[]], job: 1) == [.shift])
    #expect(Engine.remedies(problem, routes: [[]], job: 0).map(\.changes) == [[.shiftLater(seconds: 100)]])
    problem.vehicles[0].window?.end = 800
    #expect(Engine.misfits(problem, routes: [[]], job: 0) == [nil])
    #expect(Engine.remedies(problem, routes: [[]], job: 0).isEmpty)
  }
}
