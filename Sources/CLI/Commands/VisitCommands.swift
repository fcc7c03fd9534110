import ArgumentParser
import PunctualModel
import PunctualService
import PunctualWire

struct VisitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "visit", abstract: "Report what happened to a visit.",
    subcommands: [
      StepCommand<DispatchVisit>.self, StepCommand<DepartVisit>.self, StepCommand<ArriveVisit>.self,
      StepCommand<FinishVisit>.self, StepCommand<CancelVisit>.self, StepCommand<NoAccessVisit>.self,
    ])
}

/// `punctual visit depart ID` and its like.
struct StepCommand<Case: VisitStep>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: Case.step.rawValue, abstract: Case.summary)
  }

  @OptionGroup var options: WriteOptions
  @Argument(help: "The visit's id.") var id: String
  @Option(help: "When it happened; now where no time is given.") var at: String?
  @Option(help: "With finish: what was done, in words that the customer can keep.") var note: String?
  @Flag(name: .long, help: "Show what would happen; change nothing.") var dryRun = false

  func run() async throws {
    try await options.perform(
      Case.self,
      { _, context in VisitReport(visit: id, at: try context.time(at, option: "--at"), note: note) }, dryRun: dryRun
    ) { receipt, style in
      let visit = receipt.visit
      let stamp = [visit.actual.finish, visit.actual.arrive, visit.actual.depart].compactMap { $0 }.first
      var lines = ["\(visit.id) \(visit.stage.rawValue)" + (stamp.map { " at \(style.clock($0))" } ?? "")]
      lines += receipt.notifications.map { "  > " + NotificationText.line($0, style) }
      return lines.joined(separator: "\n")
    }
  }
}
