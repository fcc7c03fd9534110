import PunctualModel

/// The kinds of records that files hold.
public enum RecordKind: String, CaseIterable, Sendable, Hashable {
  case organisation, technician, customer, appointment, visit

  /// The member of a document that holds such records.
  public var plural: String { self == .organisation ? rawValue : rawValue + "s" }
}

/// The forms of a file of records.
public enum RecordFormat: String, CaseIterable, Sendable, Hashable {
  case json, ndjson, csv

  /// By the end of a file's name; nil where it tells nothing.
  public init?(fileName: String) {
    switch fileName.split(separator: ".", omittingEmptySubsequences: false).last?.lowercased() {
    case "json": self = .json
    case "ndjson", "jsonl": self = .ndjson
    case "csv", "tsv": self = .csv
    default: return nil
    }
  }
}

/// Records of a firm, as a file carries them: what `import` reads and `export` writes.
public struct RecordSet: Hashable, Sendable {
  public var organisation: Organisation?
  public var technicians: [Technician]
  public var customers: [Customer]
  public var appointments: [Appointment]
  /// Past visits.
  public var visits: [VisitRecord]

  public init(
    organisation: Organisation? = nil, technicians: [Technician] = [], customers: [Customer] = [],
    appointments: [Appointment] = [], visits: [VisitRecord] = []
  ) {
    self.organisation = organisation
    self.technicians = technicians
    self.customers = customers
    self.appointments = appointments
    self.visits = visits
  }
}

extension RecordSet: WireForm {
  public static let formName = "records"
  public static let formSummary = "Records of a firm in one document, as import reads and export writes it."

  public init(from fields: inout FieldReader) {
    self.init(
      organisation: fields.optional("organisation", .form(Organisation.self), "The firm."),
      technicians: fields.defaulted("technicians", .list(.form(Technician.self)), [], "Technicians."),
      customers: fields.defaulted("customers", .list(.form(Customer.self)), [], "Customers with their sites."),
      appointments: fields.defaulted("appointments", .list(.form(Appointment.self)), [], "Appointments."),
      visits: fields.defaulted("visits", .list(.form(VisitRecord.self)), [], "Past visits."))
    fields.refuseRepeated(technicians.map(\.id), "technicians", "id", "technician")
    fields.refuseRepeated(customers.map(\.id), "customers", "id", "customer")
    fields.refuseRepeated(appointments.map(\.id), "appointments", "id", "appointment")
    fields.refuseRepeated(visits.map(\.id), "visits", "id", "visit")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("organisation", .form(Organisation.self), organisation)
    fields.put("technicians", .list(.form(Technician.self)), technicians)
    fields.put("customers", .list(.form(Customer.self)), customers)
    fields.put("appointments", .list(.form(Appointment.self)), appointments)
    fields.put("visits", .list(.form(VisitRecord.self)), visits)
  }
}
