import PunctualModel
import PunctualService

import struct PunctualModel.Notification

/// Messages: one line each, or whole.
enum NotificationText {
  /// `running-late to c012 by sms: reason`.
  static func line(_ notification: Notification, _ style: Style) -> String {
    let state = notification.state == .queued ? "" : ", \(notification.state.rawValue)"
    return
      "\(style.ink(notification.kind.rawValue, .cyan)) \(notification.appointment ?? notification.customer) by \(notification.channel.rawValue)"
      + "\(state): \(notification.reason)"
  }

  /// Address, text and reason.
  static func whole(_ notification: Notification, _ style: Style) -> [String] {
    let whom =
      notification.audience == .customer ? "" : " \(notification.technician ?? notification.audience.rawValue)"
    var lines = [
      style.ink(notification.kind.rawValue, .bold)
        + "  \(notification.appointment ?? notification.customer) ->\(whom) \(notification.address) (\(notification.channel.rawValue), \(notification.language.rawValue))"
    ]
    var facts = ["leaves \(style.moment(notification.dueAt))"]
    facts.append("worth until \(style.moment(notification.expiresAt))")
    if !notification.rule.isEmpty { facts.append("rule \(notification.rule)") }
    if let (parts, encoding) = notification.parts {
      facts.append("\(Style.count(parts, "part")) (\(encoding))")
    }
    if notification.calendar != nil { facts.append("with a calendar entry") }
    if notification.photo != nil { facts.append("with a photo") }
    lines += Style.wrap(facts.joined(separator: ", "), style.width - 2).map { "  " + style.ink($0, .dim) }
    lines += Style.wrap("why: \(notification.reason)", style.width - 2).map { "  " + style.ink($0, .dim) }
    if notification.channel == .email, !notification.subject.isEmpty {
      lines.append("  | " + style.ink(notification.subject, .bold))
    }
    lines += Style.wrap(notification.body, style.width - 4).map { $0.isEmpty ? "  |" : "  | \($0)" }
    return lines
  }

  static func preview(_ preview: NotificationPreview, _ style: Style) -> String {
    var lines: [String] = []
    if preview.decided.isEmpty {
      lines.append("Nothing new is to be said now.")
    } else {
      lines.append(style.ink("To be said now (\(preview.decided.count))", .bold))
      for notification in preview.decided { lines += [""] + whole(notification, style) }
    }
    if !preview.waiting.isEmpty {
      lines += ["", style.ink("Waiting in the outbox (\(preview.waiting.count))", .bold)]
      for notification in preview.waiting { lines += [""] + whole(notification, style) }
    }
    if !preview.withheld.isEmpty {
      lines += ["", style.ink("Not said (\(preview.withheld.count))", .bold)]
      lines += preview.withheld.prefix(20).map { "  \($0.kind.rawValue) \($0.appointment): \($0.reason)" }
    }
    return lines.joined(separator: "\n")
  }

  static func log(_ list: NotificationList, _ style: Style) -> String {
    guard !list.items.isEmpty else { return "No messages." }
    var table = Table([
      .init("when"), .init("state"), .init("kind"), .init("about"), .init("to", flexible: true),
      .init("why", below: true),
    ])
    for item in list.items {
      let at = item.sentAt ?? item.dueAt
      table.rows.append([
        style.moment(at), item.state.rawValue, item.kind.rawValue, item.appointment ?? item.customer,
        item.address, item.lastError ?? item.reason,
      ])
    }
    return table.text(style)
  }

  static func sent(_ report: SendReport, _ style: Style) -> String {
    var lines = ["\(report.sent.count) sent, \(report.failed.count) refused, \(report.dropped.count) dropped"]
    lines += report.failed.map { "  \($0.key): \($0.lastError ?? "refused")" }
    return lines.joined(separator: "\n")
  }
}

/// One step of the live loop.
enum TickText {
  /// - Parameter brief: the promises in danger are counted, not listed.
  static func text(_ report: TickReport, _ style: Style, brief: Bool = false) -> String {
    var lines: [String] = []
    if report.endangered.isEmpty {
      lines.append("\(style.clock(report.now))  no promise is in danger")
    } else {
      lines.append(
        "\(style.clock(report.now))  \(Style.count(report.endangered.count, "promise")) in danger"
      )
      for late in report.endangered where !brief {
        lines += Style.wrap(
          "\(Style.percent(late.probability)) \(late.visit.id) with \(late.technicianName), promised \(style.span(late.visit.promise))"
            + (late.cause.map { ": \($0)" } ?? ""), style.width - 6
        ).enumerated().map { ($0.offset == 0 ? "    " : "      ") + $0.element }
      }
    }
    for left in report.leftOut {
      lines += Style.wrap(
        "nobody is planned for \(left.appointment) (\(left.customerName)), promised \(style.span(left.promise)): "
          + left.reason, style.width - 6
      ).enumerated().map { ($0.offset == 0 ? "  ! " : "    ") + style.ink($0.element, .redBold) }
    }
    for move in report.moves {
      let saved =
        move.saves == move.visit ? "its own promise" : "the promise of \(move.saves)"
      lines += Style.wrap(
        "\(Self.words(move)), \(style.clock(move.start)): "
          + "\(saved) from \(Style.percent(move.before)) late to \(Style.percent(move.after))", style.width - 6
      ).enumerated().map { ($0.offset == 0 ? "  + " : "    ") + style.ink($0.element, .green) }
    }
    for notification in report.queued where !notification.kind.isRoutine && notification.audience == .customer {
      lines += Style.wrap(NotificationText.line(notification, style), style.width - 6).enumerated().map {
        ($0.offset == 0 ? "  > " : "    ") + $0.element
      }
    }
    lines += counted(report.queued.filter { $0.kind.isRoutine || $0.audience != .customer }, style)
    if report.sent + report.failed + report.dropped > 0 {
      lines.append("  \(report.sent) sent, \(report.failed) refused, \(report.dropped) dropped")
    }
    return lines.joined(separator: "\n")
  }

  /// What goes out in the course of things, and to the firm's own people: a line a kind.
  private static func counted(_ notifications: [Notification], _ style: Style) -> [String] {
    struct Group: Hashable {
      var kind: NotificationKind
      var audience: Audience
    }
    let groups = Dictionary(grouping: notifications) { Group(kind: $0.kind, audience: $0.audience) }
    return groups.sorted {
      ($0.key.audience.rawValue, $0.key.kind.rawValue) < ($1.key.audience.rawValue, $1.key.kind.rawValue)
    }
    .flatMap { group, messages -> [String] in
      let count = "\(messages.count) \(group.audience.rawValue)\(messages.count == 1 ? "" : "s")"
      let whom = group.audience == .dispatcher ? "the office" : count
      // The office's people look at each.
      let which = group.audience == .dispatcher ? ": " + messages.map(\.about).joined(separator: ", ") : ""
      return Style.wrap("\(style.ink(group.kind.rawValue, .cyan)) to \(whom)\(which)", style.width - 6).enumerated()
        .map { ($0.offset == 0 ? "  > " : "    ") + $0.element }
    }
  }

  private static func words(_ move: RecoveryMove) -> String {
    let visit = "\(move.visit) (\(move.customerName))"
    return switch move.how {
    case "place": "found a place for \(visit) with \(move.toName)"
    case "reorder": "put \(visit) at another time with \(move.toName)"
    case "swap": "exchanged \(visit), from \(move.fromName) to \(move.toName)"
    case "borrow": "moved \(visit) from \(move.fromName) to \(move.toName) of another area"
    default: "moved \(visit) from \(move.fromName) to \(move.toName)"
    }
  }
}
