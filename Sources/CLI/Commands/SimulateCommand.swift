import ArgumentParser
import Foundation
import PunctualModel
import PunctualService
import PunctualWire

struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Play weeks of the sample firm with overruns, traffic, illness and closed doors, and count who was told.",
    discussion: """
      Each policy meets the same course of events in a workspace of its own: `silent` tells nobody, `schedule` tells by \
      the schedule alone, `punctual` is the live loop as it is. No workspace of yours is touched.
      """)

  @OptionGroup var options: GlobalOptions
  @Option(help: "Days of the calendar.") var days = 30
  @Option(help: "The same seed gives the same course.") var seed: UInt64 = 1
  @Option(help: "silent, schedule, punctual or all.") var policy = "all"
  @Option(help: "Minutes between two steps of the live loop.") var tick = 5
  @Option(name: [.customShort("x"), .long], help: "How hard each day's plan is searched, 0 to 5.") var exploration = 1
  @Option(help: "How many appointments a day has at most; all that the firm can do, where not given.") var most: Int?
  @Option(help: "How many of the newest past visits are learned from; all, where not given.") var past: Int?
  @Option(help: "A JSON file of notification_rules to try, in the place of the standard ones.") var rules: String?
  @Option(help: "A folder to keep the workspaces in, to look at them afterwards.") var keep: String?

  func validate() throws {
    guard (1...366).contains(days) else { throw ValidationError("--days takes 1 to 366.") }
    guard (1...60).contains(tick) else { throw ValidationError("--tick takes 1 to 60.") }
    guard past ?? 0 >= 0 else { throw ValidationError("--past takes 0 or more.") }
    guard most ?? 1 >= 1 else { throw ValidationError("--most takes 1 or more.") }
    guard (0...5).contains(exploration) else { throw ValidationError("--exploration takes 0 to 5.") }
  }

  func run() async throws {
    try await options.run { console in
      let policies = try policy == "all" ? SimulatedPolicy.allCases : [ImportCommand.choice(policy, "--policy")]
      let temporary = FileManager.default.temporaryDirectory.appendingPathComponent("punctual-\(UUID().uuidString)")
      let folder = keep ?? temporary.path
      defer { if keep == nil { try? FileManager.default.removeItem(at: temporary) } }
      let simulate = Simulate(
        days: days, seed: seed, policies: policies, tickMinutes: tick, exploration: exploration,
        pastVisits: past, mostAppointments: most,
        rules: try rules.map { try NotifyCommand.read(NotificationRules.self, $0, WireContext()) })
      let report = try await simulate.run(in: folder) { policy, date in
        if console.verbose { console.say("\(policy.rawValue) \(date)") }
      }
      console.answer(report, WireContext()) { SimulationText.text(report, $0) }
    }
  }
}
