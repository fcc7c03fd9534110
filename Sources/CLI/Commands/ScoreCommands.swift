import ArgumentParser
import PunctualModel
import PunctualService
import PunctualWire

/// Past visits from a file, in place of a workspace's.
struct HistoryOptions: ParsableArguments {
  @Option(help: "Past visits as NDJSON in place of the workspace's; `-` is standard input.") var history: String?
  @Option(help: "With --history: the zone whose clock days and hours are read on.") var zone = "UTC"

  /// Nil where no file is named.
  func records() throws -> (visits: [VisitRecord], context: WireContext)? {
    guard let history else { return nil }
    guard let zone = Zone(zone) else {
      throw Faults(.notAZone, path: "--zone", "\"\(self.zone)\" is not a time zone.")
    }
    let context = WireContext(zone: zone, now: nil)
    let read = ImportReader(context: context, as: .visit, format: .ndjson).read(try Input.read(history))
    if !read.faults.isEmpty { throw Faults(read.faults) }
    return (read.visits.map(\.record), context)
  }
}

struct ReportCalibrationCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibration",
    abstract: "How good predictions and stated chances were: what was said against what happened.",
    discussion: """
      Judges the predictions that the live loop made and kept; where there are too few, past days are predicted again, \
      each by a model of what was over before it. With --history it needs no workspace: what comes before --from is \
      learned from, and the rest is predicted.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var history: HistoryOptions
  @Option(help: "The first day; four weeks before --to where none is given.") var from: String?
  @Option(help: "The last day; the last one with finished visits where none is given.") var to: String?
  @Option(help: "stated: predictions that were kept; replay: past days predicted again; any: whichever there is.")
  var basis = "any"
  @Option(help: "No group of fewer predictions is shown: 20 or more.") var minimum = 30
  @Option(help: "Which predictions are shown in full: day-start, hour-ahead, next or working.")
  var moment = "hour-ahead"
  @Option(help: "Draw them into this file as well, as SVG.") var svg: String?

  func validate() throws {
    guard minimum >= CalibrationRequest.leastMinimum else {
      throw ValidationError("--minimum takes \(CalibrationRequest.leastMinimum) or more.")
    }
    guard ForecastMoment(rawValue: moment) != nil else {
      throw ValidationError("--moment takes \(ForecastMoment.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    guard CalibrationBasis(rawValue: basis) != nil else {
      throw ValidationError("--basis takes \(CalibrationBasis.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    guard history.history == nil || basis != CalibrationBasis.stated.rawValue else {
      throw ValidationError("A file of past visits holds no predictions: --history goes with --basis replay.")
    }
  }

  func run() async throws {
    try await options.run { console in
      let report: CalibrationReport
      let context: WireContext
      if let records = try history.records() {
        context = records.context
        report = try CalibrationReport.replay(records.visits, try request(context), zone: context.zone)
      } else {
        let workspace = try options.workspace()
        context = try workspace.context()
        report = try await workspace.perform(ShowCalibration.self, try request(context))
      }
      let chosen = report.moments.first { $0.moment.rawValue == moment }
      if let svg {
        guard let chosen else {
          throw Faults(.notFound, path: "--svg", "There are too few predictions of that moment to draw.")
        }
        try Input.write(Array(CalibrationPicture(report: report, scores: chosen).text.utf8), to: svg)
      }
      console.answer(report, context) { CalibrationText(report: report, chosen: chosen, style: $0).text }
    }
  }

  private func request(_ context: WireContext) throws -> CalibrationRequest {
    let request = CalibrationRequest(
      from: try context.date(from, option: "--from"), to: try context.date(to, option: "--to"),
      basis: CalibrationBasis(rawValue: basis) ?? .any, minimum: minimum)
    if let first = request.from, let last = request.to, last < first {
      throw Faults(.badWindow, path: "--to", "The period ends before it starts.")
    }
    return request
  }
}

struct BacktestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: "Go through past days again as they were known: what would have been predicted and said, and how early.",
    discussion: """
      At each departure, arrival, start and finish, and every so many minutes, the day is predicted by a model of what \
      was over before it, and the live loop's rules decide what customers are told. With --visit one visit is told \
      prediction by prediction. With --history it needs no workspace.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var history: HistoryOptions
  @Option(help: "The first day; a week before --to where none is given.") var from: String?
  @Option(help: "The last day; the last one with finished visits where none is given.") var to: String?
  @Option(help: "Minutes between two looks when nothing happens.") var every = 15
  @Option(help: "Told in time is told so many minutes before the promise's end.") var ahead = 30
  @Option(help: "A visit to tell prediction by prediction; alone, its day is gone through.") var visit: String?

  func validate() throws {
    guard (1...240).contains(every) else { throw ValidationError("--every takes 1 to 240.") }
    guard (0...480).contains(ahead) else { throw ValidationError("--ahead takes 0 to 480.") }
  }

  func run() async throws {
    try await options.run { console in
      if let records = try history.records() {
        let report = try BacktestReport.replay(
          records.visits, try request(records.context), zone: records.context.zone)
        console.answer(report, records.context) { BacktestText(report: report, style: $0).text }
      } else {
        let workspace = try options.workspace()
        let context = try workspace.context()
        let report = try await workspace.perform(ShowBacktest.self, try request(context))
        console.answer(report, context) { BacktestText(report: report, style: $0).text }
      }
    }
  }

  private func request(_ context: WireContext) throws -> BacktestRequest {
    let request = BacktestRequest(
      from: try context.date(from, option: "--from"), to: try context.date(to, option: "--to"), everyMinutes: every,
      aheadMinutes: ahead, visit: visit)
    if let first = request.from, let last = request.to, last < first {
      throw Faults(.badWindow, path: "--to", "The period ends before it starts.")
    }
    return request
  }
}
