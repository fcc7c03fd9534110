import Foundation
import Support
import Testing

@Suite("punctual rpc")
struct RPCTests {
  private static func request(_ id: Int?, _ method: String, _ params: String = "{}") -> String {
    #"{"jsonrpc":"2.0",\#(id.map { "\"id\":\($0)," } ?? "")"method":"\#(method)","params":\#(params)}"#
  }

  @Test("replies come in the order of the requests, and the end of input ends it with 0")
  func order() throws {
    let sandbox = try Firm.workspace()
    let (exitCode, answers) = try sandbox.rpc(
      (1...20).map { Self.request($0, "customer.show", #"{"id":"c\#(String(format: "%03d", $0))"}"#) })
    #expect(exitCode == 0)
    #expect(answers.map { $0["id"].int } == Array(1...20))
    #expect(answers.map { $0["result"]["id"].string } == (1...20).map { "c" + String(format: "%03d", $0) })
    #expect(answers.allSatisfy { $0["jsonrpc"].string == "2.0" && $0["error"].isNull })
  }

  @Test("a copy is put back while the process goes on, and only over a workspace where that is asked for")
  func restore() throws {
    let sandbox = try SmallFirm.workspace()
    let (exitCode, answers) = try sandbox.rpc([
      Self.request(1, "backup", #"{"path":"copy.sqlite"}"#),
      Self.request(2, "customer.edit", #"{"id":"c1","changes":{"notes":"later"}}"#),
      Self.request(3, "workspace.restore", #"{"path":"copy.sqlite"}"#),
      Self.request(4, "workspace.restore", #"{"path":"copy.sqlite","replace":true}"#),
      Self.request(5, "customer.show", #"{"id":"c1"}"#),
    ])
    #expect(exitCode == 0)
    try #require(answers.count == 5)
    #expect(answers[1]["result"]["notes"].string == "later")
    #expect(answers[2]["error"]["data"]["code"].string == "conflict")
    #expect(answers[3]["result"]["path"].string == sandbox.database)
    let kept = try #require(answers[3]["result"]["kept"].string)
    #expect(FileManager.default.fileExists(atPath: kept))
    #expect(answers[4]["result"]["name"].string == "Customer 1" && answers[4]["result"]["notes"].isNull)
  }

  @Test("nothing in gives nothing out")
  func nothing() throws {
    let result = try Sandbox().run("rpc")
    #expect(result.exitCode == 0)
    #expect(result.output.isEmpty && result.errors.isEmpty)
  }

  @Test("a batch is answered by one array; notifications get no answer, alone or among others")
  func batches() throws {
    let sandbox = try Firm.workspace()
    let note = Self.request(nil, "customer.edit", ##"{"id":"c001","changes":{"notes":"by notification"}}"##)
    let (exitCode, answers) = try sandbox.rpc([
      note,
      "[\(Self.request(1, "customer.show", #"{"id":"c001"}"#)),\(note),\(Self.request(2, "nonsense")),7]",
      "[\(note)]", "[]", Self.request(3, "customer.show", #"{"id":"c002"}"#),
    ])
    #expect(exitCode == 0)
    try #require(answers.count == 3)
    let batch = answers[0].elements
    #expect(batch.map { $0["id"].int } == [1, 2, nil])
    #expect(batch[0]["result"]["notes"].string == "by notification")
    #expect(batch[1]["error"]["code"].int == -32601)
    #expect(batch[2]["error"]["code"].int == -32600)
    #expect(answers[1]["error"]["code"].int == -32600)
    #expect(answers[2]["id"].int == 3)
  }

  @Test("bad lines of every sort are answered, and the good ones between them too")
  func badLines() throws {
    let sandbox = try Firm.workspace()
    let good = Self.request(1, "customer.show", #"{"id":"c001"}"#)
    let bad: [(line: String, code: Int)] = [
      ("garbage", -32700), (#"{"jsonrpc":"2.0","id":1,"method":"customer.show","params":{"id":"c001"}"#, -32700),
      (#""text""#, -32600), (#"{"id":1,"method":"customer.list"}"#, -32600), (#"{"jsonrpc":"2.0","id":1}"#, -32600),
      (#"{"jsonrpc":"2.0","id":{},"method":"customer.list"}"#, -32600),
      (Self.request(1, "customer.show", "[1]"), -32602), (Self.request(1, "customer.show", #"{"ID":"c001"}"#), -32602),
      (Self.request(1, "no.such"), -32601), (Self.request(1, "customer.show", #"{"id":"nobody"}"#), -32602),
      (String(repeating: "[", count: 5000), -32700),
    ]
    let (exitCode, answers) = try sandbox.rpc(bad.flatMap { [$0.line, good] } + ["", "   "])
    #expect(exitCode == 0)
    try #require(answers.count == bad.count * 2)
    for (index, expected) in bad.enumerated() {
      let error = answers[index * 2]["error"]
      #expect(error["code"].int == expected.code, "\(expected.line.prefix(80)): \(error)")
      #expect(error["data"].keys.isSuperset(of: ["code", "path", "hint", "retryable"]))
      #expect(answers[index * 2 + 1]["result"]["id"].string == "c001")
    }
  }

  @Test("an idempotency key replays the first answer and changes nothing; with another request it is refused")
  func idempotency() throws {
    let sandbox = try Firm.planned()
    let book = Self.request(
      1, "offer.book",
      #"{"customer":"c001","type":"boiler-service","duration_minutes":30,"#
        + #""window":["2026-11-26T13:00:00+01:00","2026-11-26T15:00:00+01:00"],"idempotency_key":"book-1"}"#)
    let other = Self.request(2, "customer.edit", #"{"id":"c001","changes":{"notes":"x"},"idempotency_key":"book-1"}"#)
    let first = try sandbox.rpc([book]).answers[0]
    let before = try sandbox.state()
    let again = try sandbox.rpc([book, other], now: "2026-11-22T20:00:00+01:00").answers
    #expect(first["result"]["appointment"]["id"].string != nil)
    #expect(again[0]["result"].text == first["result"].text)
    #expect(again[1]["error"]["data"]["code"].string == "conflict")
    #expect(try sandbox.state() == before)
  }

  @Test("a line is answered, and its change kept, before the next is read")
  func durable() throws {
    let sandbox = try Firm.workspace()
    let talk = try Conversation(["rpc", "--now", sandbox.now], environment: sandbox.environment)
    try talk.say(Self.request(1, "customer.edit", #"{"id":"c001","changes":{"notes":"kept"}}"#))
    let answer = try JSONValue(parsing: try #require(talk.hear()))
    #expect(answer["result"]["notes"].string == "kept")
    talk.kill()
    #expect(try sandbox.json("customer", "show", "c001")["notes"].string == "kept")
  }

  @Test("every command's work can be done by a method")
  func methods() throws {
    let (_, answers) = try Sandbox().rpc([Self.request(1, "rpc.discover")])
    let document = answers[0]["result"]
    #expect(document["openrpc"].string?.hasPrefix("1.3") == true)
    let names = Set(document["methods"].elements.compactMap { $0["name"].string })
    let records = ["technician", "customer", "appointment"].flatMap { kind in
      ["list", "show", "add", "edit", "remove"].map { "\(kind).\($0)" }
    }
    let visits = ["dispatch", "depart", "arrive", "finish", "cancel", "no-access"].map { "visit.\($0)" }
    let others = [
      "workspace.create", "workspace.restore", "records.import", "records.export", "plan.make", "plan.predict",
      "board.show", "mine.show",
      "offer.make", "offer.book", "explain", "late.show", "notify.preview", "notify.send", "notify.log", "notify.retry",
      "tick", "report.service", "history.learn", "predict", "doctor", "backup", "customer.forget",
    ]
    #expect(names.isSuperset(of: records + visits + others))
    for method in document["methods"].elements where method["name"].string != "rpc.discover" {
      #expect(method["summary"].string?.hasSuffix(".") == true)
      #expect(method["result"]["schema"]["type"].string == "object")
      let required = method["params"].elements.map { $0["required"].bool == true }
      #expect(required == required.sorted { $0 && !$1 }, "what is required comes first")
    }
  }
}
