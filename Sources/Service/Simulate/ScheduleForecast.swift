import PunctualModel

/// What a plain schedule says of the rest of a day: everything from here on takes as long as planned.
///
/// It is what many dispatch boards show, and what the forecast is measured against. A point in time, not a distribution:
/// the chance of being late is 0 or 1.
struct ScheduleForecast {
  let state: DayState

  /// Predictions by visit id.
  func predictions() -> [String: VisitPrediction] {
    state.days.flatMap(predictions).keyed(by: \.id)
  }

  private func predictions(_ day: TechnicianDay) -> [VisitPrediction] {
    var free: Instant?
    var before: Instant?
    return day.visits.compactMap { visit in
      guard visit.stage != .missed, visit.stage != .noAccess, let planned = visit.planned.start,
        let depart = visit.planned.depart, let arrive = visit.planned.arrive
      else {
        free = visit.actual.finish ?? free
        return nil
      }
      let pauses = day.breaks.filter { $0.start < planned && $0.start >= before ?? $0.start }
      before = planned
      var leave = max(free ?? depart, depart)
      for pause in pauses where pause.end > depart { leave = max(leave, (free ?? depart) + pause.seconds) }
      if visit.actual.depart == nil { leave = max(leave, state.now) }
      let driving =
        arrive - depart
        - pauses.reduce(0) { sum, pause in
          sum + (pause.intersection(TimeWindow(start: depart, end: arrive))?.seconds ?? 0)
        }
      let there = visit.actual.arrive ?? max((visit.actual.depart ?? leave) + driving, state.now)
      let opens = state.appointments[visit.appointment]?.opening(on: planned) ?? there
      let start = visit.actual.start ?? max(there, opens)
      let stated = state.stated(visit).planned.finish.map { $0 - planned } ?? 0
      free = visit.actual.finish ?? max(start + stated, state.now)
      return prediction(visit, arrive: there, start: start, finish: free ?? start)
    }
  }

  private func prediction(_ visit: Visit, arrive: Instant, start: Instant, finish: Instant) -> VisitPrediction {
    func exactly(_ instant: Instant) -> Spread {
      Spread(
        mean: instant,
        quantiles: DayInProgress.usualQuantiles.map { Quantile(probability: $0, value: instant) })
    }
    let end = state.appointments[visit.appointment]?.promise?.window.end ?? visit.planned.start ?? start
    return VisitPrediction(
      id: visit.id, technician: visit.technician, arrive: exactly(arrive), start: exactly(start),
      finish: exactly(finish),
      late: Lateness(probability: start > end ? 1 : 0, expectedSeconds: Double(max(0, start - end))),
      basedOn: Evidence(samples: 0, level: "schedule"))
  }
}
