import PunctualForecast
import PunctualModel
import PunctualWire

/// What predictions are judged, and how.
public struct CalibrationRequest: WireForm {
  public static let formName = "calibration_request"
  public static let formSummary = "Which predictions are judged, and from where they come."
  public var from: LocalDate?
  public var to: LocalDate?
  public var basis: CalibrationBasis
  public var minimum: Int

  public init(
    from: LocalDate? = nil, to: LocalDate? = nil, basis: CalibrationBasis = .any,
    minimum: Int = Calibration.usualMinimum
  ) {
    self.from = from
    self.to = to
    self.basis = basis
    self.minimum = minimum
  }

  public init(from fields: inout FieldReader) {
    from = fields.optional("from", .date, "The first day; four weeks before `to` where none is given.")
    to = fields.optional("to", .date, "The last day; the last one with finished visits where none is given.")
    basis = fields.defaulted(
      "basis", .choice(CalibrationBasis.self), .any,
      "`stated`: predictions that were made and kept; `replay`: past days predicted again by a model of what was over "
        + "before each; `any`: the first where enough are kept, else the second.")
    minimum = fields.defaulted(
      "minimum", .integer(Self.leastMinimum...1_000_000), Calibration.usualMinimum,
      "No group of fewer predictions is shown.")
    if let first = from, let last = to, last < first {
      fields.fail(.badWindow, "to", "the period ends before it starts")
    }
  }

  /// Fewer than these would tell of single visits, not of the forecast.
  public static let leastMinimum = 20

  public func write(to fields: inout FieldWriter) {
    fields.put("from", .date, from)
    fields.put("to", .date, to)
    fields.put("basis", .choice(CalibrationBasis.self), basis)
    fields.put("minimum", .integer, minimum)
  }
}

/// Where judged predictions come from.
public enum CalibrationBasis: String, CaseIterable, Sendable {
  case any, stated, replay
}

/// How good predictions were, by the moment at which they were made.
public struct CalibrationReport: WireForm {
  public static let formName = "calibration_report"
  public static let formSummary = "How good predictions were: what was stated against what happened."
  public var from: LocalDate
  public var to: LocalDate
  public var basis: CalibrationBasis
  public var minimum: Int
  /// Visits that were predicted.
  public var visits: Int
  /// What the first model was learned from; 0 where kept predictions are judged.
  public var learnedFrom: Int
  /// Records that contradict themselves.
  public var setAside: Int
  /// Kept predictions whose visit was planned differently afterwards: nobody knows how they would have come out.
  public var replanned: Int
  public var moments: [MomentScores]
  public var promises: PromiseScores
  public var note: String

  /// What the report is not for.
  public static let purpose =
    "Judges the forecast, not people: a technician's row says how well visits were foretold, not how well they were done."

  init(
    from: LocalDate, to: LocalDate, basis: CalibrationBasis, minimum: Int, visits: Int, learnedFrom: Int, setAside: Int,
    replanned: Int, moments: [MomentScores], promises: PromiseScores
  ) {
    self.from = from
    self.to = to
    self.basis = basis
    self.minimum = minimum
    self.visits = visits
    self.learnedFrom = learnedFrom
    self.setAside = setAside
    self.replanned = replanned
    self.moments = moments
    self.promises = promises
    note = Self.purpose
  }

