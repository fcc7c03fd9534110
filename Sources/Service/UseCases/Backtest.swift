import PunctualForecast
import PunctualModel
import PunctualNotify
import PunctualStore
import PunctualWire

public struct ShowBacktest: UseCase {
  public static let name = "backtest"
  public static let summary =
    "Goes through past days again as they were known: what would have been predicted and said, and how early."
  public static let writes = false

  public static func run(_ input: BacktestRequest, in session: Session) throws -> BacktestReport {
    let (records, organisation) = try session.read { reader in
      (try PastRecords.read(reader, now: session.now), try reader.organisation())
    }
    return try BacktestReport.replay(records, input, organisation, today: session.today)
  }
}

extension BacktestReport {
  /// Of past visits alone, without a workspace.
  public static func replay(_ records: [VisitRecord], _ input: BacktestRequest, zone: Zone) throws -> BacktestReport {
    try replay(records, input, Organisation(name: "-", zone: zone), today: nil)
  }

  /// The live loop's own rules, on what was known at the time. Pure.
  static func replay(
    _ records: [VisitRecord], _ input: BacktestRequest, _ organisation: Organisation, today: LocalDate?
  ) throws -> BacktestReport {
    let zone = organisation.zone
    let period = try input.period(records, zone: zone, today: today)
    let past = PastDays(records, zone: zone)
    let notifier = try Notifier()
    var days: [BacktestDay] = []
    var total = BacktestFigures()
    var story: BacktestStory?
    for date in past.dates where period.contains(date) {
      let known = past.known(before: date)
      guard !known.isEmpty, let visits = past.days[date] else { continue }
      let forecaster = Forecaster(model: ForecastModel.learn(from: known, zone: zone).model)
      var course = BacktestCourse(notifier, organisation, followed: input.visit)
      try DayReplay(past, forecaster, step: input.everyMinutes * 60).run(date) { try course.see($0) }
      let figures = course.figures(visits, aheadSeconds: input.aheadMinutes * 60)
      days.append(BacktestDay(date: date, learnedFrom: known.count, figures: figures))
      total.add(figures)
      if let visit = visits.first(where: { $0.id == input.visit }) {
        story = BacktestStory(visit: visit, looks: course.looks)
      }
    }
    guard !days.isEmpty else {
      throw Faults(
        .notFound, path: "/from",
        "There is no day from \(period.lowerBound) to \(period.upperBound) with finished visits and others before it.",
        hint: "Name a period with past visits, and at least a day before it to learn from.")
    }
    if let visit = input.visit, story == nil {
      throw Faults(
        .notFound, path: "/visit", "Visit \(visit) is not on a day from \(period.lowerBound) to \(period.upperBound).")
    }
    return BacktestReport(
      from: period.lowerBound, to: period.upperBound, everyMinutes: input.everyMinutes,
      aheadMinutes: input.aheadMinutes, setAside: past.setAside.count, days: days, total: total, story: story)
  }
}

extension BacktestRequest {
  /// A week; the visit's own day where one is named and no day is.
  func period(_ records: [VisitRecord], zone: Zone, today: LocalDate?) throws -> ClosedRange<LocalDate> {
    if let visit, from == nil, to == nil,
      let start = records.first(where: { $0.id == visit })?.planned.start
    {
      let day = zone.local(start).date
      return day...day
    }
    return try PastRecords.period(from: from, to: to, days: 7, records, zone: zone, today: today)
  }
}
