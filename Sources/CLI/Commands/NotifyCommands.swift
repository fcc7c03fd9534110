import ArgumentParser
import PunctualModel
import PunctualService
import PunctualWire

struct NotifyRulesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "The rules of who is told what, when and how.",
    subcommands: [NotifyRulesShow.self, NotifyRulesSet.self, NotifyRulesReset.self],
    defaultSubcommand: NotifyRulesShow.self)
}

struct NotifyRulesShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "The rules in force: the firm's own, or the standard ones.",
    discussion: "`punctual notify rules show --json > rules.json` gives a file to change and to set.")

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    try await options.perform(ShowRules.self, { _, _ in Nothing() }, RulesText.text)
  }
}

struct NotifyRulesSet: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Put the rules of a file in force, in the place of those that were.")

  @OptionGroup var options: WriteOptions
  @Argument(help: "A JSON file of notification_rules; - is standard input.") var file: String
  @Flag(name: .long, help: "Look them over; change nothing.") var dryRun = false

  func run() async throws {
    try await options.perform(
      SetRules.self, { _, context in try NotifyCommand.read(NotificationRules.self, file, context) }, dryRun: dryRun
    ) { rules, _ in "\(Style.count(rules.rules.count, "rule")) \(dryRun ? "are sound" : "in force")" }
  }
}

struct NotifyRulesReset: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset", abstract: "Put the standard rules in force again.")

  @OptionGroup var options: WriteOptions
  @Flag(name: .long, help: "Show what would be in force; change nothing.") var dryRun = false

  func run() async throws {
    try await options.perform(ResetRules.self, { _, _ in Nothing() }, dryRun: dryRun, RulesText.text)
  }
}

struct NotifyCheck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Look rules and templates over, and tell all that is wrong, each with its place.")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "A JSON file of notification_rules; those in force where none is named; - is standard input.")
  var file: String?
  @Option(help: "A JSON file of a template_set; those in force where none is named.") var templates: String?

  func run() async throws {
    try await options.perform(
      CheckRules.self,
      { _, context in
        RuleCheckRequest(
          rules: try file.map { try NotifyCommand.read(NotificationRules.self, $0, context) },
          templates: try templates.map { try NotifyCommand.read(TemplateSet.self, $0, context) })
      }
    ) { report, _ in
      "\(Style.count(report.rules, "rule")) and \(Style.count(report.templates, "template")) (\(report.own) of your own) are sound"
    }
  }
}

struct NotifyTemplates: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "templates", abstract: "The words of all messages, and what templates may name.",
    subcommands: [NotifyTemplatesShow.self, NotifyTemplatesSet.self], defaultSubcommand: NotifyTemplatesShow.self)
}

struct NotifyTemplatesShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "What templates may name, and the words of the messages that are asked for.",
    discussion: "`punctual notify templates show --kind reminder --json` gives a file to change and to set.")

  @OptionGroup var options: GlobalOptions
  @Option(help: "The words of this kind, such as running-late.") var kind: String?
  @Option(help: "email or sms.") var channel: String?
  @Option(help: "en or de.") var language: String?
  @Flag(help: "Only the firm's own.") var own = false

  func run() async throws {
    try await options.perform(
      ShowTemplates.self,
      { _, _ in
        TemplateQuery(
          kind: try kind.map { try ImportCommand.choice($0, "--kind") },
          channel: try channel.map { try ImportCommand.choice($0, "--channel") },
          language: try language.map { try ImportCommand.choice($0, "--language") }, own: own)
      }
    ) { report, style in
      kind == nil && !own ? TemplatesText.variables(report, style) : TemplatesText.words(report, style)
    }
  }
}

struct NotifyTemplatesSet: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Put the templates of a file in force, in the place of the firm's own that were.",
    discussion: "A file with no templates gives all messages their shipped words again.")

  @OptionGroup var options: WriteOptions
  @Argument(help: "A JSON file of a template_set; - is standard input.") var file: String
  @Flag(name: .long, help: "Look them over; change nothing.") var dryRun = false

  func run() async throws {
    try await options.perform(
      SetTemplates.self, { _, context in try NotifyCommand.read(TemplateSet.self, file, context) }, dryRun: dryRun
    ) { set, _ in "\(Style.count(set.templates.count, "template")) of your own \(dryRun ? "are sound" : "in force")" }
  }
}

struct NotifyReply: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reply", abstract: "Take in what a customer or a technician answered.",
    discussion: """
      A code books the window that it stands for, STOP and the like opt out, a score is taken down with its comment, a wish \
      for another time is answered with windows; what is none of these goes to a person. The same --message-id again \
      changes nothing.
      """)

  @OptionGroup var options: WriteOptions
  @Option(help: "The sender's e-mail address or phone number.") var from: String
  @Option(help: "What was written; - or nothing reads standard input.") var text: String?
  @Option(help: "The provider's id of the message.") var messageId: String?
  @Flag(name: .long, help: "Show what would be done; change and send nothing.") var dryRun = false

  func run() async throws {
    try await options.perform(
      TakeReply.self,
      { _, _ in
        let words: String
        if let text, text != "-" {
          words = text
        } else {
          words = String(decoding: try Input.read("-", limit: 4 << 20), as: UTF8.self)
        }
        return IncomingReply(from: from, text: words, messageID: messageId)
      }, dryRun: dryRun, ReplyText.text)
  }
}

struct NotifyReplies: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replies", abstract: "What came back, and what waits for a person; or say what was done about it.")

  @OptionGroup var options: WriteOptions
  @Option(help: "Only those of this customer.") var customer: String?
  @Flag(help: "Only those that wait for a person.") var open = false
  @Option(help: "The number of a reply that somebody has seen to; with --outcome.") var done: Int?
  @Option(help: "What was done about it, in a sentence.") var outcome: String?

  func validate() throws {
    guard (done == nil) == (outcome == nil) else { throw ValidationError("--done and --outcome go together.") }
  }

  func run() async throws {
    if let done, let outcome {
      try await options.perform(
        SettleReply.self, { _, _ in ReplyOutcome(reply: done, outcome: outcome) }, { ReplyText.line($0, $1) })
    } else {
      try await options.perform(
        ShowReplies.self, { _, _ in ReplyQuery(customer: customer, open: open) }, ReplyText.list)
    }
  }
}

extension NotifyCommand {
  /// Reads a form from a file. Faults name the places in it.
  static func read<Value: WireForm>(_ type: Value.Type, _ file: String, _ context: WireContext) throws -> Value {
    try Form.read(type, from: JSONDocument.parse(try Input.read(file, limit: 8 << 20)).root, context: context)
  }
}
