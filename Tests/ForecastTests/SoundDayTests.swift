import PunctualModel
import Testing

@testable import PunctualForecast

@Suite("Stamps of a document that cannot be true")
struct SoundDayTests {
  private func visit(
    _ id: String, planned: ClosedRange<Int>, depart: Int? = nil, start: Int? = nil, finish: Int? = nil
  ) -> VisitRecord {
    func stamp(_ minute: Int?) -> Instant? { minute.map(at) }
    return VisitRecord(
      id: id, technician: "t1", type: "service",
      planned: VisitTimes(start: stamp(planned.lowerBound), finish: stamp(planned.upperBound)),
      actual: VisitTimes(depart: stamp(depart), start: stamp(start), finish: stamp(finish)))
  }

  private func day(_ visits: [VisitRecord], now: Int = 600) -> DayInProgress {
    DayInProgress(now: at(now), routes: [RouteInProgress(technician: "t1", visits: visits)])
  }

  @Test("each is reported with its record and path, and predicted as if it had not been said")
  func reported() throws {
    let sound = visit("v9", planned: 500...540)
    let bad: [(visit: VisitRecord, path: String, words: String)] = [
      (visit("v1", planned: 400...460, start: 480, finish: 420), "actual/finish", "clock ran backwards"),
      (visit("v1", planned: 400...460, depart: 470, start: 420), "actual/start", "clock ran backwards"),
      (visit("v1", planned: 400...460, start: 420, finish: 420 + 40 * 60), "actual/finish", "took 40 h"),
      (visit("v1", planned: 400...460, start: 420 - 24 * 60), "actual/start", "from its plan"),
    ]
    for (visit, path, words) in bad {
      let checked = SoundDay(day([visit, sound]))
      #expect(checked.setAside.map(\.path) == ["/routes/0/visits/0/\(path)"])
      let fault = try #require(checked.setAside.first)
      #expect(fault.code == .badRecord && fault.message.hasPrefix("Visit v1 ") && fault.message.contains(words))
      var silent = visit
      silent.actual = VisitTimes()
      #expect(checked.day == day([silent, sound]))
    }
    var planned = sound
    planned.planned.finish = at(0)
    let checked = SoundDay(day([planned]))
    #expect(checked.setAside.map(\.path) == ["/routes/0/visits/0/planned/finish"])
    #expect(checked.day.routes[0].visits[0].planned == VisitTimes())
  }

  @Test("of two visits at once the earlier is over as the later begins; one minute is no contradiction")
  func overlaps() {
    let visits = [
      visit("v1", planned: 400...460, start: 400, finish: 500), visit("v2", planned: 470...520, start: 470),
    ]
    let checked = SoundDay(day(visits))
    #expect(checked.setAside.map(\.path) == ["/routes/0/visits/0/actual/finish"])
    #expect(checked.setAside[0].message == "Visit v1 overlaps visit v2 of the same technician.")
    #expect(checked.doubted == ["v1", "v2"])
    #expect(checked.day.routes[0].visits[0].actual == VisitTimes())
    #expect(checked.day.routes[0].visits[1] == visits[1])
    var short = visits
    short[0].actual.finish = at(471)
    #expect(SoundDay(day(short)).setAside.isEmpty)
  }

  @Test("a sound document stays as it is, and nothing is learned from one that is not")
  func untouched() {
    var firm = SimulatedFirm(technicians: 4, seed: 25)
    let model = ForecastModel.learn(from: firm.routes(first: 20_000, days: 20).flatMap(\.visits)).model
    let routes = firm.routes(first: 20_020, days: 1)
    let document = DayInProgress(now: Instant(epochSeconds: 20_021 * 86_400), routes: routes)
    #expect(SoundDay(document).day == document && SoundDay(document).setAside.isEmpty)
    var broken = document
    for route in broken.routes.indices {
      for visit in broken.routes[route].visits.indices {
        broken.routes[route].visits[visit].actual.finish = Instant(epochSeconds: 20_020 * 86_400)
      }
    }
    let checked = SoundDay(broken)
    #expect(checked.setAside.count == 24)
    var following = FollowingForecast(model: model)
    #expect(following.predict(checked) == Forecaster(model: model).predict(checked.day))
    let next = DayInProgress(now: document.now, routes: firm.routes(first: 20_022, days: 1))
    #expect(following.predict(SoundDay(next)) == Forecaster(model: model).predict(next))
  }
}
