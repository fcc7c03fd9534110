/// The size of a text message: how many segments a text takes, and which signs can be had for less.
public enum SMS {
  /// How the signs of a text message are coded on the air, by 3GPP TS 23.038.
  public enum Encoding: String, Sendable, CaseIterable {
    /// Seven bits a sign: 160 in one segment, 153 in each of several.
    case gsm7 = "gsm-7"
    /// Sixteen bits a sign: 70 in one segment, 67 in each of several.
    case ucs2 = "ucs-2"
  }

  /// The encoding that a text needs, its length in units of it, and its segments (parts that are charged).
  ///
  /// Signs of the GSM extension table count twice, and so do code points beyond the first plane. A sign of two units is
  /// not split between segments, which may take a segment more than the length tells.
  public static func size(_ text: String) -> (encoding: Encoding, units: Int, segments: Int) {
    let scalars = text.unicodeScalars
    if isGSM(text) {
      let sizes = scalars.map { basic.contains($0) ? 1 : 2 }
      return (.gsm7, sizes.reduce(0, +), segments(sizes, one: 160, each: 153))
    }
    let sizes = scalars.map { $0.value > 0xFFFF ? 2 : 1 }
    return (.ucs2, sizes.reduce(0, +), segments(sizes, one: 70, each: 67))
  }

  /// Segments (parts that are charged) of a text.
  public static func segments(_ text: String) -> Int { size(text).segments }

  private static func segments(_ sizes: [Int], one: Int, each: Int) -> Int {
    if sizes.reduce(0, +) <= one { return 1 }
    var (count, filled) = (1, 0)
    for size in sizes {
      if filled + size > each { (count, filled) = (count + 1, 0) }
      filled += size
    }
    return count
  }

  /// Whether all of the text is in the GSM alphabet and its extension table.
  static func isGSM(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { basic.contains($0) || extended.contains($0) }
  }

  /// The text with typographic signs replaced by plain ones. One dash alone would more than halve what a segment holds.
  static func plain(_ text: String) -> String {
    var plain = ""
    for character in text {
      switch character {
      case "–", "—", "‑": plain.append("-")
      case "’", "‘", "‚": plain.append("'")
      case "“", "”", "„", "«", "»": plain.append("\"")
      case "…": plain.append("...")
      case "\u{00A0}", "\u{202F}": plain.append(" ")
      default: plain.append(character)
      }
    }
    return plain
  }

  private static let basic = Set(
    ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
      + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà").unicodeScalars)
  private static let extended = Set("^{}\\[~]|€\u{0C}".unicodeScalars)
}
