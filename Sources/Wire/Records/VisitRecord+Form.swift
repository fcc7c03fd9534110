import PunctualModel

extension VisitRecord: WireForm {
  public static let formName = "visit_record"
  public static let formSummary =
    "A visit as the forecast sees it: what was planned and what happened; unknown parts are left out."

  public init(from fields: inout FieldReader) {
    self.init(
      id: fields.required("id", .id, "Names the visit."),
      technician: fields.optional("technician", .id, "The technician's id; within a route, left out, the route's.")
        ?? "",
      type: fields.optional("type", .id, "Kind of work."),
      area: fields.optional("area", .text(0...200), "Part of the territory."),
      site: fields.optional("site", .text(0...200), "The place."),
      promised: fields.optional("promised", .window, "The window told to the customer."),
      planned: fields.defaulted("planned", .form(VisitTimes.self), VisitTimes(), "As planned."),
      actual: fields.defaulted("actual", .form(VisitTimes.self), VisitTimes(), "As it happened so far."),
      attributes: fields.defaulted("attributes", .map(.attribute), [:], "Anything else that may matter."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("id", .id, id)
    fields.put("technician", .id, technician.isEmpty ? nil : technician)
    fields.put("type", .id, type)
    fields.put("area", .text, area)
    fields.put("site", .text, site)
    fields.put("promised", .window, promised)
    fields.put("planned", .form(VisitTimes.self), planned)
    fields.put("actual", .form(VisitTimes.self), actual)
    fields.put("attributes", .map(.attribute), attributes.isEmpty ? nil : attributes)
  }
}

extension ValueForm where Value == Attribute {
  /// Text or a number.
  static var attribute: ValueForm<Attribute> {
    let text = ValueForm<String>.text
    let number = ValueForm<Double>.number
    return ValueForm<Attribute>(
      read: { node, session in
        switch node.kind {
        case .string: return text.read(node, session).map(Attribute.text)
        case .number: return number.read(node, session).map(Attribute.number)
        default:
          session.wrongType(node, expected: "text or a number")
          return nil
        }
      },
      write: { attribute, context in
        switch attribute {
        case .text(let value): text.write(value, context)
        case .number(let value): number.write(value, context)
        }
      },
      describe: { _ in ["type": ["string", "number"]] }, placeholder: { .number(0) })
  }
}
