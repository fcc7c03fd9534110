import Foundation
import PunctualModel

/// Where a password or key is kept. The workspace holds only this; the secret itself is read when it is needed and is
/// never stored, logged or shown.
public enum Secret: Hashable, Sendable {
  /// A variable of the environment.
  case environment(String)
  /// A file that only its owner may read.
  case file(String)

  /// The secret, without blanks and line ends around it.
  ///
  /// - Throws: `not-found` or `not-permitted`, with the place and never the value.
  func value() throws(Faults) -> String {
    switch self {
    case .environment(let name):
      let value = Self.trimmed(ProcessInfo.processInfo.environment[name] ?? "")
      guard !value.isEmpty else {
        throw Faults(
          .notFound, "The variable \(name) of the environment is not set.", hint: "Set it where messages leave.")
      }
      return try Self.printable(value, place: "The variable \(name)")
    case .file(let path):
      return try Self.printable(Self.read(path), place: path)
    }
  }

  /// Secrets travel in header lines, which nothing in them may end.
  private static func printable(_ value: String, place: String) throws(Faults) -> String {
    guard value.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
      throw Faults(.outOfRange, "\(place) holds something else than one line of printable ASCII.")
    }
    return value
  }

  private static func read(_ path: String) throws(Faults) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      throw Faults(errno == EACCES ? .notPermitted : .notFound, "The secret's file \(path) cannot be read.")
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= 4096 else {
      throw Faults(.notFound, "\(path) is not a file with a secret: it is no plain file of at most 4096 bytes.")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw Faults(.notPermitted, "Others may read \(path), so its secret is not used.", hint: "Run `chmod 600` on it.")
    }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = Foundation.read(file, &bytes, bytes.count)
    let value = trimmed(String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self))
    guard !value.isEmpty else { throw Faults(.notFound, "The secret's file \(path) is empty.") }
    return value
  }

  private static func trimmed(_ text: String) -> String {
    text.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
