import ArgumentParser
import Foundation
import PunctualModel
import PunctualService
import PunctualWire

struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Make or remake the plan of a day; keeps what is pinned, dispatched or done.")

  @OptionGroup var options: WriteOptions
  @Argument(help: "The first day: 2026-11-23, today, tomorrow, monday. Today where none is given.") var date: String?
  @Option(help: "How many days, one after the other.") var days = 1
  @Option(help: "The same seed gives the same plan.") var seed = 1
  @Option(name: [.customShort("x"), .long], help: "How hard to search, 0 to 5.") var exploration = 4
  @Flag(name: .long, help: "Show what would change; change nothing.") var dryRun = false

  func validate() throws {
    guard (1...31).contains(days) else { throw ValidationError("--days takes 1 to 31.") }
    guard (0...5).contains(exploration) else { throw ValidationError("--exploration takes 0 to 5.") }
    guard seed >= 0, seed <= Int(Int32.max) else { throw ValidationError("--seed takes 0 to \(Int32.max).") }
  }

  func run() async throws {
    try await options.perform(
      MakePlan.self,
      { _, context in PlanRequest(date: try context.date(date), days: days, seed: seed, exploration: exploration) },
      dryRun: dryRun, PlanText.text)
  }
}

struct BoardCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "board", abstract: "The day at a glance: a row a technician, visits on a time axis.")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The day; today where none is given.") var date: String?

  func run() async throws {
    try await options.perform(ShowBoard.self, { _, context in DayName(try context.date(date)) }) {
      BoardText(board: $0, style: $1).text
    }
  }
}

struct MineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mine", abstract: "A technician's own day: the visits in order, and the next thing to do.")

  @OptionGroup var options: WriteOptions
  @Argument(help: "The day; today where none is given.") var date: String?
  @Option(name: .customLong("as"), help: "Whose day: an id, or the beginning of a name.") var technician: String
  @Flag(help: "Say that the changes of the day were seen, as an OK by text message does.") var seen = false

  func run() async throws {
    func request(_ workspace: Workspace, _ context: WireContext) throws -> MyDayRequest {
      MyDayRequest(technician: technician, date: try context.date(date))
    }
    if seen {
      try await options.perform(AcknowledgeDay.self, request, MineText.text)
    } else {
      try await options.perform(ShowMyDay.self, request, MineText.text)
    }
  }
}

struct LateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "late", abstract: "Predictions against promises, worst first, with the cause.")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The day; today where none is given.") var date: String?
  @Option(help: "Only visits with at least this chance of being late, 0 to 1; else those in danger.")
  var above: Double?

  func validate() throws {
    guard above.map((0...1).contains) ?? true else { throw ValidationError("--above takes 0 to 1.") }
  }

  func run() async throws {
    try await options.perform(
      ShowLate.self, { _, context in LateRequest(date: try context.date(date), above: above) }, LateText.text)
  }
}

struct TickCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tick", abstract: "One step of the live loop: predict, recover, tell, deliver. Safe to repeat.")

  @OptionGroup var options: WriteOptions
  @Flag(name: .long, help: "Move nothing, only predict and tell.") var noRecover = false
  @Flag(name: .long, help: "Leave messages in the outbox.") var noDeliver = false
  @Flag(name: .long, help: "Show what would be done; change and send nothing.") var dryRun = false

  func run() async throws {
    try await options.perform(
      Tick.self, { _, _ in TickRequest(recover: !noRecover, deliver: !noDeliver) }, dryRun: dryRun
    ) { TickText.text($0, $1) }
  }
}

struct WatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "The live loop: a `tick` again and again, until it is interrupted.")

  @OptionGroup var options: WriteOptions
  @Option(help: "Seconds between two steps.") var every = 60
  @Option(help: "How many steps; without end where none is given.") var times: Int?

  func validate() throws {
    guard (1...86_400).contains(every) else { throw ValidationError("--every takes 1 to 86400 seconds.") }
    guard times ?? 1 >= 1 else { throw ValidationError("--times takes 1 or more.") }
  }

  func run() async throws {
    try await options.run { console in
      let workspace = try options.workspace()
      let context = try workspace.context()
      var step = 0
      while step < times ?? .max {
        if step > 0 { try await Task.sleep(for: .seconds(every)) }
        step += 1
        do {
          let report = try await workspace.perform(Tick.self, TickRequest())
          if console.json {
            console.out(Form.write(report, context: context).text())
          } else {
            console.answer(report, context) { TickText.text(report, $0) }
          }
        } catch let faults as Faults where faults.all.allSatisfy(\.code.category.retryable) {
          // The next step does what this one could not.
          console.report(faults)
        }
      }
    }
  }
}
