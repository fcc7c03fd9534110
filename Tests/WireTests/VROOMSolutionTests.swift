import PunctualModel
import PunctualWire
import Testing

@Suite("A solution in VROOM's form")
struct VROOMSolutionTests {
  /// Two jobs and a break on a way of two places, amounts of one dimension, known distances; one job is left out.
  static let problem = RoutingProblem(
    jobs: [
      RoutingJob(id: 11, description: "boiler", location: 1, service: 300, delivery: [2], pickup: [0]),
      RoutingJob(id: .max, description: "lift", location: 1, delivery: [0], pickup: [0]),
    ],
    vehicles: [
      RoutingVehicle(
        id: 7, description: "Anna", start: 0, end: 0, capacity: [4],
        breaks: [RoutingBreak(id: 3, description: "lunch", service: 60)])
    ],
    locations: [
      RoutingLocation(coordinate: Coordinate(longitude: 9.5, latitude: 47.25), index: 0), RoutingLocation(index: 1),
    ],
    matrices: ["car": TravelMatrix(size: 2, durations: [0, 100, 110, 0], distances: [0, 1000, 1100, 0])])

  static let route = RoutingRoute(
    vehicle: 0,
    steps: [
      RoutingStep(kind: .start, location: 0, arrival: 0, duration: 0, distance: 0, load: [2]),
      RoutingStep(
        kind: .break, task: 0, arrival: 40, waiting: 5, service: 60, duration: 40, distance: 400, load: [2]),
      RoutingStep(
        kind: .job, task: 0, location: 1, arrival: 165, service: 300, duration: 100, distance: 1000, load: [0],
        violations: [RoutingViolation(.delay, duration: 65)]),
      RoutingStep(
        kind: .end, location: 0, arrival: 575, duration: 210, distance: 2100, load: [0],
        violations: [RoutingViolation(.delay, duration: 10)]),
    ],
    cost: 210, distance: 2100, duration: 210, setup: 0, service: 360, waiting: 5, priority: 0, delivery: [2],
    pickup: [0], violations: [RoutingViolation(.skills)])

