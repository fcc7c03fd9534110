import PunctualForecast
import PunctualModel
import PunctualStore
import PunctualWire

/// Everything about one day that planning, predicting and showing it need, read at one moment.
struct DayState: Sendable {
  let date: LocalDate
  let now: Instant
  let organisation: Organisation
  /// By id.
  var technicians: [String: Technician]
  let customers: [String: Customer]
  var appointments: [String: Appointment]
  var plan: Plan?
  /// Windows that are kept free for customers who were asked.
  var kept: [KeptFree] = []
  /// From this chance of being broken on a promise is in danger.
  let danger: Double
  let model: ForecastModel?
  /// Knows how the day is going, whichever part of it is asked about.
  private(set) var forecaster: Forecaster
  /// By straight line, unless roads are handed in.
  var travel: DayTravel

  /// - Parameter roads: between the places of the day; see ``Session/roads(on:and:)``. Planning needs them.
  /// - Throws: `busy` where a place has come to the day since the roads were found.
  static func read(
    _ date: LocalDate, from reader: some StoreReading, now: Instant, roads: Roads? = nil
  ) throws -> DayState {
    let organisation = try reader.organisation()
    let plan = try reader.plan(on: date)
    let planned = Set((plan?.days ?? []).flatMap { $0.visits.map(\.appointment) })
    let unplaced = Set((plan?.unplaced ?? []).map(\.appointment))
    let open = try reader.appointments(AppointmentFilter(overlapping: organisation.zone.day(date)))
    let others = try reader.appointments(
      AppointmentFilter(ids: Array(planned.union(unplaced).subtracting(open.map(\.id)))))
    let model = try reader.forecastModel().flatMap { try? ModelCoding.decodeAgain($0.bytes) }
    var state = DayState(
      date: date, now: now, organisation: organisation, technicians: try reader.technicians().keyed(by: \.id),
      customers: try reader.customers().keyed(by: \.id), appointments: (open + others).keyed(by: \.id), plan: plan,
      kept: try KeptFree.read(date, from: reader, now: now), danger: try StoredRules.rules(reader).danger, model: model,
      forecaster: Forecaster(model: model),
      travel: DayTravel(organisation.travel, roads: roads))
    state.forecaster = state.forecaster.seeing(state.inProgress(state.days))
    guard
      state.travel.covers(roads == nil ? [] : state.places, by: Set(state.technicians.values.map(\.profile)))
    else {
      throw Faults(.busy, "A new place came to \(date) while its travel was looked up.", hint: "Try again.")
    }
    return state
  }

  func site(of appointment: Appointment) -> Site? {
    customers[appointment.customer]?.site(appointment.site)
  }

  /// The days of the plan without what was cancelled.
  var days: [TechnicianDay] {
    (plan?.days ?? []).map { day in
      var day = day
      day.visits.removeAll { $0.stage == .cancelled }
      return day
    }
  }

  /// What the plan leaves out, and what was promised for the day since it was made and has no place on it.
  var leftOut: [Unplaced] {
    guard let plan else { return [] }
    let known = Set(plan.unplaced.map(\.appointment) + plan.days.flatMap(\.visits).map(\.appointment))
    let day = organisation.zone.day(date)
    let later = appointments.values.filter { appointment in
      appointment.stage == .booked && !known.contains(appointment.id)
        && (appointment.promise.map { day.contains($0.window.start) } ?? false)
    }
    return plan.unplaced
      + later.map(\.id).sorted().map {
        Unplaced(appointment: $0, reason: "came after the day was planned: plan it again", reasons: [:])
      }
  }

  /// The routes as the forecast reads them.
  func inProgress(_ days: [TechnicianDay]) -> DayInProgress {
    DayInProgress(
      now: now,
      routes: days.filter { !$0.visits.isEmpty }.map { day in
        RouteInProgress(
          technician: day.technician, visits: day.visits.filter { $0.stage != .missed }.map(record),
          breaks: day.breaks)
      })
  }

  /// Predictions by visit id.
  func predictions(_ days: [TechnicianDay]? = nil) -> [String: VisitPrediction] {
    forecaster.predict(inProgress(days ?? self.days)).keyed(by: \.id)
  }

  /// By appointment: of a crew's visits, the one that is likeliest to be late.
  ///
  /// - Parameter predictions: by visit id; the forecast's where none are given.
  func worstPredictions(_ predictions: [String: VisitPrediction]? = nil) -> [String: VisitPrediction] {
    let predictions = predictions ?? self.predictions()
    return Dictionary(
      days.flatMap(\.visits).compactMap { visit in predictions[visit.id].map { (visit.appointment, $0) } },
      uniquingKeysWith: { $0.late.probability >= $1.late.probability ? $0 : $1 })
  }

  /// The finished visits of all planned days, as the forecast learns from them.
  static func finishedVisits(in reader: some StoreReading, now: Instant) throws -> [VisitRecord] {
    try reader.planDates().flatMap { date in
      let state = try DayState.read(date, from: reader, now: now)
      return state.days.flatMap(\.visits).filter { $0.stage == .finished }.map(state.record)
    }
  }

  private func record(_ visit: Visit) -> VisitRecord {
    let appointment = appointments[visit.appointment]
    let site = appointment.flatMap(site)
    return VisitRecord(
      id: visit.id, technician: visit.technician, type: appointment?.type, area: site?.area, site: site?.id,
      promised: appointment?.promise?.window, planned: stated(visit).planned, actual: visit.actual)
  }

  /// A visit planned for as long as was stated. Plans leave room for what visits of a kind usually take; the forecast was
  /// learned from, and starts at, what was stated.
  func stated(_ visit: Visit) -> Visit {
    guard let start = visit.planned.start, let appointment = appointments[visit.appointment] else { return visit }
    var visit = visit
    visit.planned.finish = start + statedSeconds(appointment, visit.technician)
    return visit
  }

  /// The service tier of an appointment's customer.
  func tier(of appointment: Appointment) -> ServiceTier {
    organisation.tier(customers[appointment.customer]?.tier ?? "")
  }

  /// The stated time on site of an appointment at a technician's own pace.
  func statedSeconds(_ appointment: Appointment, _ technician: String) -> Int {
    technicians[technician]?.seconds(appointment.durationSeconds) ?? appointment.durationSeconds
  }

  /// The breaks that are still to be taken: one that lay within a visit's actual time was not.
  func openBreaks(_ day: TechnicianDay) -> [TimeWindow] {
    day.breaks.filter { pause in
      pause.start >= now
        || day.visits.contains { visit in
          guard let start = visit.actual.arrive else { return false }
          return start <= pause.start && (visit.actual.finish ?? now) >= pause.end
        }
    }
  }
}

extension Sequence {
  /// By a key that is unique; of two with the same, the later.
  func keyed<Key: Hashable>(by key: (Element) -> Key) -> [Key: Element] {
    Dictionary(map { (key($0), $0) }, uniquingKeysWith: { $1 })
  }
}
