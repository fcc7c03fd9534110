import PunctualModel
import PunctualService

/// Complaints, survey answers and calls.
enum CareText {
  static func line(_ complaint: Complaint, _ style: Style) -> String {
    let about = complaint.appointment.map { " about \($0)" } ?? ""
    let head = "\(complaint.id) \(complaint.state.rawValue): \(complaint.cause.rawValue), \(complaint.customer)\(about)"
    guard complaint.answeredAt == nil else {
      return head + (complaint.isOverdue(at: complaint.openedAt) ? "; answered after its time" : "; answered in time")
    }
    return head + "; to be answered by \(style.when(complaint.dueAt))"
  }

  static func complaint(_ complaint: Complaint, _ style: Style) -> String {
    var lines = [style.ink(line(complaint, style), .bold)]
    lines += ["", "  \(style.when(complaint.openedAt))  opened"]
    lines += Style.wrap(complaint.text, max(20, style.width - 4)).map { "    \($0)" }
    if let at = complaint.acknowledgedAt { lines.append("  \(style.when(at))  acknowledged") }
    if let at = complaint.answeredAt {
      lines.append("  \(style.when(at))  answered")
      lines += Style.wrap(complaint.answer ?? "", max(20, style.width - 4)).map { "    \($0)" }
    }
    if let at = complaint.closedAt { lines.append("  \(style.when(at))  closed") }
    return lines.joined(separator: "\n")
  }

  static func complaints(_ list: ComplaintList, _ style: Style) -> String {
    guard !list.items.isEmpty else { return "No complaints." }
    var table = Table([
      .init("complaint"), .init("cause"), .init("state"), .init("due"), .init("customer"), .init("appointment"),
      .init("words", below: true),
    ])
    for complaint in list.items {
      let waits = complaint.answeredAt == nil
      let due = waits ? style.when(complaint.dueAt) + (complaint.isOverdue(at: list.now) ? " !" : "") : ""
      table.rows.append([
        complaint.id, complaint.cause.rawValue, complaint.state.rawValue, due, complaint.customer,
        complaint.appointment ?? "", oneLine(complaint.text),
      ])
    }
    let overdue = list.overdue == 0 ? "" : "\n" + style.ink("\(list.overdue) beyond the time to answer (!)", .redBold)
    return table.text(style) + overdue
  }

  static func line(_ answer: SurveyAnswer, _ style: Style) -> String {
    "\(answer.appointment): \(answer.score) of 5"
      + (answer.score <= SurveyAnswer.poor ? "; somebody should look at it" : "")
  }

  static func surveys(_ list: SurveyList, _ style: Style) -> String {
    guard let mean = list.mean else { return "No answers." }
    var table = Table([
      .init("when"), .init("appointment"), .init("customer"), .init("score", right: true),
      .init("comment", below: true),
    ])
    for answer in list.items {
      table.rows.append([
        style.when(answer.at), answer.appointment, answer.customer, "\(answer.score)", oneLine(answer.comment ?? ""),
      ])
    }
    return table.text(style) + "\n\(Style.count(list.items.count, "answer")), mean \(Style.tenths(mean))"
  }

  static func line(_ call: Call, _ style: Style) -> String {
    let told = call.toldStart.map { ", told \(style.clock($0))" } ?? ""
    return "\(call.appointment): \(call.customer) called at \(style.clock(call.at)), \(call.outcome.rawValue)\(told)"
  }

  static func calls(_ list: CallList, _ style: Style) -> String {
    guard !list.items.isEmpty else { return "Nobody is to be called." }
    var table = Table([
      .init("by"), .init("customer"), .init("number"), .init("appointment"), .init("expected"),
      .init("tried", right: true), .init("why", below: true),
    ])
    for call in list.items {
      table.rows.append([
        call.by.map(style.clock) ?? "", call.name, call.phones.first ?? "none on file", call.appointment,
        call.expected.map(style.clock) ?? "", call.tries == 0 ? "" : "\(call.tries)", call.reason,
      ])
    }
    return table.text(style)
  }

  static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " / ")
  }
}

extension Style {
  /// `Mon 23 Nov 09:05`.
  func when(_ instant: Instant) -> String {
    "\(shortDay(zone.local(instant).date)) \(clock(instant))"
  }

  /// `4.3`.
  static func tenths(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }
}
