import PunctualModel
import PunctualService
import PunctualWire

/// The OpenRPC 1.3 document of all methods, made from the forms that decode and encode.
enum OpenRPC {
  static func document() -> JSON {
    var definitions: [String: JSON] = [:]
    var methods = Catalogue.all.map { useCase in
      method(useCase.name, useCase.summary, useCase.inputSchema(), useCase.outputSchema(), &definitions)
    }
    methods.append(
      method(
        WorkspaceCreation.name, WorkspaceCreation.summary, Form.schema(WorkspaceCreation.self),
        Form.schema(NewWorkspace.self), &definitions))
    methods.append(
      method(
        WorkspaceRestoration.name, WorkspaceRestoration.summary, Form.schema(WorkspaceRestoration.self),
        Form.schema(RestoredWorkspace.self), &definitions))
    methods.append([
      "name": "rpc.discover", "summary": "This document.", "paramStructure": "by-name", "params": [],
      "result": ["name": "openrpc", "schema": ["type": "object"]],
    ])
    return [
      "openrpc": "1.3.2",
      "info": [
        "title": "Punctual", "version": .string(PunctualCommand.version),
        "description":
          "Plans technicians' days and keeps the promises made to customers. One JSON-RPC 2.0 message a line.",
      ],
      "methods": .array(methods),
      "components": [
        "schemas": .object(definitions.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value) }),
        "errors": .object(
          FaultCode.allCases.map { code in
            JSON.Member(
              code.rawValue, ["code": .int(-32000), "message": .string(code.meaning)])
          }),
      ],
    ]
  }

  private static func method(
    _ name: String, _ summary: String, _ input: JSON, _ output: JSON, _ definitions: inout [String: JSON]
  ) -> JSON {
    let input = hoist(input, &definitions)
    let result = hoist(output, &definitions)
    var required: Set<String> = []
    if case .array(let names) = input["required"] ?? .null {
      required = Set(names.compactMap { if case .string(let name) = $0 { name } else { nil } })
    }
    var parameters: [JSON] = []
    if case .object(let properties) = input["properties"] ?? .null {
      // OpenRPC wants what is required first.
      let sorted = properties.filter { required.contains($0.key) } + properties.filter { !required.contains($0.key) }
      parameters = sorted.map { property in
        var members: [JSON.Member] = [.init("name", .string(property.key))]
        if let description = property.value["description"] { members.append(.init("description", description)) }
        members.append(.init("required", .bool(required.contains(property.key))))
        members.append(.init("schema", property.value))
        return .object(members)
      }
    }
    return [
      "name": .string(name), "summary": .string(summary), "paramStructure": "by-name", "params": .array(parameters),
      "result": ["name": result["title"] ?? "result", "schema": result],
    ]
  }

  /// Moves a schema's own definitions to the document's components, and points its references there.
  private static func hoist(_ schema: JSON, _ definitions: inout [String: JSON]) -> JSON {
    guard case .object(let members) = schema else { return schema }
    if case .object(let own) = schema["$defs"] ?? .null {
      for definition in own { definitions[definition.key] = repointed(definition.value) }
    }
    return repointed(.object(members.filter { $0.key != "$defs" && $0.key != "$schema" }))
  }

  private static func repointed(_ value: JSON) -> JSON {
    switch value {
    case .array(let elements): .array(elements.map(repointed))
    case .object(let members):
      .object(
        members.map { member in
          if member.key == "$ref", case .string(let target) = member.value {
            return JSON.Member("$ref", .string(target.replacing("#/$defs/", with: "#/components/schemas/")))
          }
          return JSON.Member(member.key, repointed(member.value))
        })
    default: value
    }
  }
}

/// Every schema by name: the forms of records, the input and output of each method, and what commands answer that are
/// not methods.
enum SchemaIndex {
  static var names: [String] {
    Schemas.all.map(\.name) + methods.flatMap { ["\($0.name).input", "\($0.name).output"] }
      + commands.map { "\($0.name).output" }
  }

  static func named(_ name: String) -> JSON? {
    if let schema = Schemas.named(name) { return schema }
    for method in methods {
      if name == "\(method.name).input" { return method.input() }
      if name == "\(method.name).output" || name == method.name { return method.output() }
    }
    return commands.first { name == "\($0.name).output" || name == $0.name }?.output()
  }

  private static var commands: [(name: String, output: () -> JSON)] {
    [("simulate", { Form.schema(SimulationReport.self) })]
  }

  private static var methods: [(name: String, input: () -> JSON, output: () -> JSON)] {
    Catalogue.all.map { ($0.name, $0.inputSchema, $0.outputSchema) } + [
      (WorkspaceCreation.name, { Form.schema(WorkspaceCreation.self) }, { Form.schema(NewWorkspace.self) }),
      (WorkspaceRestoration.name, { Form.schema(WorkspaceRestoration.self) }, { Form.schema(RestoredWorkspace.self) }),
    ]
  }
}
