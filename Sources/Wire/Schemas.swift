import PunctualModel

/// The JSON Schemas (2020-12) of all that goes in and out.
public enum Schemas {
  /// By name, in the order of the vocabulary.
  public static var all: [(name: String, schema: JSON)] {
    func entry<T: WireForm>(_ form: T.Type) -> (name: String, schema: JSON) { (form.formName, Form.schema(form)) }
    return [
      entry(Organisation.self), entry(Technician.self), entry(Customer.self), entry(Appointment.self),
      entry(RecordSet.self), entry(Visit.self), entry(TechnicianDay.self), entry(Plan.self), entry(Unplaced.self),
      entry(Event.self), entry(Notification.self), entry(VisitRecord.self), entry(DayInProgress.self),
      entry(DayPrediction.self), entry(VisitPrediction.self),
    ]
  }

  /// The schema of that name; nil where there is none.
  public static func named(_ name: String) -> JSON? {
    all.first { $0.name == name }?.schema
  }
}
