import PunctualModel
import PunctualService

/// Service figures over a period.
enum ReportText {
  static func text(_ report: ServiceReport, _ style: Style) -> String {
    let total = report.total
    var lines = [style.ink("Service from \(report.from) to \(report.to)", .bold)]
    guard total.visits > 0 else { return lines[0] + "\n  no visits took place" }
    lines.append("  \(total.visits) visits, \(total.promised) promises, \(kept(total)) kept\(meanLate(total))")
    if report.promisesSaved > 0 {
      lines.append("  \(report.promisesSaved) promises in danger were saved by moving a visit")
    }
    if total.promised > total.kept, report.toldBeforeLate > 0 {
      lines.append("  \(report.toldBeforeLate) late visits whose customer was told before the promise ended")
    }
    for (title, groups) in [("tier", report.byTier), ("kind of work", report.byType), ("area", report.byArea)]
    where !groups.isEmpty {
      var table = Table([
        .init(title, flexible: true), .init("visits", right: true), .init("promised", right: true),
        .init("kept", right: true),
        .init("mean late", right: true),
      ])
      for (name, figures) in groups.sorted(by: { ($1.value.visits, $0.key) < ($0.value.visits, $1.key) }) {
        let late = figures.promised - figures.kept
        table.rows.append([
          name, "\(figures.visits)", "\(figures.promised)", kept(figures),
          late > 0 ? Style.duration(figures.lateSeconds / late) : "",
        ])
      }
      lines += ["", table.text(style, indent: 2)]
    }
    if !report.notifications.isEmpty {
      let sent = report.notifications.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
      lines += ["", "  Messages sent: \(sent)"]
    }
    return lines.joined(separator: "\n")
  }

  private static func kept(_ figures: ServiceFigures) -> String {
    figures.promised == 0 ? "" : Style.percent(Double(figures.kept) / Double(figures.promised))
  }

  private static func meanLate(_ figures: ServiceFigures) -> String {
    let late = figures.promised - figures.kept
    return late == 0 ? "" : "; those late were late by \(Style.duration(figures.lateSeconds / late)) on average"
  }
}

/// What `doctor` found.
enum HealthText {
  static func text(_ report: HealthReport, _ style: Style) -> String {
    var lines = report.checks.map { check in
      let mark = check.ok ? style.ink("ok ", .green) : style.ink("BAD", .redBold)
      return "\(mark)  \(Style.pad(check.name, 16)) \(check.detail)" + (check.mend.map { "\n     mend: \($0)" } ?? "")
    }
    let counts = report.counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key.replacing("_", with: " "))" }
    lines.append(style.ink("     " + counts.joined(separator: ", "), .dim))
    return lines.joined(separator: "\n")
  }
}

/// What an import did.
enum ImportText {
  static func text(_ report: ImportReport) -> String {
    func counts(_ numbers: [String: Int]) -> String {
      numbers.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key.replacing("_", with: " "))" }.joined(
        separator: ", ")
    }
    var lines: [String] = []
    if !report.added.isEmpty { lines.append("added \(counts(report.added))") }
    if !report.changed.isEmpty { lines.append("changed \(counts(report.changed))") }
    if !report.unchanged.isEmpty { lines.append("already there: \(counts(report.unchanged))") }
    if !report.leftOut.isEmpty { lines.append("left out \(report.leftOut.count):") }
    lines += report.leftOut.prefix(20).map { "  \($0)" }
    return lines.isEmpty ? "nothing to import" : lines.joined(separator: "\n")
  }
}
