import ArgumentParser
import Foundation
import PunctualModel
import PunctualService
import PunctualStore
import PunctualWire

/// Who asks, and why, for the journal.
struct Author {
  /// Else the environment tells.
  var actor: String?
  var reason: String?

  /// - Throws: `out-of-range` where the name is empty or longer than the journal takes.
  func name() throws -> String {
    let environment = ProcessInfo.processInfo.environment
    let names = [
      ("--actor", actor), ("PUNCTUAL_ACTOR", environment["PUNCTUAL_ACTOR"]), ("USER", environment["USER"]),
      ("LOGNAME", environment["LOGNAME"]),
    ]
    guard let (path, name) = names.first(where: { $0.1 != nil && ($0.0 == "--actor" || $0.1 != "") }), let name else {
      return "unknown"
    }
    return try Self.sound(name, Event.actorLength, path)
  }

  /// - Throws: `out-of-range` where it is empty or longer than the journal takes.
  func statedReason() throws -> String? {
    try reason.map { try Self.sound($0, Event.reasonLength, "--reason") }
  }

  private static func sound(_ text: String, _ length: ClosedRange<Int>, _ path: String) throws -> String {
    guard length.contains(text.count), !text.utf8.contains(0) else {
      throw Faults(
        .outOfRange, path: path,
        "It has \(text.count) characters; the journal takes \(length.lowerBound) to \(length.upperBound).")
    }
    return text
  }
}

/// What runs a command: the options that it was called with.
protocol CommandOptions {
  var global: GlobalOptions { get }
  var author: Author { get }
}

extension CommandOptions {
  var console: Console {
    let terminal = isatty(STDOUT_FILENO) != 0
    let environment = ProcessInfo.processInfo.environment
    let plain = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
    let colour =
      switch global.color {
      case .always: true
      case .never: false
      case .auto: terminal && !plain
      }
    return Console(
      json: global.json, quiet: global.quiet, verbose: global.verbose, colour: colour,
      width: Terminal.width(environment))
  }

  /// Path of the database.
  var path: String {
    let environment = ProcessInfo.processInfo.environment
    if let db = global.db { return db }
    func set(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    if let path = set("PUNCTUAL_DB") { return path }
    // `NSHomeDirectory` goes by the user database and passes `HOME` over.
    let data = set("XDG_DATA_HOME") ?? (set("HOME") ?? NSHomeDirectory()) + "/.local/share"
    return data + "/punctual/punctual.sqlite"
  }

  /// The present: what `--now` states, else the machine's clock.
  func clock(zone: Zone) throws -> @Sendable () -> Instant {
    let present: @Sendable () -> Instant = { Instant(epochSeconds: Int(Date().timeIntervalSince1970)) }
    guard let stated = try WireContext(zone: zone, now: present()).time(global.now, option: "--now") else {
      return present
    }
    return { stated }
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
    var workspace = Workspace(store: store, clock: try clock(zone: zone), actor: try author.name())
    workspace.reason = try author.statedReason()
    workspace.travelFallback = global.travelFallback
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
      let request = try input(workspace, context)
      // What was put together from options is held to the same limits as what comes as JSON.
      try Form.check(request, context: context)
      let output = try await workspace.perform(type, request, dryRun: dryRun)
      if dryRun { console.say("dry run: nothing was changed") }
      if let note = (output as? any TellsTravel)?.travel?.note { console.say("note: \(note)") }
      console.answer(output, context) { render(output, $0) }
    }
  }
}
