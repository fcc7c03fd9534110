import PunctualModel
import PunctualWire
import Testing

@Suite("JSON parser")
struct JSONParserTests {
  @Test(
    "valid texts are accepted",
    arguments: [
      "null", "true", "false", "0", "-0", "12", "-12.5e-3", "1E+2", "\"\"", "[]", "{}", " [ ] ", "\t{\n}\r\n",
      "[1,2,3]", "[[[]]]", #"{"a":1,"b":[true,null]}"#, #""\"\\\/\b\f\n\r\t""#, #""\u00e9\uD834\uDD1E""#, "\"é€𝄞\"",
      "\"\u{7f}\"", "\"\u{2028}\"", "1e400", "123456789012345678901234567890", "\u{FEFF}{}", "{\"\":0}",
    ])
  func accepts(_ text: String) throws {
    _ = try JSONDocument.parse(text)
  }

  @Test(
    "invalid texts are refused",
    arguments: [
      "", " ", "nul", "nulll", "True", "NaN", "Infinity", "-Infinity", "+1", "01", "-01", "1.", ".5", "-", "1e", "1e+",
      "0x10", "1_000", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{", "}", "{\"a\"", "{\"a\":", "{\"a\":1",
      "{\"a\":1,}", "{a:1}", "{1:1}", "{'a':1}", "{\"a\" 1}", "{\"a\":1 \"b\":2}", "\"", "\"a", "\"\\\"", #""\x""#,
      #""\u12""#, #""\u12G4""#, "\"\t\"", "\"\n\"", "\"\0\"", "1 2", "{} {}", "[] x", "// c\n1", "[1/**/]", "'a'",
      "\u{00A0}1",
      "{}\u{FEFF}", "\u{0C}1",
    ])
  func refuses(_ text: String) {
    let found = faults { () throws(Faults) in _ = try JSONDocument.parse(text) }
    #expect(found.map(\.code) == [.notJSON])
  }

  @Test(
    "NUL and lone surrogates are refused",
    arguments: [
      #""\u0000""#, #""\uD800""#, #""\uDC00""#, #""\uD800\u0041""#, #""\uD800\n""#, #""\uD834\uD834""#, #""\uD83""#,
    ])
  func refusesEscapes(_ text: String) {
    let found = faults { () throws(Faults) in _ = try JSONDocument.parse(text) }
    #expect(found.map(\.code) == [.notJSON])
  }

  @Test(
    "invalid UTF-8 is refused",
    arguments: [
      [0x80], [0xC0, 0xAF], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0xAF], [0xE2, 0x82], [0xED, 0xA0, 0x80],
      [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xFE],
    ] as [[UInt8]])
  func refusesBytes(_ bytes: [UInt8]) {
    let found = faults { () throws(Faults) in _ = try JSONDocument.parse([0x22] + bytes + [0x22]) }
    #expect(found.map(\.code) == [.notJSON])
  }

  @Test("a key that stands twice is refused, however it is escaped and however large the object")
  func repeatedKeys() {
    let many = "{" + (0..<100).map { "\"k\($0)\":\($0)," }.joined() + "\"k7\":0}"
    for text in [#"{"a":1,"a":2}"#, #"{"a":1,"b":2,"\u0061":3}"#, many] {
      let found = faults { () throws(Faults) in _ = try JSONDocument.parse(text) }
      #expect(found.map(\.code) == [.notJSON])
      #expect(found.first?.message.contains("twice") == true)
    }
  }

  @Test("keys that only look alike are different")
  func lookalikeKeys() throws {
    let document = try JSONDocument.parse("{\"\u{E9}\":1,\"e\u{301}\":2}")
    #expect(document.root.count == 2)
    #expect(document.root["\u{E9}"]?.int() == 1)
    #expect(document.root["e\u{301}"]?.int() == 2)
  }

  @Test("a fault names the byte, the line and what was expected")
  func faultPlace() {
    let found = faults { () throws(Faults) in _ = try JSONDocument.parse("{\n  \"a\": 1\n  \"b\": 2\n}") }
    #expect(found == [Fault(.notJSON, line: 3, "Expected `,` or `}` at byte 13, but found `\"`.")])
    let ended = faults { () throws(Faults) in _ = try JSONDocument.parse(Array("[1".utf8), line: 17) }
    #expect(ended == [Fault(.notJSON, line: 17, "Expected `,` or `]` at byte 2, but the text ends.")])
  }

  @Test("nesting beyond the limit is refused, up to it accepted")
  func depth() throws {
    let nested = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    _ = try JSONDocument.parse(nested(64))
    let found = faults { () throws(Faults) in _ = try JSONDocument.parse(nested(65)) }
    #expect(found.map(\.code) == [.tooDeep])
    let deep = faults { () throws(Faults) in
      _ = try JSONDocument.parse(nested(100_000), limits: JSONLimits(depth: 1_000_000))
    }
    #expect(deep.map(\.code) == [.tooDeep])
  }

