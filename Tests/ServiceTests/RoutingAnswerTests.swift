import PunctualModel
import PunctualWire
import Testing

@testable import PunctualService

@Suite("What solve says beyond the plan")
struct RoutingAnswerTests {
  private let problem = """
    {"jobs":[{"id":7,"location_index":1,"service":100,"time_windows":[[100,150]]},
      {"id":8,"location_index":1,"service":300,"time_windows":[[100,150]]},
      {"id":9,"location_index":1,"skills":[4]}],
     "vehicles":[{"id":3,"start_index":0,"end_index":0,"time_window":[0,1000]}],
     "matrices":{"car":{"durations":[[0,100],[100,0]]}}}
    """

  private func answer(_ change: (inout RoutingSolver) -> Void) async -> JSON {
    var solver = RoutingSolver()
    solver.iterations = 100
    change(&solver)
    return await solver.answer(Array(problem.utf8)).answer
  }

  @Test("each job that is left out has its reasons and the least changes that would place it, where that is asked for")
  func explain() async {
    let plain = await answer { _ in }
    #expect(plain["unassigned"]?[0]?["reasons"] == nil && plain["unassigned"]?[0]?["changes"] == nil)
    let told = await answer { $0.explains = true }
    #expect(told["unassigned"]?[0]?["id"] == 8)
    #expect(told["unassigned"]?[0]?["reasons"] == [["vehicle": 3, "reason": "full"]])
    let changes: JSON = [
      ["vehicle": 3, "start": 200, "added_cost": 0, "needs": [["kind": "window-later", "seconds": 50, "window": 0]]]
    ]
    #expect(told["unassigned"]?[0]?["changes"] == changes)
    #expect(told["unassigned"]?[1]?["reasons"] == [["vehicle": 3, "reason": "skill"]])
    #expect(told["unassigned"]?[1]?["changes"]?[0]?["needs"] == [["kind": "skill", "skill": 4, "level": 1]])
    #expect(told["routes"] == plain["routes"])
  }

  @Test("a precheck names what no plan can do, and solves nothing")
  func precheck() async {
    let told = await answer { $0.prechecks = true }
    let expected: JSON = [
      "code": 0,
      "findings": [
        [
          "kind": "job", "jobs": [["id": 9, "type": "job"]], "reasons": [["vehicle": 3, "reason": "skill"]],
          "message": "No vehicle can ever serve job 9: 1 lack the skill.",
        ]
      ],
    ]
    #expect(told == expected)
  }
}
