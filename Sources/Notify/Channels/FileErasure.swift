import Foundation
import PunctualModel

extension FileChannel {
  /// Erases what a file of messages holds of a customer: of each message only key, kind and customer stay, so that it is not
  /// written again. Gives how many messages lost their words.
  ///
  /// Lines are overwritten where they stand, in their length, while the file is locked: writers and readers of the file
  /// notice nothing, and a process that is killed leaves whole lines. A file that is not there holds nothing.
  ///
  /// - Throws: `.notPermitted` where the file cannot be read or written.
  public static func erase(customer: String, in path: String) throws -> Int {
    let file = open(path, O_RDWR | O_CLOEXEC)
    guard file >= 0 else {
      if errno == ENOENT { return 0 }
      throw refused(path)
    }
    // Closing also gives up the lock.
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    while flock(file, LOCK_EX) != 0 {
      if errno != EINTR { throw refused(path) }
    }
    guard let bytes = try? handle.readToEnd() else { return 0 }
    var (offset, erased) = (0, 0)
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if let words = Self.erasure(of: line, customer) {
        guard words.withUnsafeBytes({ pwrite(file, $0.baseAddress, $0.count, off_t(offset)) }) == words.count else {
          throw refused(path)
        }
        erased += 1
      }
      offset += line.count + 1
    }
    if erased > 0 { fsync(file) }
    return erased
  }

  private static func refused(_ path: String) -> Faults {
    Faults(
      .notPermitted, "The messages in \(path) cannot be erased: \(String(cString: strerror(errno))).",
      hint: "Look at the file's permissions, then forget the customer again.")
  }

  /// What stands in place of a line, as long as it is; nil where the line is another's, or is erased already.
  private static func erasure(of line: Data, _ customer: String) -> [UInt8]? {
    guard let message = try? JSONDecoder().decode(Message.self, from: Data(line)), message.customer == customer,
      message.body != nil
    else { return nil }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let rest = Message(customer: customer, key: message.key, kind: message.kind)
    guard let words = try? encoder.encode(rest), words.count <= line.count else { return nil }
    return [UInt8](words) + Array(repeating: 0x20, count: line.count - words.count)
  }

  private struct Message: Codable {
    var customer: String
    var key: String
    var kind: String
    var body: String?
  }
}
