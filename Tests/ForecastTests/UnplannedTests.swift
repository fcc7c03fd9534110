import PunctualModel
import Testing

@testable import PunctualForecast

@Suite("Visits of which no length is planned")
struct UnplannedTests {
  /// One of a day of five, one after the other; repairs take two hours and callbacks 20 minutes, with spread, whatever the
  /// plan says.
  private func days(_ days: Range<Int>, seed: UInt64, planned: Int = 0) -> [RouteInProgress] {
    var dice = Dice(seed: seed)
    return days.flatMap { day in
      (0..<6).map { technician in
        var free = day * 86_400 + 8 * 3600
        let visits = (0..<5).map { place in
          let type = dice.share() < 0.5 ? "repair" : "callback"
          let plan = day * 86_400 + 8 * 3600 + place * 5400
          let start = max(plan, free) + dice.whole(0..<300)
          free = start + Int((type == "repair" ? 7200 : 1200) * Numerics.exp(0.4 * dice.normal()))
          return VisitRecord(
            id: "u\(day)-\(technician)-\(place)", technician: "t\(technician)", type: type,
            planned: VisitTimes(start: Instant(epochSeconds: plan), finish: Instant(epochSeconds: plan + planned)),
            actual: VisitTimes(start: Instant(epochSeconds: start), finish: Instant(epochSeconds: free)))
        }
        return RouteInProgress(technician: "t\(technician)", visits: visits)
      }
    }
  }

  /// How many finishes, asked for as work began, lay within their 80 % intervals, and how long these were on average by type.
  private func judged(
    _ model: ForecastModel, _ routes: [RouteInProgress], finish: (Instant) -> Instant?
  ) -> (share: Double, widths: [String: Double]) {
    var inside = 0
    var widths: [String: Double] = [:]
    var counts: [String: Double] = [:]
    for route in routes {
      for (place, visit) in route.visits.enumerated() {
        guard let type = visit.type, let start = visit.actual.start, let end = visit.actual.finish else { continue }
        var known = RouteInProgress(technician: route.technician, visits: Array(route.visits[...place]))
        for index in known.visits.indices {
          known.visits[index].planned.finish = known.visits[index].planned.start.flatMap(finish)
        }
        known.visits[place].actual.finish = nil
        let day = DayInProgress(now: start, quantiles: [0.1, 0.5, 0.9], routes: [known])
        guard let told = Forecaster(model: model).predict(day).last?.finish.quantiles.map(\.value) else { continue }
        if told[0] <= end && end <= told[2] { inside += 1 }
        widths[type, default: 0] += Double(told[2] - told[0])
        counts[type, default: 0] += 1
      }
    }
    let all = counts.values.reduce(0, +)
    return (Double(inside) / all, widths.merging(counts) { $0 / $1 })
  }

  @Test("what is usual of the type is expected, by shrunk effects and by trees alike", arguments: [20, 70])
  func usual(count: Int) {
    let model = ForecastModel.learn(from: days(20_000..<20_000 + count, seed: 1).flatMap(\.visits)).model
    #expect(model.service.samples == 0 && model.unplanned.samples == 30 * count)
    let (share, widths) = judged(model, days(20_200..<20_240, seed: 2)) { $0 }
    #expect((0.76...0.84).contains(share), "\(share)")
    // 2.56 standard deviations of 0.4: 1.07 of the median.
    #expect((6400...9400).contains(widths["repair"] ?? 0) && (1000...1600).contains(widths["callback"] ?? 0))
  }

  @Test("a document that leaves the finish out means the same")
  func missing() {
    let model = ForecastModel.learn(from: days(20_000..<20_020, seed: 1).flatMap(\.visits)).model
    let routes = days(20_200..<20_201, seed: 2)
    #expect(judged(model, routes) { $0 } == judged(model, routes) { _ in nil })
  }

  @Test("a past that planned every length tells how long a visit takes of which none is planned")
  func fromPlanned() {
    let model = ForecastModel.learn(from: days(20_000..<20_040, seed: 1, planned: 3600).flatMap(\.visits)).model
    #expect(model.service.samples == 1200)
    let (share, _) = judged(model, days(20_200..<20_240, seed: 2)) { _ in nil }
    #expect((0.76...0.84).contains(share), "\(share)")
  }

  @Test("what takes longer than it used to is followed")
  func followed() {
    var model = ForecastModel.learn(from: days(20_000..<20_020, seed: 1).flatMap(\.visits)).model
    let usual = model.unplanned.usualWork("callback")
    for var visit in days(20_020..<20_030, seed: 3).flatMap(\.visits) where visit.type == "callback" {
      guard let start = visit.actual.start, let finish = visit.actual.finish else { continue }
      visit.actual.finish = start + 2 * (finish - start)
      model.update(with: visit)
    }
    #expect(Double(model.unplanned.usualWork("callback")) > 1.6 * Double(usual))
  }

  @Test("before anything is learned, 45 minutes are expected")
  func prior() {
    var route = days(20_000..<20_001, seed: 1)[0]
    route.visits = [route.visits[0]]
    route.visits[0].actual.finish = nil
    guard let start = route.visits[0].actual.start else { return }
    let told = Forecaster(model: nil).predict(DayInProgress(now: start, quantiles: [0.5], routes: [route]))
    #expect(abs(told[0].finish.quantiles[0].value - start - 2700) < 60)
  }
}
