import PunctualModel
import Testing

@testable import PunctualForecast

@Suite("Nonsense in, an answer out")
struct RobustnessTests {
  @Test("empty days and routes give nothing")
  func empty() {
    #expect(Forecaster(model: nil).predict(DayInProgress(now: at(0), routes: [])).isEmpty)
    #expect(predict([], now: 0).isEmpty)
  }

  @Test("a visit with no times at all is expected from now on")
  func noTimes() {
    let predictions = predict([VisitRecord(id: "a", technician: "t1"), VisitRecord(id: "b", technician: "t1")], now: 0)
    #expect(predictions.count == 2)
    #expect(predictions[0].arrive.mean > at(0) && predictions[1].arrive.mean > predictions[0].finish.at(0.05))
    #expect(predictions.allSatisfy { $0.late.probability == 0 })
  }

  @Test("missing departures and arrivals are derived from the rest")
  func derived() {
    var visits = [visit("v1", plan: (0, 20, 20, 60)), visit("v2", plan: (60, 80, 80, 120))]
    visits[0].planned = VisitTimes(start: at(20), finish: at(60))
    visits[1].planned = VisitTimes(arrive: at(80), start: at(80), finish: at(120))
    let predictions = predict(visits, now: -60, model: .exact)
    #expect(predictions.map(\.arrive.mean) == [at(20), at(80)])
    #expect(predictions.map(\.finish.mean) == [at(60), at(120)])
  }

  @Test(
    "times at the ends of what an integer holds, backwards plans and odd quantiles do not trap",
    arguments: [Int.min, -1, 0, Int.max])
  func extremes(_ extreme: Int) {
    let far = Instant(epochSeconds: extreme)
    var broken = visit("v1", plan: (60, 20, 10, 0), promised: (90, 30))
    var distant = visit("v2", plan: (0, 20, 30, 90))
    distant.planned.finish = far
    distant.actual.depart = far
    broken.actual.arrive = far
    broken.promised?.end = far
    let pause = TimeWindow(start: far, end: at(0))
    let routes = [
      RouteInProgress(technician: "x", visits: [broken, distant, broken], breaks: [pause]),
      RouteInProgress(technician: "y", visits: [distant, visit("v3", plan: (0, 0, 0, 0))]),
    ]
    for now in [far, at(0), at(60)] {
      let day = DayInProgress(now: now, quantiles: [-1, 0, .nan, 0.5, 1, 7], routes: routes)
      let predictions = Forecaster(model: nil).predict(day)
      #expect(predictions.count == 5)
      for prediction in predictions {
        #expect((0...1).contains(prediction.late.probability) && prediction.late.expectedSeconds.isFinite)
        #expect(prediction.start.quantiles.count == 6)
      }
    }
  }

  @Test("long chains of long visits stay bounded, and quantiles ascend")
  func long() {
    let visits = (0..<60).map { visit("v\($0)", plan: ($0 * 900, $0 * 900 + 30, $0 * 900 + 30, $0 * 900 + 890)) }
    for prediction in predict(visits, now: -60) {
      for spread in [prediction.arrive, prediction.start, prediction.finish] {
        #expect(zip(spread.quantiles, spread.quantiles.dropFirst()).allSatisfy { $0.value <= $1.value })
      }
    }
  }

  @Test("stamps missing in the middle of a day are bridged")
  func bridged() {
    var visits = [
      visit("v1", plan: (0, 20, 20, 60)), visit("v2", plan: (60, 80, 80, 120)), visit("v3", plan: (120, 140, 140, 170)),
    ]
    visits[0].actual.finish = at(70)
    visits[2].actual.depart = at(130)
    let predictions = predict(visits, now: 135, model: .exact)
    #expect(predictions[0].finish.mean == at(70))
    #expect(predictions[1].start.mean == at(90) && predictions[1].finish.mean == at(130))
    #expect(predictions[2].arrive.mean == at(150))
  }

  @Test("a day over midnight is like any other")
  func midnight() {
    let shift = 15 * 60
    let evening = [visit("v1", plan: (shift, shift + 30, shift + 30, shift + 150), promised: (shift + 30, shift + 90))]
    let morning = [visit("v1", plan: (0, 30, 30, 150), promised: (30, 90))]
    let late = predict(evening, now: shift)[0]
    let early = predict(morning, now: 0)[0]
    #expect(late.finish.mean - early.finish.mean == shift * 60)
    #expect(late.late == early.late)
  }
}
