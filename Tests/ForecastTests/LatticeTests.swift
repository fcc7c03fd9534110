import PunctualModel
import Testing

@testable import PunctualForecast

@Suite("Distributions on a lattice")
struct LatticeTests {
  func near(_ a: Double, _ b: Double, _ tolerance: Double) -> Bool { abs(a - b) <= tolerance }

  @Test("an even distribution keeps its mean and mass, whatever the step", arguments: [15, 60, 240])
  func even(step: Int) {
    let lattice = Lattice(quantiles: [103, 1407], at: [0, 1], leastStep: step)
    #expect(near(lattice.mass.reduce(0, +), 1, 1e-6))
    #expect(near(lattice.mean, 755, 1e-6))
    #expect(near(lattice.quantile(0.25), 429, Double(step) / 4))
  }

  @Test("a distribution without width is its instant")
  func point() {
    #expect(Lattice(quantiles: [77, 77], at: [0, 1], leastStep: 15).quantile(0.3) == 77)
  }

  @Test("means add, variances add")
  func sums() {
    var sum = Lattice(at: 1000)
    let part = Lattice(quantiles: [0, 1200], at: [0, 1], leastStep: 15)
    for _ in 0..<12 { sum.add(part) }
    #expect(near(sum.mean, 1000 + 12 * 600, 1))
    // Twelve even parts have a standard deviation of one width.
    #expect(near((sum.quantile(0.841) - sum.quantile(0.159)) / 2, 1200, 30))
    #expect(sum.mass.count <= sum.most)
  }

  @Test("waiting gathers what comes early at the instant waited for, and keeps the rest")
  func waits() {
    var lattice = Lattice(quantiles: [0, 1000], at: [0, 1], leastStep: 15)
    lattice.wait(until: 500)
    #expect(lattice.quantile(0.1) == 500 && lattice.quantile(0.49) == 500)
    #expect(near(lattice.mean, 625, 1))
    #expect(near(lattice.excess(over: 500).probability, 0.5, 0.02))
    #expect(near(lattice.excess(over: 750).probability, 0.25, 0.01))
    #expect(near(lattice.excess(over: 750).seconds, 31.25, 1))
    lattice.wait(until: 2000)
    #expect(lattice.mass == [1] && lattice.mean == 2000)
  }

  @Test("coarsening keeps mean and mass")
  func coarser() {
    var lattice = Lattice(quantiles: [0, 400, 1000], at: [0, 0.5, 1], leastStep: 15)
    let mean = lattice.mean
    for _ in 0..<4 { lattice.coarsen() }
    #expect(near(lattice.mean, mean, 1e-6) && near(lattice.mass.reduce(0, +), 1, 1e-6))
  }

  @Test("knowing that it has not happened removes the past, and says how likely that was")
  func conditioned() {
    var lattice = Lattice(quantiles: [0, 1000], at: [0, 1], leastStep: 15)
    let left = lattice.condition(after: 800, strayMean: 300)
    #expect(near(left, 0.2, 0.02))
    #expect(near(lattice.mean, 900, 25))
    lattice.condition(after: 5000, strayMean: 300)
    #expect(near(lattice.mean, 5300, 40))
    #expect(near(lattice.mass.reduce(0, +), 1, 1e-9))
  }

  @Test("a long thin tail is drawn in, and neither mass nor mean is lost")
  func tail() {
    var sum = Lattice(at: 0)
    let part = Lattice(quantiles: [0, 600, 30_000], at: [0, 0.999, 1], leastStep: 15)
    for _ in 0..<3 { sum.add(part) }
    #expect(near(sum.mass.reduce(0, +), 1, 1e-6))
    #expect(near(sum.mean, 3 * (0.999 * 300 + 0.001 * 15_300), 1))
    #expect(sum.last < 60_000)
    // The chance that two of three last long is drawn in; that one does is not.
    #expect(near(sum.excess(over: 10_000).probability, 3 * 0.001 * 20_700 / 29_400, 2e-4))
  }

  @Test("a day is told on as many points as its number of visits allows")
  func points() {
    func day(_ visits: Int) -> DayInProgress {
      let route = RouteInProgress(
        technician: "t", visits: (0..<visits).map { VisitRecord(id: "\($0)", technician: "t") })
      return DayInProgress(now: Instant(epochSeconds: 0), routes: [route])
    }
    #expect(Lattice.points(for: day(Lattice.many)) == Lattice.fine)
    #expect(Lattice.points(for: day(Lattice.many + 1)) == Lattice.coarse)
    var coarse = Lattice(at: 0, most: Lattice.coarse)
    let part = Lattice(quantiles: [0, 6000], at: [0, 1], leastStep: 15, most: Lattice.coarse)
    for _ in 0..<3 { coarse.add(part) }
    #expect(coarse.mass.count <= Lattice.coarse && near(coarse.mean, 9000, 1))
  }

  @Test("a mixture has the mean of its parts")
  func mixed() {
    let one = Lattice(quantiles: [0, 600], at: [0, 1], leastStep: 15)
    var other = Lattice(quantiles: [0, 6000], at: [0, 1], leastStep: 60)
    other.shift(by: 7)
    let mixture = Lattice.mixture([one, other], [0.75, 0.25])
    #expect(near(mixture.mean, 0.75 * 300 + 0.25 * 3007, 1))
  }
}
