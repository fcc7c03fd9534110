import Foundation
import Support
import Testing

@Suite("The built program")
struct BinaryTests {
  @Test("says its version")
  func version() throws {
    let result = try Program.run(["--version"])
    #expect(result.exitCode == 0)
    #expect(result.output.hasPrefix("0."))
  }
}
