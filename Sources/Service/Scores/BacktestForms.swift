import PunctualForecast
import PunctualModel
import PunctualWire

/// Which past days are gone through again, and how.
public struct BacktestRequest: WireForm {
  public static let formName = "backtest_request"
  public static let formSummary = "Which past days are gone through again as they were known, and how."
  public var from: LocalDate?
  public var to: LocalDate?
  public var everyMinutes: Int
  public var aheadMinutes: Int
  public var visit: String?

  public init(
    from: LocalDate? = nil, to: LocalDate? = nil, everyMinutes: Int = 15, aheadMinutes: Int = 30, visit: String? = nil
  ) {
    self.from = from
    self.to = to
    self.everyMinutes = everyMinutes
    self.aheadMinutes = aheadMinutes
    self.visit = visit
  }

  public init(from fields: inout FieldReader) {
    from = fields.optional(
      "from", .date, "The first day; a week before `to` where none is given, or the visit's day.")
    to = fields.optional("to", .date, "The last day; the last one with finished visits where none is given.")
    everyMinutes = fields.defaulted(
      "every_minutes", .integer(1...240), 15, "How often the forecast is made anew where nothing happens.")
    aheadMinutes = fields.defaulted(
      "ahead_minutes", .integer(0...480), 30, "Told in time is told so long before the promise's end.")
    visit = fields.optional("visit", .id, "A visit whose predictions are told one by one.")
    if let first = from, let last = to, last < first {
      fields.fail(.badWindow, "to", "the period ends before it starts")
    }
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("from", .date, from)
    fields.put("to", .date, to)
    fields.put("every_minutes", .integer, everyMinutes)
    fields.put("ahead_minutes", .integer, aheadMinutes)
    fields.put("visit", .id, visit)
  }
}

/// What would have been predicted and said on past days.
public struct BacktestReport: WireForm {
  public static let formName = "backtest_report"
  public static let formSummary = "What would have been predicted and said on past days, by what was known at the time."
  public var from: LocalDate
  public var to: LocalDate
  public var everyMinutes: Int
  public var aheadMinutes: Int
  public var setAside: Int
  public var days: [BacktestDay]
  public var total: BacktestFigures
  public var story: BacktestStory?

  init(
    from: LocalDate, to: LocalDate, everyMinutes: Int, aheadMinutes: Int, setAside: Int, days: [BacktestDay],
    total: BacktestFigures, story: BacktestStory?
  ) {
    self.from = from
    self.to = to
    self.everyMinutes = everyMinutes
    self.aheadMinutes = aheadMinutes
    self.setAside = setAside
    self.days = days
    self.total = total
    self.story = story
  }

  public init(from fields: inout FieldReader) {
    from = fields.required("from", .date, "The first day.")
    to = fields.required("to", .date, "The last day.")
    everyMinutes = fields.required("every_minutes", .integer, "How often the forecast was made anew at least.")
    aheadMinutes = fields.required("ahead_minutes", .integer, "What counts as told in time.")
    setAside = fields.required("set_aside", .integer, "Records that contradict themselves and take no part.")
    days = fields.required(
      "days", .list(.form(BacktestDay.self)), "Day by day; those before which nothing is known are left out.")
    total = fields.required("total", .form(BacktestFigures.self), "All days together.")
    story = fields.optional("story", .form(BacktestStory.self), "One visit, prediction by prediction.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("from", .date, from)
    fields.put("to", .date, to)
    fields.put("every_minutes", .integer, everyMinutes)
    fields.put("ahead_minutes", .integer, aheadMinutes)
    fields.put("set_aside", .integer, setAside)
    fields.put("days", .list(.form(BacktestDay.self)), days)
    fields.put("total", .form(BacktestFigures.self), total)
    fields.put("story", .form(BacktestStory.self), story)
  }
}

/// One past day.
public struct BacktestDay: WireForm {
  public static let formName = "backtest_day"
  public static let formSummary = "What would have been said on one past day."
  public var date: LocalDate
  public var learnedFrom: Int
  public var figures: BacktestFigures

  init(date: LocalDate, learnedFrom: Int, figures: BacktestFigures) {
    self.date = date
    self.learnedFrom = learnedFrom
    self.figures = figures
  }

  public init(from fields: inout FieldReader) {
    date = fields.required("date", .date, "The day.")
    learnedFrom = fields.required(
      "learned_from", .integer, "Visits that were over before it, which the model learned from.")
    figures = fields.required("figures", .form(BacktestFigures.self), "Its figures.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("date", .date, date)
    fields.put("learned_from", .integer, learnedFrom)
    fields.put("figures", .form(BacktestFigures.self), figures)
  }
}

/// Alarms and messages against what happened.
public struct BacktestFigures: WireForm {
  public static let formName = "backtest_figures"
  public static let formSummary = "Alarms and messages against what happened."
  /// Visits with a promise.
  public var visits = 0
  public var late = 0
  /// Late visits whose customer would have been told before the promise ended; and early enough.
  public var told = 0
  public var toldInTime = 0
  /// Visits of which an alarm would have gone out; of those that came in time; and of these, those that were not called off.
  public var alarms = 0
  public var falseAlarms = 0
  public var falseStanding = 0
  /// Minutes from the first alarm to the promise's end, of late visits that were told: the middle one.
  public var leadMinutes: Int?
  public var messages: [String: Int] = [:]
  var leads: [Int] = []

