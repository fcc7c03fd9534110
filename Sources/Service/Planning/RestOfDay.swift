import PunctualModel

/// What is left of a planned day as a problem, with the routes as they stand: the ground on which a move, an offer or an
/// explanation is tried.
struct RestOfDay {
  let problem: DayProblem
  /// Job indices by vehicle, in order.
  let routes: [[Int]]
  /// The job of the appointment that was asked about, the last of the problem; nil where none was.
  let job: Int?

  /// - Parameters:
  ///   - days: the plan; visits that are over or running take their time but are not for moving.
  ///   - request: one more job that is on nobody's route. A visit of the same appointment leaves its route.
  init(_ state: DayState, _ days: [TechnicianDay], adding request: JobRequest? = nil) {
    let waiting = days.flatMap(\.visits).filter { visit in
      (visit.stage.isWaiting) && visit.appointment != request?.appointment.id
    }
    var requests = waiting.compactMap { state.request(for: $0) }
    if let request { requests.append(request) }
    let problem = DayProblem(requests, on: state, current: days)
    let asked = request == nil ? nil : requests.count - 1
    let numbers = Dictionary(uniqueKeysWithValues: problem.jobs.enumerated().map { ($1.visit, $0) })
    routes = problem.technicians.map { technician in
      (days.first { $0.technician == technician }?.visits ?? []).compactMap { visit in
        numbers[visit.id].flatMap { $0 == asked ? nil : $0 }
      }
    }
    self.problem = problem
    job = asked
  }
}

extension DayState {
  /// From now to the day's last second.
  var restOfDay: TimeWindow {
    let day = organisation.zone.day(date)
    return TimeWindow(start: max(day.start, min(now, day.end - 1)), end: day.end - 1)
  }

  /// When an appointment may still start on this day: within its promise, or its windows where nothing is promised.
  func openWindows(_ appointment: Appointment) -> [TimeWindow] {
    (appointment.promise.map { [$0.window] } ?? appointment.windows).compactMap { $0.intersection(restOfDay) }
  }

  /// The windows that may be promised for an appointment on this day, as wide as its tier has them.
  func promiseWindows(_ appointment: Appointment) -> [TimeWindow] {
    let minutes = tier(of: appointment).windowMinutes
    return openWindows(appointment).flatMap { PromiseWindow.all(within: $0, minutes: minutes) }
  }

  /// The job that a waiting visit is. One whose promise is over may start at any time; one with an agreed start keeps it.
  fileprivate func request(for visit: Visit) -> JobRequest? {
    guard let appointment = appointments[visit.appointment], site(of: appointment) != nil else { return nil }
    let open = openWindows(appointment)
    let agreed = appointment.fixedStart(of: visit).map { [TimeWindow(start: $0, end: $0)] }
    return JobRequest(
      appointment: appointment, member: visit.member, windows: agreed ?? (open.isEmpty ? [restOfDay] : open),
      priority: 1,
      technician: nil)
  }
}

extension TechnicianDay {
  /// The day with the engine's times for what is still to come, `visit` among it. What is over or running stays, and so do
  /// the breaks that were taken.
  func retimed(
    _ timed: (visits: [(DayProblem.JobRef, VisitTimes)], breaks: [TimeWindow]), adding visit: Visit, _ state: DayState
  ) -> TechnicianDay {
    let known = visits.keyed(by: \.id)
    let open = state.openBreaks(self)
    var result = self
    result.visits.removeAll { $0.stage.isWaiting }
    result.visits += timed.visits.map { ref, times in
      var next = known[ref.visit] ?? visit
      next.technician = technician
      next.planned = times
      return next
    }
    result.breaks = breaks.filter { !open.contains($0) } + timed.breaks
    for position in result.visits.indices { result.visits[position].position = position }
    return result
  }
}
