import PunctualModel

/// A row of a table and the line that it starts on.
struct CSVRow: Sendable, Hashable {
  var line: Int
  var cells: [String]
}

/// Reads CSV (RFC 4180) with commas, semicolons or tabs between the cells: cells in double quotes may hold separators, ends
/// of line and doubled quotes. Blanks around bare cells are dropped; empty rows are passed over.
///
/// It works on bytes, as "\r\n" is one `Character`, and it knows lines, as every fault names one.
struct CSVParser {
  private let bytes: [UInt8]
  private let separator: UInt8
  private var at: Int
  private var line = 1

  /// Files as table programs save them: UTF-8, with a byte order mark or without, or UTF-16 with one ("Unicode text");
  /// a first line `sep=;` names the separator.
  init(_ bytes: [UInt8]) {
    self.bytes = Self.utf8(bytes)
    at = self.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let rest = self.bytes[at...]
    guard rest.prefix(4).elementsEqual("sep=".utf8), let named = rest.dropFirst(4).first,
      rest.dropFirst(5).first.map({ $0 == 0x0A || $0 == 0x0D }) ?? false
    else {
      separator = Self.separator(rest)
      return
    }
    separator = named
    at += 5
    takeEndOfLine()
  }

  /// What is not valid in UTF-16 is left as it is, and refused where it is read.
  private static func utf8(_ bytes: [UInt8]) -> [UInt8] {
    let isLittle = bytes.starts(with: [0xFF, 0xFE])
    guard isLittle || bytes.starts(with: [0xFE, 0xFF]), bytes.count % 2 == 0 else { return bytes }
    let units = stride(from: 2, to: bytes.count, by: 2).map { index in
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      return isLittle ? second << 8 | first : first << 8 | second
    }
    return String(validating: units, as: UTF16.self).map { Array($0.utf8) } ?? bytes
  }

  /// The next row that is not empty; nil at the end. Throws `not-csv`; after that there is no telling where rows begin.
  mutating func next() throws(Faults) -> CSVRow? {
    while at < bytes.count {
      var row = CSVRow(line: line, cells: [])
      repeat { row.cells.append(try cell()) } while take(separator)
      takeEndOfLine()
      // Table programs leave rows of nothing but separators at the end.
      if !row.cells.allSatisfy(\.isEmpty) { return row }
    }
    return nil
  }

  private mutating func cell() throws(Faults) -> String {
    skipBlanks()
    return try at < bytes.count && bytes[at] == UInt8(ascii: "\"") ? quoted() : bare()
  }

  private mutating func bare() throws(Faults) -> String {
    let start = at
    while at < bytes.count, !isEndOfCell(bytes[at]) { at += 1 }
    var end = at
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    return try text(bytes[start..<end])
  }

  private mutating func quoted() throws(Faults) -> String {
    let opening = line
    var content: [UInt8] = []
    at += 1
    while true {
      guard at < bytes.count else {
        throw Faults(
          .notCSV, line: opening, "The cell that is opened with a double quote here is never closed.",
          hint: "Double a quote that belongs to the text.")
      }
      let byte = bytes[at]
      at += 1
      if byte != UInt8(ascii: "\"") {
        if byte == 0x0A || byte == 0x0D && !(at < bytes.count && bytes[at] == 0x0A) { line += 1 }
        content.append(byte)
      } else if !take(UInt8(ascii: "\"")) {
        break
      } else {
        content.append(byte)
      }
    }
    skipBlanks()
    guard at == bytes.count || isEndOfCell(bytes[at]) else {
      throw Faults(
        .notCSV, line: line, "There is text after the closing double quote of a cell.",
        hint: "Double a quote that belongs to the text.")
    }
    return try text(content[...])
  }

  private func text(_ content: ArraySlice<UInt8>) throws(Faults) -> String {
    guard content.count <= LineReader.usualLimit else {
      throw Faults(
        .tooLarge, line: line, "A cell has \(content.count) bytes; at most \(LineReader.usualLimit) are read.")
    }
    guard let text = String(validating: content, as: UTF8.self) else {
      throw Faults(.notCSV, line: line, "A cell is not valid UTF-8.", hint: "Save the file as UTF-8.")
    }
    return text
  }

  // MARK: Bytes

  private func isEndOfCell(_ byte: UInt8) -> Bool { byte == separator || byte == 0x0A || byte == 0x0D }

  /// A tab is no blank where it separates.
  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 && separator != 0x09 }

  private mutating func skipBlanks() {
    while at < bytes.count, isBlank(bytes[at]) { at += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  private mutating func takeEndOfLine() {
    let returned = take(0x0D)
    if take(0x0A) || returned { line += 1 }
  }

  /// The one that the header has most of; a comma where it has none.
  private static func separator(_ bytes: ArraySlice<UInt8>) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted, byte == 0x0A || byte == 0x0D { break }
      if !isQuoted { counts[byte, default: 0] += 1 }
    }
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]
    return candidates.max { counts[$0, default: 0] < counts[$1, default: 0] }.flatMap { counts[$0] == nil ? nil : $0 }
      ?? UInt8(ascii: ",")
  }
}

/// Writes CSV: LF, quotes only where they are needed.
struct CSVWriter {
  private let separator: UInt8
  private(set) var bytes: [UInt8]

  init(_ style: CSVStyle) {
    separator = style.separator.byte
    bytes = style.byteOrderMark ? [0xEF, 0xBB, 0xBF] : []
  }

  mutating func write(_ cells: [String]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(separator) }
      guard Self.needsQuotes(cell) else {
        bytes.append(contentsOf: cell.utf8)
        continue
      }
      bytes.append(UInt8(ascii: "\""))
      for byte in cell.utf8 {
        if byte == UInt8(ascii: "\"") { bytes.append(byte) }
        bytes.append(byte)
      }
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(0x0A)
  }

  /// Separators of any kind are quoted, so that no program takes them for its own.
  private static func needsQuotes(_ cell: String) -> Bool {
    let blank: Set<UInt8> = [0x20, 0x09]
    return cell.utf8.contains { byte in
      byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte < 0x20
    } || cell.utf8.first.map(blank.contains) == true || cell.utf8.last.map(blank.contains) == true
  }
}
