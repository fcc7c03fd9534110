import PunctualModel
import PunctualStore
import PunctualWire

/// A kind of record that can be listed, shown, added, edited and removed.
public protocol StoredRecord: WireForm {
  associatedtype Query: RecordQuery

  /// The word for it in methods and commands: `technician`.
  static var word: String { get }
  static var added: EventKind { get }
  static var changed: EventKind { get }
  static var removed: EventKind { get }

  var id: String { get }
  var revision: Int { get set }

  /// Those that are asked for, by id.
  static func list(_ query: Query, in reader: some StoreReading) throws -> [Self]
  static func find(_ id: String, in reader: some StoreReading) throws -> Self?
  func insert(into writer: StoreWriter) throws -> Self
  func update(in writer: StoreWriter) throws -> Self
  static func remove(_ id: String, from writer: StoreWriter) throws
}

extension StoredRecord {
  /// Refuses what an edit may not change: where an appointment stands is told by what happens to it.
  fileprivate func mayFollow(_ current: Self) throws {
    guard let new = self as? Appointment, let old = current as? Appointment, new.stage != old.stage else { return }
    throw Faults(
      .impossibleStep, path: "/changes/stage", "An edit does not move an appointment from \(old.stage.rawValue) on.",
      hint: "Report what happened with `punctual visit …`, or cancel it with `punctual appointment cancel`.")
  }

  static func existing(_ id: String, in reader: some StoreReading, path: String = "/id") throws -> Self {
    guard let record = try find(id, in: reader) else {
      throw Faults(.notFound, path: path, "No \(word) \(id).", hint: "`punctual \(word) list` lists them.")
    }
    return record
  }
}

extension Technician: StoredRecord {
  public static let word = "technician"
  public static let added = EventKind.technicianAdded
  public static let changed = EventKind.technicianChanged
  public static let removed = EventKind.technicianRemoved

  public static func list(_ query: TechnicianQuery, in reader: some StoreReading) throws -> [Technician] {
    try query.answers(in: reader)
  }
  public static func find(_ id: String, in reader: some StoreReading) throws -> Technician? {
    try reader.technician(id)
  }
  public func insert(into writer: StoreWriter) throws -> Technician { try writer.insert(self) }
  public func update(in writer: StoreWriter) throws -> Technician { try writer.update(self) }
  public static func remove(_ id: String, from writer: StoreWriter) throws { try writer.removeTechnician(id) }
}

extension Customer: StoredRecord {
  public static let word = "customer"
  public static let added = EventKind.customerAdded
  public static let changed = EventKind.customerChanged
  public static let removed = EventKind.customerRemoved

  public static func list(_ query: CustomerQuery, in reader: some StoreReading) throws -> [Customer] {
    try query.answers(in: reader)
  }
  public static func find(_ id: String, in reader: some StoreReading) throws -> Customer? { try reader.customer(id) }
  public func insert(into writer: StoreWriter) throws -> Customer { try writer.insert(self) }
  public func update(in writer: StoreWriter) throws -> Customer { try writer.update(self) }
  public static func remove(_ id: String, from writer: StoreWriter) throws { try writer.removeCustomer(id) }
}

extension Appointment: StoredRecord {
  public static let word = "appointment"
  public static let added = EventKind.appointmentAdded
  public static let changed = EventKind.appointmentChanged
  public static let removed = EventKind.appointmentRemoved

  public static func list(_ query: AppointmentQuery, in reader: some StoreReading) throws -> [Appointment] {
    try query.answers(in: reader)
  }
  public static func find(_ id: String, in reader: some StoreReading) throws -> Appointment? {
    try reader.appointment(id)
  }
  public func insert(into writer: StoreWriter) throws -> Appointment { try writer.insert(self) }
  public func update(in writer: StoreWriter) throws -> Appointment { try writer.update(self) }
  public static func remove(_ id: String, from writer: StoreWriter) throws { try writer.removeAppointment(id) }
}

/// Records of one kind.
public struct RecordList<Kind: StoredRecord>: WireForm {
  public static var formName: String { "\(Kind.word)_list" }
  public static var formSummary: String { "The \(Kind.word)s that were asked for." }
  public var items: [Kind]

  init(_ items: [Kind]) { self.items = items }

  public init(from fields: inout FieldReader) {
    items = fields.required("items", .list(.form(Kind.self)), "By id.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("items", .list(.form(Kind.self)), items)
  }
}

/// Names one record.
public struct RecordName<Kind: StoredRecord>: WireForm {
  public static var formName: String { "\(Kind.word)_name" }
  public static var formSummary: String { "One \(Kind.word)." }
  public var id: String

  public init(_ id: String) { self.id = id }

  public init(from fields: inout FieldReader) {
    id = fields.required("id", .id, "Its id.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("id", .id, id)
  }
}

/// Changes to one record, as a JSON merge patch (RFC 7396).
public struct RecordEdit<Kind: StoredRecord>: WireForm {
  public static var formName: String { "\(Kind.word)_edit" }
  public static var formSummary: String { "Changes to one \(Kind.word)." }
  public var id: String
  public var changes: JSON
  public var revision: Int?

