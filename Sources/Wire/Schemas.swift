import PunctualModel

/// The JSON Schemas (2020-12) of all that goes in and out.
public enum Schemas {
  /// Of the forms of ours, by name, in the order of the vocabulary.
  public static var forms: [(name: String, schema: JSON)] {
    func entry<T: WireForm>(_ form: T.Type) -> (name: String, schema: JSON) { (form.formName, Form.schema(form)) }
    return [
      entry(Organisation.self), entry(Technician.self), entry(Customer.self), entry(Appointment.self),
      entry(RecordSet.self), entry(Visit.self), entry(TechnicianDay.self), entry(Plan.self), entry(Unplaced.self),
      entry(Event.self), entry(Notification.self), entry(Complaint.self), entry(SurveyAnswer.self), entry(Reply.self),
      entry(Call.self),
      entry(VisitRecord.self), entry(DayInProgress.self),
      entry(DayPrediction.self), entry(VisitPrediction.self), entry(NotificationRules.self),
    ]
  }

  /// All, also those of errors and of routing, which take more keys than they name.
  public static var all: [(name: String, schema: JSON)] {
    forms + [("error_document", errorDocument), ("message", message)] + VROOMSchemas.all + NamedSchemas.all
  }

  /// What commands write on standard error with `--json`.
  private static let errorDocument: JSON = [
    "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "error_document",
    "description": "All that is wrong with an input or a request, at once.", "type": "object", "required": ["errors"],
    "properties": [
      "errors": [
        "type": "array", "minItems": 1,
        "items": [
          "type": "object", "required": ["code", "path", "hint", "message", "retryable"],
          "properties": [
            "code": ["type": "string", "enum": .array(FaultCode.allCases.map { .string($0.rawValue) })],
            "path": ["type": "string", "description": "Where in the input, as a JSON Pointer."],
            "line": ["type": "integer", "minimum": 1], "hint": ["type": ["string", "null"]],
            "message": ["type": "string"], "retryable": ["type": "boolean"],
          ],
        ],
      ]
    ],
  ]

  /// The schema of that name; nil where there is none.
  public static func named(_ name: String) -> JSON? {
    all.first { $0.name == name }?.schema
  }
}
