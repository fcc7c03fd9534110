import PunctualModel

/// How a part of a document with names is written, and what it is in VROOM's form. One declaration reads, writes and
/// describes it.
indirect enum Shape: Sendable {
  /// As in VROOM's form, by the JSON Schema given.
  case same(JSON)
  /// RFC 3339, or seconds since 1970; counted from the problem's first time in VROOM's form.
  case time
  /// Start and end.
  case window
  case windows
  /// Whole seconds, or ISO 8601 (`PT1H30M`).
  case duration
  /// A name, which is a number in VROOM's form.
  case name(NameKind)
  case names(NameKind)
  /// A name whose kind the record's `type` tells.
  case nameByType
  /// `job` in VROOM's form is `appointment` here.
  case type
  /// Names of skills, or an object of their levels. In VROOM's form these are two keys, `skills` and `skill_levels`.
  case skills
  case record([Field])
  case list(Shape)
  /// An object with keys of the user's own.
  case table(Shape)

  /// One key of a record.
  struct Field: Sendable {
    var key: String
    /// VROOM's key.
    var vroom: String
    var shape: Shape
    var required: Bool
    var meaning: String

    init(_ key: String, vroom: String? = nil, _ shape: Shape, required: Bool = false, _ meaning: String) {
      self.key = key
      self.vroom = vroom ?? key
      self.shape = shape
      self.required = required
      self.meaning = meaning
    }
  }

  /// The place of a fault, from a JSON Pointer into VROOM's form.
  func path(_ pointer: String) -> String {
    let parts = pointer.split(separator: "/").map(String.init)
    guard let first = parts.first else { return "" }
    let rest = parts.dropFirst().map { "/" + $0 }.joined()
    switch self {
    case .record(let fields):
      guard let field = fields.first(where: { $0.vroom == first }) else {
        return (first == "skill_levels" ? "/skills" : "/" + first) + rest
      }
      return "/" + field.key + field.shape.path(rest)
    case .list(let element), .table(let element): return "/" + first + element.path(rest)
    default: return pointer
    }
  }

  /// As JSON Schema.
  var schema: JSON {
    switch self {
    case .same(let schema): return schema
    case .time: return ["anyOf": [["type": "string", "format": "date-time"], ["type": "integer"]]]
    case .window: return ["type": "array", "items": Shape.time.schema, "minItems": 2, "maxItems": 2]
    case .windows: return ["type": "array", "items": Shape.window.schema, "minItems": 1]
    case .duration:
      return [
        "anyOf": [["type": "integer", "minimum": 0], ["type": "string", "pattern": .string(ISODuration.pattern)]]
      ]
    case .name, .nameByType: return ["type": "string", "minLength": 1, "maxLength": 200]
    case .names: return ["type": "array", "items": Shape.nameByType.schema]
    case .type: return ["type": "string"]
    case .skills:
      return [
        "anyOf": [
          Shape.names(.skill).schema,
          ["type": "object", "additionalProperties": ["type": "integer", "minimum": 1]],
        ]
      ]
    case .record(let fields):
      return [
        "type": "object", "additionalProperties": false,
        "required": .array(fields.filter(\.required).map { .string($0.key) }),
        "properties": .object(
          fields.map { field in
            var schema = field.shape.schema
            schema["description"] = .string(field.meaning)
            return JSON.Member(field.key, schema)
          }),
      ]
    case .list(let element): return ["type": "array", "items": element.schema]
    case .table(let element): return ["type": "object", "additionalProperties": element.schema]
    }
  }
}

/// Durations by ISO 8601, in hours, minutes and seconds.
enum ISODuration {
  static let pattern = "^PT([0-9]+H)?([0-9]+M)?([0-9]+S)?$"

  /// Seconds; nil where it is none.
  static func parse(_ text: String) -> Int? {
    guard text.hasPrefix("PT"), text.utf8.count > 2 else { return nil }
    var rest = text.dropFirst(2)
    var seconds = 0
    for (letter, factor) in [("H", 3600), ("M", 60), ("S", 1)] {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard !digits.isEmpty, rest.dropFirst(digits.count).hasPrefix(letter) else { continue }
      guard digits.count <= 9, let number = Int(digits) else { return nil }
      seconds += number * factor
      rest = rest.dropFirst(digits.count + 1)
    }
    return rest.isEmpty ? seconds : nil
  }
}
