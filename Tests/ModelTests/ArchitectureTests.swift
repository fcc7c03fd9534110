import Foundation
import Testing

@Suite("The architecture, read from the sources")
struct ArchitectureTests {
  private static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func files() throws -> [SourceRules.File] {
    let sources = root.appendingPathComponent("Sources")
    let paths = FileManager.default.subpaths(atPath: sources.path) ?? []
    return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
      SourceRules.File(
        path: path, text: try String(contentsOf: sources.appendingPathComponent(path), encoding: .utf8))
    }
  }

  @Test("every source keeps the rules")
  func rules() throws {
    let files = try Self.files()
    #expect(files.count > 100)
    #expect(Set(files.map(\.module)) == Set(SourceRules.directions.keys))
    #expect(files.flatMap(SourceRules.offences) == [])
  }

  @Test("every folder of Sources is a target of the package, and what it depends on is what it may import")
  func targets() throws {
    let manifest = try String(contentsOf: Self.root.appendingPathComponent("Package.swift"), encoding: .utf8)
    let compact = manifest.filter { !$0.isWhitespace }
    for (module, needs) in SourceRules.directions {
      let marks = ["library(\"\(module)\"", "path:\"Sources/\(module)\""]
      let places = marks.compactMap { compact.firstRange(of: $0)?.upperBound }
      let start = try #require(places.first, "no target for \(module)")
      let rest = compact[start...]
      let next = ["library(", ".target(", ".executableTarget("].compactMap { rest.firstRange(of: $0)?.lowerBound }.min()
      let declared = rest[..<(next ?? rest.endIndex)]
      for other in SourceRules.directions.keys where module != "punctual" && declared.contains("\"Punctual\(other)\"") {
        #expect(needs.contains(other), "\(module) depends on \(other)")
      }
    }
  }

  @Test(
    "the checker finds each kind of offence",
    arguments: [
      ("Engine/Made.swift", "import PunctualCheck", "imports PunctualCheck, which Engine may not know"),
      ("Model/Made.swift", "import PunctualWire", "imports PunctualWire, which Model may not know"),
      ("Service/Made.swift", "import PunctualCLI", "imports PunctualCLI, which Service may not know"),
      ("CLI/Made.swift", "import PunctualEngine", "imports PunctualEngine, which CLI may not know"),
      ("punctual/Made.swift", "import PunctualService", "imports PunctualService, which punctual may not know"),
      ("Wire/Made.swift", "internal import GRDB", "imports GRDB, which only Store may know"),
      ("Store/Made.swift", "@preconcurrency import Mustache", "imports Mustache, which only Notify may know"),
      ("Service/Made.swift", "import struct Subprocess.Command", "imports Subprocess, which only Notify may know"),
      ("Wire/Made.swift", "import ArgumentParser", "imports ArgumentParser, which only CLI may know"),
      ("Model/Day/Made.swift", "import Foundation", "imports Foundation"),
      ("Forecast/Made.swift", "import struct Foundation.Date", "imports Foundation"),
      ("Check/Made.swift", "import FoundationEssentials", "imports FoundationEssentials"),
      ("Engine/Made.swift", "let now = Date()", "uses Date()"),
      ("Sample/Made.swift", "let clock = ContinuousClock.now", "uses ContinuousClock"),
      ("Model/Made.swift", "let t = DispatchTime.now()", "uses DispatchTime"),
      ("Check/Made.swift", "ProcessInfo.processInfo.environment", "uses ProcessInfo"),
      ("Engine/Made.swift", "var dice = SystemRandomNumberGenerator()", "uses SystemRandomNumberGenerator"),
      ("Engine/Made.swift", "let x = Int.random(in: 0..<3)", "uses .random(in: of the system"),
      ("Sample/Made.swift", "let x = names.shuffled()", "uses .shuffled() of the system"),
      ("Notify/Decide/Made.swift", "FileManager.default.contents(atPath: p)", "uses FileManager"),
      ("Forecast/Made.swift", "  print(x)", "uses print("),
      ("Store/Made.swift", "let x = try! read()", "has try!"),
      ("Wire/Made.swift", "fatalError(\"no\")", "has fatalError("),
      ("CLI/Made.swift", "let x = y as! Int", "has as!"),
      ("Travel/Made.swift", "// TODO: later", "has TODO"),
      ("Notify/Made.swift", "// FIXME", "has FIXME"),
    ])
  func finds(path: String, line: String, offence: String) {
    let file = SourceRules.File(path: path, text: "// A file.\n" + line + "\n")
    #expect(SourceRules.offences(file) == ["\(path):2 \(offence)"])
  }

  @Test(
    "the checker lets pass what is allowed",
    arguments: [
      ("Engine/Made.swift", "import PunctualModel"),
      ("Service/Made.swift", "import PunctualEngine"),
      ("Store/Made.swift", "internal import GRDB"),
      ("Model/Time/Zone.swift", "import Foundation"),
      ("Notify/Made.swift", "import struct Foundation.Data"),
      ("Engine/Made.swift", "let x = Int.random(in: 0..<3, using: &dice)"),
      ("Engine/Made.swift", "let order = Order.random(hasPriorities: true, &dice)"),
      ("Engine/Made.swift", "/// Reads no `Date()` of its own."),
      ("Engine/Made.swift", "blueprint(x)"),
      ("Service/Made.swift", "let now = Date()"),
    ])
  func letsPass(path: String, line: String) {
    #expect(SourceRules.offences(SourceRules.File(path: path, text: line)) == [])
  }
}
