/// The rules that the sources keep: who may import whom, and what pure code must not touch.
///
/// The checker works on text, so that it can be shown to find an offence in a made-up file.
struct SourceRules {
  /// A file below `Sources`: its path from there, and its text.
  struct File {
    var path: String
    var text: String

    var module: String { String(path.prefix { $0 != "/" }) }
    var isPure: Bool {
      switch module {
      case "Model": path != "Model/Time/Zone.swift"
      case "Engine", "Check", "Forecast", "Sample": true
      case "Notify": path.hasPrefix("Notify/Decide/")
      default: false
      }
    }
  }

  /// Of our own modules, those that each may import.
  static let directions: [String: Set<String>] = [
    "Model": [],
    "Engine": ["Model"], "Check": ["Model"], "Forecast": ["Model"], "HTTP": [], "Notify": ["Model", "HTTP"],
    "Travel": ["Model", "HTTP"],
    "Wire": ["Model"], "Store": ["Model"], "Sample": ["Model"],
    "Service": ["Model", "Engine", "Check", "Forecast", "Notify", "Travel", "Wire", "Store", "Sample"],
    "CLI": ["Model", "Service", "Wire", "Store"],
    "punctual": ["CLI"],
  ]

  /// Libraries that only one module knows of.
  static let owners = [
    "CurlShim": "HTTP", "GRDB": "Store", "Mustache": "Notify", "Subprocess": "Notify", "ArgumentParser": "CLI",
  ]

  static let impure = [
    "Date()", "Date.now", "ContinuousClock", "SuspendingClock", "DispatchTime", "ProcessInfo",
    "SystemRandomNumberGenerator", "FileManager", "getenv(", "Task.sleep",
  ]

  static let chance = [".random(in:", ".random()", ".randomElement()", ".shuffled()", ".shuffle()"]

  static let unfinished = ["try!", "fatalError(", "as!", "TODO", "FIXME"]

  /// Each offence in one line: the file, its line, what is wrong.
  static func offences(_ file: File) -> [String] {
    var found: [String] = []
    for (number, line) in file.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let place = "\(file.path):\(number + 1)"
      for word in unfinished where line.contains(word) { found.append("\(place) has \(word)") }
      let code = code(line)
      if let imported = imported(code) {
        found += offence(of: imported, in: file).map { "\(place) \($0)" }
      }
      guard file.isPure else { continue }
      for word in impure where code.contains(word) { found.append("\(place) uses \(word)") }
      if calls("print", in: code) { found.append("\(place) uses print(") }
      // `.random(in:using:)` and its like are handed their generator; without one the system's is taken.
      for word in chance where code.contains(word) && !code.contains("using:") {
        found.append("\(place) uses \(word) of the system")
      }
    }
    return found
  }

  private static func offence(of imported: String, in file: File) -> [String] {
    if imported.hasPrefix("Punctual") {
      let other = String(imported.dropFirst("Punctual".count))
      let allowed = directions[file.module, default: []]
      return allowed.contains(other) ? [] : ["imports \(imported), which \(file.module) may not know"]
    }
    if let owner = owners[imported], owner != file.module {
      return ["imports \(imported), which only \(owner) may know"]
    }
    let pureModules: Set = ["Model", "Engine", "Check", "Forecast", "Sample"]
    if imported.hasPrefix("Foundation"), pureModules.contains(file.module), file.path != "Model/Time/Zone.swift" {
      return ["imports \(imported)"]
    }
    return []
  }

  /// The module that a line imports, whatever stands around its name.
  private static func imported(_ line: Substring) -> String? {
    var words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
    while let first = words.first, first != "import", first.hasPrefix("@") || access.contains(first) {
      words.removeFirst()
    }
    guard words.first == "import", words.count >= 2 else { return nil }
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
    let name = kinds.contains(words[1]) && words.count > 2 ? words[2] : words[1]
    return String(name.prefix { $0 != "." })
  }

  private static let access: Set<Substring> = ["public", "internal", "private", "fileprivate", "package"]

  /// A line without its comment.
  private static func code(_ line: Substring) -> Substring {
    guard let comment = line.firstRange(of: "//") else { return line }
    return line[..<comment.lowerBound]
  }

  private static func calls(_ function: String, in code: Substring) -> Bool {
    code.ranges(of: function + "(").contains { range in
      guard range.lowerBound > code.startIndex else { return true }
      let before = code[code.index(before: range.lowerBound)]
      return !before.isLetter && !before.isNumber && before != "_" && before != "."
    }
  }
}
