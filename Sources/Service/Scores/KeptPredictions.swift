import PunctualForecast
import PunctualModel
import PunctualStore

extension DayState {
  /// What is to be kept of the day's predictions now, with the appointment of each: one for each visit and moment that
  /// has come and is not among `kept`. A moment that nobody looked at in time is passed over.
  func predictionsToKeep(beside kept: [String: Set<ForecastMoment>]) -> [(stated: StatedPrediction, of: String)] {
    let due = days.flatMap { day in
      day.visits.indices.flatMap { place in
        ForecastMoment.allCases.filter { isNow($0, day.visits, place) }.map { (visit: day.visits[place], moment: $0) }
      }
    }.filter { kept[$0.visit.id]?.contains($0.moment) != true }
    guard !due.isEmpty else { return [] }
    var document = inProgress(days)
    document.quantiles = StatedPrediction.probabilities
    let records = document.routes.flatMap(\.visits).keyed(by: \.id)
    let predictions = Forecaster(model: model).predict(document).keyed(by: \.id)
    return due.compactMap { visit, moment in
      guard let prediction = predictions[visit.id], let record = records[visit.id] else { return nil }
      return StatedPrediction(prediction, of: record, at: moment, now: now).map { ($0, visit.appointment) }
    }
  }

  /// Whether a moment of a visit has come, and not long ago.
  private func isNow(_ moment: ForecastMoment, _ visits: [Visit], _ place: Int) -> Bool {
    let visit = visits[place]
    guard visit.stage != .missed, visit.stage != .noAccess else { return false }
    let begun = visit.actual.start.map { $0 <= now } ?? false
    switch moment {
    case .dayStart:
      guard let first = visits.compactMap(\.planned.depart).min() else { return false }
      return now >= first - 3600 && visits.allSatisfy { $0.actual == VisitTimes() }
    case .hourAhead:
      guard let start = visit.planned.start else { return false }
      return !begun && start - 3600 <= now && now <= start - 1800
    case .next:
      guard place > 0, let done = visits[place - 1].actual.finish else { return false }
      return !begun && done <= now && now <= done + 1800
    case .working:
      guard let start = visit.actual.start else { return false }
      return begun && visit.actual.finish == nil && now <= start + 1800
    }
  }
}

extension Transaction {
  /// Keeps what the day's forecast says at the moments that are judged later.
  func keepPredictions(_ state: DayState) throws {
    try writer.dropOldPredictions(now: now)
    guard state.plan != nil else { return }
    let kept = try writer.statedMoments(ofVisits: state.days.flatMap(\.visits).map(\.id))
    for (stated, appointment) in state.predictionsToKeep(beside: kept) {
      try writer.keep(stated, appointment: appointment)
    }
  }
}
