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
    #expect(sum.mass.count <= Lattice.most)
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

  @Test("a mixture has the mean of its parts")
  func mixed() {
    let one = Lattice(quantiles: [0, 600], at: [0, 1], leastStep: 15)
    var other = Lattice(quantiles: [0, 6000], at: [0, 1], leastStep: 60)
    other.shift(by: 7)
    let mixture = Lattice.mixture([one, other], [0.75, 0.25])
    #expect(near(mixture.mean, 0.75 * 300 + 0.25 * 3007, 1))
  }
}
