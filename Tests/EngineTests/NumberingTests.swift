import PunctualCheck
import PunctualModel
import Support
import Testing

@testable import PunctualEngine

@Suite("Jobs in an order that keeps near ones together")
struct NumberingTests {
  private let problem: RoutingProblem = {
    let (jobs, side) = (120, 12)
    // On a street, in an order that jumps to and fro.
    let place = (0...jobs).map { ($0 * 37) % (jobs + 1) }
    let durations = place.flatMap { a in place.map { b in Int32(abs(a - b) * 10) } }
    return RoutingProblem(
      jobs: (0..<jobs).map {
        RoutingJob(id: UInt64($0 + 1), location: $0 + 1, service: 60, delivery: [1 + $0 % 3], priority: $0 % 4)
      },
      vehicles: (0..<side).map {
        RoutingVehicle(id: UInt64($0 + 1), start: 0, end: 0, capacity: [20], window: RoutingWindow(0, 4000))
      },
      locations: (0...jobs).map { RoutingLocation(index: $0) },
      matrices: ["car": TravelMatrix(size: jobs + 1, durations: durations)])
  }()

  @Test("neighbours in place become neighbours in number, and nothing is lost")
  func order() throws {
    let part = try #require(Numbering.renumbered(problem))
    #expect(Set(part.problem.jobs.map(\.id)) == Set(problem.jobs.map(\.id)))
    func way(_ problem: RoutingProblem) -> Int {
      zip(problem.jobs, problem.jobs.dropFirst()).reduce(0) { sum, pair in
        let matrix = problem.matrices["car"]
        return sum + Int(matrix?.durations[pair.0.location * problem.locations.count + pair.1.location] ?? 0)
      }
    }
    #expect(way(part.problem) * 4 < way(problem))
  }

  @Test("the answer speaks of the jobs and places as they were given")
  func answer() {
    let solution = Engine.solve(problem, SolveOptions(iterations: 2000))
    #expect(check(problem, StatedSolution(problem, solution)).valid)
    #expect(solution.unassigned == solution.unassigned.sorted())
    #expect(
      solution.routes.flatMap(\.steps).count { $0.kind == .job } + solution.unassigned.count == problem.jobs.count)
  }

  @Test("small problems stay as they are")
  func small() {
    var few = problem
    few.jobs.removeLast(60)
    #expect(Numbering.renumbered(few) == nil)
  }
}
