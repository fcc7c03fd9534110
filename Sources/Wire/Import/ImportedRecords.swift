import PunctualModel

/// A record with its place in the file that it came from.
public struct Imported<Record: Sendable & Hashable>: Sendable, Hashable {
  public var record: Record
  /// The line, where the file has lines.
  public var line: Int?
  /// The JSON Pointer of the record in its document; empty for a line or a row.
  public var path: String

  public init(_ record: Record, line: Int? = nil, path: String = "") {
    self.record = record
    self.line = line
    self.path = path
  }
}

/// What a file held: the records that could be read, and all that was wrong with the others.
public struct ImportedRecords: Sendable, Hashable {
  public var organisation: Imported<Organisation>?
  public var technicians: [Imported<Technician>] = []
  public var customers: [Imported<Customer>] = []
  public var appointments: [Imported<Appointment>] = []
  /// Past visits.
  public var visits: [Imported<VisitRecord>] = []
  /// By line where the file has lines, else in the order found. A record with a fault is not among the records. Ten
  /// thousand are listed: a file of garbage would else fill the memory with its faults.
  public private(set) var faults: [Fault] = []

  public init() {}

  /// The records without their places.
  public var records: RecordSet {
    RecordSet(
      organisation: organisation?.record, technicians: technicians.map(\.record), customers: customers.map(\.record),
      appointments: appointments.map(\.record), visits: visits.map(\.record))
  }

  /// Adds what another file held. A record whose id was there before becomes a fault (`duplicate-id`).
  public mutating func append(_ other: ImportedRecords) {
    if let later = other.organisation {
      if organisation == nil {
        organisation = later
      } else {
        note(.duplicateID, path: later.path, line: later.line, "The organisation is given a second time.")
      }
    }
    technicians += other.technicians
    customers += other.customers
    appointments += other.appointments
    visits += other.visits
    note(other.faults)
    refuseRepeatedIDs()
  }

  /// Takes the record that a line held out of memory again, where it is not one of the first of its kind, or refuses it as
  /// repeated.
  mutating func putAway(_ line: Line, in spool: RecordSpool, _ context: WireContext) throws(Faults) {
    try putAway(\.customers, .customer, \.id, line, spool.customers, context)
    try putAway(\.appointments, .appointment, \.id, line, spool.appointments, context)
    try putAway(\.visits, .visit, \.id, line, spool.visits, context)
  }

  private mutating func putAway<Record>(
    _ all: WritableKeyPath<Self, [Imported<Record>]>, _ kind: RecordKind, _ id: (Record) -> String, _ line: Line,
    _ spool: LineSpool, _ context: WireContext
  ) throws(Faults) {
    guard let last = self[keyPath: all].last, last.line == line.number else { return }
    if let first = spool.earlier(id(last.record), line: line.number) {
      self[keyPath: all].removeLast()
      noteRepeated(kind, id(last.record), line: line.number, path: last.path, first: first == 0 ? nil : first)
    } else if try spool.putAway(line, context) {
      self[keyPath: all].removeLast()
    }
  }

  /// Notes all records, and refuses those that came with another file.
  mutating func refuse(earlierIn spool: RecordSpool) {
    customers = new(customers, .customer, \.id, spool.customers)
    appointments = new(appointments, .appointment, \.id, spool.appointments)
    visits = new(visits, .visit, \.id, spool.visits)
  }

  private mutating func new<Record>(
    _ all: [Imported<Record>], _ kind: RecordKind, _ id: (Record) -> String, _ spool: LineSpool
  ) -> [Imported<Record>] {
    all.filter { imported in
      guard let first = spool.earlier(id(imported.record), line: imported.line) else { return true }
      noteRepeated(
        kind, id(imported.record), line: imported.line, path: imported.path, first: first == 0 ? nil : first)
      return false
    }
  }

  /// Adds faults, up to the most that are listed.
  public mutating func note(_ more: [Fault]) {
    faults += more.prefix(max(0, 10_000 - faults.count))
  }

  mutating func note(
    _ code: FaultCode, path: String = "", line: Int? = nil, _ message: String, hint: String? = nil
  ) {
    note([Fault(code, path: path, line: line, message, hint: hint)])
  }

  /// Puts the faults in the order of their lines.
  mutating func sortFaults() {
    let places = faults.enumerated().map { (line: $0.element.line ?? 0, index: $0.offset) }
    faults = places.sorted { $0 < $1 }.map { faults[$0.index] }
  }

  /// Moves records with an id that was there before from the records to the faults.
  mutating func refuseRepeatedIDs() {
    technicians = unique(technicians, .technician, \.id)
    customers = unique(customers, .customer, \.id)
    appointments = unique(appointments, .appointment, \.id)
    visits = unique(visits, .visit, \.id)
  }

  private mutating func unique<Record>(
    _ all: [Imported<Record>], _ kind: RecordKind, _ id: (Record) -> String
  ) -> [Imported<Record>] {
    var first: [String: Int?] = [:]
    return all.filter { imported in
      let id = id(imported.record)
      guard let line = first.updateValue(imported.line, forKey: id) else { return true }
      first[id] = line
      noteRepeated(kind, id, line: imported.line, path: imported.path, first: line)
      return false
    }
  }

  private mutating func noteRepeated(_ kind: RecordKind, _ id: String, line: Int?, path: String, first: Int?) {
    let place = first.map { " (first on line \($0))" } ?? ""
    note(
      .duplicateID, path: path + "/id", line: line,
      "The \(kind.rawValue) `\(shortened(id))` is given a second time\(place).",
      hint: "Every \(kind.rawValue) has an id of its own.")
  }
}
