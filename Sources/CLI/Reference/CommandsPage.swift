/// The commands.
enum CommandsPage {
  static var lines: [String] {
    guard let program = try? CommandInfo.program() else { return [] }
    let common = program.all.first { !$0.common.isEmpty }?.common ?? []
    return [
      "# Commands", "",
      "`punctual COMMAND --help` says the same in the terminal. Exit codes are in [errors](errors.md).",
      "", "## Options that every command with a workspace takes", "",
    ]
      + arguments(common.filter { !$0.isOfWriting })
      + ["", "Those that change the workspace also take", ""]
      + arguments(common.filter(\.isOfWriting))
      + [
        "", "Data goes to standard output, everything else to standard error. Times are written with the offset of the",
        "firm's zone; times that are read may also be `9:00`, `today 14:30`, `tomorrow 9:00`, `monday 8:00` or",
        "`2026-11-23 9:00`. Days may be `today`, `tomorrow`, a weekday or `2026-11-23`.",
      ]
      + program.subcommands.flatMap(section)
  }

  private static func section(_ command: CommandInfo) -> [String] {
    let title = String(repeating: "#", count: min(4, command.path.count)) + " " + command.name
    var lines = ["", title, "", command.abstract]
    if command.subcommands.isEmpty || command.defaultSubcommand != nil { lines += ["", "```", command.usage, "```"] }
    if !command.discussion.isEmpty { lines += ["", command.discussion] }
    if !command.own.isEmpty { lines += [""] + arguments(command.own) }
    return lines + command.subcommands.flatMap(section)
  }

  private static func arguments(_ arguments: [ArgumentInfo]) -> [String] {
    Markdown.table(["", ""], arguments.map { ["`\($0.heading)`", $0.meaning] })
  }
}
