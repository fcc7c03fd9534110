import PunctualEngine
import PunctualModel
import PunctualTravel

/// Looks for moves that keep promises which the day as it runs would break, before a customer has to be told.
///
/// One move takes a visit from where it stands in a technician's day and puts it elsewhere: with whoever can take it, or
/// with the same technician at another time. Among all such moves the one
/// that lowers the expected number of broken promises most is made, as long as it gains more than its disturbance is worth;
/// then the next is sought. Nobody else's promise may be put at risk for it.
struct Recovery {
  var state: DayState
  /// A promise is in danger from this chance of being late.
  var danger = 0.35
  /// A promise that is safe may not be brought above this chance.
  var safe = 0.25
  /// What one move must gain, in promises kept.
  var disturbance = 0.15
  var mostMoves = 6

  struct Move: Hashable, Sendable {
    var visit: String
    var from: String
    var to: String
    /// The visit whose promise it saves, itself or one after it.
    var saves: String
    /// Chance of being late of `saves`, before and after.
    var before: Double
    var after: Double
    var plannedStart: Instant?
  }

  struct Outcome {
    var days: [TechnicianDay]
    var moves: [Move]
  }

  func recover() -> Outcome {
    var days = state.days
    var predictions = state.predictions(days)
    var moves: [Move] = []
    // Days for which no move was found; a move that touches one gives it another look.
    var given: Set<String> = []
    var rest: RestOfDay?
    while moves.count < mostMoves {
      let worst = endangeredDays(days, predictions).filter { !given.contains($0.technician) }.prefix(8)
      if worst.isEmpty { break }
      let ground = rest ?? RestOfDay(state, days)
      rest = ground
      guard let best = bestMove(of: Array(worst), ground, days, predictions) else {
        given.formUnion(worst.map(\.technician))
        continue
      }
      days = best.days
      let touched = days.filter { $0.technician == best.move.from || $0.technician == best.move.to }
      predictions.merge(state.predictions(touched)) { $1 }
      given.subtract(touched.map(\.technician))
      rest = nil
      moves.append(best.move)
    }
    return Outcome(days: days, moves: moves)
  }

  /// The days that break promises, by how many are expected to be broken.
  private func endangeredDays(
    _ days: [TechnicianDay], _ predictions: [String: VisitPrediction]
  ) -> [TechnicianDay] {
    days.filter { !movableVisits($0, predictions).isEmpty }
      .map { day in (day, day.visits.reduce(0) { $0 + risk($1.id, predictions) }) }
      .sorted { ($1.1, $0.0.technician) < ($0.1, $1.0.technician) }
      .map(\.0)
  }

  private struct Candidate {
    var move: Move
    var days: [TechnicianDay]
    var gain: Double
    var cost: Int
  }

  private func bestMove(
    of endangered: [TechnicianDay], _ rest: RestOfDay, _ days: [TechnicianDay],
    _ predictions: [String: VisitPrediction]
  ) -> Candidate? {
    let problem = rest.problem
    var best: Candidate?
    for visit in endangered.flatMap({ movableVisits($0, predictions) }) {
      guard let job = problem.jobs.firstIndex(where: { $0.visit == visit.id }) else { continue }
      var without = rest.routes
      for vehicle in without.indices { without[vehicle].removeAll { $0 == job } }
      let places = Engine.insertions(problem.routing, routes: without, job: job)
      for place in places.prefix(10) {
        guard let candidate = evaluate(visit, place, problem, days, predictions) else { continue }
        if best == nil || (candidate.gain, -candidate.cost) > (best!.gain, -best!.cost) { best = candidate }
      }
    }
    return best
  }

  /// The visits of a day that may be moved to save the promise in danger: it, and those before it.
  private func movableVisits(_ day: TechnicianDay, _ predictions: [String: VisitPrediction]) -> [Visit] {
    guard
      let endangered = day.visits.last(where: { visit in
        visit.stage == .scheduled && risk(visit.id, predictions) >= danger
          && state.appointments[visit.appointment]?.promise != nil
      })
    else { return [] }
    return day.visits.compactMap { visit in
      guard visit.stage == .scheduled, visit.position <= endangered.position,
        let appointment = state.appointments[visit.appointment], appointment.crew == 1, appointment.pin == nil
      else { return nil }
      return visit
    }
  }

