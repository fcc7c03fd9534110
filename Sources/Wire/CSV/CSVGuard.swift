/// Keeps a table program from taking text for a formula: a cell that starts with `=`, `+`, `-`, `@`, a tab or a return is
/// run as one by Excel and LibreOffice, with whatever it may do.
///
/// Such a text is written with an apostrophe before it, and the apostrophe is taken off when it is read. A text that has
/// apostrophes of its own before such a sign gets one more, so that every text comes back as it was.
enum CSVGuard {
  static func guarded(_ text: String) -> String { isLikeFormula(text) ? "'" + text : text }

  static func bare(_ cell: String) -> String {
    cell.utf8.first == UInt8(ascii: "'") && isLikeFormula(String(cell.dropFirst())) ? String(cell.dropFirst()) : cell
  }

  private static func isLikeFormula(_ text: String) -> Bool {
    text.utf8.first { $0 != UInt8(ascii: "'") }.map { "=+-@\t\r".utf8.contains($0) } ?? false
  }
}

/// How a table is written, for the program that is to open it.
public struct CSVStyle: Hashable, Sendable {
  /// What stands between two cells.
  public enum Separator: String, CaseIterable, Sendable {
    case comma, semicolon, tab

    var byte: UInt8 {
      switch self {
      case .comma: UInt8(ascii: ",")
      case .semicolon: UInt8(ascii: ";")
      case .tab: 0x09
      }
    }
  }

  public var separator: Separator
  /// `9,52` instead of `9.52`, where the program's language writes numbers so.
  public var decimalComma: Bool
  /// Begins the file with a byte order mark, by which Excel knows UTF-8.
  public var byteOrderMark: Bool

  public init(separator: Separator = .comma, decimalComma: Bool = false, byteOrderMark: Bool = false) {
    self.separator = separator
    self.decimalComma = decimalComma
    self.byteOrderMark = byteOrderMark
  }
}
