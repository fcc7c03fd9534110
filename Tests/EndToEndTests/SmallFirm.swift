import Foundation
import Support

/// A firm of two technicians, for tests that start many commands: every command is quick on it.
enum SmallFirm {
  static let monday = "2026-11-23"

  /// A workspace of one's own. Monday is planned, seen from eight in the morning: `a1` is under way, `a2` and `a3` are
  /// scheduled, `a4` is on site; `a5` waits without a plan.
  static func workspace(now: String = "2026-11-23T08:30:00+01:00") throws -> Sandbox {
    let sandbox = try Sandbox(now: now)
    try FileManager.default.copyItem(atPath: original.get().database, toPath: sandbox.database)
    return sandbox
  }

  private static let original = Result { () throws -> Sandbox in
    let sandbox = try Sandbox(now: "2026-11-22T17:00:00+01:00")
    try sandbox.write(records, to: "firm.json")
    try sandbox.write(visits, to: "visits.ndjson")
    let steps: [(arguments: [String], now: String)] = [
      (["init", "--name", "Small", "--zone", "Europe/Vaduz"], sandbox.now),
      (["import", "firm.json", "visits.ndjson"], sandbox.now),
      (["plan", monday, "-x", "0"], sandbox.now),
      (["visit", "depart", "a1"], "2026-11-23T08:01:00+01:00"),
      (["visit", "depart", "a4"], "2026-11-23T08:02:00+01:00"),
      (["visit", "arrive", "a4"], "2026-11-23T08:20:00+01:00"),
    ]
    for step in steps {
      let result = try sandbox.run(step.arguments, now: step.now)
      if result.exitCode != 0 { throw Sandbox.Failed(result: result, arguments: step.arguments) }
    }
    return sandbox
  }

  private static let day = ["monday", "tuesday", "wednesday", "thursday", "friday"]
    .map { #""\#($0)":{"start":"08:00","end":"17:00"}"# }.joined(separator: ",")

  private static let visits = (1...40).map { number in
    let day = 1 + number % 20
    // Nobody is in two places at once.
    let hour = (number > 20 ? 13 : 8) + number % 2
    let start = "2026-10-\(day < 10 ? "0" : "")\(day)T\(hour < 10 ? "0" : "")\(hour):00:00+02:00"
    return """
      {"kind":"visit","id":"v\(number)","technician":"t\(1 + number % 2)","type":"check","area":"north","site":"s1",\
      "planned":\(stamps(start, minutes: "40")),"actual":\(stamps(start, minutes: "5\(number % 10)"))}
      """
  }.joined(separator: "\n")

  private static func stamps(_ start: String, minutes: String) -> String {
    let finish = start.replacing(":00:00+", with: ":\(minutes):00+")
    return #"{"depart":"\#(start)","arrive":"\#(start)","start":"\#(start)","finish":"\#(finish)"}"#
  }

  private static let records: String = {
    let technicians = (1...2).map { number in
      """
      {"id":"t\(number)","name":"Tech \(number)","home":{"address":"Gasse \(number)","location":[9.52,47.1\(number)]},\
      "skills":{"gas":1},"shifts":{\(day)}}
      """
    }
    let customers = (1...3).map { number in
      """
      {"id":"c\(number)","name":"Customer \(number)","contacts":[{"channel":"email","address":"c\(number)@example.org",\
      "consent":true}],"sites":[{"id":"s1","address":"Weg \(number)","location":[9.53,47.1\(number)],"area":"north"}]}
      """
    }
    let appointments = (1...5).map { number in
      """
      {"id":"a\(number)","customer":"c\(1 + number % 2)","site":"s1","type":"check","duration_minutes":40,\
      "windows":[\(number == 5 ? #"["2026-11-24T08:00:00+01:00","2026-11-24T16:00:00+01:00"]"#
        : #"["2026-11-23T08:00:00+01:00","2026-11-23T16:00:00+01:00"]"#)]}
      """
    }
    return """
      {"technicians":[\(technicians.joined(separator: ","))],"customers":[\(customers.joined(separator: ","))],
      "appointments":[\(appointments.joined(separator: ","))]}
      """
  }()
}
