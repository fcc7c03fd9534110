import PunctualModel
import PunctualService

/// How good predictions were.
struct CalibrationText {
  var report: CalibrationReport
  /// The moment that is shown in full; nil where too few predictions are of it.
  var chosen: MomentScores?
  var style: Style

  var text: String {
    var lines = [style.ink("The forecast from \(style.day(report.from)) to \(style.day(report.to))", .bold)]
    lines += Style.wrap(basis, style.width - 2).map { "  " + $0 }
    guard !report.moments.isEmpty else {
      return (lines + ["  Too few to judge: at least \(report.minimum) predictions of a moment are needed."])
        .joined(separator: "\n") + promises.joined(separator: "\n")
    }
    lines += ["", moments] + lateness
    if let chosen {
      lines += reliability(chosen) + pit(chosen)
      for (title, groups) in [
        ("kind of work", chosen.byType), ("technician", chosen.byTechnician), ("hour", chosen.byHour),
      ] where groups.count > 1 {
        lines += ["", self.groups(title, groups)]
      }
      lines +=
        [""]
        + Style.wrap(
          "Groups of fewer than \(report.minimum) predictions are taken together as \"others\". \(report.note)",
          style.width - 2
        ).map { style.ink("  " + $0, .dim) }
    }
    return (lines + promises).joined(separator: "\n")
  }

  private var basis: String {
    var text =
      report.basis == .stated
      ? "\(report.visits) visits, by the predictions that were made at the time"
      : "\(report.visits) visits, each predicted again by a model of what was over before "
        + "(\(report.learnedFrom) visits at first)"
    if report.replanned > 0 { text += "; \(report.replanned) predictions were overtaken by a new plan and not judged" }
    if report.setAside > 0 { text += "; \(report.setAside) records contradict themselves and take no part" }
    return text + "."
  }

  private var moments: String {
    var table = Table([
      .init("predicted", flexible: true), .init("visits", right: true), .init("50 %", right: true),
      .init("80 %", right: true), .init("90 %", right: true), .init("CRPS", right: true),
      .init("plan", right: true), .init("past", right: true),
    ])
    for scores in report.moments {
      let figures = scores.figures
      table.rows.append([
        scores.moment.words, "\(figures.count)", Style.percent(figures.coverage50), Style.percent(figures.coverage80),
        Style.percent(figures.coverage90), Self.minutes(figures.crps), Self.skill(figures.crpsSkillPlan),
        Self.skill(figures.crpsSkillClimate),
      ])
    }
    return [
      style.ink("Times: how many came within the intervals; error (CRPS), and skill against plan and past", .bold),
      table.text(style, indent: 2),
    ].joined(separator: "\n")
  }

  private var lateness: [String] {
    var table = Table([
      .init("predicted", flexible: true), .init("visits", right: true), .init("late", right: true),
      .init("stated", right: true), .init("Brier", right: true), .init("plan", right: true), .init("past", right: true),
    ])
    for scores in report.moments {
      guard let figures = scores.figures.lateness else { continue }
      table.rows.append([
        scores.moment.words, "\(figures.count)", Self.share(figures.late), Self.share(figures.stated),
        Self.decimal(figures.brier, 4), Self.skill(figures.brierSkillPlan), Self.skill(figures.brierSkillClimate),
      ])
    }
    guard !table.rows.isEmpty else { return [] }
    return [
      "", style.ink("Lateness: how many, the chance stated on average, and the skill of the chances", .bold),
      table.text(style, indent: 2),
    ]
  }

  private func reliability(_ scores: MomentScores) -> [String] {
    guard !scores.reliability.isEmpty else { return [] }
    return [
      "", style.ink("Stated chance of lateness against what happened, \(scores.moment.words)", .bold),
      Self.table(scores.reliability, happened: "was late", style),
    ]
  }

