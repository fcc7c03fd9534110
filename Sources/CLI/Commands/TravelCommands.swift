import ArgumentParser
import Foundation
import PunctualModel
import PunctualService
import PunctualWire

struct TravelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "travel", abstract: "Travel by road: the routing server, and what is kept of its answers.",
    subcommands: [
      ShowTravelCommand.self, SetTravelCommand.self, FillTravelCommand.self, CheckTravelCommand.self,
      ClearTravelCommand.self,
    ],
    defaultSubcommand: ShowTravelCommand.self)
}

struct ShowTravelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "How travel times are found, and what is kept of them.")

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    try await options.perform(ShowTravel.self, { _, _ in Nothing() }, TravelText.status)
  }
}

struct SetTravelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Name a routing server, or none; what is not given stays.")

  @OptionGroup var options: WriteOptions
  @Option(
    help: """
      osrm=http://HOST:PORT, or osrm:PROFILE=http://HOST:PORT for technicians of another profile: all that are given take \
      the place of all that were. none: by straight line.
      """)
  var router: [String] = []
  @Option(help: "Where the server does not answer: refuse, or estimate.") var fallback: TravelFallback?
  @Option(help: "The longest that one request may take, in seconds.") var timeout: Int?
  @Option(help: "The longest that planning waits for all of them, in seconds.") var total: Int?
  @Option(help: "Most requests at a time.") var parallel: Int?
  @Option(help: "The server's --max-table-size; it is found out unless given. 0 finds it out again.")
  var tableLimit: Int?
  @Flag(name: .long, help: "Show what would be set; change nothing.") var dryRun = false

  func run() async throws {
    try await options.run { console in
      let workspace = try options.workspace()
      var settings = try await workspace.perform(ShowTravel.self, Nothing()).settings
      if !router.isEmpty { settings.routers = router == ["none"] ? [] : router }
      if let fallback { settings.fallback = fallback }
      if let timeout { settings.timeoutSeconds = timeout }
      if let total { settings.totalSeconds = total }
      if let parallel { settings.parallel = parallel }
      if let tableLimit { settings.tableLimit = tableLimit == 0 ? nil : tableLimit }
      let context = try workspace.context()
      // Read back, so that what a form refuses is refused here, too.
      let checked = try Form.read(
        TravelSettings.self,
        from: JSONDocument.parse(Array(Form.write(settings, context: context).text().utf8)).root, context: context)
      let status = try await workspace.perform(SetTravel.self, checked, dryRun: dryRun)
      console.answer(status, context) { TravelText.status(status, $0) }
    }
  }
}

struct FillTravelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fill", abstract: "Ask the server for the travel of coming days, so that planning need not wait.")

  @OptionGroup var options: WriteOptions
  @Argument(help: "The first day; today where none is given.") var date: String?
  @Option(help: "How many days.") var days = 7
  @Flag(help: "Between all homes and sites, whatever is planned.") var all = false
  @Flag(help: "Ask again for what is kept.") var refresh = false

  func validate() throws {
    guard (1...31).contains(days) else { throw ValidationError("--days takes 1 to 31.") }
  }

  func run() async throws {
    try await options.perform(
      FillTravel.self,
      { _, context in TravelFillRequest(date: try context.date(date), days: days, all: all, refresh: refresh) },
      TravelText.filled)
  }
}

struct CheckTravelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Ask the server whether it answers, and look for places off its map.")

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    try await options.perform(CheckTravel.self, { _, _ in Nothing() }, TravelText.checks)
  }
}

struct ClearTravelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clear", abstract: "Drop the travel times that are kept; they are asked for again.")

  @OptionGroup var options: WriteOptions
  @Flag(name: .long, help: "Show what would be dropped; change nothing.") var dryRun = false

  func run() async throws {
    try await options.perform(ClearTravel.self, { _, _ in Nothing() }, dryRun: dryRun, TravelText.status)
  }
}
