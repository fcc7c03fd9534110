import PunctualModel
import PunctualWire

/// What is counted of a group of visits: promises, warnings, answers, complaints, survey.
public struct ServiceFigures: WireForm, Hashable {
  public static let formName = "service_figures"
  public static let formSummary = "What is counted of a group of visits."
  public var visits = 0
  public var promised = 0
  public var kept = 0
  /// Promises for which nobody came.
  public var missed = 0
  /// Of visits, promises and those kept: visits that were planned here. Only their customers can have been told anything; past
  /// visits that were imported say nothing of that.
  public var ownVisits = 0
  public var ownPromised = 0
  public var ownKept = 0
  /// Sum over those that came late.
  public var lateSeconds = 0
  /// Broken promises whose customer was told as early as the tier states, and before the promise ended.
  public var toldByStandard = 0
  public var toldBeforeLate = 0
  /// Customers told of a delay, and those of them whose promise was kept.
  public var alarms = 0
  public var falseAlarms = 0
  /// Messages to the customer, the confirmation apart.
  public var messages = 0
  /// Requests that were promised a window, those of them within the tier's time, and the seconds it took.
  public var responses = 0
  public var responsesInTime = 0
  public var responseSeconds = 0
  /// Promises wider than the tier states.
  public var tooWide = 0
  public var surveysAsked = 0
  public var surveyAnswers = 0
  public var surveySum = 0
  public var complaints = 0
  /// Complaints answered, those within the tier's time, and the seconds it took.
  public var complaintsAnswered = 0
  public var complaintsInTime = 0
  public var complaintSeconds = 0
  /// Finished visits, those that followed one of the same kind at the same site within 30 days, and those that none has
  /// followed so far.
  public var finished = 0
  public var repeats = 0
  public var firstTimeFixed = 0

  init() {}

  private static let fields: [(String, WritableKeyPath<ServiceFigures, Int> & Sendable, String)] = [
    ("visits", \.visits, "Visits that took place."),
    ("promised", \.promised, "Promises whose time came."),
    ("kept", \.kept, "Those kept: somebody was there before the promise ended."),
    ("missed", \.missed, "Those for which nobody came."),
    ("own_visits", \.ownVisits, "Of the visits, those planned here: only their customers can have been told."),
    ("own_promised", \.ownPromised, "Promises of these."),
    ("own_kept", \.ownKept, "Those of them that were kept."),
    ("late_seconds", \.lateSeconds, "Sum of the lateness of those that came late."),
    ("told_by_standard", \.toldByStandard, "Broken promises whose customer was told as early as the tier states."),
    ("told_before_late", \.toldBeforeLate, "Broken promises whose customer was told before the promise ended."),
    ("alarms", \.alarms, "Customers who were told of a delay."),
    ("false_alarms", \.falseAlarms, "Of them, those whose promise was kept."),
    ("messages", \.messages, "Messages to customers, confirmations apart."),
    ("responses", \.responses, "Requests that were promised a window."),
    ("responses_in_time", \.responsesInTime, "Of them, those within the tier's response time."),
    ("response_seconds", \.responseSeconds, "Sum of the time from request to promise."),
    ("too_wide", \.tooWide, "Promises wider than the tier's window."),
    ("surveys_asked", \.surveysAsked, "Customers who were asked how it was."),
    ("survey_answers", \.surveyAnswers, "Answers."),
    ("survey_sum", \.surveySum, "Sum of their scores, 1 to 5 each."),
    ("complaints", \.complaints, "Complaints that were opened."),
    ("complaints_answered", \.complaintsAnswered, "Of them, those that were answered."),
    ("complaints_in_time", \.complaintsInTime, "Of them, those answered within the tier's time."),
    ("complaint_seconds", \.complaintSeconds, "Sum of the time from complaint to answer."),
    ("finished", \.finished, "Visits whose work was finished."),
    ("repeats", \.repeats, "Of them, those after one of the same kind at the same site within 30 days."),
    ("first_time_fixed", \.firstTimeFixed, "Of them, those that none of the same kind has followed within 30 days."),
  ]

  public init(from fields: inout FieldReader) {
    for (name, path, doc) in Self.fields { self[keyPath: path] = fields.required(name, .integer, doc) }
  }

  public func write(to fields: inout FieldWriter) {
    for (name, path, _) in Self.fields { fields.put(name, .integer, self[keyPath: path]) }
  }

  /// Adds every count of another group.
  public mutating func add(_ other: ServiceFigures) {
    for (_, path, _) in Self.fields { self[keyPath: path] += other[keyPath: path] }
  }

  // What is read off the counts; nil where there is nothing to divide by.

  public var keptShare: Double? { Self.share(kept, promised) }
  /// Seconds by which those that came late were late.
  public var meanLate: Int? { promised - kept - missed > 0 ? lateSeconds / (promised - kept - missed) : nil }
  public var toldShare: Double? { Self.share(toldByStandard, ownPromised - ownKept) }
  public var falseShare: Double? { Self.share(falseAlarms, ownKept) }
  public var messagesPerVisit: Double? { Self.share(messages, ownVisits) }
  public var meanResponse: Int? { responses > 0 ? responseSeconds / responses : nil }
  public var surveyMean: Double? { Self.share(surveySum, surveyAnswers) }
  public var surveyRate: Double? { Self.share(surveyAnswers, surveysAsked) }
  public var meanAnswer: Int? { complaintsAnswered > 0 ? complaintSeconds / complaintsAnswered : nil }
  public var repeatShare: Double? { Self.share(repeats, finished) }
  public var fixShare: Double? { Self.share(firstTimeFixed, finished) }

  private static func share(_ part: Int, _ whole: Int) -> Double? {
    whole > 0 ? Double(part) / Double(whole) : nil
  }
}
