internal import GRDB
import PunctualModel

/// A record that several people may change: what the three kinds of them share.
protocol Revised: Hashable {
  /// The word for it in messages.
  static var noun: String { get }
  var id: String { get }
  var revision: Int { get set }
  /// Its fields by name. A text that may be personal or long stands as nil: that it differs is told, not how.
  static var fields: [(name: String, differs: (Self, Self) -> Bool, shown: ((Self) -> String)?)] { get }
}

extension Revised {
  /// A field whose values may be told in an error.
  static func open<T: Equatable>(_ name: String, _ value: @escaping (Self) -> T, _ show: @escaping (T) -> String)
    -> (name: String, differs: (Self, Self) -> Bool, shown: ((Self) -> String)?)
  {
    (name, { value($0) != value($1) }, { show(value($0)) })
  }

  /// A field of which only the name is told.
  static func closed<T: Equatable>(_ name: String, _ value: @escaping (Self) -> T)
    -> (name: String, differs: (Self, Self) -> Bool, shown: ((Self) -> String)?)
  {
    (name, { value($0) != value($1) }, nil)
  }

  /// The fields in which the stored record differs from `given`, in words.
  func differences(from given: Self) -> String {
    Self.fields.filter { $0.differs(self, given) }.map { field in
      guard let shown = field.shown else { return field.name }
      return "\(field.name) (now \(shown(self)), yours \(shown(given)))"
    }.joined(separator: ", ")
  }

  /// The same record in another revision.
  func at(revision: Int) -> Self {
    var copy = self
    copy.revision = revision
    return copy
  }

  static func notFound(_ id: String) -> Faults {
    Faults(.notFound, "There is no \(noun) `\(id)`.")
  }

  static func duplicate(_ id: String) -> Faults {
    Faults(.duplicateID, path: "/id", "There is a \(noun) `\(id)` already.")
  }

  /// Throws `.conflict` where `given` was made from another revision than the stored one: what differs, and what the
  /// journal tells of who changed what since, and when.
  func requireCurrent(_ given: Self, in journal: some StoreReading) throws {
    guard revision != given.revision else { return }
    let differences = differences(from: given)
    let since = try journal.changesSince(revision: given.revision, of: Self.noun, id)
    throw Faults(
      .conflict, path: "/revision",
      "Somebody else changed \(Self.noun) `\(id)` (revision \(given.revision) is now \(revision))"
        + (differences.isEmpty ? "" : "; what differs from yours: \(differences)")
        + (since.isEmpty ? "." : "; since then: \(since.joined(separator: "; "))."),
      hint: "Read it again, then decide.")
  }
}

extension StoreReading {
  /// Who changed which fields of a record after a revision, and when: a sentence for each write, without the values, which
  /// may be personal.
  fileprivate func changesSince(revision: Int, of noun: String, _ id: String) throws -> [String] {
    let acts = try database.list(
      """
      SELECT change.act, event.actor, event.at FROM change JOIN event ON event.sequence = change.act
      WHERE change.subject = ? AND change.record = ? AND change.before ->> 'revision' >= ? ORDER BY change.sequence
      """, [id, noun, revision]
    ) { (act: try $0.int(), actor: try $0.text(), at: try $0.instant()) }
    return try acts.map { act, actor, at in
      // A customer's contacts and sites are tables of their own.
      let fields = try changes(ofAct: act).filter { $0.subject == id }.flatMap { change in
        change.record == noun ? change.shown.fields.map(\.name).filter { $0 != "revision" } : [change.record]
      }
      return "\(Set(fields).sorted().joined(separator: ", ")) by \(actor) at \(try localTime(at)) (entry \(act))"
    }
  }
}

extension StoreWriter {
  /// What `insert` of every kind does: refuses an id that is taken, else stores revision 1.
  func insert<T: Revised>(_ record: T, stored: T?, save: (T) throws -> Void) throws -> T {
    guard stored == nil else { throw T.duplicate(record.id) }
    let first = record.at(revision: 1)
    try save(first)
    return first
  }

  /// What `update` of every kind does: refuses a stale record, else stores the next revision.
  func update<T: Revised>(_ record: T, stored: T?, save: (T) throws -> Void) throws -> T {
    guard let stored else { throw T.notFound(record.id) }
    try stored.requireCurrent(record, in: self)
    guard stored != record else { return stored }
    let next = record.at(revision: stored.revision + 1)
    try save(next)
    return next
  }

  /// What `put` of every kind does: adds, changes, or finds nothing to do; the given revision does not count.
  func put<T: Revised>(_ record: T, stored: T?, save: (T) throws -> Void) throws -> PutOutcome {
    guard let stored else {
      try save(record.at(revision: 1))
      return .added
    }
    guard stored != record.at(revision: stored.revision) else { return .unchanged }
    try save(record.at(revision: stored.revision + 1))
    return .changed
  }

  /// Throws `.stillUsed` where other records refer to one. `uses` are counting queries by what they count.
  /// - Parameter instead: what to do then.
  func requireUnused(_ noun: String, _ id: String, _ uses: [(what: String, sql: String)], instead: String) throws {
    let found = try uses.compactMap { use in
      let count = try database.number(use.sql, [id])
      return count == 0 ? nil : "\(count) \(use.what)\(count == 1 ? "" : "s")"
    }
    guard found.isEmpty else {
      throw Faults(
        .stillUsed, path: "/id", "The \(noun) `\(id)` is still used by \(found.joined(separator: ", ")).",
        hint: instead)
    }
  }

  /// The fault for a reference to a record that is not there; nil where it is.
  func missing(_ noun: String, _ id: String, path: String) throws -> Fault? {
    guard try database.number("SELECT count(*) FROM \(noun) WHERE id = ?", [id]) == 0 else { return nil }
    return Fault(.unknownReference, path: path, "There is no \(noun) `\(id)`.")
  }
}
