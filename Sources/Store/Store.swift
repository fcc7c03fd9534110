import Foundation
internal import GRDB
import PunctualModel
import Synchronization

/// The workspace: one SQLite file with the firm's records, plans, journal and outbox.
///
/// Any number of processes may have it open. A reader sees one moment of it; writers take turns, and each write happens
/// wholly or not at all, and is on the disk when ``write(_:)`` returns. All functions throw ``Faults``.
public final class Store: Sendable {
  /// Where the file is, as an absolute path.
  public let path: String
  /// What opening it had to do first, to be told to the user; nil where it was of this program's schema.
  public let upgrade: Upgrade?
  let queue: DatabaseQueue
  let schema: Schema
  /// Nil before the first write.
  private let capture = Mutex<Capture?>(nil)

  /// A file of an older schema was brought up to date.
  public struct Upgrade: Sendable, Hashable {
    public var from: Int
    public var to: Int
    /// The copy that was made before.
    public var backup: String
  }

  init(path: String, queue: DatabaseQueue, schema: Schema, upgrade: Upgrade? = nil) {
    self.path = path
    self.queue = queue
    self.schema = schema
    self.upgrade = upgrade
  }

  /// Makes a new workspace and opens it.
  ///
  /// The file appears whole or not at all, readable by its owner only; folders on the way are made. Its journal starts
  /// with the entry that it was created.
  ///
  /// - Throws: `.conflict` where a file is there already, `.notPermitted` where the folder may not be written.
  public static func create(
    at path: String, organisation: Organisation, now: Instant, actor: String, reason: String? = nil,
    busySeconds: Double = 5
  ) throws -> Store {
    let path = FilePlace.absolute(path)
    try translating {
      guard !FilePlace.exists(path) else { throw alreadyThere(path) }
      try FilePlace.makeFolder(of: path)
      let draft = try FilePlace.emptyFile(beside: path)
      defer { FilePlace.removeDatabase(draft) }
      let store = Store(path: draft, queue: try connect(draft), schema: .current)
      // Kept in the file: later openings find it so.
      try store.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
      try store.schema.migrate(store.queue)
      try store.write { writer in
        try writer.save(organisation)
        try writer.append(
          Event(
            at: now, actor: actor, kind: .workspaceCreated, subject: "workspace",
            details: reason.map { ["reason": $0] } ?? [:]))
      }
      try store.queue.close()
      guard try FilePlace.publish(draft, as: path) else { throw alreadyThere(path) }
    }
    return try open(at: path, busySeconds: busySeconds)
  }

  private static func alreadyThere(_ path: String) -> Faults {
    Faults(
      .conflict, "There is a file at \(path) already.",
      hint: "Name another path, or use the workspace that is there.")
  }

  /// Opens a workspace, and brings it to this program's schema where it is older (after a backup beside it).
  ///
  /// - Parameter busySeconds: how long a write waits for another process before it gives up with `.busy`.
  /// - Throws: `.notFound`, `.newerSchema`, `.notPermitted`, or `.storage` where the file is no workspace or is damaged.
  public static func open(at path: String, readOnly: Bool = false, busySeconds: Double = 5) throws -> Store {
    try open(at: path, readOnly: readOnly, busySeconds: busySeconds, schema: .current)
  }

  static func open(at path: String, readOnly: Bool = false, busySeconds: Double = 5, schema: Schema) throws -> Store {
    let path = FilePlace.absolute(path)
    return try translating {
      try FilePlace.requireFile(path, writable: !readOnly)
      let queue = try connect(path, readOnly: readOnly, busySeconds: busySeconds)
      let store = Store(path: path, queue: queue, schema: schema)
      let version = try store.fileVersion()
      guard version <= schema.version else { throw newer(version, than: schema) }
      guard version < schema.version else { return store }
      guard !readOnly else {
        throw Faults(.storage, "The workspace is of an older version.", hint: "Open it once for writing.")
      }
      let upgrade = try FilePlace.alone(inFolderOf: path) { try store.bringUpToDate() }
      return Store(path: path, queue: queue, schema: schema, upgrade: upgrade)
    }
  }

