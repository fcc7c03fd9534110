import Foundation
import Subprocess

/// One run of a program that reads a message on its standard input.
///
/// No shell is involved. What the program starts is in its process group and is killed with it when its time is over.
struct ProgramRun: Sendable {
  /// The program (a path, or a name to be looked up in `PATH`) and its arguments.
  var arguments: [String]
  var environment: [String: String] = [:]
  var timeoutSeconds: Int

  /// How a run ended.
  enum End: Sendable {
    case exited(Int, output: String)
    case killed(signal: Int, output: String)
    case timedOut
    /// It was never started.
    case failed(reason: String)
  }

  var program: String { arguments.first ?? "" }

  func run(input: [UInt8]) async -> End {
    // Whichever ends first: the program or its time. Cancelling the run kills the program.
    await withTaskGroup(of: End?.self) { group in
      group.addTask { await start(input) }
      group.addTask {
        try? await Task.sleep(for: .seconds(timeoutSeconds))
        return nil
      }
      var timedOut = false
      while let ended = await group.next() {
        if let end = ended {
          group.cancelAll()
          if case .exited(0, _) = end { return end }
          return timedOut ? .timedOut : end
        }
        timedOut = true
        group.cancelAll()
      }
      return .failed(reason: "\(program) was not run.")
    }
  }

  private func start(_ message: [UInt8]) async -> End {
    do {
      let input = try Self.file(holding: message)
      var options = PlatformOptions()
      // A group of its own, so that whatever the program starts can be killed with it.
      options.processGroupID = 0
      options.teardownSequence = [.send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)]
      let variables = Dictionary(
        uniqueKeysWithValues: environment.map { (Environment.Key(stringLiteral: $0.key), $0.value as String?) })
      let result = try await Subprocess.run(
        program.contains("/") ? .path(.init(program)) : .name(program),
        arguments: Arguments(Array(arguments.dropFirst())),
        environment: .inherit.updating(variables),
        platformOptions: options,
        input: .fileDescriptor(.init(rawValue: input), closeAfterSpawningProcess: true),
        output: .sequence, error: .combinedWithOutput
      ) { execution in
        // Reads to the end, or the program could not go on; keeps the beginning.
        var kept: [UInt8] = []
        for try await buffer in execution.standardOutput where kept.count < 4096 {
          buffer.withUnsafeBytes { kept += $0.prefix(4096 - kept.count) }
        }
        return kept
      }
      let output = Self.quoted(result.closureResult)
      switch result.terminationStatus {
      case .exited(let code): return .exited(Int(code), output: output)
      case .signaled(let signal): return .killed(signal: Int(signal), output: output)
      }
    } catch let failure as SystemFailure {
      return .failed(reason: failure.sentence)
    } catch {
      // Also a program that is missing: somebody may be installing it just now, and the message is not lost meanwhile.
      return .failed(reason: "\(program) could not be run: \(error)")
    }
  }

  /// What the program said, for a sentence that names its end.
  private static func quoted(_ output: [UInt8]) -> String {
    let said = oneLine(String(decoding: output, as: UTF8.self), limit: 300)
    return said.isEmpty ? " and said nothing." : ": \(said)"
  }

  /// An open file that holds the message and that no folder names.
  ///
  /// So nothing has to be written while the program runs: one that never reads cannot make us wait, and one that closes
  /// its input cannot kill us with a broken pipe.
  private static func file(holding bytes: [UInt8]) throws -> Int32 {
    let folder = FileManager.default.temporaryDirectory.path
    let name = "\(folder)/punctual-\(UUID().uuidString)"
    let file = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw SystemFailure("made", "A file in \(folder)") }
    unlink(name)
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        defer { close(file) }
        throw SystemFailure("written", "A file in \(folder)")
      }
      written += count
    }
    lseek(file, 0, SEEK_SET)
    return file
  }
}

/// What the operating system refused.
struct SystemFailure: Error {
  var sentence: String

  init(_ deed: String, _ path: String) {
    sentence = "\(path) could not be \(deed): \(String(cString: strerror(errno)))."
  }
}
