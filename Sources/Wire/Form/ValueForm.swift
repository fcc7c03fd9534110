import PunctualModel

/// How one kind of value is read from JSON, written to it, and described.
public struct ValueForm<Value: Sendable>: Sendable {
  /// The value; nil after a fault was put down in the session.
  let read: @Sendable (JSONNode, FormSession) -> Value?
  let write: @Sendable (Value, WireContext) -> JSON
  /// A schema object; forms met on the way go to the session's definitions.
  let describe: @Sendable (FormSession) -> JSON
  /// Any value of the type, for what could not be read.
  let placeholder: @Sendable () -> Value
  /// The code of the fault where such a value is missing.
  var missing = FaultCode.missingField
}

extension FormSession {
  func wrongType(_ node: JSONNode, expected: String) {
    fail(.wrongType, "Expected \(expected), but found \(node.described).")
  }
}

extension JSONNode {
  /// The value in a message: short, and without the content of arrays and objects.
  var described: String {
    switch kind {
    case .null: "null"
    case .boolean: bool() == true ? "true" : "false"
    case .number: "the number \(shortened(String(decoding: storage.raw(token), as: UTF8.self)))"
    case .string: "the text \"\(shortened(string() ?? ""))\""
    case .array: "an array"
    case .object: "an object"
    }
  }
}

// MARK: Text

extension ValueForm where Value == String {
  /// Text of at most 10,000 characters, without NUL.
  public static var text: ValueForm<String> { text(0...10_000) }

  /// Text of so many characters.
  public static func text(_ lengths: ClosedRange<Int>) -> ValueForm<String> {
    var schema: [JSON.Member] = [.init("type", "string")]
    if lengths.lowerBound > 0 { schema.append(.init("minLength", .int(lengths.lowerBound))) }
    schema.append(.init("maxLength", .int(lengths.upperBound)))
    return text(lengths, schema: .object(schema)) { _ in nil }
  }

  /// The name of a record: 1 to 200 characters, no control characters.
  public static var id: ValueForm<String> {
    text(
      1...200, schema: ["type": "string", "minLength": 1, "maxLength": 200, "pattern": #"^[^\u0000-\u001f\u007f]+$"#]
    ) { text in
      text.utf8.contains { $0 < 0x20 || $0 == 0x7F } ? "An id has no control characters." : nil
    }
  }

  /// An e-mail address: something, one `@`, something. Whether it exists, only a message can tell.
  public static var email: ValueForm<String> {
    text(3...254, schema: ["type": "string", "format": "email", "maxLength": 254]) { text in
      Text.isEmail(text)
        ? nil : "`\(shortened(text))` is not an e-mail address: it needs one @ with text on both sides."
    }
  }

  /// A phone number as one calls it.
  public static var phone: ValueForm<String> {
    text(3...40, schema: ["type": "string", "minLength": 3, "maxLength": 40]) { text in
      Text.isPhone(text) ? nil : "`\(shortened(text))` is not a phone number: digits, blanks and `+ - ( ) / .` only."
    }
  }

  private static func text(
    _ lengths: ClosedRange<Int>, schema: JSON, _ objection: @escaping @Sendable (String) -> String?
  ) -> ValueForm<String> {
    ValueForm<String>(
      read: { node, session in
        guard let text = node.string() else {
          session.wrongType(node, expected: "text")
          return nil
        }
        // Scalars, as JSON Schema counts them. Bytes bound them from above, so most texts need no counting.
        if lengths.lowerBound > 0 || text.utf8.count > lengths.upperBound {
          let length = text.unicodeScalars.count
          guard lengths.contains(length) else {
            session.fail(
              .outOfRange,
              "The text has \(length) characters; \(lengths.lowerBound) to \(lengths.upperBound) are allowed.")
            return nil
          }
        }
        if let objection = objection(text) {
          session.fail(.outOfRange, objection)
          return nil
        }
        return text
      },
      write: { text, _ in .string(text) }, describe: { _ in schema }, placeholder: { "" })
  }
}

/// What addresses look like.
enum Text {
  static func isEmail(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
      && !text.unicodeScalars.contains { $0.value <= 0x20 || $0.value == 0x7F }
  }

