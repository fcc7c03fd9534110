import PunctualModel
import PunctualWire

/// The methods of `punctual rpc`, from the same document that `rpc.discover` gives.
enum MethodsPage {
  static var lines: [String] {
    let document = OpenRPC.document()
    let methods = document["methods"]?.elements ?? []
    let objects = document["components"]?["schemas"]?.members ?? []
    let names = Set(objects.map(\.key))
    return [
      "# Methods", "",
      "`punctual rpc` answers these, one JSON-RPC 2.0 message a line. Parameters are given by name. `rpc.discover` gives the",
      "same as an OpenRPC document with full JSON Schemas; errors carry the codes of [errors](errors.md) in `error.data`.",
      "",
      "Those marked with * change the workspace. They also take an `idempotency_key`, with which the same request again gets",
      "the first answer and changes nothing, and `dry_run`, which answers as if it were done.",
    ]
      + methods.flatMap { method($0, objects: names) }
      + ["", "# Objects", "", "What parameters and results are made of."]
      + objects.flatMap { object($0.key, $0.value) }
  }

  private static func method(_ method: JSON, objects: Set<String>) -> [String] {
    let all = method["params"]?.elements ?? []
    let parameters = all.filter { !["idempotency_key", "dry_run"].contains($0["name"]?.string) }
    let mark = parameters.count < all.count ? " *" : ""
    var lines = ["", "## \(method["name"]?.string ?? "")\(mark)", "", method["summary"]?.string ?? ""]
    if !parameters.isEmpty {
      lines += [""]
      lines += Markdown.table(
        ["parameter", "type", "", "meaning"],
        parameters.map { parameter in
          [
            "`\(parameter["name"]?.string ?? "")`", type(parameter["schema"] ?? .null),
            parameter["required"] == .bool(true) ? "required" : "", description(parameter["schema"] ?? .null),
          ]
        })
    }
    let result = method["result"]?["schema"] ?? .null
    if let title = result["title"]?.string, objects.contains(title) {
      lines += ["", "Answers with [\(title)](#\(title))."]
    } else if result["properties"]?.members?.isEmpty == false {
      lines += ["", "Answers with"] + [""] + fields(result)
    }
    return lines
  }

  private static func object(_ name: String, _ schema: JSON) -> [String] {
    ["", "## \(name)", "", description(schema), ""] + fields(schema)
  }

  private static func fields(_ schema: JSON) -> [String] {
    let required = Set((schema["required"]?.elements ?? []).compactMap(\.string))
    return Markdown.table(
      ["field", "type", "", "meaning"],
      (schema["properties"]?.members ?? []).map { field in
        ["`\(field.key)`", type(field.value), required.contains(field.key) ? "required" : "", description(field.value)]
      })
  }

  private static func description(_ schema: JSON) -> String { schema["description"]?.string ?? "" }

  /// A schema's type in words.
  private static func type(_ schema: JSON) -> String {
    if let target = schema["$ref"]?.string {
      let name = String(target.split(separator: "/").last ?? "")
      return "[\(name)](#\(name))"
    }
    if let choices = schema["enum"]?.elements {
      return choices.map { "`\($0.string ?? $0.text())`" }.joined(separator: ", ")
    }
    for key in ["anyOf", "oneOf"] {
      guard let choices = schema[key]?.elements else { continue }
      let names = choices.map(type)
      // A time may also be given as a number of seconds; the formats say so once.
      return names.first == "date-time" ? "time" : names.joined(separator: " or ")
    }
    if let types = schema["type"]?.elements { return types.map { type(["type": $0]) }.joined(separator: " or ") }
    let name = schema["type"]?.string ?? ""
    switch name {
    case "array":
      if let parts = schema["prefixItems"]?.elements { return "[" + parts.map(type).joined(separator: ", ") + "]" }
      let element = type(schema["items"] ?? .null)
      return schema["minItems"] == 2 && schema["maxItems"] == 2 ? "[\(element), \(element)]" : "list of " + element
    case "object":
      guard let values = schema["additionalProperties"], values.members != nil else { return "object" }
      return "map to " + type(values)
    case "integer", "number":
      let kind = name == "integer" ? "whole number" : "number"
      guard let least = schema["minimum"], let most = schema["maximum"], abs(size(most)) < 1e12 else { return kind }
      return "\(kind), \(least.text()) to \(most.text())"
    case "string": return schema["format"]?.string ?? "text"
    case "": return "any JSON"
    default: return name
    }
  }

  private static func size(_ number: JSON) -> Double {
    switch number {
    case .int(let value): Double(value)
    case .double(let value): value
    default: .infinity
    }
  }
}
