import PunctualModel
import Testing

@testable import PunctualForecast

@Suite("A day predicted again and again")
struct RollingTests {
  @Test("answers are those of a forecast made anew, and an event computes only its own route")
  func sameBytes() {
    var firm = SimulatedFirm(technicians: 6, seed: 31)
    let model = ForecastModel.learn(from: firm.routes(first: 20_000, days: 20).flatMap(\.visits)).model
    #expect(model.work == nil && model.start == nil)
    let routes = firm.routes(first: 20_020, days: 1)
    var rolling = RollingForecast(model: model)
    let forecaster = Forecaster(model: model)
    var computed = 0
    var steps = 0
    for minutes in stride(from: 5 * 60, to: 18 * 60, by: 13) {
      let now = Instant(epochSeconds: 20_020 * 86_400 + minutes * 60)
      let day = DayInProgress(now: now, routes: routes.map { $0.asKnown(at: now) })
      #expect(rolling.predict(day) == forecaster.predict(day))
      computed += rolling.computed
      steps += 1
    }
    #expect(computed < steps * routes.count * 9 / 10, "\(computed) of \(steps * routes.count)")
    // At one moment, an event of one technician.
    let now = Instant(epochSeconds: 20_020 * 86_400 + 9 * 3600)
    var day = DayInProgress(now: now, routes: routes.map { $0.asKnown(at: now) })
    _ = rolling.predict(day)
    day.routes[2].visits[3].actual = VisitTimes(depart: now - 60)
    #expect(rolling.predict(day) == forecaster.predict(day))
    #expect(rolling.computed == 1)
  }

  @Test("where the model asks how the day is going, every route is computed")
  func withEvidence() {
    var firm = BusyDays(seed: 8)
    let model = BusyDays.model
    #expect(model.start != nil)
    let routes = firm.days(20_060..<20_061)[0]
    var rolling = RollingForecast(model: model)
    for hours in [8, 10, 12] {
      let day = DayInProgress(now: Instant(epochSeconds: 20_060 * 86_400 + hours * 3600), routes: routes)
      #expect(rolling.predict(day) == Forecaster(model: model).predict(day))
      #expect(rolling.computed == routes.count)
    }
  }
}
