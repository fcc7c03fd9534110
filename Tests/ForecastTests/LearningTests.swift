import Foundation
import PunctualModel
import Testing

@testable import PunctualForecast

@Suite("Learning from past visits")
struct LearningTests {
  /// A past visit on its own day, of `planned` minutes that took `took`.
  func past(_ id: Int, technician: String = "t1", type: String = "service", planned: Int = 60, took: Double)
    -> VisitRecord
  {
    let day = at(id * 1440)
    var record = VisitRecord(id: "p\(id)", technician: technician, type: type, area: "north")
    record.planned = VisitTimes(depart: day, arrive: day + 1200, start: day + 1200, finish: day + 1200 + planned * 60)
    record.actual = record.planned
    record.actual.finish = day + 1200 + Int(took * 60)
    return record
  }

  func centre(_ model: ForecastModel, _ type: String?, _ technician: String? = nil) -> Double {
    model.service.residual(type, technician).centre
  }

  @Test("what a type takes is learned, and little data moves little")
  func shrinkage() {
    var records: [VisitRecord] = []
    var dice = Dice(seed: 1)
    func add(_ count: Int, _ type: String, _ ratio: Double) {
      for _ in 0..<count {
        records.append(
          past(
            records.count, technician: "t\(records.count % 7)", type: type,
            took: 60 * ratio * (0.9 + 0.2 * dice.share())))
      }
    }
    add(400, "even", 1)
    add(400, "slow", 1.5)
    add(400, "quick", 0.75)
    add(3, "rare", 1.5)
    let model = ForecastModel.learn(from: records).model
    #expect(abs(centre(model, "slow") - 0.405) < 0.02)
    #expect(abs(centre(model, "even")) < 0.02)
    #expect(centre(model, "rare") > centre(model, "even") && centre(model, "rare") < centre(model, "slow"))
    #expect(
      model.service.residual("rare", nil).spread > model.service.residual("slow", nil).spread,
      "what is not known of a type widens its distribution")
    #expect(model.service.residual("never-seen", nil).spread > model.service.residual("rare", nil).spread)
  }

  @Test("a technician's own ratio is told apart from that of the work")
  func technicians() {
    var records: [VisitRecord] = []
    var dice = Dice(seed: 2)
    for index in 0..<2000 {
      let type = ["a", "b"][index % 2]
      let technician = index / 2 % 10
      let log = (type == "a" ? 0.2 : -0.1) + (technician == 3 ? 0.3 : 0) + 0.1 * dice.normal()
      records.append(past(index, technician: "t\(technician)", type: type, took: 60 * Numerics.exp(log)))
    }
    let model = ForecastModel.learn(from: records).model
    #expect(abs(centre(model, "a", "t3") - 0.5) < 0.03)
    #expect(abs(centre(model, "b", "t3") - 0.2) < 0.03)
    #expect(abs(centre(model, "a", "t4") - 0.2) < 0.03)
    let routes = [RouteInProgress(technician: "t3", visits: [visit("v", type: "a", plan: (0, 20, 20, 80))])]
    let evidence = Forecaster(model: model).predict(DayInProgress(now: at(0), routes: routes))[0].basedOn
    #expect(evidence == Evidence(samples: 100, level: "type+technician"))
    #expect(model.service.residual("a", "new").level == .first && model.service.residual("a", "new").samples == 1000)
    #expect(model.service.residual("new", "t3").level == .second)
    #expect(model.service.residual("new", "new").level == .all)
  }

  @Test("a handful of visits hardly moves the prior")
  func fewVisits() {
    let model = ForecastModel.learn(from: [past(0, took: 120), past(1, took: 120)]).model
    #expect(centre(model, "service") < 0.1 && centre(model, "service") > 0)
    #expect(model.service.spread > 0.25)
    #expect(ForecastModel.learn(from: [VisitRecord]()).model == ForecastModel())
  }

  @Test("one wild visit in a hundred does not move the middle")
  func outliers() {
    let clean = (0..<600).map { past($0, took: 60 + Double($0 % 11 - 5)) }
    var wild = clean
    for index in stride(from: 0, to: 600, by: 100) { wild[index] = past(index, took: 900) }
    let shift =
      centre(ForecastModel.learn(from: wild).model, "service")
      - centre(ForecastModel.learn(from: clean).model, "service")
    #expect(abs(shift) < 0.02)
  }

  @Test("records that contradict themselves or one another are set aside, each with its place and id")
  func setAside() throws {
    var records = (0..<20).map { past($0, took: 60) }
    records[1].actual.finish = records[1].actual.start! - 60
    records[2].actual.arrive = records[2].actual.depart! - 1
    records[3].actual.finish = records[3].actual.start! + 40 * 3600
    records[4].actual.start = nil
    records[4].id = "the 4th of May"
    records[5].planned = VisitTimes()
    records[6].id = "p7"
    records[9] = past(9, took: 60)
    records[9].planned = records[8].planned
    records[9].actual = records[8].actual
    records[9].actual.start = records[8].actual.start! + 600
    records[10].actual.finish = Instant(epochSeconds: .max)
    records[11].planned.depart = Instant(epochSeconds: .min)
    let result = ForecastModel.learn(from: records)
    let faults = result.setAside.map(\.fault)
    #expect(faults.map(\.line) == [2, 3, 4, 5, 6, 8, 9, 10, 11, 12])
    #expect(result.used == 10 && result.model.learnedFrom.visits == 10)
    #expect(faults.allSatisfy { $0.code == .badRecord })
    #expect(faults[0].path == "/1")
    #expect(result.setAside[3].id == "the 4th of May")
    #expect(faults[0].message == "Visit p1 has its actual finish before its start: a clock ran backwards.")
    #expect(faults[2].message.contains("p3") && faults[2].message.contains("40 h"))
    #expect(faults[5].message == "Visit p7 came before: two records have this id.")
    #expect(faults[6].message == "Visit p8 overlaps visit p9 of the same technician.")
    let clean = ForecastModel.learn(
      from: records.indices.filter { ![1, 2, 3, 4, 5, 7, 8, 9, 10, 11].contains($0) }.map { records[$0] })
    #expect(clean.model == result.model, "what is set aside leaves no trace")
  }

  @Test("it learns whether technicians who are done early wait, and whether long gaps are pauses")
  func habits() {
    /// Two visits a day; the second planned `gap` minutes after the first, which ends `late` minutes off its plan.
    func day(_ number: Int, gap: Int, late: Int, leaves: Int) -> [VisitRecord] {
      let start = number * 1440
      func record(_ id: String, plan: (Int, Int, Int, Int), actual: (Int, Int, Int, Int)) -> VisitRecord {
        var record = visit(
          "\(id)\(number)", plan: (start + plan.0, start + plan.1, start + plan.2, start + plan.3))
        record.actual = VisitTimes(
          depart: at(start + actual.0), arrive: at(start + actual.1), start: at(start + actual.2),
          finish: at(start + actual.3))
        return record
      }
      let left = 60 + late + leaves
      return [
        record("a", plan: (0, 20, 20, 60), actual: (0, 20, 20, 60 + late)),
        record("b", plan: (60 + gap, 70 + gap, 70 + gap, 90 + gap), actual: (left, left + 10, left + 10, left + 30)),
      ]
    }
    func model(gap: Int, late: Int, leaves: Int) -> ForecastModel {
      ForecastModel.learn(from: (0..<200).flatMap { day($0, gap: gap, late: late, leaves: leaves) }).model
    }
    #expect(model(gap: 0, late: -20, leaves: 2).waitsForPlan < 0.1)
    #expect(model(gap: 0, late: -20, leaves: 20).waitsForPlan == 1)
    let pausing = model(gap: 30, late: 40, leaves: 32)
    #expect(pausing.pauseShare > 0.9 && (1600...1980).contains(pausing.pauseSeconds))
    #expect(model(gap: 30, late: 40, leaves: 2).pauseShare == 0)
    // Three minutes early and gone a minute before the plan: not one who waited for it and then lost no time.
    let mixed = ForecastModel.learn(
      from: (0..<400).flatMap { day($0, gap: 0, late: $0.isMultiple(of: 2) ? -3 : 5, leaves: 2) }
    ).model
    #expect((105...135).contains(mixed.afterStop.median))
  }

  @Test("the span of what was learned is kept")
  func span() {
    let model = ForecastModel.learn(from: (0..<5).map { past($0, took: 45) }).model
    #expect(model.learnedFrom == LearnedFrom(visits: 5, from: at(20), to: at(4 * 1440 + 65)))
  }

  @Test("the same history gives the same model, and it comes back from JSON unchanged")
  func roundTrip() throws {
    var firm = SimulatedFirm(technicians: 5, seed: 3)
    let history = firm.routes(first: 20_000, days: 40).flatMap(\.visits)
    let zone = try #require(Zone("Europe/Vaduz"))
    let model = ForecastModel.learn(from: history, zone: zone).model
    #expect(model == ForecastModel.learn(from: history, zone: zone).model)
    let bytes = try JSONEncoder().encode(model)
    #expect(try JSONDecoder().decode(ForecastModel.self, from: bytes) == model)
    #expect(bytes.count < 20_000)
    let routes = firm.routes(first: 20_040, days: 1)
    let day = DayInProgress(now: routes[0].visits[2].actual.start!, routes: routes)
    #expect(Forecaster(model: model).predict(day) == Forecaster(model: model).predict(day))
  }

  @Test("a damaged model is refused, not believed")
  func damaged() throws {
    let text = String(decoding: try JSONEncoder().encode(ForecastModel()), as: UTF8.self)
    func decode(_ text: String) throws -> ForecastModel {
      try JSONDecoder().decode(ForecastModel.self, from: Data(text.utf8))
    }
    #expect(try decode(text) == ForecastModel())
    for (from, to) in [
      ("\"version\":1", "\"version\":2"), ("\"spread\":0.3", "\"spread\":-0.3"), ("\"pace\":0.1", "\"pace\":1e9"),
      ("\"shape\":[", "\"shape\":[9,"), ("\"variances\":[0,0,0]", "\"variances\":[0]"),
    ] {
      let damaged = text.replacingOccurrences(of: from, with: to)
      #expect(damaged != text)
      #expect(throws: DecodingError.self) { try decode(damaged) }
    }
  }
}
