import Foundation
internal import GRDB
import PunctualModel
import Synchronization

/// The columns of one row, read in the order of the query. A value that the schema forbids means a damaged file.
struct Columns {
  private let row: Row
  private var next = 0

  init(_ row: Row) {
    self.row = row
  }

  private mutating func optional<T: DatabaseValueConvertible>(_: T.Type) -> T? {
    defer { next += 1 }
    return T.fromDatabaseValue(row[next] as DatabaseValue)
  }

  private mutating func required<T: DatabaseValueConvertible>(_: T.Type) throws -> T {
    guard let value = optional(T.self) else { throw Self.damaged }
    return value
  }

  static let damaged = Faults(
    .storage, "A record of the database is damaged.", hint: "Run `punctual doctor`, or restore a backup.")

  mutating func text() throws -> String { try required(String.self) }
  mutating func textOrNil() -> String? { optional(String.self) }
  mutating func int() throws -> Int { try required(Int.self) }
  mutating func intOrNil() -> Int? { optional(Int.self) }
  mutating func double() throws -> Double { try required(Double.self) }
  mutating func doubleOrNil() -> Double? { optional(Double.self) }
  mutating func bool() throws -> Bool { try required(Int.self) != 0 }
  mutating func bytes() throws -> [UInt8] { [UInt8](try required(Data.self)) }
  mutating func instant() throws -> Instant { Instant(epochSeconds: try int()) }
  mutating func instantOrNil() -> Instant? { intOrNil().map(Instant.init(epochSeconds:)) }

  /// A value that is stored by its name: a choice, a zone, a day.
  mutating func named<T>(_ make: (String) -> T?) throws -> T {
    guard let value = make(try text()) else { throw Self.damaged }
    return value
  }

  mutating func choice<T: RawRepresentable<String>>(_: T.Type) throws -> T { try named(T.init(rawValue:)) }

  mutating func choiceOrNil<T: RawRepresentable<String>>(_: T.Type) throws -> T? {
    guard let text = textOrNil() else { return nil }
    guard let value = T(rawValue: text) else { throw Self.damaged }
    return value
  }

  mutating func window() throws -> TimeWindow { TimeWindow(start: try instant(), end: try instant()) }

  mutating func windowOrNil() -> TimeWindow? {
    let (start, end) = (instantOrNil(), instantOrNil())
    guard let start, let end else { return nil }
    return TimeWindow(start: start, end: end)
  }

  mutating func place() throws -> Place {
    Place(address: try text(), coordinate: Coordinate(longitude: try double(), latitude: try double()))
  }

  mutating func times() -> VisitTimes {
    VisitTimes(depart: instantOrNil(), arrive: instantOrNil(), start: instantOrNil(), finish: instantOrNil())
  }

  mutating func json<T: Decodable>(_: T.Type) throws -> T { try StoredJSON.value(T.self, try text()) }

  /// Of a column whose texts many rows share.
  mutating func sharedJSON<T: Decodable & Sendable>(_: T.Type) throws -> T {
    try StoredJSON.shared(T.self, try text())
  }
}

/// JSON in columns that are only ever read whole.
enum StoredJSON {
  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// As ``value(_:_:)``, but each text is read once: to read one takes longer than all else of its row.
  static func shared<T: Decodable & Sendable>(_: T.Type, _ text: String) throws -> T {
    let source = Source(type: ObjectIdentifier(T.self), text: text)
    if let known = read.withLock({ $0[source] }) as? T { return known }
    let value = try value(T.self, text)
    read.withLock { read in
      if read.count >= 500 { read = [:] }
      if text.utf8.count <= 2000 { read[source] = value }
    }
    return value
  }

  private struct Source: Hashable {
    var type: ObjectIdentifier
    var text: String
  }

  private static let read = Mutex<[Source: any Sendable]>([:])

  static func value<T: Decodable>(_: T.Type, _ text: String) throws -> T {
    do {
      return try JSONDecoder().decode(T.self, from: Data(text.utf8))
    } catch is DecodingError {
      throw Columns.damaged
    }
  }
}

extension Database {
  /// Runs a statement that is compiled once for a connection, and returns how many rows it changed.
  @discardableResult
  func run(_ sql: String, _ arguments: [(any DatabaseValueConvertible)?] = []) throws -> Int {
    // SQLite would keep what stands before a NUL, and lose the rest without a word.
    if arguments.contains(where: { ($0 as? String)?.utf8.contains(0) ?? false }) {
      throw Faults(.outOfRange, "A text holds a NUL character.")
    }
    let statement = try cachedStatement(sql: sql)
    try statement.execute(arguments: StatementArguments(arguments))
    return changesCount
  }

  /// Runs a statement with the arguments that it names (`:customer`), and returns how many rows it changed.
  func run(_ sql: String, named arguments: [String: String]) throws -> Int {
    let statement = try cachedStatement(sql: sql)
    let used = arguments.filter { sql.contains(":" + $0.key) }
    try statement.execute(arguments: StatementArguments(used))
    return changesCount
  }

  /// All rows of a query that is compiled once for a connection.
  func list<T>(
    _ sql: String, _ arguments: [(any DatabaseValueConvertible)?] = [], _ make: (inout Columns) throws -> T
  ) throws -> [T] {
    let rows = try Row.fetchCursor(try cachedStatement(sql: sql), arguments: StatementArguments(arguments))
    var all: [T] = []
    while let row = try rows.next() {
      var columns = Columns(row)
      all.append(try make(&columns))
    }
    return all
  }

  /// The first row of a query, nil where there is none.
  func first<T>(
    _ sql: String, _ arguments: [(any DatabaseValueConvertible)?] = [], _ make: (inout Columns) throws -> T
  ) throws -> T? {
    try list(sql, arguments, make).first
  }

  /// The one number that a query such as `SELECT count(*)` gives.
  func number(_ sql: String, _ arguments: [(any DatabaseValueConvertible)?] = []) throws -> Int {
    try first(sql, arguments) { try $0.int() } ?? 0
  }
}