  private func risk(_ visit: String, _ predictions: [String: VisitPrediction]) -> Double {
    predictions[visit]?.late.probability ?? 0
  }

  private func evaluate(
    _ visit: Visit, _ place: Insertion, _ problem: DayProblem, _ days: [TechnicianDay],
    _ predictions: [String: VisitPrediction]
  ) -> Candidate? {
    let receiver = problem.technicians[place.vehicle]
    guard let from = days.firstIndex(where: { $0.technician == visit.technician }),
      let to = days.firstIndex(where: { $0.technician == receiver })
    else { return nil }
    var changed = days
    let touched = Set([from, to])
    if from != to {
      changed[from].visits.removeAll { $0.id == visit.id }
      changed[from] = retimed(changed[from])
    }
    changed[to] = changed[to].retimed(problem.timed(place.route), adding: visit, state)
    let after = state.predictions(touched.sorted().map { changed[$0] })
    guard let effect = effect(predictions, after, in: touched.map { changed[$0] }) else { return nil }
    let move = Move(
      visit: visit.id, from: visit.technician, to: receiver, saves: effect.saved,
      before: risk(effect.saved, predictions),
      after: risk(effect.saved, after), plannedStart: changed[to].visits.first { $0.id == visit.id }?.planned.start)
    let gain = effect.gain - disturbance
    return Candidate(move: move, days: changed, gain: gain, cost: place.addedCost)
  }

  /// What a change does to the promises of the days that it touches: how much less harm is expected, and which promise
  /// gains most. Nil where a promise that was safe would be put at risk, where one that is broken already would be broken
  /// by more, or where no promise is saved.
  private func effect(
    _ before: [String: VisitPrediction], _ after: [String: VisitPrediction], in days: [TechnicianDay]
  ) -> (gain: Double, saved: String)? {
    var gain = 0.0
    var saved: (visit: String, by: Double)?
    for (id, prediction) in after.sorted(by: { $0.key < $1.key }) {
      guard let appointment = appointmentOf(id, in: days), appointment.promise != nil, let old = before[id]?.late else {
        continue
      }
      let new = prediction.late
      if new.probability > max(old.probability + 0.02, safe) || new.expectedSeconds > old.expectedSeconds + 600 {
        return nil
      }
      gain += Self.harm(old) - Self.harm(new)
      if old.probability - new.probability > saved?.by ?? disturbance {
        saved = (id, old.probability - new.probability)
      }
    }
    return saved.flatMap { gain > disturbance ? (gain, $0.visit) : nil }
  }

  /// A broken promise counts one; each hour of lateness, up to four, a quarter more.
  private static func harm(_ late: Lateness) -> Double {
    late.probability + 0.25 * min(late.expectedSeconds / 3600, 4)
  }

  private func appointmentOf(_ visit: String, in days: [TechnicianDay]) -> Appointment? {
    for day in days {
      if let found = day.visits.first(where: { $0.id == visit }) { return state.appointments[found.appointment] }
    }
    return nil
  }

  /// A day after a visit has gone: whoever comes next is travelled to from where the technician now is. Planned starts
  /// stay, or come forward to no earlier than the promise begins.
  private func retimed(_ day: TechnicianDay) -> TechnicianDay {
    var result = day
    var place = state.technicians[day.technician]?.home.coordinate
    var free: Instant?
    for index in result.visits.indices {
      let visit = result.visits[index]
      let site = state.appointments[visit.appointment].flatMap(state.site)?.place.coordinate
      if visit.stage == .scheduled || visit.stage == .dispatched, let from = place, let site,
        let start = visit.planned.start, let finish = visit.planned.finish
      {
        let leave = free ?? visit.planned.depart ?? start
        let arrive = leave + state.organisation.travel.leg(from: from, to: site).seconds
        let opening = state.appointments[visit.appointment]?.opening(on: start) ?? arrive
        let isFixed = state.appointments[visit.appointment]?.fixedStart(of: visit) != nil
        let begin = isFixed ? max(start, arrive) : min(max(arrive, opening), max(start, arrive))
        result.visits[index].planned = VisitTimes(
          depart: leave, arrive: arrive, start: begin, finish: begin + (finish - start))
      }
      free = result.visits[index].planned.finish
      for pause in day.breaks {
        if let current = free, pause.start <= current + 600, pause.end > current { free = pause.end }
      }
      place = site ?? place
      result.visits[index].position = index
    }
    return result
  }
}
