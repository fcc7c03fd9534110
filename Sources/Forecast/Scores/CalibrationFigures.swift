import PunctualModel

/// How good a set of predictions was. All seconds and shares are means; skills are 1 for perfect, 0 for no better.
public struct CalibrationFigures: Hashable, Sendable {
  /// Predictions judged.
  public var count: Int
  /// The share of outcomes within the central interval of 50, 80 and 90 %. An outcome on the edge that the distribution
  /// gives a chance of its own counts by its part (``Score/pitRange(_:actual:)``).
  public var coverage50: Double
  public var coverage80: Double
  public var coverage90: Double
  /// Seconds (``Score/crps(_:actual:)``), and its skill against the plan's own time and against ``Climate``.
  public var crps: Double
  public var crpsSkillPlan: Double
  public var crpsSkillClimate: Double?
  /// Lateness, where it was stated.
  public var lateness: LatenessFigures?

  /// Nil where there are no predictions.
  public init?(_ predictions: some Collection<ScoredPrediction>) {
    guard !predictions.isEmpty else { return nil }
    count = predictions.count
    var (half, eighty, ninety) = (0.0, 0.0, 0.0)
    var (own, plan) = (0.0, 0.0)
    var climate: Double? = 0
    for prediction in predictions {
      let quantiles = prediction.stated.quantiles
      let range = Score.pitRange(quantiles, actual: prediction.actual)
      half += Score.share(of: range, within: 0.25...0.75)
      eighty += Score.share(of: range, within: 0.1...0.9)
      ninety += Score.share(of: range, within: 0.05...0.95)
      own += Score.crps(quantiles, actual: prediction.actual)
      plan += Double(abs(prediction.actual - prediction.stated.planned))
      let reference = prediction.climate.map { Score.crps($0.quantiles, actual: prediction.actual) }
      climate = climate.flatMap { sum in reference.map { sum + $0 } }
    }
    let number = Double(predictions.count)
    (coverage50, coverage80, coverage90) = (half / number, eighty / number, ninety / number)
    crps = own / number
    crpsSkillPlan = Score.skill(own, against: plan)
    crpsSkillClimate = climate.map { Score.skill(own, against: $0) }
    lateness = LatenessFigures(predictions)
  }
}

/// How good stated chances of lateness were.
public struct LatenessFigures: Hashable, Sendable {
  public var count: Int
  /// The share that was late, and the mean of the stated chances.
  public var late: Double
  public var stated: Double
  /// Mean squared distance of the chance to what happened, and its skill against trusting the plan (late or not by the
  /// planned start) and against the past's share of late visits.
  public var brier: Double
  public var brierSkillPlan: Double
  public var brierSkillClimate: Double?

  init?(_ predictions: some Collection<ScoredPrediction>) {
    var (number, happened) = (0, 0)
    var (chances, own, plan) = (0.0, 0.0, 0.0)
    var climate: Double? = 0
    for prediction in predictions {
      guard let wasLate = prediction.wasLate, let chance = prediction.stated.chanceLate,
        let deadline = prediction.stated.deadline
      else { continue }
      number += 1
      if wasLate { happened += 1 }
      chances += chance
      own += Score.brier(chance, happened: wasLate)
      plan += Score.brier(prediction.stated.planned > deadline ? 1 : 0, happened: wasLate)
      let reference = prediction.climate?.chanceLate.map { Score.brier($0, happened: wasLate) }
      climate = climate.flatMap { sum in reference.map { sum + $0 } }
    }
    guard number > 0 else { return nil }
    count = number
    late = Double(happened) / Double(number)
    stated = chances / Double(number)
    brier = own / Double(number)
    brierSkillPlan = Score.skill(own, against: plan)
    brierSkillClimate = climate.map { Score.skill(own, against: $0) }
  }
}
