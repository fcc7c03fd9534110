import ArgumentParser
import Foundation
import PunctualModel
import PunctualService
import PunctualWire

struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "What happened, who caused it, and whether the record of it is what was written.",
    subcommands: [AuditLogCommand.self, AuditVerifyCommand.self])
}

struct AuditLogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "log", abstract: ShowAuditLog.summary)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "Only what is about this record, or changed it, by its id.") var subject: String?
  @Option(help: "Only what this user or program caused.") var actor: String?
  @Option(help: "Only from this time on.") var since: String?
  @Option(help: "The newest so many.") var limit = 100

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit takes 1 or more.") }
  }

  func run() async throws {
    try await options.perform(
      ShowAuditLog.self,
      { _, context in
        AuditQuery(
          subject: subject, actor: actor, since: try context.time(since, option: "--since"), limit: limit)
      }, AuditText.log)
  }
}

struct AuditVerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: VerifyAudit.summary,
    discussion:
      "Note the hash it prints, and name it by --hash later: then nobody can have exchanged the whole journal.")

  @OptionGroup var options: GlobalOptions
  @Option(help: "A hash that was printed earlier: the journal must still hold its entry.") var hash: String?

  func run() async throws {
    try await options.run { console in
      let workspace = try options.workspace()
      guard hash.map({ $0.count == 64 && $0.allSatisfy(\.isHexDigit) }) ?? true else {
        throw Faults(.outOfRange, path: "--hash", "A hash has 64 hexadecimal digits.")
      }
      let report = try await workspace.perform(VerifyAudit.self, AuditCheck(hash: hash))
      console.answer(report, try workspace.context()) { AuditText.report(report, $0) }
      if !report.ok { throw ExitCode(1) }
    }
  }
}

struct UndoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: UndoChange.summary,
    discussion: """
      Undoing is itself an entry of the journal: undo that one, or use --redo, to do it again. Who you are says --actor, \
      else $PUNCTUAL_ACTOR, else your user name.
      """)

  @OptionGroup var options: WriteOptions
  @Argument(help: "One of its entries, by `audit log`; your last change where none is given.") var entry: Int?
  @Flag(help: "Do again what you undid last.") var redo = false
  @Flag(name: .long, help: "Show what would be undone; change nothing.") var dryRun = false

  func validate() throws {
    if redo && entry != nil { throw ValidationError("--redo takes no entry: undo the entry that undid it.") }
    if let entry, entry < 1 { throw ValidationError("Entries count from 1.") }
  }

  func run() async throws {
    try await options.perform(
      UndoChange.self, { _, _ in UndoRequest(entry: entry, redo: redo) }, dryRun: dryRun
    ) { AuditText.undone($0, dryRun: dryRun, $1) }
  }
}
