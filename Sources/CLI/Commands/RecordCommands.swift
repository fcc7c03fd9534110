import ArgumentParser
import Foundation
import PunctualModel
import PunctualService
import PunctualStore
import PunctualWire

struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make a new, empty workspace.",
    discussion: "An `organisation` in a later import replaces what is given here.")

  @OptionGroup var options: WriteOptions
  @Option(help: "The firm's name.") var name = "My firm"
  @Option(help: "The firm's time zone, by its IANA name; this machine's where none is given.") var zone: String?

  func run() async throws {
    try await options.run { console in
      let name = zone ?? TimeZone.current.identifier
      guard let zone = Zone(name) else {
        throw Faults(
          .notAZone, path: "--zone", "\"\(name)\" is not a time zone of the IANA database.",
          hint: "Give --zone with a name such as Europe/Vaduz.")
      }
      try Form.check(WorkspaceCreation(firm: self.name, zone: zone), context: WireContext(zone: zone))
      let now = try options.clock(zone: zone)()
      let workspace = try Workspace.create(
        at: options.path, Organisation(name: self.name, zone: zone), now: now,
        actor: options.author.name(), reason: options.author.statedReason())
      let answer = NewWorkspace(path: workspace.store.path, name: self.name, zone: zone)
      console.answer(answer, try workspace.context()) { _ in "made \(answer.path) for \(answer.name), zone \(zone.name)"
      }
    }
  }
}

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Add or change records from JSON, NDJSON or CSV; `-` is standard input.",
    discussion: "All files together are kept or none of them, unless --partial. A bad record names its line and field.")

  @OptionGroup var options: WriteOptions
  @Argument(help: "Files; the form is told by the ending, else by the content.") var files: [String]
  @Option(
    name: .customLong("as"),
    help: "What the records are, where they do not say: technician, customer, appointment, visit.")
  var kind: String?
  @Option(help: "json, ndjson or csv, where neither name nor content tells.") var format: String?
  @Flag(help: "Keep what is sound and say what is not.") var partial = false
  @Flag(name: .long, help: "Check everything; keep nothing.") var dryRun = false

  func run() async throws {
    try await options.run { console in
      let workspace = try options.workspace()
      let context = try workspace.context()
      let spool = RecordSpool()
      let reader = ImportReader(
        context: context, as: try kind.map { try Self.choice($0, "--as") },
        format: try format.map { try Self.choice($0, "--format") }, spool: spool)
      var records = ImportedRecords()
      var faults: [Fault] = []
      for file in files {
        let descriptor = try Input.open(file)
        defer { Input.close(descriptor) }
        let read = try reader.read(descriptor: descriptor, name: file)
        // With several files, a fault must say which.
        faults += files.count > 1 ? read.faults.map { $0.inFile(file) } : read.faults
        records.append(read)
      }
      if !faults.isEmpty && !partial { throw Faults(faults) }
      let report = try await workspace.perform(
        ImportRecords.self, ImportRequest(records, spool: spool, partial: partial), dryRun: dryRun)
      console.answer(report, context) { _ in (dryRun ? "would have " : "") + ImportText.text(report) }
    }
  }

  static func choice<Choice: RawRepresentable<String> & CaseIterable>(_ text: String, _ option: String) throws -> Choice
  {
    guard let choice = Choice(rawValue: text) else {
      throw Faults(
        .usage, path: option, "\"\(text)\" is not one of \(Choice.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    return choice
  }
}

extension Fault {
  fileprivate func inFile(_ file: String) -> Fault {
    var fault = self
    fault.message = "\(file): \(message)"
    return fault
  }
}

extension CSVStyle.Separator: ExpressibleByArgument {}

struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Give out all records, in a form that import reads.")

  @OptionGroup var options: GlobalOptions
  @Option(help: "json, ndjson or csv.") var format = "json"
  @Option(name: .customLong("as"), help: "With csv: technician, customer, appointment or visit.") var kind: String?
  @Option(help: "With csv: comma, semicolon or tab.") var separator: CSVStyle.Separator = .comma
  @Flag(help: "With csv: 9,52 instead of 9.52, for table programs of a language that writes so.") var decimalComma =
    false
  @Flag(help: "With csv: a byte order mark, by which Excel knows UTF-8.") var bom = false
  @Flag(help: "Past visits too.") var history = false
  @Option(name: .shortAndLong, help: "The file to write; standard output where none is given.") var output: String?

  func run() async throws {
    try await options.run { console in
      let workspace = try options.workspace()
      let context = try workspace.context()
      let format: RecordFormat = try ImportCommand.choice(format, "--format")
      let kind: RecordKind? = try kind.map { try ImportCommand.choice($0, "--as") }
      let records = try await workspace.perform(ExportRecords.self, ExportRequest(history: history || kind == .visit))
      let bytes: [UInt8]
      switch format {
      case .json: bytes = Export.json(records, context: context)
      case .ndjson: bytes = Export.ndjson(records, context: context)
      case .csv:
        guard let kind else {
          throw Faults(.usage, path: "--as", "CSV holds records of one kind, so --as must name it.")
        }
        let style = CSVStyle(separator: separator, decimalComma: decimalComma, byteOrderMark: bom)
        bytes = try Export.csv(records, kind, context: context, style: style)
      }
      if let output { try Input.write(bytes, to: output) } else { console.out(bytes) }
    }
  }
}

struct TechnicianCommand: AsyncParsableCommand {
  static let configuration = RecordCommands<Technician>.configuration
}

struct CustomerCommand: AsyncParsableCommand {
  static let configuration = RecordCommands<Customer>.with([TimelineCommand.self])
}

