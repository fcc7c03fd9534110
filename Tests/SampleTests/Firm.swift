import PunctualModel

@testable import PunctualSample

/// The firm that all tests look at, made once.
let firm = SampleFirm.make(seed: SampleFirm.defaultSeed)

/// Everything that only the generator knows of the same firm.
let clientele = Clientele.make(seed: SampleFirm.defaultSeed)
let drafter = Drafter(
  technicians: firm.technicians, sites: clientele.sites, travel: firm.organisation.travel,
  zone: firm.organisation.zone)
let week = Week.make(seed: SampleFirm.defaultSeed, drafter: drafter, customers: clientele.customers)

let sites = Dictionary(uniqueKeysWithValues: firm.customers.flatMap(\.sites).map { ($0.id, $0) })
let appointments = Dictionary(uniqueKeysWithValues: firm.appointments.map { ($0.id, $0) })

func day(_ window: TimeWindow) -> LocalDate { SampleFirm.zone.local(window.start).date }

func at(_ day: Int, _ hour: Int, _ minute: Int = 0) -> Instant {
  SampleFirm.zone.instant(SampleFirm.week[day], secondOfDay: (hour * 60 + minute) * 60)
}
