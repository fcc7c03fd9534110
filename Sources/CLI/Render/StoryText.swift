import PunctualModel
import PunctualService
import PunctualWire

/// A message from its cause to its receipt.
enum StoryText {
  static func text(_ story: MessageStory, _ style: Style) -> String {
    let message = story.message
    var lines = [style.ink(message.key, .bold) + "  \(message.state.rawValue)"]
    func part(_ name: String, _ text: String) {
      let wrapped = Style.wrap(text, style.width - 11)
      for (number, line) in wrapped.enumerated() {
        lines.append(Style.pad(number == 0 ? name : "", 9) + "  " + line)
      }
    }
    if let event = story.cause?.event {
      part(
        "cause",
        "\(style.moment(event.at)) \(event.kind.rawValue) \(event.subject) by \(event.actor) (entry \(event.sequence))"
      )
      for (name, value) in event.details.sorted(by: { $0.key < $1.key }) {
        part("", "\(name): \(AuditText.shown(value, style))")
      }
    } else {
      part("cause", "the passing of time")
    }
    part("decided", "\(style.moment(message.createdAt)) \(message.kind.rawValue): \(message.reason)")
    if !message.rule.isEmpty { part("rule", message.rule) }
    if let follows = message.follows { part("follows", follows) }
    part(
      "to",
      "\(message.audience.rawValue), \(message.address) by \(message.channel.rawValue), from "
        + "\(style.moment(message.dueAt)), worth nothing after \(style.moment(message.expiresAt))")
    part("text", message.subject.isEmpty ? message.body : message.subject + "\n" + message.body)
    for attempt in story.attempts {
      var words = "\(style.moment(attempt.startedAt)) \(attempt.channel): \(attempt.outcome?.rawValue ?? "under way")"
      if let receipt = attempt.receipt { words += " as \(receipt)" }
      if let error = attempt.error { words += ": \(error)" }
      part("attempt \(attempt.number)", words)
      if let report = attempt.report {
        part("receipt", "\(style.moment(report.at)) \(report.state.rawValue)\(report.detail.map { ": \($0)" } ?? "")")
      }
    }
    if story.attempts.isEmpty { part("attempts", message.lastError ?? "none yet") }
    for reply in story.replies {
      part("reply", "\(style.moment(reply.receivedAt)) \(reply.meaning.word.rawValue): \(reply.text)")
      if let outcome = reply.outcome { part("", outcome) }
    }
    return lines.joined(separator: "\n")
  }
}

/// Which way messages go out.
enum ChannelText {
  static func text(_ report: ChannelReport, _ style: Style) -> String {
    var lines = report.channels.summary.map { Style.pad($0.name, 10) + "  " + $0.words }
    lines += report.problems.map { "problem: \($0)" }
    return lines.joined(separator: "\n")
  }
}
