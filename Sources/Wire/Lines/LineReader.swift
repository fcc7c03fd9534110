import PunctualModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// One line of an input, without its end.
public struct Line: Sendable, Hashable {
  /// From 1.
  public var number: Int
  /// Empty where the line was refused.
  public var bytes: [UInt8]
  /// Set where the line was longer than the limit: `too-large`. It was passed over without being held.
  public var fault: Fault?

  /// Whether there is nothing but blanks in it.
  public var isBlank: Bool { fault == nil && bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
}

/// Hands out the lines of a file, a pipe or a text in memory, one by one. Ends of line are LF and CR LF; a byte order mark
/// at the start is dropped; a last line needs no end. Holds one line and one buffer, however long the input is.
public struct LineReader: ~Copyable {
  /// Most bytes of a line that holds a whole document, such as a request or a problem with its matrix.
  public static let longestLine = 32 << 20

  /// Most bytes of a line of NDJSON or CSV. No record comes near it.
  public static let usualLimit = 4 << 20

  private let descriptor: Int32?
  private let limit: Int
  private var buffer: [UInt8]
  /// The part of the buffer that is not yet handed out.
  private var unread: Range<Int>
  private var number = 0
  private var ended = false
  /// Where in the file the next byte is read; nil goes on where others left off.
  private var offset: Int?

  /// Reads from an open file descriptor, which stays the caller's to close. Nothing is read beyond what a line needs to
  /// be complete plus one buffer, so a conversation over a pipe goes on line by line.
  ///
  /// - Parameters:
  ///   - start: what was read from it already.
  ///   - offset: where in a file to begin, whoever else reads it; nil goes on where others left off.
  public init(descriptor: Int32, after start: [UInt8] = [], from offset: Int? = nil, limit: Int = usualLimit) {
    self.descriptor = descriptor
    self.limit = limit
    self.offset = offset
    buffer = start.isEmpty ? [UInt8](repeating: 0, count: Self.bufferSize) : start
    unread = 0..<start.count
  }

  private static let bufferSize = 64 << 10

  /// Reads from memory.
  public init(bytes: [UInt8], limit: Int = usualLimit) {
    descriptor = nil
    self.limit = limit
    buffer = bytes
    unread = 0..<bytes.count
  }

  /// The next line; nil at the end. Throws `not-permitted` where the descriptor cannot be read.
  public mutating func next() throws(Faults) -> Line? {
    var line: [UInt8] = []
    var length = 0
    var sawAnything = false
    while true {
      if unread.isEmpty, !(try fill()) { break }
      sawAnything = true
      let end = Self.newline(in: buffer, unread)
      length += (end ?? unread.upperBound) - unread.lowerBound
      if length <= limit {
        line.append(contentsOf: buffer[unread.lowerBound..<(end ?? unread.upperBound)])
      } else {
        line = []
      }
      unread = (end.map { $0 + 1 } ?? unread.upperBound)..<unread.upperBound
      if end != nil { break }
    }
    guard sawAnything else { return nil }
    number += 1
    guard length <= limit else {
      return Line(
        number: number, bytes: [],
        fault: Fault(
          .tooLarge, line: number, "The line has \(length) bytes; at most \(limit) are read.", hint: "Split it."))
    }
    if line.last == 0x0D { line.removeLast() }
    if number == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    return Line(number: number, bytes: line, fault: nil)
  }

  /// Whether there is more to hand out. At the end of a pipe it stays false.
  private mutating func fill() throws(Faults) -> Bool {
    guard let descriptor, !ended else { return false }
    if buffer.count != Self.bufferSize { buffer = [UInt8](repeating: 0, count: Self.bufferSize) }
    let count = try readSome(descriptor, into: &buffer, at: offset)
    offset? += count
    ended = count == 0
    unread = 0..<count
    return count > 0
  }

  private static func newline(in buffer: [UInt8], _ range: Range<Int>) -> Int? {
    buffer.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return nil }
      guard let found = memchr(start + range.lowerBound, 0x0A, range.count) else { return nil }
      return start.distance(to: UnsafeRawPointer(found))
    }
  }
}

/// All that a file descriptor holds. Throws `too-large` beyond `limit` bytes, and `not-permitted` where it cannot be read.
///
/// - Parameter start: what was read from it already.
public func readAll(
  descriptor: Int32, after start: [UInt8] = [], limit: Int = JSONLimits.document.bytes
) throws(Faults) -> [UInt8] {
  var all = start
  var buffer = [UInt8](repeating: 0, count: 256 << 10)
  while true {
    let count = try readSome(descriptor, into: &buffer)
    if count == 0 { return all }
    guard all.count + count <= limit else {
      throw Faults(.tooLarge, "The input has more than \(limit) bytes.", hint: "Split it.")
    }
    all.append(contentsOf: buffer[..<count])
  }
}

/// Bytes read, from a place of a file or where others left off; 0 at the end.
func readSome(_ descriptor: Int32, into buffer: inout [UInt8], at offset: Int? = nil) throws(Faults) -> Int {
  while true {
    let count = buffer.withUnsafeMutableBytes { bytes in
      guard let offset else { return read(descriptor, bytes.baseAddress, bytes.count) }
      return pread(descriptor, bytes.baseAddress, bytes.count, off_t(offset))
    }
    if count >= 0 { return count }
    guard errno == EINTR else {
      throw Faults(.notPermitted, "The input cannot be read: \(String(cString: strerror(errno))).")
    }
  }
}
