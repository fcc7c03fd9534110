import Foundation
import PunctualHTTP
import PunctualModel

/// How one way out is set up. Which parts a type needs, ``faults`` says.
public struct ChannelSetup: Hashable, Sendable {
  /// What takes the messages.
  public enum Kind: String, CaseIterable, Sendable {
    case file, command, sendmail, twilio, kannel, webhook
  }

  /// What is done with a message of which nobody knows whether it was accepted.
  public enum AfterUnknown: String, CaseIterable, Sendable {
    /// It is tried again like one that was refused; for receivers that know a repetition by its key.
    case repeated = "repeat"
    /// It is tried again, but not after a second such end.
    case onceMore = "once-more"
    /// A person decides: `punctual notify retry` sends it again.
    case giveUp = "give-up"
  }

  public var kind: Kind
  /// Of the file; nil for one beside the database.
  public var path: String?
  /// Program and arguments, of a command or a mail system.
  public var program: [String]?
  /// The sender: an address, or of text messages a number or a name.
  public var from: String?
  public var replyTo: String?
  public var unsubscribe: String?
  public var url: String?
  /// Account or user at the gateway.
  public var account: String?
  public var secret: Secret?
  /// Where Kannel reports receipts.
  public var reportTo: String?
  /// The longest that one attempt may take.
  public var timeoutSeconds: Int
  public var maxAttempts: Int
  /// Nil for what suits the type: repeated where the receiver gets the key, else once more.
  public var afterUnknown: AfterUnknown?

  public init(
    _ kind: Kind, path: String? = nil, program: [String]? = nil, from: String? = nil, replyTo: String? = nil,
    unsubscribe: String? = nil, url: String? = nil, account: String? = nil, secret: Secret? = nil,
    reportTo: String? = nil, timeoutSeconds: Int = 30, maxAttempts: Int = 8, afterUnknown: AfterUnknown? = nil
  ) {
    self.kind = kind
    self.path = path
    self.program = program
    self.from = from
    self.replyTo = replyTo
    self.unsubscribe = unsubscribe
    self.url = url
    self.account = account
    self.secret = secret
    self.reportTo = reportTo
    self.timeoutSeconds = timeoutSeconds
    self.maxAttempts = maxAttempts
    self.afterUnknown = afterUnknown
  }

  /// The channel that is set up so. A set-up without ``faults`` always gives one.
  /// - Parameter standardPath: the file where none is named.
  public func channel(standardPath: String) throws(Faults) -> any Channel {
    let found = faults
    if !found.isEmpty { throw Faults(found) }
    let program = program ?? Self.sendmail
    let (from, account) = (from ?? "", account ?? "")
    let secret = secret ?? .environment("")
    let address = URL(string: url ?? Self.twilio) ?? URL(filePath: "/")
    switch kind {
    case .file: return FileChannel(path: path ?? standardPath)
    case .command: return CommandChannel(arguments: program, timeoutSeconds: timeoutSeconds)
    case .sendmail:
      return SendmailChannel(
        program: program, from: from, replyTo: replyTo, unsubscribe: unsubscribe, timeoutSeconds: timeoutSeconds)
    case .twilio:
      return TwilioChannel(url: address, account: account, from: from, token: secret, timeoutSeconds: timeoutSeconds)
    case .kannel:
      return KannelChannel(
        url: address, user: account, from: from, password: secret, reportTo: reportTo, timeoutSeconds: timeoutSeconds)
    case .webhook: return WebhookChannel(url: address, secret: secret, timeoutSeconds: timeoutSeconds)
    }
  }

  /// What stops its messages just now, such as a secret that cannot be had; nil where nothing does. Never the secret itself.
  public var problem: String? {
    if let secret {
      do throws(Faults) { _ = try secret.value() } catch { return error.all.map(\.message).joined(separator: " ") }
    }
    switch kind {
    case .twilio, .kannel, .webhook: return HTTPClient.problem
    case .file, .command, .sendmail: return nil
    }
  }

  private static let sendmail = ["/usr/sbin/sendmail", "-t", "-i"]
  private static let twilio = "https://api.twilio.com"
}

extension ChannelSetup {
  /// All that is wrong with it, with the field as path.
  public var faults: [Fault] {
    var faults: [Fault] = []
    func need(_ ok: Bool, _ field: String, _ sentence: String, hint: String? = nil) {
      if !ok { faults.append(Fault(.outOfRange, path: "/" + field, sentence, hint: hint)) }
    }
    need(program?.first?.isEmpty != true, "program", "The first part names the program.")
    need(path?.isEmpty != true, "path", "A path is not empty.")
    for (field, address) in [("reply_to", replyTo)] {
      need(address.map(HeaderText.isAddress) ?? true, field, "This is not an e-mail address in ASCII.")
    }
    need(
      unsubscribe.map(Self.isUnsubscribe) ?? true, "unsubscribe", "This is not an address of a page or a mailbox.",
      hint: "Write mailto:stop@example.org, or https://….")
    switch kind {
    case .file: break
    case .command: need(program != nil, "program", "A command needs its program and arguments.")
    case .sendmail:
      need(from.map(HeaderText.isAddress) ?? false, "from", "Mail needs the sender's e-mail address, in ASCII.")
    case .twilio:
      need(Self.isToken(account), "account", "The account's id (AC…) has letters and digits only.")
      need(
        from.map(Self.isHeaderValue) ?? false, "from", "Messages need a sender: a number, a name or a service (MG…).")
      needServer(&faults, required: false)
    case .kannel:
      need(account.map(Self.isHeaderValue) ?? false, "account", "Kannel needs the name of its sendsms user.")
      need(from.map(Self.isHeaderValue) ?? false, "from", "Messages need a sender: a number or a name.")
      need(
        reportTo.map { Self.isHeaderValue($0) && $0.contains("{id}") } ?? true, "report_to",
        "The address for receipts holds {id}, and %d for the state.")
      needServer(&faults, required: true)
    case .webhook: needServer(&faults, required: true)
    }
    return faults
  }

  private func needServer(_ faults: inout [Fault], required: Bool) {
    if secret == nil {
      faults.append(
        Fault(
          .missingField, path: "/secret", "The server asks for a secret.",
          hint: #"Write {"env": "NAME"} or {"file": "PATH"}; the secret itself is not kept in the workspace."#))
    }
    guard let url else {
      if required { faults.append(Fault(.missingField, path: "/url", "The server's address is missing.")) }
      return
    }
    let parts = URL(string: url)
    let host = parts?.host() ?? ""
    let isLocal = ["localhost", "127.0.0.1", "::1"].contains(host)
    if host.isEmpty || !(parts?.scheme == "https" || parts?.scheme == "http" && isLocal) || parts?.user() != nil {
      faults.append(
        Fault(
          .outOfRange, path: "/url", "This is not the address of a server that a secret may be sent to.",
          hint: "Use https, or http on this machine (localhost); leave out user and password."))
    }
  }

  private static func isUnsubscribe(_ text: String) -> Bool {
    (text.hasPrefix("mailto:") || text.hasPrefix("https://"))
      && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "<") }
  }

  private static func isToken(_ text: String?) -> Bool {
    guard let text else { return false }
    return (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) }
  }

  private static func isHeaderValue(_ text: String) -> Bool {
    (1...1000).contains(text.utf8.count) && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
  }
}
