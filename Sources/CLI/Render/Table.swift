/// A table in plain text: columns as wide as their widest cell, the flexible ones cut to the terminal.
struct Table {
  struct Column {
    var title: String
    var right = false
    /// Gives way where the table is wider than the terminal.
    var flexible = false
    /// Where the table is wider than the terminal, its cells stand whole in lines of their own, below their rows.
    var below = false

    init(_ title: String, right: Bool = false, flexible: Bool = false, below: Bool = false) {
      self.title = title
      self.right = right
      self.flexible = flexible
      self.below = below
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
    if excess > 0, columns.contains(where: \.below) { return folded(style, indent: indent) }
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

  /// With the columns that stand below taken out of the rows.
  private func folded(_ style: Style, indent: Int) -> String {
    let (kept, moved) = (columns.indices.filter { !columns[$0].below }, columns.indices.filter { columns[$0].below })
    var table = Table(kept.map { columns[$0] })
    table.rows = rows.map { row in kept.map { row[$0] } }
    let space = String(repeating: " ", count: indent + 4)
    let lines = table.text(style, indent: indent).split(separator: "\n", omittingEmptySubsequences: false)
    let folded = zip(lines.dropFirst(), rows).flatMap { line, row in
      [String(line)]
        + moved.filter { !row[$0].isEmpty }.flatMap { column in
          Style.wrap(row[column], max(20, style.width - space.count)).map { space + style.ink($0, .dim) }
        }
    }
    return ([lines.first.map(String.init) ?? ""] + folded).joined(separator: "\n")
  }
}
