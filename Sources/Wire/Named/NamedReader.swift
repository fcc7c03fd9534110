import PunctualModel

/// Turns a document with names into VROOM's form. Keys that a record does not have are refused: most often they are
/// misspelt. What a value may be is VROOM's reader to judge, unless it has names or times in it.
struct NamedReader {
  var names: Names
  /// All that is wrong, with its place.
  private(set) var faults: [Fault] = []
  /// The first moment met, in seconds since 1970.
  private(set) var first: Int?
  private static let limit = 100

  init(names: Names = Names()) {
    self.names = names
  }

  mutating func read(_ node: JSONNode, _ shape: Shape, at path: String) -> JSON {
    switch shape {
    case .same: return node.value()
    case .time: return time(node, path)
    case .window, .windows, .names:
      let element: Shape =
        switch shape {
        case .window: .time
        case .windows: .window
        case .names(let kind): .name(kind)
        default: shape
        }
      return list(node, element, path)
    case .duration: return duration(node, path)
    case .name(let kind): return name(node, kind, path)
    case .nameByType, .type, .skills: return node.value()
    case .record(let fields): return record(node, fields, path)
    case .list(let element): return list(node, element, path)
    case .table(let element):
      guard node.kind == .object else { return node.value() }
      return .object(
        node.members.map { JSON.Member($0.key, read($0.node, element, at: "\(path)/\(pointer($0.key))")) })
    }
  }

  // MARK: Parts

  /// A list keeps its length whatever is in it, so that places stay right.
  private mutating func list(_ node: JSONNode, _ element: Shape, _ path: String) -> JSON {
    guard node.kind == .array else { return node.value() }
    var values: [JSON] = []
    for value in node.elements { values.append(read(value, element, at: "\(path)/\(values.count)")) }
    return .array(values)
  }

  private mutating func record(_ node: JSONNode, _ fields: [Shape.Field], _ path: String) -> JSON {
    guard node.kind == .object else { return node.value() }
    let kind = node["type"]?.string().flatMap(NameKind.init(type:))
    var members: [JSON.Member] = []
    for (key, value) in node.members {
      let place = "\(path)/\(pointer(key))"
      guard let field = fields.first(where: { $0.key == key }) else {
        let hint = nearest(to: key, among: fields.map(\.key)).map { "Did you mean `\($0)`?" }
        fail(
          .unknownField, place, "There is no field `\(shortened(key))` here.",
          hint: hint ?? "It has \(fields.map { "`\($0.key)`" }.joined(separator: ", ")).")
        continue
      }
      switch field.shape {
      case .skills: members += skills(value, place)
      case .nameByType: members.append(JSON.Member(field.vroom, kind.map { name(value, $0, place) } ?? value.value()))
      case .type: members.append(JSON.Member(field.vroom, kind.map { .string($0.inVROOM) } ?? value.value()))
      default:
        // VROOM takes null for a wrong value; here it is a key that is not given.
        if !value.isNull { members.append(JSON.Member(field.vroom, read(value, field.shape, at: place))) }
      }
    }
    return .object(members)
  }

  private mutating func time(_ node: JSONNode, _ path: String) -> JSON {
    var seconds: Int?
    if let number = node.int(), RFC3339.epochRange.contains(number) {
      seconds = number
    } else if let text = node.string() {
      do throws(Faults) {
        seconds = try RFC3339.parse(text).epochSeconds
      } catch {
        for fault in error.all { fail(fault.code, path, fault.message, hint: fault.hint) }
        return .null
      }
    }
    guard let seconds else {
      fail(.notATime, path, "A time is expected.", hint: "Write it as `2026-11-23T09:00:00+01:00`.")
      return .null
    }
    first = min(first ?? seconds, seconds)
    return .int(seconds - names.origin)
  }

  private mutating func duration(_ node: JSONNode, _ path: String) -> JSON {
    guard let text = node.string() else { return node.value() }
    if let seconds = ISODuration.parse(text) { return .int(seconds) }
    fail(.wrongType, path, "`\(shortened(text))` is not a duration.", hint: "Give seconds, or write it as `PT1H30M`.")
    return .null
  }

  private mutating func name(_ node: JSONNode, _ kind: NameKind, _ path: String) -> JSON {
    guard let text = node.string() else {
      fail(.wrongType, path, "The name of a \(kind.rawValue) is expected, as a text.")
      return .null
    }
    guard (1...200).contains(text.unicodeScalars.count) else {
      fail(.outOfRange, path, "A name has 1 to 200 characters.")
      return .null
    }
    return .int(names.number(kind, text))
  }

  private mutating func skills(_ node: JSONNode, _ path: String) -> [JSON.Member] {
    switch node.kind {
    case .null: return []
    case .array: return [JSON.Member("skills", list(node, .name(.skill), path))]
    case .object:
      var levels: [JSON.Member] = []
      for (name, level) in node.members {
        levels.append(JSON.Member(String(names.number(.skill, name)), level.value()))
      }
      return [
        JSON.Member("skills", .array(levels.map { .int(Int($0.key) ?? 0) })),
        JSON.Member("skill_levels", .object(levels)),
      ]
    default:
      fail(.wrongType, path, "Skills are a list of names, or an object of levels by name.")
      return []
    }
  }

  private mutating func fail(_ code: FaultCode, _ path: String, _ message: String, hint: String? = nil) {
    if faults.count < Self.limit { faults.append(Fault(code, path: path, message, hint: hint)) }
  }
}
