import Foundation
import Support
import Testing

@Suite("Import and export")
struct RoundTripTests {
  @Test("what JSON and NDJSON give out, they take back unchanged, past visits and all", arguments: ["json", "ndjson"])
  func whole(format: String) throws {
    let sandbox = try Firm.workspace()
    let first = try sandbox.run("export", "--history", "--format", format)
    #expect(first.exitCode == 0)

    // Into itself: nothing changes.
    let report = try sandbox.json("import", "-", "--format", format, input: first.output)
    #expect(report["added"].keys.isEmpty, "\(report)")
    #expect(report["changed"].keys.isEmpty, "\(report)")
    #expect(try sandbox.run("export", "--history", "--format", format).output == first.output)

    // Into an empty workspace: the same again.
    let other = try Sandbox()
    try other.run("init", "--zone", "UTC")
    #expect(try other.run("import", "-", "--format", format, input: first.output).exitCode == 0)
    #expect(try other.run("export", "--history", "--format", format).output == first.output)
  }

  @Test("what CSV gives out, it takes back unchanged, kind by kind")
  func csv() throws {
    let sandbox = try Firm.workspace()
    let other = try Sandbox()
    try other.run("init", "--zone", "Europe/Vaduz")
    let organisation = try JSONValue(parsing: sandbox.run("export").output)["organisation"]
    #expect(
      try other.run("import", "-", input: JSONValue(["organisation": organisation.any ?? [:]]).text).exitCode == 0)
    for kind in ["technician", "customer", "appointment", "visit"] {
      let export = ["export", "--format", "csv", "--as", kind]
      let first = try sandbox.run(export)
      #expect(first.exitCode == 0)
      let report = try sandbox.json("import", "-", "--format", "csv", input: first.output)
      #expect(report["added"].keys.isEmpty && report["changed"].keys.isEmpty, "\(kind): \(report)")
      #expect(try other.run("import", "-", "--format", "csv", input: first.output).exitCode == 0)
      #expect(try other.run(export).output == first.output, "\(kind)")
    }
    #expect(try other.run("export").output == sandbox.run("export").output)
  }

  @Test("the sample firm's files say the same in JSON and in CSV")
  func sampleFiles() throws {
    let sandbox = try Sandbox()
    try sandbox.run("init", "--zone", "Europe/Vaduz")
    try sandbox.run("import", Firm.file("firm.json"))
    let report = try sandbox.json(
      "import", Firm.file("technicians.csv"), Firm.file("customers.csv"), Firm.file("appointments.csv"))
    #expect(report["added"].keys.isEmpty && report["changed"].keys.isEmpty, "\(report)")
    #expect(report["unchanged"]["customers"].int == 220)
  }

  @Test("a planned workspace is given out and taken back: stages and promises stay")
  func planned() throws {
    let sandbox = try Firm.planned()
    let first = try sandbox.run("export").output
    let report = try sandbox.json("import", "-", input: first)
    #expect(report["changed"].keys.isEmpty, "\(report)")
    #expect(try sandbox.run("export").output == first)
  }
}
