import PunctualEngine
import PunctualModel

/// Says why appointments are left out, in words that name the cause.
struct Misfits {
  let state: DayState

  func unplaced(_ requests: [JobRequest], _ problem: DayProblem, _ solution: RoutingSolution) -> [Unplaced] {
    let orders = problem.orders(solution)
    var seen: Set<String> = []
    return solution.unassigned.compactMap { job in
      let appointment = requests[job].appointment
      guard seen.insert(appointment.id).inserted else { return nil }
      let reasons = reasons(problem, orders, job)
      return Unplaced(appointment: appointment.id, reason: sentence(appointment, reasons), reasons: reasons)
    }
  }

  /// Why requests that have no place beside a plan have none, each by itself.
  func unplaced(_ requests: [JobRequest], beside days: [TechnicianDay]) -> [Unplaced] {
    requests.filter { $0.member == 0 }.compactMap { request in
      let rest = RestOfDay(state, days, adding: request)
      guard let job = rest.job else { return nil }
      let reasons = reasons(rest.problem, rest.routes, job)
      return Unplaced(
        appointment: request.appointment.id, reason: sentence(request.appointment, reasons), reasons: reasons)
    }
  }

  /// The reason of each technician, by id; those who are not at work that day are off shift. Who lacks a skill lacks it
  /// first of all, at work or not.
  func reasons(_ problem: DayProblem, _ orders: [[Int]], _ job: Int) -> [String: MisfitReason] {
    guard let appointment = state.appointments[problem.jobs[job].appointment] else { return [:] }
    var reasons: [String: MisfitReason] = [:]
    let found = Engine.misfits(problem.routing, routes: orders, job: job)
    for (vehicle, reason) in found.enumerated() {
      guard let reason else { continue }
      let technician = problem.technicians[vehicle]
      let skilled = state.technicians[technician].map { appointment.skills.allSatisfy($0.has) } ?? false
      reasons[technician] = reason == .skill && skilled ? .pin : reason
    }
    for technician in state.technicians.values where !problem.technicians.contains(technician.id) {
      reasons[technician.id] = appointment.skills.allSatisfy(technician.has) ? .offShift : .skill
    }
    return reasons
  }

  /// One sentence: the skill that nobody has, the only ones who could and why they cannot, or the window.
  private func sentence(_ appointment: Appointment, _ reasons: [String: MisfitReason]) -> String {
    let zone = state.organisation.zone
    let needs = appointment.skills.map { "\($0.name) level \($0.level)" }.joined(separator: " and ")
    let able = reasons.filter { $0.value != .skill }
    if able.isEmpty {
      return "needs \(needs), which no technician has"
    }
    if appointment.crew > 1 {
      return "no \(appointment.crew) qualified technicians are free at the same time within its window"
    }
    let counts = Dictionary(grouping: able.values) { $0 }.mapValues(\.count)
    let windows = appointment.windows.map { zone.spoken($0) }.joined(separator: " or ")
    let who =
      able.count <= 3
      ? able.keys.sorted().compactMap { state.technicians[$0]?.name }.joined(separator: ", ")
      : "the \(able.count) technicians who could"
    let causes = MisfitReason.allCases.filter { counts[$0] != nil }
    if causes == [.offShift] {
      return able.count == state.technicians.count
        ? "its window \(windows) is outside every shift" : "\(who): not at work within \(windows)"
    }
    let told = causes.map { cause in
      let share = causes.count > 1 ? "\(counts[cause] ?? 0) " : ""
      return share + cause.words
    }
    return "\(who): \(told.joined(separator: ", ")) (\(windows)\(needs.isEmpty ? "" : "; needs \(needs)"))"
  }
}

extension MisfitReason {
  /// For a sentence about technicians.
  public var words: String {
    switch self {
    case .skill: "lack the skill"
    case .technician: "not among those who may do it"
    case .pin: "held off by a pin"
    case .tools: "lack a tool"
    case .parts: "lack parts"
    case .offShift: "not at work then"
    case .window: "cannot be there within its window"
    case .shift: "cannot finish it within the shift"
    case .break: "have a break that leaves no room for it"
    case .unreachable: "cannot reach and finish it within window and shift"
    case .noWay: "have no way there and back"
    case .full: "taken by other visits then"
    case .partner: "could, but not with all that belongs to it"
    case .capacity: "would carry too much"
    case .maxTasks: "at the most visits of a day"
    case .maxTravel: "at the most travel of a day"
    }
  }
}

extension Zone {
  /// `09:00–11:00`, or with the day where it is not the same: for sentences.
  func spoken(_ window: TimeWindow) -> String {
    let (from, start) = local(window.start)
    let (to, end) = local(window.end)
    return from == to
      ? "\(Self.clock(start))–\(Self.clock(end))" : "\(from) \(Self.clock(start))–\(to) \(Self.clock(end))"
  }

  /// `09:05`.
  public func clock(_ instant: Instant) -> String {
    Self.clock(local(instant).secondOfDay)
  }

  private static func clock(_ secondOfDay: Int) -> String {
    LocalTime(minutes: secondOfDay / 60)?.description ?? ""
  }
}
