import ArgumentParser
import Foundation
import PunctualModel

struct ReferenceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reference", abstract: "The reference of this very version: its errors, commands and methods.",
    subcommands: [ReferencePageCommand.self, ManualCommand.self], defaultSubcommand: ReferencePageCommand.self)
}

struct ReferencePageCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "page", abstract: "Write a page of the reference, in Markdown, to standard output.")

  @Argument(help: "errors, commands or methods.") var page: ReferencePage

  func run() async throws {
    Console().out(page.text)
  }
}

struct ManualCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Write a manual page of each command, for man, to a folder.")

  @OptionGroup var options: GlobalOptions
  @Option(help: "The folder to write to, such as share/man/man1.") var out: String

  func run() async throws {
    try await options.run { console in
      do {
        try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
      } catch {
        throw Faults(.notPermitted, path: "--out", "The folder \(out) cannot be made.")
      }
      let pages = try ManualPage.all()
      for page in pages { try Input.write(Array(page.text.utf8), to: out + "/" + page.file) }
      console.say("\(pages.count) pages in \(out)")
    }
  }
}
