import PunctualForecast
import PunctualModel
import PunctualWire

/// How good a set of predictions was.
public struct ScoreFigures: WireForm {
  public static let formName = "score_figures"
  public static let formSummary = "How good a set of predictions was."
  public var count: Int
  public var coverage50: Double
  public var coverage80: Double
  public var coverage90: Double
  public var crps: Double
  public var crpsSkillPlan: Double
  public var crpsSkillClimate: Double?
  public var lateness: LatenessScores?

  init(_ figures: CalibrationFigures) {
    count = figures.count
    coverage50 = figures.coverage50
    coverage80 = figures.coverage80
    coverage90 = figures.coverage90
    crps = figures.crps
    crpsSkillPlan = figures.crpsSkillPlan
    crpsSkillClimate = figures.crpsSkillClimate
    lateness = figures.lateness.map(LatenessScores.init)
  }

  public init(from fields: inout FieldReader) {
    count = fields.required("count", .integer, "Predictions judged.")
    coverage50 = fields.required("coverage_50", .number, "The share of outcomes within the 50 % interval.")
    coverage80 = fields.required("coverage_80", .number, "Within the 80 % interval.")
    coverage90 = fields.required("coverage_90", .number, "Within the 90 % interval.")
    crps = fields.required("crps_seconds", .number, "Mean continuous ranked probability score; smaller is better.")
    crpsSkillPlan = fields.required(
      "crps_skill_plan", .number, "Its skill against the planned time: 1 is perfect, 0 no better.")
    crpsSkillClimate = fields.optional(
      "crps_skill_climatology", .number, "Its skill against how past visits strayed from their plan.")
    lateness = fields.optional("lateness", .form(LatenessScores.self), "Chances of lateness, where they were stated.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("count", .integer, count)
    fields.put("coverage_50", .rounded, coverage50)
    fields.put("coverage_80", .rounded, coverage80)
    fields.put("coverage_90", .rounded, coverage90)
    fields.put("crps_seconds", .rounded, (crps * 10).rounded() / 10)
    fields.put("crps_skill_plan", .rounded, crpsSkillPlan)
    fields.put("crps_skill_climatology", .rounded, crpsSkillClimate)
    fields.put("lateness", .form(LatenessScores.self), lateness)
  }
}

/// How good stated chances of lateness were.
public struct LatenessScores: WireForm {
  public static let formName = "lateness_scores"
  public static let formSummary = "How good stated chances of lateness were."
  public var count: Int
  public var late: Double
  public var stated: Double
  public var brier: Double
  public var brierSkillPlan: Double
  public var brierSkillClimate: Double?

  init(_ figures: LatenessFigures) {
    count = figures.count
    late = figures.late
    stated = figures.stated
    brier = figures.brier
    brierSkillPlan = figures.brierSkillPlan
    brierSkillClimate = figures.brierSkillClimate
  }

  public init(from fields: inout FieldReader) {
    count = fields.required("count", .integer, "Chances judged.")
    late = fields.required("late", .number, "The share that was late.")
    stated = fields.required("stated", .number, "The mean of the stated chances.")
    brier = fields.required("brier", .number, "Mean Brier score; smaller is better.")
    brierSkillPlan = fields.required("brier_skill_plan", .number, "Its skill against trusting the plan.")
    brierSkillClimate = fields.optional(
      "brier_skill_climatology", .number, "Its skill against the share of past visits that were late.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("count", .integer, count)
    fields.put("late", .rounded, late)
    fields.put("stated", .rounded, stated)
    fields.put("brier", .rounded, brier)
    fields.put("brier_skill_plan", .rounded, brierSkillPlan)
    fields.put("brier_skill_climatology", .rounded, brierSkillClimate)
  }
}

/// Where outcomes lay in their distributions.
public struct PITScores: WireForm {
  public static let formName = "pit_scores"
  public static let formSummary = "Where outcomes lay in their distributions, in tenths: level for honest ones."
  public var shares: [Double]
  public var chiSquare: Double
  public var critical: Double
  public var isFlat: Bool
  public var designEffect: Double
  public var worst: Double

  init(_ pit: PITHistogram) {
    shares = pit.shares
    chiSquare = pit.chiSquare
    critical = PITHistogram.critical
    isFlat = pit.isFlat
    designEffect = pit.designEffect
    worst = pit.worst
  }

