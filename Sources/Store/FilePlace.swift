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
  ///
  /// - Parameter missing: what to do where there is none.
  static func requireFile(_ path: String, writable: Bool, missing: String = "Run `punctual init`.") throws {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == EACCES { throw notPermitted("The folder of the workspace may not be searched.") }
      throw Faults(.notFound, "There is no workspace at \(path).", hint: missing)
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

  /// Throws unless the folder of a file is there.
  static func requireFolder(of path: String) throws {
    let folder = (path as NSString).deletingLastPathComponent
    guard exists(folder) else {
      throw Faults(.notFound, "There is no folder \(folder).", hint: "Make it, or name another file.")
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

  /// Files that ``emptyFile(beside:)`` made in the same folder more than an hour ago, and that nobody named since.
  static func oldDrafts(beside path: String) -> [String] {
    let folder = (path as NSString).deletingLastPathComponent
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasPrefix(".punctual-") }.sorted().map { (folder as NSString).appendingPathComponent($0) }
      .filter { draft in
        var status = stat()
        #if canImport(Darwin)
          return stat(draft, &status) == 0 && status.st_mtimespec.tv_sec < time(nil) - 3600
        #else
          return stat(draft, &status) == 0 && status.st_mtim.tv_sec < time(nil) - 3600
        #endif
      }
  }

  /// Gives a finished file its name, unless the name is taken: then false.
  ///
  /// One publisher at a time: between the question and the answer, nobody else makes the file and writes to it. Who calls
  /// it within ``alone(inFolderOf:_:)`` says so, or waits for itself.
  static func publish(_ draft: String, as path: String, isAlone: Bool = false) throws -> Bool {
    isAlone ? try publishAlone(draft, as: path) : try alone(inFolderOf: path) { try publishAlone(draft, as: path) }
  }

  private static func publishAlone(_ draft: String, as path: String) throws -> Bool {
    guard !exists(path) else { return false }
    // Left behind by a file that was removed by hand, they would be taken for the new file's.
    for companion in companions { unlink(path + companion) }
    // A link never replaces a file; a rename is for file systems without links.
    guard link(draft, path) == 0 || errno != EEXIST && rename(draft, path) == 0 else {
      if errno == EEXIST { return false }
      throw notPermitted("The file cannot be given its name.")
    }
    // The name, too, is to survive a power cut.
    let folder = open((path as NSString).deletingLastPathComponent, O_RDONLY)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
    return true
  }

  /// Runs `body` while no other process does so for a file of the same folder.
  static func alone<T>(inFolderOf path: String, _ body: () throws -> T) throws -> T {
    let folder = open((path as NSString).deletingLastPathComponent, O_RDONLY)
    guard folder >= 0 else { throw notPermitted("The folder of the workspace may not be read.") }
    // Closing gives up the lock.
    defer { close(folder) }
    flock(folder, LOCK_EX)
    return try body()
  }

  /// The time of the machine for the name of a copy, such as `20261123T091500Z`: files are told apart by when they were
  /// really made, whatever `--now` states.
  static func stamp() -> String {
    var (now, parts) = (time(nil), tm())
    gmtime_r(&now, &parts)
    return String(
      format: "%04d%02d%02dT%02d%02d%02dZ", Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday),
      Int(parts.tm_hour), Int(parts.tm_min), Int(parts.tm_sec))
  }

  /// Moves a database that cannot be read out of the way, and gives its new name.
  static func setAside(_ path: String) throws -> String {
    let aside = unused(path + ".damaged")
    guard rename(path, aside) == 0 else { throw notPermitted("The damaged file cannot be moved.") }
    for companion in companions where exists(path + companion) { rename(path + companion, aside + companion) }
    return aside
  }

  static func removeDatabase(_ path: String) {
    for name in [""] + companions { unlink(path + name) }
  }

  /// Whether only their owners may exchange the files of a folder that others may write to (as in `/tmp`).
  static func isSticky(_ folder: String) -> Bool {
    var status = stat()
    return stat(folder, &status) == 0 && status.st_mode & S_ISVTX != 0
  }

  /// The name itself, or the first of `NAME-2`, `NAME-3` … that is free.
  static func unused(_ path: String) -> String {
    guard exists(path) else { return path }
    var number = 2
    while exists("\(path)-\(number)") { number += 1 }
    return "\(path)-\(number)"
  }

  /// The files of the same folder that are named after a file (`NAME.REST`), those whose rest is wanted, in order.
  static func beside(_ path: String, _ isWanted: (String) -> Bool) -> [String] {
    let folder = (path as NSString).deletingLastPathComponent
    let start = (path as NSString).lastPathComponent + "."
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasPrefix(start) && isWanted(String($0.dropFirst(start.count))) }.sorted()
      .map { (folder as NSString).appendingPathComponent($0) }
  }

  /// How many bytes this user may still write to the file system of a path; nil where it does not tell.
  static func freeBytes(at path: String) -> Int? {
    var status = statvfs()
    return statvfs(path, &status) == 0 ? Int(status.f_bavail) * Int(status.f_frsize) : nil
  }

  /// The size of a file in bytes, nil where there is none.
  static func size(_ path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
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
