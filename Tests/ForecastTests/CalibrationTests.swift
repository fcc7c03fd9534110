import PunctualModel
import Testing

@testable import PunctualForecast

/// The forecast against days drawn from distributions that it was not told.
@Suite("Calibration on simulated days")
struct CalibrationTests {
  struct Figures {
    var covered = 0
    var count = 0
    var pits: [Double] = []
    var crps = 0.0
    var absolute = 0.0
    var brier = 0.0
    var trusting = 0.0
    var chance = 0.0
    var late = 0.0

    var coverage: Double { Double(covered) / Double(max(1, count)) }
  }

  /// Learns from 80 days, then predicts 50 others as they were known some seconds after the first planned departure.
  func figures(seed: UInt64, after seconds: Int) -> (arrive: Figures, start: Figures, finish: Figures) {
    var firm = SimulatedFirm(technicians: 8, seed: seed)
    let model = ForecastModel.learn(from: firm.routes(first: 20_000, days: 80).flatMap(\.visits)).model
    let forecaster = Forecaster(model: model)
    let probabilities = (1..<100).map { Double($0) / 100 }
    var figures = (arrive: Figures(), start: Figures(), finish: Figures())
    var turn = 0
    for route in firm.routes(first: 20_080, days: 50) {
      guard let first = route.visits[0].planned.depart else { continue }
      let now = first + seconds
      let day = DayInProgress(now: now, quantiles: probabilities, routes: [route.asKnown(at: now)])
      turn += 1
      // One visit a route for the histogram: those of one route go together, and would look like more proof than they
      // are.
      let chosen = turn % route.visits.count
      for (index, (visit, prediction)) in zip(route.visits, forecaster.predict(day)).enumerated() {
        let rows: [(WritableKeyPath<(arrive: Figures, start: Figures, finish: Figures), Figures>, Spread, Instant?)] = [
          (\.arrive, prediction.arrive, visit.actual.arrive), (\.start, prediction.start, visit.actual.start),
          (\.finish, prediction.finish, visit.actual.finish),
        ]
        for (row, spread, actual) in rows {
          guard let actual, actual > now else { continue }
          figures[keyPath: row].count += 1
          let low = spread.quantiles[9].value
          let high = spread.quantiles[89].value
          if low <= actual && actual <= high { figures[keyPath: row].covered += 1 }
          figures[keyPath: row].crps += Score.crps(spread.quantiles, actual: actual)
          if index == chosen { figures[keyPath: row].pits.append(Score.pit(spread.quantiles, actual: actual)) }
        }
        guard let start = visit.actual.start, start > now, let planned = visit.planned.start,
          let promised = visit.promised
        else { continue }
        let isLate = start > promised.end
        figures.start.absolute += Double(abs(start - planned))
        figures.start.brier += Score.brier(prediction.late.probability, happened: isLate)
        figures.start.trusting += isLate ? 1 : 0
        figures.start.chance += prediction.late.probability
        figures.start.late += isLate ? 1 : 0
      }
    }
    return figures
  }

  @Test("80 % intervals hold 76 to 84 % and outcomes lie evenly in the distributions", arguments: [0, 3 * 3600])
  func calibrated(after seconds: Int) {
    let figures = figures(seed: 11, after: seconds)
    for part in [figures.arrive, figures.finish] {
      #expect((0.76...0.84).contains(part.coverage), "\(part.coverage)")
      // 27.9 is passed by one honest forecast in a thousand (9 degrees of freedom).
      let chiSquare = Score.chiSquare(Score.histogram(part.pits))
      #expect(chiSquare < 27.9, "\(chiSquare): \(Score.histogram(part.pits))")
    }
    // A wait is certain to end when the window opens, so an interval that touches it holds more than its name says.
    #expect((0.76...0.90).contains(figures.start.coverage), "\(figures.start.coverage)")
  }

  @Test("it beats trusting the plan by far, and stated chances of lateness come true")
  func skilled() {
    let start = figures(seed: 12, after: 2 * 3600).start
    #expect(start.crps < 0.6 * start.absolute, "\(start.crps / start.absolute)")
    #expect(start.brier < 0.6 * start.trusting, "\(start.brier / start.trusting)")
    #expect(abs(start.chance - start.late) < 0.1 * start.late, "\(start.chance) stated, \(start.late) happened")
  }
}
