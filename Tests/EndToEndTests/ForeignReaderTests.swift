import Foundation
import Support
import Testing

@Suite("What others read and write")
struct ForeignReaderTests {
  private func read(_ arguments: String...) throws -> JSONValue {
    let result = try Python.run([Python.script("read_foreign.py")] + arguments)
    try #require(result.exitCode == 0, "\(result.errors)")
    return try JSONValue(parsing: result.output)
  }

  @Test("a calendar is read by Python's icalendar", .enabled(if: Python.has("icalendar"), "needs icalendar by pip"))
  func calendar() throws {
    let sandbox = try Firm.planned()
    let visits = try sandbox.json("board", Firm.monday)["rows"].elements.first { !$0["visits"].elements.isEmpty }
    let row = try #require(visits)
    let technician = try #require(row["technician"].string)
    #expect(try sandbox.run("calendar", technician, "--from", Firm.monday, "-o", sandbox.path("t.ics")).exitCode == 0)
    let read = try read("ics", sandbox.path("t.ics"))
    #expect(
      read.elements.map { $0["uid"].string } == row["visits"].elements.map { "\($0["id"].string ?? "")@punctual" })
    #expect(read.elements.allSatisfy { $0["start"].string?.hasPrefix("2026-11-23T") == true })
    #expect(read[0]["location"].string == row["visits"][0]["address"].string)
  }

  @Test("a map is valid by Python's geojson", .enabled(if: Python.has("geojson"), "needs geojson by pip"))
  func map() throws {
    let sandbox = try Firm.planned()
    #expect(try sandbox.run("map", Firm.monday, "-o", sandbox.path("m.json")).exitCode == 0)
    let kinds = try read("geojson", sandbox.path("m.json"))
    #expect(try kinds["Point"].int == sandbox.visits().count)
    #expect(try #require(kinds["LineString"].int) > 5)
    let problem = Firm.file("problems/coordinates.json")
    let solved = try Program.run(["solve", problem, "-x", "0"])
    try sandbox.write(solved.output, to: "solution.json")
    try sandbox.write(
      try Program.run(["convert", sandbox.path("solution.json")]).output, to: "solution.geojson")
    #expect(try #require(try read("geojson", sandbox.path("solution.geojson"))["LineString"].int) > 0)
  }

  @Test(
    "Solomon's instances have the ways that vrplib reads, and the matrices of the instances' own converter",
    .enabled(if: SharedFolder.path != nil && Python.isThere, "PUNCTUAL_SHARED names no folder of instances"),
    arguments: ["solomon/C101.txt", "solomon/RC208.txt", "gehring_homberger/R1_2_1.txt"])
  func instances(file: String) throws {
    let shared = try #require(SharedFolder.path)
    let path = "\(shared)/instances/\(file)"
    let converted = try Program.run(["convert", path])
    try #require(converted.exitCode == 0, "\(converted.errors)")
    let problem = try JSONValue(parsing: converted.output)
    let theirs = try Python.run(["\(shared)/bench/convert.py", path])
    #expect(try JSONValue(parsing: theirs.output).text == problem.text)
    if Python.has("vrplib") {
      let weights = try read("vrplib", path)
      let rows = problem["matrices"]["car"]["durations"]
      for (row, column) in [(0, 1), (3, 77), (100, 42), (99, 0)] {
        let exact = try #require(weights[row][column].double)
        #expect(rows[row][column].int == Int((exact * 10 + 1e-9).rounded(.down)))
      }
    }
  }

  @Test("a VRPLIB instance has the ways that vrplib reads", .enabled(if: Python.has("vrplib"), "needs vrplib by pip"))
  func vrplib() throws {
    let sandbox = try Sandbox()
    try sandbox.write(
      """
      NAME : four
      TYPE : CVRP
      DIMENSION : 4
      EDGE_WEIGHT_TYPE : EXPLICIT
      EDGE_WEIGHT_FORMAT : LOWER_ROW
      CAPACITY : 5
      EDGE_WEIGHT_SECTION
      3
      4 5
      6 7 8
      DEMAND_SECTION
      1 0
      2 2
      3 3
      4 4
      DEPOT_SECTION
      1
      -1
      EOF
      """, to: "four.vrp")
    let problem = try JSONValue(parsing: try Program.run(["convert", sandbox.path("four.vrp")]).output)
    let weights = try read("vrplib", sandbox.path("four.vrp"))
    for row in 0..<4 {
      for column in 0..<4 {
        #expect(problem["matrices"]["car"]["durations"][row][column].double == weights[row][column].double)
      }
    }
    let solved = try Program.run(["solve", "-x", "0"], input: Data(problem.text.utf8))
    #expect(try JSONValue(parsing: solved.output)["summary"]["unassigned"].int == 0)
  }

  @Test("a table with semicolons and a byte order mark is read by Python's csv", .enabled(if: Python.isThere))
  func table() throws {
    let sandbox = try Firm.workspace()
    let written = try sandbox.run(
      "export", "--format", "csv", "--as", "technician", "--separator", "semicolon", "--decimal-comma", "--bom", "-o",
      sandbox.path("t.csv"))
    #expect(written.exitCode == 0)
    let rows = try read("csv", sandbox.path("t.csv"), ";").elements
    let header = rows[0].elements.compactMap(\.string)
    let longitude = try #require(header.firstIndex(of: "longitude"))
    #expect(rows.dropFirst().allSatisfy { $0[longitude].string?.hasPrefix("9,") == true })
    let phone = try #require(header.firstIndex(of: "phone"))
    #expect(rows.dropFirst().allSatisfy { $0[phone].string?.hasPrefix("'+") == true })
    let back = try sandbox.json("import", sandbox.path("t.csv"), "--as", "technician")
    #expect(back["unchanged"]["technicians"].int == rows.count - 1)
  }
}
