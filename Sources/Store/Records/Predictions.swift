internal import GRDB
import PunctualModel

extension StoreReading {
  /// The predictions that were made in a span of time, in the order in which they were made.
  public func statedPredictions(madeIn span: TimeWindow) throws -> [StatedPrediction] {
    try database.list(
      """
      SELECT visit, moment, made_at, technician, planned, deadline, chance_late, quantiles FROM prediction
      WHERE made_at BETWEEN ? AND ? ORDER BY made_at, visit, moment
      """, [span.start.epochSeconds, span.end.epochSeconds]
    ) { row in
      let visit = try row.text()
      let moment = try row.choice(ForecastMoment.self)
      let (madeAt, technician, planned) = (try row.instant(), try row.text(), try row.instant())
      let (deadline, chance) = (row.instantOrNil(), row.doubleOrNil())
      let seconds = try row.json([Int].self)
      guard seconds.count == StatedPrediction.probabilities.count else { throw Columns.damaged }
      return StatedPrediction(
        visit: visit, moment: moment, madeAt: madeAt, technician: technician, planned: planned, deadline: deadline,
        chanceLate: chance,
        quantiles: zip(StatedPrediction.probabilities, seconds).map { Quantile(probability: $0, value: planned + $1) })
    }
  }

  /// The moments of these visits of which a prediction is kept.
  public func statedMoments(ofVisits ids: [String]) throws -> [String: Set<ForecastMoment>] {
    let rows = try database.list(
      "SELECT visit, moment FROM prediction WHERE visit IN (SELECT value FROM json_each(?))",
      [try StoredJSON.text(ids)]
    ) { (try $0.text(), try $0.choice(ForecastMoment.self)) }
    return Dictionary(rows.map { ($0, [$1]) }, uniquingKeysWith: { $0.union($1) })
  }
}

extension StoreWriter {
  /// How many days a prediction is kept.
  public static var predictionDays: Int { 400 }

  /// Keeps a prediction, unless one of that visit and moment is kept already. Quantiles are those at
  /// ``StatedPrediction/probabilities``, as seconds from the planned time.
  public func keep(_ stated: StatedPrediction, appointment: String) throws {
    try database.run(
      """
      INSERT INTO prediction (appointment, visit, moment, made_at, technician, planned, deadline, chance_late, quantiles)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (visit, moment) DO NOTHING
      """,
      [
        appointment, stated.visit, stated.moment.rawValue, stated.madeAt.epochSeconds, stated.technician,
        stated.planned.epochSeconds, stated.deadline?.epochSeconds, stated.chanceLate.map { min(max($0, 0), 1) },
        try StoredJSON.text(stated.quantiles.map { $0.value - stated.planned }),
      ])
  }

  /// Removes what is older than ``predictionDays``.
  public func dropOldPredictions(now: Instant) throws {
    try database.run("DELETE FROM prediction WHERE made_at < ?", [now.epochSeconds - Self.predictionDays * 86_400])
  }
}
