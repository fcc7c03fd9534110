import ArgumentParser
import Foundation
import PunctualModel
import PunctualService
import PunctualStore
import PunctualWire

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check the workspace, and say how to mend what is not well.")

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    try await options.run { console in
      let workspace = try options.workspace()
      let report = try await workspace.perform(CheckHealth.self, Nothing())
      console.answer(report, try workspace.context()) { HealthText.text(report, $0) }
      if !report.ok { throw ExitCode(1) }
    }
  }
}

struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the database by its own API, while others may go on writing.")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The file to make.") var file: String

  func run() async throws {
    try await options.perform(BackUp.self, { _, _ in FileName(file) }) { name, _ in "copied to \(name.path)" }
  }
}

struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Put a copy back; it is checked first.")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The copy.") var file: String
  @Flag(name: .long, help: "Replace the workspace that is there.") var yes = false

  func run() async throws {
    try await options.run { console in
      let old = try Store.restore(from: file, to: options.path, replacing: yes)
      if let old { console.say("What was there before is kept as \(old).") }
      let workspace = try options.workspace()
      console.answer(RestoredWorkspace(path: options.path, kept: old), try workspace.context()) { _ in
        "restored \(options.path) from \(file)"
      }
    }
  }
}

struct SchemaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "JSON Schema (2020-12) of every input and output.")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "Which; all names where none is given.") var name: String?
  @Flag(help: "Every error code instead, with category, exit code and meaning.") var errors = false

  func validate() throws {
    if errors && name != nil { throw ValidationError("--errors takes no name.") }
  }

  func run() async throws {
    try await options.run { console in
      if errors { return console.out(ErrorIndex.document.text(pretty: true)) }
      guard let name else {
        let names = SchemaIndex.names
        console.out(
          console.json ? JSON.array(names.map { .string($0) }).text(pretty: true) : names.joined(separator: "\n"))
        return
      }
      guard let schema = SchemaIndex.named(name) else {
        throw Faults(.notFound, path: "name", "There is no schema \"\(name)\".", hint: "`punctual schema` lists them.")
      }
      console.out(schema.text(pretty: true))
    }
  }
}

struct RPCCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rpc", abstract: "JSON-RPC 2.0 over standard input and output, one message a line.",
    discussion: "`rpc.discover` tells every method with its schemas. End of input ends it.")

  @OptionGroup var options: WriteOptions
  @OptionGroup var lineOptions: LineOptions

  func run() async throws {
    try await options.run { console in
      var server = try RPCServer(options, limits: lineOptions.limits)
      var lines = lineOptions.reader(STDIN_FILENO)
      while let line = try lines.next() {
        if line.isBlank { continue }
        if let reply = await server.reply(to: line) { console.out(reply.text()) }
      }
    }
  }
}