  static let written = #"""
    {"code":0,"summary":{"cost":210,"routes":1,"unassigned":1,"delivery":[2],"pickup":[0],"setup":0,"service":360,
    "duration":210,"waiting_time":5,"priority":0,"distance":2100,
    "violations":[{"cause":"delay","duration":75},{"cause":"skills"}],
    "computing_times":{"loading":1,"solving":2,"routing":3}},
    "unassigned":[{"id":18446744073709551615,"location_index":1,"type":"job","description":"lift"}],
    "routes":[{"vehicle":7,"cost":210,"description":"Anna","delivery":[2],"pickup":[0],"setup":0,"service":360,
    "duration":210,"waiting_time":5,"priority":0,"distance":2100,"steps":[
    {"type":"start","location":[9.5,47.25],"location_index":0,"setup":0,"service":0,"waiting_time":0,"load":[2],
    "arrival":0,"duration":0,"violations":[],"distance":0},
    {"type":"break","description":"lunch","id":3,"setup":0,"service":60,"waiting_time":5,"load":[2],"arrival":40,
    "duration":40,"violations":[],"distance":400},
    {"type":"job","description":"boiler","location_index":1,"id":11,"setup":0,"service":300,"waiting_time":0,
    "load":[0],"arrival":165,"duration":100,"violations":[{"cause":"delay","duration":65}],"distance":1000},
    {"type":"end","location":[9.5,47.25],"location_index":0,"setup":0,"service":0,"waiting_time":0,"load":[0],
    "arrival":575,"duration":210,"violations":[{"cause":"delay","duration":10}],"distance":2100}],
    "violations":[{"cause":"delay","duration":75},{"cause":"skills"}],"geometry":"_p~iF~ps|U"}]}
    """#

  @Test("keys and their order are VROOM's")
  func write() {
    let solution = RoutingSolution(routes: [Self.route], unassigned: [1])
    let json = VROOMSolution.write(
      solution, problem: Self.problem, computingTimes: .init(loading: 1, solving: 2, routing: 3),
      geometries: ["_p~iF~ps|U"])
    #expect(json.text() == Self.written.replacing("\n", with: ""))
  }

  @Test("amounts, distances and descriptions that nobody gave are left out")
  func bare() {
    var problem = Self.problem
    problem.vehicles[0].capacity = []
    problem.vehicles[0].description = nil
    problem.matrices["car"]?.distances = nil
    let json = VROOMSolution.write(RoutingSolution(routes: [], unassigned: []), problem: problem)
    #expect(
      json.text() == #"{"code":0,"summary":{"cost":0,"routes":0,"unassigned":0,"setup":0,"service":0,"duration":0,"#
        + #""waiting_time":0,"priority":0,"violations":[],"computing_times":{"loading":0,"solving":0,"routing":0}},"#
        + #""unassigned":[],"routes":[]}"#)
    var route = Self.route
    route.distance = nil
    route.steps = [RoutingStep(kind: .start, location: 0, arrival: 0, duration: 0, load: [])]
    route.violations = []
    let routes = VROOMSolution.write(RoutingSolution(routes: [route], unassigned: []), problem: problem)["routes"]
    #expect(
      routes?.text() == #"[{"vehicle":7,"cost":210,"setup":0,"service":360,"duration":210,"waiting_time":5,"#
        + #""priority":0,"steps":[{"type":"start","location":[9.5,47.25],"location_index":0,"setup":0,"service":0,"#
        + #""waiting_time":0,"arrival":0,"duration":0,"violations":[]}],"violations":[]}]"#)
  }

  @Test("what is written is read back as stated")
  func roundTrip() throws {
    let stated = try VROOMSolution.readStated(JSONDocument.parse(Self.written).root)
    #expect(stated.code == 0)
    #expect(
      stated.summary
        == StatedFigures(
          cost: 210, routes: 1, unassigned: 1, duration: 210, distance: 2100, setup: 0, service: 360, waiting: 5,
          priority: 0, delivery: [2], pickup: [0]))
    #expect(stated.unassigned == [StatedTask(kind: .job, id: .max)])
    let route = try #require(stated.routes.first)
    #expect(route.vehicle == 7 && route.violations == 2)
    #expect(
      route.figures
        == StatedFigures(
          cost: 210, duration: 210, distance: 2100, setup: 0, service: 360, waiting: 5, priority: 0, delivery: [2],
          pickup: [0]))
    #expect(route.steps.map(\.kind) == [.start, .break, .job, .end])
    #expect(
      route.steps[2]
        == StatedStep(
          kind: .job, id: 11, arrival: 165, waiting: 0, setup: 0, service: 300, duration: 100, distance: 1000,
          load: [0], locationIndex: 1, violations: 1))
  }

  @Test("lateness, overtime, depots and changes are stated where the problem can have them, and read back")
  func beyondVROOM() throws {
    var problem = Self.problem
    problem.jobs[0].due = RoutingDueDate(by: 400)
    problem.jobs[1].kind = .delivery
    problem.vehicles[0].overtime = RoutingOvertime(most: 60, perHour: 100)
    problem.depots = [RoutingDepot(id: 8, location: 1, service: 20)]
    var route = Self.route
    route.latenessCost = 65
    route.overtime = 11
    route.steps[2].late = 65
    route.steps.insert(
      RoutingStep(kind: .depot, task: 0, location: 1, arrival: 150, service: 20, duration: 90, load: [2]), at: 2)
    let changes = [
      RoutingChange(job: 0, fromVehicle: 0, toVehicle: 0, fromStart: 90, toStart: 165),
      RoutingChange(job: 1, fromVehicle: 0, toVehicle: nil, fromStart: nil, toStart: nil),
    ]
    let json = VROOMSolution.write(
      RoutingSolution(routes: [route], unassigned: [1]), problem: problem, changes: changes)
    #expect(
      json["changes"]?.text() == #"[{"id":11,"type":"job","from_vehicle":7,"to_vehicle":7,"from_start":90,"#
        + #""to_start":165},{"id":18446744073709551615,"type":"delivery","from_vehicle":7,"to_vehicle":null}]"#)
    #expect(json["unassigned"]?.elements?.first?["type"] == "delivery")
    let depot = try #require(json["routes"]?.elements?.first?["steps"]?.elements?[2])
    #expect(depot["type"] == "depot" && depot["id"] == 8 && depot["late"] == nil)
    let stated = try VROOMSolution.readStated(JSONDocument.parse(json.bytes()).root)
    #expect(stated.summary?.latenessCost == 65 && stated.summary?.overtime == 11 && stated.summary?.worstLate == 65)
    #expect(stated.routes[0].figures.latenessCost == 65 && stated.routes[0].figures.overtime == 11)
    #expect(stated.routes[0].figures.worstLate == nil)
    #expect(stated.routes[0].steps.map(\.late) == [nil, nil, nil, 65, nil])
    #expect(stated.routes[0].steps[2].kind == .depot && stated.routes[0].steps[2].id == 8)
    #expect(stated.unassigned == [StatedTask(kind: .delivery, id: .max)])
  }

  @Test("only what is there is stated")
  func stated() throws {
    let text = #"{"routes":[{"vehicle":1,"steps":[{"type":"job","id":4,"arrival":-5}]}],"unassigned":[{"id":2}]}"#
    let solution = try VROOMSolution.readStated(JSONDocument.parse(text).root)
    #expect(
      solution
        == StatedSolution(
          routes: [StatedRoute(vehicle: 1, steps: [StatedStep(kind: .job, id: 4, arrival: -5)])],
          unassigned: [StatedTask(kind: .job, id: 2)]))
  }

  @Test("an error code is a solution without routes")
  func errorCode() throws {
    let solution = try VROOMSolution.readStated(JSONDocument.parse(#"{"code":3,"error":"no way"}"#).root)
    #expect(solution == StatedSolution(code: 3, routes: [], unassigned: []))
  }

  @Test(
    "a malformed solution names each place",
    arguments: [
      ("[]", ["wrong-type "]), ("{}", ["missing-field /routes", "missing-field /unassigned"]),
      (#"{"routes":[{}],"unassigned":[]}"#, ["missing-field /routes/0", "missing-field /routes/0/vehicle"]),
      (
        #"{"routes":[{"vehicle":true,"steps":[{"type":"visit"},{}]}],"unassigned":[{"id":[1]}]}"#,
        [
          "missing-field /routes/0/steps/1/type", "out-of-range /routes/0/steps/0/type", "wrong-type /routes/0/vehicle",
          "wrong-type /unassigned/0/id",
        ]
      ),
      (
        #"{"routes":[{"vehicle":1,"steps":[{"type":"job","arrival":1.0,"load":3}]}],"unassigned":7,"summary":[]}"#,
        [
          "missing-field /routes/0/steps/0/id", "wrong-type /routes/0/steps/0/arrival",
          "wrong-type /routes/0/steps/0/load", "wrong-type /summary", "wrong-type /unassigned",
        ]
      ),
    ])
  func malformed(text: String, refused: [String]) throws {
    let root = try JSONDocument.parse(text).root
    do {
      _ = try VROOMSolution.readStated(root)
      Issue.record("it was read")
    } catch {
      #expect(error.all.map { "\($0.code.rawValue) \($0.path)" }.sorted() == refused)
    }
  }

  @Test("errors carry VROOM's code and the first sentence, and all faults beside")
  func errors() {
    #expect(VROOMSolution.error(code: 1, "oh").text() == #"{"code":1,"error":"oh"}"#)
    let two = Faults([
      Fault(.wrongType, path: "/jobs", "First.", hint: "Do so."), Fault(.badWindow, path: "/x", "Second."),
    ])
    #expect(
      VROOMSolution.error(two).text() == #"{"code":2,"error":"First.","errors":["#
        + #"{"code":"wrong-type","path":"/jobs","message":"First.","hint":"Do so."},"#
        + #"{"code":"bad-window","path":"/x","message":"Second."}]}"#)
    #expect(VROOMSolution.code(for: two) == 2)
    #expect(VROOMSolution.code(for: Faults(.routerUnavailable, "x")) == 3)
    #expect(VROOMSolution.code(for: Faults(.unreachable, "x")) == 3)
    #expect(VROOMSolution.code(for: Faults(.internalError, "x")) == 1)
    #expect(VROOMSolution.code(for: Faults(.notJSON, "x")) == 2)
    #expect(VROOMSolution.code(for: Faults(.notPermitted, "x")) == 1)
  }
}
