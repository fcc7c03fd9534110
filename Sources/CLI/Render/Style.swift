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

  /// `2026-11-23 09:00`.
  func moment(_ instant: Instant) -> String {
    "\(zone.local(instant).date) \(clock(instant))"
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

  /// `1 visit`, `12 visits`; `plural` where it is not the word with an s.
  static func count(_ number: Int, _ word: String, _ plural: String? = nil) -> String {
    "\(number) \(number == 1 ? word : plural ?? word + "s")"
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

  /// Breaks a text into lines no longer than `width`, at spaces; a word that is longer is broken where it must be.
  static func wrap(_ text: String, _ width: Int) -> [String] {
    var lines: [String] = []
    for paragraph in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      var line = ""
      for word in words(paragraph) {
        if line.isEmpty {
          line = word
        } else if TextWidth.of(line) + 1 + TextWidth.of(word) <= width {
          line += " " + word
        } else {
          lines.append(line)
          line = word
        }
        while TextWidth.of(line) > width {
          let head = TextWidth.prefix(line, max(2, width))
          lines.append(head)
          line = String(line.dropFirst(head.count))
        }
      }
      lines.append(line)
    }
    return lines
  }

  /// The words of a line; a unit stays with its number.
  private static func words(_ line: Substring) -> [String] {
    line.split(separator: " ", omittingEmptySubsequences: false).reduce(into: []) { words, word in
      if isUnit(word), let number = words.last?.last, number.isNumber {
        words[words.count - 1] += " " + word
      } else {
        words.append(String(word))
      }
    }
  }

  private static func isUnit(_ word: Substring) -> Bool {
    word.hasPrefix("%") || word.hasPrefix("min")
  }

  /// A whole screen without a line that is wider than the terminal: what is too long goes on in the next line, set in a
  /// little deeper.
  func fit(_ screen: String) -> String {
    screen.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let line = String(line)
      guard TextWidth.of(line) > width else { return line }
      let indent = String(repeating: " ", count: min(line.prefix { $0 == " " }.count + 2, width / 2))
      var first = TextWidth.head(line, width)
      if Self.isUnit(line.dropFirst(first.count).drop { $0 == " " }), let space = first.lastIndex(of: " ") {
        first = String(first[..<space])
      }
      let rest = String(line.dropFirst(first.count)).drop { $0 == " " }
      let lines = Self.wrap(String(rest), width - indent.count)
      return ([first] + lines.map { indent + $0 }).joined(separator: "\n")
    }.joined(separator: "\n")
  }
}

/// Columns that text takes on a terminal: most characters one, East Asian wide ones and emoji two, the escapes of colours
/// none.
enum TextWidth {
  static func of(_ text: String) -> Int {
    var width = 0
    var isEscape = false
    for character in text { width += of(character, &isEscape) }
    return width
  }

  private static func of(_ character: Character, _ isEscape: inout Bool) -> Int {
    if isEscape {
      isEscape = character != "m"
      return 0
    }
    isEscape = character == "\u{1B}"
    return isEscape ? 0 : of(character)
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
    var isEscape = false
    for character in text {
      used += of(character, &isEscape)
      if used > width { break }
      result.append(character)
    }
    return result
  }

  /// The longest beginning that fits and ends before a space; where there is none after the indentation, that breaks a
  /// word.
  static func head(_ text: String, _ width: Int) -> String {
    let longest = prefix(text, width)
    if text.dropFirst(longest.count).first == " " { return longest }
    guard let space = longest.lastIndex(of: " "), longest[..<space].contains(where: { $0 != " " }) else {
      return longest
    }
    return String(longest[..<space].reversed().drop { $0 == " " }.reversed())
  }
}
