import PunctualWire

/// A command, its options and what is below it, as the argument parser has them.
struct CommandInfo {
  let path: [String]
  let abstract: String
  let discussion: String
  let arguments: [ArgumentInfo]
  let subcommands: [CommandInfo]
  /// The subcommand that runs where none is named.
  let defaultSubcommand: String?

  /// The whole program.
  static func program() throws -> CommandInfo {
    let dump = try JSONDocument.parse(Array(PunctualCommand._dumpHelp().utf8)).root.value()
    return CommandInfo(dump["command"] ?? .null, below: [])
  }

  private init(_ json: JSON, below: [String]) {
    path = below + [json["commandName"]?.string ?? ""]
    abstract = json["abstract"]?.string ?? ""
    discussion = json["discussion"]?.string ?? ""
    let path = path
    arguments = (json["arguments"]?.elements ?? []).filter { $0["shouldDisplay"] == .bool(true) }.map(ArgumentInfo.init)
    subcommands = (json["subcommands"]?.elements ?? [])
      .filter { $0["shouldDisplay"] == .bool(true) && $0["commandName"]?.string != "help" }
      .map { CommandInfo($0, below: path) }
    defaultSubcommand = json["defaultSubcommand"]?.string
  }

  var name: String { path.joined(separator: " ") }

  /// Itself and all below it, in order.
  var all: [CommandInfo] { [self] + subcommands.flatMap(\.all) }

  /// Arguments that other commands have not.
  var own: [ArgumentInfo] { arguments.filter { !$0.isCommon } }
  /// Arguments of ``GlobalOptions``.
  var common: [ArgumentInfo] { arguments.filter { $0.isCommon && !["help", "version"].contains($0.longName) } }

  /// `punctual plan [DATE] [--days DAYS]`, the common options left out.
  var usage: String {
    guard subcommands.isEmpty else { return name + (defaultSubcommand == nil ? " COMMAND" : " [COMMAND]") }
    let options = own.filter { $0.kind != .positional }.map(\.usage)
    return ([name] + own.filter { $0.kind == .positional }.map(\.usage) + options).joined(separator: " ")
  }
}

/// An argument, option or flag.
struct ArgumentInfo {
  enum Kind: String {
    case positional, option, flag
  }

  let kind: Kind
  /// `-x`, `--exploration`.
  let names: [String]
  let longName: String
  let valueName: String
  let isOptional: Bool
  let isRepeating: Bool
  let abstract: String
  let defaultValue: String?

  init(_ json: JSON) {
    kind = json["kind"]?.string.flatMap(Kind.init) ?? .option
    let given = json["names"]?.elements ?? []
    let written = given.map { name in (name["kind"]?.string == "long" ? "--" : "-") + (name["name"]?.string ?? "") }
    names = written.filter { !$0.hasPrefix("--") } + written.filter { $0.hasPrefix("--") }
    longName = given.first { $0["kind"]?.string == "long" }?["name"]?.string ?? ""
    valueName = (json["valueName"]?.string ?? "").uppercased()
    isOptional = json["isOptional"] == .bool(true)
    isRepeating = json["isRepeating"] == .bool(true)
    abstract = json["abstract"]?.string ?? ""
    defaultValue = json["defaultValue"]?.string
  }

  /// Whether every command takes it, or every one that writes.
  var isCommon: Bool {
    let common = ["db", "now", "json", "color", "quiet", "verbose", "travel-fallback", "help", "version"]
    return kind != .positional && common.contains(longName) || isOfWriting
  }

  /// Whether it is one of ``WriteOptions``; `audit log` has an `--actor` of its own.
  var isOfWriting: Bool {
    kind == .option && ["actor", "reason"].contains(longName) && abstract.contains("for the journal")
  }

  /// `--days DAYS`, `-x, --exploration EXPLORATION`, `DATE`.
  var heading: String {
    switch kind {
    case .positional: valueName
    case .flag: names.joined(separator: ", ")
    case .option: names.joined(separator: ", ") + " " + valueName
    }
  }

  var usage: String {
    let value = kind == .option ? " " + valueName : ""
    let text = (kind == .positional ? valueName : names.last ?? "") + value
    return (isOptional ? "[\(text)]" : text) + (isRepeating ? "…" : "")
  }

  /// What it is for, with the default.
  var meaning: String {
    guard let defaultValue, kind == .option, !defaultValue.isEmpty else { return abstract }
    return "\(abstract) Default: \(defaultValue)."
  }
}
