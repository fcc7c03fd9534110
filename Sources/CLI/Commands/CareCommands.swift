import ArgumentParser
import PunctualModel
import PunctualService
import PunctualWire

struct ComplaintCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "complaint",
    abstract: "Complaints: taken down, acknowledged, answered within the tier's time, closed.",
    subcommands: [
      ComplaintListCommand.self, ComplaintShowCommand.self, ComplaintOpenCommand.self,
      ComplaintStepCommand<AcknowledgeComplaint>.self, ComplaintAnswerCommand.self,
      ComplaintStepCommand<CloseComplaint>.self,
    ])
}

struct ComplaintOpenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "open", abstract: OpenComplaint.summary)

  @OptionGroup var options: WriteOptions
  @Option(help: "The customer; may be left out where the appointment tells.") var customer: String?
  @Option(help: "The appointment that it is about.") var appointment: String?
  @Option(help: "late, missed, no-access, quality, conduct, price or other.") var cause = "other"
  @Argument(help: "In the customer's words; `-` reads standard input.") var text: String
  @Option(help: "When it came; now where no time is given.") var at: String?
  @Flag(name: .long, help: "Check it; keep nothing.") var dryRun = false

  func run() async throws {
    try await options.perform(
      OpenComplaint.self,
      { _, context in
        ComplaintRequest(
          customer: customer, appointment: appointment, cause: try ImportCommand.choice(cause, "--cause"),
          text: try Input.text(text), at: try context.time(at, option: "--at"))
      }, dryRun: dryRun
    ) { complaint, style in CareText.line(complaint, style) }
  }
}

/// `punctual complaint acknowledge ID` and `close ID`.
struct ComplaintStepCommand<Case: ComplaintStepCase>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: String(Case.name.split(separator: ".").last ?? ""), abstract: Case.summary)
  }

  @OptionGroup var options: WriteOptions
  @Argument(help: "The complaint's id.") var id: String
  @Option(help: "When; now where no time is given.") var at: String?
  @Flag(name: .long, help: "Check it; change nothing.") var dryRun = false

  func run() async throws {
    try await options.perform(
      Case.self, { _, context in ComplaintStep(id, at: try context.time(at, option: "--at")) }, dryRun: dryRun
    ) { complaint, style in CareText.line(complaint, style) }
  }
}

struct ComplaintAnswerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "answer", abstract: AnswerComplaint.summary)

  @OptionGroup var options: WriteOptions
  @Argument(help: "The complaint's id.") var id: String
  @Argument(help: "What the customer was told; `-` reads standard input.") var text: String
  @Option(help: "When; now where no time is given.") var at: String?
  @Flag(name: .long, help: "Check it; change nothing.") var dryRun = false

  func run() async throws {
    try await options.perform(
      AnswerComplaint.self,
      { _, context in
        ComplaintStep(id, text: try Input.text(text), at: try context.time(at, option: "--at"))
      }, dryRun: dryRun
    ) { complaint, style in CareText.line(complaint, style) }
  }
}

struct ComplaintListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: ListComplaints.summary)

  @OptionGroup var options: GlobalOptions
  @Option(help: "Only those of this customer.") var customer: String?
  @Flag(help: "Also those that are closed.") var all = false

  func run() async throws {
    try await options.perform(
      ListComplaints.self, { _, _ in ComplaintQuery(customer: customer, all: all) }, CareText.complaints)
  }
}

struct ComplaintShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: ShowComplaint.summary)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The complaint's id.") var id: String

  func run() async throws {
    try await options.perform(ShowComplaint.self, { _, _ in ComplaintStep(id) }, CareText.complaint)
  }
}

struct SurveyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "survey", abstract: "What customers thought of their visits.",
    subcommands: [SurveyListCommand.self, SurveyRecordCommand.self])
}

struct SurveyRecordCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "record", abstract: RecordSurvey.summary)

  @OptionGroup var options: WriteOptions
  @Argument(help: "The appointment's id.") var appointment: String
  @Argument(help: "1 (bad) to 5 (good).") var score: Int
  @Argument(help: "In the customer's words; `-` reads standard input.") var comment: String?
  @Option(help: "When; now where no time is given.") var at: String?
  @Flag(name: .long, help: "Check it; keep nothing.") var dryRun = false

  func validate() throws {
    guard SurveyAnswer.scores.contains(score) else { throw ValidationError("The score is 1 to 5.") }
  }

  func run() async throws {
    try await options.perform(
      RecordSurvey.self,
      { _, context in
        SurveyReport(
          appointment: appointment, score: score, comment: try comment.map(Input.text),
          at: try context.time(at, option: "--at"))
      }, dryRun: dryRun
    ) { answer, style in CareText.line(answer, style) }
  }
}

struct SurveyListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: ListSurveys.summary)

  @OptionGroup var options: GlobalOptions
  @Option(help: "Only those of this customer.") var customer: String?
  @Option(help: "Only scores up to this; 2 shows the unhappy.") var atMost = 5

  func validate() throws {
    guard SurveyAnswer.scores.contains(atMost) else { throw ValidationError("--at-most takes 1 to 5.") }
  }

  func run() async throws {
    try await options.perform(
      ListSurveys.self, { _, _ in SurveyQuery(customer: customer, atMost: atMost) }, CareText.surveys)
  }
}

struct TimelineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "timeline", abstract: ShowTimeline.summary)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The customer's id.") var id: String
  @Flag(help: "Whole messages, not only their first words.") var whole = false

  func run() async throws {
    try await options.perform(ShowTimeline.self, { _, _ in RecordName(id) }) { timeline, style in
      TimelineText(timeline: timeline, style: style, whole: whole).text
    }
  }
}