  public init(from fields: inout FieldReader) {
    from = fields.required("from", .date, "The first day.")
    to = fields.required("to", .date, "The last day.")
    basis = fields.required("basis", .choice(CalibrationBasis.self), "Where the judged predictions come from.")
    minimum = fields.required("minimum", .integer, "No group of fewer predictions is shown; they are taken together.")
    visits = fields.required("visits", .integer, "Visits that were predicted.")
    learnedFrom = fields.required(
      "learned_from", .integer, "Past visits that the first model was learned from, in a replay.")
    setAside = fields.required("set_aside", .integer, "Records that contradict themselves and take no part.")
    replanned = fields.required(
      "replanned", .integer, "Kept predictions whose visit was planned differently afterwards; they are not judged.")
    moments = fields.required("moments", .list(.form(MomentScores.self)), "By the moment of the prediction.")
    promises = fields.required("promises", .form(PromiseScores.self), "Promises, by the chance stated when made.")
    note = fields.required("note", .text, "What the report is not for.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("from", .date, from)
    fields.put("to", .date, to)
    fields.put("basis", .choice(CalibrationBasis.self), basis)
    fields.put("minimum", .integer, minimum)
    fields.put("visits", .integer, visits)
    fields.put("learned_from", .integer, learnedFrom)
    fields.put("set_aside", .integer, setAside)
    fields.put("replanned", .integer, replanned)
    fields.put("moments", .list(.form(MomentScores.self)), moments)
    fields.put("promises", .form(PromiseScores.self), promises)
    fields.put("note", .text, note)
  }
}

/// The predictions of one moment.
public struct MomentScores: WireForm {
  public static let formName = "moment_scores"
  public static let formSummary = "How good the predictions of one moment were."
  public var moment: ForecastMoment
  public var figures: ScoreFigures
  public var pit: PITScores
  public var reliability: [ReliabilityRow]
  public var byType: [ScoreGroup]
  public var byTechnician: [ScoreGroup]
  public var byHour: [ScoreGroup]

  init(_ calibration: Calibration) {
    moment = calibration.moment
    figures = ScoreFigures(calibration.figures)
    pit = PITScores(calibration.pit)
    reliability = calibration.reliability.map(ReliabilityRow.init)
    byType = calibration.byType.map(ScoreGroup.init)
    byTechnician = calibration.byTechnician.map(ScoreGroup.init)
    byHour = calibration.byHour.map(ScoreGroup.init)
  }

  public init(from fields: inout FieldReader) {
    moment = fields.required(
      "moment", .choice(ForecastMoment.self),
      "When it was predicted: before the technician set out (`day-start`), an hour before the planned start "
        + "(`hour-ahead`), once the visit before was finished (`next`): the start of work; as work began (`working`): "
        + "its finish.")
    figures = fields.required("figures", .form(ScoreFigures.self), "All of them.")
    pit = fields.required("pit", .form(PITScores.self), "Where outcomes lay in their distributions.")
    reliability = fields.required(
      "reliability", .list(.form(ReliabilityRow.self)), "Stated chances of lateness against what happened.")
    byType = fields.required("by_type", .list(.form(ScoreGroup.self)), "By kind of work.")
    byTechnician = fields.required(
      "by_technician", .list(.form(ScoreGroup.self)),
      "By technician, in the order of their ids; not for judging people.")
    byHour = fields.required("by_hour", .list(.form(ScoreGroup.self)), "By the hour of the planned start.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("moment", .choice(ForecastMoment.self), moment)
    fields.put("figures", .form(ScoreFigures.self), figures)
    fields.put("pit", .form(PITScores.self), pit)
    fields.put("reliability", .list(.form(ReliabilityRow.self)), reliability)
    fields.put("by_type", .list(.form(ScoreGroup.self)), byType)
    fields.put("by_technician", .list(.form(ScoreGroup.self)), byTechnician)
    fields.put("by_hour", .list(.form(ScoreGroup.self)), byHour)
  }
}

/// A group of predictions.
public struct ScoreGroup: WireForm {
  public static let formName = "score_group"
  public static let formSummary = "The predictions of one kind of work, technician or hour."
  /// Nil for all groups that are too small to be shown.
  public var name: String?
  public var figures: ScoreFigures

  init(_ group: CalibrationGroup) {
    name = group.name
    figures = ScoreFigures(group.figures)
  }

  public init(from fields: inout FieldReader) {
    name = fields.optional("name", .text, "Which; left out for all that are too small to be shown, taken together.")
    figures = fields.required("figures", .form(ScoreFigures.self), "Its figures.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("name", .text, name)
    fields.put("figures", .form(ScoreFigures.self), figures)
  }
}
