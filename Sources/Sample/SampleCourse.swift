import PunctualModel

/// What the course of a day needs to know of an appointment.
public struct CourseWork: Hashable, Sendable {
  /// Kind of work, as in ``Appointment/type``.
  public var type: String
  /// Part of the territory, as in ``Site/area``.
  public var area: String
  /// When the work may start: the promise's window, or the appointment's where nothing is promised. A technician who
  /// comes before the window waits.
  public var windows: [TimeWindow]

  public init(type: String, area: String, windows: [TimeWindow]) {
    self.type = type
    self.area = area
    self.windows = windows
  }

  /// What a course needs of these appointments, by appointment id.
  public static func of(_ appointments: [Appointment], customers: [Customer]) -> [String: CourseWork] {
    var areas: [String: String] = [:]
    for customer in customers {
      for site in customer.sites { areas[site.id] = site.area }
    }
    var work: [String: CourseWork] = [:]
    for appointment in appointments {
      work[appointment.id] = CourseWork(
        type: appointment.type, area: areas[appointment.site] ?? "",
        windows: appointment.promise.map { [$0.window] } ?? appointment.windows)
    }
    return work
  }
}

/// Something that happens in the course of a day.
public struct CourseEvent: Hashable, Sendable {
  public var at: Instant
  /// The visit's id.
  public var visit: String
  public var technician: String
  /// `depart`, `arrive`, `finish`, or `no-access` in its place. Work begins on arrival, or when its window opens, or when its crew is complete.
  public var step: Step

  public init(at: Instant, visit: String, technician: String, step: Step) {
    self.at = at
    self.visit = visit
    self.technician = technician
    self.step = step
  }
}

/// What "really" happens on planned days, for demonstrations and simulations.
public enum SampleCourse {
  /// The steps of all visits up to and including `until`, in the order in which they happen.
  ///
  /// Times are drawn from the distributions of the sample firm's past visits. Order, breaks, windows and crews are kept:
  /// a technician leaves for a visit after finishing the one before and after a break that is due, and not so early as to
  /// wait long; waits for the window to open, and for the partner. A visit's draws depend on the seed and its own id, so
  /// that a day that is planned anew halfway goes on as it began. Departures, arrivals and finishes in ``Visit/actual``
  /// are taken as they are and not told again; visits that are cancelled, missed or not let in are passed over.
  ///
  /// - Parameters:
  ///   - days: The plan.
  ///   - work: By appointment id, such as ``CourseWork/of(_:customers:)`` gives; a visit without one is of no known kind.
  ///   - zone: Zone of the rush hours.
  ///   - from: Nothing that has no stamp yet happens before it.
  ///   - until: Nothing later is told.
  ///   - stuck: Minutes by which a visit takes longer than drawn, by visit id.
  ///   - trouble: What goes wrong beyond the distributions.
  ///   - strength: 1 for the full spread of the past visits; ½ is mild and without heavy overruns; 0 is as planned.
  public static func play(
    _ days: [TechnicianDay], work: [String: CourseWork], zone: Zone = SampleFirm.zone, seed: UInt64,
    from: Instant? = nil, until: Instant, stuck: [String: Int] = [:], trouble: DayTrouble = .none,
    strength: Double = 0.5
  ) -> [CourseEvent] {
    var simulation = Simulation(
      days: days, work: work, reality: Reality(seed: seed, strength: strength, zone: zone), from: from, stuck: stuck,
      trouble: trouble)
    simulation.run()
    var events: [(event: CourseEvent, position: Int)] = []
    for day in days {
      for (position, visit) in day.visits.enumerated() {
        guard let times = simulation.times[visit.id] else { continue }
        let last = trouble.noShows.contains(visit.appointment) ? Step.noAccess : .finish
        let steps: [(Step, Instant?, Instant?)] = [
          (.depart, times.depart, visit.actual.depart), (.arrive, times.arrive, visit.actual.arrive),
          (last, times.finish, visit.actual.finish),
        ]
        for (rank, (step, time, stamp)) in steps.enumerated() {
          guard let time, stamp == nil, time <= until else { continue }
          events.append(
            (CourseEvent(at: time, visit: visit.id, technician: day.technician, step: step), position * 3 + rank))
        }
      }
    }
    return events.sorted {
      ($0.event.at, $0.event.technician, $0.position) < ($1.event.at, $1.event.technician, $1.position)
    }.map(\.event)
  }
}
