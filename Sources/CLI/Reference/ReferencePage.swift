import ArgumentParser

/// The pages of the reference. They are made from what the program itself goes by, so they cannot tell anything else.
enum ReferencePage: String, ExpressibleByArgument, CaseIterable {
  case errors, commands, methods

  /// The page, in Markdown.
  var text: String {
    let body =
      switch self {
      case .errors: ErrorsPage.lines
      case .commands: CommandsPage.lines
      case .methods: MethodsPage.lines
      }
    return (["<!-- Made by `make docs`. Change the code, not this page. -->", ""] + body).joined(separator: "\n") + "\n"
  }
}

/// Pieces of Markdown.
enum Markdown {
  /// A row of a table. A bar would end the cell.
  static func row(_ cells: [String]) -> String {
    "| " + cells.map { $0.replacing("|", with: "\\|").replacing("\n", with: " ") }.joined(separator: " | ") + " |"
  }

  static func table(_ header: [String], _ rows: [[String]]) -> [String] {
    [row(header), "|" + String(repeating: "---|", count: header.count)] + rows.map(row)
  }
}
