import PunctualModel
import PunctualWire
import Testing

@Suite("Benchmark instances as problems")
struct ConvertTests {
  static let solomon = """
    R1
    VEHICLE
    NUMBER     CAPACITY
      3         200

    CUSTOMER
    CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

        0      0         0          0          0       230          0
        1      1         1         10        161       171         10
        2      3         4          7         50        60.5       10
    """

  func problem(
    _ text: String, scale: Int? = nil, rounding: InstanceUnits.Rounding? = nil, vehicles: Int? = nil
  ) throws(Faults) -> JSON {
    try InstanceFile.problem(Array(text.utf8), scale: scale, rounding: rounding, vehicles: vehicles)
  }

  func matrix(_ problem: JSON) -> [[Int]] {
    (problem["matrices"]?["car"]?["durations"]?.elements ?? []).map { row in
      (row.elements ?? []).map { if case .int(let number) = $0 { number } else { -1 } }
    }
  }

  @Test("Solomon's form: times ten, ways cut off to one decimal")
  func readsSolomon() throws {
    let problem = try problem(Self.solomon)
    #expect(problem["jobs"]?.elements?.count == 2)
    #expect(
      problem["jobs"]?[0]?.text()
        == #"{"id":1,"location_index":1,"delivery":[10],"service":100,"time_windows":[[1610,1710]]}"#)
    #expect(problem["jobs"]?[1]?["time_windows"]?.text() == "[[500,605]]")
    #expect(problem["vehicles"]?.elements?.count == 3)
    #expect(
      problem["vehicles"]?[0]?.text()
        == #"{"id":1,"start_index":0,"end_index":0,"capacity":[200],"time_window":[0,2300]}"#)
    // √2 × 10 = 14.1, 5 × 10, √13 × 10 = 36.06.
    #expect(matrix(problem) == [[0, 14, 50], [14, 0, 36], [50, 36, 0]])
  }

  @Test("scale, rounding and the number of vehicles may be chosen")
  func units() throws {
    #expect(matrix(try problem(Self.solomon, scale: 1, rounding: .ceil))[0] == [0, 2, 5])
    #expect(matrix(try problem(Self.solomon, scale: 1000, rounding: .nearest))[1] == [1414, 0, 3606])
    #expect(try problem(Self.solomon, vehicles: 9)["vehicles"]?.elements?.count == 9)
    #expect(try problem(Self.solomon, scale: 1)["jobs"]?[1]?["time_windows"]?.text() == "[[50,61]]")
  }

  @Test("the problem is one that can be read and solved")
  func readable() throws {
    for text in [Self.solomon, Self.vrplib] {
      let input = try VROOMProblem.read(JSONDocument.parse(try problem(text).bytes()).root)
      #expect(input.missingProfiles.isEmpty && input.problem.jobs.count == 2)
    }
  }

  static let vrplib = """
    NAME : toy-n3-k2
    COMMENT : (nobody, 2026)
    TYPE : CVRP
    DIMENSION : 3
    EDGE_WEIGHT_TYPE : EUC_2D
    CAPACITY : 10
    NODE_COORD_SECTION
     1 0 0
     2 1 1
     3 3 4
    DEMAND_SECTION
    1 0
    2 6
    3 7
    DEPOT_SECTION
     1
     -1
    EOF
    """

  @Test("VRPLIB's form: TSPLIB's nearest whole number, and as many vehicles as are surely enough")
  func readsVRPLIB() throws {
    let problem = try problem(Self.vrplib)
    #expect(matrix(problem) == [[0, 1, 5], [1, 0, 4], [5, 4, 0]])
    #expect(
      problem["jobs"]?.text()
        == #"[{"id":2,"location_index":1,"delivery":[6]},{"id":3,"location_index":2,"delivery":[7]}]"#)
    #expect(problem["vehicles"]?.elements?.count == 2)
    #expect(problem["vehicles"]?[0]?["time_window"] == nil)
  }

