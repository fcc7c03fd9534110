import PunctualModel
import PunctualNotify
import PunctualStore
import PunctualWire

/// What messages are told apart by on their way out.
enum Route: String, CaseIterable, Sendable {
  case email, sms
  /// Whatever is for one of the firm's own, where that has a way of its own.
  case technician, dispatcher

  var doc: String {
    switch self {
    case .email: "For e-mail."
    case .sms: "For text messages."
    case .technician: "For all that is for technicians; else it goes by its kind of address."
    case .dispatcher: "For all that is for dispatchers, such as the office's chat; else it goes by its kind of address."
    }
  }
}

/// Which way messages go out: a set-up for each route, and one for all that have none.
public struct Channels: WireForm, Hashable {
  public static let formName = "channels"
  public static let formSummary = "Which way messages go out."

  var standard: ChannelSetup
  var byRoute: [Route: ChannelSetup]

  /// A file beside the database takes everything, so that all works with nothing set up.
  init(standard: ChannelSetup = ChannelSetup(.file), byRoute: [Route: ChannelSetup] = [:]) {
    self.standard = standard
    self.byRoute = byRoute
  }

  /// The set-up of each route that is in use, and the messages that go there.
  var routes: [(setup: ChannelSetup, channels: Set<ContactChannel>, audiences: Set<Audience>)] {
    var others = Set(Audience.allCases)
    var routes: [(setup: ChannelSetup, channels: Set<ContactChannel>, audiences: Set<Audience>)] = []
    for (route, audience) in [(Route.technician, Audience.technician), (.dispatcher, .dispatcher)] {
      guard let setup = byRoute[route] else { continue }
      others.remove(audience)
      routes.append((setup, Set(ContactChannel.allCases), [audience]))
    }
    for (route, channel) in [(Route.email, ContactChannel.email), (.sms, .sms)] {
      routes.append((byRoute[route] ?? standard, [channel], others))
    }
    return routes
  }

  public init(from fields: inout FieldReader) {
    standard =
      fields.optional("default", .form(ChannelSetup.self), "For all that is not set up below; else a file.")
      ?? ChannelSetup(.file)
    byRoute = [:]
    for route in Route.allCases {
      byRoute[route] = fields.optional(route.rawValue, .form(ChannelSetup.self), route.doc)
    }
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("default", .form(ChannelSetup.self), standard)
    for route in Route.allCases { fields.put(route.rawValue, .form(ChannelSetup.self), byRoute[route]) }
  }
}

extension ChannelSetup: WireForm {
  public static let formName = "channel_setup"
  public static let formSummary = "How one way out is set up."

