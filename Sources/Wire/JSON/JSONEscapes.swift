/// The escapes of JSON strings, as the parser has accepted them.
enum JSONEscapes {
  static func resolve(_ raw: ArraySlice<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(raw.count)
    var at = raw.startIndex
    while at < raw.endIndex {
      guard raw[at] == UInt8(ascii: "\\") else {
        text.append(raw[at])
        at += 1
        continue
      }
      let letter = raw[at + 1]
      at += 2
      guard letter == UInt8(ascii: "u") else {
        text.append(plain(letter))
        continue
      }
      var unit = hexadecimal(raw[at..<at + 4])
      at += 4
      if (0xD800..<0xDC00).contains(unit) {
        unit = 0x10000 + (unit - 0xD800) << 10 + (hexadecimal(raw[at + 2..<at + 6]) - 0xDC00)
        at += 6
      }
      if let scalar = Unicode.Scalar(unit) { text.append(contentsOf: String(Character(scalar)).utf8) }
    }
    return text
  }

  /// The value of hexadecimal digits.
  static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt32 {
    digits.reduce(0) { $0 << 4 | UInt32(digit($1) ?? 0) }
  }

  static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  private static func plain(_ letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    default: letter
    }
  }
}