  /// E.164: `+`, then 7 to 15 digits, the first not 0.
  static func isE164(_ text: String) -> Bool {
    let digits = text.utf8.dropFirst()
    return text.utf8.first == UInt8(ascii: "+") && (7...15).contains(digits.count)
      && digits.first != UInt8(ascii: "0") && digits.allSatisfy { (48...57).contains($0) }
  }

  static func isPhone(_ text: String) -> Bool {
    text.utf8.allSatisfy { (48...57).contains($0) || "+-()/. ".utf8.contains($0) }
      && text.utf8.contains { (48...57).contains($0) }
  }
}

// MARK: Numbers and truth

extension ValueForm where Value == Int {
  /// A whole number that every JSON reader holds exactly: up to 2^53 - 1 either way.
  public static var integer: ValueForm<Int> { integer(-9_007_199_254_740_991...9_007_199_254_740_991) }

  /// A whole number in a range.
  public static func integer(_ range: ClosedRange<Int>) -> ValueForm<Int> {
    ValueForm<Int>(
      read: { node, session in
        guard node.isIntegral else {
          session.wrongType(node, expected: "a whole number")
          return nil
        }
        guard let number = node.int(), range.contains(number) else {
          session.fail(
            .outOfRange, "\(shortened(node.literal)) is not in \(range.lowerBound) to \(range.upperBound).")
          return nil
        }
        return number
      },
      write: { number, _ in .int(number) },
      describe: { _ in
        ["type": "integer", "minimum": .int(range.lowerBound), "maximum": .int(range.upperBound)]
      },
      placeholder: { range.lowerBound })
  }
}

extension ValueForm where Value == UInt64 {
  /// A whole number from 0 to 2^64 - 1.
  public static var unsigned64: ValueForm<UInt64> {
    ValueForm<UInt64>(
      read: { node, session in
        guard node.isIntegral else {
          session.wrongType(node, expected: "a whole number")
          return nil
        }
        guard let number = node.uint64() else {
          session.fail(.outOfRange, "\(shortened(node.literal)) is not in 0 to \(UInt64.max).")
          return nil
        }
        return number
      },
      write: { number, _ in JSON(number) },
      describe: { _ in ["type": "integer", "minimum": 0] }, placeholder: { 0 })
  }
}

extension ValueForm where Value == Double {
  /// Any number that a double holds.
  public static var number: ValueForm<Double> {
    number(-Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude)
  }

  /// A number in a range.
  public static func number(_ range: ClosedRange<Double>) -> ValueForm<Double> {
    let bounds = (JSONTextWriter.text(of: range.lowerBound), JSONTextWriter.text(of: range.upperBound))
    let isBounded = range.upperBound < .greatestFiniteMagnitude
    return ValueForm<Double>(
      read: { node, session in
        guard node.kind == .number else {
          session.wrongType(node, expected: "a number")
          return nil
        }
        guard let number = node.double(), range.contains(number) else {
          session.fail(.outOfRange, "\(shortened(node.literal)) is not in \(bounds.0) to \(bounds.1).")
          return nil
        }
        return number
      },
      write: { number, _ in .double(number) },
      describe: { _ in
        isBounded
          ? ["type": "number", "minimum": .double(range.lowerBound), "maximum": .double(range.upperBound)]
          : ["type": "number"]
      },
      placeholder: { range.contains(0) ? 0 : range.lowerBound })
  }
}

extension ValueForm where Value == Bool {
  public static var boolean: ValueForm<Bool> {
    ValueForm<Bool>(
      read: { node, session in
        guard let truth = node.bool() else {
          session.wrongType(node, expected: "true or false")
          return nil
        }
        return truth
      },
      write: { truth, _ in .bool(truth) }, describe: { _ in ["type": "boolean"] }, placeholder: { false })
  }
}

extension JSONNode {
  /// A number as it was written.
  var literal: String { String(decoding: storage.raw(token), as: UTF8.self) }
}
