import PunctualModel
import PunctualNotify

extension DayState {
  /// The day without what waits for technicians who are away: it has no place any more, like what a plan leaves out. Of a
  /// crew all go, since one alone cannot do the work, unless somebody has set out.
  func withoutAbsent() -> (state: DayState, freed: [Visit]) {
    let away = technicians.filter { $0.value.isAway(on: date) }
    let visits = days.flatMap(\.visits)
    let lost = Set(visits.filter { $0.stage.isWaiting && away[$0.technician] != nil }.map(\.appointment))
      .subtracting(visits.filter { !$0.stage.isWaiting }.map(\.appointment))
    guard var plan, !lost.isEmpty else { return (self, []) }
    let freed = visits.filter { lost.contains($0.appointment) }
    for index in plan.days.indices {
      let cancelled = plan.days[index].visits.filter { $0.stage == .cancelled }
      var day = plan.days[index]
      day.visits.removeAll { $0.stage == .cancelled }
      for visit in freed where visit.technician == day.technician { day = day.without(visit, self) }
      day.visits += cancelled
      plan.days[index] = day
    }
    var state = self
    for id in lost.sorted() {
      let names = freed.filter { $0.appointment == id }.compactMap { away[$0.technician]?.name }
      state.appointments[id]?.stage = appointments[id]?.promise == nil ? .requested : .booked
      let reason =
        "\(Language.english.list(names)), who had it, \(names.count == 1 ? "is" : "are") away, and nobody else has room"
      plan.unplaced.append(Unplaced(appointment: id, reason: reason, reasons: [:]))
    }
    state.plan = plan
    return (state, freed)
  }
}
