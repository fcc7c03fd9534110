import Foundation
import PunctualModel
import Synchronization

/// Appends each message to a file, one JSON document a line (``MessageDocument`` lists the fields).
///
/// A message counts as accepted once it is on the disk (`fsync`), and a key that the file already holds is not
/// written again. The file is locked (`flock`) while it is looked at and written, so any number of processes may
/// share it. It may be moved away at any time; the next message starts a new one.
public struct FileChannel: Channel {
  public let name = "file"
  public let knowsRepetitions = true
  private let ledger: Ledger

  /// The file and its folder are made when the first message is delivered.
  public init(path: String) {
    ledger = Ledger(path: path)
  }

  public func deliver(_ message: OutgoingMessage) async -> DeliveryOutcome {
    do {
      try ledger.append(message.notification.key, MessageDocument(message.notification).bytes())
      return .accepted(receipt: nil)
    } catch let failure as SystemFailure {
      return .refused(reason: failure.sentence, permanent: false)
    } catch {
      return .refused(reason: "The message could not be written: \(error).", permanent: false)
    }
  }
}

/// The file with an index of the keys in it, read only as far as it has grown.
private final class Ledger: Sendable {
  private struct Index {
    /// Which file it is of: device and inode.
    var file: [UInt64] = []
    /// Everything before this byte is indexed.
    var offset = 0
    var keys: Set<String> = []
  }

  private let path: String
  private let index = Mutex(Index())

  init(path: String) {
    self.path = path
  }

  func append(_ key: String, _ document: [UInt8]) throws {
    try index.withLock { index in
      let file = try open()
      // Closing also gives up the lock.
      defer { close(file) }
      while flock(file, LOCK_EX) != 0 {
        if errno != EINTR { throw SystemFailure("locked", path) }
      }
      let tail = try readOn(file, &index)
      if index.keys.contains(key) { return }
      // A line that a killed process left unfinished keeps to itself.
      try write((tail ? [0x0A] : []) + document + [0x0A], to: file)
      guard fsync(file) == 0 else { throw SystemFailure("saved", path) }
      // Of a new file the name, too, must be on the disk.
      if index.offset == 0 { saveFolder() }
    }
  }

  private var folder: String { URL(fileURLWithPath: path).deletingLastPathComponent().path }

  /// Not every file system can; that is no reason to refuse the message.
  private func saveFolder() {
    let descriptor = Foundation.open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    close(descriptor)
  }

  private func open() throws -> Int32 {
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    // Messages are personal: nobody but the owner reads them.
    let file = path.withCString { Foundation.open($0, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600) }
    guard file >= 0 else { throw SystemFailure("opened", path) }
    return file
  }

  /// Indexes what has been added since the last look. Returns whether the last line has no end.
  private func readOn(_ file: Int32, _ index: inout Index) throws -> Bool {
    var status = stat()
    guard fstat(file, &status) == 0 else { throw SystemFailure("read", path) }
    let identity = [UInt64(status.st_dev), UInt64(status.st_ino)]
    if identity != index.file || Int(status.st_size) < index.offset { index = Index(file: identity) }

    var added: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = pread(file, &chunk, chunk.count, off_t(index.offset + added.count))
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw SystemFailure("read", path) }
      if count == 0 { break }
      added += chunk[..<count]
    }
    var lines = added.split(separator: 0x0A, omittingEmptySubsequences: false)
    // The last is what follows the last line end: nothing, or a line that is not finished, or only lacks its end.
    let rest = lines.popLast() ?? []
    for line in lines where !line.isEmpty {
      if let key = MessageDocument.key(of: line) { index.keys.insert(key) }
    }
    index.offset += added.count - rest.count
    if !rest.isEmpty, let key = MessageDocument.key(of: rest) { index.keys.insert(key) }
    return !rest.isEmpty
  }

  private func write(_ bytes: [UInt8], to file: Int32) throws {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw SystemFailure("written", path) }
      written += count
    }
  }
}
