import Testing

@testable import PunctualSample

@Suite("The random numbers")
struct GeneratorTests {
  @Test("a stream depends on its seed and its name alone")
  func streams() {
    var first = Generator(seed: 1, "a")
    var again = Generator(seed: 1, "a")
    var otherName = Generator(seed: 1, "b")
    var otherSeed = Generator(seed: 2, "a")
    let numbers = (0..<8).map { _ in first.next() }
    #expect(numbers == (0..<8).map { _ in again.next() })
    #expect(numbers != (0..<8).map { _ in otherName.next() })
    #expect(numbers != (0..<8).map { _ in otherSeed.next() })
  }

  @Test("uniform, normal and exponential draws have the means and spreads they should")
  func moments() {
    var random = Generator(seed: 3, "moments")
    let count = 40_000
    let units = (0..<count).map { _ in random.unit() }
    let normals = (0..<count).map { _ in random.normal() }
    let waits = (0..<count).map { _ in random.exponential(mean: 2) }
    func mean(_ numbers: [Double]) -> Double { numbers.reduce(0, +) / Double(numbers.count) }
    #expect(units.allSatisfy { (0..<1).contains($0) })
    #expect(abs(mean(units) - 0.5) < 0.01)
    #expect(abs(mean(normals)) < 0.02)
    #expect(abs(mean(normals.map { $0 * $0 }) - 1) < 0.03)
    #expect(abs(mean(waits) - 2) < 0.05)
    #expect(Set((0..<500).map { _ in random.integer(3...7) }) == Set(3...7))
    #expect(random.shuffled(Array(0..<50)).sorted() == Array(0..<50))
  }

  @Test("names become mail addresses of plain letters")
  func folding() {
    #expect(Names.folded("Dominic O'Neill") == "dominic.oneill")
    #expect(Names.folded("Lena Müller-Frickenhaus") == "lena.mueller.frickenhaus")
    #expect(Names.folded("Lindwurm & Söhne") == "lindwurm.soehne")
  }
}
