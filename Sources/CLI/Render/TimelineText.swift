import PunctualModel
import PunctualService

/// All that there was with one customer: a block a day, what went out marked `>`, what came in `<`.
struct TimelineText {
  let timeline: Timeline
  let style: Style
  /// Whole messages, not only their first words.
  var whole = false

  var text: String {
    var lines = [
      style.ink("\(timeline.name) (\(timeline.customer)), \(timeline.tier)", .bold), "  " + summary,
    ]
    var day: LocalDate?
    for entry in timeline.entries {
      let date = style.zone.local(entry.at).date
      if date != day { lines += ["", style.ink(style.day(date), .bold)] }
      day = date
      lines += self.lines(entry)
    }
    return lines.joined(separator: "\n")
  }

  private var summary: String {
    var parts = [Style.count(timeline.appointments, "appointment")]
    if timeline.promises > 0 { parts.append("\(timeline.kept) of \(Style.count(timeline.promises, "promise")) kept") }
    parts.append(Style.count(timeline.messages, "message"))
    if timeline.replies > 0 { parts.append(Style.count(timeline.replies, "reply", "replies")) }
    if timeline.complaints > 0 {
      let open = timeline.openComplaints > 0 ? " (\(timeline.openComplaints) open)" : ""
      parts.append(Style.count(timeline.complaints, "complaint") + open)
    }
    if let mean = timeline.surveyMean { parts.append("survey \(Style.tenths(mean))") }
    return parts.joined(separator: ", ")
  }

  private func lines(_ entry: TimelineEntry) -> [String] {
    let mark =
      switch entry.kind {
      case .message where entry.audience != .customer: " "
      case .message, .call: ">"
      case .reply, .survey: "<"
      case .complaint: "!"
      default: " "
      }
    var head = "  \(style.clock(entry.at)) \(mark) "
    switch entry.kind {
    case .message:
      let state = entry.state == .sent ? "" : " (\(entry.state?.rawValue ?? ""))"
      let whom =
        switch entry.audience {
        case .dispatcher: " to the office"
        case .technician: " to a technician"
        case .customer, nil: ""
        }
      head += "\(entry.what)\(state)\(whom) by \(entry.channel?.rawValue ?? "")"
    case .reply: head += "\(entry.what) by \(entry.channel?.rawValue ?? "")"
    case .survey: head += "survey \(entry.what)"
    case .call: head += "call: \(entry.what)"
    case .kept: head += style.ink(entry.what, .green)
    case .broken: head += style.ink(entry.what, .redBold)
    default: head += entry.what
    }
    if let appointment = entry.appointment { head += style.ink("  \(appointment)", .dim) }
    let isSpeech = [TimelineKind.message, .reply, .call, .complaint, .survey].contains(entry.kind)
    let room = max(20, style.width - 10)
    guard isSpeech else {
      // What a technician wrote of the work stands on lines of its own.
      let lines = entry.text.split(separator: "\n", omittingEmptySubsequences: false)
      let fact = lines.first.map { $0.isEmpty ? "" : "  \($0)" } ?? ""
      return [head + fact] + lines.dropFirst().flatMap { Style.wrap(String($0), room) }.map { "          \($0)" }
    }
    guard !entry.text.isEmpty else { return [head] }
    guard whole else { return [head, "          " + Style.cut(CareText.oneLine(entry.text), room)] }
    return [head] + Style.wrap(entry.text, room).map { $0.isEmpty ? "" : "          \($0)" }
  }
}
