import Foundation
import PunctualModel
import Testing

@testable import PunctualWire

@Suite("Problems with names")
struct NamedTests {
  static let problem = """
    {"zone":"Europe/Vaduz",
     "technicians":[
       {"id":"Anna","start_index":0,"end_index":0,"skills":{"gas":2},
        "time_window":["2026-11-23T08:00:00+01:00","2026-11-23T17:00:00+01:00"],
        "breaks":[{"id":"lunch","time_windows":[["2026-11-23T12:00:00+01:00","2026-11-23T13:00:00+01:00"]],
                   "service":"PT45M"}],
        "steps":[{"type":"appointment","id":"a","service_at":"2026-11-23T09:00:00+01:00"},
                 {"type":"break","id":"lunch"}]},
       {"id":"Beat","start_index":0,"overtime":{"most":"PT30M","per_hour":7200},
        "shifts":[{"time_window":["2026-11-23T08:00:00+01:00","2026-11-23T12:00:00+01:00"]},
                  {"time_window":["2026-11-24T08:00:00+01:00","2026-11-24T12:00:00+01:00"]}]}],
     "appointments":[
       {"id":"a","location_index":1,"service":"PT1H30M","skills":{"gas":1},"territory":null,
        "due":{"by":"2026-11-23T07:00:00Z"},"technicians":{"preferred":["Carla"],"required":["Anna"]},
        "pin":{"technician":"Anna","day":["2026-11-23T08:00:00+01:00","2026-11-23T10:00:00+01:00"]}},
       {"id":"b","location_index":2,"service":600,"skills":["lift","gas"],
        "time_windows":[["2026-11-23T09:00:00+01:00","2026-11-23T10:00:00+01:00"]]}],
     "shipments":[{"pickup":{"id":"a","location_index":1},"delivery":{"id":"a","location_index":2}}],
     "relations":[{"type":"after","appointments":["b","a"],"least":"PT10M","technician":"any"}],
     "frozen_until":"2026-11-23T08:30:00+01:00",
     "matrices":{"car":{"durations":[[0,1,2],[1,0,3],[2,3,0]]}}}
    """

  /// The same in VROOM's form, by hand: names are numbered as they are met, times count from the first one, 8:00.
  static let plain = """
    {"vehicles":[
       {"id":1,"start_index":0,"end_index":0,"skills":[1],"skill_levels":{"1":2},"time_window":[0,32400],
        "breaks":[{"id":1,"time_windows":[[14400,18000]],"service":2700}],
        "steps":[{"type":"job","id":1,"service_at":3600},{"type":"break","id":1}]},
       {"id":2,"start_index":0,"overtime":{"most":1800,"per_hour":7200},
        "shifts":[{"time_window":[0,14400]},{"time_window":[86400,100800]}]}],
     "jobs":[
       {"id":1,"location_index":1,"service":5400,"skills":[1],"skill_levels":{"1":1},"due":{"by":0},
        "technicians":{"preferred":[3],"required":[1]},"pin":{"vehicle":1,"day":[0,7200]}},
       {"id":2,"location_index":2,"service":600,"skills":[2,1],"time_windows":[[3600,7200]]}],
     "shipments":[{"pickup":{"id":1,"location_index":1},"delivery":{"id":1,"location_index":2}}],
     "relations":[{"type":"after","jobs":[2,1],"least":600,"technician":"any"}],
     "frozen_until":1800,
     "matrices":{"car":{"durations":[[0,1,2],[1,0,3],[2,3,0]]}}}
    """

  static func read(_ text: String) throws(Faults) -> (input: VROOMInput, names: Names) {
    try NamedProblem.read(JSONDocument.parse(text).root)
  }

  static func faults(_ text: String) -> [Fault] {
    do throws(Faults) {
      _ = try read(text)
      return []
    } catch {
      return error.all
    }
  }

  @Test("a problem with names is the one with numbers")
  func same() throws {
    let root = try JSONDocument.parse(Self.problem).root
    #expect(NamedProblem.isOne(root))
    #expect(!NamedProblem.isOne(try JSONDocument.parse(Self.plain).root))
    #expect(try Self.read(Self.problem).input.problem == VROOMText.read(Self.plain).problem)
  }