  public init(id: String, changes: JSON, revision: Int?) {
    self.id = id
    self.changes = changes
    self.revision = revision
  }

  public init(from fields: inout FieldReader) {
    id = fields.required("id", .id, "Its id.")
    changes = fields.required(
      "changes", .anyJSON, "Fields and their new values (JSON merge patch, RFC 7396): null takes a field out.")
    revision = fields.optional(
      "revision", .integer(1...Int(Int32.max)),
      "The revision that was read; a change by somebody else since is refused.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("id", .id, id)
    fields.put("changes", .anyJSON, changes)
    fields.put("revision", .integer(1...Int(Int32.max)), revision)
  }
}

public struct ListRecords<Kind: StoredRecord>: UseCase {
  public static var name: String { "\(Kind.word).list" }
  public static var summary: String { "Lists \(Kind.word)s: all, or those that are asked for." }
  public static var writes: Bool { false }

  public static func run(_ input: Kind.Query, in session: Session) throws -> RecordList<Kind> {
    RecordList(input.part(of: try session.read { try Kind.list(input, in: $0) }))
  }
}

public struct ShowRecord<Kind: StoredRecord>: UseCase {
  public static var name: String { "\(Kind.word).show" }
  public static var summary: String { "Shows one \(Kind.word)." }
  public static var writes: Bool { false }

  public static func run(_ input: RecordName<Kind>, in session: Session) throws -> Kind {
    try session.read { try Kind.existing(input.id, in: $0) }
  }
}

public struct AddRecord<Kind: StoredRecord>: UseCase {
  public static var name: String { "\(Kind.word).add" }
  public static var summary: String { "Adds a new \(Kind.word)." }
  public static var writes: Bool { true }

  public static func run(_ input: Kind, in session: Session) throws -> Kind {
    try session.commit { transaction in
      let record = try References(transaction.writer).complete(input)
      if try Kind.find(record.id, in: transaction.writer) != nil {
        throw Faults(
          .duplicateID, path: "/id", "\(Kind.word.capitalized) \(record.id) is already there.",
          hint: "Change it with `edit`, or take another id.")
      }
      let stored = try record.insert(into: transaction.writer)
      let event = try transaction.record(Kind.added, record.id)
      if Kind.added == .appointmentAdded { try transaction.notify(record.id, cause: event) }
      return stored
    }
  }
}

public struct EditRecord<Kind: StoredRecord>: UseCase {
  public static var name: String { "\(Kind.word).edit" }
  public static var summary: String { "Changes fields of one \(Kind.word)." }
  public static var writes: Bool { true }

  public static func run(_ input: RecordEdit<Kind>, in session: Session) throws -> Kind {
    try session.commit { transaction in
      let current = try Kind.existing(input.id, in: transaction.writer)
      let merged = Form.write(current, context: session.context).merging(input.changes)
      let document = try JSONDocument.parse(merged.bytes())
      var record = try Form.read(Kind.self, from: document.root, context: session.context, path: "/changes")
      guard record.id == current.id else {
        throw Faults(
          .outOfRange, path: "/changes/id", "An id never changes.", hint: "Add a new record and remove this one.")
      }
      try record.mayFollow(current)
      record.revision = input.revision ?? current.revision
      let stored = try References(transaction.writer).complete(record).update(in: transaction.writer)
      let fields = input.changes.keys.joined(separator: ",")
      try transaction.record(Kind.changed, record.id, ["fields": fields])
      return stored
    }
  }
}

public struct RemoveRecord<Kind: StoredRecord>: UseCase {
  public static var name: String { "\(Kind.word).remove" }
  public static var summary: String { "Removes one \(Kind.word) that nothing refers to." }
  public static var writes: Bool { true }

  public static func run(_ input: RecordName<Kind>, in session: Session) throws -> RecordName<Kind> {
    try session.commit { transaction in
      _ = try Kind.existing(input.id, in: transaction.writer)
      try Kind.remove(input.id, from: transaction.writer)
      try transaction.record(Kind.removed, input.id)
      return input
    }
  }
}

extension JSON {
  /// RFC 7396: objects merge key by key, null takes a key out, all else replaces.
  func merging(_ patch: JSON) -> JSON {
    guard case .object(let changes) = patch else { return patch }
    var members: [Member] = []
    if case .object(let own) = self { members = own }
    for change in changes {
      let index = members.firstIndex { $0.key == change.key }
      if change.value == .null {
        if let index { members.remove(at: index) }
      } else if let index {
        members[index].value = members[index].value.merging(change.value)
      } else {
        members.append(Member(change.key, JSON.null.merging(change.value)))
      }
    }
    return .object(members)
  }

  var keys: [String] {
    guard case .object(let members) = self else { return [] }
    return members.map(\.key)
  }
}
