import PunctualModel
import PunctualWire
import Testing

@Suite("A problem in VROOM's form is read")
struct VROOMProblemTests {
  @Test("every field of a job, a vehicle and a break arrives")
  func everyField() throws {
    let input = try VROOMText.read(
      """
      {"jobs":[{"id":18446744073709551615,"description":"boiler","location":[9.5,47.1],"location_index":2,"setup":60,
        "service":600,"setup_per_type":{"van":30},"service_per_type":{"van":500},"delivery":[1,2],"pickup":[3,4],
        "skills":[5,6,5],"priority":100,"time_windows":[[100,200],[300,400]],"unknown":{"ignored":true}}],
       "vehicles":[{"id":1,"profile":"bike","type":"van","description":"Anna","start_index":0,"end":[9.6,47.2],
        "end_index":1,"capacity":[8,9],"skills":[5,6],"time_window":[0,86400],"speed_factor":1.25,"max_tasks":4,
        "max_travel_time":3600,"max_distance":50000,
        "costs":{"fixed":100,"per_hour":5000,"per_km":30,"per_task_hour":20},
        "breaks":[{"id":9,"description":"lunch","service":1800,"time_windows":[[43200,46800]],"max_load":[1,1]}],
        "steps":[{"type":"start"},{"type":"break","id":9},
                 {"type":"job","id":18446744073709551615,"service_at":150,"service_after":1,"service_before":2}]}],
       "matrices":{"bike":{"durations":[[0,1,2],[3,0,4],[5,6,0]],"distances":[[0,10,20],[30,0,40],[50,60,0]]}}}
      """)
    let problem = input.problem
    #expect(
      problem.jobs == [
        RoutingJob(
          id: .max, description: "boiler", location: 2, setup: 60, service: 600, setupPerType: ["van": 30],
          servicePerType: ["van": 500], delivery: [1, 2], pickup: [3, 4], skills: [5, 6], priority: 100,
          windows: [RoutingWindow(100, 200), RoutingWindow(300, 400)])
      ])
    #expect(
      problem.vehicles == [
        RoutingVehicle(
          id: 1, profile: "bike", type: "van", description: "Anna", start: 0, end: 1, capacity: [8, 9],
          skills: [5, 6], window: RoutingWindow(0, 86400),
          breaks: [
            RoutingBreak(
              id: 9, description: "lunch", windows: [RoutingWindow(43200, 46800)], service: 1800, maxLoad: [1, 1])
          ],
          speedFactor: 1.25, maxTasks: 4, maxTravelTime: 3600, maxDistance: 50000,
          costs: RoutingCosts(fixed: 100, perHour: 5000, perKm: 30, perTaskHour: 20),
          steps: [
            RoutingStepHint(kind: .start), RoutingStepHint(kind: .break, id: 9),
            RoutingStepHint(kind: .job, id: .max, serviceAt: 150, serviceAfter: 1, serviceBefore: 2),
          ])
      ])
    #expect(
      problem.locations == [
        RoutingLocation(index: 0), RoutingLocation(coordinate: Coordinate(longitude: 9.6, latitude: 47.2), index: 1),
        RoutingLocation(coordinate: Coordinate(longitude: 9.5, latitude: 47.1), index: 2),
      ])
    #expect(
      problem.matrices == [
        "bike": TravelMatrix(
          size: 3, durations: [0, 1, 2, 3, 0, 4, 5, 6, 0], distances: [0, 10, 20, 30, 0, 40, 50, 60, 0])
      ])
    #expect(input.missingProfiles == [] && input.missingDistances == [] && input.places == [])
  }

  @Test("what is left out takes VROOM's default")
  func defaults() throws {
    let problem = try VROOMText.read(VROOMText.problem()).problem
    #expect(problem.jobs == [RoutingJob(id: 1, location: 1)])
    #expect(problem.vehicles == [RoutingVehicle(id: 7, start: 0)])
    #expect(problem.vehicles[0].costs == RoutingCosts(fixed: 0, perHour: 3600, perKm: 0, perTaskHour: 0))
  }

  @Test("amounts that are left out are zero in every dimension")
  func amounts() throws {
    let job = try VROOMText.read(VROOMText.problem(job: #""pickup":[4,5]"#, vehicle: #""capacity":[9,9]"#)).problem
      .jobs[0]
    #expect(job.delivery == [0, 0])
    #expect(job.pickup == [4, 5])
  }

  @Test("the older names amount and matrix mean delivery and the travel times of profile car")
  func olderNames() throws {
    let problem = try VROOMText.read(
      #"{"jobs":[{"id":1,"location_index":1,"amount":[2]}],"matrix":[[0,5],[6,0]],"#
        + #""vehicles":[{"id":7,"start_index":0,"capacity":[4]}]}"#
    ).problem
    #expect(problem.jobs[0].delivery == [2])
    #expect(problem.matrices == ["car": TravelMatrix(size: 2, durations: [0, 5, 6, 0])])
    let both = VROOMText.problem(job: #""amount":[2],"delivery":[3]"#, vehicle: #""capacity":[4]"#)
    #expect(try VROOMText.read(both).problem.jobs[0].delivery == [3])
  }

  @Test("windows in any order are put in order")
  func windowOrder() throws {
    let job = try VROOMText.read(VROOMText.problem(job: #""time_windows":[[300,400],[5,9]]"#)).problem.jobs[0]
    #expect(job.windows == [RoutingWindow(5, 9), RoutingWindow(300, 400)])
  }

  @Test("null in a matrix, and numbers beyond 68 years, mean that no way leads there")
  func noWay() throws {
    let text = VROOMText.problem(
      matrices: #"{"car":{"durations":[[0,null,4294967295],[2147483646,0,99999999999999999999999],[1,2,0]]}}"#)
    let far = TravelMatrix.unreachable
    #expect(try VROOMText.read(text).problem.matrices["car"]?.durations == [0, far, far, far - 1, 0, far, 1, 2, 0])
  }

  @Test("matrices of different sizes are cut to the smallest")
  func differentSizes() throws {
    let text = VROOMText.problem(
      matrices: #"{"car":{"durations":[[0,1,2],[3,0,4],[5,6,0]],"distances":[[0,7],[8,0]]},"#
        + #""bike":{"durations":[[0,1,2],[3,0,4],[5,6,0]]}}"#)
    let problem = try VROOMText.read(text).problem
    #expect(problem.matrices["car"] == TravelMatrix(size: 2, durations: [0, 1, 3, 0], distances: [0, 7, 8, 0]))
    #expect(problem.matrices["bike"] == TravelMatrix(size: 2, durations: [0, 1, 3, 0]))
    #expect(problem.locations.count == 2)
  }

  @Test("without matrices, each different coordinate is a place, and all profiles are missing")
  func coordinatesOnly() throws {
    var input = try VROOMText.read(
      """
      {"jobs":[{"id":1,"location":[9.5,47.1]},{"id":2,"location":[9.6,47.2]},{"id":3,"location":[9.5,47.1]}],
       "vehicles":[{"id":1,"end":[9.6,47.2]},{"id":2,"start":[9.7,47.1],"profile":"bike"}]}
      """)
    #expect(input.problem.jobs.map(\.location) == [0, 1, 0])
    #expect(input.problem.vehicles.map(\.end) == [1, nil])
    #expect(input.problem.vehicles.map(\.start) == [nil, 2])
    #expect(input.problem.locations.allSatisfy { $0.index == nil })
    #expect(input.missingProfiles == ["bike", "car"])
    #expect(input.places == input.problem.locations.compactMap(\.coordinate))
    let matrix = TravelMatrix(size: 3, durations: [0, 1, 2, 3, 0, 4, 5, 6, 0])
    input.fill("car", with: matrix)
    #expect(input.missingProfiles == ["bike"])
    input.fill("bike", with: matrix)
    #expect(input.missingProfiles == [])
    #expect(input.problem.matrices == ["car": matrix, "bike": matrix])
  }

  @Test("a profile without matrix beside one with: only the places that are used are asked for")
  func missingBesideGiven() throws {
    var input = try VROOMText.read(
      """
      {"jobs":[{"id":1,"location":[9.5,47.1],"location_index":2}],
       "vehicles":[{"id":1,"start":[9.6,47.2],"start_index":0,"profile":"bike"}],
       "matrices":{"car":{"durations":[[0,1,2],[3,0,4],[5,6,0]]}}}
      """)
    #expect(input.missingProfiles == ["bike"])
    #expect(input.places.map(\.longitude) == [9.6, 9.5])
    input.fill("bike", with: TravelMatrix(size: 2, durations: [0, 77, 88, 0], distances: [0, 7, 8, 0]))
    let far = TravelMatrix.unreachable
    #expect(input.problem.matrices["bike"]?.durations == [0, far, 77, far, far, far, 88, far, 0])
    #expect(input.problem.matrices["bike"]?.distances == [0, far, 7, far, far, far, 8, far, 0])
  }

  @Test("distances that a limit or a cost needs are missing, and filled without touching the travel times")
  func missingDistances() throws {
    let text =
      #"{"jobs":[{"id":1,"location":[9.5,47.1],"location_index":1}],"#
      + #""vehicles":[{"id":1,"start":[9.6,47.2],"start_index":0,"max_distance":5}],"#
      + #""matrices":{"car":{"durations":[[0,1],[2,0]]}}}"#
    var input = try VROOMText.read(text)
    #expect(input.missingDistances == ["car"])
    input.fill("car", with: TravelMatrix(size: 2, durations: [9, 9, 9, 9], distances: [0, 50, 60, 0]))
    #expect(
      input.problem.matrices["car"] == TravelMatrix(size: 2, durations: [0, 1, 2, 0], distances: [0, 50, 60, 0]))
    let free = text.replacing(#","max_distance":5"#, with: "")
    #expect(try VROOMText.read(free).missingDistances == [])
    #expect(try VROOMText.read(free, wantsDistances: true).missingDistances == ["car"])
  }

  @Test("several vehicles may have one id")
  func shifts() throws {
    let text = #"{"jobs":[{"id":1,"location":[9,47]}],"vehicles":[{"id":1,"start":[9,47]},{"id":1,"start":[9,47]}]}"#
    #expect(try VROOMText.read(text).problem.vehicles.count == 2)
  }

  @Test("every sample problem can be read")
  func samples() throws {
    let samples = try VROOMText.samples()
    #expect(samples.count >= 6)
    for sample in samples {
      let root = try JSONDocument.parse(sample.bytes).root
      let input = try NamedProblem.isOne(root) ? NamedProblem.read(root).input : VROOMProblem.read(root)
      #expect(!input.problem.jobs.isEmpty && !input.problem.vehicles.isEmpty, "\(sample.name)")
      let hasMatrix = root["matrices"] != nil
      #expect(input.missingProfiles == (hasMatrix ? [] : ["car"]), "\(sample.name)")
    }
  }
}
