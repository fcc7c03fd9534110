import Foundation
import PunctualModel
import PunctualWire
import Testing

@testable import PunctualCLI

@Suite("The documents")
struct GeneratedDocsTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func document(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  @Test("the reference is the one of this code", arguments: ReferencePage.allCases)
  func upToDate(page: ReferencePage) throws {
    let written = try Self.document("docs/\(page.rawValue).md")
    #expect(written == page.text, "docs/\(page.rawValue).md is out of date: run `make docs`")
  }

  @Test("every command has a manual page, and no line of one is taken for a request to roff")
  func manual() throws {
    let pages = try ManualPage.all()
    #expect(Set(pages.map(\.file)).isSuperset(of: ["punctual.1", "punctual-plan.1", "punctual-visit-no-access.1"]))
    let requests: Set = [".TH", ".SH", ".TP", ".B", ".PP", ".br"]
    for page in pages {
      #expect(page.text.hasPrefix(".TH "))
      for line in page.text.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
        #expect(requests.contains(String(line.prefix { $0 != " " })), "\(page.file): \(line)")
      }
    }
  }

  // MARK: Examples

  /// A block of code: its language, the word after it, its text.
  struct Example: Sendable, CustomTestStringConvertible {
    var language: String
    var form: String
    var text: String
    var testDescription: String { "\(language) \(form)" }
  }

  private static let examples: [Example] = {
    var found: [Example] = []
    var open: Example?
    for line in ((try? document("docs/formats.md")) ?? "").split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "```", let example = open {
        found.append(example)
        open = nil
      } else if open != nil {
        open?.text += line + "\n"
      } else if line.hasPrefix("```") {
        let words = line.dropFirst(3).split(separator: " ").map(String.init)
        open = Example(language: words.first ?? "", form: words.count > 1 ? words[1] : "", text: "")
      }
    }
    return found.filter { !$0.form.isEmpty }
  }()

  private static let context = WireContext(zone: Zone("Europe/Vaduz") ?? .utc, now: nil)

  @Test("every example of the formats is one that the program reads", arguments: examples)
  func example(_ example: Example) throws {
    let bytes = Array(example.text.utf8)
    switch (example.language, example.form) {
    case ("json", "organisation"): try Self.read(Organisation.self, bytes)
    case ("json", "technician"): try Self.read(Technician.self, bytes)
    case ("json", "customer"): try Self.read(Customer.self, bytes)
    case ("json", "appointment"): try Self.read(Appointment.self, bytes)
    case ("json", "visit_record"): try Self.read(VisitRecord.self, bytes)
    case ("json", "day_in_progress"): try Self.read(DayInProgress.self, bytes)
    case ("json", "problem"): _ = try VROOMProblem.read(JSONDocument.parse(bytes).root)
    case ("json", "named_problem"): _ = try NamedProblem.read(JSONDocument.parse(bytes).root)
    case ("json", "extension"): try Self.readAdded(bytes)
    case ("json", "message"), ("json", "unassigned"): _ = try JSONDocument.parse(bytes)
    case ("json", "records"), ("ndjson", "records"), ("csv", _):
      let kind = RecordKind(rawValue: example.form)
      let read = ImportReader(context: Self.context, as: kind, format: RecordFormat(rawValue: example.language))
        .read(bytes)
      #expect(read.faults == [])
      let counts = [read.technicians.count, read.customers.count, read.appointments.count, read.visits.count]
      #expect(counts.reduce(0, +) > 0)
    default: Issue.record("there is no form \(example.form) in \(example.language)")
    }
  }

  @Test("each kind of record has an example in each of its formats")
  func complete() {
    let all = Set(Self.examples.map { "\($0.language) \($0.form)" })
    for kind in ["technician", "customer", "appointment"] {
      #expect(all.isSuperset(of: ["json \(kind)", "csv \(kind)"]))
    }
    #expect(
      all.isSuperset(of: ["json organisation", "json visit_record", "csv visit", "json records", "ndjson records"]))
  }

  private static func read<Record: WireForm>(_: Record.Type, _ bytes: [UInt8]) throws {
    _ = try Form.read(Record.self, from: JSONDocument.parse(bytes).root, context: context)
  }

  /// Reads the first example of a problem with some keys added: of the whole, and of the jobs and vehicles with given ids.
  /// A key that changes nothing would be a misspelt one.
  private static func readAdded(_ bytes: [UInt8]) throws {
    let base = try JSONDocument.parse(#require(examples.first { $0.form == "problem" }).text).root.value()
    var problem = base
    for member in try JSONDocument.parse(bytes).root.value().members ?? [] {
      guard let added = member.value.elements, var all = base[member.key]?.elements else {
        problem[member.key] = member.value
        continue
      }
      for record in added {
        let index = try #require(all.firstIndex { $0["id"] == record["id"] })
        for change in record.members ?? [] where change.key != "id" {
          let before = try VROOMProblem.read(JSONDocument.parse(problem.bytes()).root).problem
          all[index][change.key] = change.value
          problem[member.key] = .array(all)
          #expect(try VROOMProblem.read(JSONDocument.parse(problem.bytes()).root).problem != before, "\(change.key)")
        }
      }
    }
    let read = try VROOMProblem.read(JSONDocument.parse(problem.bytes()).root).problem
    #expect(try read != VROOMProblem.read(JSONDocument.parse(base.bytes()).root).problem)
  }

  // MARK: Links

  @Test("every link within the documents leads to a file")
  func links() throws {
    let folder = Self.root.appendingPathComponent("docs")
    let inside = (FileManager.default.subpaths(atPath: folder.path) ?? []).filter { $0.hasSuffix(".md") }
    let pages = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"] + inside.map { "docs/\($0)" }
    #expect(pages.count > 15)
    for page in pages {
      let text = try Self.document(page)
      for match in text.matches(of: /\]\(([^)#\s]+)(#[^)]*)?\)/) {
        let target = String(match.output.1)
        if target.contains("://") { continue }
        let path = Self.root.appendingPathComponent(page).deletingLastPathComponent().appendingPathComponent(target)
        #expect(FileManager.default.fileExists(atPath: path.path), "\(page) links to \(target)")
      }
    }
  }
}
