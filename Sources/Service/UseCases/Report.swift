import PunctualModel
import PunctualStore
import PunctualWire

public struct ShowReport: UseCase {
  public static let name = "report.service"
  public static let summary = "Promises, warnings, answers and complaints of a period, beside the stated standards."
  public static let writes = false

  public static func run(_ input: Period, in session: Session) throws -> ServiceReport {
    let days = input.days(today: session.today)
    return try session.read { reader in
      try ServiceCount(days, in: reader, zone: session.zone).report
    }
  }
}

/// Counts a period.
private struct ServiceCount {
  var report: ServiceReport
  private let zone: Zone
  private let span: TimeWindow
  private let organisation: Organisation
  private let customers: [String: Customer]
  private let appointments: [String: Appointment]

  /// A visit of the same kind at the same site within so many days is a repeat.
  static let repeatDays = 30

  init(_ days: ClosedRange<LocalDate>, in reader: StoreReader, zone: Zone) throws {
    self.zone = zone
    span = days.span(zone)
    organisation = try reader.organisation()
    customers = try reader.customers().keyed(by: \.id)
    appointments = try reader.appointments().keyed(by: \.id)
    report = ServiceReport(
      firm: organisation.name, from: days.lowerBound, to: days.upperBound, standards: organisation.tiers)
    try countVisits(reader)
    try countMessages(reader)
    try countEvents(reader)
    try countWords(reader)
    report.toldBeforeLate = report.total.toldBeforeLate
  }

  private func tier(_ customer: String?) -> ServiceTier {
    organisation.tier(customer.flatMap { customers[$0]?.tier } ?? "")
  }

  /// Figures of one appointment, for all groups that it belongs to.
  private mutating func add(_ figures: ServiceFigures, _ appointment: Appointment?, customer: String?, at: Instant) {
    let customer = customers[appointment?.customer ?? customer ?? ""]
    report.add(
      figures, tier: customer?.tier, type: appointment?.type,
      area: appointment.flatMap { customer?.site($0.site)?.area }, day: zone.local(at).date)
  }

  private mutating func countVisits(_ reader: StoreReader) throws {
    let repeatSeconds = Self.repeatDays * 86_400
    let wide = TimeWindow(start: span.start - repeatSeconds, end: span.end + repeatSeconds)
    let visits = try ServedVisit.read(wide, in: reader, zone: zone)
    let told = Dictionary(
      grouping: try reader.notifications(NotificationFilter(states: [.sent])), by: \.appointment)
    let calls = Dictionary(grouping: try reader.calls(), by: \.appointment)
    // Finished work by site and kind, in order of time.
    let done = Dictionary(grouping: visits.filter { $0.stage == .finished && $0.site != nil }) {
      "\($0.site ?? "")\u{0}\($0.type ?? "")"
    }.mapValues { $0.map(\.at) }
    for visit in visits where span.contains(visit.at) {
      var figures = ServiceFigures()
      if visit.tookPlace { (figures.visits, figures.ownVisits) = (1, visit.appointment == nil ? 0 : 1) }
      count(visit, told[visit.appointment ?? ""] ?? [], calls[visit.appointment ?? ""] ?? [], &figures)
      if visit.stage == .finished, visit.tookPlace {
        let same = done["\(visit.site ?? "")\u{0}\(visit.type ?? "")"] ?? []
        figures.finished = 1
        figures.repeats = same.contains { $0 < visit.at && visit.at - $0 <= repeatSeconds } ? 1 : 0
        figures.firstTimeFixed = same.contains { $0 > visit.at && $0 - visit.at <= repeatSeconds } ? 0 : 1
      }
      report.add(figures, tier: visit.tier, type: visit.type, area: visit.area, day: zone.local(visit.at).date)
    }
  }

  /// What became of a visit's promise, and what its customer was told.
  private func count(
    _ visit: ServedVisit, _ messages: [PunctualModel.Notification], _ calls: [Call], _ figures: inout ServiceFigures
  ) {
    guard let promise = visit.promise, let outcome = visit.outcome else { return }
    let standard = tier(visit.customer)
    let isOwn = visit.appointment != nil
    (figures.promised, figures.ownPromised) = (1, isOwn ? 1 : 0)
    if visit.tier != nil, promise.seconds > standard.windowMinutes * 60 { figures.tooWide = 1 }
    let warning = DelayWarning(messages, calls, promiseEnd: promise.end)
    if warning.wasGiven { figures.alarms = 1 }
    switch outcome {
    case .kept:
      (figures.kept, figures.ownKept) = (1, isOwn ? 1 : 0)
      if warning.wasGiven { figures.falseAlarms = 1 }
      return
    case .late(_, let seconds): figures.lateSeconds = seconds
    case .missed: figures.missed = 1
    }
    guard let since = warning.standingSince else { return }
    if since <= promise.end { figures.toldBeforeLate = 1 }
    if since <= promise.end - standard.toldAheadMinutes * 60 { figures.toldByStandard = 1 }
  }

  private mutating func countMessages(_ reader: StoreReader) throws {
    for message in try reader.notifications(NotificationFilter(states: [.sent])) {
      guard let at = message.sentAt, span.contains(at) else { continue }
      report.notifications[message.kind.rawValue, default: 0] += 1
      guard message.audience == .customer else { continue }
      var figures = ServiceFigures()
      if message.kind != .confirmation { figures.messages = 1 }
      if message.kind == .followUp { figures.surveysAsked = 1 }
      add(figures, message.appointment.flatMap { appointments[$0] }, customer: message.customer, at: at)
    }
  }

  /// Response times, and promises that were saved, off the journal.
  private mutating func countEvents(_ reader: StoreReader) throws {
    var requested: [String: Instant] = [:]
    for event in try reader.events() {
      switch event.kind {
      case .appointmentAdded: requested[event.subject] = event.at
      case .promised:
        // The first promise answers the request; a later one is another matter.
        guard let asked = requested.removeValue(forKey: event.subject), span.contains(event.at) else { continue }
        let appointment = appointments[event.subject]
        var figures = ServiceFigures()
        figures.responses = 1
        figures.responseSeconds = event.at - asked
        if event.at <= organisation.answerDue(asked, tier(appointment?.customer)) { figures.responsesInTime = 1 }
        add(figures, appointment, customer: nil, at: event.at)
      case .recovered where span.contains(event.at): report.promisesSaved += 1
      default: continue
      }
    }
  }

  /// Survey answers and complaints.
  private mutating func countWords(_ reader: StoreReader) throws {
    for answer in try reader.surveyAnswers() where span.contains(answer.at) {
      var figures = ServiceFigures()
      figures.surveyAnswers = 1
      figures.surveySum = answer.score
      report.surveyScores["\(answer.score)", default: 0] += 1
      add(figures, appointments[answer.appointment], customer: answer.customer, at: answer.at)
    }
    for complaint in try reader.complaints(ComplaintFilter(opened: span)) {
      var figures = ServiceFigures()
      figures.complaints = 1
      if let answered = complaint.answeredAt {
        figures.complaintsAnswered = 1
        figures.complaintSeconds = answered - complaint.openedAt
        if !complaint.isOverdue(at: answered) { figures.complaintsInTime = 1 }
      }
      report.complaintsByCause[complaint.cause.rawValue, default: 0] += 1
      add(
        figures, complaint.appointment.flatMap { appointments[$0] }, customer: complaint.customer,
        at: complaint.openedAt)
    }
  }
}
