extension JSON {
  /// The value as text, without a newline at the end. `pretty` puts each member on a line of its own, indented by two
  /// blanks; arrays of plain values stay on one line.
  public func text(pretty: Bool = false) -> String {
    String(decoding: bytes(pretty: pretty), as: UTF8.self)
  }

  /// As ``text(pretty:)``, in UTF-8.
  public func bytes(pretty: Bool = false) -> [UInt8] {
    var writer = JSONTextWriter()
    writer.write(self, indent: pretty ? 0 : nil)
    return writer.bytes
  }
}

/// Writes JSON text into a buffer.
struct JSONTextWriter {
  private(set) var bytes: [UInt8] = []

  /// `indent` is the depth of indentation; nil writes everything on one line.
  mutating func write(_ value: JSON, indent: Int?) {
    switch value {
    case .null: append("null")
    case .bool(let value): append(value ? "true" : "false")
    case .int(let value): append(String(value))
    case .unsigned(let value): append(String(value))
    case .double(let value): append(Self.text(of: value))
    case .string(let value): writeString(value)
    case .array(let elements):
      let inner = elements.contains(where: \.isContainer) ? indent : nil
      writeItems(elements, open: "[", close: "]", indent: inner, spaced: indent != nil) { writer, element, depth in
        writer.write(element, indent: depth)
      }
    case .object(let members):
      writeItems(members, open: "{", close: "}", indent: indent, spaced: false) { writer, member, depth in
        writer.writeString(member.key)
        writer.append(depth == nil ? ":" : ": ")
        writer.write(member.value, indent: depth)
      }
    }
  }

  /// The shortest text that reads back as the same number.
  static func text(of number: Double) -> String {
    guard number.isFinite else { return "null" }
    let text = number.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private mutating func writeItems<Item>(
    _ items: [Item], open: String, close: String, indent: Int?, spaced: Bool,
    write: (inout JSONTextWriter, Item, Int?) -> Void
  ) {
    append(open)
    for (index, item) in items.enumerated() {
      if index > 0 { append(spaced && indent == nil ? ", " : ",") }
      if let indent { newLine(indent + 1) }
      write(&self, item, indent.map { $0 + 1 })
    }
    if let indent, !items.isEmpty { newLine(indent) }
    append(close)
  }

  private mutating func newLine(_ indent: Int) {
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * 2))
  }

  private mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func writeString(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): append("\\\"")
      case UInt8(ascii: "\\"): append("\\\\")
      case 0x0A: append("\\n")
      case 0x0D: append("\\r")
      case 0x09: append("\\t")
      case 0x08: append("\\b")
      case 0x0C: append("\\f")
      // Other control characters, and DEL, which terminals act upon.
      case 0..<0x20, 0x7F:
        append("\\u00")
        bytes.append(Self.hexadecimal(byte >> 4))
        bytes.append(Self.hexadecimal(byte & 15))
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8 {
    digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
  }
}

extension JSON {
  fileprivate var isContainer: Bool {
    switch self {
    case .array, .object: true
    default: false
    }
  }
}
