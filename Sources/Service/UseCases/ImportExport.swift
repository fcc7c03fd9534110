import PunctualModel
import PunctualStore
import PunctualWire

/// What an import added and changed.
public struct ImportReport: WireForm {
  public static let formName = "import_report"
  public static let formSummary = "What an import added, changed and set aside."
  public var added: [String: Int]
  public var changed: [String: Int]
  public var unchanged: [String: Int]
  /// With `partial` only: what was left out, and why.
  public var leftOut: [String]

  init() {
    (added, changed, unchanged, leftOut) = ([:], [:], [:], [])
  }

  public init(from fields: inout FieldReader) {
    added = fields.required("added", .map(.integer), "New records by kind.")
    changed = fields.required("changed", .map(.integer), "Records that were there and differ now.")
    unchanged = fields.required("unchanged", .map(.integer), "Records that were there just so.")
    leftOut = fields.required("left_out", .list(.text), "With `partial` only: what was left out, and why.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("added", .map(.integer), added)
    fields.put("changed", .map(.integer), changed)
    fields.put("unchanged", .map(.integer), unchanged)
    fields.put("left_out", .list(.text), leftOut)
  }

  mutating func count(_ kind: String, _ outcome: PutOutcome, _ number: Int = 1) {
    switch outcome {
    case .added: added[kind, default: 0] += number
    case .changed: changed[kind, default: 0] += number
    case .unchanged: unchanged[kind, default: 0] += number
    }
  }
}

/// Records to import.
public struct ImportRequest: WireForm {
  public static let formName = "import_request"
  public static let formSummary = "Records to import. All of them, or none unless `partial` is set."
  public var records: RecordSet
  public var partial: Bool
  /// Where each record came from, for the faults of one that came from a file.
  var sources: ImportedRecords?
  /// More records, beside these.
  var spool: RecordSpool?

  public init(_ imported: ImportedRecords, spool: RecordSpool? = nil, partial: Bool) {
    records = imported.records
    sources = imported
    self.spool = spool
    self.partial = partial
  }

  public init(from fields: inout FieldReader) {
    records = fields.required("records", .form(RecordSet.self), "The records.")
    partial = fields.defaulted("partial", .boolean, false, "Keep what is sound and say what is not.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("records", .form(RecordSet.self), records)
    fields.put("partial", .boolean, partial)
  }
}

public struct ImportRecords: UseCase {
  public static let name = "records.import"
  public static let summary =
    "Adds or changes records of any kind; nothing of a rejected input is kept unless `partial`."
  public static let writes = true

  public static func run(_ input: ImportRequest, in session: Session) throws -> ImportReport {
    let faults = input.sources?.faults ?? []
    if !faults.isEmpty && !input.partial { throw Faults(faults) }
    return try session.commit { transaction in
      var importer = Importer(transaction.writer, input)
      importer.report.leftOut = faults.map { Faults([$0]).description }
      try importer.run()
      if !importer.faults.isEmpty && !input.partial { throw Faults(importer.faults) }
      importer.report.leftOut += importer.faults.map { Faults([$0]).description }
      let report = importer.report
      let total = report.added.values.reduce(0, +) + report.changed.values.reduce(0, +)
      if total > 0 {
        try transaction.record(
          .imported, "records",
          report.added.mapValues { "\($0) added" }.merging(report.changed.mapValues { "\($0) changed" }) {
            "\($0), \($1)"
          })
      }
      return report
    }
  }
}

/// Puts records into the store, each checked against those that come with it.
private struct Importer {
  let writer: StoreWriter
  let input: ImportRequest
  var report = ImportReport()
  var faults: [Fault] = []

  init(_ writer: StoreWriter, _ input: ImportRequest) {
    self.writer = writer
    self.input = input
  }

  mutating func run() throws {
    let records = input.records
    if let organisation = records.organisation {
      let same = try writer.organisation() == organisation
      if !same { try writer.save(organisation) }
      report.count("organisation", same ? .unchanged : .changed)
    }
    for technician in records.technicians {
      report.count("technicians", try writer.put(technician))
    }
    // Whatever is named was put there before: by this input, or earlier.
    let references = try References(writer)
    for (index, customer) in records.customers.enumerated() {
      try add(customer, references, input.sources?.customers[index].place ?? .init(path: "/records/customers/\(index)"))
    }
    try input.spool?.eachCustomer { try add($0.record, references, $0.place) }
    for (index, appointment) in records.appointments.enumerated() {
      try add(
        appointment, references,
        input.sources?.appointments[index].place ?? .init(path: "/records/appointments/\(index)"))
    }
    try input.spool?.eachAppointment { try add($0.record, references, $0.place) }
    try add(records.visits)
    try input.spool?.batchesOfVisits { try add($0) }
  }

  private mutating func add(_ customer: Customer, _ references: References, _ place: SourcePlace) throws {
    let found = try references.check(customer)
    if !found.isEmpty { return note(found, place) }
    report.count("customers", try writer.put(customer))
  }

  /// Where an appointment stands is told by what happened to it here, not by a file; and a file that says nothing of a promise
  /// does not take it back.
  private mutating func add(_ appointment: Appointment, _ references: References, _ place: SourcePlace) throws {
    var appointment = appointment
    if let known = try writer.appointment(appointment.id) {
      appointment.stage = known.stage
      appointment.promise = appointment.promise ?? known.promise
    }
    let found = try references.complete(&appointment)
    if !found.isEmpty { return note(found, place) }
    report.count("appointments", try writer.put(appointment))
  }

  private mutating func add(_ visits: [VisitRecord]) throws {
    guard !visits.isEmpty else { return }
    let counts = try writer.addHistory(visits)
    let numbers: [(PutOutcome, Int)] = [
      (.added, counts.added), (.changed, counts.replaced), (.unchanged, visits.count - counts.added - counts.replaced),
    ]
    for (outcome, number) in numbers where number > 0 { report.count("past_visits", outcome, number) }
  }

  private mutating func note(_ found: [Fault], _ place: SourcePlace) {
    for fault in found {
      var fault = fault
      fault.path = place.path + fault.path
      fault.line = place.line
      faults.append(fault)
    }
  }
}

/// Where in an input a record stands.
private struct SourcePlace {
  var line: Int?
  var path: String

  init(line: Int? = nil, path: String) {
    self.line = line
    self.path = path
  }
}

extension Imported {
  fileprivate var place: SourcePlace { SourcePlace(line: line, path: path) }
}

/// Which records to give out.
public struct ExportRequest: WireForm {
  public static let formName = "export_request"
  public static let formSummary = "Which records to give out."
  public var history: Bool

  public init(history: Bool = false) { self.history = history }

  public init(from fields: inout FieldReader) {
    history = fields.defaulted("history", .boolean, false, "Whether past visits are wanted too.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("history", .boolean, history)
  }
}

public struct ExportRecords: UseCase {
  public static let name = "records.export"
  public static let summary = "Gives out all records, in the form that import reads."
  public static let writes = false

  public static func run(_ input: ExportRequest, in session: Session) throws -> RecordSet {
    try session.read { reader in
      RecordSet(
        organisation: try reader.organisation(), technicians: try reader.technicians(),
        customers: try reader.customers(), appointments: try reader.appointments(AppointmentFilter()),
        visits: input.history ? try reader.history() : [])
    }
  }
}
