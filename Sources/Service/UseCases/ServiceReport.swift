import PunctualModel
import PunctualWire

/// Which period.
public struct Period: WireForm {
  public static let formName = "period"
  public static let formSummary = "A period of days, both ends included."
  public var from: LocalDate?
  public var to: LocalDate?

  public init(from: LocalDate?, to: LocalDate?) {
    self.from = from
    self.to = to
  }

  public init(from fields: inout FieldReader) {
    from = fields.optional("from", .date, "The first day; four weeks before `to` where none is given.")
    to = fields.optional("to", .date, "The last day; today where none is given.")
    if let first = from, let last = to, last < first {
      fields.fail(.badWindow, "to", "the period ends before it starts")
    }
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("from", .date, from)
    fields.put("to", .date, to)
  }

  /// The days that are meant.
  func days(today: LocalDate, weeks: Int = 4) -> ClosedRange<LocalDate> {
    let last = to ?? today
    return min(from ?? last.adding(days: 1 - 7 * weeks), last)...last
  }
}

extension ClosedRange<LocalDate> {
  /// From the first day's first second to the last day's last.
  func span(_ zone: Zone) -> TimeWindow {
    TimeWindow(start: zone.day(lowerBound).start, end: zone.day(upperBound).end - 1)
  }
}

/// How well the firm served its customers in a period, beside the standards that it states.
public struct ServiceReport: WireForm {
  public static let formName = "service_report"
  public static let formSummary = "Promises, warnings, answers and complaints of a period, beside the stated standards."
  public var firm: String
  public var from: LocalDate
  public var to: LocalDate
  /// The tiers and what they are owed, the best first.
  public var standards: [ServiceTier]
  public var total: ServiceFigures
  public var byTier: [String: ServiceFigures]
  public var byType: [String: ServiceFigures]
  public var byArea: [String: ServiceFigures]
  /// By day, as `2026-11-23`; days without anything are left out.
  public var byDay: [String: ServiceFigures]
  public var notifications: [String: Int]
  public var complaintsByCause: [String: Int]
  /// Answers by score.
  public var surveyScores: [String: Int]
  /// Late visits whose customer had been told before the promise ended.
  public var toldBeforeLate: Int
  public var promisesSaved: Int

  init(firm: String, from: LocalDate, to: LocalDate, standards: [ServiceTier]) {
    self.firm = firm
    self.from = from
    self.to = to
    self.standards = standards
    total = ServiceFigures()
    (byTier, byType, byArea, byDay) = ([:], [:], [:], [:])
    (notifications, complaintsByCause, surveyScores) = ([:], [:], [:])
    (toldBeforeLate, promisesSaved) = (0, 0)
  }

  public init(from fields: inout FieldReader) {
    firm = fields.required("firm", .text, "The firm's name.")
    from = fields.required("from", .date, "The first day.")
    to = fields.required("to", .date, "The last day.")
    standards = fields.required("standards", .list(.form(ServiceTier.self)), "What each tier is owed, the best first.")
    total = fields.required("total", .form(ServiceFigures.self), "All visits.")
    byTier = fields.required(
      "by_tier", .map(.form(ServiceFigures.self)), "By service tier, of visits in the workspace's plans.")
    byType = fields.required("by_type", .map(.form(ServiceFigures.self)), "By kind of work.")
    byArea = fields.required("by_area", .map(.form(ServiceFigures.self)), "By part of the territory.")
    byDay = fields.required("by_day", .map(.form(ServiceFigures.self)), "By day, such as 2026-11-23.")
    notifications = fields.required("notifications", .map(.integer), "Messages sent, by kind.")
    complaintsByCause = fields.required("complaints_by_cause", .map(.integer), "Complaints opened, by cause.")
    surveyScores = fields.required("survey_scores", .map(.integer), "Survey answers, by score.")
    toldBeforeLate = fields.required(
      "told_before_late", .integer, "Late visits whose customer was told before the promise ended.")
    promisesSaved = fields.required("promises_saved", .integer, "Promises in danger that were saved by moving a visit.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("firm", .text, firm)
    fields.put("from", .date, from)
    fields.put("to", .date, to)
    fields.put("standards", .list(.form(ServiceTier.self)), standards)
    fields.put("total", .form(ServiceFigures.self), total)
    fields.put("by_tier", .map(.form(ServiceFigures.self)), byTier)
    fields.put("by_type", .map(.form(ServiceFigures.self)), byType)
    fields.put("by_area", .map(.form(ServiceFigures.self)), byArea)
    fields.put("by_day", .map(.form(ServiceFigures.self)), byDay)
    fields.put("notifications", .map(.integer), notifications)
    fields.put("complaints_by_cause", .map(.integer), complaintsByCause)
    fields.put("survey_scores", .map(.integer), surveyScores)
    fields.put("told_before_late", .integer, toldBeforeLate)
    fields.put("promises_saved", .integer, promisesSaved)
  }

  /// Adds figures to the total and to each group that they belong to.
  mutating func add(_ figures: ServiceFigures, tier: String?, type: String?, area: String?, day: LocalDate) {
    total.add(figures)
    if let tier { byTier[tier, default: ServiceFigures()].add(figures) }
    if let type { byType[type, default: ServiceFigures()].add(figures) }
    if let area { byArea[area, default: ServiceFigures()].add(figures) }
    byDay[day.description, default: ServiceFigures()].add(figures)
  }
}
