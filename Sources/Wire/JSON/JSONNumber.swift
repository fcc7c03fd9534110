/// Numbers out of the bytes of a literal that the parser has accepted.
enum JSONNumber {
  /// Nil where it does not fit.
  static func int(_ literal: ArraySlice<UInt8>) -> Int? {
    let negative = literal.first == UInt8(ascii: "-")
    var number = 0
    for byte in negative ? literal.dropFirst() : literal {
      let digit = Int(byte &- UInt8(ascii: "0"))
      let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, carry) = negative ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
      if overflow || carry { return nil }
      number = sum
    }
    return number
  }

  /// Nil where it is negative or does not fit.
  static func uint64(_ literal: ArraySlice<UInt8>) -> UInt64? {
    var number: UInt64 = 0
    for byte in literal {
      guard byte != UInt8(ascii: "-") else { return nil }
      let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(UInt64(byte &- UInt8(ascii: "0")))
      if overflow || carry { return nil }
      number = sum
    }
    return number
  }

  /// Nil where it is beyond the largest double.
  static func double(_ literal: ArraySlice<UInt8>) -> Double? {
    if let exact = short(literal) { return exact }
    guard let number = Double(String(decoding: literal, as: UTF8.self)), number.isFinite else { return nil }
    return number
  }

  /// Up to 15 digits without an exponent: digits and power of ten are both exact doubles, so one division rounds right.
  private static func short(_ literal: ArraySlice<UInt8>) -> Double? {
    guard literal.count <= 16 else { return nil }
    let negative = literal.first == UInt8(ascii: "-")
    var digits = 0
    var scale = 1
    var count = 0
    var afterPoint = false
    for byte in negative ? literal.dropFirst() : literal {
      switch byte {
      case UInt8(ascii: "."): afterPoint = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits = digits * 10 + Int(byte - UInt8(ascii: "0"))
        count += 1
        if afterPoint { scale *= 10 }
      default: return nil
      }
    }
    guard count <= 15 else { return nil }
    let number = Double(digits) / Double(scale)
    return negative ? -number : number
  }
}
