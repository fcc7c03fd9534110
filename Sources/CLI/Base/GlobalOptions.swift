import ArgumentParser
import Foundation
import PunctualModel
import PunctualService
import PunctualStore
import PunctualWire

/// When to colour.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}

extension TravelFallback: ExpressibleByArgument {}

/// Options that every command takes.
struct GlobalOptions: ParsableArguments {
  @Option(name: .long, help: "The database. Else $PUNCTUAL_DB, else the data folder of the user.")
  var db: String?

  @Option(name: .long, help: "States the present: RFC 3339, or `tomorrow 9:00`. For tests, replays and simulations.")
  var now: String?

  @Flag(name: .long, help: "Stable, documented JSON on standard output.")
  var json = false

  @Option(name: .long, help: "auto, always or never; NO_COLOR is heeded.")
  var color: ColorChoice = .auto

  @Flag(name: .shortAndLong, help: "Say nothing but the answer.")
  var quiet = false

  @Flag(name: .long, help: "Say more about what is done.")
  var verbose = false

  @Option(
    name: .long,
    help: "Where a routing server does not answer: refuse, or estimate by straight line. Else as the workspace is set.")
  var travelFallback: TravelFallback?

  var console: Console {
    let terminal = isatty(STDOUT_FILENO) != 0
    let environment = ProcessInfo.processInfo.environment
    let plain = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
    let colour =
      switch color {
      case .always: true
      case .never: false
      case .auto: terminal && !plain
      }
    return Console(json: json, quiet: quiet, verbose: verbose, colour: colour, width: Terminal.width(environment))
  }

  /// Path of the database.
  var path: String {
    let environment = ProcessInfo.processInfo.environment
    if let db { return db }
    if let set = environment["PUNCTUAL_DB"], !set.isEmpty { return set }
    let data = environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory() + "/.local/share"
    return data + "/punctual/punctual.sqlite"
  }

  /// The present: what `--now` states, else the machine's clock.
  func clock(zone: Zone) throws -> @Sendable () -> Instant {
    let present: @Sendable () -> Instant = { Instant(epochSeconds: Int(Date().timeIntervalSince1970)) }
    guard let stated = try WireContext(zone: zone, now: present()).time(now, option: "--now") else { return present }
    return { stated }
  }

  var actor: String {
    let environment = ProcessInfo.processInfo.environment
    return environment["PUNCTUAL_ACTOR"] ?? environment["USER"] ?? environment["LOGNAME"] ?? "unknown"
  }

  /// Opens the workspace.
  func workspace() throws -> Workspace {
    let store = try Store.open(at: path)
    if let upgrade = store.upgrade {
      console.say(
        "The workspace was brought from schema \(upgrade.from) to \(upgrade.to); it is kept as it was in \(upgrade.backup)."
      )
    }
    let zone = try store.read { try $0.organisation().zone }
    var workspace = Workspace(store: store, clock: try clock(zone: zone), actor: actor)
    workspace.travelFallback = travelFallback
    return workspace
  }

  /// Runs a command's work; faults become words on standard error and the exit code of the contract.
  func run(_ body: (Console) async throws -> Void) async throws {
    let console = console
    do {
      try await body(console)
    } catch let faults as Faults {
      console.report(faults)
      throw ExitCode(faults.all.map(\.code.category.exitCode).max() ?? 1)
    } catch let error as ExitCode {
      throw error
    } catch let error as CancellationError {
      throw error
    } catch {
      console.report(Faults(.internalError, "\(error)"))
      throw ExitCode(1)
    }
  }

  /// Runs one use case and shows its answer.
  func perform<Case: UseCase>(
    _ type: Case.Type, _ input: (Workspace, WireContext) throws -> Case.Input, dryRun: Bool = false,
    _ render: (Case.Output, Style) -> String
  ) async throws {
    try await run { console in
      let workspace = try workspace()
      let context = try workspace.context()
      let output = try await workspace.perform(type, try input(workspace, context), dryRun: dryRun)
      if let note = (output as? any TellsTravel)?.travel?.note { console.say("note: \(note)") }
      console.answer(output, context) { render(output, $0) }
    }
  }
}

extension WireContext {
  /// A time that a person wrote on the command line; nil where none was.
  func time(_ text: String?, option: String) throws -> Instant? {
    guard let text else { return nil }
    do {
      return try HumanTime.parse(text, self)
    } catch {
      throw error.at(option)
    }
  }

  /// A day that a person wrote; nil where none was.
  func date(_ text: String?, option: String = "date") throws -> LocalDate? {
    guard let text else { return nil }
    do {
      return try HumanTime.date(text, self)
    } catch {
      throw error.at(option)
    }
  }
}

extension Faults {
  /// The same faults, of a part of the command line.
  fileprivate func at(_ option: String) -> Faults {
    Faults(
      all.map { fault in
        var fault = fault
        fault.path = option
        return fault
      })
  }
}
