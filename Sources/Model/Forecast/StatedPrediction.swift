/// The moments of a visit's day at which predictions are kept, to be compared with what happened.
public enum ForecastMoment: String, CaseIterable, Sendable, Codable {
  /// Before the technician first sets out: when work will start.
  case dayStart = "day-start"
  /// An hour before the planned start: when work will start.
  case hourAhead = "hour-ahead"
  /// Once the visit before is finished: when work will start.
  case next
  /// As work begins: when it will finish.
  case working
}

/// What was predicted of a visit at one moment, kept as it was said.
public struct StatedPrediction: Hashable, Sendable {
  public var visit: String
  public var moment: ForecastMoment
  public var madeAt: Instant
  /// Who had the visit then.
  public var technician: String
  /// What the plan said then: the start of work, or, as work begins, its finish.
  public var planned: Instant
  /// After this the start counts as late; nil where that was known already, or nothing said so.
  public var deadline: Instant?
  /// The stated chance of that; nil where there is no deadline.
  public var chanceLate: Double?
  /// Of the start, or of the finish, at ``probabilities``.
  public var quantiles: [Quantile]

  /// The probabilities that are kept: close enough together for a histogram in tenths.
  public static let probabilities =
    [0.01, 0.025] + (1...19).map { Double($0) / 20 } + [0.975, 0.99]

  public init(
    visit: String, moment: ForecastMoment, madeAt: Instant, technician: String, planned: Instant, deadline: Instant?,
    chanceLate: Double?, quantiles: [Quantile]
  ) {
    self.visit = visit
    self.moment = moment
    self.madeAt = madeAt
    self.technician = technician
    self.planned = planned
    self.deadline = deadline
    self.chanceLate = deadline == nil ? nil : chanceLate
    self.quantiles = quantiles
  }

  /// What `prediction`, made at `now`, says at a moment of a visit; nil where the plan says nothing of it.
  public init?(_ prediction: VisitPrediction, of record: VisitRecord, at moment: ForecastMoment, now: Instant) {
    let plannedWork = record.planned.finish.flatMap { finish in record.planned.start.map { finish - $0 } }
    let planned: Instant? =
      moment == .working
      ? record.actual.start.flatMap { start in plannedWork.map { start + $0 } } : record.planned.start
    guard let planned else { return nil }
    self.init(
      visit: record.id, moment: moment, madeAt: now, technician: record.technician, planned: planned,
      deadline: moment == .working ? nil : record.promised?.end ?? record.planned.start,
      chanceLate: prediction.late.probability,
      quantiles: moment == .working ? prediction.finish.quantiles : prediction.start.quantiles)
  }
}
