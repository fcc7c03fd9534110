import PunctualModel

/// Predicts one document after the other, and learns from each visit that a document tells to be finished.
///
/// The model that was learned stays as it is; what follows is a copy. Each document is predicted once it is learned from,
/// so that documents belong in the order of their times.
public struct FollowingForecast: Sendable {
  private var model: ForecastModel
  private var learned: Set<String> = []

  /// With nil, from the priors that ``ForecastModel`` states.
  public init(model: ForecastModel?) { self.model = model ?? ForecastModel() }

  /// One prediction for each visit, route by route, in order.
  public mutating func predict(_ day: DayInProgress) -> [VisitPrediction] {
    var finished: [(at: Instant, route: Int, place: Int)] = []
    for (number, route) in day.routes.enumerated() {
      for (place, visit) in route.visits.enumerated() where !learned.contains(visit.id) {
        guard let finish = visit.actual.finish, finish <= day.now else { continue }
        finished.append((finish, number, place))
      }
    }
    for (_, number, place) in finished.sorted(by: { ($0.at, $0.route, $0.place) < ($1.at, $1.route, $1.place) }) {
      let visits = day.routes[number].visits
      guard learned.insert(visits[place].id).inserted else { continue }
      // What contradicts itself is not learned from.
      _ = model.update(with: visits[place], after: place > 0 ? visits[place - 1] : nil, in: day)
    }
    return Forecaster(model: model).predict(day)
  }
}
