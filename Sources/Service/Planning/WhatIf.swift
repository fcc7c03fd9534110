import PunctualEngine
import PunctualModel

/// Tries one appointment against the rest of a day.
struct WhatIf {
  let state: DayState
  let appointment: Appointment
  /// Other days on which it may be done.
  let later: [DayState]
  private let problem: DayProblem
  private let routes: [[Int]]
  private let job: Int
  private let plan: StandingPlan

  init(state: DayState, appointment: Appointment, later: [DayState]) {
    (self.state, self.appointment, self.later) = (state, appointment, later)
    (problem, routes, job) = WhatIf.problem(appointment, state)
    plan = StandingPlan(problem.routing, routes: routes)
  }

  /// What each technician could do, the cheapest first, then those who cannot.
  func standings() -> [Standing] {
    let reasons = Misfits(state: state).reasons(problem, routes, job)
    let able = plan.bestPlaces(for: job).sorted().compactMap { place -> Standing? in
      guard let insertion = plan.insertion(of: job, at: place) else { return nil }
      let technician = problem.technicians[place.vehicle]
      let start = problem.timed(insertion.route).visits.first { $0.0.appointment == appointment.id }?.1.start
      return Standing(
        technician: technician, name: name(technician), start: start, addedSeconds: place.addedCost)
    }
    let unable = reasons.filter { reason in !able.contains { $0.technician == reason.key } }
    return able
      + unable.sorted { ($0.value.rawValue, $0.key) < ($1.value.rawValue, $1.key) }.map {
        Standing(technician: $0.key, name: name($0.key), reason: $0.value)
      }
  }

  /// The least changes that make room, each verified by trying it.
  func remedies() -> [String] {
    guard appointment.crew == 1 else { return [] }
    if !plan.bestPlaces(for: job).isEmpty { return fitting() }
    return plan.remedies(for: job).compactMap(surely).compactMap(sentence)
      + [easierSkill(), anotherDay()].compactMap(\.self)
  }

  /// What places work that somebody has time for: planning again, where a window for it is sure enough and leaves the
  /// promises of others as sure as they are.
  private func fitting() -> [String] {
    guard appointment.promise == nil, let surest = SurePromises.obstacle(to: appointment, on: state) else {
      return ["it fits as things stand: plan the day again"]
    }
    let tier = state.tier(of: appointment)
    let window = state.organisation.zone.spoken(surest.window)
    let obstacle =
      surest.chance < tier.promiseChance
      ? "\(surest.chance.percent) is the most (\(window)), and \(tier.name) is owed \(tier.promiseChance.percent)"
      : "a sure one (\(window)) would make another promise unsure"
    return [
      "other times, offered by `punctual propose \(appointment.id)`: within those that suit the customer, \(obstacle)",
      "a pin, which promises it all the same: `punctual appointment edit \(appointment.id)"
        + " '{\"pin\": {\"technician\": \"\(surest.technician)\"}}'`",
    ] + [anotherDay()].compactMap(\.self)
  }

  /// A wider window for a request must leave it sure, or the plan does not promise it: as much wider as it takes, in steps of
  /// half an hour; nil where three hours do not suffice.
  private func surely(_ remedy: Remedy) -> Remedy? {
    guard appointment.promise == nil, remedy.changes.count == 1, let relief = remedy.changes.first else {
      return remedy
    }
    for extra in stride(from: 0, through: 3 * 3600, by: 1800) {
      guard let (wider, asked) = widened(relief, by: extra) else { return remedy }
      if SurePromises.obstacle(to: asked, on: state) == nil {
        return Remedy(changes: [wider], vehicle: remedy.vehicle, start: remedy.start, addedCost: remedy.addedCost)
      }
    }
    return nil
  }

  /// The relief with so many seconds more, and the appointment that has it; nil for what is not about its windows.
  private func widened(_ relief: Relief, by extra: Int) -> (Relief, Appointment)? {
    var asked = appointment
    var open = state.openWindows(appointment)
    if open.isEmpty { open = appointment.windows }
    switch relief {
    case .windowLater(let seconds, let index) where open.indices.contains(index):
      open[index].end = open[index].end + seconds + extra
      asked.windows = open
      return (.windowLater(seconds: seconds + extra, window: index), asked)
    case .windowEarlier(let seconds, let index) where open.indices.contains(index):
      open[index].start = open[index].start - seconds - extra
      asked.windows = open
      return (.windowEarlier(seconds: seconds + extra, window: index), asked)
    default: return nil
    }
  }

