import PunctualModel
import PunctualService

/// How text is laid out for a person: the width, the colours, the zone of its times.
struct Style: Sendable {
  var width: Int
  var colour: Bool
  var zone: Zone

  enum Ink: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case blue = "34"
    case cyan = "36"
    case redBold = "1;31"
  }

  func ink(_ text: String, _ ink: Ink) -> String {
    colour && !text.isEmpty ? "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m" : text
  }

  func clock(_ instant: Instant?) -> String {
    instant.map(zone.clock) ?? "--:--"
  }

  /// `09:00-11:00`.
  func span(_ window: TimeWindow?) -> String {
    guard let window else { return "" }
    return "\(clock(window.start))-\(clock(window.end))"
  }

  /// `Monday 23 November 2026`.
  func day(_ date: LocalDate) -> String {
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ]
    return "\(date.weekday.rawValue.capitalized) \(date.day) \(months[date.month - 1]) \(date.year)"
  }

  /// `Mon 23 Nov`.
  func shortDay(_ date: LocalDate) -> String {
    let words = day(date).split(separator: " ")
    return "\(words[0].prefix(3)) \(words[1]) \(words[2].prefix(3))"
  }

  /// `1 h 25 min`, `25 min`.
  static func duration(_ seconds: Int) -> String {
    let minutes = (abs(seconds) + 30) / 60
    let sign = seconds < 0 && minutes > 0 ? "-" : ""
    return minutes >= 60
      ? "\(sign)\(minutes / 60) h\(minutes % 60 == 0 ? "" : " \(minutes % 60) min")" : "\(sign)\(minutes) min"
  }

  static func percent(_ share: Double) -> String {
    share > 0.995 && share < 1 ? ">99 %" : share > 0 && share < 0.005 ? "<1 %" : "\(Int((share * 100).rounded())) %"
  }

  /// Cuts to a width, with an ellipsis where something is lost.
  static func cut(_ text: String, _ width: Int) -> String {
    TextWidth.of(text) <= width ? text : TextWidth.prefix(text, max(0, width - 1)) + (width > 0 ? "…" : "")
  }

  static func pad(_ text: String, _ width: Int, right: Bool = false) -> String {
    let cut = cut(text, width)
    let space = String(repeating: " ", count: max(0, width - TextWidth.of(cut)))
    return right ? space + cut : cut + space
  }

  /// Breaks a text into lines no longer than `width`, at spaces.
  static func wrap(_ text: String, _ width: Int) -> [String] {
    var lines: [String] = []
    for paragraph in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      var line = ""
      for word in paragraph.split(separator: " ", omittingEmptySubsequences: false) {
        if line.isEmpty {
          line = String(word)
        } else if TextWidth.of(line) + 1 + TextWidth.of(String(word)) <= width {
          line += " " + word
        } else {
          lines.append(line)
          line = String(word)
        }
      }
      lines.append(line)
    }
    return lines
  }
}

/// Columns that text takes on a terminal: most characters one, East Asian wide ones and emoji two.
enum TextWidth {
  static func of(_ text: String) -> Int {
    text.reduce(0) { $0 + of($1) }
  }

  static func of(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    if scalar.value < 0x300 { return 1 }
    if scalar.properties.isEmojiPresentation { return 2 }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  /// The longest beginning that fits.
  static func prefix(_ text: String, _ width: Int) -> String {
    var result = ""
    var used = 0
    for character in text {
      used += of(character)
      if used > width { break }
      result.append(character)
    }
    return result
  }
}