  private static func table(_ rows: [ReliabilityRow], happened: String, _ style: Style) -> String {
    var table = Table([
      .init("stated"), .init("visits", right: true), .init("mean", right: true), .init(happened, right: true),
      .init("honest is", right: true), .init(""),
    ])
    for row in rows {
      let mark = row.isAsStated ? "" : row.happened > row.stated ? "! more often" : "! less often"
      table.rows.append([
        "\(Int((row.from * 100).rounded()))-\(Int((row.to * 100).rounded())) %", "\(row.count)", share(row.stated),
        share(row.happened), "\(share(row.expectedLow)) to \(share(row.expectedHigh))", mark,
      ])
    }
    return table.text(style, indent: 2)
  }

  private func pit(_ scores: MomentScores) -> [String] {
    let pit = scores.pit
    let most = max(pit.shares.max() ?? 0.1, 0.1)
    let room = max(10, min(40, style.width - 30))
    var lines = [
      "", style.ink("Where outcomes lay in their distributions, \(scores.moment.words): level is honest", .bold),
    ]
    for (bin, share) in pit.shares.enumerated() {
      let bar = String(repeating: "#", count: Int((share / most * Double(room)).rounded()))
      lines.append("  \(Style.pad("\(bin * 10)-\(bin * 10 + 10) %", 9)) \(Style.pad(bar, room)) \(Self.share(share))")
    }
    let verdict =
      pit.isFlat
      ? "level: chi-square \(Self.decimal(pit.chiSquare, 1)), and up to \(Self.decimal(pit.critical, 1)) is chance"
      : "not level: chi-square \(Self.decimal(pit.chiSquare, 1)), over the \(Self.decimal(pit.critical, 1)) of chance"
    lines.append(
      "  \(verdict); the worst tenth is off by \(Self.decimal(pit.worst * 100, 1)) points")
    return lines
  }

  private func groups(_ title: String, _ groups: [ScoreGroup]) -> String {
    var table = Table([
      .init(title, flexible: true), .init("visits", right: true), .init("80 %", right: true),
      .init("90 %", right: true), .init("CRPS", right: true), .init("plan", right: true), .init("late", right: true),
      .init("stated", right: true), .init("Brier", right: true),
    ])
    for group in groups {
      let figures = group.figures
      table.rows.append([
        group.name ?? "others", "\(figures.count)", Style.percent(figures.coverage80),
        Style.percent(figures.coverage90), Self.minutes(figures.crps), Self.skill(figures.crpsSkillPlan),
        figures.lateness.map { Self.share($0.late) } ?? "", figures.lateness.map { Self.share($0.stated) } ?? "",
        figures.lateness.map { Self.decimal($0.brier, 3) } ?? "",
      ])
    }
    return table.text(style, indent: 2)
  }

  private var promises: [String] {
    let promises = report.promises
    guard promises.count > 0 else { return [] }
    var lines = [
      "", style.ink("Promises made with a stated chance", .bold),
      "  \(promises.count) promises, kept with \(Style.percent(promises.stated)) by what was stated, "
        + "\(Style.percent(promises.kept)) in truth",
    ]
    if promises.rows.isEmpty {
      lines.append("  Too few for a table: \(report.minimum) are needed.")
    } else {
      lines.append(Self.table(promises.rows, happened: "kept", style))
    }
    return lines
  }

  /// A share with one decimal, for figures of which a point matters.
  static func share(_ share: Double) -> String { "\(decimal(share * 100, 1)) %" }

  static func skill(_ skill: Double?) -> String { skill.map { decimal($0, 2) } ?? "-" }

  static func minutes(_ seconds: Double) -> String { "\(decimal(seconds / 60, 1)) min" }

  static func decimal(_ value: Double, _ places: Int) -> String {
    let scale = (0..<places).reduce(1) { product, _ in product * 10 }
    let whole = Int((abs(value) * Double(scale)).rounded())
    let fraction = String(whole % scale)
    let padded = String(repeating: "0", count: places - fraction.count) + fraction
    return "\(value < 0 && whole > 0 ? "-" : "")\(whole / scale).\(padded)"
  }
}

extension ForecastMoment {
  /// As a dispatcher says it.
  var words: String {
    switch self {
    case .dayStart: "before setting out"
    case .hourAhead: "an hour ahead"
    case .next: "visit before done"
    case .working: "end, as work began"
    }
  }
}