  @Test(
    "matrices that are written out are read in each of their forms",
    arguments: [
      ("FULL_MATRIX", "0 4 5\n4 0 6\n5 6 0"), ("LOWER_ROW", "4\n5 6"), ("UPPER_COL", "4 5 6"),
      ("LOWER_DIAG_ROW", "0 4\n0 5 6 0"), ("UPPER_DIAG_COL", "0\n4 0\n5 6 0"), ("UPPER_ROW", "4 5\n6"),
      ("LOWER_COL", "4 5 6"), ("UPPER_DIAG_ROW", "0 4 5 0 6 0"), ("LOWER_DIAG_COL", "0 4 5\n0 6\n0"),
    ])
  func explicit(format: String, weights: String) throws {
    let text = """
      NAME: x
      DIMENSION: 3
      EDGE_WEIGHT_TYPE: EXPLICIT
      EDGE_WEIGHT_FORMAT: \(format)
      EDGE_WEIGHT_SECTION
      \(weights)
      DEPOT_SECTION
      2
      -1
      """
    let problem = try problem(text, scale: 10)
    #expect(matrix(problem) == [[0, 40, 50], [40, 0, 60], [50, 60, 0]])
    #expect(problem["vehicles"]?[0]?["start_index"] == 1)
    #expect(problem["jobs"]?.elements?.count == 2)
    #expect(problem["jobs"]?[0]?["delivery"] == nil)
  }

  @Test("time windows, service times, fleets and longest tours are read")
  func windows() throws {
    let windows = Self.vrplib.replacing(
      "DEPOT_SECTION",
      with: "TIME_WINDOW_SECTION\n1 0 100\n2 10 20\n3 30 40\nSERVICE_TIME_SECTION\n1 0\n2 5\n3 6\nDEPOT_SECTION")
    let timed = try problem(windows.replacing("TYPE : CVRP", with: "VEHICLES : 5"), scale: 10)
    #expect(
      timed["jobs"]?[0]?.text()
        == #"{"id":2,"location_index":1,"delivery":[6],"service":50,"time_windows":[[100,200]]}"#)
    #expect(timed["vehicles"]?.elements?.count == 5)
    #expect(timed["vehicles"]?[0]?["time_window"]?.text() == "[0,1000]")
    let limited = try problem(Self.vrplib.replacing("TYPE : CVRP", with: "DISTANCE : 60\nSERVICE_TIME : 2"))
    #expect(limited["vehicles"]?[0]?["time_window"]?.text() == "[0,60]")
    #expect(limited["jobs"]?[0]?["service"] == 2)
  }

  @Test("all that is wrong is told at once, with its lines")
  func mistakes() {
    func found(_ text: String) -> [String] {
      faults { () throws(Faults) in _ = try problem(text) }.map { "\($0.line ?? 0) \($0.code.rawValue)" }
    }
    #expect(found(Self.solomon.replacing("161       171", with: "171       161")) == ["10 bad-record"])
    #expect(
      found(Self.solomon.replacing("2      3  ", with: "1      3  ").replacing("0       230", with: "x       230")) == [
        "9 wrong-type", "11 bad-record", "0 missing-field",
      ])
    #expect(found("") == ["0 missing-field", "0 missing-field"])
    #expect(found("A\n3 200\n1 2 3\n") == ["3 bad-record", "0 missing-field"])
    #expect(found(Self.vrplib.replacing("EUC_2D", with: "GEO")) == ["5 unsupported"])
    #expect(
      found(Self.vrplib.replacing("2 6", with: "2 -6").replacing("3 3 4", with: "3 3")) == [
        "13 out-of-range", "10 bad-record",
      ])
    #expect(found(Self.vrplib.replacing("DIMENSION : 3", with: "DIMENSION : 4")).count >= 2)
    #expect(found(Self.vrplib.replacing("DIMENSION : 3", with: "DIMENSION : 999999999")) == ["4 out-of-range"])
    #expect(found(Self.vrplib.replacing("DEMAND_SECTION", with: "BACKHAUL_SECTION")).contains("11 unsupported"))
    #expect(found(Self.vrplib.replacing("COMMENT :", with: "PRIZES :")) == ["2 unsupported"])
    #expect(found(Self.vrplib.replacing(" 1\n -1", with: " 1\n 2\n -1")) == ["16 unsupported"])
  }

  @Test("lines may end as Windows ends them, and a byte order mark is no text")
  func lineEnds() throws {
    let plain = try problem(Self.vrplib)
    #expect(try problem("\u{FEFF}" + Self.vrplib.replacing("\n", with: "\r\n")) == plain)
    #expect(
      faults { () throws(Faults) in _ = try InstanceFile.problem([0xFF, 0xFE, 0x41]) }.map(\.code) == [.badRecord])
  }
}
