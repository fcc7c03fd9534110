import PunctualModel
import Testing

@testable import PunctualSample

@Suite("The month of the sample firm")
struct MonthTests {
  static let month = SampleMonth(seed: 3)

  @Test("a seed gives the same days, another seed others; free days have no work")
  func seeds() {
    let monday = SampleFirm.firstDay
    let work = Self.month.appointments(on: monday)
    #expect(work.count > 40 && work == SampleMonth(seed: 3).appointments(on: monday))
    #expect(work != SampleMonth(seed: 4).appointments(on: monday))
    #expect(Self.month.appointments(on: monday.adding(days: 5)).isEmpty)
    #expect(Self.month.appointments(on: monday.adding(days: 15)).isEmpty)
    #expect(SampleMonth.calendar(days: 3).map(\.day) == [23, 24, 25])
  }

  @Test("every appointment is of a customer and a site that the firm has, on its own day, with an id of its own")
  func sound() throws {
    let sites = Dictionary(
      uniqueKeysWithValues: Self.month.firm.customers.flatMap { customer in
        customer.sites.map { ($0.id, customer.id) }
      })
    let days = SampleMonth.calendar(days: 5)
    var ids: Set<String> = []
    for day in days {
      for appointment in Self.month.appointments(on: day) {
        #expect(sites[appointment.site] == appointment.customer)
        #expect(ids.insert(appointment.id).inserted)
        let first = try #require(appointment.windows.first)
        #expect(Self.month.firm.organisation.zone.local(first.start).date >= day)
      }
    }
  }

  @Test("trouble is rare, and of one appointment it does not depend on the others")
  func trouble() {
    var (visits, closed, surprised) = (0, 0, 0)
    for day in SampleMonth.calendar(days: 60) {
      let work = Self.month.appointments(on: day)
      let trouble = Self.month.trouble(on: day, appointments: work)
      visits += work.count
      closed += trouble.noShows.count
      surprised += trouble.surprises.count
      #expect((1...1.35).contains(trouble.weather) && trouble.jams.count <= 2)
      #expect(trouble.surprises.values.allSatisfy { (20...150).contains($0) })
      let half = Self.month.trouble(on: day, appointments: Array(work.prefix(work.count / 2)))
      #expect(half.noShows == trouble.noShows.intersection(work.prefix(work.count / 2).map(\.id)))
    }
    #expect((0.01...0.03).contains(Double(closed) / Double(visits)))
    #expect((0.015...0.045).contains(Double(surprised) / Double(visits)))
  }

  @Test("a jam slows the way into its areas while it lasts, on top of the weather")
  func jam() {
    let start = Instant(epochSeconds: 1_795_431_600)
    let trouble = DayTrouble(
      jams: [DayTrouble.Jam(span: TimeWindow(start: start, end: start + 600), areas: ["Vaduz"], factor: 2)],
      weather: 1.5)
    #expect(trouble.travel(to: "Vaduz", leaving: start + 60) == 3)
    #expect(trouble.travel(to: "Vaduz", leaving: start + 900) == 1.5)
    #expect(trouble.travel(to: "Schaan", leaving: start) == 1.5)
  }

  @Test("a door that nobody opens ends the visit after a quarter of an hour, without access")
  func closedDoor() throws {
    let start = SampleFirm.zone.instant(SampleFirm.firstDay, secondOfDay: 9 * 3600)
    let visit = Visit(
      id: "v", appointment: "v", technician: "t01", date: SampleFirm.firstDay, position: 0,
      planned: VisitTimes(depart: start - 600, arrive: start, start: start, finish: start + 3600))
    let day = TechnicianDay(technician: "t01", date: SampleFirm.firstDay, visits: [visit])
    let work = ["v": CourseWork(type: "boiler-service", area: "Vaduz", windows: [])]
    let events = SampleCourse.play(
      [day], work: work, seed: 1, until: start + 86_400, trouble: DayTrouble(noShows: ["v"]), strength: 0)
    #expect(events.map(\.step) == [.depart, .arrive, .noAccess])
    #expect(events[2].at - events[1].at == 15 * 60)
    let slow = SampleCourse.play(
      [day], work: work, seed: 1, until: start + 86_400, trouble: DayTrouble(surprises: ["v": 50]), strength: 0)
    #expect(slow[2].at - slow[1].at == 110 * 60)
  }

  @Test("a break is taken once, also where the door after it stays closed")
  func oneBreak() throws {
    let start = SampleFirm.zone.instant(SampleFirm.firstDay, secondOfDay: 9 * 3600)
    func visit(_ id: String, _ hour: Int) -> Visit {
      Visit(
        id: id, appointment: id, technician: "t01", date: SampleFirm.firstDay, position: hour,
        planned: VisitTimes(
          depart: start + hour * 3600, arrive: start + hour * 3600 + 600, start: start + hour * 3600 + 600,
          finish: start + hour * 3600 + 3000))
    }
    // A break of three quarters of an hour lies before the second visit.
    var day = TechnicianDay(
      technician: "t01", date: SampleFirm.firstDay, visits: [visit("a", 0), visit("b", 2), visit("c", 3)],
      breaks: [TimeWindow(start: start + 3600, end: start + 6300)])
    let work = Dictionary(
      uniqueKeysWithValues: ["a", "b", "c"].map { ($0, CourseWork(type: "boiler-service", area: "Vaduz", windows: [])) }
    )
    func play(_ day: TechnicianDay, from: Instant? = nil) -> [CourseEvent] {
      SampleCourse.play(
        [day], work: work, seed: 1, from: from, until: start + 86_400, trouble: DayTrouble(noShows: ["b"]), strength: 0)
    }
    let whole = play(day)
    let closed = try #require(whole.first { $0.step == .noAccess })
    // The same day, told up to the closed door, goes on as it would have.
    for event in whole where event.at <= closed.at {
      let index = try #require(day.visits.firstIndex { $0.id == event.visit })
      switch event.step {
      case .depart: day.visits[index].actual.depart = event.at
      case .arrive: day.visits[index].actual.arrive = event.at
      default:
        day.visits[index].actual.finish = event.at
        day.visits[index].stage = event.step == .noAccess ? .noAccess : .finished
      }
    }
    #expect(play(day, from: closed.at) == whole.filter { $0.at > closed.at })
  }
}
