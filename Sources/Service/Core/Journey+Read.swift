import PunctualModel
import PunctualNotify
import PunctualStore

extension Journey {
  /// All that is known of an appointment now; nil where its customer or site is gone.
  static func read(
    _ appointmentID: String, from reader: some StoreReading, now: Instant, prediction: VisitPrediction?, cause: Int = 0,
    recovery: String? = nil
  ) throws -> Journey? {
    guard let appointment = try reader.appointment(appointmentID),
      var customer = try reader.customer(appointment.customer), let site = customer.site(appointment.site)
    else { return nil }
    // Silence that was asked for holds, whatever a later import says.
    for index in customer.contacts.indices where customer.contacts[index].consent {
      let contact = customer.contacts[index]
      if try reader.isOptedOut(contact.channel, contact.address) { customer.contacts[index].consent = false }
    }
    let visits = try reader.visits(ofAppointment: appointmentID).filter { $0.stage != .cancelled }
    let surveys = try reader.notifications(NotificationFilter(customer: customer.id, kinds: [.followUp]))
    return Journey(
      now: now, organisation: try reader.organisation(), customer: customer, site: site, appointment: appointment,
      visits: visits, technicians: try visits.compactMap { try reader.technician($0.technician) },
      prediction: prediction,
      told: try reader.notifications(NotificationFilter(appointment: appointmentID)), cause: cause, recovery: recovery,
      lastSurveyAt: surveys.last { $0.appointment != appointmentID && $0.state != .dropped }?.dueAt,
      survey: try reader.surveyAnswer(appointment: appointmentID),
      complaint: try reader.complaints(ComplaintFilter(appointment: appointmentID)).last,
      holds: try reader.holds(liveAt: now, appointment: appointmentID), busy: try busy(visits, reader))
  }

  /// The technicians of these visits who are at another one, or on the way to it.
  private static func busy(_ visits: [Visit], _ reader: some StoreReading) throws -> Set<String> {
    let waiting = visits.filter { $0.stage == .scheduled || $0.stage == .dispatched }
    guard let date = waiting.first?.date else { return [] }
    let technicians = Set(waiting.map(\.technician))
    let running = try reader.visits(on: date).filter { $0.stage.isRunning && technicians.contains($0.technician) }
    return Set(running.map(\.technician))
  }
}
