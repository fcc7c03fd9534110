import Foundation
import PunctualModel
import Subprocess

import struct PunctualModel.Notification

/// Hands each message to a program: one JSON document (``MessageDocument`` lists the fields) on its standard input,
/// and the idempotency key in the environment as `PUNCTUAL_IDEMPOTENCY_KEY`.
///
/// The program's exit status is its answer: 0 accepted, 75 (`EX_TEMPFAIL`) not now, anything else never. No shell is
/// involved, so nothing in a message can become a command. A program that is missing, killed, or not done in time
/// counts as not now.
public struct CommandChannel: Channel {
  public let name = "command"
  private let arguments: [String]
  private let timeoutSeconds: Int

  /// - Parameters:
  ///   - arguments: the program (a path, or a name to be looked up in `PATH`) and its arguments.
  ///   - timeoutSeconds: after this the program and what it has started are killed.
  public init(arguments: [String], timeoutSeconds: Int) {
    self.arguments = arguments
    self.timeoutSeconds = timeoutSeconds
  }

  public func deliver(_ notification: Notification) async -> DeliveryOutcome {
    guard let program = arguments.first, !program.isEmpty else {
      return .refused(reason: "No program is named.", permanent: true)
    }
    let message: [UInt8]
    do {
      message = try MessageDocument(notification).bytes()
    } catch {
      return .refused(reason: "The message could not be written as JSON: \(error).", permanent: true)
    }
    // Whichever ends first: the program or its time. Cancelling the run kills the program.
    return await withTaskGroup(of: Run?.self) { group in
      group.addTask { await start(program, message, key: notification.key) }
      group.addTask {
        try? await Task.sleep(for: .seconds(timeoutSeconds))
        return nil
      }
      var timedOut = false
      while let ended = await group.next() {
        if let run = ended {
          group.cancelAll()
          return outcome(run, timedOut: timedOut)
        }
        timedOut = true
        group.cancelAll()
      }
      return .refused(reason: "\(program) was not run.", permanent: false)
    }
  }

  /// How a run ended.
  private enum Run: Sendable {
    case ended(TerminationStatus, output: [UInt8])
    case failed(reason: String, permanent: Bool = false)
  }

  private func start(_ program: String, _ message: [UInt8], key: String) async -> Run {
    do {
      let input = try Self.pipe(holding: message)
      var options = PlatformOptions()
      // A group of its own, so that whatever the program starts can be killed with it.
      options.processGroupID = 0
      options.teardownSequence = [.send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)]
      let result = try await run(
        program.contains("/") ? .path(.init(program)) : .name(program),
        arguments: Arguments(Array(arguments.dropFirst())),
        environment: .inherit.updating(["PUNCTUAL_IDEMPOTENCY_KEY": key]),
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
      return .ended(result.terminationStatus, output: result.closureResult)
    } catch let refusal as Refusal {
      return .failed(reason: refusal.sentence, permanent: refusal.permanent)
    } catch {
      // Also a program that is missing: somebody may be installing it just now, and the message is not lost meanwhile.
      return .failed(reason: "\(program) could not be run: \(error)")
    }
  }

  private func outcome(_ run: Run, timedOut: Bool) -> DeliveryOutcome {
    let program = arguments.first ?? ""
    switch run {
    case .ended(.exited(0), _):
      return .accepted
    case _ where timedOut:
      return .refused(reason: "\(program) was not done after \(timeoutSeconds) s and was killed.", permanent: false)
    case .ended(.exited(let code), let output):
      return .refused(reason: "\(program) exited with \(code)\(Self.quoted(output))", permanent: code != 75)
    case .ended(.signaled(let signal), let output):
      return .refused(reason: "\(program) died of signal \(signal)\(Self.quoted(output))", permanent: false)
    case .failed(let reason, let permanent):
      return .refused(reason: reason, permanent: permanent)
    }
  }

  /// What the program said, for a sentence that names its end.
  private static func quoted(_ output: [UInt8]) -> String {
    let said = oneLine(String(decoding: output, as: UTF8.self), limit: 300)
    return said.isEmpty ? " and said nothing." : ": \(said)"
  }

  /// The read end of a pipe that already holds all of the message and then ends.
  ///
  /// So nothing has to be written while the program runs: one that never reads cannot make us wait, and one that
  /// closes its input cannot kill us with a broken pipe.
  private static func pipe(holding bytes: [UInt8]) throws -> Int32 {
    var ends: [Int32] = [-1, -1]
    guard Foundation.pipe(&ends) == 0 else { throw Refusal("No pipe could be made: \(lastError).") }
    defer { close(ends[1]) }
    // Other programs must not inherit the ends, and a pipe smaller than the message must not make us wait.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
    let count = bytes.withUnsafeBytes { write(ends[1], $0.baseAddress, $0.count) }
    guard count == bytes.count else {
      close(ends[0])
      throw Refusal("The message of \(bytes.count) bytes does not fit into a pipe.", permanent: bytes.count >= 1 << 16)
    }
    return ends[0]
  }

  private static var lastError: String { String(cString: strerror(errno)) }
}

/// Why a message was not even handed to the program.
private struct Refusal: Error {
  var sentence: String
  var permanent: Bool

  init(_ sentence: String, permanent: Bool = false) {
    self.sentence = sentence
    self.permanent = permanent
  }
}
