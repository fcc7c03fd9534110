/// The size of a text message: how many segments a text takes, and which signs can be had for less.
public enum SMS {
  /// Segments (parts that are charged) of a text by 3GPP TS 23.038: 160 signs of the GSM alphabet or 70 others in
  /// one, 153 or 67 each where there are several. Signs of its extension table count twice, and so do code points
  /// beyond the first plane.
  public static func segments(_ text: String) -> Int {
    var septets = 0
    for scalar in text.unicodeScalars {
      if basic.contains(scalar) {
        septets += 1
      } else if extended.contains(scalar) {
        septets += 2
      } else {
        let units = text.utf16.count
        return units <= 70 ? 1 : (units + 66) / 67
      }
    }
    return septets <= 160 ? 1 : (septets + 152) / 153
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
      default: plain.append(character)
      }
    }
    return plain
  }

  private static let basic = Set(
    ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
      + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà").unicodeScalars)
  private static let extended = Set("^{}\\[~]|€".unicodeScalars)
}
