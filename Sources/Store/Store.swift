import Foundation
internal import GRDB
import PunctualModel

/// The workspace: one SQLite file with the firm's records, plans, journal and outbox.
///
/// Any number of processes may have it open. A reader sees one moment of it; writers take turns, and each write happens
/// wholly or not at all, and is on the disk when ``write(_:)`` returns. All functions throw ``Faults``.
public final class Store: Sendable {
  /// Where the file is, as an absolute path.
  public let path: String
  let queue: DatabaseQueue
  let schema: Schema

  init(path: String, queue: DatabaseQueue, schema: Schema) {
    self.path = path
    self.queue = queue
    self.schema = schema
  }

  /// Makes a new workspace and opens it.
  ///
  /// The file appears whole or not at all, readable by its owner only; folders on the way are made. Its journal starts
  /// with the entry that it was created.
  ///
  /// - Throws: `.conflict` where a file is there already, `.notPermitted` where the folder may not be written.
  public static func create(
    at path: String, organisation: Organisation, now: Instant, actor: String, busySeconds: Double = 5
  ) throws -> Store {
    let path = FilePlace.absolute(path)
    try translating {
      guard !FilePlace.exists(path) else { throw alreadyThere }
      try FilePlace.makeFolder(of: path)
      let draft = try FilePlace.emptyFile(beside: path)
      defer { FilePlace.removeDatabase(draft) }
      let store = Store(path: draft, queue: try connect(draft), schema: .current)
      // Kept in the file: later openings find it so.
      try store.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
      try store.schema.migrate(store.queue)
      try store.write { writer in
        try writer.save(organisation)
        try writer.append(Event(at: now, actor: actor, kind: .workspaceCreated, subject: "workspace"))
      }
      try store.queue.close()
      guard try FilePlace.publish(draft, as: path) else { throw alreadyThere }
    }
    return try open(at: path, busySeconds: busySeconds)
  }

  private static let alreadyThere = Faults(
    .conflict, "There is a file at that path already.", hint: "Name another path, or use the workspace that is there.")

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
      if version < schema.version {
        guard !readOnly else {
          throw Faults(.storage, "The workspace is of an older version.", hint: "Open it once for writing.")
        }
        try store.backup(to: FilePlace.unused("\(path).before-schema-\(schema.version)"))
        try schema.migrate(queue)
      }
      return store
    }
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
      try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON")
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
  /// - Throws: what `body` throws; `.busy` where other writers did not let go in time.
  @discardableResult
  public func write<T: Sendable>(_ body: (StoreWriter) throws -> T) throws -> T {
    let result = try translating {
      try queue.writeWithoutTransaction { database in
        let session = StoreSession(database: database)
        var result: T?
        try database.inTransaction(.immediate) {
          result = try body(StoreWriter(session: session))
          return .commit
        }
        return result.map { ($0, session.afterwards.eraseTraces) }
      }
    }
    guard let (value, hasTraces) = result else { throw Faults(.internalError, "A write ended without a result.") }
    // The write is done whatever comes of this; what is left over stays on record for `health()`.
    if hasTraces { try? eraseTraces() }
    return value
  }
}

/// What a reader or writer works on: one transaction. Not to be kept beyond the closure that it was handed to.
public struct StoreSession {
  let database: Database
  let afterwards = Afterwards()

  /// What is to be done once the transaction is over.
  final class Afterwards {
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
