import PunctualModel
import Testing

@testable import PunctualForecast

/// Scores of predictions whose truth is known, because the test draws it.
@Suite("Honest scores")
struct HonestScoreTests {
  private static let standard = StatedPrediction.probabilities.map(Numerics.normalQuantile)
  private static let fine = (0..<100).map { Numerics.normalQuantile((Double($0) + 0.5) / 100) }

  /// Starts drawn from a normal distribution around the plan, stated with a spread `width` times as wide; the deadline is
  /// somewhere around.
  func drawn(
    _ count: Int, width: Double = 1, shift: Double = 0, seed: UInt64 = 3, technicians: Int = 6, types: Int = 3
  ) -> [ScoredPrediction] {
    var dice = Dice(seed: seed)
    let climate = Climate(
      (0..<500).map { number in
        visit("p\(number)", plan: (0, 10, 20, 80), actual: VisitTimes(start: at(20 + number % 90 - 30)))
      })
    return (0..<count).compactMap { number in
      let planned = at(number / 5 * 1440)
      let deviation = Double(dice.whole(5..<30)) * 60
      let actual = planned + Int((deviation * dice.normal()).rounded())
      let deadline = planned + Int((20 * 60 * dice.normal()).rounded())
      let quantiles = zip(StatedPrediction.probabilities, Self.standard).map {
        Quantile(probability: $0, value: planned + Int((shift + width * deviation * $1).rounded()))
      }
      let late = Self.fine.count { planned + Int((shift + width * deviation * $0).rounded()) > deadline }
      let stated = StatedPrediction(
        visit: "v\(number)", moment: .hourAhead, madeAt: planned - 36_000, technician: "t\(number % technicians)",
        planned: planned, deadline: deadline, chanceLate: Double(late) / 100, quantiles: quantiles)
      var record = visit("v\(number)", type: "type\(number % types)", plan: (0, 0, 0, 60))
      record.planned.start = planned
      record.actual.start = actual
      return ScoredPrediction(stated, record: record, zone: .utc, climate: climate)
    }
  }

  @Test("honest predictions have the coverage they state, a level histogram and true chances")
  func honest() throws {
    let calibration = try #require(Calibration(drawn(4000), at: .hourAhead))
    let figures = calibration.figures
    #expect(figures.count == 4000)
    #expect(abs(figures.coverage50 - 0.5) < 0.025)
    #expect(abs(figures.coverage80 - 0.8) < 0.02)
    #expect(abs(figures.coverage90 - 0.9) < 0.015)
    #expect(calibration.pit.isFlat, "\(calibration.pit)")
    #expect(abs(calibration.pit.shares.reduce(0, +) - 1) < 1e-9)
    #expect(figures.crpsSkillPlan > 0.2)
    #expect(try #require(figures.crpsSkillClimate) > 0.2)
    let lateness = try #require(figures.lateness)
    #expect(abs(lateness.late - lateness.stated) < 0.02)
    #expect(lateness.brierSkillPlan > 0.2 && (lateness.brierSkillClimate ?? 0) > 0.2)
    #expect(calibration.reliability.count >= 8)
    #expect(calibration.reliability.count { $0.expected.contains($0.happened) } >= calibration.reliability.count - 1)
  }

