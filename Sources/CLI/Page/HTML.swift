/// Text made safe for HTML, in elements and in quoted attributes.
enum HTML {
  static func escape(_ text: String) -> String {
    var safe = ""
    safe.reserveCapacity(text.utf8.count)
    for character in text.unicodeScalars {
      switch character {
      case "&": safe += "&amp;"
      case "<": safe += "&lt;"
      case ">": safe += "&gt;"
      case "\"": safe += "&quot;"
      case "'": safe += "&#39;"
      // What turns the direction of the text after it stays within its own words.
      case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": continue
      default: safe.unicodeScalars.append(character)
      }
    }
    return safe
  }

  /// A table with a head; cells are text, not HTML. All columns but the first are figures; those without any are left out.
  static func table(_ head: [String], _ rows: [[String]], caption: String) -> String {
    let used = head.indices.filter { column in column == 0 || rows.contains { !$0[column].isEmpty } }
    let rows = rows.map { row in used.map { row[$0] } }
    let head = used.map { head[$0] }
    let titles = head.map { "<th scope=\"col\">\(escape($0))</th>" }.joined()
    let body = rows.map { row in
      let cells = row.enumerated().map { index, cell in
        index == 0 ? "<th scope=\"row\">\(escape(cell))</th>" : "<td>\(escape(cell))</td>"
      }
      return "<tr>\(cells.joined())</tr>"
    }
    return """
      <table><caption>\(escape(caption))</caption><thead><tr>\(titles)</tr></thead>
      <tbody>\(body.joined(separator: "\n"))</tbody></table>
      """
  }
}
