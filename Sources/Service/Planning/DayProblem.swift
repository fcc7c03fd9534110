import PunctualEngine
import PunctualModel

/// One day as a routing problem: a vehicle is a technician's shift, a job is one crew member's visit.
///
/// Times are seconds since `base`. A skill is interned by name and level, and one more stands for each technician, so
/// that a pin is a skill too. A technician's own pace is a vehicle type with its own service times.
struct DayProblem {
  let base: Instant
  var routing: RoutingProblem
  /// Whose shift each vehicle is.
  let technicians: [String]
  /// By job.
  let jobs: [JobRef]
  /// What each skill number stands for.
  let skills: SkillTable

  struct JobRef: Hashable {
    let appointment: String
    let member: Int

    var visit: String { Visit.id(appointment: appointment, member: member) }
  }

  func instant(_ seconds: Int) -> Instant { base + seconds }
}

/// What one job of a problem is made of.
struct JobRequest {
  var appointment: Appointment
  var member: Int
  /// When service may start.
  var windows: [TimeWindow]
  /// 0 to 100, as the engine takes it.
  var priority: Int
  /// The only technician who may do it.
  var technician: String?
}

extension DayProblem {
  /// The day's shifts, with where and when each technician is free, and the jobs that are asked for.
  ///
  /// - Parameters:
  ///   - current: the day as planned so far. What is over or running takes its time; the rest is the search's starting
  ///     point.
  ///   - caution: how long work is reckoned to take.
  init(_ requests: [JobRequest], on state: DayState, current: [TechnicianDay], caution: Caution = .none) {
    let date = state.date
    let base = state.organisation.zone.day(date).start - 86_400
    let technicians = state.technicians.values.sorted { $0.id < $1.id }
    let skills = SkillTable(needs: requests.flatMap(\.appointment.skills), technicians: technicians.map(\.id))
    var places = PlaceTable()
    var paces = PaceTable(technicians: technicians, state: state, caution: caution)
    let jobs = requests.enumerated().map { number, request in
      var job = RoutingJob(
        id: UInt64(number + 1), location: places.index(state.site(of: request.appointment)!.place.coordinate),
        service: request.appointment.durationSeconds, servicePerType: paces.seconds(request.appointment),
        skills: skills.of(request), priority: request.priority,
        windows: request.windows.map { RoutingWindow(max(0, $0.start - base), max(0, $0.end - base)) })
      if caution.latePerHour > 0 { job.spread = caution.deviation(request.appointment, state) }
      return job
    }
    let numbers = Dictionary(
      uniqueKeysWithValues: requests.enumerated().map { number, request in
        (Visit.id(appointment: request.appointment.id, member: request.member), UInt64(number + 1))
      })
    var shifts: [String] = []
    var vehicles: [RoutingVehicle] = []
    for technician in technicians {
      guard let shift = technician.shift(on: date) else { continue }
      let day = current.first { $0.technician == technician.id }
      let free = Freedom(of: technician, shift: shift, day: day, state: state)
      guard free.window.start < free.window.end else { continue }
      let hints = (day?.visits ?? []).compactMap { numbers[$0.id] }
      shifts.append(technician.id)
      vehicles.append(
        RoutingVehicle(
          id: UInt64(vehicles.count + 1), profile: state.travel.profile(technician), type: technician.id,
          description: technician.name,
          start: places.index(free.place), end: places.index(technician.home.coordinate),
          skills: skills.of(technician), window: RoutingWindow(free.window.start - base, free.window.end - base),
          breaks: free.breaks.enumerated().map { number, pause in
            RoutingBreak(
              id: UInt64(number + 1), windows: [RoutingWindow(pause.window.start - base, pause.window.end - base)],
              service: pause.seconds)
          },
          maxTasks: technician.maxVisits.map { max(0, $0 - free.done) },
          steps: hints.isEmpty ? nil : hints.map { RoutingStepHint(kind: .job, id: $0) }))
    }
    var routing = RoutingProblem(
      jobs: jobs, vehicles: vehicles, locations: places.coordinates.map { RoutingLocation(coordinate: $0) },
      matrices: state.travel.matrices(places.coordinates, by: technicians))
    if caution.latePerHour > 0, let model = state.model {
      routing.spread = RoutingSpread(travel: model.travelDeviation)
      routing.objective.expectedLatePerHour = caution.latePerHour
      routing.objective.latenessBeforeCost = false
    }
    self.init(
      base: base, routing: routing,
      technicians: shifts, jobs: requests.map { JobRef(appointment: $0.appointment.id, member: $0.member) },
      skills: skills)
  }
}

