/// How one value of a record's JSON form stands in a cell. An empty cell is a field that is left out.
///
/// Lists have a short form for people; where a value does not survive it (a skill with a colon in its name), the cell holds
/// the JSON itself, which every such cell may.
struct CSVCell: Sendable {
  /// The JSON of a cell that is not empty. What is malformed becomes text, so that the form says what it expects.
  let read: @Sendable (String) -> JSON
  private let short: @Sendable (JSON) -> String?
  /// Whether the cell is a number, which no program takes for a formula.
  private(set) var isNumber = false

  func write(_ value: JSON, _ style: CSVStyle = CSVStyle()) -> String {
    let text = short(value).flatMap { read($0) == value ? $0 : nil } ?? value.text()
    guard isNumber else { return CSVGuard.guarded(text) }
    return style.decimalComma ? text.replacing(".", with: ",") : text
  }

  static let text = CSVCell(read: { .string($0) }, short: { $0.string })

  /// `9.52`, or `9,52` as Excel writes it in many languages.
  static let number = CSVCell(
    read: { cell in
      let text = cell.contains(".") ? cell : cell.replacing(",", with: ".", maxReplacements: 1)
      return Int(text).map(JSON.int) ?? Double(text).flatMap { $0.isFinite ? .double($0) : nil } ?? .string(cell)
    },
    short: { value in value.string == nil ? value.text() : nil }, isNumber: true)

  /// `START/END`.
  static let window = structured(
    read: { cell in .array(split(cell, "/").map(JSON.string)) },
    short: { window in window.elements?.compactMap(\.string).joined(separator: "/") })

  /// `START/END;START/END`.
  static let windows = list(window)

  /// `boiler:2;lift`, a level of 1 left out: `{"boiler": 2, "lift": 1}`.
  static let levels = structured(
    read: { cell in .object(split(cell, ";").map(level).map { .init($0.name, $0.level) }) },
    short: { levels in
      levels.members?.map { $0.value == 1 ? $0.key : "\($0.key):\($0.value.text())" }.joined(separator: ";")
    })

  /// The same cell for `[{"name": "boiler", "level": 2}]`.
  static let needs = structured(
    read: { cell in
      .array(split(cell, ";").map(level).map { ["name": .string($0.name), "level": $0.level] })
    },
    short: { needs in
      needs.elements?.compactMap { need in
        need["name"]?.string.map { need["level"] == 1 ? $0 : "\($0):\(need["level"]?.text() ?? "")" }
      }.joined(separator: ";")
    })

  /// `08:00-17:00 break 11:30-13:00/45`, any number of breaks: each starts within its span and lasts so many minutes.
  static let shift = structured(
    read: { cell in
      let parts = cell.split(separator: "break", omittingEmptySubsequences: false).map(String.init)
      guard let (start, end) = pair(parts[0], "-") else { return .string(cell) }
      let breaks: [JSON] = parts.dropFirst().map { part in
        guard let (span, minutes) = pair(part, "/"), let (earliest, latest) = pair(span, "-") else {
          return .string(trimmed(part))
        }
        return ["earliest": .string(earliest), "latest": .string(latest), "minutes": number.read(minutes)]
      }
      return ["start": .string(start), "end": .string(end), "breaks": .array(breaks)]
    },
    short: { shift in
      guard let start = shift["start"]?.string, let end = shift["end"]?.string else { return nil }
      return shift["breaks"]?.elements?.reduce("\(start)-\(end)") { text, pause in
        let span = "\(pause["earliest"]?.string ?? "")-\(pause["latest"]?.string ?? "")"
        return text + " break \(span)/\(pause["minutes"]?.text() ?? "")"
      }
    })

  /// `2026-11-25/2026-11-27 leave;…`.
  static let absences = list(
    structured(
      read: { cell in
        let words = cell.split(separator: " ", maxSplits: 1).map(String.init)
        guard let days = words.first, let (from, to) = pair(days, "/") else { return .string(cell) }
        return ["from": .string(from), "to": .string(to), "reason": .string(words.count > 1 ? trimmed(words[1]) : "")]
      },
      short: { absence in
        guard let from = absence["from"]?.string, let to = absence["to"]?.string else { return nil }
        return trimmed("\(from)/\(to) \(absence["reason"]?.string ?? "")")
      }))

  /// `sms:+4235550142 consent;email:anna@example.org`: what is marked so may be used.
  static let contacts = list(
    structured(
      read: { cell in
        guard let (channel, rest) = pair(cell, ":") else { return .string(cell) }
        let words = rest.split(separator: " ", maxSplits: 1).map(String.init)
        guard words.count == 1 || words.count == 2 && trimmed(words[1]) == "consent" else { return .string(cell) }
        return ["channel": .string(channel), "address": .string(words[0]), "consent": .bool(words.count == 2)]
      },
      short: { contact in
        guard let channel = contact["channel"]?.string, let address = contact["address"]?.string else { return nil }
        return "\(channel):\(address)" + (contact["consent"] == true ? " consent" : "")
      }))

  /// JSON in a cell.
  static let json = structured(read: { .string($0) }, short: { _ in nil })

  /// Cells of one form with semicolons between.
  private static func list(_ element: CSVCell) -> CSVCell {
    structured(
      read: { cell in .array(split(cell, ";").map(element.read)) },
      short: { list in list.elements.map { $0.compactMap(element.short).joined(separator: ";") } })
  }

  /// A cell that may also hold JSON.
  private static func structured(
    read: @escaping @Sendable (String) -> JSON, short: @escaping @Sendable (JSON) -> String?
  ) -> CSVCell {
    CSVCell(
      read: { cell in
        if cell.hasPrefix("{") || cell.hasPrefix("["), let document = try? JSONDocument.parse(cell) {
          return document.root.value()
        }
        return read(cell)
      },
      short: short)
  }

  // MARK: Pieces

  private static func level(_ text: String) -> (name: String, level: JSON) {
    guard let (name, level) = pair(text, ":") else { return (text, 1) }
    return (name, number.read(level))
  }

  /// The parts around the first separator; nil where there is none.
  private static func pair(_ text: String, _ separator: Character) -> (String, String)? {
    let parts = text.split(separator: separator, maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    return parts.count == 2 ? (trimmed(parts[0]), trimmed(parts[1])) : nil
  }

  /// The parts between separators, without blanks around them; empty ones are dropped.
  private static func split(_ text: String, _ separator: Character) -> [String] {
    text.split(separator: separator).map { trimmed(String($0)) }.filter { !$0.isEmpty }
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
