import ArgumentParser
import PunctualModel
import PunctualService
import PunctualWire

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "How well customers were served, what goes wrong again and again, and how good the forecast was.",
    subcommands: [ReportServiceCommand.self, ReportTroubleCommand.self, ReportCalibrationCommand.self],
    defaultSubcommand: ReportServiceCommand.self)
}

struct ReportServiceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "service", abstract: ShowReport.summary)

  @OptionGroup var options: GlobalOptions
  @Option(help: "The first day; four weeks before --to where none is given.") var from: String?
  @Option(help: "The last day; today where none is given.") var to: String?
  @Option(help: "Also write the report as one HTML page, to look at or to print.") var html: String?

  func run() async throws {
    try await options.run { console in
      let workspace = try options.workspace()
      let context = try workspace.context()
      let report = try await workspace.perform(ShowReport.self, try context.period(from, to))
      if let html {
        try Input.write(Array(ServiceReportPage(report: report).html.utf8), to: html)
        console.say("wrote \(html)")
      }
      console.answer(report, context) { ReportText.text(report, $0) }
    }
  }
}

struct ReportTroubleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "trouble", abstract: ShowTrouble.summary)

  @OptionGroup var options: GlobalOptions
  @Option(help: "The first day; 26 weeks before --to where none is given.") var from: String?
  @Option(help: "The last day; today where none is given.") var to: String?

  func run() async throws {
    try await options.perform(ShowTrouble.self, { _, context in try context.period(from, to) }, TroubleText.text)
  }
}

extension WireContext {
  /// A period from two options.
  func period(_ from: String?, _ to: String?) throws -> Period {
    let period = Period(from: try date(from, option: "--from"), to: try date(to, option: "--to"))
    if let first = period.from, let last = period.to, last < first {
      throw Faults(.badWindow, path: "--to", "The period ends before it starts.")
    }
    return period
  }
}
