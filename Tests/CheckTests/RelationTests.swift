import PunctualCheck
import PunctualModel
import Testing

@Suite("Relations are judged")
struct RelationTests {
  /// Job 1 by vehicle 1 from 100 to 160, job 2 by vehicle 2 from 200, job 3 by vehicle 1 from 260.
  let right: Case = {
    var base = Case(
      [
        RoutingJob(id: 1, location: 1, service: 60), RoutingJob(id: 2, location: 2),
        RoutingJob(id: 3, location: 2), RoutingJob(id: 4, location: 5),
      ],
      [RoutingVehicle(id: 1, start: 0, end: 0), RoutingVehicle(id: 2, start: 0, end: 0)],
      [
        Line.route(1, [Line.start(0), Line.job(1, 100, service: 60), Line.job(3, 260), Line.end(460)]),
        Line.route(2, [Line.start(0), Line.job(2, 200), Line.end(400)]),
      ], unassigned: [4])
    base.problem.relations = [
      RoutingRelation(first: 0, second: 1, from: .start, least: 100, most: 100, technician: .different),
      RoutingRelation(first: 0, second: 2, from: .finish, least: 100, most: nil, technician: .same),
    ]
    return base
  }()

  @Test("the wait counts from the start or the finish of the first job, within its limits")
  func time() {
    #expect(right.codes() == [])
    #expect(right.codes { $0.problem.relations[0].least = 101 } == [.relationTime])
    #expect(right.codes { $0.problem.relations[0].most = 99 } == [.relationTime])
    #expect(right.codes { $0.problem.relations[0].from = .finish } == [.relationTime])
    #expect(right.codes { $0.problem.relations[1].least = 101 } == [.relationTime])
    #expect(right.codes { $0.problem.relations[1].from = .start } == [])
    #expect(right.codes { $0.problem.relations[1].first = 1 } == [.relationTechnician, .relationTime])
    let earlier = right.codes { ($0.problem.relations[1].first, $0.problem.relations[1].second) = (2, 0) }
    #expect(earlier == [.relationTime])
  }

  @Test("who serves both: the same vehicle, different ones, or whoever")
  func technician() {
    #expect(right.codes { $0.problem.relations[0].technician = .same } == [.relationTechnician])
    #expect(right.codes { $0.problem.relations[1].technician = .different } == [.relationTechnician])
    #expect(right.codes { $0.problem.relations[0].technician = .any } == [])
    #expect(right.codes { $0.problem.relations[1].technician = .any } == [])
  }

  @Test("two shifts of one technician are different vehicles")
  func shifts() {
    #expect(
      right.codes { shifts in
        shifts.problem.vehicles[1].id = 1
        shifts.solution.routes[1].vehicle = 1
      } == [])
  }

  @Test("jobs that belong together are served all or none")
  func allOrNone() {
    let relation = RoutingRelation(first: 3, second: 0)
    #expect(right.codes { $0.problem.relations.append(relation) } == [.allOrNone])
    #expect(
      right.codes {
        $0.problem.jobs.append(RoutingJob(id: 5, location: 5))
        $0.solution.unassigned.append(StatedTask(kind: .job, id: 5))
        $0.problem.relations.append(RoutingRelation(first: 3, second: 4))
      } == [])
  }

  @Test("a violation names the second job's place")
  func place() throws {
    let tight = right.changed { $0.problem.relations[0].most = 99 }
    let violation = try #require(check(tight.problem, tight.solution).violations.first)
    #expect(violation.route == 1 && violation.step == 1)
    #expect(violation.message == "Job 2 starts 100 after the start of job 1, and 100 to 99 is asked.")
  }
}
