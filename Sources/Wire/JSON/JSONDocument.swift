import PunctualModel

/// A parsed JSON text: its bytes and a flat list of small tokens that point into them. Values are read off on demand.
public struct JSONDocument: Sendable {
  let storage: JSONStorage

  /// Reads a text by RFC 8259, strictly: keys are unique, text is valid UTF-8 without NUL and lone surrogates, nothing
  /// follows the value. A byte order mark at the start is skipped. Cost: linear; 16 bytes a value beside the text.
  ///
  /// Throws `not-json` (with the byte and what was expected there), `too-large` or `too-deep`.
  /// - Parameter line: the line to name in a fault, where the text is one line of many; nil counts within the text.
  public static func parse(
    _ bytes: [UInt8], limits: JSONLimits = .init(), line: Int? = nil
  ) throws(Faults) -> JSONDocument {
    guard bytes.count <= limits.bytes else {
      throw Faults(
        .tooLarge, line: line, "The text has \(bytes.count) bytes; at most \(limits.bytes) are read.")
    }
    var parser = JSONParser(bytes: bytes, depthLimit: limits.depth, line: line)
    return JSONDocument(storage: JSONStorage(bytes: bytes, tokens: try parser.parse()))
  }

  /// As ``parse(_:limits:line:)``, of a text in memory.
  public static func parse(_ text: String, limits: JSONLimits = .init()) throws(Faults) -> JSONDocument {
    try parse(Array(text.utf8), limits: limits)
  }

  /// An object without members: stands for what was left out.
  public static let empty = JSONDocument(
    storage: JSONStorage(bytes: [], tokens: [JSONToken(offset: 0, length: 0, next: 1, kind: .object)]))

  /// The value that the text holds.
  public var root: JSONNode { JSONNode(storage: storage, index: 0) }
}

/// What a value is.
public enum JSONKind: String, Sendable, Hashable {
  case null, boolean, number, string, array, object
}

/// One value's place in the text: 16 bytes in memory.
struct JSONToken: Sendable {
  /// First byte of a number's or a string's text (without the quote); unused for others.
  var offset: UInt32
  /// Bytes of a number's or a string's text; elements of an array; members of an object.
  var length: UInt32
  /// The token after this value and all that it holds.
  var next: UInt32
  var kind: JSONTokenKind
}

enum JSONTokenKind: UInt8, Sendable {
  case null, yes, no, integer, decimal, string, escapedString, array, object
}

extension JSONToken {
  /// The bytes of a number or a string as they stand in the text, escapes not resolved.
  func raw(in bytes: [UInt8]) -> ArraySlice<UInt8> {
    bytes[Int(offset)..<Int(offset) + Int(length)]
  }

  /// The bytes of a string, escapes resolved.
  func text(in bytes: [UInt8]) -> ArraySlice<UInt8> {
    kind == .escapedString ? JSONEscapes.resolve(raw(in: bytes))[...] : raw(in: bytes)
  }
}

/// What the nodes of one document share.
final class JSONStorage: Sendable {
  let bytes: [UInt8]
  let tokens: [JSONToken]

  init(bytes: [UInt8], tokens: [JSONToken]) {
    self.bytes = bytes
    self.tokens = tokens
  }

  func raw(_ token: JSONToken) -> ArraySlice<UInt8> { token.raw(in: bytes) }

  func string(_ token: JSONToken) -> String { String(decoding: token.text(in: bytes), as: UTF8.self) }

  func equals(_ token: JSONToken, _ text: String) -> Bool {
    guard token.kind == .string else { return token.text(in: bytes).elementsEqual(text.utf8) }
    var text = text
    return text.withUTF8 { key in
      key.count == Int(token.length)
        && bytes.withUnsafeBufferPointer { $0[Int(token.offset)..<Int(token.offset) + key.count].elementsEqual(key) }
    }
  }
}
