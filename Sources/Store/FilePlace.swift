import Foundation
import PunctualModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What is done with the workspace's file as a file.
enum FilePlace {
  /// The files that SQLite keeps beside a database in WAL mode.
  static let companions = ["-wal", "-shm"]

  static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: (path as NSString).expandingTildeInPath).standardizedFileURL.path
  }

  static func exists(_ path: String) -> Bool {
    access(path, F_OK) == 0
  }

  /// Throws unless there is a plain file that may be read (and written).
  static func requireFile(_ path: String, writable: Bool) throws {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == EACCES { throw notPermitted("The folder of the workspace may not be searched.") }
      throw Faults(.notFound, "There is no workspace at that path.", hint: "Run `punctual init`.")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw Faults(.storage, "The path names a folder or a device, not a workspace.", hint: "Name a file.")
    }
    // Asked here because SQLite would open a file read-only without a word.
    guard access(path, writable ? R_OK | W_OK : R_OK) == 0 else {
      throw notPermitted("The workspace may not be \(writable ? "written" : "read").")
    }
  }

  static func makeFolder(of path: String) throws {
    let folder = (path as NSString).deletingLastPathComponent
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw notPermitted("The folder of the workspace cannot be made.")
    }
  }

  /// A new empty file in the same folder, that only its owner may read.
  static func emptyFile(beside path: String) throws -> String {
    let folder = (path as NSString).deletingLastPathComponent
    var template = Array((folder as NSString).appendingPathComponent(".punctual-XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else {
      throw errno == ENOSPC
        ? Faults(.storage, "The disk is full; nothing was changed.", hint: "Free some space, then try again.")
        : notPermitted("The folder of the workspace may not be written.")
    }
    close(descriptor)
    return template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }

  /// Gives a finished file its name, unless the name is taken: then false.
  static func publish(_ draft: String, as path: String) throws -> Bool {
    let folder = open((path as NSString).deletingLastPathComponent, O_RDONLY)
    guard folder >= 0 else { throw notPermitted("The folder of the workspace may not be read.") }
    defer { close(folder) }
    // One publisher at a time: between the question and the answer below, nobody else makes the file and writes to it.
    flock(folder, LOCK_EX)
    guard !exists(path) else { return false }
    // Left behind by a file that was removed by hand, they would be taken for the new file's.
    for companion in companions { unlink(path + companion) }
    // A link never replaces a file; a rename is for file systems without links.
    guard link(draft, path) == 0 || errno != EEXIST && rename(draft, path) == 0 else {
      if errno == EEXIST { return false }
      throw notPermitted("The file cannot be given its name.")
    }
    // The name, too, is to survive a power cut.
    fsync(folder)
    return true
  }

  /// Moves a database that cannot be read out of the way.
  static func setAside(_ path: String) throws {
    let aside = unused(path + ".damaged")
    guard rename(path, aside) == 0 else { throw notPermitted("The damaged file cannot be moved.") }
    for companion in companions where exists(path + companion) { rename(path + companion, aside + companion) }
  }

  static func removeDatabase(_ path: String) {
    for name in [""] + companions { unlink(path + name) }
  }

  /// The name itself, or the first of `NAME-2`, `NAME-3` … that is free.
  static func unused(_ path: String) -> String {
    guard exists(path) else { return path }
    var number = 2
    while exists("\(path)-\(number)") { number += 1 }
    return "\(path)-\(number)"
  }

  /// The permission bits, nil where there is no file.
  static func mode(_ path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : nil
  }

  private static func notPermitted(_ message: String) -> Faults {
    Faults(.notPermitted, message, hint: "Look at the permissions of the file and its folder.")
  }
}
