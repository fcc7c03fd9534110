import PunctualModel
import PunctualService

/// Service figures over a period.
enum ReportText {
  static func text(_ report: ServiceReport, _ style: Style) -> String {
    let total = report.total
    var lines = [style.ink("Service from \(report.from) to \(report.to)", .bold)]
    guard total.visits + total.promised > 0 else { return lines[0] + "\n  no visits took place" }
    let kept = share(total.keptShare)
    lines.append(
      "  \(Style.count(total.visits, "visit")), \(Style.count(total.promised, "promise")), \(kept) kept\(meanLate(total))"
    )
    if report.promisesSaved > 0 {
      let saved =
        report.promisesSaved == 1 ? "1 promise in danger was" : "\(report.promisesSaved) promises in danger were"
      lines.append("  \(saved) saved by moving a visit")
    }
    if total.promised > total.kept, report.toldBeforeLate > 0 {
      lines.append("  \(report.toldBeforeLate) late visits whose customer was told before the promise ended")
    }
    if !report.byTier.isEmpty { lines += ["", tiers(report).text(style, indent: 2)] }
    for (title, groups) in [("kind of work", report.byType), ("area", report.byArea)] {
      let shown = groups.filter { $0.value.visits + $0.value.promised > 0 }
      if shown.isEmpty { continue }
      var table = Table([
        .init(title, flexible: true), .init("visits", right: true), .init("promised", right: true),
        .init("kept", right: true), .init("mean late", right: true), .init("first time", right: true),
      ])
      for (name, figures) in shown.sorted(by: { ($1.value.visits, $0.key) < ($0.value.visits, $1.key) }) {
        table.rows.append([
          name, "\(figures.visits)", "\(figures.promised)", share(figures.keptShare),
          figures.meanLate.map(Style.duration) ?? "", share(figures.fixShare),
        ])
      }
      lines += ["", table.text(style, indent: 2)]
    }
    lines += said(report)
    if !report.notifications.isEmpty {
      let sent = report.notifications.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
      lines += ["", "  Messages sent: \(sent)"]
    }
    return lines.joined(separator: "\n")
  }

  /// What each tier got, beside the chance that it is owed: of the broken promises, those told of as early as the tier
  /// states; of the complaints, those answered in its time.
  private static func tiers(_ report: ServiceReport) -> Table {
    var table = Table([
      .init("tier", flexible: true), .init("promised", right: true), .init("kept", right: true),
      .init("owed", right: true), .init("told ahead", right: true), .init("false", right: true),
      .init("messages", right: true), .init("survey", right: true), .init("answered", right: true),
    ])
    let order = report.standards.map(\.name)
    for name in order + report.byTier.keys.filter({ !order.contains($0) }).sorted() {
      guard let figures = report.byTier[name], let standard = report.standards.first(where: { $0.name == name }) else {
        continue
      }
      table.rows.append([
        name, "\(figures.promised)", share(figures.keptShare), Style.percent(standard.promiseChance),
        figures.ownPromised == figures.ownKept
          ? "" : "\(figures.toldByStandard) of \(figures.ownPromised - figures.ownKept)",
        "\(figures.falseAlarms)", figures.messagesPerVisit.map(Style.tenths) ?? "",
        figures.surveyMean.map(Style.tenths) ?? "",
        figures.complaints == 0 ? "" : "\(figures.complaintsInTime) of \(figures.complaints)",
      ])
    }
    return table
  }

  /// Response times, survey, complaints and repeats in a line each.
  private static func said(_ report: ServiceReport) -> [String] {
    let total = report.total
    var lines: [String] = []
    if total.falseAlarms > 0 {
      lines.append("  \(total.falseAlarms) of \(total.alarms) customers who were told of a delay had none after all")
    }
    if let mean = total.meanResponse {
      lines.append(
        "  \(total.responses) requests promised a window after \(Style.duration(mean)) on average, "
          + "\(total.responsesInTime) within the tier's time")
    }
    if let mean = total.surveyMean {
      let rate = total.surveyRate.map { ", \(Style.percent($0)) of those asked" } ?? ""
      lines.append("  survey: \(Style.tenths(mean)) of 5 in \(total.surveyAnswers) answers\(rate)")
    }
    if total.complaints > 0 {
      let causes = report.complaintsByCause.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        .map { "\($0.value) \($0.key)" }.joined(separator: ", ")
      let answer = total.meanAnswer.map { "; answered after \(Style.duration($0)) on average" } ?? ""
      lines.append("  complaints: \(causes); \(total.complaintsInTime) answered in time\(answer)")
    }
    if let fixed = total.fixShare, let repeats = total.repeatShare {
      lines.append("  done the first time: \(Style.percent(fixed)); repeats within 30 days: \(Style.percent(repeats))")
    }
    return lines.isEmpty ? [] : [""] + lines
  }

  private static func share(_ share: Double?) -> String { share.map(Style.percent) ?? "" }

  private static func meanLate(_ figures: ServiceFigures) -> String {
    let missed = figures.missed > 0 ? "; for \(figures.missed) nobody came" : ""
    return (figures.meanLate.map { "; those late were late by \(Style.duration($0)) on average" } ?? "") + missed
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
      numbers.sorted { $0.key < $1.key }.map { kinds, number in
        let kinds = kinds.replacing("_", with: " ")
        return Style.count(number, kinds.hasSuffix("s") ? String(kinds.dropLast()) : kinds, kinds)
      }.joined(separator: ", ")
    }
    var lines: [String] = []
    if !report.added.isEmpty { lines.append("added \(counts(report.added))") }
    if !report.changed.isEmpty { lines.append("changed \(counts(report.changed))") }
    if !report.unchanged.isEmpty { lines.append("already there: \(counts(report.unchanged))") }
    if !report.leftOut.isEmpty { lines.append("not kept, with \(Style.count(report.leftOut.count, "fault")):") }
    lines += report.leftOut.prefix(20).map { "  \($0)" }
    return lines.isEmpty ? "nothing to import" : lines.joined(separator: "\n")
  }
}
