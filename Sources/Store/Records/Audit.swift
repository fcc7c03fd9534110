internal import GRDB
import PunctualModel

/// An entry of the journal with what its write changed of the records that it is about.
public struct JournalEntry: Sendable, Hashable {
  public var event: Event
  /// The number of the first entry of the same write.
  public var act: Int
  /// 64 hexadecimal digits; empty where another program wrote the entry.
  public var hash: String
  public var changes: [RecordChange]

  public init(event: Event, act: Int, hash: String, changes: [RecordChange]) {
    self.event = event
    self.act = act
    self.hash = hash
    self.changes = changes
  }
}

/// What became of one row.
public struct RecordChange: Sendable, Hashable {
  /// What a write did to the row.
  public enum Kind: String, Sendable, CaseIterable {
    case added, changed, removed
    /// Its customer was forgotten: what it was is not known any more.
    case erased
  }

  public struct Field: Sendable, Hashable {
    public var name: String
    public var before: String?
    public var after: String?

    public init(name: String, before: String?, after: String?) {
      self.name = name
      self.before = before
      self.after = after
    }
  }

  /// The table.
  public var record: String
  public var id: String
  public var kind: Kind
  /// What differs, by name; of a row that was added or removed, what it held.
  public var fields: [Field]

  public init(record: String, id: String, kind: Kind, fields: [Field]) {
    self.record = record
    self.id = id
    self.kind = kind
    self.fields = fields
  }
}

/// Which entries are wanted. Nil parts do not narrow; all that are given must hold.
public struct JournalFilter: Sendable, Hashable {
  /// About this record, or changing it.
  public var subject: String?
  public var actor: String?
  public var since: Instant?
  /// The newest ones only.
  public var limit: Int?

  public init(subject: String? = nil, actor: String? = nil, since: Instant? = nil, limit: Int? = nil) {
    self.subject = subject
    self.actor = actor
    self.since = since
    self.limit = limit
  }
}

extension StoreReading {
  /// The entries that the filter lets through, in order, each with what it changed.
  public func journal(_ filter: JournalFilter = JournalFilter()) throws -> [JournalEntry] {
    var parts = ["true"]
    var arguments: [(any DatabaseValueConvertible)?] = []
    if let subject = filter.subject {
      parts.append(
        "(subject = ? OR sequence IN (SELECT act FROM change WHERE subject = ? AND record <> '\(Event.words)'))")
      arguments += [subject, subject]
    }
    if let actor = filter.actor {
      parts.append("actor = ?")
      arguments.append(actor)
    }
    if let since = filter.since {
      parts.append("at >= ?")
      arguments.append(since.epochSeconds)
    }
    arguments.append(filter.limit ?? -1)
    let rest = "WHERE \(parts.joined(separator: " AND ")) ORDER BY sequence DESC LIMIT ?"
    let events = try events(rest, arguments).reversed()
    let places = try database.list("SELECT sequence, act, hash FROM event \(rest)", arguments) {
      (try $0.int(), $0.intOrNil(), $0.textOrNil())
    }
    let place = Dictionary(uniqueKeysWithValues: places.map { ($0.0, (act: $0.1 ?? $0.0, hash: $0.2 ?? "")) })
    var changes: [Int: [RowChange]] = [:]
    for act in Set(place.values.map(\.act)) { changes[act] = try self.changes(ofAct: act) }
    var told: Set<RowChange> = []
    return events.map { event in
      let (act, hash) = place[event.sequence] ?? (event.sequence, "")
      // With the first entry about the record; what none is about stands with the first of the write.
      let own = (changes[act] ?? []).filter { change in
        (change.subject == event.subject
          || event.sequence == act && filter.subject.map { $0 == change.subject } ?? true)
          && told.insert(change).inserted
      }
      return JournalEntry(event: event, act: act, hash: hash, changes: own.map(\.shown))
    }
  }

  /// What a write changed, in order, the words of its entries apart.
  func changes(ofAct act: Int) throws -> [RowChange] {
    try database.list(
      """
      SELECT sequence, record, key, subject, customer, before, after, salt IS NULL FROM change
      WHERE act = ? AND record <> '\(Event.words)' ORDER BY sequence
      """, [act], RowChange.init)
  }
}

/// One row that a write changed, as it is kept.
struct RowChange: Hashable {
  var sequence: Int
  var record: String
  var key: String
  var subject: String
  var customer: String?
  var before: Image?
  var after: Image?
  var isErased: Bool

  init(_ row: inout Columns) throws {
    sequence = try row.int()
    record = try row.text()
    key = try row.text()
    subject = try row.text()
    customer = row.textOrNil()
    before = try row.textOrNil().map(Image.init)
    after = try row.textOrNil().map(Image.init)
    isErased = try row.bool()
  }

  var shown: RecordChange {
    let kind: RecordChange.Kind =
      isErased ? .erased : before == nil ? .added : after == nil ? .removed : .changed
    return RecordChange(record: record, id: subject, kind: kind, fields: Image.differences(before, after))
  }
}

extension Image {
  static func differences(_ before: Image?, _ after: Image?) -> [RecordChange.Field] {
    Set((before?.columns ?? [:]).keys).union((after?.columns ?? [:]).keys).sorted().compactMap { name in
      let (old, new) = (before?[name], after?[name])
      return old == new ? nil : RecordChange.Field(name: name, before: old, after: new)
    }
  }
}
