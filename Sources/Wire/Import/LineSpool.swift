import PunctualModel
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Lines of records of one kind, all but the first in a nameless temporary file, and the ids of all.
final class LineSpool: Sendable {
  private struct State {
    /// Of each id the line that it came on, 0 where its file has no lines.
    var lines: [String: Int] = [:]
    var held = 0
    /// -1 before the first line is put away.
    var file: Int32 = -1
    var waiting: [UInt8] = []
    var count = 0
    /// What the lines are read with: an organisation in the input changes it from there on.
    var contexts: [WireContext] = []
  }

  private let most: Int
  private let state = Mutex(State())

  init(holding most: Int) { self.most = most }

  deinit {
    let file = state.withLock { $0.file }
    if file >= 0 { close(file) }
  }

  var count: Int { state.withLock { $0.count } }

  /// Notes a record. Gives the line of an earlier one with the same id (0 where it has none); nil where there is none.
  func earlier(_ id: String, line: Int?) -> Int? {
    state.withLock { state in
      guard let first = state.lines.updateValue(line ?? 0, forKey: id) else { return nil }
      state.lines[id] = first
      return first
    }
  }

  /// Puts the line of a sound record away, unless it is one of the first: then false, and the caller holds it.
  ///
  /// - Throws: `storage` where there is no room for temporary files.
  func putAway(_ line: Line, _ context: WireContext) throws(Faults) -> Bool {
    let isKept = state.withLock { state -> Bool? in
      if state.held < most {
        state.held += 1
        return false
      }
      if state.contexts.last != context { state.contexts.append(context) }
      state.waiting += Array("\(line.number) \(state.contexts.count - 1) ".utf8) + line.bytes + [0x0A]
      state.count += 1
      return state.waiting.count < 1 << 18 || Self.flush(&state) ? true : nil
    }
    guard let isKept else { throw Self.noRoom }
    return isKept
  }

  /// Hands out the lines that were put away, in order, each with its number and what it is read with.
  func each(_ body: (_ bytes: [UInt8], _ number: Int, _ context: WireContext) throws -> Void) throws {
    let (file, contexts) = state.withLock { state in
      (state.waiting.isEmpty || Self.flush(&state) ? state.file : -2, state.contexts)
    }
    guard file != -2 else { throw Self.noRoom }
    guard file >= 0 else { return }
    var lines = LineReader(descriptor: file, from: 0, limit: LineReader.usualLimit + 64)
    while let line = try lines.next() {
      let parts = line.bytes.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, let number = Int(String(decoding: parts[0], as: UTF8.self)),
        let context = Int(String(decoding: parts[1], as: UTF8.self)), contexts.indices.contains(context)
      else { throw Self.lost }
      try body(Array(parts[2]), number, contexts[context])
    }
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

  private static let lost = Faults(
    .storage, "What was put into a temporary file did not come back whole.", hint: "Look at the disk of /tmp.")

  private static let noRoom = Faults(
    .storage, "There is no room for temporary files, which a long import needs.", hint: "Free some space in /tmp.")
}
