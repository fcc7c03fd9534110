import PunctualModel

/// Weeks of the sample firm's work from its first Monday on: what is promised on each day, and what goes wrong.
///
/// The firm, its customers and its past are those of ``SampleFirm/defaultSeed``; the seed draws the appointments and the
/// trouble. A day is drafted as the days of the sample week are, so all of it can be done as it was promised.
public struct SampleMonth: Sendable {
  public let firm: SampleFirm
  public let seed: UInt64
  private let drafter: Drafter

  public init(seed: UInt64) {
    self.seed = seed
    firm = SampleFirm.make(seed: SampleFirm.defaultSeed)
    drafter = Drafter(
      technicians: firm.technicians, sites: Clientele.make(seed: SampleFirm.defaultSeed).sites,
      travel: firm.organisation.travel, zone: firm.organisation.zone)
  }

  /// Every day of the calendar, from ``SampleFirm/firstDay`` on.
  public static func calendar(days: Int) -> [LocalDate] {
    (0..<days).map { SampleFirm.firstDay.adding(days: $0) }
  }

  /// The appointments of a day; none on one that is free.
  public func appointments(on date: LocalDate) -> [Appointment] {
    guard !Self.holidays.contains(date) else { return [] }
    var random = Generator(seed: seed, "month \(date)")
    var used = Set<Int>()
    let drafts = random.shuffled(drafter.technicians).compactMap {
      drafter.draft($0, on: date, used: &used, &random)
    }
    return drafts.sorted { $0.technician.id < $1.technician.id }.flatMap(\.visits).enumerated().map { number, visit in
      Week.appointment(
        "m\(padded(date.month, 2))\(padded(date.day, 2))-\(padded(number + 1, 2))", from: visit, on: date,
        drafter: drafter, &random)
    }
  }

  /// What goes wrong on a day with these appointments.
  public func trouble(on date: LocalDate, appointments: [Appointment]) -> DayTrouble {
    DayTrouble.draw(
      date, technicians: firm.technicians, appointments: appointments, zone: drafter.zone, seed: seed)
  }

  /// Whether the customer of an appointment answers the telephone.
  ///
  /// - Parameter attempt: from 1.
  public func answersTelephone(_ appointment: String, attempt: Int) -> Bool {
    var random = Generator(seed: seed, "telephone \(appointment) \(attempt)")
    return random.chance(DayTrouble.chances.answered)
  }

  private static let holidays = Set(["2026-12-08", "2026-12-24", "2026-12-25"].compactMap(LocalDate.init))
}
