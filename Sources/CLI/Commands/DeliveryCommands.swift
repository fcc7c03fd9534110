import ArgumentParser
import PunctualModel
import PunctualService
import PunctualWire

struct NotifyWhy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "A message from its cause over the decision and the text to its attempts, receipt and replies."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The message's key, or its number in the outbox.") var message: String

  func run() async throws {
    try await options.perform(ExplainMessage.self, { _, _ in MessageName(message) }, StoryText.text)
  }
}

struct NotifyReceipt: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receipt", abstract: "Note what a provider reports of a message: delivered, or failed after all.",
    discussion: """
      Reads JSON: `{"id": "SM…", "state": "delivered"}`; `punctual schema notify.receipt` tells all fields. Call it from \
      whatever takes the provider's callbacks.
      """)

  @OptionGroup var options: WriteOptions
  @Argument(help: "A file with the receipt as JSON; `-` is standard input.") var file = "-"

  func run() async throws {
    try await options.perform(
      TakeReceipt.self,
      { _, context in
        try Form.read(
          ReceiptRequest.self, from: JSONDocument.parse(Input.read(file, limit: 1 << 20)).root, context: context)
      }
    ) { answer, _ in "\(answer.changed ? "noted" : "nothing new"): \(answer.message), attempt \(answer.attempt)" }
  }
}

struct NotifyChannels: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "channels", abstract: "Show which way messages go out, or set it up from a JSON file.",
    discussion: "Secrets are not kept in the workspace: name a variable of the environment or a file of mode 0600.")

  @OptionGroup var options: WriteOptions
  @Argument(help: "A file with the channels as JSON, `-` for standard input; none shows them.") var file: String?
  @Flag(name: .long, help: "Check them; keep nothing.") var dryRun = false

  func run() async throws {
    guard let file else {
      try await options.perform(ShowChannels.self, { _, _ in Nothing() }, ChannelText.text)
      return
    }
    try await options.perform(
      SetChannels.self,
      { _, context in
        try Form.read(Channels.self, from: JSONDocument.parse(Input.read(file, limit: 1 << 20)).root, context: context)
      }, dryRun: dryRun, ChannelText.text)
  }
}
