import PunctualModel

/// Checks a text against RFC 8259 and lists its values, in one pass.
struct JSONParser {
  private let bytes: [UInt8]
  private let depthLimit: Int
  private let statedLine: Int?
  private var at = 0
  private var tokens: [JSONToken] = []

  init(bytes: [UInt8], depthLimit: Int, line: Int?) {
    self.bytes = bytes
    self.depthLimit = depthLimit
    statedLine = line
  }

  mutating func parse() throws(Faults) -> [JSONToken] {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    skipBlanks()
    try parseValue(depth: 0)
    skipBlanks()
    guard at == bytes.count else { throw fault("the end of the text") }
    return tokens
  }

  private mutating func parseValue(depth: Int) throws(Faults) {
    guard at < bytes.count else { throw fault("a value") }
    switch bytes[at] {
    case UInt8(ascii: "{"): try parseObject(depth: depth + 1)
    case UInt8(ascii: "["): try parseArray(depth: depth + 1)
    case UInt8(ascii: "\""): try parseString()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try parseNumber()
    case UInt8(ascii: "t"): try parseWord("true", .yes)
    case UInt8(ascii: "f"): try parseWord("false", .no)
    case UInt8(ascii: "n"): try parseWord("null", .null)
    default: throw fault("a value")
    }
  }

  // MARK: Arrays and objects

  private mutating func parseArray(depth: Int) throws(Faults) {
    let token = try open(.array, depth: depth)
    guard !take("]") else { return close(token, count: 0) }
    var count: UInt32 = 0
    repeat {
      skipBlanks()
      try parseValue(depth: depth)
      skipBlanks()
      count += 1
    } while take(",")
    guard take("]") else { throw fault("`,` or `]`") }
    close(token, count: count)
  }

  private mutating func parseObject(depth: Int) throws(Faults) {
    let token = try open(.object, depth: depth)
    guard !take("}") else { return close(token, count: 0) }
    var count: UInt32 = 0
    repeat {
      skipBlanks()
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { throw fault("a key in double quotes") }
      try parseString()
      skipBlanks()
      guard take(":") else { throw fault("`:`") }
      skipBlanks()
      try parseValue(depth: depth)
      skipBlanks()
      count += 1
    } while take(",")
    guard take("}") else { throw fault("`,` or `}`") }
    close(token, count: count)
    try refuseRepeatedKeys(token)
  }

  private mutating func open(_ kind: JSONTokenKind, depth: Int) throws(Faults) -> Int {
    guard depth <= depthLimit else {
      throw Faults(
        .tooDeep, line: line, "Arrays and objects are nested more than \(depthLimit) deep at byte \(at).")
    }
    at += 1
    skipBlanks()
    tokens.append(JSONToken(offset: 0, length: 0, next: 0, kind: kind))
    return tokens.count - 1
  }

  private mutating func close(_ token: Int, count: UInt32) {
    tokens[token].length = count
    tokens[token].next = UInt32(tokens.count)
  }

  /// Small objects are compared pair by pair, which is quicker than hashing; large ones by a set, which stays linear.
  private func refuseRepeatedKeys(_ object: Int) throws(Faults) {
    var keys: [JSONToken] = []
    keys.reserveCapacity(Int(tokens[object].length))
    var seen: Set<[UInt8]> = []
    let few = tokens[object].length <= 24
    var member = object + 1
    while member < Int(tokens[object].next) {
      let key = tokens[member]
      let isNew =
        few ? !keys.contains { isSame($0, key) } : seen.insert(Array(key.text(in: bytes))).inserted
      guard isNew else {
        throw Faults(
          .notJSON, line: line(at: Int(key.offset)),
          "The key `\(String(decoding: key.text(in: bytes), as: UTF8.self))` stands twice in one object, at byte \(Int(key.offset) - 1)."
        )
      }
      if few { keys.append(key) }
      member = Int(tokens[member + 1].next)
    }
  }

  private func isSame(_ left: JSONToken, _ right: JSONToken) -> Bool {
    if left.kind == .string, right.kind == .string, left.length != right.length { return false }
    return left.text(in: bytes).elementsEqual(right.text(in: bytes))
  }

  // MARK: Plain values

  private mutating func parseWord(_ word: StaticString, _ kind: JSONTokenKind) throws(Faults) {
    let start = at
    for index in 0..<word.utf8CodeUnitCount {
      guard at < bytes.count, bytes[at] == word.utf8Start[index] else { throw fault("`\(word)`") }
      at += 1
    }
    add(kind, from: start, to: at)
  }

