import PunctualModel

/// A prediction that was made, what happened, and what simpler means would have said.
public struct ScoredPrediction: Hashable, Sendable {
  public var stated: StatedPrediction
  public var type: String?
  /// The visit's day, and the hour on the wall clock at which it was planned to start.
  public var date: LocalDate
  public var hour: Int
  /// What was predicted: the start of work, or its finish.
  public var actual: Instant
  /// Nil where nothing was stated of lateness.
  public var wasLate: Bool?
  /// What the past alone says; nil where there is none.
  public var climate: ClimateStatement?

  public init(
    stated: StatedPrediction, type: String?, date: LocalDate, hour: Int, actual: Instant, wasLate: Bool?,
    climate: ClimateStatement?
  ) {
    self.stated = stated
    self.type = type
    self.date = date
    self.hour = hour
    self.actual = actual
    self.wasLate = wasLate
    self.climate = climate
  }

  /// Compares a stated prediction with its visit as it went; nil where that did not happen, or had happened before.
  public init?(_ stated: StatedPrediction, record: VisitRecord, zone: Zone, climate: Climate) {
    guard let start = record.actual.start,
      let actual = stated.moment == .working ? record.actual.finish : start, actual >= stated.madeAt
    else { return nil }
    let (date, second) = zone.local(record.planned.start ?? stated.planned)
    self.init(
      stated: stated, type: record.type, date: date, hour: second / 3600, actual: actual,
      wasLate: stated.deadline.map { start > $0 }, climate: climate.statement(on: stated))
  }
}

/// What one would say of a visit from past visits alone, without looking at it: as they strayed from their plan, so
/// will this one.
public struct ClimateStatement: Hashable, Sendable {
  public var quantiles: [Quantile]
  public var chanceLate: Double?
}

/// How past visits strayed from their plan: the climatology that a forecast has to beat.
public struct Climate: Sendable {
  /// Seconds at ``StatedPrediction/probabilities``: of starts, and of times on site.
  private var start: [Double] = []
  private var work: [Double] = []
  private var late: Double?

  public init(_ records: some Sequence<VisitRecord>) {
    var starts: [Double] = []
    var works: [Double] = []
    var outcomes = (late: 0, all: 0)
    for record in records {
      guard let planned = record.planned.start, let began = record.actual.start else { continue }
      starts.append(Double(began - planned))
      outcomes.all += 1
      if began > record.promised?.end ?? planned { outcomes.late += 1 }
      guard let finish = record.planned.finish, let ended = record.actual.finish else { continue }
      works.append(Double((ended - began) - (finish - planned)))
    }
    start = Self.quantiles(starts)
    work = Self.quantiles(works)
    late = outcomes.all > 0 ? Double(outcomes.late) / Double(outcomes.all) : nil
  }

  func statement(on stated: StatedPrediction) -> ClimateStatement? {
    let strayed = stated.moment == .working ? work : start
    guard !strayed.isEmpty else { return nil }
    return ClimateStatement(
      quantiles: zip(StatedPrediction.probabilities, strayed).map { probability, seconds in
        Quantile(probability: probability, value: stated.planned + Int(seconds.rounded()))
      },
      chanceLate: stated.deadline == nil ? nil : late)
  }

  private static func quantiles(_ values: [Double]) -> [Double] {
    guard !values.isEmpty else { return [] }
    let ascending = values.sorted()
    return StatedPrediction.probabilities.map { Numerics.quantile(ascending, $0) }
  }
}
