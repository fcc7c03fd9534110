import PunctualModel

@testable import PunctualForecast

/// 2026-11-23T08:00:00Z; times in these tests are minutes after it.
let eight = 1_795_420_800

func at(_ minutes: Int) -> Instant { Instant(epochSeconds: eight + minutes * 60) }

/// A visit planned to leave, arrive, start and finish at these minutes, promised between these.
func visit(
  _ id: String, technician: String = "t1", type: String? = "service", plan: (Int, Int, Int, Int),
  promised: (Int, Int)? = nil, actual: VisitTimes = VisitTimes()
) -> VisitRecord {
  VisitRecord(
    id: id, technician: technician, type: type, area: "north",
    promised: promised.map { TimeWindow(start: at($0.0), end: at($0.1)) },
    planned: VisitTimes(depart: at(plan.0), arrive: at(plan.1), start: at(plan.2), finish: at(plan.3)),
    actual: actual)
}

func predict(
  _ visits: [VisitRecord], now: Int, model: ForecastModel? = nil, breaks: [(Int, Int)]? = nil
) -> [VisitPrediction] {
  let pauses = breaks?.map { TimeWindow(start: at($0.0), end: at($0.1)) }
  let route = RouteInProgress(technician: "t1", visits: visits, breaks: pauses)
  return Forecaster(model: model).predict(DayInProgress(now: at(now), routes: [route]))
}

extension ForecastModel {
  /// Everything takes exactly as long as planned.
  static var exact: ForecastModel {
    var model = ForecastModel()
    model.service = ResidualModel(priorSpread: 0)
    model.travel = ResidualModel(priorSpread: 0)
    model.firstDeparture = ResidualModel(priorSpread: 0)
    model.afterStop = ResidualModel(priorSpread: 0)
    model.beforeWork = ResidualModel(priorSpread: 0)
    model.pace = 0
    return model
  }

  /// As ``exact``, with work that spreads.
  static func work(spread: Double) -> ForecastModel {
    var model = exact
    model.service = ResidualModel(priorSpread: spread)
    return model
  }
}
