import Foundation
import Support
import Testing

@Suite("Travel by road through the built program")
struct RoadTests {
  @Test(
    "the sample firm's Monday by the roads of Liechtenstein; a warm cache needs no server",
    .enabled(if: RoadServer.isThere, "PUNCTUAL_SHARED names no serve-osrm.sh"))
  func monday() throws {
    guard let server = RoadServer() else {
      print("skipped: serve-osrm.sh could not start an OSRM server here")
      return
    }
    let sandbox = try Firm.workspace()
    let router = "osrm=http://127.0.0.1:\(server.port)"
    #expect(try sandbox.json("travel", "set", "--router", router)["settings"]["routers"][0].string == router)
    let filled = try sandbox.json("travel", "fill", "--all")
    let places = try #require(filled["places"].int)
    #expect(filled["pairs"].int == places * (places - 1))
    #expect(filled["asked_pairs"].int == filled["pairs"].int)
    let check = try sandbox.json("travel", "check")["items"][0]
    #expect(check["off_map"].keys.isEmpty)
    #expect(try #require(check["calibrated_error"].double) < #require(check["estimate_error"].double) + 0.05)
    let lines = try roadLines(sandbox, router)
    server.stop()

    let plan = try sandbox.json("plan", Firm.monday, "-x", "0")
    #expect(plan["travel"]["source"].string == "road" && plan["travel"]["asked_pairs"].int == 0)
    #expect(try #require(plan["days"][0]["visits"].int) > 50)
    #expect(lines > 0)
    let offer = try sandbox.json(
      "offer", "--customer", "c010", "--site", "s012", "--type", "boiler-service", "--minutes", "60", "--days", "1",
      "--from", Firm.monday
    )
    #expect(offer["travel"]["source"].string == "road" && offer["slots"].elements.count > 0)
    // Lines on the map are not kept.
    #expect(try sandbox.run("map", Firm.monday, "--roads").exitCode == 69)
    let map = try JSONValue(parsing: try sandbox.run("map", Firm.monday).output)
    #expect(map["features"].elements.count > 50)
  }

  /// Solves a problem of three places by road, with the lines of its routes; gives how many points they have.
  private func roadLines(_ sandbox: Sandbox, _ router: String) throws -> Int {
    let problem = """
      {"jobs":[{"id":1,"location":[9.5087,47.165]},{"id":2,"location":[9.5025,47.0667]}],
       "vehicles":[{"id":1,"start":[9.5209,47.141],"end":[9.5209,47.141]}]}
      """
    let solved = try Program.run(["solve", "-g", "--router", router], input: Data(problem.utf8))
    #expect(solved.exitCode == 0, "\(solved.errors)")
    let route = try JSONValue(parsing: solved.output)["routes"][0]
    #expect(try #require(route["distance"].int) > 20_000)
    let port = router.split(separator: ":").last.map(String.init) ?? ""
    let asVROOM = try Program.run(
      ["solve", "-g", "-r", "osrm", "-a", "car:127.0.0.1", "-p", "car:\(port)"], input: Data(problem.utf8))
    #expect(try JSONValue(parsing: asVROOM.output)["routes"].text == JSONValue(parsing: solved.output)["routes"].text)
    let map = try Program.run(["convert"], input: Data(solved.output.utf8))
    let line = try JSONValue(parsing: map.output)["features"][0]
    #expect(line["properties"]["line"].string == "road")
    return line["geometry"]["coordinates"].elements.count
  }

  @Test(
    "a proxy that the environment names is asked in the server's place, unless it says for whom not",
    .enabled(if: FaultyServer.shared != nil, "python3 is not here to play the server"))
  func proxy() throws {
    let server = try #require(FaultyServer.shared)
    let problem = Data(
      #"{"jobs":[{"id":1,"location":[9.5,47.1]}],"vehicles":[{"id":1,"start":[9.52,47.14]}]}"#.utf8)
    let arguments = ["solve", "--router", "osrm=http://127.0.0.1:1"]
    var environment = ["http_proxy": "http://127.0.0.1:\(server.port)", "no_proxy": ""]
    #expect(try Program.run(arguments, input: problem, environment: environment).exitCode == 0)
    environment["no_proxy"] = "127.0.0.1"
    #expect(try Program.run(arguments, input: problem, environment: environment).exitCode == 3)
  }

  @Test("without a server: 69 and what to do; with leave, an estimate that says so; solve ends with VROOM's 3")
  func noServer() throws {
    let sandbox = try Firm.workspace()
    _ = try sandbox.json("travel", "set", "--router", "osrm=http://127.0.0.1:1")
    let refused = try sandbox.run("plan", Firm.monday, "-x", "0")
    #expect(refused.exitCode == 69)
    #expect(refused.errors.contains("127.0.0.1:1 does not answer"))
    #expect(refused.errors.contains("--travel-fallback estimate"))
    let planned = try sandbox.run("plan", Firm.monday, "-x", "0", "--travel-fallback", "estimate")
    #expect(planned.exitCode == 0)
    #expect(planned.errors.contains("travel is estimated by straight line, calibrated by"))
    // The live loop goes on.
    #expect(try sandbox.run("tick", "--dry-run").exitCode == 0)

    let problem = """
      {"jobs":[{"id":1,"location":[9.5,47.1]}],"vehicles":[{"id":1,"start":[9.52,47.14]}]}
      """
    let none = ["solve", "--router", "osrm=http://127.0.0.1:1"]
    let failed = try Program.run(none, input: Data(problem.utf8))
    #expect(failed.exitCode == 3)
    #expect(try JSONValue(parsing: failed.output)["code"].int == 3)
    let estimated = try Program.run(none + ["--travel-fallback", "estimate"], input: Data(problem.utf8))
    #expect(estimated.exitCode == 0)
    #expect(estimated.errors.contains("travel is estimated by straight line"))
    for bad in ["osrm=nowhere", "valhalla", "osrm=http://x:99999"] {
      #expect(try Program.run(["solve", "--router", bad], input: Data(problem.utf8)).exitCode == 2, "\(bad)")
    }
    #expect(try sandbox.run("travel", "set", "--router", "osrm=ftp://x").exitCode == 65)
    let bike = problem.replacing(#""start""#, with: #""profile":"bike","start""#)
    let unknown = try Program.run(["solve", "--router", "osrm=http://127.0.0.1:1"], input: Data(bike.utf8))
    #expect(unknown.exitCode == 2)
    #expect(try JSONValue(parsing: unknown.output)["error"].string?.hasPrefix("Invalid profile: bike.") == true)
  }
}
