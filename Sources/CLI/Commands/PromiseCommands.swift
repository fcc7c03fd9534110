import ArgumentParser
import PunctualModel
import PunctualService
import PunctualWire

/// What work is wanted, for an offer or a booking.
struct WorkOptions: ParsableArguments {
  @Option(help: "The customer's id.") var customer: String
  @Option(help: "Which of the customer's sites; may be left out where there is one.") var site = ""
  @Option(help: "Kind of work, such as boiler-service.") var type: String
  @Option(help: "Planned time on site, in minutes.") var minutes: Int
  @Option(help: "A skill that is needed, as name or name:level; may be repeated.") var skill: [String] = []

  func validate() throws {
    guard (1...10_080).contains(minutes) else { throw ValidationError("--minutes takes 1 to 10080.") }
    _ = try skills()
  }

  func skills() throws -> [SkillNeed] {
    try skill.map { text in
      let parts = text.split(separator: ":", maxSplits: 1)
      guard let name = parts.first, let level = parts.count == 2 ? Int(parts[1]) : 1, level >= 1 else {
        throw ValidationError("--skill takes a name, or name:level.")
      }
      return SkillNeed(String(name), level: level)
    }
  }
}

struct OfferCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "offer",
    abstract: "Windows that can be promised for new work, best first, with the chance of keeping each.")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var work: WorkOptions
  @Option(help: "The first day to look at; today where none is given.") var from: String?
  @Option(help: "How many days to look at.") var days = 5
  @Option(
    help: """
      Width of the windows in minutes; where none is given, the narrowest that is kept with the tier's chance, from \
      half the tier's width to the whole.
      """)
  var window: Int?
  @Option(help: "Most slots to show.") var limit = 8

  func validate() throws {
    guard (1...31).contains(days) else { throw ValidationError("--days takes 1 to 31.") }
    guard (30...1440).contains(window ?? 60) else { throw ValidationError("--window takes 30 to 1440.") }
    guard (1...100).contains(limit) else { throw ValidationError("--limit takes 1 to 100.") }
  }

  func run() async throws {
    try await options.perform(
      MakeOffer.self,
      { _, context in
        OfferRequest(
          customer: work.customer, site: work.site, type: work.type, durationMinutes: work.minutes,
          skills: try work.skills(), from: try context.date(from, option: "--from"), days: days, windowMinutes: window,
          limit: limit)
      }, OfferText.text)
  }
}

struct BookCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "book", abstract: "Promise a window for new work and keep room for it.",
    discussion: "Refused with `slot-taken` where the window no longer fits; `punctual offer` finds others.")

  @OptionGroup var options: WriteOptions
  @OptionGroup var work: WorkOptions
  @Option(help: "When the window starts: `tomorrow 9:00`, 2026-11-24T09:00:00+01:00.") var start: String
  @Option(help: "Width of the window in minutes; the customer's tier's where none is given.") var window: Int?
  @Option(help: "The appointment's id; made where none is given.") var id: String?
  @Option(help: "What is to be done, in the customer's words.") var title: String?
  @Option(help: "0 to 100.") var priority = 50
  @Option(help: "Notes for the technician.") var notes: String?
  @Flag(name: .long, help: "Show what would be booked; change and send nothing.") var dryRun = false

  func validate() throws {
    guard (30...1440).contains(window ?? 60) else { throw ValidationError("--window takes 30 to 1440.") }
    guard (0...100).contains(priority) else { throw ValidationError("--priority takes 0 to 100.") }
  }

  func run() async throws {
    try await options.perform(
      BookSlot.self,
      { workspace, context in
        guard let from = try context.time(start, option: "--start") else { throw ValidationError("--start is needed.") }
        let minutes = try window ?? workspace.windowMinutes(customer: work.customer)
        return BookRequest(
          id: id, customer: work.customer, site: work.site, type: work.type, title: title,
          durationMinutes: work.minutes, skills: try work.skills(),
          window: TimeWindow(start: from, end: from + minutes * 60), priority: priority, notes: notes)
      }, dryRun: dryRun, OfferText.text)
  }
}

struct ProposeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "propose",
    abstract: "Offer the customer of an appointment other times, kept free for a while; or take one that was chosen.",
    discussion: """
      The customer gets a message with a code for each time and books one by answering. Where nobody may write to the \
      customer, the times are kept free all the same: call, and take the chosen one with `--take CODE`.
      """)

  @OptionGroup var options: WriteOptions
  @Argument(help: "The appointment's id.") var id: String
  @Option(help: "Book the time with this code.") var take: Int?
  @Flag(name: .long, help: "Show what would be offered or booked; change and send nothing.") var dryRun = false

  func validate() throws {
    guard (1...1000).contains(take ?? 1) else { throw ValidationError("--take takes the code of a time.") }
  }

  func run() async throws {
    if let take {
      try await options.perform(
        TakeProposal.self, { _, _ in ProposalChoice(appointment: id, code: take) }, dryRun: dryRun, OfferText.text)
    } else {
      try await options.perform(
        ProposeWindows.self, { _, _ in RecordName<Appointment>(id) }, dryRun: dryRun, OfferText.text)
    }
  }
}

struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Why an appointment is where it is, or why it is not placed and the least changes that would place it.")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The appointment's or visit's id.") var id: String

  func run() async throws {
    try await options.perform(ExplainAppointment.self, { _, _ in RecordName(id) }, ExplainText.text)
  }
}

struct NotifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notify", abstract: "What is said to whom, when and why.",
    subcommands: [
      NotifyPreview.self, NotifyRulesCommand.self, NotifyCheck.self, NotifyTemplates.self, NotifyReply.self,
      NotifyReplies.self, NotifySend.self, NotifyLog.self, NotifyWhy.self, NotifyRetry.self, NotifyReceipt.self,
      NotifyChannels.self, NotifyChannel.self,
    ])
}

struct NotifyPreview: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview", abstract: "What would be said now, to whom and why; sends nothing.")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The day; today where none is given.") var date: String?

  func run() async throws {
    try await options.perform(
      PreviewNotifications.self, { _, context in DayName(try context.date(date)) }, NotificationText.preview)
  }
}

struct NotifySend: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "send", abstract: "Deliver the messages that are due.")

  @OptionGroup var options: WriteOptions
  @Option(help: "Most messages to deliver.") var limit = 500
  @Flag(name: .long, help: "Show what is due; send nothing.") var dryRun = false

  func validate() throws {
    guard (1...100_000).contains(limit) else { throw ValidationError("--limit takes 1 to 100000.") }
  }

  func run() async throws {
    try await options.perform(
      SendNotifications.self, { _, _ in SendRequest(limit: limit) }, dryRun: dryRun
    ) { report, style in
      dryRun
        ? NotificationText.log(NotificationList(report.sent), style)
        : NotificationText.sent(report, style)
    }
  }
}

struct NotifyLog: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "What was said to whom, when and why, and what waits to be said.")

  @OptionGroup var options: GlobalOptions
  @Option(help: "Only those about this appointment.") var appointment: String?
  @Option(help: "Only those to this customer.") var customer: String?
  @Option(help: "Only those that stand here: queued, leased, sent, dead, dropped.") var state: String?
  @Option(help: "Only those that were decided at this time or later.") var since: String?
  @Option(help: "Only those of this kind, such as running-late.") var kind: String?
  @Option(help: "Only the first so many.") var limit: Int?
  @Flag(help: "The messages in full, not a line each.") var full = false

  func validate() throws {
    guard limit ?? 1 >= 1 else { throw ValidationError("--limit takes 1 or more.") }
  }

  func run() async throws {
    try await options.perform(
      ShowNotifications.self,
      { _, context in
        NotificationQuery(
          appointment: appointment, customer: customer,
          state: try state.map { try ImportCommand.choice($0, "--state") },
          since: try context.time(since, option: "--since"),
          kind: try kind.map { try ImportCommand.choice($0, "--kind") }, limit: limit)
      }
    ) { list, style in
      guard full, !list.items.isEmpty else { return NotificationText.log(list, style) }
      return list.items.map { NotificationText.whole($0, style).joined(separator: "\n") }.joined(separator: "\n\n")
    }
  }
}

struct NotifyRetry: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Put messages that were given up back into the outbox.")

  @OptionGroup var options: WriteOptions
  @Argument(help: "Only this one: its key, or its number in the outbox.") var message: String?
  @Option(help: "Only those about this appointment.") var appointment: String?
  @Option(help: "Only those to this customer.") var customer: String?
  @Flag(name: .long, help: "Show what would be tried again; change nothing.") var dryRun = false

  func run() async throws {
    try await options.perform(
      RetryNotifications.self,
      { _, _ in NotificationQuery(appointment: appointment, customer: customer, message: message) },
      dryRun: dryRun
    ) { list, style in
      list.items.isEmpty
        ? "Nothing was given up." : "\(list.items.count) to be tried again\n" + NotificationText.log(list, style)
    }
  }
}

struct NotifyChannel: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "channel", abstract: "Send all messages one way: to a file, or to a program that reads each as JSON.",
    discussion:
      "`punctual notify channel file:messages.ndjson`, `punctual notify channel 'command:[\"/usr/local/bin/send-sms\"]'`"
  )

  @OptionGroup var options: WriteOptions
  @Argument(help: "file:PATH, or command: and a JSON array of the program and its arguments.") var channel: String

  func run() async throws {
    try await options.perform(SetChannel.self, { _, _ in ChannelForm(channel) }) { form, _ in
      "messages go to \(form.channel)"
    }
  }
}
