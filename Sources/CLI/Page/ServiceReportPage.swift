import PunctualModel
import PunctualService

/// The service report as one HTML page with charts, to look at and to print. It holds everything that it shows.
struct ServiceReportPage {
  let report: ServiceReport

  var html: String {
    let name = "Service \(report.from) to \(report.to)"
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(HTML.escape(report.firm)): \(name)</title>
      <style>
      \(PageStyle.css)
      </style>
      </head>
      <body>
      <h1>\(HTML.escape(report.firm))</h1>
      <p class="soft">\(name)</p>
      \(report.total.visits + report.total.promised == 0 ? "<p>No visits took place.</p>" : content)
      <footer>Kept: somebody was there before the promise ended. Told in time: as early as the customer's tier states;
      messages and what was told are those of visits planned here, not of imported ones.
      Repeat: the same kind of work at the same site within 30 days.</footer>
      </body>
      </html>

      """
  }

  private var content: String {
    ([tiles, days, tiers] + [words, groups("kind of work", report.byType), groups("area", report.byArea), messages])
      .filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var tiles: String {
    let total = report.total
    let all: [(String?, String)] = [
      (total.keptShare.map(Style.percent), "of \(total.promised) promises kept"),
      (total.toldShare.map(Style.percent), "of \(total.ownPromised - total.ownKept) broken were told in time"),
      (total.falseShare.map(Style.percent), "of those kept were told of a delay"),
      (total.messagesPerVisit.map(Style.tenths), "messages a visit beyond the confirmation"),
      (total.meanResponse.map(Style.duration), "from request to promise, on average"),
      (total.surveyMean.map(Style.tenths), "of 5 in \(total.surveyAnswers) survey answers"),
      (total.fixShare.map(Style.percent), "of \(total.finished) jobs done the first time"),
      (
        total.complaints > 0 ? "\(total.complaints)" : nil,
        "\(total.complaints == 1 ? "complaint" : "complaints"), \(total.complaintsInTime) answered in time"
      ),
      (report.promisesSaved > 0 ? "\(report.promisesSaved)" : nil, "promises saved by moving a visit"),
    ]
    let shown = all.compactMap { figure, words in
      figure.map { "<div class=\"tile\"><b>\(HTML.escape($0))</b><span>\(HTML.escape(words))</span></div>" }
    }
    return "<div class=\"tiles\">\(shown.joined(separator: "\n"))</div>"
  }

  /// By day, or by week where the days are many.
  private var days: String {
    let dated = report.byDay.compactMap { day, figures in LocalDate(day).map { ($0, figures) } }
      .filter { $0.1.promised > 0 }.sorted { $0.0 < $1.0 }
    guard let first = dated.first?.0, let last = dated.last?.0 else { return "" }
    let isLong = last.daysSinceEpoch - first.daysSinceEpoch > 62
    var bars: [(LocalDate, ServiceFigures)] = []
    for (date, figures) in dated {
      let weekday = Weekday.allCases.firstIndex(of: date.weekday) ?? 0
      let start = isLong ? date.adding(days: -weekday) : date
      if bars.last?.0 == start { bars[bars.count - 1].1.add(figures) } else { bars.append((start, figures)) }
    }
    let stacks = bars.map { date, figures in
      let late = figures.promised - figures.kept - figures.missed
      return Charts.Stack(
        label: "\(date.day).\(date.month).",
        title: "\(date): \(figures.kept) kept, \(late) late, \(figures.missed) missed",
        parts: [("kept", figures.kept), ("late", late), ("missed", figures.missed)])
    }
    return figure(
      "Promises by \(isLong ? "week" : "day")",
      "<i class=\"key kept\"></i>kept<i class=\"key late\"></i>late<i class=\"key missed\"></i>nobody came",
      Charts.stacks(stacks, title: "Promises kept, late and missed by \(isLong ? "week" : "day")"))
  }

  private var tiers: String {
    let known = report.standards.compactMap { tier in report.byTier[tier.name].map { (tier, $0) } }
    guard !known.isEmpty else { return "" }
    let levels = known.compactMap { tier, figures in
      figures.keptShare.map {
        Charts.Level(
          label: tier.name, share: $0, figure: "\(Style.percent($0)) of \(figures.promised)",
          standard: tier.promiseChance)
      }
    }
    let rows = known.map { tier, figures in
      [
        tier.name, "\(figures.promised)", share(figures.keptShare), Style.percent(tier.promiseChance),
        "\(share(figures.toldShare)) (\(tier.toldAheadMinutes) min)", share(figures.falseShare),
        figures.messagesPerVisit.map(Style.tenths) ?? "", "\(figures.tooWide) (\(tier.windowMinutes) min)",
        figures.meanResponse.map { "\(Style.duration($0)) (\(tier.responseHours) h)" } ?? "",
        figures.surveyMean.map { "\(Style.tenths($0)) (\(share(figures.surveyRate)))" } ?? "",
        figures.complaints == 0 ? "" : "\(figures.complaintsInTime) of \(figures.complaints)",
        share(figures.repeatShare), share(figures.fixShare),
      ]
    }
    let table = HTML.table(
      [
        "tier", "promises", "kept", "stated", "broken, told in time (stated)", "kept, told of a delay",
        "messages a visit",
        "too wide (stated)", "response (stated)", "survey (response)", "complaints in time", "repeats", "first time",
      ], rows, caption: "What each tier got, and what it is owed")
    return figure(
      "By tier", "The line is the chance that the tier states.", Charts.levels(levels, title: "Promises kept by tier"))
      + "<div class=\"wide many\">\(table)</div>"
  }

  /// What customers said.
  private var words: String {
    var parts: [String] = []
    if report.total.surveyAnswers > 0 {
      let most = max(1, report.surveyScores.values.max() ?? 1)
      let levels = SurveyAnswer.scores.reversed().map { score in
        let count = report.surveyScores["\(score)"] ?? 0
        return Charts.Level(
          label: "\(score)", share: Double(count) / Double(most), figure: "\(count)", standard: nil)
      }
      let rate = report.total.surveyRate.map { "; \(Style.percent($0)) of those asked answered" } ?? ""
      parts.append(
        figure(
          "Survey", "Answers by score\(HTML.escape(rate)).", Charts.levels(levels, title: "Survey answers by score")))
    }
    if report.total.complaints > 0 {
      let most = max(1, report.complaintsByCause.values.max() ?? 1)
      let levels = report.complaintsByCause.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { cause, count in
        Charts.Level(label: cause, share: Double(count) / Double(most), figure: "\(count)", standard: nil)
      }
      let answer = report.total.meanAnswer.map { ", after \(Style.duration($0)) on average" } ?? ""
      let caption =
        "\(report.total.complaintsAnswered) of \(report.total.complaints) answered\(answer), "
        + "\(report.total.complaintsInTime) within the tier's time."
      parts.append(
        figure(
          "Complaints", HTML.escape(caption), Charts.levels(levels, title: "Complaints by cause", barClass: "late")))
    }
    return parts.joined(separator: "\n")
  }

  private func groups(_ title: String, _ groups: [String: ServiceFigures]) -> String {
    let rows = groups.filter { $0.value.promised + $0.value.visits > 0 }
      .sorted { ($1.value.visits, $0.key) < ($0.value.visits, $1.key) }.map { name, figures in
        [
          name, "\(figures.visits)", "\(figures.promised)", share(figures.keptShare),
          figures.meanLate.map(Style.duration) ?? "", figures.surveyMean.map(Style.tenths) ?? "",
          "\(figures.complaints)", share(figures.repeatShare), share(figures.fixShare),
        ]
      }
    guard !rows.isEmpty else { return "" }
    let head = [title, "visits", "promises", "kept", "mean late", "survey", "complaints", "repeats", "first time"]
    return "<h2>By \(title)</h2><div class=\"wide\">\(HTML.table(head, rows, caption: ""))</div>"
  }

  private var messages: String {
    guard !report.notifications.isEmpty else { return "" }
    let rows = report.notifications.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { [$0.key, "\($0.value)"] }
    return "<h2>Messages sent</h2>" + HTML.table(["kind", "sent"], rows, caption: "")
  }

  /// - Parameter caption: HTML.
  private func figure(_ title: String, _ caption: String, _ chart: String) -> String {
    "<h2>\(HTML.escape(title))</h2><figure><figcaption>\(caption)</figcaption>\(chart)</figure>"
  }

  private func share(_ share: Double?) -> String { share.map(Style.percent) ?? "" }
}
