import PunctualModel

/// Hands each message to a program: one JSON document (``MessageDocument`` lists the fields) on its standard input,
/// and the idempotency key in the environment as `PUNCTUAL_IDEMPOTENCY_KEY`.
///
/// The program's exit status is its answer: 0 accepted, 75 (`EX_TEMPFAIL`) not now, anything else never. No shell is
/// involved, so nothing in a message can become a command. A program that is missing counts as not now; of one that is
/// killed, or not done in time, nobody knows what it has done.
public struct CommandChannel: Channel {
  public let name = "command"
  public let knowsRepetitions = true
  private let arguments: [String]
  private let timeoutSeconds: Int

  /// - Parameters:
  ///   - arguments: the program (a path, or a name to be looked up in `PATH`) and its arguments.
  ///   - timeoutSeconds: after this the program and what it has started are killed.
  public init(arguments: [String], timeoutSeconds: Int) {
    self.arguments = arguments
    self.timeoutSeconds = timeoutSeconds
  }

  public func deliver(_ message: OutgoingMessage) async -> DeliveryOutcome {
    guard let program = arguments.first, !program.isEmpty else {
      return .refused(reason: "No program is named.", permanent: true)
    }
    let run = ProgramRun(
      arguments: arguments, environment: ["PUNCTUAL_IDEMPOTENCY_KEY": message.notification.key],
      timeoutSeconds: timeoutSeconds)
    switch await run.run(input: MessageDocument(message.notification).bytes()) {
    case .exited(0, _):
      return .accepted(receipt: nil)
    case .exited(let code, let output):
      return .refused(reason: "\(program) exited with \(code)\(output)", permanent: code != 75)
    case .killed(let signal, let output):
      return .unknown(reason: "\(program) died of signal \(signal)\(output)")
    case .timedOut:
      return .unknown(reason: "\(program) was not done after \(timeoutSeconds) s and was killed.")
    case .failed(let reason):
      return .refused(reason: reason, permanent: false)
    }
  }
}
