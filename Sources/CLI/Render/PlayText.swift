import PunctualService

/// What happened while a day ran its course.
enum PlayText {
  static func text(_ report: PlayReport, _ style: Style) -> String {
    var lines = [
      "\(style.clock(report.from))-\(style.clock(report.until))  \(Style.count(report.departed, "departure")), "
        + "\(Style.count(report.arrived, "arrival")), \(Style.count(report.finished, "visit")) finished",
      "             \(Style.count(report.ticks, "step")) of the live loop: \(Style.count(report.moves, "visit")) moved, "
        + "\(Style.count(report.sent, "message")) sent",
    ]
    for (visit, minutes) in report.stuck.sorted(by: { $0.key < $1.key }) {
      lines.append("             \(visit) takes \(minutes) min longer, and nobody has said so yet")
    }
    for step in report.steps { lines += ["", TickText.text(step, style, brief: true)] }
    return lines.joined(separator: "\n")
  }
}
