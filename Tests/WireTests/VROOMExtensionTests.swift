import PunctualModel
import PunctualWire
import Testing

@Suite("Our own keys beside VROOM's are read")
struct VROOMExtensionTests {
  /// Every key that VROOM lacks, once.
  static let everything = """
    {"jobs":[
      {"id":1,"location_index":1,"skill_levels":{"3":2},"technicians":{"required":[7,8],"preferred":[7],"avoided":[8,99],
       "familiar":[98]},"preferred_window":{"time_window":[100,200],"early_per_hour":5,"late_per_hour":6},
       "due":{"by":300,"late_per_hour":7},"pin":{"vehicle":8,"day":[0,900],"start":150,"position":"first"},
       "territory":"north","parts":{"valve":2},"tools":["ladder","ladder","saw"],"spread":60},
      {"id":2,"location_index":2},{"id":3,"location_index":2}],
     "shipments":[{"amount":[2],"skills":[4],"skill_levels":{"4":3},"priority":9,
       "pickup":{"id":1,"location_index":1,"service":10,"time_windows":[[0,50]],"due":{"by":40}},
       "delivery":{"id":1,"location_index":2,"setup":5,"description":"heater","preferred_window":{"time_window":[1,2]}}}],
     "vehicles":[
      {"id":7,"start_index":0,"end_index":0,"capacity":[3],"skills":[3],"skill_levels":{"3":2,"4":5},"pace":1.25,
       "time_window":[0,900],"overtime":{"most":60,"per_hour":100},"territories":["north","south"],
       "parts":{"valve":3},"tools":["saw"],"past":{"work":3600,"jobs":4}},
      {"id":8,"start_index":0,"capacity":[3],"breaks":[{"id":1}],"shifts":[{"time_window":[0,400]},
       {"time_window":[1000,1400],"breaks":[],"end_index":2,"pace":2,"steps":[{"type":"pickup","id":1},
        {"type":"job","id":1,"service_at":5},{"type":"depot","id":4},{"type":"delivery","id":1}]}]}],
     "relations":[{"type":"together","jobs":[1,2,3]},
      {"type":"after","jobs":[2,3],"from":"finish","least":0,"most":600,"technician":"any"}],
     "depots":[{"id":4,"location_index":2,"service":300}],
     "travel_factors":{"car":[{"time_window":[50,60],"factor":0.5},{"time_window":[10,50],"factor":1.3}]},
     "spread":{"travel":0.2,"work":0.3},"frozen_until":120,
     "objective":{"lateness_before_cost":false,"worst_late_per_hour":1,"expected_late_per_hour":2,
      "later_start_per_hour":3,"not_preferred":4,"avoided":5,"unfamiliar":6,"outside_territory":7,"unfair_hours":8,
      "unfair_jobs":9,"changed_vehicle":10,"moved_per_hour":11,
      "waiting_per_hour":12},
     "matrices":{"car":{"durations":[[0,1,2],[3,0,4],[5,6,0]]}}}
    """

  static func problem() throws -> RoutingProblem { try VROOMText.read(everything).problem }

  @Test("every wish of a job arrives")
  func job() throws {
    var expected = RoutingJob(id: 1, location: 1, delivery: [0], pickup: [0])
    expected.skillLevels = [3: 2]
    expected.technicians = RoutingTechnicians(required: [7, 8], preferred: [7], avoided: [8, 99], familiar: [98])
    expected.preferred = RoutingPreferredWindow(RoutingWindow(100, 200), earlyPerHour: 5, latePerHour: 6)
    expected.due = RoutingDueDate(by: 300, latePerHour: 7)
    expected.pin = RoutingPin(vehicle: 8, day: RoutingWindow(0, 900), start: 150, position: .first)
    expected.territory = "north"
    expected.parts = ["valve": 2]
    expected.tools = ["ladder", "saw"]
    expected.spread = 60
    #expect(try Self.problem().jobs[0] == expected)
    #expect(try Self.problem().jobs[1] == RoutingJob(id: 2, location: 2, delivery: [0], pickup: [0]))
  }