/// Where, from when and how long a technician is free on a day: after what is done and what is running.
private struct Freedom {
  struct Pause {
    var window: TimeWindow
    var seconds: Int
  }

  var place: Coordinate
  var window: TimeWindow
  var breaks: [Pause]
  /// Visits that count towards the day's most.
  var done: Int

  init(of technician: Technician, shift: Shift, day: TechnicianDay?, state: DayState) {
    let zone = state.organisation.zone
    let date = state.date
    let whole = TimeWindow(start: zone.instant(date, shift.start), end: zone.instant(date, shift.end))
    let visits = day?.visits ?? []
    let over = visits.filter { $0.actual.finish != nil }
    let running = visits.filter { $0.stage.isRunning }
    done = over.count + running.count
    place = technician.home.coordinate
    var from = whole.start
    if whole.start < state.now { from = state.now }
    if let last = running.last ?? over.max(by: { $0.actual.finish! < $1.actual.finish! }),
      let site = state.appointments[last.appointment].flatMap(state.site)
    {
      place = site.place.coordinate
    }
    if !running.isEmpty, let day {
      let predictions = state.predictions([day])
      from =
        running.compactMap { predictions[$0.id]?.finish.at(0.5) ?? $0.planned.finish }.max().map { max($0, from) }
        ?? from
    }
    var window = TimeWindow(start: min(from, whole.end), end: whole.end)
    let taken = (day?.breaks ?? []).filter { pause in day.map { !state.openBreaks($0).contains(pause) } ?? false }
    breaks = shift.breaks.compactMap { pause in
      let start = zone.instant(date, pause.earliest)
      let latest = zone.instant(date, pause.latest)
      let length = pause.minutes * 60
      if let gone = taken.first(where: { start <= $0.start && $0.start <= latest + 7200 }) {
        // One that is being taken now ends first.
        if gone.end > window.start { window.start = min(gone.end, whole.end) }
        return nil
      }
      return Pause(
        window: TimeWindow(start: max(start, from), end: max(latest, from + 1800)), seconds: length)
    }
    self.window = window
  }
}

/// Skills as numbers: one for each name and level that is needed, one for each technician.
struct SkillTable {
  private var needs: [SkillNeed: Int] = [:]
  private var technicians: [String: Int] = [:]

  init(needs: [SkillNeed], technicians: [String]) {
    for need in needs where self.needs[need] == nil { self.needs[need] = self.needs.count }
    let first = self.needs.count
    for (number, id) in technicians.enumerated() { self.technicians[id] = first + number }
  }

  /// The need that a number stands for; nil where it is a pin.
  func need(_ number: Int) -> SkillNeed? { needs.first { $0.value == number }?.key }

  func of(_ request: JobRequest) -> Set<Int> {
    var skills = Set(request.appointment.skills.compactMap { needs[$0] })
    if let technician = request.technician, let skill = technicians[technician] { skills.insert(skill) }
    return skills
  }

  func of(_ technician: Technician) -> Set<Int> {
    var skills = Set(needs.filter { technician.has($0.key) }.values)
    if let own = technicians[technician.id] { skills.insert(own) }
    return skills
  }
}

/// How long each technician takes for work of a kind, worked out once for all visits of it: a large day has few kinds, and is
/// asked about again and again.
private struct PaceTable {
  let technicians: [Technician]
  let state: DayState
  let caution: Caution
  private var known: [Caution.Work: [String: Int]] = [:]

  init(technicians: [Technician], state: DayState, caution: Caution) {
    (self.technicians, self.state, self.caution) = (technicians, state, caution)
  }

  /// Seconds by technician, of those who do not take what is stated.
  mutating func seconds(_ appointment: Appointment) -> [String: Int] {
    let work = Caution.Work(appointment)
    if let seconds = known[work] { return seconds }
    let others = technicians.map { ($0.id, caution.seconds(work, $0, state.model)) }.filter { $0.1 != work.seconds }
    let seconds = Dictionary(uniqueKeysWithValues: others)
    known[work] = seconds
    return seconds
  }
}

/// Coordinates, each once.
private struct PlaceTable {
  private(set) var coordinates: [Coordinate] = []
  private var indices: [Coordinate: Int] = [:]

  mutating func index(_ coordinate: Coordinate) -> Int {
    if let index = indices[coordinate] { return index }
    indices[coordinate] = coordinates.count
    coordinates.append(coordinate)
    return coordinates.count - 1
  }
}
