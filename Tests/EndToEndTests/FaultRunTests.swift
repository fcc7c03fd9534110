import Foundation
import Support
import Testing

/// `scripts/fault-run.py` in small; `PUNCTUAL_KILLS=200` runs a whole day of 500 visits.
@Suite("Senders that are killed while every channel flaps", .enabled(if: Python.isThere, "needs python3"))
struct FaultRunTests {
  private static let kills = ProcessInfo.processInfo.environment["PUNCTUAL_KILLS"].flatMap(Int.init) ?? 9

  @Test(
    "lose no message, tell nobody twice who heeds the key, and leave journal and outbox in agreement",
    arguments: [("sendmail", "webhook"), ("file", "twilio")])
  func faults(mail: String, sms: String) throws {
    let visits = Self.kills >= 100 ? 500 : 30
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "scripts/fault-run.py").path
    let result = try Python.run([
      script, Program.path, "--kills", "\(Self.kills)", "--visits", "\(visits)", "--mail", mail, "--sms", sms,
    ])
    #expect(result.exitCode == 0, "\(result.output)\(result.errors)")
    let figures = try JSONValue(parsing: result.output)
    #expect(figures["kills"].int ?? 0 >= Self.kills)
    #expect(figures["messages"].int ?? 0 > 0)
    #expect(figures["accepted_twice"]["keyed"].int == 0)
    #expect(figures["integrity"].string == "ok")
    #expect(figures["problems"].elements.isEmpty)
  }
}
