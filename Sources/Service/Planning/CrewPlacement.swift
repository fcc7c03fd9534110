import PunctualModel

/// Finds a common start and a team for each appointment that needs several technicians at once, before the rest is planned.
///
/// The engine plans each technician's day by itself, so a crew's visits are pinned to one instant and one technician each;
/// the search then builds the days around them. A team that is already scheduled keeps its time and its people.
struct CrewPlacement {
  let state: DayState
  let requests: [JobRequest]

  /// The requests, those of crews pinned. A crew that finds no common time stays unpinned and is left out by the planner.
  func placed() -> [JobRequest] {
    var result = requests
    var busy: [String: [TimeWindow]] = [:]
    let crews = Dictionary(
      grouping: requests.indices.filter {
        requests[$0].appointment.crew > 1 && !requests[$0].appointment.stage.isRunning
      }
    ) {
      requests[$0].appointment.id
    }
    for (id, members) in crews.sorted(by: { $0.key < $1.key }) {
      let request = requests[members[0]]
      let length = request.appointment.durationSeconds
      let team: (start: Instant, technicians: [String])
      if let kept = keptTeam(id, members.count) {
        team = kept
      } else if let found = firstTeam(request, size: members.count, busy: busy) {
        team = found
      } else {
        // Left out by the planner; meanwhile it must not take anybody else's place.
        for member in members { result[member].priority = 0 }
        continue
      }
      for (index, technician) in zip(members, team.technicians) {
        result[index].technician = technician
        result[index].windows = [TimeWindow(start: team.start, end: team.start)]
        result[index].priority = 100
        busy[technician, default: []].append(TimeWindow(start: team.start, end: team.start + length))
      }
    }
    return result
  }

  private func keptTeam(_ appointment: String, _ size: Int) -> (Instant, [String])? {
    let visits = state.days.flatMap(\.visits).filter { $0.appointment == appointment }.sorted { $0.id < $1.id }
    guard visits.count == size, let start = visits.first?.planned.start, start >= state.now else { return nil }
    return (start, visits.map(\.technician))
  }

  /// The earliest quarter of an hour at which enough qualified technicians are free; of those, who live nearest.
  private func firstTeam(_ request: JobRequest, size: Int, busy: [String: [TimeWindow]]) -> (Instant, [String])? {
    guard let site = state.site(of: request.appointment) else { return nil }
    let length = request.appointment.durationSeconds
    let skilled = state.technicians.values
      .filter { technician in request.appointment.skills.allSatisfy(technician.has) }
      .sorted { left, right in
        let (a, b) = (
          left.home.coordinate.metres(to: site.place.coordinate),
          right.home.coordinate.metres(to: site.place.coordinate)
        )
        return (a, left.id) < (b, right.id)
      }
    for window in request.windows {
      var start = window.start + 899 - (window.start.epochSeconds + 899) % 900
      if !window.contains(start) { start = window.start }
      while start <= window.end {
        let span = TimeWindow(start: start, end: start + length)
        let free = skilled.filter { technician in
          isFree(technician, span, site, busy: busy[technician.id, default: []])
        }
        if free.count >= size { return (start, free.prefix(size).map(\.id)) }
        start = start + 900
      }
    }
    return nil
  }

  /// Whether the technician can be there, work and get home within the shift, with every break still possible.
  private func isFree(_ technician: Technician, _ span: TimeWindow, _ site: Site, busy: [TimeWindow]) -> Bool {
    let zone = state.organisation.zone
    guard let shift = technician.shift(on: state.date) else { return false }
    let travel = state.travel.leg(
      from: technician.home.coordinate, to: site.place.coordinate, by: technician
    ).seconds
    let length = Int((Double(span.seconds) * technician.pace).rounded())
    let from = max(zone.instant(state.date, shift.start), state.now)
    guard from + travel <= span.start, span.start + length + travel <= zone.instant(state.date, shift.end) else {
      return false
    }
    let work = TimeWindow(start: span.start - travel, end: span.start + length + travel)
    guard !busy.contains(where: { $0.overlaps(work) }) else { return false }
    return shift.breaks.allSatisfy { pause in
      let earliest = zone.instant(state.date, pause.earliest)
      let latest = zone.instant(state.date, pause.latest)
      return earliest + pause.minutes * 60 <= span.start || latest >= span.start + length
    }
  }
}
