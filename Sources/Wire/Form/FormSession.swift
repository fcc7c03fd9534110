import PunctualModel

/// What the readers of one record share: where they are in it and what was wrong so far; or, while a form is described,
/// the forms met on the way.
final class FormSession {
  let context: WireContext
  let line: Int?
  let allowUnknown: Bool
  /// A field of the outermost object that its form does not have, and that is no fault.
  var passedOver: String?
  private let basePath: String
  private var steps: [Step] = []
  private(set) var faults: [Fault] = []
  /// How many faults there were, also those beyond what is listed.
  private(set) var failures = 0
  /// Schemas of nested forms, by name, in the order met.
  var definitions: [JSON.Member] = []

  private enum Step {
    case key(String)
    case index(Int)
  }

  init(context: WireContext, path: String = "", line: Int? = nil, allowUnknown: Bool = false) {
    self.context = context
    self.line = line
    self.allowUnknown = allowUnknown
    basePath = path
  }

  /// The JSON Pointer (RFC 6901) of the value being read.
  var path: String {
    steps.reduce(basePath) { path, step in
      switch step {
      case .key(let key): path + "/" + JSONPointer.escape(key)
      case .index(let index): path + "/\(index)"
      }
    }
  }

  func isPassedOver(_ field: String) -> Bool { allowUnknown || steps.isEmpty && field == passedOver }

  /// Puts down a fault. A thousand are listed; a file of garbage would else fill the memory with its faults.
  func fail(_ code: FaultCode, at suffix: String = "", _ message: String, hint: String? = nil) {
    failures += 1
    guard failures <= 1000 else { return }
    let message = failures < 1000 ? message : "There are more faults, which are not listed."
    faults.append(Fault(code, path: path + suffix, line: line, message, hint: failures < 1000 ? hint : nil))
  }

  /// Works one step down: `key` of an object.
  func inside<Result>(_ key: String, _ body: () -> Result) -> Result {
    steps.append(.key(key))
    defer { steps.removeLast() }
    return body()
  }

  /// Works one step down: an element of an array.
  func inside<Result>(_ index: Int, _ body: () -> Result) -> Result {
    steps.append(.index(index))
    defer { steps.removeLast() }
    return body()
  }
}

/// JSON Pointer, RFC 6901.
enum JSONPointer {
  static func escape(_ key: String) -> String {
    guard key.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return key }
    return key.reduce(into: "") { escaped, character in
      switch character {
      case "~": escaped += "~0"
      case "/": escaped += "~1"
      default: escaped.append(character)
      }
    }
  }
}
