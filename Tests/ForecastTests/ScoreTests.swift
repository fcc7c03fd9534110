import PunctualModel
import Testing

@testable import PunctualForecast

@Suite("Scores")
struct ScoreTests {
  func near(_ a: Double, _ b: Double, _ tolerance: Double = 1e-9) -> Bool { abs(a - b) <= tolerance }

  @Test("CRPS of a point is the absolute error")
  func point() {
    let quantiles = [Quantile(probability: 0.5, value: at(10))]
    #expect(Score.crps(quantiles, actual: at(13)) == 180)
    #expect(Score.crps([], actual: at(13)) == 0)
    #expect(Score.crps(points: [5], masses: [1], actual: 2) == 3)
  }

  @Test("CRPS of an even distribution on 0 to 1 is what calculus says")
  func even() {
    // At y: y³/3 + (1 − y)³/3.
    for actual in [0.0, 0.25, 0.5, 1.0] {
      let exact = (actual * actual * actual + (1 - actual) * (1 - actual) * (1 - actual)) / 3
      #expect(near(Score.crps(values: [0, 1], probabilities: [0, 1], actual: actual), exact))
      #expect(near(Score.crps(values: [0, 0.5, 1], probabilities: [0, 0.5, 1], actual: actual), exact))
    }
    #expect(near(Score.crps(values: [0, 1], probabilities: [0, 1], actual: 3), 2 + 1.0 / 3))
  }

  @Test("CRPS of a normal distribution from 99 quantiles is near the closed form")
  func normal() {
    let probabilities = (1..<100).map { Double($0) / 100 }
    let values = probabilities.map(Numerics.normalQuantile)
    #expect(near(Score.crps(values: values, probabilities: probabilities, actual: 0), 0.2337, 0.002))
  }

  @Test("CRPS of masses on points")
  func masses() {
    #expect(near(Score.crps(points: [0, 1], masses: [0.5, 0.5], actual: 0), 0.25))
    #expect(near(Score.crps(points: [0, 1], masses: [0.5, 0.5], actual: 2), 1.25))
  }

  @Test("Brier, pinball, skill and coverage")
  func simple() {
    #expect(near(Score.brier(0.3, happened: true), 0.49) && near(Score.brier(0.3, happened: false), 0.09))
    #expect(
      near(Score.pinball(10, probability: 0.9, actual: 20), 9)
        && near(Score.pinball(10, probability: 0.9, actual: 0), 1))
    #expect(Score.skill(1, against: 4) == 0.75 && Score.skill(1, against: 0) == 0)
    #expect(Score.coverage([(0, 1, 0.5), (0, 1, 1), (0, 1, 2), (0, 1, -1)]) == 0.5)
    #expect(Score.coverage([]) == nil)
  }

  @Test("the place of an outcome in a distribution")
  func place() {
    let quantiles = [
      Quantile(probability: 0.1, value: at(0)), Quantile(probability: 0.3, value: at(0)),
      Quantile(probability: 0.9, value: at(10)),
    ]
    #expect(near(Score.pit(quantiles, actual: at(5)), 0.6))
    #expect(near(Score.pit(quantiles, actual: at(0)), 0.2))
    #expect(near(Score.pit(quantiles, actual: at(-5)), 0.05))
    #expect(near(Score.pit(quantiles, actual: at(15)), 0.95))
    #expect(Score.pit([], actual: at(0)) == 0.5)
  }

  @Test("histograms and their distance from even")
  func histogram() {
    #expect(Score.histogram([0, 0.05, 0.55, 1, 2, -1, .nan], bins: 2) == [3, 3])
    #expect(Score.chiSquare([10, 10, 10]) == 0)
    #expect(near(Score.chiSquare([20, 10, 0]), 20))
    #expect(Score.chiSquare([]) == 0)
  }
}
