import Foundation

/// A part of a MIME message (RFC 2045, 2046): its headers and its encoded body, with plain line ends, as the interface
/// of `sendmail` wants them.
struct MailPart {
  /// With the content type first.
  var headers: [String]
  var body: String

  /// Text in UTF-8 as quoted-printable.
  static func text(_ subtype: String, _ text: String) -> MailPart {
    MailPart(
      headers: ["Content-Type: text/\(subtype); charset=utf-8", "Content-Transfer-Encoding: quoted-printable"],
      body: quotedPrintable(text))
  }

  /// Anything as base64.
  static func data(_ type: String, _ bytes: [UInt8], _ more: [String]) -> MailPart {
    let encoded = Data(bytes).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed])
    return MailPart(
      headers: ["Content-Type: \(type)", "Content-Transfer-Encoding: base64"] + more, body: encoded + "\n")
  }

  /// Several parts as one. `=_` occurs neither in base64 nor in quoted-printable, so no part can hold the boundary.
  static func multipart(_ subtype: String, _ parts: [MailPart], boundary: String, parameters: String = "") -> MailPart {
    var body = ""
    for part in parts {
      body += "--\(boundary)\n" + part.headers.joined(separator: "\n") + "\n\n" + part.body
      if !part.body.hasSuffix("\n") { body += "\n" }
    }
    return MailPart(
      headers: ["Content-Type: multipart/\(subtype);\n boundary=\"\(boundary)\"\(parameters)"],
      body: body + "--\(boundary)--\n")
  }

  /// RFC 2045, section 6.7: lines of at most 76 characters; signs that some gateways change are encoded, too, and so is a
  /// dot or `From ` at the start of a line.
  static func quotedPrintable(_ text: String) -> String {
    var result = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let bytes = Array(line.utf8).filter { $0 != 0x0D }
      var length = 0
      for (index, byte) in bytes.enumerated() {
        let atEnd = index == bytes.count - 1
        let literal =
          (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=")
          || (byte == 0x20 && !atEnd)
        let risky = length == 0 && (byte == UInt8(ascii: ".") || byte == UInt8(ascii: "F"))
        let sign = literal && !risky ? String(UnicodeScalar(byte)) : "=" + HeaderText.hexadecimal(byte)
        if length + sign.utf8.count > (atEnd ? 76 : 75) {
          result += "=\n"
          length = 0
        }
        result += sign
        length += sign.utf8.count
      }
      result += "\n"
    }
    return result
  }
}