  public var messagesPerVisit: Double {
    visits == 0 ? 0 : Double(messages.values.reduce(0, +)) / Double(visits)
  }

  init() {}

  public init(from fields: inout FieldReader) {
    visits = fields.required("visits", .integer, "Visits with a promise.")
    late = fields.required("late", .integer, "Those that started after it.")
    told = fields.required("told", .integer, "Late ones whose customer was told before the promise ended.")
    toldInTime = fields.required("told_in_time", .integer, "Those who were told early enough.")
    alarms = fields.required("alarms", .integer, "Visits of which somebody was told that they run late.")
    falseAlarms = fields.required("false_alarms", .integer, "Of these, those that came in time.")
    falseStanding = fields.required(
      "false_standing", .integer, "Of these, those of which nobody was told that all is well again.")
    leadMinutes = fields.optional(
      "lead_minutes", .integer,
      "Minutes from the first alarm to the promise's end, of late visits told: the middle one.")
    messages = fields.required("messages", .map(.integer), "Messages on the day itself, by kind.")
    _ = fields.required("messages_per_visit", .number, "All of them, by visit.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("visits", .integer, visits)
    fields.put("late", .integer, late)
    fields.put("told", .integer, told)
    fields.put("told_in_time", .integer, toldInTime)
    fields.put("alarms", .integer, alarms)
    fields.put("false_alarms", .integer, falseAlarms)
    fields.put("false_standing", .integer, falseStanding)
    fields.put("lead_minutes", .integer, leadMinutes)
    fields.put("messages", .map(.integer), messages)
    fields.put("messages_per_visit", .rounded, messagesPerVisit)
  }

  mutating func add(_ other: BacktestFigures) {
    visits += other.visits
    late += other.late
    told += other.told
    toldInTime += other.toldInTime
    alarms += other.alarms
    falseAlarms += other.falseAlarms
    falseStanding += other.falseStanding
    messages.merge(other.messages, uniquingKeysWith: +)
    leads += other.leads
    leadMinutes = leads.isEmpty ? nil : leads.sorted()[leads.count / 2]
  }
}

/// One visit, prediction by prediction.
public struct BacktestStory: WireForm {
  public static let formName = "backtest_story"
  public static let formSummary = "One past visit, prediction by prediction, as it was known."
  public var visit: VisitRecord
  public var looks: [BacktestLook]

  init(visit: VisitRecord, looks: [BacktestLook]) {
    self.visit = visit
    self.looks = looks
  }

  public init(from fields: inout FieldReader) {
    visit = fields.required("visit", .form(VisitRecord.self), "As it was planned, and as it went.")
    looks = fields.required("looks", .list(.form(BacktestLook.self)), "In order of time, until work began.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("visit", .form(VisitRecord.self), visit)
    fields.put("looks", .list(.form(BacktestLook.self)), looks)
  }
}

/// What was predicted of a visit at one moment, and what would have been said.
public struct BacktestLook: WireForm {
  public static let formName = "backtest_look"
  public static let formSummary = "What was predicted of a visit at one moment, and what would have been said."
  public var at: Instant
  /// Of the technician's day; nil where nothing had happened.
  public var happened: String?
  public var chanceLate: Double
  public var low: Instant
  public var median: Instant
  public var high: Instant
  public var cause: String?
  public var said: [String]

  init(
    at: Instant, happened: String?, chanceLate: Double, low: Instant, median: Instant, high: Instant, cause: String?,
    said: [String]
  ) {
    self.at = at
    self.happened = happened
    self.chanceLate = chanceLate
    self.low = low
    self.median = median
    self.high = high
    self.cause = cause
    self.said = said
  }

  public init(from fields: inout FieldReader) {
    at = fields.required("at", .time, "When.")
    happened = fields.optional("happened", .text, "What had just happened on the technician's day.")
    chanceLate = fields.required("chance_late", .number(0...1), "The chance of a late start.")
    low = fields.required("start_10", .time, "The start: one in ten is earlier,")
    median = fields.required("start_50", .time, "the middle,")
    high = fields.required("start_90", .time, "and one in ten is later.")
    cause = fields.optional("cause", .text, "What drove the lateness.")
    said = fields.defaulted("said", .list(.text), [], "Messages that would have gone out.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("at", .time, at)
    fields.put("happened", .text, happened)
    fields.put("chance_late", .rounded, chanceLate)
    fields.put("start_10", .time, low)
    fields.put("start_50", .time, median)
    fields.put("start_90", .time, high)
    fields.put("cause", .text, cause)
    if !said.isEmpty { fields.put("said", .list(.text), said) }
  }
}