  public init(from fields: inout FieldReader) {
    let kind = fields.required("type", .choice(Kind.self), "What takes the messages.")
    self.init(
      kind,
      path: fields.optional("path", .text(1...4000), "The file; one beside the database where none is named."),
      program: fields.optional(
        "program", .list(.text(0...4000), 1...100),
        "Program and arguments, of a command or a mail system; no shell is involved. Mail: /usr/sbin/sendmail -t -i."),
      from: fields.optional("from", .text(1...254), "The sender: an e-mail address, a number or a name."),
      replyTo: fields.optional("reply_to", .text(1...254), "Where answers to an e-mail go."),
      unsubscribe: fields.optional(
        "unsubscribe", .text(1...1000), "Of e-mail: where no more is asked for, as mailto: or https: address."),
      url: fields.optional("url", .text(1...2000), "The server's address; https, or http on this machine."),
      account: fields.optional("account", .text(1...200), "Account or user at the gateway."),
      secret: fields.optional("secret", .form(SecretForm.self, quoted: false), "Where password or key is kept.")?
        .secret,
      reportTo: fields.optional(
        "report_to", .text(1...1000), "Where Kannel reports receipts: an address with {id} and %d in it."),
      timeoutSeconds: fields.defaulted(
        "timeout_seconds", .integer(1...300), 30, "The longest that one attempt may take."),
      maxAttempts: fields.defaulted("max_attempts", .integer(1...50), 8, "After so many a message is given up."),
      afterUnknown: fields.optional(
        "after_unknown", .choice(AfterUnknown.self),
        "What is done where nobody knows whether a message was accepted; `repeat` where the receiver gets the key, "
          + "else `once-more`."))
    guard fields.isSound("type") else { return }
    for fault in faults { fields.fail(fault.code, String(fault.path.dropFirst()), fault.message, hint: fault.hint) }
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("type", .choice(Kind.self), kind)
    fields.put("path", .text, path)
    fields.put("program", .list(.text), program)
    fields.put("from", .text, from)
    fields.put("reply_to", .text, replyTo)
    fields.put("unsubscribe", .text, unsubscribe)
    fields.put("url", .text, url)
    fields.put("account", .text, account)
    fields.put("secret", .form(SecretForm.self), secret.map(SecretForm.init))
    fields.put("report_to", .text, reportTo)
    fields.put("timeout_seconds", .integer, timeoutSeconds)
    fields.put("max_attempts", .integer, maxAttempts)
    fields.put("after_unknown", .choice(AfterUnknown.self), afterUnknown)
  }
}

/// Where a secret is kept.
struct SecretForm: WireForm {
  static let formName = "secret"
  static let formSummary =
    "Where a secret is kept: a variable of the environment, or a file that only its owner may read."
  var secret: Secret

  init(_ secret: Secret) { self.secret = secret }

  init(from fields: inout FieldReader) {
    let name = fields.optional("env", .id, "A variable of the environment.")
    let path = fields.optional("file", .text(1...4000), "A file of mode 0600.")
    secret = name.map(Secret.environment) ?? .file(path ?? "")
    if (name == nil) == (path == nil) {
      fields.fail(.missingField, "", "A secret is kept in one place: `env` or `file`.")
    }
  }

  func write(to fields: inout FieldWriter) {
    switch secret {
    case .environment(let name): fields.put("env", .id, name)
    case .file(let path): fields.put("file", .text, path)
    }
  }
}

extension StoreReading {
  /// How the workspace's channels are set up.
  func channels() throws -> Channels {
    guard let text = try setting(Channels.key) else { return Channels() }
    return try Form.read(
      Channels.self, from: JSONDocument.parse(Array(text.utf8)).root, context: WireContext(), allowUnknown: true)
  }
}

extension StoreWriter {
  func save(_ channels: Channels) throws {
    try setSetting(Channels.key, Form.write(channels, context: WireContext()).text())
  }
}

extension Session {
  /// Where messages go while nothing is set up.
  var messagesFile: String { store.path + ".sent.ndjson" }

  /// The files of this machine that hold delivered messages.
  func messageFiles() throws -> Set<String> {
    let setups = try read { try $0.channels() }.routes.map(\.setup)
    return Set(setups.filter { $0.kind == .file }.compactMap(\.path) + [messagesFile])
  }
}

extension Channels {
  static let key = "channels"

  /// Each set-up in a line, for people.
  public var summary: [(name: String, words: String)] {
    Route.allCases.compactMap { route in byRoute[route].map { (route.rawValue, Self.words($0)) } }
      + [("all else", Self.words(standard))]
  }

  private static func words(_ setup: ChannelSetup) -> String {
    let place: String? =
      switch setup.kind {
      case .file: setup.path ?? "a file beside the database"
      case .command: setup.program?.joined(separator: " ")
      case .sendmail: setup.from.map { "from \($0)" }
      case .twilio, .kannel: setup.from.map { "from \($0)" + (setup.url.map { " by \($0)" } ?? "") }
      case .webhook: setup.url
      }
    return "\(setup.kind.rawValue)\(place.map { "  \($0)" } ?? "")"
  }
}
