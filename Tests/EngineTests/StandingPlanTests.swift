import PunctualEngine
import PunctualModel
import Testing

@Suite("Asking a plan that stands")
struct StandingPlanTests {
  /// A random plan and the jobs that it leaves out.
  private func plan(_ seed: UInt64) -> (problem: RoutingProblem, routes: [[Int]], left: [Int])? {
    let problem = Problems.random(seed: seed, jobs: 12, vehicles: 4)
    guard !problem.jobs.isEmpty else { return nil }
    let solution = Engine.solve(problem, SolveOptions(seed: seed, iterations: 0))
    var routes = [[Int]](repeating: [], count: problem.vehicles.count)
    for route in solution.routes { routes[route.vehicle] = route.steps.compactMap { $0.kind == .job ? $0.task : nil } }
    // Make room, so that there is something to find.
    var left = solution.unassigned
    for vehicle in routes.indices where routes[vehicle].count > 2 { left.append(routes[vehicle].remove(at: 1)) }
    return (problem, routes, left)
  }

  @Test("all places of a job are those that trying every position by itself finds, at the same cost", arguments: 0..<10)
  func places(block: UInt64) throws {
    for seed in block * 20..<block * 20 + 20 {
      guard let (problem, routes, left) = plan(seed) else { continue }
      let standing = StandingPlan(problem, routes: routes)
      for job in left + routes.compactMap(\.first) {
        var expected: [[Int]] = []
        for (vehicle, order) in routes.enumerated() {
          let others = order.filter { $0 != job }
          guard problem.jobs[job].skills.isSubset(of: problem.vehicles[vehicle].skills),
            others.isEmpty || Engine.schedule(problem, vehicle: vehicle, jobs: others) != nil
          else { continue }
          for position in 0...others.count {
            var tried = others
            tried.insert(job, at: position)
            if Engine.schedule(problem, vehicle: vehicle, jobs: tried) != nil { expected.append([vehicle, position]) }
          }
        }
        let found = standing.places(for: job)
        #expect(Set(found.map { [$0.vehicle, $0.position] }) == Set(expected), "seed \(seed) job \(job)")
        #expect(found.map(\.addedCost) == found.map(\.addedCost).sorted())
        for place in found {
          let insertion = try #require(standing.insertion(of: job, at: place))
          var tried = routes[place.vehicle].filter { $0 != job }
          let before = Engine.schedule(problem, vehicle: place.vehicle, jobs: tried)?.cost ?? 0
          tried.insert(job, at: place.position)
          #expect(insertion.route == Engine.schedule(problem, vehicle: place.vehicle, jobs: tried), "seed \(seed)")
          #expect(abs(insertion.route.cost - before - place.addedCost) <= 1)
        }
        let best = standing.bestPlaces(for: job)
        #expect(best == best.map { best in found.first { $0.vehicle == best.vehicle } ?? best })
        #expect(best.map(\.vehicle) == Set(found.map(\.vehicle)).sorted())
      }
    }
  }

  private let shift = RoutingVehicle(id: 1, start: 0, end: 0, window: RoutingWindow(0, 3000))

  @Test("an offer says for each window whether it can be promised, what it costs and whom it moves")
  func offer() throws {
    let jobs = [
      RoutingJob(id: 1, location: 2, service: 100, windows: [RoutingWindow(200, 900)]),
      RoutingJob(id: 2, location: 1, service: 50),
    ]
    var late = shift
    late.window = RoutingWindow(2000, 4000)
    let problem = Problems.make(jobs, [shift, late])
    let windows = [RoutingWindow(0, 150), RoutingWindow(50, 60), RoutingWindow(2500, 2600), RoutingWindow(5000, 6000)]
    let offers = Engine.offer(problem, routes: [[0]], job: 1, windows: windows)
    #expect(offers.map(\.window) == windows)
    #expect(offers.map { $0.places.first?.insertion.vehicle } == [0, nil, 0, nil])
    #expect(offers.map { $0.places.first?.insertion.addedCost } == [0, nil, 0, nil])
    #expect(offers.map { $0.places.first?.insertion.position } == [0, nil, 1, nil])
    #expect(offers[0].places.first?.moved == [MovedStart(job: 0, from: 200, to: 250)])
    let route = try #require(offers[2].places.first?.insertion.route)
    #expect(route.steps.compactMap(\.task) == [0, 1])
    #expect(offers[2].places.first?.moved == [MovedStart(job: 0, from: 200, to: 900)])
  }

