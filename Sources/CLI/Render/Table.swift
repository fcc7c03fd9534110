/// A table in plain text: columns as wide as their widest cell, the last (or a chosen one) cut to the terminal.
struct Table {
  struct Column {
    var title: String
    var right = false
    /// Gives way where the table is wider than the terminal.
    var flexible = false

    init(_ title: String, right: Bool = false, flexible: Bool = false) {
      self.title = title
      self.right = right
      self.flexible = flexible
    }
  }

  var columns: [Column]
  var rows: [[String]] = []

  init(_ columns: [Column]) {
    self.columns = columns
  }

  func text(_ style: Style, indent: Int = 0) -> String {
    var widths = columns.indices.map { index in
      ([columns[index].title] + rows.map { $0[index] }).map(TextWidth.of).max() ?? 0
    }
    let total = widths.reduce(0, +) + 2 * (columns.count - 1) + indent
    var excess = total - style.width
    for index in columns.indices.reversed() where columns[index].flexible && excess > 0 {
      let least = max(8, TextWidth.of(columns[index].title))
      let given = min(excess, max(0, widths[index] - least))
      widths[index] -= given
      excess -= given
    }
    func line(_ cells: [String]) -> String {
      var line = String(repeating: " ", count: indent)
      for index in columns.indices {
        line += Style.pad(cells[index], widths[index], right: columns[index].right)
        if index < columns.count - 1 { line += "  " }
      }
      while line.last == " " { line.removeLast() }
      return line
    }
    return ([style.ink(line(columns.map(\.title)), .dim)] + rows.map(line)).joined(separator: "\n")
  }
}
