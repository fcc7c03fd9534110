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
struct GlobalOptions: ParsableArguments, CommandOptions {
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

  var global: GlobalOptions { self }
  var author: Author { Author() }
}

/// Options of the commands that change the workspace.
struct WriteOptions: ParsableArguments, CommandOptions {
  @OptionGroup var global: GlobalOptions

  @Option(help: "Who does this, for the journal. Else $PUNCTUAL_ACTOR, else your user name.")
  var actor: String?

  @Option(help: "Why it is done, for the journal; `audit log` shows it.")
  var reason: String?

  var author: Author { Author(actor: actor, reason: reason) }
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
