import PunctualModel

/// An invented heating-and-lift service firm in Liechtenstein: its team, its customers, a week of appointments and the
/// year of visits before it.
///
/// Everything is drawn from a seed: the same seed gives an equal firm. Names and streets are invented; phone numbers and
/// mail domains are from ranges reserved for fiction and documentation. `docs/guide/sample-data.md` states what is in it
/// and the distributions with their parameters.
public struct SampleFirm: Hashable, Sendable {
  public var organisation: Organisation
  public var technicians: [Technician]
  public var customers: [Customer]
  /// Those of the week ``week``, by day.
  public var appointments: [Appointment]
  /// Visits of the year before the week, by day, technician and time.
  public var history: [VisitRecord]
  /// Ids of the appointments that nobody can serve, each for another reason. A good plan places all others.
  public var unplaceable: [String]

  public init(
    organisation: Organisation, technicians: [Technician], customers: [Customer], appointments: [Appointment],
    history: [VisitRecord], unplaceable: [String]
  ) {
    self.organisation = organisation
    self.technicians = technicians
    self.customers = customers
    self.appointments = appointments
    self.history = history
    self.unplaceable = unplaceable
  }
}

extension SampleFirm {
  /// The seed of the data that comes with the project.
  public static let defaultSeed: UInt64 = 2026

  /// `Europe/Vaduz`, where the firm lives; UTC on a machine without a time-zone database.
  public static let zone = Zone("Europe/Vaduz") ?? .utc

  /// Monday, 2026-11-23: the first of the five days with appointments.
  public static let firstDay = LocalDate(daysSinceEpoch: 20_780)

  /// The five working days with appointments.
  public static let week = (0..<5).map { firstDay.adding(days: $0) }

  /// Draws the firm from a seed.
  public static func make(seed: UInt64) -> SampleFirm {
    let organisation = Office.organisation
    let technicians = Team.technicians(seed: seed)
    let clientele = Clientele.make(seed: seed)
    let drafter = Drafter(
      technicians: technicians, sites: clientele.sites, travel: organisation.travel, zone: organisation.zone)
    let week = Week.make(seed: seed, drafter: drafter, customers: clientele.customers)
    return SampleFirm(
      organisation: organisation, technicians: technicians, customers: clientele.customers,
      appointments: week.appointments, history: History.make(seed: seed, drafter: drafter),
      unplaceable: week.unplaceable)
  }
}
