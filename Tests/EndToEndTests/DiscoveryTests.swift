import Foundation
import Support
import Testing

@Suite("A foreign client of punctual rpc", .enabled(if: Python.hasJSONSchema, Python.reason))
struct DiscoveryTests {
  @Test("a client that knows only rpc.discover lets a Monday begin")
  func client() throws {
    let sandbox = try Sandbox()
    let result = try Python.run([
      Python.script("rpc_client.py"), Program.path, sandbox.database, "2026-11-23T06:55:00+01:00",
      Firm.file("firm.json"),
    ])
    try #require(result.exitCode == 0, "\(result.errors)")
    let story = try JSONValue(parsing: result.output)
    #expect(story["added"]["technicians"].int == 14)
    #expect(story["added"]["customers"].int == 220)
    #expect(story["days"].int == 1)
    #expect(story["visits"].int ?? 0 > 60)
    #expect(story["stage"].string == "under-way")
    #expect(story["told"].elements.map(\.string) == ["on-my-way"])
    #expect(story["predicted"].int == story["visits"].int)
    #expect(story["running"].elements.count == 1)
    #expect(story["to_be_said"].int ?? 0 > 0)
  }
}
