import PunctualEngine
import PunctualModel
import Testing

@Suite("What can never be served, before solving")
struct PrecheckTests {
  private let shift = RoutingVehicle(id: 1, start: 0, end: 0, window: RoutingWindow(0, 3000))

  private func findings(
    _ jobs: [RoutingJob], _ vehicles: [RoutingVehicle], _ change: (inout RoutingProblem) -> Void = { _ in }
  ) -> [Finding] {
    var problem = Problems.make(jobs, vehicles)
    change(&problem)
    return Engine.precheck(problem)
  }

  @Test("a job that no vehicle can take is found, with the reason of each vehicle; the rest is left in peace")
  func single() {
    var late = shift
    late.window = RoutingWindow(2500, 3000)
    var weak = shift
    weak.skills = [1]
    weak.capacity = [1]
    let jobs = [
      RoutingJob(id: 1, location: 1),
      RoutingJob(id: 2, location: 2, delivery: [2], skills: [1], windows: [RoutingWindow(0, 400)]),
    ]
    #expect(findings(jobs, [late, weak]) == [Finding(.job, jobs: [1], reasons: [.skill, .capacity])])
  }

  @Test("the time on a free day is named: window, shift, break, no way")
  func times() {
    func reason(_ job: (inout RoutingJob) -> Void, _ vehicle: (inout RoutingVehicle) -> Void = { _ in })
      -> [MisfitReason]
    {
      var asked = RoutingJob(id: 1, location: 5)
      var technician = shift
      job(&asked)
      vehicle(&technician)
      return findings([asked], [technician]).flatMap(\.reasons)
    }
    #expect(reason { _ in } == [])
    #expect(reason({ $0.windows = [RoutingWindow(0, 400)] }) == [.window])
    #expect(reason({ $0.service = 2100 }) == [.shift])
    #expect(reason({ $0.windows = [RoutingWindow(3100, 3200)] }) == [.offShift])
    let lunch = RoutingBreak(id: 1, windows: [RoutingWindow(600, 1000)], service: 300)
    #expect(reason({ $0.service = 1900 }, { $0.breaks = [lunch] }) == [.break])
    #expect(
      reason({
        $0.service = 2000; $0.windows = [RoutingWindow(600, 700)]
      }) == [.unreachable])
  }

  @Test("no way there is named")
  func noWay() {
    var durations = [Int32](repeating: 10, count: 9)
    durations[2] = TravelMatrix.unreachable
    durations[5] = TravelMatrix.unreachable
    let found = Engine.precheck(
      Problems.make(
        [RoutingJob(id: 1, location: 1), RoutingJob(id: 2, location: 2)], [shift], places: 3,
        matrix: TravelMatrix(size: 3, durations: durations)))
    #expect(found == [Finding(.job, jobs: [1], reasons: [.noWay])])
  }

  @Test("what only a way over another job's place, or a setup there, makes possible is not called impossible")
  func cautious() {
    // From 0 to 2 there is a way over 1 only.
    var durations = [Int32](repeating: 10, count: 9)
    durations[2] = TravelMatrix.unreachable
    let over = Problems.make(
      [RoutingJob(id: 1, location: 1), RoutingJob(id: 2, location: 2)], [shift], places: 3,
      matrix: TravelMatrix(size: 3, durations: durations))
    #expect(Engine.precheck(over) == [])
    // Alone, the setup leaves no time; after the other job at the same place there is none.
    let shared = [
      RoutingJob(id: 1, location: 5, setup: 10, service: 0), RoutingJob(id: 2, location: 5, setup: 500, service: 1900),
    ]
    #expect(findings(shared, [shift]) == [])
    #expect(findings([shared[1]], [shift]).map(\.kind) == [.job])
  }

  @Test("nothing that a plan serves is called impossible, and what is called so is in no plan", arguments: 0..<16)
  func certain(block: UInt64) {
    for seed in block * 40..<block * 40 + 40 {
      var problem = Problems.random(seed: seed, jobs: 6, vehicles: 2)
      // Several breaks are taken in order of their windows by the engine, in any order by trying everything.
      for vehicle in problem.vehicles.indices {
        problem.vehicles[vehicle].breaks = Array(problem.vehicles[vehicle].breaks.prefix(1))
      }
      let found = Set(Engine.precheck(problem).flatMap(\.jobs))
      for job in problem.jobs.indices where found.contains(job) {
        // Alone with any one other job before or after it: neither is feasible.
        for vehicle in problem.vehicles.indices {
          guard problem.jobs[job].skills.isSubset(of: problem.vehicles[vehicle].skills) else { continue }
          #expect(Exhaustive(problem).orderCost(vehicle, [job]) == nil, "seed \(seed)")
          for other in problem.jobs.indices where other != job {
            #expect(Exhaustive(problem).orderCost(vehicle, [other, job]) == nil, "seed \(seed)")
            #expect(Exhaustive(problem).orderCost(vehicle, [job, other]) == nil, "seed \(seed)")
          }
        }
      }
      let solution = Engine.solve(problem, SolveOptions(seed: seed, iterations: 10))
      let served = Set(solution.routes.flatMap { $0.steps.compactMap { $0.kind == .job ? $0.task : nil } })
      #expect(served.isDisjoint(with: found), "seed \(seed)")
      // All that is not found fits a free day, or is a matter of ways over others' places.
      let isMetric = problem.matrices.values.allSatisfy { matrix in
        (0..<matrix.size * matrix.size).allSatisfy { cell in
          let (from, to) = (cell / matrix.size, cell % matrix.size)
          return (0..<matrix.size).allSatisfy {
            Int(matrix.durations[cell]) <= Int(matrix.durations[from * matrix.size + $0])
              + Int(matrix.durations[$0 * matrix.size + to])
          }
        }
      }
      guard isMetric, problem.jobs.allSatisfy({ $0.setup == 0 && $0.setupPerType.isEmpty }) else { continue }
      for job in problem.jobs.indices where !found.contains(job) {
        #expect(
          !Engine.insertions(problem, routes: [], job: job).isEmpty
            || problem.vehicles.contains { $0.speedFactor != 1 }, "seed \(seed)")
      }
    }
  }

  @Test("relations whose waits the windows do not allow are found, handed on over several jobs")
  func chain() {
    let jobs = [
      RoutingJob(id: 1, location: 1, service: 100, windows: [RoutingWindow(500, 600)]),
      RoutingJob(id: 2, location: 1, service: 50),
      RoutingJob(id: 3, location: 1, windows: [RoutingWindow(0, 900)]), RoutingJob(id: 4, location: 1),
    ]
    func found(_ least: Int, _ last: Int = 2) -> [Finding] {
      findings(jobs, [shift, shift]) {
        $0.relations = [
          RoutingRelation(first: 0, second: 1, from: .finish, least: least, most: 900),
          RoutingRelation(first: 1, second: last, from: .finish, least: 100),
        ]
      }
    }
    // 500 + 100 + 150 + 50 + 100 = 900: just in time.
    #expect(found(150) == [])
    #expect(found(151) == [Finding(.group, jobs: [0, 1, 2])])
    #expect(found(151, 3) == [])
  }

  @Test("a group that asks for more different vehicles, or for one that can do all, is found")
  func crews() {
    let jobs = (1...3).map { RoutingJob(id: $0, location: 1, skills: [$0 == 3 ? 2 : 1]) }
    var one = shift
    one.skills = [1]
    var two = shift
    two.skills = [2]
    func found(_ vehicles: [RoutingVehicle], _ technician: RoutingRelation.Technician, _ second: Int) -> [Finding] {
      findings(jobs, vehicles) { $0.relations = [RoutingRelation(first: 0, second: second, technician: technician)] }
    }
    #expect(found([one, two], .different, 1) == [Finding(.group, jobs: [0, 1])])
    #expect(found([one, two, one], .different, 1) == [])
    #expect(found([one, two], .same, 2) == [Finding(.group, jobs: [0, 2])])
    #expect(found([one, two], .same, 1) == [])
    #expect(found([one, two], .different, 2) == [])
  }

  @Test("a frozen head that breaks a constraint is found")
  func frozen() {
    let jobs = [RoutingJob(id: 1, location: 5), RoutingJob(id: 2, location: 1, windows: [RoutingWindow(0, 200)])]
    var vehicle = shift
    vehicle.steps = [(1, 500), (2, 100)].map { RoutingStepHint(kind: .job, id: $0.0, serviceAt: $0.1) }
    #expect(findings(jobs, [vehicle]) { $0.frozenUntil = 600 } == [Finding(.frozen, jobs: [0, 1], vehicle: 0)])
    #expect(findings(jobs, [vehicle]) { $0.frozenUntil = 400 } == [])
  }
}
