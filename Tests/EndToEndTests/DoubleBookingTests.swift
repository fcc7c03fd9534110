import Foundation
import Support
import Testing

@Suite("Eight processes that want the same slot")
struct DoubleBookingTests {
  /// `PUNCTUAL_BOOKINGS` says how many slots are fought for (12).
  private static let rounds = ProcessInfo.processInfo.environment["PUNCTUAL_BOOKINGS"].flatMap(Int.init) ?? 12

  /// One technician, who works every day.
  private func firm() throws -> Sandbox {
    let sandbox = try Sandbox(now: "2026-11-22T12:00:00Z")
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
      .map { #""\#($0)":{"start":"08:00","end":"17:00"}"# }.joined(separator: ",")
    try sandbox.write(
      """
      {"technicians":[{"id":"t1","name":"T","home":{"address":"G 1","location":[9.5,47.1]},"shifts":{\(days)}}],
      "customers":[{"id":"c1","name":"C","sites":[{"id":"s1","address":"W","location":[9.51,47.11],"area":"n"}]}]}
      """, to: "firm.json")
    #expect(try sandbox.run("init", "--name", "F", "--zone", "UTC").exitCode == 0)
    #expect(try sandbox.run("import", "firm.json").exitCode == 0)
    return sandbox
  }

  private func request(_ id: String, from: String, to: String) -> String {
    """
    {"jsonrpc":"2.0","id":1,"method":"offer.book","params":{"id":"\(id)","customer":"c1","type":"check",\
    "duration_minutes":300,"window":["\(from)","\(to)"]}}
    """
  }

  private func day(_ round: Int) -> String {
    let date = Date(timeIntervalSince1970: 1_795_478_400 + Double(round) * 86_400)
    return String(ISO8601DateFormatter().string(from: date).prefix(10))
  }

  @Test("one gets it, the others are told that it is taken, every time")
  func raced() throws {
    let sandbox = try firm()
    // Every other day is planned beforehand, so that both ways of booking are fought over.
    for round in stride(from: 0, to: min(Self.rounds, 30), by: 2) {
      #expect(try sandbox.run("plan", day(round), "-x", "0").exitCode == 0)
    }
    let talks = try (0..<8).map { _ in
      try Conversation(["rpc", "--now", sandbox.now], environment: sandbox.environment)
    }
    var (booked, taken, busy) = (0, 0, 0)
    for round in 0..<Self.rounds {
      let date = day(round)
      var winners = 0
      for (number, talk) in talks.enumerated() {
        try talk.say(request("r\(round)-\(number)", from: "\(date)T08:00:00Z", to: "\(date)T09:00:00Z"))
      }
      for talk in talks {
        let answer = try JSONValue(parsing: try #require(talk.hear()))
        switch answer["error"]["data"]["code"].string {
        case nil: winners += 1
        case "slot-taken": taken += 1
        case "busy": busy += 1
        case let code?: Issue.record("unexpected \(code): \(answer)")
        }
      }
      #expect(winners == 1, "round \(round)")
      booked += winners
    }
    for talk in talks { #expect(talk.end() == 0) }
    if Self.rounds > 12 { print("\(booked) booked, \(taken) told taken, \(busy) told busy") }
    let stored = try sandbox.json("appointment", "list")["items"].elements
    #expect(stored.count == Self.rounds)
    #expect(try sandbox.run("doctor").exitCode == 0)
  }

  @Test("as commands of their own, too")
  func commands() throws {
    let sandbox = try firm()
    let script = """
      for n in 1 2 3 4 5 6 7 8; do
        { "$PUNCTUAL" book --customer c1 --type check --minutes 300 --start 2026-11-23T08:00:00Z --window 60 \
          --now 2026-11-22T12:00:00Z >/dev/null 2>errors$n; echo $? >code$n; } &
      done; wait; cat code*
      """
    let result = try Program.shell(script, environment: sandbox.environment, folder: sandbox.folder)
    let codes = result.output.split(separator: "\n").compactMap { Int($0) }
    #expect(codes.filter { $0 == 0 }.count == 1)
    #expect(codes.allSatisfy { [0, 65, 75].contains($0) } && codes.count == 8)
    #expect(try sandbox.json("appointment", "list")["items"].elements.count == 1)
  }

  @Test("two plans of one day at once: both are made, one after the other, and the second reads what the first did")
  func plans() throws {
    let sandbox = try SmallFirm.workspace(now: "2026-11-22T18:00:00+01:00")
    let script = """
      for n in 1 2; do
        { "$PUNCTUAL" plan 2026-11-24 -x 0 --json --now "$NOW" >plan$n 2>errors$n; echo $? >code$n; } &
      done; wait; cat code*
      """
    let result = try Program.shell(
      script, environment: sandbox.environment.merging(["NOW": sandbox.now]) { $1 }, folder: sandbox.folder)
    let codes = result.output.split(separator: "\n").compactMap { Int($0) }
    #expect(codes.allSatisfy { $0 == 0 || $0 == 75 } && codes.contains(0))
    let plans = try (1...2).filter { codes[$0 - 1] == 0 }.map { try JSONValue(parsing: sandbox.read("plan\($0)")) }
    let revisions = plans.compactMap { $0["days"][0]["revision"].int }.sorted()
    #expect(revisions == Array(1...plans.count))
    let log = try sandbox.json("audit", "log", "2026-11-24")["items"].elements
    #expect(log.filter { $0["event"]["kind"].string == "planned" }.count == plans.count)
    #expect(log.flatMap { $0["changes"].elements }.count > 0)
    #expect(try sandbox.run("doctor").exitCode == 0)
  }

  @Test("two processes that go on planning one day while a third changes its work: no plan and no change is lost")
  func plansAndChanges() throws {
    let sandbox = try SmallFirm.workspace(now: "2026-11-22T18:00:00+01:00")
    let rounds = 5
    let talks = try ["ann", "bert", "carla"].map { actor in
      try Conversation(["rpc", "--now", sandbox.now, "--actor", actor], environment: sandbox.environment)
    }
    let plan = #"{"jsonrpc":"2.0","id":1,"method":"plan.make","params":{"date":"2026-11-24","exploration":1}}"#
    for round in 1...rounds {
      try talks[0].say(plan)
      try talks[1].say(plan)
      try talks[2].say(
        #"{"jsonrpc":"2.0","id":1,"method":"appointment.edit","params":{"id":"a5","changes":{"priority":\#(round)}}}"#)
      try talks[2].say(
        #"{"jsonrpc":"2.0","id":2,"method":"appointment.add","params":{"id":"n\#(round)","customer":"c3","type":"check","#
          + #""duration_minutes":20,"windows":[["2026-11-24T08:00:00+01:00","2026-11-24T16:00:00+01:00"]]}}"#)
    }
    var revisions: [Int] = []
    for talk in talks[..<2] {
      for _ in 0..<rounds {
        let answer = try JSONValue(parsing: try #require(talk.hear()))
        if let revision = answer["result"]["days"][0]["revision"].int { revisions.append(revision) }
        #expect(answer["error"].isNull || answer["error"]["data"]["code"].string == "busy", "\(answer.text)")
      }
    }
    var added: [String] = []
    for _ in 0..<(2 * rounds) {
      let answer = try JSONValue(parsing: try #require(talks[2].hear()))
      #expect(answer["error"].isNull || answer["error"]["data"]["code"].string == "busy", "\(answer.text)")
      if let id = answer["result"]["id"].string, id != "a5" { added.append(id) }
    }
    for talk in talks { #expect(talk.end() == 0) }
    // Each plan came on top of the one before it.
    #expect(revisions.sorted() == Array(1...max(1, revisions.count)) && revisions.count > rounds)
    #expect(!added.isEmpty)
    for id in added { #expect(try sandbox.run("appointment", "show", id).exitCode == 0) }
    // The plan that is made last knows of all that was added.
    #expect(try sandbox.run("plan", "2026-11-24", "-x", "0").exitCode == 0)
    let placed = try sandbox.json(
      "appointment", "list", "--date", "2026-11-24", "--stage", "scheduled", "--customer", "c3")
    #expect(Set(placed["items"].elements.compactMap { $0["id"].string }) == Set(added))
    let log = try sandbox.json("audit", "log", "2026-11-24")["items"].elements
    let planned = log.filter { $0["event"]["kind"].string == "planned" }
    #expect(planned.count == revisions.count + 1)
    #expect(Set(planned.compactMap { $0["event"]["actor"].string }).isSuperset(of: ["ann", "bert"]))
    #expect(try sandbox.run("doctor").exitCode == 0)
  }
}
