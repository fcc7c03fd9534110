import Foundation
import Support
import Testing

@Suite("Several processes and one workspace")
struct SharingTests {
  @Test("writers at once are served one after the other, or told to try again; nothing is lost")
  func writers() throws {
    let sandbox = try Firm.workspace()
    let script = """
      for n in 1 2 3 4 5 6; do
        { echo '{"id":"new'$n'","name":"New '$n'"}' | "$PUNCTUAL" customer add - >/dev/null 2>&1; echo $? >code$n; } &
      done; wait; cat code*
      """
    let result = try Program.shell(script, environment: sandbox.environment, folder: sandbox.folder)
    let codes = result.output.split(separator: "\n").compactMap { Int($0) }
    #expect(codes.count == 6)
    #expect(codes.allSatisfy { $0 == 0 || $0 == 75 })
    let ids = try sandbox.json("customer", "list")["items"].elements.compactMap { $0["id"].string }
    #expect(ids.filter { $0.hasPrefix("new") }.count == codes.filter { $0 == 0 }.count)
    #expect(try sandbox.run("doctor").exitCode == 0)
  }

  @Test("two conversations at once keep every change that they were told is kept")
  func conversations() throws {
    let sandbox = try Firm.workspace()
    let talks = try (0..<2).map { _ in try Conversation(["rpc"], environment: sandbox.environment) }
    var kept: Set<String> = []
    for round in 1...15 {
      for (number, talk) in talks.enumerated() {
        let id = "new-\(number)-\(round)"
        try talk.say(#"{"jsonrpc":"2.0","id":\#(round),"method":"customer.add","params":{"id":"\#(id)","name":"New"}}"#)
      }
      for talk in talks {
        let answer = try JSONValue(parsing: try #require(talk.hear()))
        if let id = answer["result"]["id"].string {
          kept.insert(id)
        } else {
          #expect(answer["error"]["data"]["code"].string == "busy")
        }
      }
    }
    for talk in talks { #expect(talk.end() == 0) }
    let ids = Set(try sandbox.json("customer", "list")["items"].elements.compactMap { $0["id"].string })
    #expect(ids.isSuperset(of: kept))
    #expect(kept.count > 15)
  }

  @Test(
    "a process that is killed while it writes leaves a sound workspace with all that was answered", arguments: 1...3)
  func killed(attempt: Int) throws {
    let sandbox = try Firm.workspace()
    let talk = try Conversation(["rpc"], environment: sandbox.environment)
    for round in 1...40 {
      try talk.say(
        #"{"jsonrpc":"2.0","id":\#(round),"method":"customer.add","params":{"id":"new-\#(round)","name":"N"}}"#)
    }
    // Killed with requests still before it, each time at another place.
    var answered = 0
    for _ in 0..<(attempt * 7) where talk.hear() != nil { answered += 1 }
    talk.kill()
    #expect(answered == attempt * 7)
    #expect(try sandbox.run("doctor").exitCode == 0)
    let ids = Set(try sandbox.json("customer", "list")["items"].elements.compactMap { $0["id"].string })
    #expect(ids.isSuperset(of: (1...answered).map { "new-\($0)" }))
  }

  @Test("a copy that is made while others write is whole, and can be put back")
  func backup() throws {
    let sandbox = try Firm.planned()
    let talk = try Conversation(["rpc"], environment: sandbox.environment)
    try talk.say(#"{"jsonrpc":"2.0","id":1,"method":"customer.add","params":{"id":"new-1","name":"New"}}"#)
    _ = talk.hear()
    #expect(try sandbox.run("backup", "copy.sqlite").exitCode == 0)
    #expect(talk.end() == 0)
    try sandbox.run("customer", "remove", "new-1")
    #expect(try sandbox.run("restore", "copy.sqlite").exitCode == 65, "without --yes nothing is replaced")
    #expect(try sandbox.run("restore", "copy.sqlite", "--yes").exitCode == 0)
    #expect(try sandbox.run("customer", "show", "new-1").exitCode == 0)
    #expect(try sandbox.run("doctor").exitCode == 0)
  }
}
