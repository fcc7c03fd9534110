import PunctualModel
import PunctualService

/// The rules, a line each.
enum RulesText {
  static func text(_ rules: NotificationRules, _ style: Style) -> String {
    let quiet = rules.quietHours.map { "quiet \($0.start)-\($0.end)" } ?? "no quiet hours"
    var table = Table([
      .init("rule", flexible: true), .init("to"), .init("by"), .init("urgent"), .init("worth"),
      .init("when", below: true),
    ])
    for rule in rules.rules {
      table.rows.append([
        rule.id + (rule.enabled ? "" : " (off)"),
        rule.audience.rawValue + (rule.tiers.isEmpty ? "" : " (\(rule.tiers.joined(separator: ", ")))"),
        rule.channels.map(\.rawValue).joined(separator: ", "), rule.urgent ? "yes" : "",
        minutes(rule.lifetimeMinutes), when(rule.trigger),
      ])
    }
    return
      "\(quiet), at most \(rules.messageLimit) messages a visit, windows kept free \(minutes(rules.holdMinutes))\n\n"
      + table.text(style)
  }

  private static func when(_ trigger: RuleTrigger) -> String {
    var parts = [trigger.on.rawValue]
    if let at = trigger.at, let days = trigger.days { parts.append("\(days) d at \(at)") }
    if let offset = trigger.minutes { parts.append("\(offset > 0 ? "+" : "")\(offset) min") }
    if let chance = trigger.chance { parts.append("chance \(Style.percent(chance))") }
    if let median = trigger.medianMinutes { parts.append("or \(median) min past") }
    if let within = trigger.withinMinutes { parts.append("within \(minutes(within))") }
    for (chance, within, words) in [
      (trigger.likelyChance, trigger.likelyWithinMinutes, "within"),
      (trigger.sureChance, trigger.sureWithinMinutes, "within"),
      (trigger.lateChance, trigger.lateWithinMinutes, "in the last"),
    ] {
      if let chance, let within { parts.append("\(Style.percent(chance)) \(words) \(minutes(within))") }
    }
    if let atMost = trigger.atMost { parts.append("at most \(atMost)") }
    if let rest = trigger.restDays { parts.append("once in \(rest) d") }
    if let rest = trigger.restMinutes { parts.append("once in \(rest) min") }
    if let score = trigger.score { parts.append("score \(score) or less") }
    return parts.joined(separator: ", ")
  }

  private static func minutes(_ minutes: Int) -> String {
    switch minutes {
    case 0..<120: "\(minutes) min"
    case let whole where whole % 1440 == 0: "\(whole / 1440) d"
    case let whole where whole % 60 == 0: "\(whole / 60) h"
    default: "\(minutes / 60) h \(minutes % 60) min"
    }
  }
}

/// Templates and what they may name.
enum TemplatesText {
  static func variables(_ report: TemplateReport, _ style: Style) -> String {
    var table = Table([.init("variable"), .init("holds", flexible: true), .init("always there for", flexible: true)])
    let all = NotificationKind.allCases.count
    for variable in report.variables {
      let given = variable.givenFor.count == all ? "all" : variable.givenFor.map(\.rawValue).joined(separator: ", ")
      table.rows.append([variable.name, variable.meaning, given])
    }
    let kinds = Set(report.templates.map(\.name.kind.rawValue)).sorted().joined(separator: ", ")
    return table.text(style)
      + "\n\nWhat is not always there stands in a section of its own: {{#phone}}Call {{phone}}.{{/phone}}\n"
      + Style.wrap("Words: --kind \(kinds).", style.width).joined(separator: "\n")
  }

  static func words(_ report: TemplateReport, _ style: Style) -> String {
    guard !report.templates.isEmpty else { return "No templates." }
    return report.templates.map { template in
      var lines = [style.ink(template.name.path, .bold)]
      if !template.text.subject.isEmpty { lines.append("  | " + style.ink(template.text.subject, .bold)) }
      lines += template.text.body.split(separator: "\n", omittingEmptySubsequences: false).map { "  | \($0)" }
      return lines.joined(separator: "\n")
    }.joined(separator: "\n\n")
  }
}

/// Replies.
enum ReplyText {
  static func text(_ report: ReplyReport, _ style: Style) -> String {
    var lines = [(report.isRepeated ? "already taken down: " : "") + line(report.reply, style)]
    lines += report.notifications.map { "  > " + NotificationText.line($0, style) }
    return lines.joined(separator: "\n")
  }

  /// `7  c012: choice 2. Booked a017 for …`
  static func line(_ reply: Reply, _ style: Style) -> String {
    let meaning = reply.meaning.word.rawValue + (reply.meaning.number.map { " \($0)" } ?? "")
    return "\(reply.sequence)  \(reply.customer ?? reply.address): \(style.ink(meaning, .cyan)). "
      + (reply.outcome ?? "Waits for a person.")
  }

  static func list(_ list: ReplyList, _ style: Style) -> String {
    guard !list.items.isEmpty else { return "No replies." }
    var table = Table([
      .init("no"), .init("when"), .init("from"), .init("meaning"), .init("words", below: true),
      .init("what was done", below: true),
    ])
    for reply in list.items {
      table.rows.append([
        "\(reply.sequence)", style.moment(reply.receivedAt),
        reply.customer ?? reply.address,
        reply.meaning.word.rawValue + (reply.meaning.number.map { " \($0)" } ?? ""),
        String(reply.text.prefix(200)), reply.outcome ?? "waits for a person",
      ])
    }
    return table.text(style)
  }
}