  @Test("where lateness comes before cost, so it does among places; added up, the sum decides")
  func layers() {
    var punctual = RoutingJob(id: 1, location: 2, service: 400)
    punctual.preferred = RoutingPreferredWindow(RoutingWindow(0, 300), latePerHour: 3600)
    let new = RoutingJob(id: 2, location: 1, service: 150)
    var problem = Problems.make([punctual, new], [RoutingVehicle(id: 1, start: 0)])
    // Before it, the new job makes the other 50 s late; after it, it costs 100 s of travel.
    func found() -> [[Int]] {
      StandingPlan(problem, routes: [[0]]).places(for: 1).map { [$0.position, $0.addedLateness, $0.addedCost] }
    }
    #expect(found() == [[1, 0, 100], [0, 50, 0]])
    problem.objective.latenessBeforeCost = false
    #expect(found() == [[0, 50, 0], [1, 0, 100]])
    problem.objective.worstLatePerHour = 7200
    #expect(found() == [[1, 0, 100], [0, 150, 0]])
  }

  @Test("a visit's partner on another route binds it, and a plan given by its orders finds times that all agree on")
  func partners() {
    let jobs = [
      RoutingJob(id: 1, location: 1, service: 50), RoutingJob(id: 2, location: 1, service: 50),
      RoutingJob(id: 3, location: 3, service: 200), RoutingJob(id: 4, location: 2, service: 10),
    ]
    var problem = Problems.make(jobs, [RoutingVehicle(id: 1, start: 0), RoutingVehicle(id: 2, start: 0)])
    problem.relations = [RoutingRelation(first: 0, second: 1, most: 0, technician: .different)]
    // The second technician comes to the common visit from place 3, at 700: the first one waits for him.
    let plan = StandingPlan(problem, routes: [[0], [2, 1]])
    // Between 2 and 1 the new job would cost nothing, but would make that technician late for the other.
    let found = plan.places(for: 3).map { [$0.vehicle, $0.position, $0.addedCost] }
    #expect(found == [[0, 1, 100], [1, 2, 100], [0, 0, 200]])
    // Half of a pair that is left out has no place by itself.
    #expect(StandingPlan(problem, routes: [[], [2]]).places(for: 1).isEmpty)
    #expect(StandingPlan(problem, routes: [[0], [2]]).places(for: 1).map(\.vehicle) == [1])
  }

  @Test("the windows of an offer are judged as if they were the job's own", arguments: 0..<4)
  func offers(block: UInt64) {
    for seed in block * 20..<block * 20 + 20 {
      guard let (problem, routes, left) = plan(seed), let job = left.first else { continue }
      let windows = [RoutingWindow(0, 100), RoutingWindow(100, 200), RoutingWindow(300, 300)]
      for (offer, window) in zip(Engine.offer(problem, routes: routes, job: job, windows: windows, choices: 2), windows)
      {
        var changed = problem
        changed.jobs[job].windows = [window]
        let expected = Engine.insertions(changed, routes: routes, job: job)
        #expect(offer.places.map(\.insertion) == Array(expected.prefix(2)), "seed \(seed)")
      }
    }
  }

  @Test("alternatives name what each other vehicle would cost more, then the reasons of those that cannot")
  func alternatives() {
    let jobs = [RoutingJob(id: 1, location: 1, skills: [1]), RoutingJob(id: 2, location: 3, skills: [1])]
    func vehicle(_ start: Int, _ skills: Set<Int>, _ fixed: Int = 0) -> RoutingVehicle {
      RoutingVehicle(
        id: UInt64(start), start: start, end: start, skills: skills, window: RoutingWindow(0, 3000),
        costs: RoutingCosts(fixed: fixed))
    }
    let vehicles = [vehicle(0, [1]), vehicle(5, [1], 50), vehicle(3, []), vehicle(3, [1])]
    let found = Engine.alternatives(Problems.make(jobs, vehicles), routes: [[0, 1], [], [], []], job: 1)
    // On the first vehicle it costs 400 of travel; the last one has none, the second 400 and its use.
    #expect(found.map(\.vehicle) == [3, 1, 2])
    #expect(found.map(\.addedCost) == [-400, 50, nil])
    #expect(found.map(\.reason) == [nil, nil, .skill])
    #expect(Engine.alternatives(Problems.make(jobs, vehicles), routes: [[0]], job: 1) == [])
  }
}
