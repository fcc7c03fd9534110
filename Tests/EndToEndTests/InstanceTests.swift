import Foundation
import Support
import Testing

@Suite("Public instances", .enabled(if: SharedFolder.path != nil, "PUNCTUAL_SHARED names no folder of instances"))
struct InstanceTests {
  /// Instances, and whether all their jobs can be served.
  static let instances: [(file: String, servesAll: Bool)] = [
    ("solomon/C101.txt", true), ("solomon/R105.txt", true), ("solomon/RC201.txt", true),
    ("gehring_homberger/R1_2_1.txt", true), ("field_service/fs50-1.json", false), ("field_service/fs50-2.json", false),
  ]

  @Test(
    "an answer within two seconds is valid by the foreign checker and by ours", .enabled(if: Python.isThere),
    arguments: instances)
  func valid(file: String, servesAll: Bool) throws {
    let shared = try #require(SharedFolder.path)
    let sandbox = try Sandbox()
    let problem = sandbox.path("problem.json")
    let converted = try Python.run(["\(shared)/bench/convert.py", "\(shared)/instances/\(file)", "-o", problem])
    try #require(converted.exitCode == 0, "\(converted.errors)")

    let solved = try Program.run(["solve", problem, "-l", "2", "-t", "1"])
    #expect(solved.exitCode == 0)
    try sandbox.write(solved.output, to: "solution.json")
    let summary = try JSONValue(parsing: solved.output)["summary"]
    if servesAll { #expect(summary["unassigned"].int == 0) }

    let foreign = try Python.run(["\(shared)/bench/check.py", problem, sandbox.path("solution.json")])
    #expect(foreign.exitCode == 0, "\(foreign.output.prefix(400))")
    let own = try Program.run(["check", problem, sandbox.path("solution.json")])
    #expect(own.exitCode == 0, "\(own.output.prefix(400))")
    let recomputed = (try JSONValue(parsing: foreign.output), try JSONValue(parsing: own.output)["summary"])
    #expect(recomputed.0["unassigned"].int == recomputed.1["unassigned"].int)
    #expect(abs((recomputed.0["cost"].double ?? 0) - (recomputed.1["cost"].double ?? -9)) <= 1)
  }
}