  public init(from fields: inout FieldReader) {
    shares = fields.required("shares", .list(.number), "The share of outcomes in each tenth.")
    chiSquare = fields.required(
      "chi_square", .number, "Against level shares, corrected for visits of one technician's day going together.")
    critical = fields.required("critical", .number, "A level histogram exceeds this once in twenty times.")
    isFlat = fields.required("flat", .boolean, "Whether it does not.")
    designEffect = fields.required("design_effect", .number, "What `chi_square` was divided by.")
    worst = fields.required("worst", .number, "The largest distance of a share from a tenth.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("shares", .list(.rounded), shares)
    fields.put("chi_square", .rounded, chiSquare)
    fields.put("critical", .rounded, critical)
    fields.put("flat", .boolean, isFlat)
    fields.put("design_effect", .rounded, designEffect)
    fields.put("worst", .rounded, worst)
  }
}

/// Stated chances between two bounds, and how often it happened.
public struct ReliabilityRow: WireForm {
  public static let formName = "reliability_row"
  public static let formSummary = "Stated chances between two bounds, and how often it happened."
  public var from: Double
  public var to: Double
  public var count: Int
  public var stated: Double
  public var happened: Double
  public var expectedLow: Double
  public var expectedHigh: Double

  /// Whether what happened is within what honest chances allow.
  public var isAsStated: Bool { expectedLow <= happened && happened <= expectedHigh }

  init(_ bin: ReliabilityBin) {
    from = bin.from
    to = bin.to
    count = bin.count
    stated = bin.stated
    happened = bin.happened
    expectedLow = bin.expected.lowerBound
    expectedHigh = bin.expected.upperBound
  }

  public init(from fields: inout FieldReader) {
    from = fields.required("from", .number, "Chances from here")
    to = fields.required("to", .number, "to there.")
    count = fields.required("count", .integer, "How many were stated.")
    stated = fields.required("stated", .number, "Their mean.")
    happened = fields.required("happened", .number, "The share of those that came true.")
    expectedLow = fields.required(
      "expected_low", .number, "Honest chances come true at least this often, nineteen times in twenty,")
    expectedHigh = fields.required("expected_high", .number, "and at most this often.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("from", .rounded, from)
    fields.put("to", .rounded, to)
    fields.put("count", .integer, count)
    fields.put("stated", .rounded, stated)
    fields.put("happened", .rounded, happened)
    fields.put("expected_low", .rounded, expectedLow)
    fields.put("expected_high", .rounded, expectedHigh)
  }
}

/// Promises that were made with a stated chance, and whether they were kept.
public struct PromiseScores: WireForm {
  public static let formName = "promise_scores"
  public static let formSummary = "Promises that were made with a stated chance, and whether they were kept."
  public var count: Int
  public var stated: Double
  public var kept: Double
  public var brier: Double
  public var rows: [ReliabilityRow]

  init(_ outcomes: [(chance: Double, happened: Bool)], minimum: Int) {
    count = outcomes.count
    let number = Double(max(1, count))
    stated = outcomes.reduce(0) { $0 + $1.chance } / number
    kept = Double(outcomes.count(where: \.happened)) / number
    brier = outcomes.reduce(0) { $0 + Score.brier($1.chance, happened: $1.happened) } / number
    rows = count < minimum ? [] : Reliability.table(outcomes, minimum: minimum).map(ReliabilityRow.init)
  }

  public init(from fields: inout FieldReader) {
    count = fields.required("count", .integer, "Promises with a stated chance whose outcome is known.")
    stated = fields.required("stated", .number, "The mean of the stated chances.")
    kept = fields.required("kept", .number, "The share that was kept.")
    brier = fields.required("brier", .number, "Mean Brier score of the stated chances.")
    rows = fields.required(
      "rows", .list(.form(ReliabilityRow.self)), "By stated chance; none where there are too few promises.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("count", .integer, count)
    fields.put("stated", .rounded, stated)
    fields.put("kept", .rounded, kept)
    fields.put("brier", .rounded, brier)
    fields.put("rows", .list(.form(ReliabilityRow.self)), rows)
  }
}
