import PunctualModel
import PunctualNotify
import PunctualStore

extension Journey {
  /// All that is known now of what a message is about; nil where that is gone.
  static func read(
    of message: PunctualModel.Notification, from reader: some StoreReading, now: Instant, cause: Int = 0
  ) throws -> Journey? {
    if let appointment = message.appointment {
      return try read(appointment, from: reader, now: now, prediction: nil, cause: cause)
    }
    guard let complaint = try message.complaint.flatMap({ try reader.complaint($0) }) else { return nil }
    return try read(complaint, from: reader, now: now, cause: cause)
  }

  /// All that is known of a complaint that is about no appointment; nil where its customer is gone.
  static func read(
    _ complaint: Complaint, from reader: some StoreReading, now: Instant, cause: Int = 0
  ) throws -> Journey? {
    guard let customer = try reader.customer(complaint.customer) else { return nil }
    let nowhere = Site(
      id: "", place: Place(address: "", coordinate: Coordinate(longitude: 0, latitude: 0)), area: "")
    var journey = Journey(
      now: now, organisation: try reader.organisation(), customer: try reachable(customer, reader),
      site: customer.sites.first ?? nowhere,
      appointment: Appointment(
        id: complaint.id, customer: customer.id, site: "", type: "", title: "", durationSeconds: 0, windows: []),
      told: try reader.notifications(NotificationFilter(customer: customer.id)).filter {
        $0.complaint == complaint.id
      }, cause: cause, complaint: complaint)
    journey.isWithoutAppointment = true
    return journey
  }

  /// Silence that was asked for holds, whatever a later import says.
  private static func reachable(
    _ customer: Customer, _ reader: some StoreReading, _ optOuts: OptOuts? = nil
  ) throws -> Customer {
    var customer = customer
    for index in customer.contacts.indices where customer.contacts[index].consent {
      let contact = customer.contacts[index]
      let isSilent =
        try optOuts?.contains(contact.channel, contact.address) ?? reader.isOptedOut(contact.channel, contact.address)
      if isSilent { customer.contacts[index].consent = false }
    }
    return customer
  }

  /// All that is known of an appointment now; nil where its customer or site is gone.
  ///
  /// - Parameter ground: what is known already of the days around it.
  static func read(
    _ appointmentID: String, from reader: some StoreReading, now: Instant, prediction: VisitPrediction?, cause: Int = 0,
    recovery: String? = nil, on ground: JourneyGround? = nil
  ) throws -> Journey? {
    guard let appointment = try reader.appointment(appointmentID),
      let customer = try ground?.customers[appointment.customer] ?? reader.customer(appointment.customer),
      let site = customer.site(appointment.site)
    else { return nil }
    let visits = try reader.visits(ofAppointment: appointmentID).filter { $0.stage != .cancelled }
    // Only what is finished is asked about.
    let surveys =
      appointment.stage == .finished
      ? try reader.notifications(NotificationFilter(customer: customer.id, kinds: [.followUp])) : []
    let (busy, freeSince) = try duties(visits, reader, ground)
    var journey = Journey(
      now: now, organisation: try ground?.organisation ?? reader.organisation(),
      customer: try reachable(customer, reader, ground?.optOuts), site: site, appointment: appointment,
      visits: visits,
      technicians: try visits.compactMap {
        try ground?.technicians[$0.technician] ?? reader.technician($0.technician)
      },
      prediction: prediction,
      told: try reader.notifications(NotificationFilter(appointment: appointmentID)), cause: cause, recovery: recovery,
      lastSurveyAt: surveys.last { $0.appointment != appointmentID && $0.state != .dropped }?.dueAt,
      survey: try reader.surveyAnswer(appointment: appointmentID),
      complaint: try reader.complaints(ComplaintFilter(appointment: appointmentID)).last,
      holds: try reader.holds(liveAt: now, appointment: appointmentID), busy: busy)
    journey.freeSince = freeSince
    return journey
  }

  /// The technicians of these visits who are at another one, or on the way to it, and since when the others are free.
  private static func duties(
    _ visits: [Visit], _ reader: some StoreReading, _ ground: JourneyGround?
  ) throws -> (busy: Set<String>, freeSince: [String: Instant]) {
    let waiting = visits.filter { $0.stage.isWaiting }
    guard let date = waiting.first?.date else { return ([], [:]) }
    let technicians = Set(waiting.map(\.technician))
    let day = try ground?.duties[date] ?? Duties(reader.visits(on: date))
    return (day.busy.intersection(technicians), day.freeSince.filter { technicians.contains($0.key) })
  }
}

/// Who is at a visit of a day, or on the way to one, and since when the others are free.
struct Duties {
  var busy: Set<String>
  var freeSince: [String: Instant]

  init(_ visits: [Visit]) {
    busy = Set(visits.filter(\.stage.isRunning).map(\.technician))
    freeSince = Dictionary(
      visits.compactMap { visit in visit.actual.finish.map { (visit.technician, $0) } }, uniquingKeysWith: max)
  }

  /// With the breaks that have begun.
  init(_ state: DayState) {
    self.init(state.days.flatMap(\.visits))
    for day in state.days {
      guard let end = day.breaks.filter({ $0.start <= state.now }).map(\.end).max() else { continue }
      freeSince[day.technician] = max(end, freeSince[day.technician] ?? end)
    }
  }
}

/// What many journeys of some days share, read once for all of them.
struct JourneyGround {
  var organisation: Organisation
  /// By id.
  var customers: [String: Customer]
  var technicians: [String: Technician]
  var duties: [LocalDate: Duties]
  var optOuts: OptOuts

  init(_ state: DayState, _ others: [DayState], optOuts: OptOuts) {
    self.optOuts = optOuts
    (organisation, customers, technicians) = (state.organisation, state.customers, state.technicians)
    duties = Dictionary(
      ([state] + others).map { ($0.date, Duties($0)) }, uniquingKeysWith: { first, _ in first })
  }
}
