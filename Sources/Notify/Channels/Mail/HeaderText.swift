import Foundation
import PunctualModel

/// Values of e-mail headers, encoded so that none can end its line or begin another.
enum HeaderText {
  /// Free text, such as a subject: as it is where it is short printable ASCII, else as encoded words (RFC 2047, `B`),
  /// folded.
  static func unstructured(_ text: String) -> String {
    let text = oneLine(text, limit: 500)
    return isPlain(text) && text.utf8.count <= 60 ? text : encodedWords(text)
  }

  /// A name and an address (RFC 5322, `mailbox`). The address must be one that ``isAddress(_:)`` takes.
  static func mailbox(_ name: String, _ address: String) -> String {
    let name = oneLine(name, limit: 120)
    if name.isEmpty { return "<\(address)>" }
    guard isPlain(name), name.utf8.count <= 60 else { return "\(encodedWords(name))\n <\(address)>" }
    let quoted = name.replacingOccurrences(of: #"\"#, with: #"\\"#).replacingOccurrences(of: "\"", with: #"\""#)
    return "\"\(quoted)\" <\(address)>"
  }

  /// A parameter of a header (RFC 2045), such as a file's name; by RFC 2231 where it is not ASCII.
  static func parameter(_ name: String, _ value: String) -> String {
    let value = oneLine(value, limit: 120)
    if isPlain(value) {
      let quoted = value.replacingOccurrences(of: #"\"#, with: #"\\"#).replacingOccurrences(of: "\"", with: #"\""#)
      return "; \(name)=\"\(quoted)\""
    }
    let encoded = value.utf8.map { byte in
      attributeCharacters.contains(byte) ? String(UnicodeScalar(byte)) : "%" + hexadecimal(byte)
    }
    // Lines of RFC 5322 have at most 998 octets; pieces of 60 keep far from that.
    var pieces: [String] = [""]
    for part in encoded {
      if pieces[pieces.count - 1].utf8.count + part.utf8.count > 60 { pieces.append("") }
      pieces[pieces.count - 1] += part
    }
    if pieces.count == 1 { return ";\n \(name)*=UTF-8''\(pieces[0])" }
    return pieces.enumerated().map { number, piece in
      ";\n \(name)*\(number)*=\(number == 0 ? "UTF-8''" : "")\(piece)"
    }.joined()
  }

  /// `Mon, 23 Nov 2026 09:00:00 +0000` (RFC 5322, section 3.3).
  static func date(_ instant: Instant) -> String {
    let (date, second) = Zone.utc.local(instant)
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let day = date.weekday.rawValue.prefix(3).capitalized
    let clock = [second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(day), \(date.day) \(months[date.month - 1]) \(date.year) \(clock.joined(separator: ":")) +0000"
  }

  /// Whether an address is `dot-atom@domain` in ASCII: no quotes, comments, blanks or lists can hide in it.
  static func isAddress(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, text.utf8.count <= 254, parts[0].count <= 64 else { return false }
    let local = parts[0].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let domain = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return local.allSatisfy { !$0.isEmpty && $0.allSatisfy(atomCharacters.contains) }
      && domain.allSatisfy { label in
        !label.isEmpty && label.count <= 63 && label.allSatisfy(domainCharacters.contains)
          && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
      }
  }

  /// Encoded words of at most 75 characters, a line each. A character is never split.
  private static func encodedWords(_ text: String) -> String {
    var words: [String] = []
    var piece: [UInt8] = []
    for scalar in text.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      if piece.count + bytes.count > 45 {
        words.append(Data(piece).base64EncodedString())
        piece = []
      }
      piece += bytes
    }
    words.append(Data(piece).base64EncodedString())
    return words.map { "=?UTF-8?B?\($0)?=" }.joined(separator: "\n ")
  }

  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
  }

  static func hexadecimal(_ byte: UInt8) -> String {
    String(byte >> 4, radix: 16, uppercase: true) + String(byte & 15, radix: 16, uppercase: true)
  }

  private static let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
  private static let atomCharacters = Set((letters + "!#$%&'*+-/=?^_`{|}~").utf8)
  private static let domainCharacters = Set((letters + "-").utf8)
  private static let attributeCharacters = Set((letters + "!#$&+-.^_`{|}~").utf8)
}