  @Test("a text beyond the limit is refused")
  func size() {
    let found = faults { () throws(Faults) in _ = try JSONDocument.parse("[1,2,3]", limits: JSONLimits(bytes: 6)) }
    #expect(found.map(\.code) == [.tooLarge])
  }

  @Test("numbers are exact")
  func numbers() throws {
    func root(_ text: String) throws -> JSONNode { try JSONDocument.parse(text).root }
    #expect(try root("9223372036854775807").int() == .max)
    #expect(try root("-9223372036854775808").int() == .min)
    #expect(try root("9223372036854775808").int() == nil)
    #expect(try root("18446744073709551615").uint64() == .max)
    #expect(try root("18446744073709551616").uint64() == nil)
    #expect(try root("-1").uint64() == nil)
    #expect(try root("3.0").int() == nil)
    #expect(try root("1e2").int() == nil)
    #expect(try root("1e2").double() == 100)
    #expect(try root("0.1").double() == 0.1)
    #expect(try root("-9.47").double() == -9.47)
    #expect(try root("47.123456789012345").double() == 47.123456789012345)
    #expect(try root("1.7976931348623157e308").double() == .greatestFiniteMagnitude)
    #expect(try root("5e-324").double() == .leastNonzeroMagnitude)
    #expect(try root("1e400").double() == nil)
    #expect(try root("-0.0").double()?.sign == .minus)
    #expect(try root("\"1\"").double() == nil)
  }

  @Test("rows of numbers are read at once, and only if all are whole")
  func integerRows() throws {
    #expect(try JSONDocument.parse("[1,-2, 3]").root.ints() == [1, -2, 3])
    #expect(try JSONDocument.parse("[]").root.ints() == [])
    #expect(try JSONDocument.parse("[1,2.5]").root.ints() == nil)
    #expect(try JSONDocument.parse("[1,[2]]").root.ints() == nil)
    #expect(try JSONDocument.parse("{}").root.ints() == nil)
  }

  @Test("elements and members come in order, and values can be found by key")
  func access() throws {
    let root = try JSONDocument.parse(#"{"a":[1,[2,3],{"x":4}],"b":"\u00e9\n","c":null}"#).root
    #expect(root.members.map(\.key) == ["a", "b", "c"])
    #expect(root["a"]?.elements.map(\.kind) == [.number, .array, .object])
    #expect(root["a"]?.elements.compactMap { $0["x"]?.int() } == [4])
    #expect(root["b"]?.string() == "é\n")
    #expect(root["c"]?.isNull == true)
    #expect(root["d"] == nil)
    #expect(root["a"]?["x"] == nil)
  }

  @Test("what is written reads back as it was")
  func roundTrip() throws {
    let value: JSON = [
      "text": "quote \" back \\ line \n tab \t bell \u{07} del \u{7f} é 𝄞", "numbers": [0, -1, 1.5, 1e-7, 1e300, 0.1],
      "none": nil, "truth": [true, false], "empty": [:], "list": [], "big": .unsigned(.max),
    ]
    #expect(try JSONDocument.parse(value.text()).root.value() == value)
    #expect(try JSONDocument.parse(value.text(pretty: true)).root.value() == value)
  }

  @Test("text is compact or pretty, keys in the order given")
  func text() {
    let value: JSON = ["b": [1, 2], "a": ["x": 1.0], "e": [:], "f": [["y": 1]]]
    #expect(value.text() == #"{"b":[1,2],"a":{"x":1},"e":{},"f":[{"y":1}]}"#)
    #expect(
      value.text(pretty: true) == """
        {
          "b": [1, 2],
          "a": {
            "x": 1
          },
          "e": {},
          "f": [
            {
              "y": 1
            }
          ]
        }
        """)
    #expect(JSON.double(.nan).text() == "null")
    #expect(JSON.double(.infinity).text() == "null")
    #expect(JSON(UInt64.max).text() == "18446744073709551615")
  }

  @Test("members can be set, added and taken out, and keep their order")
  func editing() {
    var value: JSON = ["a": 1, "b": 2]
    value["a"] = "x"
    value["c"] = [true]
    value["b"] = nil
    #expect(value.text() == #"{"a":"x","c":[true]}"#)
    var fresh = JSON.null
    fresh["k"] = 1
    #expect(fresh == ["k": 1])
    #expect(JSONDocument.empty.root.kind == .object)
    #expect(JSONDocument.empty.root["k"] == nil)
    #expect(Array(JSONDocument.empty.root.members).isEmpty)
  }
}