  private mutating func parseNumber() throws(Faults) {
    let start = at
    var kind = JSONTokenKind.integer
    _ = take("-")
    if take("0") {
      if at < bytes.count, Self.isDigit(bytes[at]) { throw fault("no digit after a leading zero") }
    } else {
      try skipDigits()
    }
    if take(".") {
      kind = .decimal
      try skipDigits()
    }
    if take("e") || take("E") {
      kind = .decimal
      if !take("+") { _ = take("-") }
      try skipDigits()
    }
    add(kind, from: start, to: at)
  }

  private mutating func skipDigits() throws(Faults) {
    let start = at
    while at < bytes.count, Self.isDigit(bytes[at]) { at += 1 }
    guard at > start else { throw fault("a digit") }
  }

  private mutating func parseString() throws(Faults) {
    at += 1
    let start = at
    var kind = JSONTokenKind.string
    while true {
      guard at < bytes.count else { throw fault("the closing double quote") }
      switch bytes[at] {
      case UInt8(ascii: "\""):
        add(kind, from: start, to: at)
        at += 1
        return
      case UInt8(ascii: "\\"):
        kind = .escapedString
        try skipEscape()
      case 0..<0x20: throw fault("no bare control character in a string")
      case 0x80...: try skipMultibyte()
      default: at += 1
      }
    }
  }

  private mutating func skipEscape() throws(Faults) {
    at += 1
    guard at < bytes.count else { throw fault("an escape") }
    switch bytes[at] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      at += 1
    case UInt8(ascii: "u"):
      at += 1
      let unit = try skipHexadecimal()
      switch unit {
      case 0: throw fault("no NUL in a string")
      case 0xD800..<0xDC00:
        guard take("\\"), take("u"), (0xDC00..<0xE000).contains(try skipHexadecimal()) else {
          throw fault("the second half of a surrogate pair")
        }
      case 0xDC00..<0xE000: throw fault("the first half of a surrogate pair before the second")
      default: break
      }
    default: throw fault("an escape that JSON has")
    }
  }

  private mutating func skipHexadecimal() throws(Faults) -> UInt32 {
    guard at + 4 <= bytes.count, bytes[at..<at + 4].allSatisfy({ JSONEscapes.digit($0) != nil }) else {
      throw fault("four hexadecimal digits")
    }
    at += 4
    return JSONEscapes.hexadecimal(bytes[at - 4..<at])
  }

  /// One scalar of two to four bytes, by the table of well-formed sequences in the Unicode Standard (table 3-7).
  private mutating func skipMultibyte() throws(Faults) {
    let (length, second): (Int, ClosedRange<UInt8>) =
      switch bytes[at] {
      case 0xC2...0xDF: (2, 0x80...0xBF)
      case 0xE0: (3, 0xA0...0xBF)
      case 0xE1...0xEC, 0xEE...0xEF: (3, 0x80...0xBF)
      case 0xED: (3, 0x80...0x9F)
      case 0xF0: (4, 0x90...0xBF)
      case 0xF1...0xF3: (4, 0x80...0xBF)
      case 0xF4: (4, 0x80...0x8F)
      default: throw fault("valid UTF-8")
      }
    guard at + length <= bytes.count, second.contains(bytes[at + 1]),
      (2..<length).allSatisfy({ (0x80...0xBF).contains(bytes[at + $0]) })
    else { throw fault("valid UTF-8") }
    at += length
  }

  // MARK: Bytes

  private mutating func add(_ kind: JSONTokenKind, from start: Int, to end: Int) {
    tokens.append(
      JSONToken(offset: UInt32(start), length: UInt32(end - start), next: UInt32(tokens.count + 1), kind: kind))
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard at < bytes.count, UInt32(bytes[at]) == character.value else { return false }
    at += 1
    return true
  }

  private mutating func skipBlanks() {
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x0A, 0x0D, 0x09: at += 1
      default: return
      }
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  // MARK: Faults

  private var line: Int { line(at: at) }

  private func line(at offset: Int) -> Int {
    statedLine ?? 1 + bytes[..<min(offset, bytes.count)].count { $0 == 0x0A }
  }

  private func fault(_ expected: String) -> Faults {
    Faults(.notJSON, line: line, "Expected \(expected) at byte \(at), but \(found).")
  }

  private var found: String {
    guard at < bytes.count else { return "the text ends" }
    let byte = bytes[at]
    return (0x21...0x7E).contains(byte)
      ? "found `\(Character(Unicode.Scalar(byte)))`" : "found the byte 0x\(String(byte, radix: 16, uppercase: true))"
  }
}
