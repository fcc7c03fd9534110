import PunctualModel

/// A table of numbers in JSON. A table of a thousand places has a million entries, for which a general reader takes seconds
/// and ten times the memory; this one reads them where they stand.
struct NumberTable {
  /// Row by row; `TravelMatrix.unreachable` for null and for what a matrix cannot hold.
  private(set) var entries: [Int32] = []
  private(set) var rows = 0
  /// Of the first row that is unlike the first, else of the first.
  private(set) var columns = 0
  private(set) var isRagged = false
  private(set) var hasNegative = false

  /// Takes the arrays `durations` and `distances` out of a JSON object: the tables by name, and the rest of the document
  /// with null in their places. Nil where one of them is no table of numbers, or the object ends too early to tell.
  static func take(_ names: Set<String>, from bytes: [UInt8], expecting count: Int) -> (
    tables: [String: NumberTable], rest: [UInt8]
  )? {
    var tables: [String: NumberTable] = [:]
    var rest: [UInt8] = []
    let isWhole = bytes.withUnsafeBufferPointer { bytes -> Bool in
      var (at, depth, copied) = (0, 0, 0)
      while at < bytes.count {
        switch bytes[at] {
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        case UInt8(ascii: "\""):
          let start = at + 1
          guard let end = endOfString(bytes, start) else { return false }
          at = end
          guard depth == 1 else { break }
          let key = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
          var value = skipBlanks(bytes, end + 1)
          guard names.contains(key), value < bytes.count, bytes[value] == UInt8(ascii: ":") else { break }
          value = skipBlanks(bytes, value + 1)
          guard value < bytes.count, bytes[value] == UInt8(ascii: "[") else { break }
          var table = NumberTable()
          table.entries.reserveCapacity(count)
          guard let after = table.read(bytes, value) else { return false }
          tables[key] = table
          rest += bytes[copied..<value]
          rest += Array("null".utf8)
          copied = after
          at = after - 1
        default: break
        }
        at += 1
      }
      rest += bytes[copied...]
      return true
    }
    return isWhole ? (tables, rest) : nil
  }

  /// Reads `[[1, 2.5, null], …]`; gives the place after it, nil where it is something else.
  private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    var at = Self.skipBlanks(bytes, start + 1)
    if at < bytes.count, bytes[at] == UInt8(ascii: "]") { return at + 1 }
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "[") else { return nil }
      let before = entries.count
      at = Self.skipBlanks(bytes, at + 1)
      if at < bytes.count, bytes[at] == UInt8(ascii: "]") {
        at += 1
      } else {
        repeat {
          at = Self.skipBlanks(bytes, at)
          guard let next = readEntry(bytes, at) else { return nil }
          at = Self.skipBlanks(bytes, next)
          guard at < bytes.count, bytes[at] == UInt8(ascii: ",") || bytes[at] == UInt8(ascii: "]") else { return nil }
          at += 1
        } while bytes[at - 1] == UInt8(ascii: ",")
      }
      count(row: entries.count - before)
      at = Self.skipBlanks(bytes, at)
      guard at < bytes.count else { return nil }
      if bytes[at] == UInt8(ascii: "]") { return at + 1 }
      guard bytes[at] == UInt8(ascii: ",") else { return nil }
      at = Self.skipBlanks(bytes, at + 1)
    }
    return nil
  }

  private mutating func count(row: Int) {
    if rows == 0 {
      columns = row
    } else if row != columns, !isRagged {
      isRagged = true
      columns = row
    }
    rows += 1
  }

  /// Reads a number or null; gives the place after it.
  private mutating func readEntry(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    var at = start
    if at + 4 <= bytes.count, bytes[at] == UInt8(ascii: "n"), bytes[at + 1] == UInt8(ascii: "u"),
      bytes[at + 2] == UInt8(ascii: "l"), bytes[at + 3] == UInt8(ascii: "l")
    {
      entries.append(TravelMatrix.unreachable)
      return at + 4
    }
    var (whole, digits, tenths) = (0, 0, 0)
    var isPlain = true
    while at < bytes.count, let digit = Self.digit(bytes[at]) {
      if digits < 15 { whole = whole * 10 + digit }
      digits += 1
      at += 1
    }
    if digits > 0, at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      at += 1
      let first = at
      while at < bytes.count, let digit = Self.digit(bytes[at]) {
        if at == first { tenths = digit }
        at += 1
      }
      isPlain = at > first
    }
    let isNumber = at < bytes.count && (bytes[at] == UInt8(ascii: ",") || bytes[at] <= 0x20 || bytes[at] == 0x5D)
    if isPlain, isNumber, (1...15).contains(digits) {
      entries.append(Int32(clamping: whole + (tenths >= 5 ? 1 : 0)))
      return at
    }
    return unusual(bytes, start)
  }

  /// A sign, an exponent, or very many digits.
  private mutating func unusual(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    let marks = Set("0123456789+-.eE".utf8)
    var at = start
    while at < bytes.count, marks.contains(bytes[at]) { at += 1 }
    let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<at]), as: UTF8.self)
    guard let number = Double(text) else { return nil }
    if number < 0 { hasNegative = true }
    entries.append(Int32(clamping: entry(number)))
    return at
  }

  private static func digit(_ byte: UInt8) -> Int? {
    (48...57).contains(byte) ? Int(byte) - 48 : nil
  }

  private static func skipBlanks(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var at = start
    while at < bytes.count, bytes[at] == 0x20 || (0x09...0x0D).contains(bytes[at]) { at += 1 }
    return at
  }

  private static func endOfString(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    var at = start
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "\"") { return at }
      at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }
}
