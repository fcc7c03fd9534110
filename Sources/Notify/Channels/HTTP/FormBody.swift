/// Fields as `application/x-www-form-urlencoded`.
enum FormBody {
  static func text(_ fields: [(name: String, value: String)]) -> String {
    fields.map { "\(encoded($0.name))=\(encoded($0.value))" }.joined(separator: "&")
  }

  /// Everything but the unreserved characters of RFC 3986 as `%XX`, so that no value can add a field.
  static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      unreserved.contains(byte) ? String(UnicodeScalar(byte)) : "%" + HeaderText.hexadecimal(byte)
    }.joined()
  }

  private static let unreserved = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~".utf8)
}

/// Numbers that a gateway may be given.
enum PhoneNumber {
  /// E.164: `+`, then 7 to 15 digits.
  static func isE164(_ text: String) -> Bool {
    let digits = text.utf8.dropFirst()
    return text.utf8.first == UInt8(ascii: "+") && (7...15).contains(digits.count)
      && digits.allSatisfy { (48...57).contains($0) }
  }

  static let refusal = DeliveryOutcome.refused(reason: "The number is not in E.164.", permanent: true)
}
