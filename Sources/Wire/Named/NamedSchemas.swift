import PunctualModel

/// JSON Schemas of routing problems and solutions with names, from the declarations that read and write them.
enum NamedSchemas {
  static var all: [(name: String, schema: JSON)] {
    [
      entry("named_problem", "A routing problem with names and times.", NamedProblem.shape),
      entry("named_solution", "What `punctual solve` answers to a problem with names.", NamedSolution.shape),
    ]
  }

  private static func entry(_ name: String, _ description: String, _ shape: Shape) -> (name: String, schema: JSON) {
    let heading: [JSON.Member] = [
      JSON.Member("$schema", "https://json-schema.org/draft/2020-12/schema"), JSON.Member("title", .string(name)),
      JSON.Member("description", .string(description)),
    ]
    return (name, .object(heading + (shape.schema.members ?? [])))
  }
}