  private func name(_ technician: String) -> String { state.technicians[technician]?.name ?? technician }

  /// `if the window ended at 10:20, 20 min later (Anna Hasler would start at 10:18)`; nil for what nobody can decide.
  private func sentence(_ remedy: Remedy) -> String? {
    let technician = name(problem.technicians[remedy.vehicle])
    let wishes = remedy.changes.compactMap { wish($0, remedy.vehicle, technician) }
    guard wishes.count == remedy.changes.count else { return nil }
    let start = state.organisation.zone.clock(problem.instant(remedy.start))
    return "if " + wishes.joined(separator: ", and ") + " (\(technician) would start at \(start))"
  }

  private func wish(_ relief: Relief, _ vehicle: Int, _ technician: String) -> String? {
    let shift = problem.routing.vehicles[vehicle]
    let windows = problem.routing.jobs[job].windows
    let word = appointment.promise == nil ? "window" : "promise"
    switch relief {
    case .windowLater(let seconds, let index):
      return "the \(word) ended at \(later(windows[index].end, seconds))"
    case .windowEarlier(let seconds, let index):
      return "the \(word) began at \(earlier(windows[index].start, seconds))"
    case .shiftLater(let seconds):
      return shift.window.map { "\(technician)'s shift ended at \(later($0.end, seconds))" }
    case .shiftEarlier(let seconds):
      return shift.window.map { "\(technician)'s shift began at \(earlier($0.start, seconds))" }
    case .breakLater(let seconds, let index):
      return shift.breaks[index].windows.last.map {
        "\(technician)'s break could begin as late as \(later($0.end, seconds))"
      }
    case .breakEarlier(let seconds, let index):
      return shift.breaks[index].windows.first.map {
        "\(technician)'s break could begin as early as \(earlier($0.start, seconds))"
      }
    case .moreTasks(let more): return "\(technician) could make \(more) visit\(more == 1 ? "" : "s") more"
    case .skill(let number, _):
      guard let need = problem.skills.need(number) else { return "it were not pinned to somebody else" }
      return "\(technician) had \(need.name) at level \(need.level)"
    case .moved(let other, let target):
      let moved = problem.jobs[other].appointment
      let customer = state.appointments[moved].flatMap { state.customers[$0.customer]?.name }
      return
        "\(moved)\(customer.map { " (\($0))" } ?? "") went to \(name(problem.technicians[target])) instead of \(technician)"
    default: return nil
    }
  }

  private func later(_ time: Int, _ seconds: Int) -> String {
    let minutes = (seconds + 59) / 60
    return "\(state.organisation.zone.clock(problem.instant(time + minutes * 60))), \(minutes) min later"
  }

  private func earlier(_ time: Int, _ seconds: Int) -> String {
    let minutes = (seconds + 59) / 60
    return "\(state.organisation.zone.clock(problem.instant(time - minutes * 60))), \(minutes) min earlier"
  }

  /// A lower level of a skill, or doing without it.
  private func easierSkill() -> String? {
    for (index, need) in appointment.skills.enumerated() {
      for level in stride(from: need.level - 1, through: 0, by: -1) {
        var easier = appointment
        if level == 0 { easier.skills.remove(at: index) } else { easier.skills[index].level = level }
        guard WhatIf.fits(easier, state) else { continue }
        return level == 0
          ? "if it could be done without the skill \(need.name)"
          : "if \(need.name) at level \(level) were enough, instead of \(need.level)"
      }
    }
    return nil
  }

  private func anotherDay() -> String? {
    for day in later where WhatIf.fits(appointment, SlotSearch(day).state) {
      return "its window on \(day.date): it can be planned then"
    }
    return nil
  }

  private static func fits(_ appointment: Appointment, _ state: DayState) -> Bool {
    let (problem, routes, job) = problem(appointment, state)
    return !StandingPlan(problem.routing, routes: routes).bestPlaces(for: job).isEmpty
  }

  private static func problem(_ appointment: Appointment, _ state: DayState) -> (DayProblem, [[Int]], Int) {
    let open = state.openWindows(appointment)
    let pinned = appointment.pin?.start.map { [TimeWindow(start: $0, end: $0)] }
    let request = JobRequest(
      appointment: appointment, member: 0, windows: pinned ?? (open.isEmpty ? appointment.windows : open), priority: 1,
      technician: appointment.pin?.technician)
    let rest = RestOfDay(state, state.days, adding: request)
    return (rest.problem, rest.routes, rest.problem.jobs.count - 1)
  }
}
