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
    /// Of the day as it is after the moves, by visit.
    var predictions: [String: VisitPrediction]
  }

  func recover() -> Outcome {
    var days = state.days
    var predictions = state.predictions(days)
    var moves: [Move] = []
    while moves.count < mostMoves, let best = bestMove(days, predictions) {
      days = best.days
      predictions = state.predictions(days)
      moves.append(best.move)
    }
    return Outcome(days: days, moves: moves, predictions: predictions)
  }

  private struct Candidate {
    var move: Move
    var days: [TechnicianDay]
    var gain: Double
    var cost: Int
  }

  private func bestMove(_ days: [TechnicianDay], _ predictions: [String: VisitPrediction]) -> Candidate? {
    let movable = days.flatMap { day in movableVisits(day, predictions) }
    guard !movable.isEmpty else { return nil }
    let (problem, orders) = remainder(days)
    var best: Candidate?
    for (visit, saves) in movable {
      guard let job = problem.jobs.firstIndex(where: { $0.visit == visit.id }) else { continue }
      var without = orders
      for vehicle in without.indices { without[vehicle].removeAll { $0 == job } }
      let places = Engine.insertions(problem.routing, routes: without, job: job)
      for place in places.prefix(10) {
        guard let candidate = evaluate(visit, saves, place, problem, days, predictions) else { continue }
        if best == nil || (candidate.gain, -candidate.cost) > (best!.gain, -best!.cost) { best = candidate }
      }
    }
    return best
  }

  /// The visits of a day that may be moved to save the promise in danger: it, and those before it.
  private func movableVisits(_ day: TechnicianDay, _ predictions: [String: VisitPrediction]) -> [(Visit, saves: String)]
  {
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
      return (visit, risk(visit.id, predictions) >= danger ? visit.id : endangered.id)
    }
  }

  private func risk(_ visit: String, _ predictions: [String: VisitPrediction]) -> Double {
    predictions[visit]?.late.probability ?? 0
  }

  /// What is left of the day as a problem, and its routes as they stand.
  private func remainder(_ days: [TechnicianDay]) -> (DayProblem, [[Int]]) {
    let dayEnd = state.organisation.zone.day(state.date).end - 1
    let waiting = days.flatMap(\.visits).filter { $0.stage == .scheduled || $0.stage == .dispatched }
    let requests = waiting.compactMap { visit -> JobRequest? in
      guard let appointment = state.appointments[visit.appointment], state.site(of: appointment) != nil else {
        return nil
      }
      let open = appointment.promise.map { [$0.window] } ?? appointment.windows
      let windows = open.compactMap { $0.intersection(TimeWindow(start: state.now, end: dayEnd)) }
      let member = visit.id == visit.appointment ? 0 : 1
      return JobRequest(
        appointment: appointment, member: member,
        windows: windows.isEmpty ? [TimeWindow(start: state.now, end: dayEnd)] : windows, priority: 1, technician: nil)
    }
    let problem = DayProblem(requests, on: state, current: days)
    let numbers = Dictionary(uniqueKeysWithValues: problem.jobs.enumerated().map { ($1.visit, $0) })
    let orders = problem.shifts.map { shift in
      (days.first { $0.technician == shift.technician }?.visits ?? []).compactMap { numbers[$0.id] }
    }
    return (problem, orders)
  }

  private func evaluate(
    _ visit: Visit, _ saves: String, _ place: Insertion, _ problem: DayProblem, _ days: [TechnicianDay],
    _ predictions: [String: VisitPrediction]
  ) -> Candidate? {
    let receiver = problem.shifts[place.vehicle].technician
    guard let from = days.firstIndex(where: { $0.technician == visit.technician }),
      let to = days.firstIndex(where: { $0.technician == receiver })
    else { return nil }
    var changed = days
    let touched = Set([from, to])
    if from != to {
      changed[from].visits.removeAll { $0.id == visit.id }
      changed[from] = retimed(changed[from])
    }
    changed[to] = receiving(visit, changed[to], problem.timed(place.route))
    let after = state.predictions(touched.sorted().map { changed[$0] })
    var gain = -disturbance
    for (id, prediction) in after {
      guard let appointment = appointmentOf(id, in: touched.map { changed[$0] }), appointment.promise != nil else {
        continue
      }
      let before = risk(id, predictions)
      if prediction.late.probability > max(before + 0.02, safe) { return nil }
      gain += before - prediction.late.probability
    }
    guard gain > 0 else { return nil }
    let move = Move(
      visit: visit.id, from: visit.technician, to: receiver, saves: saves, before: risk(saves, predictions),
      after: after[saves]?.late.probability ?? 0,
      plannedStart: changed[to].visits.first { $0.id == visit.id }?.planned.start)
    return Candidate(move: move, days: changed, gain: gain, cost: place.addedCost)
  }

  private func appointmentOf(_ visit: String, in days: [TechnicianDay]) -> Appointment? {
    for day in days {
      if let found = day.visits.first(where: { $0.id == visit }) { return state.appointments[found.appointment] }
    }
    return nil
  }

  /// The receiver's day with the engine's times for what is still to come.
  private func receiving(
    _ visit: Visit, _ day: TechnicianDay, _ timed: (visits: [(DayProblem.JobRef, VisitTimes)], breaks: [TimeWindow])
  ) -> TechnicianDay {
    var result = day
    let waiting = day.visits.keyed(by: \.id)
    result.visits.removeAll { $0.stage == .scheduled || $0.stage == .dispatched }
    for (ref, times) in timed.visits {
      var next = waiting[ref.visit] ?? visit
      next.technician = day.technician
      next.planned = times
      result.visits.append(next)
    }
    let open = state.openBreaks(day)
    result.breaks = day.breaks.filter { !open.contains($0) } + timed.breaks
    for position in result.visits.indices { result.visits[position].position = position }
    return result
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
        let begin = min(max(arrive, opening), max(start, arrive))
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
