import ArgumentParser
import PunctualModel
import PunctualService
import PunctualWire

struct CallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "call", abstract: "Customers who can only be told by telephone.",
    subcommands: [CallListCommand.self, CallLogCommand.self])
}

struct CallListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: ListCalls.summary)

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    try await options.perform(ListCalls.self, { _, _ in Nothing() }, CareText.calls)
  }
}

struct CallLogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "log", abstract: LogCall.summary)

  @OptionGroup var options: WriteOptions
  @Argument(help: "The appointment's id.") var appointment: String
  @Argument(help: "delay, clear, other or no-answer.") var outcome: String
  @Option(help: "The start that the customer was told.") var toldStart: String?
  @Option(help: "What was said; `-` reads standard input.") var note: String?
  @Option(help: "When it ended; now where no time is given.") var at: String?
  @Flag(name: .long, help: "Check it; keep nothing.") var dryRun = false

  func run() async throws {
    try await options.perform(
      LogCall.self,
      { _, context in
        CallReport(
          appointment: appointment, outcome: try ImportCommand.choice(outcome, "outcome"),
          toldStart: try context.time(toldStart, option: "--told-start"), note: try note.map(Input.text),
          at: try context.time(at, option: "--at"))
      }, dryRun: dryRun
    ) { call, style in CareText.line(call, style) }
  }
}
