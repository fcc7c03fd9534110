import PunctualModel
import PunctualService
import PunctualWire
import Testing

@testable import PunctualCLI

@Suite("The OpenRPC document")
struct OpenRPCTests {
  private let document = OpenRPC.document()

  private var methods: [JSON] { elements(document["methods"]) }

  private func elements(_ value: JSON?) -> [JSON] {
    if case .array(let elements) = value { elements } else { [] }
  }

  private func text(_ value: JSON?) -> String {
    if case .string(let text) = value { text } else { "" }
  }

  private func keys(_ value: JSON?) -> [String] {
    if case .object(let members) = value { members.map(\.key) } else { [] }
  }

  /// All values of `$ref` within.
  private func references(_ value: JSON) -> [String] {
    switch value {
    case .array(let elements): elements.flatMap(references)
    case .object(let members):
      members.flatMap { member in
        if member.key == "$ref", case .string(let target) = member.value { [target] } else { references(member.value) }
      }
    default: []
    }
  }

  @Test("every reference leads to a schema that is there, none is left of the single forms")
  func references() throws {
    let schemas = Set(keys(document["components"]?["schemas"]))
    let found = Set(references(document))
    #expect(found.count > 20)
    let prefix = "#/components/schemas/"
    for reference in found {
      #expect(reference.hasPrefix(prefix))
      #expect(schemas.contains(String(reference.dropFirst(prefix.count))), "\(reference)")
    }
    #expect(!document.text().contains("$defs"))
  }

  @Test("every method is named once, says in a sentence what it does, and has parameters and a result")
  func methodsAreWhole() {
    let names = methods.map { text($0["name"]) }
    #expect(Set(names).count == names.count)
    #expect(Set(Catalogue.all.map(\.name)).isSubset(of: names))
    #expect(names.contains("rpc.discover"))
    for method in methods {
      let name = text(method["name"])
      #expect(text(method["summary"]).hasSuffix("."), "\(name)")
      #expect(method["paramStructure"] == "by-name", "\(name)")
      #expect(text(method["result"]?["name"]) != "", "\(name)")
      #expect(method["result"]?["schema"] != nil, "\(name)")
      guard case .array = method["params"] else {
        Issue.record("\(name) has no parameters")
        continue
      }
    }
  }

  @Test("what a method requires comes before what it does not, each parameter with a schema and a description")
  func parameters() {
    for method in methods {
      let name = text(method["name"])
      let parameters = elements(method["params"])
      let required = parameters.map { $0["required"] == true }
      #expect(required == required.sorted { $0 && !$1 }, "\(name)")
      #expect(Set(parameters.map { text($0["name"]) }).count == parameters.count)
      for parameter in parameters {
        #expect(parameter["schema"] != nil, "\(name)")
        #expect(!text(parameter["description"]).isEmpty, "\(name) \(text(parameter["name"]))")
      }
    }
  }

  @Test("what writes takes an idempotency key and can be tried; what reads does not")
  func writes() {
    for useCase in Catalogue.all {
      let method = methods.first { text($0["name"]) == useCase.name }
      let parameters = elements(method?["params"]).map { text($0["name"]) }
      #expect(parameters.contains("idempotency_key") == useCase.writes, "\(useCase.name)")
      #expect(parameters.contains("dry_run") == useCase.writes, "\(useCase.name)")
    }
  }

  @Test("every code of an error is among the errors, with what it means")
  func errors() {
    #expect(keys(document["components"]?["errors"]) == FaultCode.allCases.map(\.rawValue))
  }

  @Test("the document is JSON that reads back the same")
  func readsBack() throws {
    #expect(try JSONDocument.parse(document.bytes()).root.value().text() == document.text())
    #expect(text(document["openrpc"]).hasPrefix("1.3"))
  }
}
