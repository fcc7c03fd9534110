import ArgumentParser
import Foundation
import PunctualModel
import PunctualService
import PunctualWire

struct LearnCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn", abstract: "Learn durations and delays from past visits.",
    discussion: """
      With -o: past visits (NDJSON) in, a model (JSON) out; standard input where no file is named. Without: from the \
      workspace's own past visits, for the workspace's own predictions.
      """)

  @OptionGroup var options: WriteOptions
  @Argument(help: "Past visits, one record a line; `-` is standard input.") var history: String?
  @Option(name: .shortAndLong, help: "The model file to write.") var output: String?
  @Option(help: "The zone whose clock the hours of the day are read on.") var zone = "UTC"

  func run() async throws {
    guard let output else {
      guard history == nil else {
        throw ValidationError("With a file of past visits, -o names the model to write.")
      }
      try await options.perform(LearnFromHistory.self, { _, _ in Nothing() }) { report, _ in Self.text(report) }
      return
    }
    try await options.run { console in
      guard let zone = Zone(zone) else {
        throw Faults(.notAZone, path: "--zone", "\"\(self.zone)\" is not a time zone.")
      }
      let context = WireContext(zone: zone, now: nil)
      let descriptor = try Input.open(history ?? "-")
      defer { Input.close(descriptor) }
      let (model, report, setAside) = try HistoryModel.learn(descriptor: descriptor, context: context)
      try Input.write(model, to: output)
      let named = console.verbose ? setAside.count : 20
      for fault in setAside.prefix(named) {
        console.say("set aside: line \(fault.line ?? 0): \(fault.message) (\(fault.code.rawValue))")
      }
      if setAside.count > named { console.say("… and \(setAside.count - named) more; --verbose names all") }
      console.answer(report, context) { _ in Self.text(report) }
    }
  }

  private static func text(_ report: LearnReport) -> String {
    "learned from \(report.used) past visits"
      + (report.setAside > 0 ? "; \(report.setAside) contradict themselves and were set aside" : "")
  }
}

struct PredictCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict", abstract: "Today's routes with what has happened so far in; arrivals and lateness out.",
    discussion: "Reads standard input where no file is named. Answers from stated priors where no model is given.")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "A day as JSON; `-` is standard input.") var day: String?
  @Option(help: "A model that `punctual learn` wrote.") var model: String?
  @Flag(help: "One day a line in, one answer a line out.") var ndjson = false
  @Flag(
    inversion: .prefixedNo,
    help: "With --ndjson and --model: learn from each visit that a line tells of, for that line and those after it.")
  var follow = true
  @OptionGroup var lineOptions: LineOptions
  @Option(help: "The zone that times are written in.") var zone = "UTC"

  func run() async throws {
    try await options.run { console in
      guard let zone = Zone(zone) else {
        throw Faults(.notAZone, path: "--zone", "\"\(self.zone)\" is not a time zone.")
      }
      let context = WireContext(zone: zone, now: nil)
      let predict = try HistoryModel.predictor(
        model: model.map { try Input.read($0) }, following: follow && ndjson && model != nil)
      if let advice = predict.advice { console.say(advice) }
      func answer(_ bytes: [UInt8], line: Int? = nil) throws -> JSON {
        let document = try JSONDocument.parse(bytes, limits: .document, line: line)
        let day = try Form.read(DayInProgress.self, from: document.root, context: context, line: line)
        let prediction = predict(day)
        for fault in prediction.setAside {
          let place = line.map { "line \($0): " } ?? ""
          console.say("set aside: \(place)\(fault.path): \(fault.message) (\(fault.code.rawValue))")
        }
        return Form.write(prediction, context: context)
      }
      guard ndjson else {
        console.out(try answer(Input.read(day ?? "-")).text())
        return
      }
      var failed: Int32 = 0
      let descriptor = try Input.open(day ?? "-")
      defer { Input.close(descriptor) }
      var lines = lineOptions.reader(descriptor)
      while let line = try lines.next() {
        if line.isBlank { continue }
        do {
          if let fault = line.fault { throw Faults([fault]) }
          console.out(try answer(line.bytes, line: line.number).text())
        } catch let faults as Faults {
          console.out(RPCError.document(faults).text())
          failed = 65
        }
      }
      if failed != 0 { throw ExitCode(failed) }
    }
  }
}

struct SampleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample", abstract: "The sample firm: its files, and the course of its days.",
    subcommands: [SampleFilesCommand.self, SamplePlayCommand.self], defaultSubcommand: SampleFilesCommand.self)
}

struct SampleFilesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "files", abstract: "Write the sample firm's files: JSON, NDJSON and CSV of the same data.")

  @OptionGroup var options: GlobalOptions
  @Option(help: "The same seed gives the same firm.") var seed: UInt64 = SampleFiles.defaultSeed
  @Option(help: "The folder to write to.") var out: String

  func run() async throws {
    try await options.run { console in
      do {
        try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
      } catch {
        throw Faults(.notPermitted, path: "--out", "The folder \(out) cannot be made.")
      }
      for (name, bytes) in try SampleFiles.make(seed: seed) {
        try Input.write(bytes, to: out + "/" + name)
        console.out("\(out)/\(name)")
      }
    }
  }
}

struct SamplePlayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play",
    abstract: "Let a planned day run its course up to a time: technicians report, and the live loop takes its steps.")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The day; that of --until where none is given.") var date: String?
  @Option(help: "Up to when: `2026-11-23 10:40`.") var until: String
  @Option(help: "Minutes between two steps of the live loop; 0 takes none. The last moment is left to you.") var tick =
    15
  @Option(help: "The same seed gives the same course.") var seed: UInt64 = SampleFiles.defaultSeed
  @Option(
    help: """
      visit=minutes or technician=minutes: that visit, or the one that the technician is on now, takes so much longer; \
      may be repeated.
      """)
  var stuck: [String] = []

  func validate() throws {
    guard (0...240).contains(tick) else { throw ValidationError("--tick takes 0 to 240.") }
  }

  func run() async throws {
    try await options.run { console in
      let workspace = try options.workspace()
      let context = try workspace.context()
      var extra: [String: Int] = [:]
      for text in stuck {
        let parts = text.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let minutes = Int(parts[1]), (0...1440).contains(minutes) else {
          throw Faults(.usage, path: "--stuck", "\"\(text)\" is not visit=minutes.")
        }
        extra[String(parts[0])] = minutes
      }
      guard let until = try context.time(until, option: "--until") else { return }
      let play = PlayDay(
        date: try context.date(date), until: until, tickMinutes: tick, seed: seed, stuck: extra)
      let report = try await play.run(in: workspace)
      console.answer(report, context) { PlayText.text(report, $0) }
    }
  }
}
