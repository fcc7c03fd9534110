import Foundation
import Support
import Testing

@Suite("Bad input")
struct BadInputTests {
  @Test(
    "is refused by `import` with exit 65, a code, a path and a sentence, and changes nothing", arguments: BadInput.all)
  func imported(bad: BadInput) throws {
    let sandbox = try Firm.workspace()
    let before = try sandbox.run("export").output
    let sound = #"{"kind":"customer","id":"c901","name":"Sound"}"#
    let input = (bad.lines + [sound]).joined(separator: "\n")

    let words = try sandbox.run("import", "-", input: input)
    #expect(words.exitCode == 65)
    #expect(words.output.isEmpty)
    #expect(words.errors.hasPrefix("error: "))
    #expect(words.errors.contains("[\(bad.code) at line \(bad.line)\(bad.path.isEmpty ? "" : ", \(bad.path)")]"))
    #expect(words.errors.count < 2000)

    let document = try sandbox.run("import", "-", "--json", input: input)
    #expect(document.exitCode == 65)
    #expect(document.output.isEmpty)
    let fault = try JSONValue(parsing: document.errors)["errors"][0]
    #expect(fault["code"].string == bad.code)
    #expect(fault["path"].string == bad.path)
    #expect(fault["line"].int == bad.line)
    #expect(fault["message"].string?.isEmpty == false)
    #expect(fault.keys.contains("hint"))
    #expect(fault["retryable"].bool == false)

    #expect(try sandbox.run("export").output == before)
  }

  @Test(
    "is answered by `rpc` with an error that says code, path and hint, and the next line is answered",
    arguments: BadInput.all)
  func asked(bad: BadInput) throws {
    let sandbox = try Firm.workspace()
    let before = try sandbox.run("export").output
    let next = #"{"jsonrpc":"2.0","id":8,"method":"customer.show","params":{"id":"c001"}}"#
    let (exitCode, answers) = try sandbox.rpc([bad.request, next])
    #expect(exitCode == 0)
    try #require(answers.count == 2)
    let error = answers[0]["error"]
    let (code, path) = bad.rpc ?? (bad.code, bad.path)
    #expect(answers[0]["id"].int == (bad.section == nil ? nil : 7))
    #expect(error["code"].int == (code == "not-json" ? -32700 : -32602))
    #expect(error["message"].string?.isEmpty == false)
    #expect(error["data"].keys.isSuperset(of: ["code", "path", "hint", "retryable"]))
    #expect(error["data"]["code"].string == code)
    #expect(error["data"]["path"].string == (bad.section.map { "/records/\($0)/\(bad.index)\(path)" } ?? ""))
    #expect(error["data"]["retryable"].bool == false)
    #expect(answers[1]["result"]["id"].string == "c001")
    #expect(try sandbox.run("export").output == before)
  }

  @Test("is refused by `solve` with exit 2 and a VROOM answer that says what and where", arguments: BadProblem.all)
  func solved(bad: BadProblem) throws {
    let result = try Program.run(["solve"], input: Data(bad.text.utf8))
    #expect(result.exitCode == 2)
    let answer = try JSONValue(parsing: result.output)
    #expect(answer["code"].int == 2)
    #expect(answer["error"].string?.isEmpty == false)
    #expect(answer["errors"][0]["code"].string == bad.code)
    #expect(answer["errors"][0]["path"].string == bad.path)
    #expect(result.errors.hasPrefix("[Error] "))
    #expect(result.output.utf8.count < 4000)
  }

  @Test("is named all at once, and with --partial the rest is kept")
  func allAtOnce() throws {
    let sandbox = try Firm.workspace()
    let input = """
      {"kind":"customer","id":"c900","name":"","tier":"platinum","zone":"Nowhere/At_All"}
      {"kind":"customer","id":"c901","name":"Sound"}
      {"kind":"customer","id":"c902","name":"Misspelt","adress":"x"}
      """
    let refused = try sandbox.run("import", "-", "--json", input: input)
    #expect(refused.exitCode == 65)
    let faults = try JSONValue(parsing: refused.errors)["errors"].elements
    #expect(faults.compactMap { $0["path"].string }.sorted() == ["/adress", "/name", "/zone"])
    #expect(try sandbox.run("customer", "show", "c901").exitCode == 65)

    let partial = try sandbox.json("import", "-", "--partial", input: input)
    #expect(partial["added"]["customers"].int == 1)
    #expect(partial["left_out"].elements.count == 3)
    #expect(try sandbox.run("customer", "show", "c901").exitCode == 0)
  }

  @Test("of several files names the file, and none of them is kept")
  func severalFiles() throws {
    let sandbox = try Firm.workspace()
    try sandbox.write(#"{"kind":"customer","id":"c900","name":"Sound"}"#, to: "one.ndjson")
    try sandbox.write("id,name,language,zone,tier,contacts\nc902,,,,,\n", to: "two.csv")
    let result = try sandbox.run("import", "one.ndjson", "two.csv")
    #expect(result.exitCode == 65)
    #expect(result.errors.contains("two.csv"))
    #expect(try sandbox.run("customer", "show", "c900").exitCode == 65)
  }
}
