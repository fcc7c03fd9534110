import PunctualEngine
import PunctualModel
import Testing

@Test("a problem without jobs or vehicles has an empty answer")
func empty() {
  let problem = RoutingProblem(jobs: [], vehicles: [], locations: [], matrices: [:])
  #expect(Engine.solve(problem, SolveOptions()) == RoutingSolution(routes: [], unassigned: []))
}
