import PunctualModel

/// Predicts a day: when each visit will arrive, start and finish, and whether it keeps its promise.
///
/// Distributions run along each route in order: leave, travel, wait for the window, begin, work, pause, leave again.
/// No sampling: the same day gives the same bytes. A day of more than 4,000 visits is told on half as many points as others, so
/// that its answer takes no more than a tenth of a second.
///
/// A technician leaves for the next visit at the planned departure, or when free if that is later. Where the past shows
/// that technicians who are done early leave at once, they do with that chance, though not to stand before a closed
/// window. A pause that the route lists is taken even when it is late; where it lists none, the day's first long gap of
/// the plan holds one with the chance that the past shows. Stamps later than the day's `now` are not known yet and are
/// not used. A visit without stamps before one that has some counts as over.
public struct Forecaster: Sendable {
  let model: ReadyModel
  private var seen: DayEvidence?

  /// With nil, from the priors that ``ForecastModel`` states.
  public init(model: ForecastModel?) {
    self.model = ReadyModel(model ?? ForecastModel())
  }

  /// One that judges how the day is going by all of it, also where it is asked about some of its routes or about others
  /// that they could become.
  public func seeing(_ day: DayInProgress) -> Forecaster {
    var forecaster = self
    forecaster.seen = evidence(day)
    return forecaster
  }

  /// One prediction for each visit, route by route, in order.
  public func predict(_ day: DayInProgress) -> [VisitPrediction] {
    var predictions: [VisitPrediction] = []
    predictions.reserveCapacity(day.routes.reduce(0) { $0 + $1.visits.count })
    let evidence = evidence(day)
    let points = Lattice.points(for: day)
    for route in day.routes {
      var forecast = RouteForecast(model, day, route, evidence, points: points)
      predictions += forecast.predictions()
    }
    return predictions
  }

  /// How the day is going; nil where the model does not ask.
  func evidence(_ day: DayInProgress) -> DayEvidence? {
    seen ?? model.columns.map { DayEvidence(day, $0, zone: model.zone, unplanned: model.unplanned) }
  }
}
