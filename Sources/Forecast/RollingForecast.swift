import PunctualModel

/// Predicts one day again and again as things happen, and computes only what can have changed.
///
/// The answers are those of a ``Forecaster`` asked anew, byte for byte. A route is computed again where its visits, its
/// stamps or its pauses have changed, or where time alone changes it: somebody is at work or on the way, or a departure
/// is overdue. Where the model asks how the whole day is going, each event bears on all routes, and all are computed.
public struct RollingForecast: Sendable {
  private struct Known: Sendable {
    var route: RouteInProgress
    var now: Int
    /// Until this second the predictions stay what they are.
    var steadyUntil: Int
    var predictions: [VisitPrediction]
  }

  private let forecaster: Forecaster
  private var known: [String: Known] = [:]
  private var quantiles: [Double] = []
  private var points = 0
  /// How many routes the last answer needed to compute.
  public private(set) var computed = 0

  public init(model: ForecastModel?) { forecaster = Forecaster(model: model) }

  /// One prediction for each visit, route by route, in order.
  public mutating func predict(_ day: DayInProgress) -> [VisitPrediction] {
    let now = PlannedStop.seconds(day.now)
    let points = Lattice.points(for: day)
    if quantiles != day.quantiles || points != self.points {
      (quantiles, self.points) = (day.quantiles, points)
      known = [:]
    }
    computed = 0
    let evidence = forecaster.evidence(day)
    if evidence != nil { known = [:] }
    var next: [String: Known] = [:]
    var predictions: [VisitPrediction] = []
    for route in day.routes {
      let kept = known[route.technician].flatMap { kept in
        kept.route == route && (kept.now == now || kept.now < now && now < kept.steadyUntil) ? kept : nil
      }
      if let kept {
        predictions += kept.predictions
        next[route.technician] = kept
        continue
      }
      computed += 1
      var forecast = RouteForecast(forecaster.model, day, route, evidence, points: points)
      let visits = forecast.predictions()
      predictions += visits
      next[route.technician] = Known(
        route: route, now: now, steadyUntil: forecast.steadyUntil, predictions: visits)
    }
    known = next
    return predictions
  }
}