  @Test(
    "intervals that are too narrow, too wide or shifted are found out", arguments: [(0.6, 0.0), (1.7, 0), (1, 600)])
  func dishonest(width: Double, shift: Double) throws {
    let calibration = try #require(Calibration(drawn(4000, width: width, shift: shift), at: .hourAhead))
    #expect(!calibration.pit.isFlat)
    #expect(calibration.pit.worst > 0.02)
    if width < 1 { #expect(calibration.figures.coverage80 < 0.65) }
    if width > 1 { #expect(calibration.figures.coverage80 > 0.9) }
    let honest = try #require(Calibration(drawn(4000), at: .hourAhead))
    #expect(calibration.figures.crps > honest.figures.crps)
    #expect(calibration.figures.lateness?.brier ?? 0 > honest.figures.lateness?.brier ?? 1)
  }

  @Test("visits that all go wrong together count as one proof, not as many")
  func together() throws {
    // Five visits a day and technician that share one draw.
    let single = drawn(1200, technicians: 1)
    let copied = single.flatMap { one in [ScoredPrediction](repeating: one, count: 5) }
    let (alone, many) = (try #require(PITHistogram(single)), try #require(PITHistogram(copied)))
    #expect(many.designEffect > 4)
    #expect(abs(many.chiSquare - alone.chiSquare) < 0.3 * max(1, alone.chiSquare) + 2)
  }

  @Test("no group is smaller than the minimum, none is lost, and they stand by name", arguments: [30, 100])
  func groups(minimum: Int) throws {
    var predictions = drawn(400, technicians: 4)
    // Two rare kinds, and one visit without a kind.
    for index in 0..<7 { predictions[index].type = "rare" }
    for index in 7..<18 { predictions[index].type = "seldom" }
    predictions[18].type = nil
    let calibration = try #require(Calibration(predictions, at: .hourAhead, minimum: minimum))
    for groups in [calibration.byType, calibration.byTechnician, calibration.byHour] {
      #expect(groups.allSatisfy { $0.figures.count >= minimum })
      let names = groups.compactMap(\.name)
      #expect(names == names.sorted())
      #expect(groups.dropLast().allSatisfy { $0.name != nil }, "the others stand last")
    }
    #expect(calibration.byType.reduce(0) { $0 + $1.figures.count } == 400)
    #expect(!calibration.byType.contains { $0.name == "rare" || $0.name == "seldom" })
    #expect(calibration.reliability.allSatisfy { $0.count >= minimum })
    #expect(calibration.reliability.reduce(0) { $0 + $1.count } == 400)
    #expect(Calibration(Array(predictions.prefix(minimum - 1)), at: .hourAhead, minimum: minimum) == nil)
    #expect(Calibration(predictions, at: .next, minimum: minimum) == nil)
  }

  @Test("the rows of a reliability table cover all chances without gaps")
  func rows() {
    var dice = Dice(seed: 5)
    for count in [1, 29, 30, 31, 400] {
      let outcomes = (0..<count).map { _ in (chance: dice.share(), happened: dice.share() < 0.5) }
      let rows = Reliability.table(outcomes, minimum: 30)
      #expect(rows.reduce(0) { $0 + $1.count } == count)
      #expect(rows.first?.from == 0 && rows.last?.to == 1)
      for (row, next) in zip(rows, rows.dropFirst()) { #expect(row.to == next.from) }
      #expect(rows.count == 1 || rows.allSatisfy { $0.count >= 30 })
      #expect(rows.allSatisfy { $0.from <= $0.stated && $0.stated <= $0.to })
    }
    #expect(Reliability.table([], minimum: 30).isEmpty)
  }

  @Test("an outcome at a moment that has a chance of its own lies anywhere within it")
  func step() {
    let quantiles = zip([0.05, 0.25, 0.5, 0.75, 0.95], [0, 0, 0, 10, 20]).map {
      Quantile(probability: $0, value: at($1))
    }
    #expect(Score.pitRange(quantiles, actual: at(0)) == 0...0.625)
    #expect(Score.pitRange(quantiles, actual: at(5)) == 0.625...0.625)
    #expect(Score.pitRange(quantiles, actual: at(10)) == 0.75...0.75)
    #expect(Score.pitRange(quantiles, actual: at(-1)) == 0...0.05)
    #expect(Score.pitRange(quantiles, actual: at(21)) == 0.95...1)
    #expect(Score.pitRange(quantiles, actual: at(20)) == 0.85...1)
    #expect(Score.pitRange([], actual: at(0)) == 0...1)
    #expect(abs(Score.share(of: 0...0.625, within: 0.1...0.9) - 0.84) < 1e-12)
    #expect(Score.share(of: 0.95...1, within: 0.1...0.9) == 0)
    #expect(Score.share(of: 0.5...0.5, within: 0.1...0.9) == 1)
  }
}
