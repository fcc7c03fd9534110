import PunctualModel
import PunctualNotify
import PunctualStore

extension Transaction {
  /// Tells technicians who know their day already what has become of it. Only changes of a quarter of an hour and more
  /// are worth a word.
  func tellChangedDays(_ before: Plan?, _ after: Plan) throws {
    guard let before else { return }
    var changes: [String: [(appointment: String, change: DayChange)]] = [:]
    let places = Dictionary(
      (before.days + after.days).flatMap(\.visits).map { ($0.id, $0.appointment) }, uniquingKeysWith: { $1 })
    for change in PlanChange.between(before.days, after.days) {
      guard let appointmentID = places[change.visit], let appointment = try writer.appointment(appointmentID),
        let customer = try writer.customer(appointment.customer)
      else { continue }
      let place = customer.site(appointment.site)?.place.address ?? ""
      func note(_ technician: String?, _ kind: DayChange.Kind, _ start: Instant?) {
        guard let technician else { return }
        changes[technician, default: []].append(
          (appointmentID, DayChange(kind: kind, customer: customer.name, place: place, start: start)))
      }
      switch change.kind {
      case .added: note(change.toTechnician, .added, change.toStart)
      case .removed: note(change.fromTechnician, .removed, nil)
      case .moved:
        note(change.fromTechnician, .removed, nil)
        note(change.toTechnician, .added, change.toStart)
      case .retimed:
        if let from = change.fromStart, let to = change.toStart, abs(to - from) >= 900 {
          note(change.toTechnician, .retimed, to)
        }
      }
    }
    for (id, list) in changes.sorted(by: { $0.key < $1.key }) {
      try tell(id, list.map(\.change), about: list[0].appointment, on: after.date, revision: "\(after.revision)")
    }
  }

  /// Tells the technicians of visits that are called off, `before` they were.
  func tellCancelled(_ before: [Visit], _ event: Event) throws {
    for visit in before where visit.stage.isWaiting || visit.stage == .underWay {
      guard let appointment = try writer.appointment(visit.appointment),
        let customer = try writer.customer(appointment.customer)
      else { continue }
      let place = customer.site(appointment.site)?.place.address ?? ""
      try tell(
        visit.technician, [DayChange(kind: .removed, customer: customer.name, place: place)], about: appointment.id,
        on: visit.date, revision: "cancelled-\(event.sequence)")
    }
  }

  private func tell(
    _ id: String, _ changes: [DayChange], about appointment: String, on date: LocalDate, revision: String
  ) throws {
    // Whoever is away has no day to change.
    guard let technician = try writer.technician(id), !technician.isAway(on: date),
      let journey = try Journey.read(appointment, from: writer, now: now, prediction: nil)
    else { return }
    if let message = try notifier.dayChanged(technician, changes, on: date, revision: revision, journey) {
      try queue(message)
    }
  }
}
