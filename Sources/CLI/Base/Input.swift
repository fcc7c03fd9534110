import Foundation
import PunctualModel

/// Reading of whole inputs: a file, or standard input for `-`.
enum Input {
  /// - Throws: `not-found`, `not-permitted`, `too-large`.
  static func read(_ name: String, limit: Int = 512 << 20) throws -> [UInt8] {
    let descriptor = try open(name)
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var info = stat()
    if fstat(descriptor, &info) == 0, info.st_size > 0 { bytes.reserveCapacity(Int(info.st_size) + 1) }
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = buffer.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw Faults(.notPermitted, path: name, "It cannot be read: \(String(cString: strerror(errno))).")
      }
      if count == 0 { return bytes }
      bytes.append(contentsOf: buffer[0..<count])
      guard bytes.count <= limit else {
        throw Faults(.tooLarge, path: name, "It is longer than \(limit >> 20) MB.", hint: "Split it.")
      }
    }
  }

  /// A text given on the command line; `-` reads standard input.
  static func text(_ argument: String) throws -> String {
    argument == "-" ? String(decoding: try read("-"), as: UTF8.self) : argument
  }

  /// A descriptor to read from; standard input for `-`.
  static func open(_ name: String) throws -> Int32 {
    if name == "-" { return STDIN_FILENO }
    let descriptor = Foundation.open(name, O_RDONLY | O_CLOEXEC)
    guard descriptor < 0 else { return descriptor }
    if errno == EACCES || errno == EPERM {
      throw Faults(.notPermitted, path: name, "The file may not be read.")
    }
    throw Faults(.notFound, path: name, "There is no such file.", hint: "Check the path; `-` reads standard input.")
  }

  static func close(_ descriptor: Int32) {
    if descriptor != STDIN_FILENO { Foundation.close(descriptor) }
  }

  /// Writes a file as a whole or not at all. A device or a pipe is written to, never replaced.
  static func write(_ bytes: [UInt8], to path: String) throws {
    var info = stat()
    let isSpecial = stat(path, &info) == 0 && info.st_mode & S_IFMT != S_IFREG
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: isSpecial ? [] : .atomic)
    } catch {
      throw Faults(
        .notPermitted, path: path, "The file cannot be written.", hint: "Check the folder and its permissions.")
    }
  }
}
