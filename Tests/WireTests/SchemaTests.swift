import PunctualModel
import PunctualWire
import Testing

@Suite("Schemas")
struct SchemaTests {
  @Test("every schema has a name of its own and says what it is")
  func names() {
    #expect(Set(Schemas.all.map(\.name)).count == Schemas.all.count)
    for (name, schema) in Schemas.all {
      #expect(schema["title"] == .string(name))
      #expect(schema["description"]?.string?.isEmpty == false)
    }
  }

  @Test("the schema of each form of ours is closed, described, and refers only to what it defines")
  func structure() {
    for (name, schema) in Schemas.forms {
      #expect(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema")
      #expect(schema["title"] == .string(name))
      #expect(schema["additionalProperties"] == false)
      check(schema, in: schema, name)
    }
  }

  private func check(_ part: JSON, in schema: JSON, _ name: String) {
    switch part {
    case .array(let elements): elements.forEach { check($0, in: schema, name) }
    case .object(let members):
      #expect(Set(members.map(\.key)).count == members.count, "\(name) says a keyword twice")
      if case .string(let reference)? = part["$ref"] {
        #expect(reference.hasPrefix("#/$defs/"))
        #expect(schema["$defs"]?[String(reference.dropFirst(8))] != nil, "\(name) lacks \(reference)")
      }
      if case .array(let required)? = part["required"], case .object(let properties)? = part["properties"] {
        for case .string(let field) in required { #expect(properties.contains { $0.key == field }) }
        for property in properties { #expect(property.value["description"] != nil, "\(name): \(property.key)") }
      }
      members.forEach { check($0.value, in: schema, name) }
    default: break
    }
  }

  @Test("a schema lists fields, what must be given, and what stands for what is left out")
  func contents() {
    let schema = Form.schema(Appointment.self)
    #expect(schema["required"] == ["id", "customer", "type", "duration_minutes", "windows"])
    #expect(schema["properties"]?["priority"]?["default"] == 0)
    #expect(schema["properties"]?["priority"]?["maximum"] == 100)
    #expect(schema["properties"]?["stage"]?["enum"]?[4] == "under-way")
    #expect(schema["properties"]?["promise"]?["$ref"] == "#/$defs/promise")
    #expect(schema["$defs"]?["promise"]?["properties"]?["made_at"]?["anyOf"] != nil)
  }

  @Test("what is written has only fields of the schema, and all that are required")
  func written() throws {
    let records = try SampleRecords.records()
    let written = Form.write(records, context: vaduz)
    let schema = Form.schema(RecordSet.self)
    func compare(_ value: JSON?, _ form: JSON?) throws {
      guard case .object(let members)? = value, case .object(let properties)? = form?["properties"],
        case .array(let required)? = form?["required"]
      else {
        Issue.record("not an object with fields")
        return
      }
      for member in members { #expect(properties.contains { $0.key == member.key }, "\(member.key)") }
      for case .string(let field) in required { #expect(members.contains { $0.key == field }, "\(field)") }
    }
    try compare(written, schema)
    for (section, name) in [
      ("technicians", "technician"), ("customers", "customer"), ("appointments", "appointment"),
      ("visits", "visit_record"),
    ] {
      try compare(written[section]?[0], schema["$defs"]?[name])
    }
  }
}
