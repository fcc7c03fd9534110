import PunctualModel

extension RecoverySearch {
  /// What a change is worth; nil where it is not to be made.
  ///
  /// - Parameters:
  ///   - changed: all days, those that differ retimed.
  ///   - moved: which visits change hands, how, and to whom.
  func judge(
    _ changed: [TechnicianDay], moved: [(kind: RecoveryKind, visit: Visit, to: String)], cost: Int
  ) -> Candidate? {
    let touched = zip(changed, days).filter { $0.0 != $0.1 }.map(\.0)
    let after = state.predictions(touched)
    let price = recovery.disturbance * Double(moved.count)
    guard let effect = effect(after, in: touched, price: price) else { return nil }
    let moves = moved.map { kind, visit, to in
      Recovery.Move(
        kind: kind, visit: visit.id, from: visit.technician, to: to, saved: effect.saved,
        plannedStart: changed.flatMap(\.visits).first { $0.id == visit.id }?.planned.start)
    }
    return Candidate(moves: moves, days: changed, gain: effect.gain - price, cost: cost)
  }

  /// What a change does to the promises of the days that it touches: how much less harm is expected, and which promises
  /// it saves: the one that gains most, and every other that was in danger and is not any more. Nil where a promise that was
  /// safe would be put at risk, where one that is broken already would be broken by more, or where no promise is saved.
  private func effect(
    _ after: [String: VisitPrediction], in touched: [TechnicianDay], price: Double
  ) -> (gain: Double, saved: [Recovery.Saved])? {
    var gain = 0.0
    var saved: [Recovery.Saved] = []
    for visit in touched.flatMap(\.visits).sorted(by: { $0.id < $1.id }) {
      guard let new = after[visit.id]?.late, state.appointments[visit.appointment]?.promise != nil else { continue }
      // What has no place yet is as good as broken.
      let old = predictions[visit.id]?.late ?? Lateness(probability: 1, expectedSeconds: 4 * 3600)
      if new.probability > max(old.probability + 0.02, recovery.safe) || new.expectedSeconds > old.expectedSeconds + 600
      {
        return nil
      }
      gain += harm(old, visit) - harm(new, visit)
      if old.probability - new.probability > recovery.disturbance {
        saved.append(Recovery.Saved(visit: visit.id, before: old.probability, after: new.probability))
      }
    }
    guard !saved.isEmpty, gain > price else { return nil }
    saved.sort { ($0.after - $0.before, $0.visit) < ($1.after - $1.before, $1.visit) }
    let others = saved.dropFirst().filter { $0.before >= recovery.danger && $0.after < recovery.danger }
    return (gain, [saved[0]] + others)
  }

  /// A broken promise counts one; each hour of lateness, up to four, a quarter more. It is worse where nobody may
  /// write to the customer, and worst where nobody can call either.
  private func harm(_ late: Lateness, _ visit: Visit) -> Double {
    (late.probability + 0.25 * min(late.expectedSeconds / 3600, 4)) * state.reach(of: visit.appointment).harm
  }
}

extension TechnicianDay {
  /// The day after a visit has gone: whoever comes next is travelled to from where the technician now is. Planned starts
  /// stay, or come forward to no earlier than the promise begins, and not into a break that came before.
  func without(_ visit: Visit, _ state: DayState) -> TechnicianDay {
    var result = self
    result.visits.removeAll { $0.id == visit.id }
    var place = state.technicians[technician]?.home.coordinate
    var free: Instant?
    for index in result.visits.indices {
      let visit = result.visits[index]
      let site = state.appointments[visit.appointment].flatMap(state.site)?.place.coordinate
      if visit.stage.isWaiting, let from = place, let site,
        let start = visit.planned.start, let finish = visit.planned.finish
      {
        let leave = free ?? visit.planned.depart ?? start
        let arrive = leave + state.travel.leg(from: from, to: site, by: state.technicians[technician]).seconds
        let opening = state.appointments[visit.appointment]?.opening(on: start) ?? arrive
        let isFixed = state.appointments[visit.appointment]?.fixedStart(of: visit) != nil
        var begin = isFixed ? max(start, arrive) : min(max(arrive, opening), max(start, arrive))
        for pause in breaks where pause.start < start && pause.end > begin && pause.start < begin + (finish - start) {
          begin = pause.end
        }
        result.visits[index].planned = VisitTimes(
          depart: leave, arrive: arrive, start: begin, finish: begin + (finish - start))
      }
      free = result.visits[index].planned.finish
      for pause in breaks {
        if let current = free, pause.start <= current + 600, pause.end > current { free = pause.end }
      }
      place = site ?? place
      result.visits[index].position = index
    }
    return result
  }
}
