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
      let customer = try reader.customer(appointment.customer), let site = customer.site(appointment.site)
    else { return nil }
    let visits = try reader.visits(ofAppointment: appointmentID).filter { $0.stage != .cancelled }
    return Journey(
      now: now, organisation: try reader.organisation(), customer: customer, site: site, appointment: appointment,
      visits: visits, technicians: try visits.compactMap { try reader.technician($0.technician) },
      prediction: prediction,
      told: try reader.notifications(NotificationFilter(appointment: appointmentID)), cause: cause, recovery: recovery)
  }
}
