import Foundation
import Support
import Testing

@Suite("punctual simulate")
struct SimulateRunTests {
  @Test("a day under three policies: what is reported is what the kept workspaces hold")
  func day() throws {
    let sandbox = try Sandbox()
    let result = try sandbox.plain([
      "simulate", "--days", "1", "--seed", "4", "--policy", "all", "--tick", "60", "-x", "0", "--most", "10", "--past",
      "150",
      "--keep", sandbox.path("kept"), "--json",
    ])
    #expect(result.exitCode == 0, "\(result.errors)")
    let report = try JSONValue(parsing: result.output)
    #expect(report["working_days"].int == 1 && report["seed"].int == 4)
    let policies = report["policies"].elements
    #expect(policies.compactMap { $0["policy"].string } == ["silent", "schedule", "punctual"])
    for policy in policies { try check(policy, report, sandbox) }
    let silent = try #require(policies.first)
    #expect(silent["messages"].int == 0 && silent["moves"].int == 0 && silent["calls"].int == 0)
    #expect(policies.last?["messages"].int ?? 0 > 0)
    #expect(Set(policies.compactMap { $0["promises"].int }).count == 1)
    let again = try sandbox.plain([
      "simulate", "--days", "1", "--most", "1", "--past", "0", "--policy", "silent", "--keep", sandbox.path("kept"),
    ])
    #expect(again.exitCode != 0, "workspaces of an earlier run are not written over")
  }

  /// What a policy's workspace says of itself, by other commands.
  private func check(_ policy: JSONValue, _ report: JSONValue, _ sandbox: Sandbox) throws {
    let name = try #require(policy["policy"].string)
    let day = try #require(report["from"].string)
    func ask(_ arguments: String...) throws -> JSONValue {
      let place = ["--db", sandbox.path("kept/\(name).sqlite"), "--now", "\(day)T23:00:00+01:00", "--json"]
      let result = try sandbox.plain(arguments + place)
      guard result.exitCode == 0 else { throw Sandbox.Failed(result: result, arguments: arguments) }
      return try JSONValue(parsing: result.output)
    }
    let total = try ask("report", "service", "--from", day, "--to", day)["total"]
    #expect(total["promised"].int == policy["promises"].int, "\(name)")
    #expect(total["kept"].int == policy["kept"].int, "\(name)")
    #expect(total["missed"].int == policy["missed"].int, "\(name)")
    #expect(total["alarms"].int == policy["alarms"].int, "\(name)")
    #expect(total["false_alarms"].int == policy["false_alarms"].int, "\(name)")
    #expect(total["told_by_standard"].int == policy["told_by_standard"].int, "\(name)")
    let broken = (policy["promises"].int ?? 0) - (policy["kept"].int ?? 0)
    let told = ["told_by_call", "told_in_time", "told_before"].compactMap { policy[$0].int }
    #expect(told == told.sorted() && told.count == 3 && told[2] <= broken, "\(name): \(told) of \(broken)")

    let sent = try ask("notify", "log", "--state", "sent")["items"].elements
      .filter { $0["audience"].string == "customer" }
    var kinds: [String: Int] = [:]
    for message in sent { kinds[message["kind"].string ?? "", default: 0] += 1 }
    #expect(policy["messages_by_kind"].keys == Set(kinds.keys), "\(name)")
    for (kind, count) in kinds { #expect(policy["messages_by_kind"][kind].int == count, "\(name): \(kind)") }
    #expect(policy["messages"].int == kinds.reduce(0) { $0 + ($1.key == "confirmation" ? 0 : $1.value) }, "\(name)")

    let log = try ask("audit", "log", "--limit", "100000")["items"].elements.map { $0["event"] }
    #expect(log.count { $0["kind"].string == "called" } == policy["calls"].int, "\(name)")
    #expect(
      log.count { $0["kind"].string == "moved" && $0["details"]["how"].string != nil } == policy["moves"].int, "\(name)"
    )
    let keys = Set(
      log.filter { $0["kind"].string == "notification-sent" }.compactMap { $0["details"]["key"].string })
    #expect(keys.isSuperset(of: sent.compactMap { $0["key"].string }), "\(name)")
    #expect(try ask("doctor")["ok"].bool == true)
  }
}