  /// The keys of a record, wherever it is in the shape or the schema.
  private static func keys(_ shape: Shape, _ path: [String]) -> Set<String> {
    switch shape {
    case .list(let element), .table(let element): return keys(element, path)
    case .record(let fields):
      guard let first = path.first else { return Set(fields.map(\.vroom)) }
      return fields.first { $0.vroom == first }.map { keys($0.shape, Array(path.dropFirst())) } ?? []
    default: return []
    }
  }

  private static func keys(_ schema: JSON?, _ path: [String]) -> Set<String> {
    if let items = schema?["items"] { return keys(items, path) }
    guard let first = path.first else { return Set(schema?["properties"]?.members?.map(\.key) ?? []) }
    return keys(schema?["properties"]?[first], Array(path.dropFirst()))
  }

  @Test(
    "whatever the form with numbers can say, the form with names can",
    arguments: [
      [], ["vehicles"], ["vehicles", "breaks"], ["vehicles", "costs"], ["vehicles", "overtime"], ["vehicles", "past"],
      ["jobs"], ["jobs", "technicians"], ["jobs", "preferred_window"], ["jobs", "due"], ["jobs", "pin"], ["shipments"],
      ["shipments", "pickup"], ["relations"], ["depots"], ["spread"],
    ])
  func complete(path: [String]) {
    let plain = Self.keys(Schemas.named("routing_problem"), path).subtracting(["skill_levels"])
    let named = Self.keys(NamedProblem.shape, path)
    #expect(!plain.isEmpty)
    #expect(plain.subtracting(named) == [], "missing at \(path)")
  }

  @Test("whatever an answer with numbers can say, one with names can")
  func completeAnswers() {
    for path in [[], ["summary"], ["unassigned"], ["routes"], ["routes", "steps"], ["changes"], ["findings"]] {
      let plain = Self.keys(Schemas.named("routing_solution"), path)
      #expect(!plain.isEmpty)
      #expect(plain.subtracting(Self.keys(NamedSolution.shape, path)) == [], "missing at \(path)")
    }
  }