  @Test("every ability of a vehicle arrives; who has a level of a skill has the skill")
  func vehicle() throws {
    var expected = RoutingVehicle(
      id: 7, start: 0, end: 0, capacity: [3], skills: [3, 4], window: RoutingWindow(0, 900))
    expected.skillLevels = [3: 2, 4: 5]
    expected.pace = 1.25
    expected.overtime = RoutingOvertime(most: 60, perHour: 100)
    expected.territories = ["north", "south"]
    expected.parts = ["valve": 3]
    expected.tools = ["saw"]
    expected.past = RoutingPast(work: 3600, jobs: 4)
    #expect(try Self.problem().vehicles[0] == expected)
  }

  @Test("shifts are vehicles with one id, and what a shift says replaces what the vehicle says")
  func shifts() throws {
    let vehicles = try Self.problem().vehicles
    #expect(vehicles.map(\.id) == [7, 8, 8])
    #expect(
      vehicles[1]
        == RoutingVehicle(
          id: 8, start: 0, capacity: [3], window: RoutingWindow(0, 400), breaks: [RoutingBreak(id: 1)]))
    var second = RoutingVehicle(
      id: 8, start: 0, end: 2, capacity: [3], window: RoutingWindow(1000, 1400),
      steps: [
        RoutingStepHint(kind: .pickup, id: 1), RoutingStepHint(kind: .job, id: 1, serviceAt: 5),
        RoutingStepHint(kind: .depot, id: 4), RoutingStepHint(kind: .delivery, id: 1),
      ])
    second.pace = 2
    #expect(vehicles[2] == second)
  }

  @Test("a shift that says where it starts says it alone, whether as a row or as coordinates")
  func shiftPlaces() throws {
    let problem = try VROOMText.read(
      """
      {"jobs":[{"id":1,"location_index":1}],"vehicles":[{"id":1,"start":[9.5,47.2],"start_index":0,
       "shifts":[{},{"start_index":2}]}],"matrices":{"car":{"durations":[[0,1,2],[3,0,4],[5,6,0]]}}}
      """
    ).problem
    #expect(problem.vehicles.map(\.start) == [0, 2])
    #expect(problem.locations[2].coordinate == nil)
  }

  @Test("the halves of a shipment are jobs of their own kind, with its amount, skills, levels and priority")
  func shipment() throws {
    let problem = try Self.problem()
    var pickup = RoutingJob(
      id: 1, location: 1, service: 10, delivery: [0], pickup: [2], skills: [4], priority: 9,
      windows: [RoutingWindow(0, 50)])
    pickup.kind = .pickup
    pickup.skillLevels = [4: 3]
    pickup.due = RoutingDueDate(by: 40, latePerHour: 3600)
    var delivery = RoutingJob(
      id: 1, description: "heater", location: 2, setup: 5, delivery: [2], pickup: [0], skills: [4], priority: 9)
    delivery.kind = .delivery
    delivery.skillLevels = [4: 3]
    delivery.preferred = RoutingPreferredWindow(RoutingWindow(1, 2), earlyPerHour: 0, latePerHour: 3600)
    #expect(problem.jobs[3...] == [pickup, delivery])
    #expect(problem.shipments == [RoutingShipment(pickup: 3, delivery: 4)])
  }

  @Test("shipments alone are a problem, and without amount nothing is moved")
  func shipmentsAlone() throws {
    let problem = try VROOMText.read(
      """
      {"shipments":[{"pickup":{"id":5,"location":[9.5,47.1]},"delivery":{"id":6,"location":[9.6,47.1]}}],
       "vehicles":[{"id":1,"start":[9.5,47.1],"capacity":[1,1]}]}
      """
    ).problem
    #expect(problem.jobs.map(\.kind) == [.pickup, .delivery])
    #expect(problem.jobs.allSatisfy { $0.pickup == [0, 0] && $0.delivery == [0, 0] })
  }

  @Test("jobs together are relations of the first to each other one; jobs after one another are one")
  func relations() throws {
    #expect(
      try Self.problem().relations == [
        RoutingRelation(first: 0, second: 1, from: .start, least: 0, most: 0, technician: .different),
        RoutingRelation(first: 0, second: 2, from: .start, least: 0, most: 0, technician: .different),
        RoutingRelation(first: 1, second: 2, from: .finish, least: 0, most: 600, technician: .any),
      ])
    let text = VROOMText.problem(more: #""relations":[{"type":"after","jobs":[1,2]}]"#)
      .replacing(#"{"jobs":["#, with: #"{"jobs":[{"id":2,"location_index":2},"#)
    #expect(
      try VROOMText.read(text).problem.relations
        == [RoutingRelation(first: 1, second: 0, from: .start, least: 0, most: nil, technician: .any)])
  }

  @Test("depots, travel by time of day in order of time, spread, frozen part and every weight arrive")
  func whole() throws {
    let problem = try Self.problem()
    #expect(problem.depots == [RoutingDepot(id: 4, location: 2, service: 300)])
    #expect(
      problem.travelFactors == [
        "car": [
          RoutingTravelFactor(RoutingWindow(10, 50), thousandths: 1300),
          RoutingTravelFactor(RoutingWindow(50, 60), thousandths: 500),
        ]
      ])
    #expect(problem.spread == RoutingSpread(travel: 0.2, work: 0.3))
    #expect(problem.frozenUntil == 120)
    var objective = RoutingObjective()
    objective.latenessBeforeCost = false
    objective.worstLatePerHour = 1
    objective.expectedLatePerHour = 2
    objective.laterStartPerHour = 3
    objective.notPreferred = 4
    objective.avoided = 5
    objective.unfamiliar = 6
    objective.outsideTerritory = 7
    objective.unfairHours = 8
    objective.unfairJobs = 9
    objective.changedVehicle = 10
    objective.movedPerHour = 11
    objective.waitingPerHour = 12
    #expect(problem.objective == objective)
  }

  @Test("null stands for what is left out, in our keys")
  func nulls() throws {
    let job =
      "skill_levels technicians preferred_window due pin territory parts tools spread".split(separator: " ")
      .map { "\"\($0)\":null" }.joined(separator: ",")
    let vehicle =
      "skill_levels pace overtime territories parts tools past shifts".split(separator: " ")
      .map { "\"\($0)\":null" }.joined(separator: ",")
    let more =
      "relations depots travel_factors spread frozen_until objective".split(separator: " ")
      .map { "\"\($0)\":null" }.joined(separator: ",")
    let plain = try VROOMText.read(VROOMText.problem()).problem
    #expect(try VROOMText.read(VROOMText.problem(job: job, vehicle: vehicle, more: more)).problem == plain)
    let inner = VROOMText.problem(
      job: #""technicians":{"required":null},"pin":{"vehicle":null,"day":null,"start":null,"position":null}"#,
      vehicle: #""past":{"work":null},"parts":{"valve":null}"#,
      more: #""objective":{"lateness_before_cost":null,"avoided":null},"travel_factors":{"bike":null}"#)
    var pinned = plain
    pinned.jobs[0].pin = RoutingPin()
    #expect(try VROOMText.read(inner).problem == pinned)
  }

  @Test("an unknown word beside ours is ignored, as in VROOM")
  func unknown() throws {
    let plain = try VROOMText.read(VROOMText.problem()).problem
    let text = VROOMText.problem(
      job: #""territories":["a"]"#, vehicle: #""due":3"#, more: #""objectives":[],"weights":{}"#)
    #expect(try VROOMText.read(text).problem == plain)
  }
}

@Suite("The schema of a problem")
struct VROOMProblemSchemaTests {
  static let schema = Schemas.all.first { $0.name == "routing_problem" }?.schema ?? .null

  /// Keys of a value that the schema does not name.
  private func unnamed(_ value: JSON, _ schema: JSON, _ path: String = "") -> [String] {
    switch value {
    case .object(let members):
      members.flatMap { member -> [String] in
        let path = "\(path)/\(member.key)"
        guard let part = schema["properties"]?[member.key] ?? schema["additionalProperties"] else { return [path] }
        return unnamed(member.value, part, path)
      }
    case .array(let elements): elements.flatMap { unnamed($0, schema["items"] ?? .null, path + "/*") }
    default: []
    }
  }

  @Test("names every key that is read")
  func complete() throws {
    let value = try JSONDocument.parse(VROOMExtensionTests.everything).root.value()
    let shift = "/vehicles/*/shifts/*"
    #expect(
      Set(unnamed(value, Self.schema)).filter { !$0.hasPrefix("\(shift)/") && !$0.contains("/steps/*/") } == [])
  }

  @Test("states the objective's defaults")
  func defaults() throws {
    let weights = try #require(Self.schema["properties"]?["objective"]?["properties"])
    #expect(weights["avoided"]?["default"] == 3600)
    #expect(weights["lateness_before_cost"]?["default"] == true)
    #expect(weights.members?.allSatisfy { $0.value["description"]?.string?.isEmpty == false } == true)
  }
}
