import PunctualModel
import PunctualNotify

let vaduz = Zone("Europe/Vaduz")!

/// An instant on the wall clock of Vaduz, on Monday 23 November 2026 unless another day is named: `at("09:00")`.
func at(_ time: String, _ date: String = "2026-11-23", _ zone: Zone = vaduz) -> Instant {
  zone.instant(LocalDate(date)!, LocalTime(time)!)
}

/// An appointment of A-0017, promised for Monday 09:00 to 11:00, with its customer and whatever was told so far.
struct Story {
  var notifier: Notifier
  var journey: Journey

  init(
    language: Language = .english, promise: TimeWindow? = TimeWindow(start: at("09:00"), end: at("11:00")),
    madeAt: Instant = at("10:00", "2026-11-20"), stage: Stage = .scheduled, crew: [String] = ["Anna Beck"],
    channel: ContactChannel = .email, customerZone: Zone = vaduz
  ) throws {
    notifier = try Notifier()
    let place = Place(address: "Dorfstrasse 1, Balzers", coordinate: Coordinate(longitude: 9.5, latitude: 47.07))
    let site = Site(id: "s1", place: place, area: "Balzers")
    let address = channel == .email ? "mia.frick@example.org" : "+4235550123"
    let customer = Customer(
      id: "c1", name: "Mia Frick", language: language, zone: customerZone,
      contacts: [Contact(channel: channel, address: address, consent: true)], sites: [site])
    let window = promise ?? TimeWindow(start: at("09:00"), end: at("11:00"))
    let appointment = Appointment(
      id: "A-0017", customer: "c1", site: "s1", type: "boiler-service", title: "Boiler service",
      durationSeconds: 3600, windows: [window], crew: max(crew.count, 1),
      promise: promise.map { Promise(window: $0, madeAt: madeAt) }, stage: stage)
    journey = Journey(
      now: madeAt,
      organisation: Organisation(
        name: "Rhein Service", zone: vaduz, phone: "+423 555 0100", email: "office@example.org"),
      customer: customer, site: site, appointment: appointment,
      visits: crew.indices.map {
        Visit(
          id: Visit.id(appointment: "A-0017", member: $0), appointment: "A-0017", technician: "t\($0)",
          date: LocalDate("2026-11-23")!, position: 0, stage: stage,
          planned: VisitTimes(start: window.start + 900))
      },
      technicians: crew.indices.map { Technician(id: "t\($0)", name: crew[$0], home: place) })
  }

  /// As ``init``, with the confirmation already sent.
  static func confirmed(_ story: Story) throws -> Story {
    var story = story
    try story.tell(at: story.journey.appointment.promise!.madeAt)
    return story
  }

  static func confirmed(_ language: Language = .english) throws -> Story {
    try confirmed(Story(language: language))
  }

  mutating func stage(_ stage: Stage) {
    journey.appointment.stage = stage
    for index in journey.visits.indices { journey.visits[index].stage = stage }
  }

  /// Predicts a start with the given chance to break the promise; 10 % and 90 % lie ten and twenty minutes around the median.
  mutating func predict(late: Double, start: Instant) {
    let spread = Spread(
      mean: start,
      quantiles: [
        Quantile(probability: 0.1, value: start - 600), Quantile(probability: 0.5, value: start),
        Quantile(probability: 0.9, value: start + 1200),
      ])
    journey.prediction = VisitPrediction(
      id: "A-0017", technician: "t0", arrive: spread, start: spread, finish: spread,
      late: Lateness(probability: late, expectedSeconds: 0), basedOn: Evidence(samples: 40, level: "type"))
  }

  /// Decides what the customer is told, without recording it.
  func decide(at now: Instant) throws -> Decisions {
    var decisions = try decideAll(at: now)
    decisions.notifications.removeAll { $0.audience != .customer }
    return decisions
  }

  /// The journey at a moment.
  func seen(at now: Instant) -> Journey {
    var journey = journey
    journey.now = now
    return journey
  }

  /// Decides what anybody is told.
  func decideAll(at now: Instant) throws -> Decisions {
    var journey = journey
    journey.now = now
    return try notifier.decide(journey)
  }

  /// Decides, records what was decided, and returns it.
  @discardableResult
  mutating func tell(at now: Instant, as state: DeliveryState = .sent) throws -> [Notification] {
    let notifications = try decide(at: now).notifications
    for var notification in notifications {
      notification.sequence = journey.told.count + 1
      notification.state = state
      journey.told.append(notification)
    }
    journey.now = now
    return notifications
  }

  func reasonToDrop(_ notification: Notification, at now: Instant) -> String? {
    var journey = journey
    journey.now = now
    return notifier.reasonToDrop(notification, journey)
  }
}
