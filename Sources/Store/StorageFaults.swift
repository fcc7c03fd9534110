import Foundation
internal import GRDB
import PunctualModel

/// Runs `body`, and turns what the database or the system says into ``Faults`` with plain sentences.
func translating<T>(_ body: () throws -> T) throws -> T {
  do {
    return try body()
  } catch let error as DatabaseError {
    throw Faults([fault(of: error)])
  } catch is EncodingError {
    throw Faults(.outOfRange, "A number is not finite.")
  }
}

/// The plain words for an error of SQLite. They never hold values of records: those may be personal.
func fault(of error: DatabaseError) -> Fault {
  let said = error.message ?? "code \(error.extendedResultCode.rawValue)"
  switch error.extendedResultCode {
  case .SQLITE_CONSTRAINT_FOREIGNKEY:
    return Fault(
      .unknownReference, "A record names another one that is not in the workspace, or is still named by one.")
  case .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_UNIQUE:
    return Fault(.duplicateID, "There is a record with that id already.")
  case .SQLITE_CONSTRAINT_TRIGGER:
    return Fault(.notPermitted, "The database refuses the change: \(said).")
  case .SQLITE_CONSTRAINT_CHECK:
    let rule = said.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? said
    return Fault(.outOfRange, "A value is not one that the database keeps: \(rule).")
  default: break
  }
  switch error.resultCode {
  case .SQLITE_BUSY, .SQLITE_LOCKED:
    return Fault(.busy, "Another process holds the database.", hint: "Try again.")
  case .SQLITE_FULL:
    return Fault(.storage, "The disk is full; nothing was changed.", hint: "Free some space, then try again.")
  case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
    return Fault(.notPermitted, "The database may be read, but not written.", hint: "Look at the file's permissions.")
  case .SQLITE_CANTOPEN:
    return Fault(
      .notPermitted, "The database file cannot be opened.", hint: "Look at the permissions of the file and its folder.")
  case .SQLITE_NOTADB:
    return Fault(
      .storage, "The file is not a database, or its start is damaged.",
      hint: "Name another file, or restore a backup by `punctual restore`.")
  case .SQLITE_CORRUPT:
    return Fault(
      .storage, "The database file is damaged.",
      hint: "Run `punctual doctor`, then restore a backup by `punctual restore`.")
  case .SQLITE_IOERR:
    return Fault(
      .storage, "The disk could not be read or written; nothing was changed.",
      hint: "Look at the disk and its free space, then try again.")
  case .SQLITE_CONSTRAINT:
    return Fault(.outOfRange, "The database refuses a value: \(said).")
  default:
    return Fault(.storage, "The database says: \(said).", hint: "Run `punctual doctor`.")
  }
}