struct AppointmentCommand: AsyncParsableCommand {
  static let configuration = RecordCommands<Appointment>.with([CancelAppointmentCommand.self])
}

struct CancelAppointmentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "cancel", abstract: CancelAppointment.summary)

  @OptionGroup var options: WriteOptions
  @Argument(help: "The appointment's id.") var id: String
  @Flag(name: .long, help: "See whether it could be called off; change nothing.") var dryRun = false

  func run() async throws {
    try await options.perform(CancelAppointment.self, { _, _ in RecordName(id) }, dryRun: dryRun) { appointment, _ in
      "\(appointment.id) \(appointment.stage.rawValue)"
    }
  }
}

/// `list`, `show`, `add`, `edit` and `remove` of one kind of record.
enum RecordCommands<Kind: RecordText> {
  static var configuration: CommandConfiguration { with([]) }

  /// With commands that only this kind has.
  static func with(_ more: [any ParsableCommand.Type]) -> CommandConfiguration {
    CommandConfiguration(
      commandName: Kind.word, abstract: "List, show, add, edit and remove \(Kind.word)s.",
      subcommands: [
        ListCommand<Kind>.self, ShowCommand<Kind>.self, AddCommand<Kind>.self, EditCommand<Kind>.self,
        RemoveCommand<Kind>.self,
      ] + more)
  }
}

struct ListCommand<Kind: RecordText>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: "list", abstract: ListRecords<Kind>.summary)
  }

  @OptionGroup var options: GlobalOptions
  @OptionGroup var narrowing: Kind.Narrowing
  @OptionGroup var part: ListPart

  func run() async throws {
    try await options.perform(
      ListRecords<Kind>.self,
      { _, context in
        var query = try narrowing.query(context)
        (query.after, query.limit) = (part.after, part.limit)
        return query
      }, Records.text)
  }
}

struct ShowCommand<Kind: RecordText>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: "show", abstract: ShowRecord<Kind>.summary)
  }

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The id.") var id: String

  func run() async throws {
    try await options.perform(ShowRecord<Kind>.self, { _, _ in RecordName(id) }) { Records.text($0, $1) }
  }
}

struct AddCommand<Kind: RecordText>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "add", abstract: AddRecord<Kind>.summary,
      discussion: "Reads the record as JSON; `punctual schema \(Kind.word)` tells its fields.")
  }

  @OptionGroup var options: WriteOptions
  @Argument(help: "A file with the record as JSON; `-` is standard input.") var file: String
  @Flag(name: .long, help: "Check it; keep nothing.") var dryRun = false

  func run() async throws {
    try await options.perform(
      AddRecord<Kind>.self,
      { _, context in
        try Form.read(Kind.self, from: JSONDocument.parse(Input.read(file)).root, context: context)
      }, dryRun: dryRun
    ) { record, _ in "added \(Kind.word) \(record.id)" }
  }
}

struct EditCommand<Kind: RecordText>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "edit", abstract: EditRecord<Kind>.summary,
      discussion: """
        Takes the changes as a JSON merge patch: `punctual \(Kind.word) edit ID '{"notes":"ring twice"}'`; null takes a \
        field out, and `-` reads the changes from standard input.
        """)
  }

  @OptionGroup var options: WriteOptions
  @Argument(help: "The id.") var id: String
  @Argument(help: "The changes as JSON; `-` is standard input.") var changes: String
  @Option(help: "The revision that was read; a change by somebody else since is refused.") var revision: Int?
  @Flag(name: .long, help: "Show the record as it would be; change nothing.") var dryRun = false

  func run() async throws {
    try await options.perform(
      EditRecord<Kind>.self,
      { _, _ in
        let bytes = changes == "-" ? try Input.read("-") : Array(changes.utf8)
        return RecordEdit(id: id, changes: try JSONDocument.parse(bytes).root.value(), revision: revision)
      }, dryRun: dryRun
    ) { Records.text($0, $1) }
  }
}

struct RemoveCommand<Kind: RecordText>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: "remove", abstract: RemoveRecord<Kind>.summary)
  }

  @OptionGroup var options: WriteOptions
  @Argument(help: "The id.") var id: String
  @Flag(name: .long, help: "See whether it could be removed; change nothing.") var dryRun = false

  func run() async throws {
    try await options.perform(RemoveRecord<Kind>.self, { _, _ in RecordName(id) }, dryRun: dryRun) { name, _ in
      "removed \(Kind.word) \(name.id)"
    }
  }
}

struct ForgetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget", abstract: "Erase a customer's personal data; ids and figures stay.")

  @OptionGroup var options: WriteOptions
  @Argument(help: "The customer's id.") var customer: String
  @Flag(name: .long, help: "Do it: what is erased cannot be brought back.") var yes = false
  @Flag(name: .long, help: "Show what would be erased; erase nothing.") var dryRun = false

  func run() async throws {
    try await options.perform(
      ForgetCustomer.self,
      { _, _ in
        guard yes || dryRun else {
          throw Faults(
            .usage, path: "--yes", "Erasing cannot be undone, so it wants --yes.",
            hint: "--dry-run shows what would go."
          )
        }
        return RecordName(customer)
      }, dryRun: dryRun
    ) { report, _ in
      "\(dryRun ? "would erase" : "erased") \(report.customer): "
        + "\(Style.count(report.contacts, "contact")), \(Style.count(report.sites, "site")), "
        + "the text of \(Style.count(report.notifications, "message")), "
        + "\(Style.count(report.changes, "entry", "entries")) of what it was"
        + report.openAppointments.map { "\nstill to be done: \($0); `punctual appointment cancel \($0)` calls it off" }
        .joined()
        + report.copies.map { "\nstill in the copy \($0): remove it yourself" }.joined()
    }
  }
}