  /// Backs the file up, then migrates it. Nil where another process was faster.
  private func bringUpToDate() throws -> Upgrade? {
    let version = try fileVersion()
    guard version < schema.version else { return nil }
    let copy = FilePlace.unused("\(path).schema-\(version)-\(FilePlace.stamp())")
    try backup(to: copy, isAlone: true)
    do {
      try schema.migrate(queue)
    } catch let error as DatabaseError {
      var fault = fault(of: error)
      fault.message =
        "The workspace could not be brought to schema \(schema.version), and is as it was. \(fault.message)"
      throw Faults([fault])
    }
    return Upgrade(from: version, to: schema.version, backup: copy)
  }

  static func newer(_ version: Int, than schema: Schema) -> Faults {
    Faults(
      .newerSchema,
      "The workspace has schema \(version), made by a newer version of Punctual; this one knows \(schema.version).",
      hint: "Update the program.")
  }

  /// The schema version in the header. Throws where the file is not a workspace.
  func fileVersion() throws -> Int {
    try queue.read { database in
      guard try database.number("PRAGMA application_id") == Schema.applicationID else {
        throw Faults(
          .storage, "The file is not a Punctual workspace.", hint: "Name another file, or make one by `punctual init`.")
      }
      return try database.number("PRAGMA user_version")
    }
  }

  static func connect(_ path: String, readOnly: Bool = false, busySeconds: Double = 5) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = readOnly
    configuration.busyMode = .timeout(busySeconds)
    configuration.prepareDatabase { database in
      // What was promised survives a power cut, and what was erased leaves no traces.
      try database.execute(
        sql: """
          PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;
          PRAGMA recursive_triggers = ON
          """)
    }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// Reads at one moment: all that `body` sees belongs together. `body` must not call the store itself.
  public func read<T: Sendable>(_ body: (StoreReader) throws -> T) throws -> T {
    try translating {
      try queue.read { try body(StoreReader(session: StoreSession(database: $0))) }
    }
  }

  /// Changes the workspace: all that `body` does, or, where it throws, nothing. It reads what is current, and no other
  /// process writes meanwhile; so keep it short. `body` must not call the store itself.
  ///
  /// What it changes is kept in the journal, beside the entries that it appends.
  ///
  /// - Parameter inAnyOrder: references between records are checked at the end, and nothing that hangs on a removed record
  ///   goes with it.
  /// - Throws: what `body` throws; `.busy` where other writers did not let go in time.
  @discardableResult
  public func write<T: Sendable>(inAnyOrder: Bool = false, _ body: (StoreWriter) throws -> T) throws -> T {
    let result = try translating {
      try queue.writeWithoutTransaction { database in
        let capture = try prepareCapture(database)
        let session = StoreSession(database: database)
        // Has no effect within a transaction.
        if inAnyOrder { try database.execute(sql: "PRAGMA foreign_keys = OFF") }
        defer { if inAnyOrder { try? database.execute(sql: "PRAGMA foreign_keys = ON") } }
        var result: T?
        try database.inTransaction(.immediate) {
          let writer = StoreWriter(session: session)
          result = try body(writer)
          try writer.sealJournal(capture)
          if inAnyOrder, let problem = try database.foreignKeyProblems().first {
            throw Faults(.stillUsed, "Something else hangs on what would go: \(problem).")
          }
          return .commit
        }
        return result.map { ($0, session.state.eraseTraces) }
      }
    }
    guard let (value, hasTraces) = result else { throw Faults(.internalError, "A write ended without a result.") }
    // The write is done whatever comes of this; what is left over stays on record for `health()`.
    if hasTraces { try? eraseTraces() }
    return value
  }

  private func prepareCapture(_ database: Database) throws -> Capture {
    try capture.withLock { known in
      if let known { return known }
      let made = try Capture(database)
      try made.install(database)
      known = made
      return made
    }
  }
}

/// What a reader or writer works on: one transaction. Not to be kept beyond the closure that it was handed to.
public struct StoreSession {
  let database: Database
  let state = State()

  /// What the transaction must know of itself.
  final class State {
    /// The number of the first entry that it appended to the journal.
    var act: Int?
    /// Whether the file is to be rewritten once it is over.
    var eraseTraces = false
  }
}

/// What can be read, alone or within a write.
public protocol StoreReading {
  var session: StoreSession { get }
}

extension StoreReading {
  var database: Database { session.database }
}

/// Reads within ``Store/read(_:)``.
public struct StoreReader: StoreReading {
  public let session: StoreSession
}

/// Reads and changes within ``Store/write(_:)``.
public struct StoreWriter: StoreReading {
  public let session: StoreSession
}

/// What an import did to a record.
public enum PutOutcome: String, Sendable, Hashable {
  case added, changed, unchanged
}
