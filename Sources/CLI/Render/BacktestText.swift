import PunctualModel
import PunctualService

/// What would have been said on past days.
struct BacktestText {
  var report: BacktestReport
  var style: Style

  var text: String {
    (summary + days + story).joined(separator: "\n")
  }

  private var summary: [String] {
    let total = report.total
    var lines = [style.ink("Gone through again: \(style.day(report.from)) to \(style.day(report.to))", .bold)]
    lines.append("  \(Style.count(total.visits, "visit")) with a promise, \(total.late) late")
    guard total.visits > 0 else { return lines + ["  Nothing was promised, so nobody would have been told."] }
    if total.late > 0 {
      lines.append(
        "  told before the promise ended: \(total.told) of the \(total.late) late"
          + (total.leadMinutes.map { ", in the middle \($0) min before" } ?? ""))
      lines.append("  told at least \(report.aheadMinutes) min before: \(total.toldInTime) of \(total.late)")
    }
    lines.append(
      "  \(total.alarms) alarms, \(total.falseAlarms) of them false"
        + (total.falseAlarms > 0 ? "; \(total.falseStanding) of these were never called off" : ""))
    let kinds = total.messages.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    lines.append("  \(CalibrationText.decimal(total.messagesPerVisit, 2)) messages a visit on the day itself: \(kinds)")
    if report.setAside > 0 { lines.append("  \(report.setAside) records contradict themselves and take no part") }
    return lines
  }

  private var days: [String] {
    var table = Table([
      .init("day"), .init("visits", right: true), .init("late", right: true), .init("told", right: true),
      .init("in time", right: true), .init("lead", right: true), .init("alarms", right: true),
      .init("false", right: true), .init("messages", right: true),
    ])
    for day in report.days {
      let figures = day.figures
      table.rows.append([
        style.shortDay(day.date), "\(figures.visits)", "\(figures.late)", "\(figures.told)", "\(figures.toldInTime)",
        figures.leadMinutes.map { "\($0) min" } ?? "-", "\(figures.alarms)", "\(figures.falseAlarms)",
        "\(figures.messages.values.reduce(0, +))",
      ])
    }
    return ["", table.text(style, indent: 2)]
  }

  private var story: [String] {
    guard let story = report.story else { return [] }
    let visit = story.visit
    var lines = [
      "",
      style.ink("\(visit.id)\(visit.type.map { ", \($0)" } ?? ""), with \(visit.technician)", .bold),
      "  promised \(style.span(visit.promised)), planned to start \(style.clock(visit.planned.start)), "
        + "started \(style.clock(visit.actual.start))",
      "",
    ]
    var table = Table([
      .init("at"), .init("late", right: true), .init("start"), .init("one in ten"),
      .init("what happened", flexible: true),
    ])
    for look in story.looks {
      table.rows.append([
        style.clock(look.at), Style.percent(look.chanceLate), style.clock(look.median),
        "\(style.clock(look.low))-\(style.clock(look.high))", look.happened ?? "",
      ])
    }
    lines.append(table.text(style, indent: 2))
    for look in story.looks {
      lines += look.said.flatMap { said in
        Style.wrap("\(style.clock(look.at))  \(said)", style.width - 4).enumerated().map {
          ($0.offset == 0 ? "  > " : "    ") + $0.element
        }
      }
    }
    if let cause = story.looks.last(where: { $0.cause != nil })?.cause { lines.append("  because: \(cause)") }
    return lines
  }
}
