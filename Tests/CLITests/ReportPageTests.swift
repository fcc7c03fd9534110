import Foundation
import PunctualModel
import PunctualWire
import Support
import Testing

@testable import PunctualCLI
@testable import PunctualService

@Suite("The service report as a page")
struct ReportPageTests {
  private func report(_ name: String = "Müller & Söhne") throws -> ServiceReport {
    var figures = ServiceFigures()
    (figures.visits, figures.promised, figures.kept, figures.lateSeconds) = (10, 10, 8, 3600)
    (figures.ownVisits, figures.ownPromised, figures.ownKept) = (10, 10, 8)
    (figures.missed, figures.alarms, figures.falseAlarms, figures.messages) = (1, 3, 1, 24)
    (figures.surveysAsked, figures.surveyAnswers, figures.surveySum) = (8, 2, 7)
    (figures.complaints, figures.complaintsAnswered, figures.complaintsInTime) = (2, 1, 1)
    (figures.finished, figures.firstTimeFixed, figures.repeats) = (9, 8, 1)
    let gold = ServiceTier(
      name: name, promiseChance: 0.95, toldAheadMinutes: 60, windowMinutes: 60, responseHours: 4)
    let from = try #require(LocalDate("2026-11-23"))
    var report = ServiceReport(firm: name, from: from, to: from.adding(days: 1), standards: [gold, .standard])
    report.add(figures, tier: name, type: name, area: name, day: from)
    report.add(figures, tier: "standard", type: "lift", area: "north", day: from.adding(days: 1))
    report.notifications = [name: 3]
    report.complaintsByCause = ["late": 2]
    report.surveyScores = ["5": 1, "2": 1]
    return report
  }

  @Test("the page names the figures, beside what each tier is owed")
  func figures() throws {
    let html = ServiceReportPage(report: try report()).html
    for words in [
      "Müller &amp; Söhne", "80 %", "of 20 promises kept", "of 4 broken were told in time", "95 %", "Promises by day",
      "Complaints", "Survey",
    ] {
      #expect(html.contains(words), "\(words)")
    }
    #expect(html.components(separatedBy: "<svg").count == 5)
  }

  @Test("a name is text wherever it stands, whatever it holds")
  func escaping() throws {
    let evil = #"</title><script>alert(1)</script>" onload="x' & "# + "\u{202E}"
    let html = ServiceReportPage(report: try report(evil)).html
    #expect(!html.contains("<script") && !html.contains("onload=\"") && !html.contains("\u{202E}"))
    #expect(html.contains("&lt;script&gt;alert(1)"))
  }

  @Test("the page asks for nothing from outside")
  func alone() throws {
    let html = ServiceReportPage(report: try report()).html
    for word in ["http:", "https:", "src=", "href=", "@import", "url(", "<script", "<link"] {
      #expect(!html.contains(word), "\(word)")
    }
    #expect(html.contains("default-src 'none'"))
    #expect(html.contains("prefers-color-scheme: dark") && html.contains("@media print"))
  }

  @Test("a report without visits says so")
  func empty() throws {
    let day = try #require(LocalDate("2026-11-23"))
    let html = ServiceReportPage(
      report: ServiceReport(firm: "F", from: day, to: day, standards: [.standard])
    ).html
    #expect(html.contains("No visits took place.") && !html.contains("<svg"))
  }

  @Test("a long period is shown by week")
  func weeks() throws {
    var report = try report()
    var figures = ServiceFigures()
    (figures.promised, figures.kept) = (1, 1)
    report.add(figures, tier: nil, type: nil, area: nil, day: report.from.adding(days: 100))
    #expect(ServiceReportPage(report: report).html.contains("Promises by week"))
  }

  @Test("a browser shows the page and prints it", .enabled(if: Browser.path != nil, "needs chromium"))
  func browser() throws {
    let sandbox = try Sandbox()
    let page = sandbox.path("report.html")
    try Data(ServiceReportPage(report: try report()).html.utf8).write(to: URL(fileURLWithPath: page))
    let browser = try #require(Browser.path)
    let flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(sandbox.path("profile"))"]
    let shown = try Program.run(program: browser, flags + ["--dump-dom", "file://\(page)"])
    #expect(shown.output.contains("<caption>What each tier got, and what it is owed</caption>"))
    _ = try Program.run(
      program: browser, flags + ["--print-to-pdf=\(sandbox.path("report.pdf"))", "file://\(page)"])
    let pdf = try Data(contentsOf: URL(fileURLWithPath: sandbox.path("report.pdf")))
    #expect(pdf.starts(with: Data("%PDF".utf8)) && pdf.count > 5000)
  }
}

/// A real browser, where this machine has one.
private enum Browser {
  static let path = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }
}
