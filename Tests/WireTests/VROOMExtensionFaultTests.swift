import PunctualModel
import PunctualWire
import Testing

@Suite("What is wrong in our own keys is told with its place")
struct VROOMExtensionFaultTests {
  @Test(
    "in a job",
    arguments: [
      (#""skill_levels":[3]"#, "wrong-type /jobs/0/skill_levels"),
      (#""skill_levels":{"a/b":1}"#, "wrong-type /jobs/0/skill_levels/a~1b"),
      (#""skill_levels":{"03":1}"#, "wrong-type /jobs/0/skill_levels/03"),
      (#""skill_levels":{"3":0}"#, "out-of-range /jobs/0/skill_levels/3"),
      (#""skill_levels":{"3":"high"}"#, "wrong-type /jobs/0/skill_levels/3"),
      (#""technicians":[7]"#, "wrong-type /jobs/0/technicians"),
      (#""technicians":{"required":7}"#, "wrong-type /jobs/0/technicians/required"),
      (#""technicians":{"required":[7,9]}"#, "unknown-reference /jobs/0/technicians/required/1"),
      (#""technicians":{"preferred":["Anna"]}"#, "wrong-type /jobs/0/technicians/preferred/0"),
      (#""technicians":{"familiar":[-1]}"#, "out-of-range /jobs/0/technicians/familiar/0"),
      (#""preferred_window":[1,2]"#, "wrong-type /jobs/0/preferred_window"),
      (#""preferred_window":{}"#, "missing-field /jobs/0/preferred_window"),
      (#""preferred_window":{"time_window":[2,1]}"#, "bad-window /jobs/0/preferred_window/time_window"),
      (
        #""preferred_window":{"time_window":[1,2],"late_per_hour":-1}"#,
        "out-of-range /jobs/0/preferred_window/late_per_hour"
      ),
      (#""due":300"#, "wrong-type /jobs/0/due"), (#""due":{}"#, "missing-field /jobs/0/due"),
      (#""due":{"by":1.5}"#, "wrong-type /jobs/0/due/by"),
      (#""due":{"by":1,"late_per_hour":1.5}"#, "wrong-type /jobs/0/due/late_per_hour"),
      (#""pin":7"#, "wrong-type /jobs/0/pin"), (#""pin":{"vehicle":8}"#, "unknown-reference /jobs/0/pin/vehicle"),
      (#""pin":{"vehicle":"7"}"#, "wrong-type /jobs/0/pin/vehicle"),
      (#""pin":{"day":5}"#, "bad-window /jobs/0/pin/day"), (#""pin":{"start":[1]}"#, "wrong-type /jobs/0/pin/start"),
      (#""pin":{"position":"second"}"#, "out-of-range /jobs/0/pin/position"),
      (#""territory":5"#, "wrong-type /jobs/0/territory"), (#""parts":["valve"]"#, "wrong-type /jobs/0/parts"),
      (#""parts":{"valve":-1}"#, "out-of-range /jobs/0/parts/valve"), (#""tools":"saw""#, "wrong-type /jobs/0/tools"),
      (#""tools":["saw",3]"#, "wrong-type /jobs/0/tools/1"), (#""spread":0.5"#, "wrong-type /jobs/0/spread"),
    ])
  func job(member: String, fault: String) {
    #expect(VROOMText.refused(VROOMText.problem(job: member)) == [fault])
  }

  @Test(
    "in a vehicle",
    arguments: [
      (#""pace":0"#, "out-of-range /vehicles/0/pace"), (#""pace":5.01"#, "out-of-range /vehicles/0/pace"),
      (#""pace":"slow""#, "wrong-type /vehicles/0/pace"),
      (#""overtime":{"most":1,"per_hour":1}"#, "missing-field /vehicles/0/overtime"),
      (#""time_window":[0,9],"overtime":{"most":1}"#, "missing-field /vehicles/0/overtime"),
      (#""time_window":[0,9],"overtime":{"most":-1,"per_hour":1}"#, "out-of-range /vehicles/0/overtime/most"),
      (#""time_window":[0,9],"overtime":true"#, "wrong-type /vehicles/0/overtime"),
      (#""territories":"north""#, "wrong-type /vehicles/0/territories"),
      (#""parts":{"a/b":"x"}"#, "wrong-type /vehicles/0/parts/a~1b"),
      (#""past":{"work":-1}"#, "out-of-range /vehicles/0/past/work"), (#""past":[]"#, "wrong-type /vehicles/0/past"),
      (#""skill_levels":{"-1":1}"#, "wrong-type /vehicles/0/skill_levels/-1"),
      (#""shifts":{}"#, "wrong-type /vehicles/0/shifts"), (#""shifts":[]"#, "out-of-range /vehicles/0/shifts"),
      (#""shifts":[7]"#, "wrong-type /vehicles/0/shifts/0"),
      (#""shifts":[{}],"steps":[]"#, "bad-record /vehicles/0/steps"),
      (#""shifts":[{},{"time_window":[9,1]}]"#, "bad-window /vehicles/0/shifts/1/time_window"),
      (#""shifts":[{},{"end_index":3}]"#, "out-of-range /vehicles/0/shifts/1/end_index"),
      (#""shifts":[{},{"capacity":[1]}]"#, "out-of-range /vehicles/0/shifts/1/capacity"),
      (#""shifts":[{"steps":[{"type":"job","id":9}]}]"#, "unknown-reference /vehicles/0/shifts/0/steps"),
      (#""shifts":[{},{}],"pace":9"#, "out-of-range /vehicles/0/pace"),
      (#""steps":[{"type":"depot","id":1}]"#, "unknown-reference /vehicles/0/steps"),
      (#""steps":[{"type":"pickup","id":1}]"#, "unknown-reference /vehicles/0/steps"),
    ])
  func vehicle(member: String, fault: String) {
    #expect(VROOMText.refused(VROOMText.problem(vehicle: member)) == [fault])
  }

  @Test(
    "in the problem as a whole",
    arguments: [
      (#""depots":{}"#, "wrong-type /depots"), (#""depots":[{"location_index":1}]"#, "missing-field /depots/0"),
      (#""depots":[{"id":1}]"#, "missing-field /depots/0"),
      (#""depots":[{"id":1,"location_index":9}]"#, "out-of-range /depots/0/location_index"),
      (#""depots":[{"id":1,"location_index":1},{"id":1,"location_index":2}]"#, "duplicate-id /depots/1/id"),
      (#""spread":0.2"#, "wrong-type /spread"), (#""spread":{"travel":-0.1}"#, "out-of-range /spread/travel"),
      (#""spread":{"work":"much"}"#, "wrong-type /spread/work"), (#""frozen_until":-1"#, "out-of-range /frozen_until"),
      (#""objective":[]"#, "wrong-type /objective"),
      (#""objective":{"avoided":-1}"#, "out-of-range /objective/avoided"),
      (#""objective":{"lateness_before_cost":1}"#, "wrong-type /objective/lateness_before_cost"),
      (#""travel_factors":[]"#, "wrong-type /travel_factors"),
      (#""travel_factors":{"boat":[]}"#, "unknown-reference /travel_factors/boat"),
      (#""travel_factors":{"car":{}}"#, "wrong-type /travel_factors/car"),
      (#""travel_factors":{"car":[{"time_window":[1,2]}]}"#, "missing-field /travel_factors/car/0"),
      (#""travel_factors":{"car":[{"time_window":[1,2],"factor":0.09}]}"#, "out-of-range /travel_factors/car/0/factor"),
      (#""travel_factors":{"car":[{"time_window":[1,2],"factor":10.1}]}"#, "out-of-range /travel_factors/car/0/factor"),
      (#""travel_factors":{"car":[{"time_window":[2,2],"factor":2}]}"#, "bad-window /travel_factors/car/0/time_window"),
      (
        #""travel_factors":{"car":[{"time_window":[5,9],"factor":2},{"time_window":[1,6],"factor":3}]}"#,
        "bad-window /travel_factors/car/0"
      ),
    ])
  func problem(member: String, fault: String) {
    #expect(VROOMText.refused(VROOMText.problem(more: member)) == [fault])
  }

  @Test(
    "in a shipment",
    arguments: [
      (#"{}"#, ["missing-field /shipments/0", "missing-field /shipments/0"]),
      (#"3"#, ["wrong-type /shipments/0"]),
      (#"{"pickup":3,"delivery":{"id":2,"location_index":1}}"#, ["wrong-type /shipments/0/pickup"]),
      (
        #"{"pickup":{"location_index":1},"delivery":{"id":2}}"#,
        ["missing-field /shipments/0/delivery", "missing-field /shipments/0/pickup"]
      ),
      (
        #"{"amount":[1],"priority":101,"pickup":{"id":1,"location_index":1,"service":-1},"delivery":{"id":2,"location_index":1,"time_windows":[]}}"#,
        [
          "bad-window /shipments/0/delivery/time_windows", "out-of-range /shipments/0/amount",
          "out-of-range /shipments/0/pickup/service", "out-of-range /shipments/0/priority",
        ]
      ),
    ])
  func shipment(text: String, refused: [String]) {
    #expect(VROOMText.refused(VROOMText.problem(more: #""shipments":[\#(text)]"#)).sorted() == refused)
  }

  @Test("pickups, deliveries and jobs have ids of their own, each once")
  func ids() {
    func shipment(_ pickup: Int, _ delivery: Int) -> String {
      #"{"pickup":{"id":\#(pickup),"location_index":1},"delivery":{"id":\#(delivery),"location_index":2}}"#
    }
    func refused(_ shipments: String...) -> [Fault] {
      VROOMText.faults(VROOMText.problem(more: #""shipments":[\#(shipments.joined(separator: ","))]"#))
    }
    #expect(refused(shipment(1, 1), shipment(2, 3)) == [])
    #expect(places(refused(shipment(1, 1), shipment(1, 2))) == ["duplicate-id /shipments/1/pickup/id"])
    #expect(
      refused(shipment(1, 1), shipment(1, 1)).map(\.message) == [
        "Duplicate pickup id: 1.", "Duplicate delivery id: 1.",
      ])
  }

  /// The faults of relations between four jobs with ids 1 to 4.
  private func refused(_ relations: String) -> [String] {
    let jobs = (1...4).map { #"{"id":\#($0),"location_index":1,"service":60}"# }.joined(separator: ",")
    return VROOMText.refused(
      #"{"jobs":[\#(jobs)],"vehicles":[{"id":7,"start_index":0}],"relations":\#(relations),"#
        + #""matrices":{"car":{"durations":[[0,1],[1,0]]}}}"#)
  }

  @Test(
    "in a relation",
    arguments: [
      (#"{}"#, ["wrong-type /relations"]), (#"[3]"#, ["wrong-type /relations/0"]),
      (#"[{}]"#, ["missing-field /relations/0", "missing-field /relations/0"]),
      (#"[{"type":"before","jobs":[1,2]}]"#, ["out-of-range /relations/0/type"]),
      (#"[{"type":"together","jobs":[1]}]"#, ["out-of-range /relations/0/jobs"]),
      (#"[{"type":"after","jobs":[1,2,3]}]"#, ["out-of-range /relations/0/jobs"]),
      (#"[{"type":"after","jobs":[1,9]}]"#, ["unknown-reference /relations/0/jobs/1"]),
      (#"[{"type":"together","jobs":[1,2,1]}]"#, ["bad-record /relations/0/jobs/2"]),
      (#"[{"type":"after","jobs":[1,1]}]"#, ["bad-record /relations/0/jobs/1"]),
      (#"[{"type":"after","jobs":[1,2],"least":9,"most":8}]"#, ["out-of-range /relations/0/most"]),
      (
        #"[{"type":"after","jobs":[1,2],"from":"end","technician":"other","least":-1}]"#,
        ["out-of-range /relations/0/from", "out-of-range /relations/0/least", "out-of-range /relations/0/technician"]
      ),
    ])
  func relation(relations: String, refused: [String]) {
    #expect(self.refused(relations).sorted() == refused)
  }

  @Test("jobs at once cannot have one technician, directly or by way of others")
  func sameAndDifferent() {
    let together = #"{"type":"together","jobs":[1,2]}"#
    func same(_ one: Int, _ other: Int) -> String {
      #"{"type":"after","jobs":[\#(one),\#(other)],"technician":"same"}"#
    }
    #expect(refused("[\(together),\(same(1, 3)),\(same(3, 4))]") == [])
    #expect(refused("[\(together),\(same(1, 2))]") == ["bad-record /relations/0"])
    #expect(refused("[\(same(1, 3)),\(together),\(same(2, 3))]") == ["bad-record /relations/1"])
  }

  @Test(
    "relations by which a job starts before itself are refused, others not",
    arguments: [
      (#"{"jobs":[1,2],"least":5},{"jobs":[2,1]}"#, ["bad-record /relations/0"]),
      (#"{"jobs":[1,2]},{"jobs":[2,3]},{"jobs":[3,1],"least":1}"#, ["bad-record /relations/0"]),
      (#"{"jobs":[1,2]},{"jobs":[2,1]}"#, []),
      (#"{"jobs":[1,2],"from":"finish"},{"jobs":[2,1],"from":"finish"}"#, ["bad-record /relations/0"]),
      (#"{"jobs":[1,2],"least":60},{"jobs":[1,2],"most":59}"#, ["bad-record /relations/0"]),
      (#"{"jobs":[1,2],"least":60},{"jobs":[1,2],"most":60}"#, []),
      (#"{"jobs":[1,2],"from":"finish","most":0},{"jobs":[1,2],"least":70}"#, []),
      (
        #"{"jobs":[1,2],"least":5},{"jobs":[3,4],"least":5},{"jobs":[4,3]},{"jobs":[2,1]}"#,
        ["bad-record /relations/0", "bad-record /relations/1"]
      ),
    ])
  func circles(relations: String, refused: [String]) {
    let text = relations.replacing(#"{"jobs""#, with: #"{"type":"after","jobs""#)
    #expect(self.refused("[\(text)]").sorted() == refused)
  }

  @Test("a long chain of jobs is no circle, and told quickly")
  func chain() throws {
    let count = 3000
    let jobs = (1...count).map { #"{"id":\#($0),"location":[9,47]}"# }.joined(separator: ",")
    let relations = (1..<count).map { #"{"type":"after","jobs":[\#(count - $0),\#(count - $0 + 1)],"least":1}"# }
    let problem = try VROOMText.read(
      #"{"jobs":[\#(jobs)],"vehicles":[{"id":7,"start":[9,47]}],"relations":[\#(relations.joined(separator: ","))]}"#
    ).problem
    #expect(problem.relations.count == count - 1)
  }

  @Test("a sentence says what was given and what is expected")
  func sentences() {
    #expect(
      VROOMText.faults(VROOMText.problem(job: #""pin":{"vehicle":8}"#)).first
        == Fault(
          .unknownReference, path: "/jobs/0/pin/vehicle", "Unknown vehicle 8 in the pin of job 1.",
          hint: "Give the id of one of the `vehicles`."))
    #expect(
      VROOMText.faults(VROOMText.problem(vehicle: #""pace":6"#)).first
        == Fault(
          .outOfRange, path: "/vehicles/0/pace", "Invalid pace: 6, for vehicle 7.",
          hint: "It is above 0 and at most 5; 2 doubles setup and service."))
  }
}
