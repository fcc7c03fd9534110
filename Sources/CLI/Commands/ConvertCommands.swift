import ArgumentParser
import Foundation
import PunctualModel
import PunctualService
import PunctualWire

extension InstanceFile.Format: ExpressibleByArgument {}
extension InstanceUnits.Rounding: ExpressibleByArgument {}

struct ConvertCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Turn a Solomon or VRPLIB instance into a problem, or a solution into GeoJSON.",
    discussion: """
      Distances become whole numbers: Solomon's times ten and cut off, as DIMACS counts them; VRPLIB's to the nearest, \
      as TSPLIB does. --scale and --rounding say otherwise. Windows and service times are scaled likewise.
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "A file, or `-` for standard input.") var file = "-"
  @Option(help: "solomon or vrplib, where the content does not tell.") var from: InstanceFile.Format?
  @Option(help: "Units of the problem in one of the file's: 10 keeps one decimal.") var scale: Int?
  @Option(help: "floor, nearest or ceil.") var rounding: InstanceUnits.Rounding?
  @Option(help: "How many vehicles, instead of the file's.") var vehicles: Int?
  @Option(name: .shortAndLong, help: "The file to write; standard output where none is given.") var output: String?

  func validate() throws {
    guard (1...1_000_000).contains(scale ?? 1) else { throw ValidationError("--scale takes 1 to 1000000.") }
    guard (1...100_000).contains(vehicles ?? 1) else { throw ValidationError("--vehicles takes 1 to 100000.") }
  }

  func run() async throws {
    try await options.run { console in
      let bytes = try Input.read(file)
      let answer =
        from == nil && Conversion.isJSON(bytes)
        ? try Conversion.map(bytes)
        : try Conversion.problem(bytes, format: from, scale: scale, rounding: rounding, vehicles: vehicles)
      try console.deliver(answer.bytes() + [0x0A], to: output)
    }
  }
}

struct CalendarCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calendar", abstract: "A technician's visits as a calendar file (.ics) to subscribe to.")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "Whose: an id, or the beginning of a name.") var technician: String
  @Option(help: "The first day; today where none is given.") var from: String?
  @Option(help: "How many days, 1 to 92.") var days = 14
  @Option(name: .shortAndLong, help: "The file to write; standard output where none is given.") var output: String?

  func validate() throws {
    guard (1...92).contains(days) else { throw ValidationError("--days takes 1 to 92.") }
  }

  func run() async throws {
    try await options.run { console in
      let workspace = try options.workspace()
      let context = try workspace.context()
      let feed = try await workspace.perform(
        ShowCalendar.self,
        CalendarRequest(technician: technician, from: try context.date(from, option: "--from"), days: days))
      if console.json, output == nil { return console.answer(feed, context) { _ in "" } }
      try console.deliver(Array(feed.ics.utf8), to: output)
    }
  }
}

struct MapCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map", abstract: "The routes of a planned day as GeoJSON, for any map.")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The day; today where none is given.") var date: String?
  @Option(name: .customLong("as"), help: "Only this technician's: an id, or the beginning of a name.")
  var technician: String?
  @Flag(help: "Lines along the roads; the routing server must answer.") var roads = false
  @Option(name: .shortAndLong, help: "The file to write; standard output where none is given.") var output: String?

  func run() async throws {
    try await options.run { console in
      let workspace = try options.workspace()
      let context = try workspace.context()
      let map = try await workspace.perform(
        ShowMap.self, MapRequest(date: try context.date(date), technician: technician, roads: roads))
      if console.json, output == nil { return console.answer(map, context) { _ in "" } }
      try console.deliver(map.geojson.bytes() + [0x0A], to: output)
    }
  }
}

extension Console {
  /// Writes data to a file, or to standard output.
  fileprivate func deliver(_ bytes: [UInt8], to file: String?) throws {
    if let file { try Input.write(bytes, to: file) } else { out(bytes) }
  }
}
