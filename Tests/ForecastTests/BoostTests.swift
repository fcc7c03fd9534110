import Foundation
import PunctualModel
import Testing

@testable import PunctualForecast

@Suite("Boosted trees")
struct BoostTests {
  /// 4000 rows of three columns; the target steps with the first, and is 3 more where the second is missing; its spread
  /// doubles with the third.
  private func grown() -> (TreeEnsemble, [TreeEnsemble.Values]) {
    var dice = Dice(seed: 5)
    var values: [Float] = []
    var target: [Float] = []
    for _ in 0..<4000 {
      let row = [Float(dice.share()), dice.share() < 0.2 ? .nan : Float(dice.share()), Float(dice.share())]
      values += row
      let noise = (row[2] > 0.5 ? 0.2 : 0.1) * dice.normal()
      target.append((row[0] > 0.5 ? 2 : -1) + (row[1].isNaN ? 3 : 0) + Float(noise))
    }
    var growing = TreeGrowing(BinnedRows(values: values, columns: 3))
    (growing.trees, growing.leaves, growing.bag) = (80, 8, 1)
    return growing.grow(
      target, rows: (0..<4000).map { $0 }, weights: [Float](repeating: 1, count: 4000))
  }

  @Test("a step, a missing value and a spread are found, and rows and bins give the same")
  func learns() {
    let (trees, fitted) = grown()
    let middle = TreeEnsemble.levels.firstIndex(of: 0.5) ?? 0
    func width(_ row: [Float]) -> Float {
      trees.values(row)[BoostedResidual.nineTenths] - trees.values(row)[BoostedResidual.tenth]
    }
    #expect(abs(trees.values([0.9, 0.5, 0.1])[middle] - 2) < 0.1)
    #expect(abs(trees.values([0.1, 0.5, 0.9])[middle] + 1) < 0.1)
    #expect(abs(trees.values([0.1, .nan, 0.9])[middle] - 2) < 0.1)
    // Of a normal distribution, 80 % lie within 1.28 standard deviations.
    #expect((0.18...0.34).contains(width([0.9, 0.5, 0.1])), "\(width([0.9, 0.5, 0.1]))")
    #expect((0.40...0.64).contains(width([0.9, 0.5, 0.9])), "\(width([0.9, 0.5, 0.9]))")
    #expect(fitted.allSatisfy { fit in [-1, 2, 5].contains { abs(fit[middle] - $0) < 0.5 } })
    #expect(grown().0 == trees)
  }

  @Test("what is stored is what was learned, and damaged trees are refused")
  func coding() throws {
    let (trees, _) = grown()
    let bytes = try JSONEncoder().encode(trees)
    let back = try JSONDecoder().decode(TreeEnsemble.self, from: bytes)
    #expect(back == trees)
    let base = "[" + [String](repeating: "0", count: 16).joined(separator: ",") + "]"
    let leaves = "[" + [String](repeating: "1", count: 32).joined(separator: ",") + "]"
    func stored(_ sizes: String, _ columns: String, _ values: String) -> Data {
      Data(
        #"{"base":\#(base),"unit":1,"sizes":\#(sizes),"columns":\#(columns),"values":\#(values),"leaves":\#(leaves)}"#
          .utf8)
    }
    #expect(throws: Never.self) {
      try JSONDecoder().decode(TreeEnsemble.self, from: stored("[3]", "[0,-1,-1]", "[1]"))
    }
    for damaged in [
      stored("[3]", "[0,-1]", "[1]"), stored("[2]", "[0,-1]", "[1]"), stored("[-1,4]", "[0,-1,-1]", "[1]"),
      stored("[3]", "[0,-1,-1]", "[1,2]"), stored("[3]", "[-1,0,-1]", "[1]"),
    ] {
      #expect(throws: DecodingError.self) { try JSONDecoder().decode(TreeEnsemble.self, from: damaged) }
    }
  }

  /// Predictions of the next start at the finish before, and of the finish at the start, for some of the days.
  private func figures(_ model: ForecastModel, _ days: [[RouteInProgress]], others: Bool) -> (
    crps: Double, coverage: Double, count: Int
  ) {
    let forecaster = Forecaster(model: model)
    var (crps, inside, count) = (0.0, 0, 0)
    for routes in days {
      for (place, route) in routes.enumerated() {
        for index in 1..<route.visits.count {
          guard let now = route.visits[index - 1].actual.finish, let start = route.visits[index].actual.start else {
            continue
          }
          let document = DayInProgress(
            now: now, quantiles: (1..<20).map { Double($0) / 20 },
            routes: [route] + (others ? routes[..<place] + routes[(place + 1)...] : []))
          let spread = forecaster.predict(document)[index].start
          crps += Score.crps(spread.quantiles, actual: start)
          count += 1
          if spread.quantiles[1].value <= start && start <= spread.quantiles[17].value { inside += 1 }
        }
      }
    }
    return (crps / Double(count), Double(inside) / Double(count), count)
  }

  @Test("what happens to others where a visit is, now, tells of its start, and intervals hold what they say")
  func today() throws {
    let model = BusyDays.model
    #expect(model.start != nil, "trees gain here")
    var firm = BusyDays(seed: 4)
    let days = firm.days(20_060..<20_068)
    let alone = figures(model, days, others: false)
    let among = figures(model, days, others: true)
    #expect(among.crps < 0.9 * alone.crps, "\(among.crps) against \(alone.crps)")
    #expect((0.75...0.85).contains(among.coverage), "\(among.coverage) of \(among.count)")
    let stored = try JSONEncoder().encode(model)
    #expect(try JSONDecoder().decode(ForecastModel.self, from: stored) == model)
    var damaged = model
    damaged.start?.corrections.removeLast()
    let bytes = try JSONEncoder().encode(damaged)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(ForecastModel.self, from: bytes) }
  }
}
