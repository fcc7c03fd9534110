import PunctualModel

/// Goes through one past day again, moment by moment, as it was known: at each departure, arrival, start and finish, and
/// every so often in between, since silence tells something too.
public struct DayReplay: Sendable {
  public let past: PastDays
  public let forecaster: Forecaster
  /// Seconds between two looks when nothing happens.
  public let step: Int

  /// One look at the day.
  public struct Moment: Sendable {
    public var at: Instant
    /// The day's visits as they were known.
    public var visits: [VisitRecord]
    /// By visit id.
    public var predictions: [String: VisitPrediction]
  }

  public init(_ past: PastDays, _ forecaster: Forecaster, step: Int) {
    self.past = past
    self.forecaster = forecaster
    self.step = max(60, step)
  }

  /// From half an hour before anybody was to set out until the last visit has begun.
  public func moments(of date: LocalDate) -> [Instant] {
    let visits = past.days[date] ?? []
    let stamps = visits.flatMap { visit in
      [visit.actual.depart, visit.actual.arrive, visit.actual.start, visit.actual.finish].compactMap { $0 }
    }
    let plans = visits.compactMap { $0.planned.depart ?? $0.planned.arrive ?? $0.planned.start }
    guard let last = visits.compactMap(\.actual.start).max(), let first = (stamps + plans).min() else { return [] }
    let from = first.epochSeconds - 1800
    var moments = Set(stamps.filter { $0 <= last })
    var look = (from.dividedDown(by: step) + 1) * step
    while look < last.epochSeconds {
      moments.insert(Instant(epochSeconds: look))
      look += step
    }
    return moments.sorted()
  }

  /// Hands each look to `body`, in order of time.
  public func run(_ date: LocalDate, _ body: (Moment) throws -> Void) rethrows {
    for now in moments(of: date) {
      let routes = past.routes(on: date, at: now)
      let predictions = forecaster.predict(DayInProgress(now: now, quantiles: [0.1, 0.5, 0.9], routes: routes))
      try body(
        Moment(
          at: now, visits: routes.flatMap(\.visits),
          predictions: Dictionary(predictions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })))
    }
  }
}
