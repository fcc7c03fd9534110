import PunctualModel
import PunctualWire
import Testing

@Suite("A problem that VROOM refuses is refused, with all its faults at once")
struct VROOMFaultTests {
  @Test(
    "a wrong field of a job names its place",
    arguments: [
      (#""service":3.5"#, "wrong-type /jobs/0/service"), (#""service":3.0"#, "wrong-type /jobs/0/service"),
      (#""service":-1"#, "out-of-range /jobs/0/service"), (#""service":4294967296"#, "out-of-range /jobs/0/service"),
      (#""setup":null"#, "wrong-type /jobs/0/setup"), (#""setup":"5""#, "wrong-type /jobs/0/setup"),
      (#""priority":101"#, "out-of-range /jobs/0/priority"), (#""skills":["a"]"#, "wrong-type /jobs/0/skills/0"),
      (#""skills":7"#, "wrong-type /jobs/0/skills"), (#""description":4"#, "wrong-type /jobs/0/description"),
      (#""service_per_type":{"a/b":-1}"#, "out-of-range /jobs/0/service_per_type/a~1b"),
      (#""setup_per_type":[]"#, "wrong-type /jobs/0/setup_per_type"),
      (#""time_windows":[]"#, "bad-window /jobs/0/time_windows"),
      (#""time_windows":[[10,5]]"#, "bad-window /jobs/0/time_windows/0"),
      (#""time_windows":[[0,5],[5,9]]"#, "bad-window /jobs/0/time_windows"),
      (#""time_windows":[[0,5,6]]"#, "bad-window /jobs/0/time_windows/0"),
      (#""time_windows":[[0,"x"]]"#, "wrong-type /jobs/0/time_windows/0/1"),
      (#""location":[1]"#, "wrong-type /jobs/0/location"), (#""location":[181,0]"#, "out-of-range /jobs/0/location"),
      (#""delivery":[1]"#, "out-of-range /jobs/0/delivery"), (#""amount":[1]"#, "out-of-range /jobs/0/amount"),
    ])
  func job(member: String, fault: String) {
    #expect(VROOMText.refused(VROOMText.problem(job: member)) == [fault])
  }

  @Test(
    "a wrong field of a vehicle names its place",
    arguments: [
      (#""profile":7"#, "wrong-type /vehicles/0/profile"),
      (#""time_window":[5,1]"#, "bad-window /vehicles/0/time_window"),
      (#""time_window":[]"#, "bad-window /vehicles/0/time_window"),
      (#""speed_factor":0"#, "out-of-range /vehicles/0/speed_factor"),
      (#""speed_factor":5.1"#, "out-of-range /vehicles/0/speed_factor"),
      (#""speed_factor":"1""#, "wrong-type /vehicles/0/speed_factor"),
      (#""max_tasks":-1"#, "out-of-range /vehicles/0/max_tasks"), (#""costs":[]"#, "wrong-type /vehicles/0/costs"),
      (#""costs":{"fixed":-3}"#, "out-of-range /vehicles/0/costs/fixed"),
      (#""costs":{"per_km":3}"#, "missing-matrix /vehicles/0"), (#""max_distance":3"#, "missing-matrix /vehicles/0"),
      (#""profile":"bike""#, "missing-matrix /vehicles/0"), (#""end_index":3"#, "out-of-range /vehicles/0/end_index"),
      (#""end":[9,47]"#, "missing-field /vehicles/0"),
      (#""capacity":[1],"breaks":[{"id":1,"max_load":[1,2]}]"#, "out-of-range /vehicles/0/breaks/0/max_load"),
      (#""breaks":[{"id":1},{"id":1}]"#, "duplicate-id /vehicles/0/breaks/1/id"),
      (#""breaks":[{"service":5}]"#, "missing-field /vehicles/0/breaks/0"),
      (#""breaks":[5]"#, "wrong-type /vehicles/0/breaks/0"),
      (#""steps":[{"type":"visit"}]"#, "out-of-range /vehicles/0/steps/0/type"),
      (#""steps":[{"type":"job","id":99}]"#, "unknown-reference /vehicles/0/steps"),
      (#""steps":[{"type":"job"}]"#, "missing-field /vehicles/0/steps/0"),
      (#""steps":[{"type":"break","id":1}]"#, "unknown-reference /vehicles/0/steps"),
      (#""steps":[{"type":"job","id":1},{"type":"job","id":1}]"#, "duplicate-id /vehicles/0/steps"),
      (#""steps":[{"type":"job","id":1},{"type":"start"}]"#, "bad-record /vehicles/0/steps/1/type"),
    ])
  func vehicle(member: String, fault: String) {
    #expect(VROOMText.refused(VROOMText.problem(vehicle: member)) == [fault])
  }

  @Test(
    "a wrong matrix names the entry",
    arguments: [
      (#"[[0,1],[1,0,3]]"#, "out-of-range /matrices/car/durations/1"), (#"[]"#, "out-of-range /matrices/car/durations"),
      (#"[[0,1.5],[1,0]]"#, "wrong-type /matrices/car/durations/0/1"),
      (#"[[0,1],[-1,0]]"#, "wrong-type /matrices/car/durations/1/0"),
      (#"[[0,[1]],[1,0]]"#, "wrong-type /matrices/car/durations/0/1"),
      (#"[0]"#, "wrong-type /matrices/car/durations/0"),
      (#"{}"#, "wrong-type /matrices/car/durations"), (#"[[0,1],"x"]"#, "wrong-type /matrices/car/durations/1"),
    ])
  func matrix(rows: String, fault: String) {
    #expect(VROOMText.refused(VROOMText.problem(matrices: #"{"car":{"durations":\#(rows)}}"#)) == [fault])
  }

  @Test("matrices without travel times, and cost matrices beside costs by hour, are refused")
  func matrixKinds() {
    #expect(VROOMText.refused(VROOMText.problem(matrices: "[1]")) == ["wrong-type /matrices"])
    #expect(
      VROOMText.refused(VROOMText.problem(matrices: #"{"car":{"costs":[[0,1],[1,0]]}}"#))
        == ["missing-matrix /matrices/car"])
    #expect(
      VROOMText.refused(
        VROOMText.problem(
          vehicle: #""costs":{"per_hour":5}"#,
          matrices: #"{"car":{"durations":[[0,1],[1,0]],"costs":[[0,1],[1,0]]}}"#)) == ["bad-record /vehicles/0/costs"])
  }

  @Test("a document that is no problem at all")
  func shape() {
    #expect(VROOMText.refused("[]") == ["wrong-type "])
    #expect(VROOMText.refused("{}") == ["missing-field /vehicles", "missing-field /jobs"])
    #expect(VROOMText.refused(#"{"jobs":{},"vehicles":[]}"#) == ["wrong-type /jobs", "missing-field /vehicles"])
    #expect(
      VROOMText.refused(#"{"jobs":[{"location":[9,47]},3],"vehicles":[{"id":1}]}"#).sorted()
        == ["missing-field /jobs/0", "missing-field /vehicles/0", "wrong-type /jobs/1"])
  }

  @Test("a place needs coordinates or, with matrices, a row")
  func places() {
    let vehicles = #""vehicles":[{"id":1,"start":[9,47]}]"#
    #expect(VROOMText.refused(#"{"jobs":[{"id":1}],\#(vehicles)}"#) == ["missing-coordinates /jobs/0"])
    #expect(
      VROOMText.refused(#"{"jobs":[{"id":1,"location_index":0}],\#(vehicles)}"#)
        == ["missing-matrix /jobs/0/location_index"])
    #expect(
      VROOMText.refused(VROOMText.problem().replacing(#""location_index":1"#, with: #""location_index":3"#))
        == ["out-of-range /jobs/0/location_index"])
    #expect(
      VROOMText.refused(VROOMText.problem().replacing(#","location_index":1"#, with: "")) == ["missing-field /jobs/0"])
  }

  @Test("ids are unique, whole and given")
  func ids() {
    func refused(_ ids: String...) -> [String] {
      let jobs = ids.map { #"{"id":\#($0),"location":[9,47]}"# }.joined(separator: ",")
      return VROOMText.refused(#"{"jobs":[\#(jobs)],"vehicles":[{"id":1,"start":[9,47]}]}"#)
    }
    #expect(refused("1", "2", "1", "1") == ["duplicate-id /jobs/2/id", "duplicate-id /jobs/3/id"])
    #expect(
      refused("-1", #""1""#, "1.0") == ["out-of-range /jobs/0/id", "wrong-type /jobs/1/id", "wrong-type /jobs/2/id"])
    #expect(refused("18446744073709551616") == ["out-of-range /jobs/0/id"])
  }

  @Test("all faults come at once, a hundred at most")
  func atOnce() {
    let text = VROOMText.problem(
      job: #""service":-1,"priority":200,"time_windows":[[9,1]]"#, vehicle: #""speed_factor":9,"skills":[-1]"#)
    #expect(VROOMText.refused(text).count == 5)
    let jobs = Array(repeating: #"{"id":1}"#, count: 500).joined(separator: ",")
    #expect(VROOMText.refused(#"{"jobs":[\#(jobs)],"vehicles":[]}"#).count == 100)
  }

  @Test("a sentence says what was given and what is expected")
  func sentences() {
    #expect(
      VROOMText.faults(VROOMText.problem(job: #""service":3.0"#)).first?.message
        == "Invalid service duration for job 1: 3.0 is not a whole number from 0 to 4294967295.")
    #expect(
      VROOMText.faults(VROOMText.problem(job: #""time_windows":[[10,5]]"#)).first?.message
        == "Invalid time window: [10, 5] of job 1 ends before it starts.")
  }
}
