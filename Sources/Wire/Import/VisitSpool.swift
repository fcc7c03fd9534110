import PunctualModel
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Past visits of an import, of which there may be millions: the first are held in memory, the lines of the rest wait in a
/// nameless temporary file until all of the input has been looked over. Of each visit only its id is held.
public final class VisitSpool: Sendable {
  private struct State {
    /// Of each id the line that it came on, 0 where its file has no lines.
    var lines: [String: Int] = [:]
    var held = 0
    /// -1 before the first line is put away.
    var file: Int32 = -1
    var waiting: [UInt8] = []
    var count = 0
  }

  private let most: Int
  private let state = Mutex(State())

  /// - Parameter most: how many visits are held in memory.
  public init(holding most: Int = 5_000) { self.most = most }

  deinit {
    let file = state.withLock { $0.file }
    if file >= 0 { close(file) }
  }

  /// How many visits were put away.
  public var count: Int { state.withLock { $0.count } }

  /// Notes a visit. Gives the line of an earlier one with the same id (0 where it has none); nil where there is none.
  func earlier(_ id: String, line: Int?) -> Int? {
    state.withLock { state in
      guard let first = state.lines.updateValue(line ?? 0, forKey: id) else { return nil }
      state.lines[id] = first
      return first
    }
  }

  /// Puts the line of a sound visit away, unless it is one of the first: then false, and the caller holds it.
  ///
  /// - Throws: `storage` where there is no room for temporary files.
  func putAway(_ line: Line) throws(Faults) -> Bool {
    let isKept = state.withLock { state -> Bool? in
      if state.held < most {
        state.held += 1
        return false
      }
      state.waiting += Array("\(line.number) ".utf8) + line.bytes + [0x0A]
      state.count += 1
      return state.waiting.count < 1 << 18 || Self.flush(&state) ? true : nil
    }
    guard let isKept else { throw Self.noRoom }
    return isKept
  }

  /// Hands out what was put away, so many at a time, in order.
  public func batches(of size: Int = 10_000, _ body: ([VisitRecord]) throws -> Void) throws {
    let file = state.withLock { state in state.waiting.isEmpty || Self.flush(&state) ? state.file : -2 }
    guard file != -2 else { throw Self.noRoom }
    guard file >= 0 else { return }
    var lines = LineReader(descriptor: file, from: 0, limit: LineReader.usualLimit + 32)
    var batch: [VisitRecord] = []
    while let line = try lines.next() {
      let space = line.bytes.firstIndex(of: 0x20) ?? 0
      let number = Int(String(decoding: line.bytes[..<space], as: UTF8.self)) ?? 0
      batch.append(
        try ImportReader.visit(Array(line.bytes[(space + 1)...]), line: number, context: WireContext()))
      if batch.count == size {
        try body(batch)
        batch.removeAll(keepingCapacity: true)
      }
    }
    if !batch.isEmpty { try body(batch) }
  }

  /// Writes what waits to the file, which is made where there is none: without a name, its owner's alone, gone with its last
  /// descriptor. False where that is not possible.
  private static func flush(_ state: inout State) -> Bool {
    if state.file < 0 {
      guard let stream = tmpfile() else { return false }
      state.file = dup(fileno(stream))
      fclose(stream)
      guard state.file >= 0 else { return false }
      _ = fcntl(state.file, F_SETFD, FD_CLOEXEC)
    }
    let (file, bytes) = (state.file, state.waiting)
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      start += count
    }
    state.waiting.removeAll(keepingCapacity: true)
    return true
  }

  private static let noRoom = Faults(
    .storage, "There is no room for temporary files, which a long import needs.", hint: "Free some space in /tmp.")
}

extension VisitSpool: Hashable {
  public static func == (left: VisitSpool, right: VisitSpool) -> Bool { left === right }
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
