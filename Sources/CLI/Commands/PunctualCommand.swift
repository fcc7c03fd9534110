import ArgumentParser
import Foundation
import PunctualModel
import PunctualService

/// The whole command line.
public struct PunctualCommand: AsyncParsableCommand {
  public static let version = "0.1.0"

  public static let configuration = CommandConfiguration(
    commandName: "punctual",
    abstract: "Plans technicians' days, predicts who will be late, and keeps the promises made to customers.",
    discussion: """
      A first day: `punctual init`, `punctual import firm.json`, `punctual learn`, `punctual plan tomorrow`, \
      `punctual board tomorrow`.
      """,
    version: version,
    groupedSubcommands: [
      CommandGroup(
        name: "The day",
        subcommands: [
          PlanCommand.self, BoardCommand.self, MineCommand.self, VisitCommand.self, LateCommand.self, TickCommand.self,
          WatchCommand.self,
        ]),
      CommandGroup(
        name: "Customers and promises",
        subcommands: [
          OfferCommand.self, BookCommand.self, ProposeCommand.self, ExplainCommand.self, NotifyCommand.self,
          ReportCommand.self,
          BacktestCommand.self, ComplaintCommand.self, SurveyCommand.self, CallCommand.self,
        ]),
      CommandGroup(
        name: "Records",
        subcommands: [
          InitCommand.self, ImportCommand.self, ExportCommand.self, TechnicianCommand.self, CustomerCommand.self,
          AppointmentCommand.self, TravelCommand.self, CalendarCommand.self, MapCommand.self, ForgetCommand.self,
          UndoCommand.self,
        ]),
      CommandGroup(
        name: "Without a workspace",
        subcommands: [
          SolveCommand.self, CheckCommand.self, ConvertCommand.self, LearnCommand.self, PredictCommand.self,
          SampleCommand.self, SimulateCommand.self,
        ]),
      CommandGroup(
        name: "For programs and upkeep",
        subcommands: [
          RPCCommand.self, SchemaCommand.self, ReferenceCommand.self, AuditCommand.self, DoctorCommand.self,
          BackupCommand.self,
          RestoreCommand.self,
        ]),
    ])

  public init() {}

  /// Runs the command line of this process.
  public static func runMain() async {
    // A reader that goes away must not kill a writer in the middle of a change; writing then ends quietly by itself.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      end(error)
    }
  }

  /// Ends the process as the argument parser would. What is wrong with the command line is also said in the form that
  /// the command's other errors have: as JSON, or, for `solve` and `check`, with exit code 2.
  private static func end(_ error: any Error) -> Never {
    guard !(error is ExitCode), exitCode(for: error) == .validationFailure else { exit(withError: error) }
    let arguments = CommandLine.arguments.dropFirst()
    let fault = Faults(.usage, message(for: error), hint: "`--help` lists what the command takes.")
    let console = Console(json: arguments.contains("--json"))
    switch arguments.first {
    case "solve":
      console.out(RoutingSolver.refusal(fault).answer.text())
      console.report(fullMessage(for: error))
      exit(withError: ExitCode(2))
    case "check":
      console.json ? console.report(fault) : console.report(fullMessage(for: error))
      exit(withError: ExitCode(2))
    default:
      guard console.json else { exit(withError: error) }
      console.report(fault)
      exit(withError: ExitCode.validationFailure)
    }
  }
}
