import PunctualModel

/// Hands each message as an e-mail to the local mail system, by the interface that Postfix, OpenSMTPD and msmtp have in
/// common: a program that reads the message on its standard input and the receivers from its headers.
///
/// What its exit codes (sysexits.h) mean: 0 accepted; 65 and 67 never (msmtp ends with 65 where the server refuses the
/// receiver for good, with 69 where it does for now); 70, 74 and 76 nobody knows (the line broke); all others not now,
/// for they are a matter of load or set-up.
public struct SendmailChannel: Channel {
  public let name = "sendmail"
  public let knowsRepetitions = false
  private let program: [String]
  private let from: String
  private let replyTo: String?
  private let unsubscribe: String?
  private let timeoutSeconds: Int

  /// - Parameters:
  ///   - program: the program and its arguments, such as `/usr/sbin/sendmail -t -i`.
  ///   - from: the sender's address.
  public init(program: [String], from: String, replyTo: String?, unsubscribe: String?, timeoutSeconds: Int) {
    self.program = program
    self.from = from
    self.replyTo = replyTo
    self.unsubscribe = unsubscribe
    self.timeoutSeconds = timeoutSeconds
  }

  public func deliver(_ message: OutgoingMessage) async -> DeliveryOutcome {
    guard HeaderText.isAddress(message.notification.address) else {
      return .refused(
        reason: "The address is none that a mail system without SMTPUTF8 takes: only ASCII signs, `name@domain`.",
        permanent: true)
    }
    let mail = Mail(message: message, from: from, replyTo: replyTo, unsubscribe: unsubscribe)
    let run = ProgramRun(arguments: program, timeoutSeconds: timeoutSeconds)
    switch await run.run(input: mail.bytes()) {
    case .exited(0, _):
      return .accepted(receipt: mail.messageID)
    case .exited(let code, let output):
      let reason = "\(run.program) exited with \(code)\(output)"
      switch code {
      case 65, 67: return .refused(reason: reason, permanent: true)
      case 70, 74, 76: return .unknown(reason: reason)
      default: return .refused(reason: reason, permanent: false)
      }
    case .killed(let signal, let output):
      return .unknown(reason: "\(run.program) died of signal \(signal)\(output)")
    case .timedOut:
      return .unknown(reason: "\(run.program) was not done after \(timeoutSeconds) s and was killed.")
    case .failed(let reason):
      return .refused(reason: reason, permanent: false)
    }
  }
}
