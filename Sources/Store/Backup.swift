internal import GRDB
import PunctualModel

extension Store {
  /// Copies the workspace to a new file, as it is at one moment, while others read and write.
  ///
  /// The copy is verified, stands alone (no `-wal` beside it), and appears whole or not at all, with mode 0600.
  ///
  /// - Throws: `.conflict` where there is a file of that name, `.notFound` where its folder is not there (the disk of the
  ///   copies may not be mounted), `.notPermitted`, `.storage`.
  public func backup(to path: String) throws {
    try backup(to: path, isAlone: false)
  }

  /// - Parameter isAlone: called within ``FilePlace/alone(inFolderOf:_:)`` for the target's folder.
  func backup(to path: String, isAlone: Bool) throws {
    let target = FilePlace.absolute(path)
    try translating {
      guard !FilePlace.exists(target) else { throw Self.taken }
      try FilePlace.requireFolder(of: target)
      // A connection of its own, so that this process can go on meanwhile, too.
      let source = try Self.connect(self.path, readOnly: true)
      let draft = try FilePlace.emptyFile(beside: target)
      defer { FilePlace.removeDatabase(draft) }
      try Self.copy(source, to: draft, journalMode: "DELETE")
      guard try FilePlace.publish(draft, as: target, isAlone: isAlone) else { throw Self.taken }
    }
  }

  private static let taken = Faults(
    .conflict, "There is a file of that name already.", hint: "Name another file, or remove that one.")

  /// Puts a backup in the place of a workspace (or where none is).
  ///
  /// The backup is verified before anything changes: that it is whole, a workspace, and not of a newer schema; that its
  /// tables are those of its schema. A workspace that is there is copied beside first, as `….before-restore-TIME`, and then
  /// replaced in one transaction, so that other processes which have it open go on with the restored one; where it is too
  /// damaged for that, it is kept beside as `….damaged`.
  ///
  /// - Returns: where the workspace is kept that was there before; nil where none was.
  /// - Throws: `.conflict` where there is a workspace and `replacing` is false, or where the file there is something
  ///   else; `.notFound`, `.newerSchema`, `.storage`, `.notPermitted`, `.busy`.
  @discardableResult
  public static func restore(from: String, to: String, replacing: Bool) throws -> String? {
    let (from, to) = (FilePlace.absolute(from), FilePlace.absolute(to))
    let source = try openBackup(from)
    return try translating {
      guard replacing || !FilePlace.exists(to) else {
        throw Faults(.conflict, "There is a workspace at \(to) already.", hint: "`--yes` replaces it.")
      }
      try FilePlace.makeFolder(of: to)
      let draft = try FilePlace.emptyFile(beside: to)
      defer { FilePlace.removeDatabase(draft) }
      try copy(source, to: draft, journalMode: "WAL")
      let (isReplaced, old) = FilePlace.exists(to) ? try replace(to, by: draft) : (false, nil)
      if isReplaced { return old }
      guard try FilePlace.publish(draft, as: to) else { throw taken }
      return old
    }
  }

  /// Overwrites a database with another in one transaction, and gives where a copy of it is. False where it is too
  /// damaged, and was moved aside.
  private static func replace(_ path: String, by draft: String) throws -> (Bool, String) {
    try FilePlace.requireFile(path, writable: true)
    do {
      let target = try connect(path)
      let id = try target.read { try $0.number("PRAGMA application_id") }
      guard id == Schema.applicationID else {
        throw Faults(.conflict, "The file at that path is a database of another program.", hint: "Name another path.")
      }
      let old = FilePlace.unused("\(path).before-restore-\(FilePlace.stamp())")
      let spare = try FilePlace.emptyFile(beside: path)
      defer { FilePlace.removeDatabase(spare) }
      // As it is, also where it is not sound: nothing of it is lost.
      try copy(target, to: spare, journalMode: "DELETE", verifying: false)
      guard try FilePlace.publish(spare, as: old) else { throw taken }
      try connect(draft).backup(to: target)
      return (true, old)
    } catch let error as DatabaseError where [.SQLITE_NOTADB, .SQLITE_CORRUPT].contains(error.resultCode) {
      return (false, try FilePlace.setAside(path))
    }
  }

  /// Opens a backup for reading, whatever its schema up to ours.
  private static func openBackup(_ path: String) throws -> DatabaseQueue {
    try translating {
      try FilePlace.requireFile(path, writable: false, missing: "Name a copy that `punctual backup` made.")
      let store = Store(path: path, queue: try connect(path, readOnly: true), schema: .current)
      let version = try store.fileVersion()
      guard version <= store.schema.version else { throw newer(version, than: store.schema) }
      try store.queue.read { database in
        try verify(database)
        let altered = try version == store.schema.version ? store.schemaProblems(database) : []
        guard altered.isEmpty else {
          throw Faults(
            .storage,
            "The tables of the copy are not those of a workspace: \(altered.prefix(3).joined(separator: "; ")).",
            hint: "Use another backup.")
        }
      }
      return store.queue
    }
  }

  private static func copy(_ source: DatabaseQueue, to path: String, journalMode: String, verifying: Bool = true)
    throws
  {
    let copy = try connect(path)
    try source.backup(to: copy)
    try copy.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA journal_mode = \(journalMode)")
      if verifying { try verify(database) }
    }
    try copy.close()
  }

  private static func verify(_ database: Database) throws {
    let problems = try database.integrityProblems() + database.foreignKeyProblems()
    guard problems.isEmpty else {
      throw Faults(
        .storage, "The copy is damaged: \(problems.prefix(3).joined(separator: "; ")).", hint: "Use another backup.")
    }
  }
}
