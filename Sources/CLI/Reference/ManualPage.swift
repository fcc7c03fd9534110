/// The manual pages, in the form of `man`: one of the program and one of each command.
struct ManualPage {
  let command: CommandInfo
  let program: CommandInfo

  /// `punctual-visit-depart.1` and its text, for every command.
  static func all() throws -> [(file: String, text: String)] {
    let program = try CommandInfo.program()
    return program.all.map { command in
      let page = ManualPage(command: command, program: program)
      return (page.title + ".1", page.lines.joined(separator: "\n") + "\n")
    }
  }

  private var title: String { command.path.joined(separator: "-") }

  private var lines: [String] {
    var lines = [
      ".TH \"\(title.uppercased())\" 1 \"\" \"punctual \(PunctualCommand.version)\" \"Punctual\"",
      ".SH NAME", "\(escaped(title)) \\- \(escaped(sentencePart(command.abstract)))",
      ".SH SYNOPSIS", ".B \(escaped(command.name))", escaped(String(command.usage.dropFirst(command.name.count + 1))),
      ".SH DESCRIPTION", escaped(command.abstract),
    ]
    if !command.discussion.isEmpty { lines += [".PP", escaped(command.discussion)] }
    if !command.subcommands.isEmpty {
      lines.append(".SH COMMANDS")
      for below in command.subcommands {
        lines += [".TP", ".B \(escaped(below.path.last ?? ""))", escaped(below.abstract)]
      }
    }
    lines += section("ARGUMENTS", command.own.filter { $0.kind == .positional })
    lines += section("OPTIONS", command.own.filter { $0.kind != .positional })
    lines += section("COMMON OPTIONS", command.common)
    if command.path.count == 1 { lines += Self.surroundings }
    return lines + seeAlso
  }

  private var seeAlso: [String] {
    let above = command.path.indices.dropFirst().map { command.path[..<$0].joined(separator: "-") }
    let below = command.subcommands.map { $0.path.joined(separator: "-") }
    let others = above + below
    return others.isEmpty ? [] : [".SH SEE ALSO", others.map { "\\fB\(escaped($0))\\fR(1)" }.joined(separator: ",\n")]
  }

  private func section(_ name: String, _ arguments: [ArgumentInfo]) -> [String] {
    guard !arguments.isEmpty else { return [] }
    return [".SH \(name)"]
      + arguments.flatMap { [".TP", ".B \(escaped($0.heading))", escaped($0.meaning)] }
  }

  /// What the whole program depends on.
  private static let surroundings = [
    ".SH EXIT STATUS", "0 done; 64 usage; 65 bad data; 69 a needed service is unavailable; 75 busy, try again;",
    "77 not permitted; 1 anything else.", ".SH ENVIRONMENT",
    ".TP", ".B PUNCTUAL_DB", "The database, where \\-\\-db does not name it.",
    ".TP", ".B XDG_DATA_HOME",
    "Where the database is else: punctual/punctual.sqlite below it, or below ~/.local/share.",
    ".TP", ".B PUNCTUAL_ACTOR", "Who is named in the journal; else the user.",
    ".TP", ".B NO_COLOR", "Set and not empty: no colours, unless \\-\\-color always.",
    ".TP", ".B COLUMNS", "The width of the terminal.",
  ]

  /// An abstract as it stands after a dash: without its full stop.
  private func sentencePart(_ text: String) -> String {
    text.hasSuffix(".") ? String(text.dropLast()) : text
  }

  /// Text that `roff` takes as text.
  private func escaped(_ text: String) -> String {
    let safe = text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("\n", with: "\n.br\n")
    return safe.hasPrefix(".") || safe.hasPrefix("'") ? "\\&" + safe : safe
  }
}