  @Test("faults are told by the places and the names of the input, all at once")
  func faults() {
    let wrong = Self.problem
      .replacing("\"service\":600", with: "\"service\":-600")
      .replacing("\"required\":[\"Anna\"]", with: "\"required\":[\"Dora\"]")
      .replacing("\"appointments\":[\"b\",\"a\"]", with: "\"appointments\":[\"b\",\"nobody\"]")
    let faults = Self.faults(wrong)
    #expect(
      faults.map { "\($0.code.rawValue) \($0.path)" } == [
        "out-of-range /appointments/1/service", "unknown-reference /appointments/0/technicians/required/0",
        "unknown-reference /relations/0/appointments/1",
      ])
    #expect(faults.map(\.message).joined().contains("appointment \"b\""))
    #expect(faults[1].message == "Unknown technician \"Dora\" in the required technicians of appointment \"a\".")
    #expect(faults.allSatisfy { !$0.message.contains("job") && !$0.message.contains("vehicle") })
    #expect(faults[1].hint == "Give the id of one of the `technicians`.")
  }

  @Test("what is no name, no time, no duration, no zone or no field is refused in its place")
  func badValues() {
    let wrong = [
      (#""id":"b""#, #""id":7"#, "wrong-type /appointments/1/id"),
      (#""id":"b""#, #""id":"""#, "out-of-range /appointments/1/id"),
      (#""frozen_until":"2026-11-23T08:30:00+01:00""#, #""frozen_until":"half past 8""#, "not-a-time /frozen_until"),
      (#""most":"PT30M""#, #""most":"30 min""#, "wrong-type /technicians/1/overtime/most"),
      (#""zone":"Europe/Vaduz""#, #""zone":"Europe/Atlantis""#, "not-a-zone /zone"),
      (#""skills":["lift","gas"]"#, #""skills":"lift""#, "wrong-type /appointments/1/skills"),
      (#""relations""#, #""relation""#, "unknown-field /relation"),
      (#""service":600"#, #""servis":600"#, "unknown-field /appointments/1/servis"),
    ]
    for (part, replacement, expected) in wrong {
      #expect(Self.problem.contains(part))
      let faults = Self.faults(Self.problem.replacing(part, with: replacement))
      #expect(faults.map { "\($0.code.rawValue) \($0.path)" } == [expected])
    }
    #expect(
      Self.faults(Self.problem.replacing("\"service\":600", with: "\"servis\":600"))[0].hint
        == "Did you mean `service`?")
  }

  @Test(
    "durations are seconds or ISO 8601",
    arguments: [
      ("PT1H30M", 5400), ("PT45M", 2700), ("PT10S", 10), ("PT2H", 7200), ("PT1H1M1S", 3661), ("PT0M", 0),
    ])
  func durations(text: String, seconds: Int) { #expect(ISODuration.parse(text) == seconds) }

  @Test(
    "what is no duration of hours, minutes and seconds is refused",
    arguments: [
      "", "PT", "P1D", "PT1M1H", "PT1.5H", "1H", "PT-1M", "PT99999999999999999999S", "pt1h",
    ])
  func noDuration(text: String) { #expect(ISODuration.parse(text) == nil) }

  static let answer = #"""
    {"code":0,"summary":{"cost":5,"routes":1,"unassigned":1,"duration":5},
     "unassigned":[{"id":2,"type":"job","reasons":[{"vehicle":2,"reason":"skill"}],
       "changes":[{"vehicle":1,"start":60,"added_cost":3,"needs":[{"kind":"skill","skill":2,"level":1}]}]}],
     "routes":[{"vehicle":1,"cost":5,"duration":5,"steps":[
       {"type":"start","arrival":0,"duration":0},
       {"type":"job","id":1,"arrival":60,"waiting_time":30,"setup":10,"service":600,"duration":5},
       {"type":"pickup","id":1,"arrival":800,"duration":5},{"type":"delivery","id":1,"arrival":900,"duration":5},
       {"type":"break","id":1,"arrival":1000,"service":2700,"duration":5},
       {"type":"end","arrival":4000,"duration":5}]}],
     "changes":[{"id":1,"type":"job","from_vehicle":2,"to_vehicle":null,"from_start":0}]}
    """#

  @Test("an answer has the names and the times of its problem, and says when work starts and ends")
  func answers() throws {
    let names = try Self.read(Self.problem).names
    let answer = NamedSolution.write(try JSONDocument.parse(Self.answer).root.value(), names)
    #expect(answer["unplaced"]?[0]?["id"] == "b")
    #expect(answer["unplaced"]?[0]?["reasons"]?[0]?["technician"] == "Beat")
    #expect(answer["unplaced"]?[0]?["changes"]?[0]?["needs"]?[0]?["skill"] == "lift")
    #expect(answer["routes"]?[0]?["technician"] == "Anna")
    let step = answer["routes"]?[0]?["steps"]?[1]
    #expect(step?["type"] == "appointment")
    #expect(step?["id"] == "a")
    #expect(step?["arrive"] == "2026-11-23T08:01:00+01:00")
    #expect(step?["start"] == "2026-11-23T08:01:30+01:00")
    #expect(step?["finish"] == "2026-11-23T08:11:40+01:00")
    #expect(answer["routes"]?[0]?["steps"]?[4]?["id"] == "lunch")
    #expect(answer["changes"]?[0]?["from_technician"] == "Beat")
    #expect(answer["changes"]?[0]?["to_technician"] == .null)
    #expect(answer["changes"]?[0]?["from_start"] == "2026-11-23T08:00:00+01:00")
  }

  @Test("an answer with names states what the one with numbers states")
  func stated() throws {
    let names = try Self.read(Self.problem).names
    let plain = try JSONDocument.parse(Self.answer).root
    let named = NamedSolution.write(plain.value(), names)
    #expect(
      try NamedSolution.readStated(JSONDocument.parse(named.bytes()).root, names) == VROOMSolution.readStated(plain))
  }

  @Test("damaged problems with names are read or refused in their places", arguments: 1...8)
  func damaged(seed: Int) throws {
    let signs = [UInt8](#",:[]{}"0-9ePTZ\ "#.utf8)
    var state = UInt64(seed)
    func roll(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(sides))
    }
    var outcomes: Set<Bool> = []
    for _ in 0..<400 {
      var bytes = [UInt8](Self.problem.utf8)
      for _ in 0...roll(2) { bytes[roll(bytes.count)] = signs[roll(signs.count)] }
      do throws(Faults) {
        _ = try NamedProblem.read(JSONDocument.parse(bytes).root)
        outcomes.insert(true)
      } catch {
        outcomes.insert(false)
        #expect(error.all.allSatisfy { ($0.path.isEmpty || $0.path.hasPrefix("/")) && !$0.message.isEmpty })
      }
    }
    #expect(outcomes == [true, false])
  }
}
