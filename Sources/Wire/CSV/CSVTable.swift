/// A column: its name, and the place of its value in the record's JSON form.
struct CSVColumn: Sendable {
  let name: String
  /// Keys from the record down; the last may be an index of a short array.
  let place: [String]
  let cell: CSVCell

  init(_ name: String, _ place: String? = nil, _ cell: CSVCell = .text) {
    self.name = name
    self.place = (place ?? name).split(separator: "/").map(String.init)
    self.cell = cell
  }
}

/// The columns of one kind of record.
struct CSVTable: Sendable {
  let kind: RecordKind
  let columns: [CSVColumn]

  /// Every kind that has a table; the organisation has none.
  static let all = [technicians, customers, appointments, visits]

  static let technicians = CSVTable(
    kind: .technician,
    columns: [
      CSVColumn("id"), CSVColumn("name"), CSVColumn("phone"), CSVColumn("email"), CSVColumn("photo"),
      CSVColumn("address", "home/address"), CSVColumn("longitude", "home/location/0", .number),
      CSVColumn("latitude", "home/location/1", .number), CSVColumn("skills", nil, .levels),
      CSVColumn("monday", "shifts/monday", .shift), CSVColumn("tuesday", "shifts/tuesday", .shift),
      CSVColumn("wednesday", "shifts/wednesday", .shift), CSVColumn("thursday", "shifts/thursday", .shift),
      CSVColumn("friday", "shifts/friday", .shift), CSVColumn("saturday", "shifts/saturday", .shift),
      CSVColumn("sunday", "shifts/sunday", .shift), CSVColumn("absences", nil, .absences),
      CSVColumn("pace", nil, .number), CSVColumn("max_visits", nil, .number), CSVColumn("profile"),
      CSVColumn("revision", nil, .number),
    ])

  /// A row a site. The customer's own columns may be left empty in all rows but the first.
  static let customers = CSVTable(
    kind: .customer,
    columns: [
      CSVColumn("id"), CSVColumn("name"), CSVColumn("language"), CSVColumn("zone"), CSVColumn("tier"),
      CSVColumn("contacts", nil, .contacts), CSVColumn("notes"), CSVColumn("revision", nil, .number),
      CSVColumn("site_id", "site/id"), CSVColumn("site_address", "site/address"),
      CSVColumn("site_longitude", "site/location/0", .number), CSVColumn("site_latitude", "site/location/1", .number),
      CSVColumn("site_area", "site/area"), CSVColumn("site_access", "site/access"),
    ])

  static let appointments = CSVTable(
    kind: .appointment,
    columns: [
      CSVColumn("id"), CSVColumn("customer"), CSVColumn("site"), CSVColumn("type"), CSVColumn("title"),
      CSVColumn("duration_minutes", nil, .number), CSVColumn("windows", nil, .windows),
      CSVColumn("skills", nil, .needs), CSVColumn("crew", nil, .number), CSVColumn("priority", nil, .number),
      CSVColumn("promise", "promise/window", .window), CSVColumn("promise_made_at", "promise/made_at"),
      CSVColumn("promise_chance", "promise/chance", .number), CSVColumn("stage"),
      CSVColumn("pin_technician", "pin/technician"), CSVColumn("pin_start", "pin/start"), CSVColumn("notes"),
      CSVColumn("revision", nil, .number),
    ])

  static let visits = CSVTable(
    kind: .visit,
    columns: [
      CSVColumn("id"), CSVColumn("technician"), CSVColumn("type"), CSVColumn("area"), CSVColumn("site"),
      CSVColumn("promised", nil, .window), CSVColumn("planned_depart", "planned/depart"),
      CSVColumn("planned_arrive", "planned/arrive"), CSVColumn("planned_start", "planned/start"),
      CSVColumn("planned_finish", "planned/finish"), CSVColumn("actual_depart", "actual/depart"),
      CSVColumn("actual_arrive", "actual/arrive"), CSVColumn("actual_start", "actual/start"),
      CSVColumn("actual_finish", "actual/finish"), CSVColumn("attributes", nil, .json),
    ])

  func column(_ name: String) -> CSVColumn? {
    columns.first { $0.name == name }
  }

  /// The column that a fault's JSON Pointer speaks of, as a pointer; the pointer itself where no column does.
  func columnPath(_ pointer: String) -> String {
    let place = pointer.split(separator: "/").map(String.init)
    // The column whose place the pointer is in, else the first column inside what the pointer names.
    let column =
      columns.filter { place.starts(with: $0.place) }.max { $0.place.count < $1.place.count }
      ?? columns.first { $0.place.starts(with: place) }
    return column.map { "/" + $0.name } ?? pointer
  }
}

extension JSON {
  /// Puts a value at a place, making the objects and arrays on the way. An array takes its elements in order.
  mutating func insert(_ value: JSON, at place: ArraySlice<String>) {
    guard let key = place.first else {
      self = value
      return
    }
    if Int(key) != nil {
      self = .array((elements ?? []) + [value])
    } else {
      var inner = self[key] ?? .null
      inner.insert(value, at: place.dropFirst())
      self[key] = inner
    }
  }

  /// The value at a place; nil where there is none.
  func value(at place: ArraySlice<String>) -> JSON? {
    guard let key = place.first else { return self }
    return (Int(key).flatMap { self[$0] } ?? self[key])?.value(at: place.dropFirst())
  }
}
