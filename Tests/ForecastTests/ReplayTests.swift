import PunctualModel
import Testing

@testable import PunctualForecast

@Suite("Past days gone through again")
struct ReplayTests {
  static let first = 20_000

  static func records(days: Int = 30) -> [VisitRecord] {
    var firm = SimulatedFirm(technicians: 4, seed: 9)
    return firm.routes(first: first, days: days).flatMap(\.visits)
  }

  static func day(_ number: Int) -> LocalDate { LocalDate(daysSinceEpoch: first + number) }

  func run(_ records: [VisitRecord], from: Int, to: Int) -> WalkForward.Outcome {
    WalkForward(PastDays(records, zone: .utc)).run(from: Self.day(from), to: Self.day(to))
  }

  @Test("each visit is judged at each of its moments once, and never after the fact")
  func moments() throws {
    let outcome = run(Self.records(), from: 25, to: 29)
    #expect(outcome.learnedFrom == 25 * 24)
    let byMoment = Dictionary(grouping: outcome.predictions, by: \.stated.moment)
    #expect(byMoment[.dayStart]?.count == 120)
    #expect(byMoment[.working]?.count == 120)
    #expect((byMoment[.next]?.count ?? 0) > 90)
    #expect((byMoment[.hourAhead]?.count ?? 0) > 60)
    for predictions in byMoment.values {
      #expect(Set(predictions.map(\.stated.visit)).count == predictions.count)
      #expect(predictions.allSatisfy { $0.actual >= $0.stated.madeAt })
      #expect(predictions.allSatisfy { $0.stated.quantiles.count == StatedPrediction.probabilities.count })
    }
    // The nearer, the better known.
    func error(_ moment: ForecastMoment) throws -> Double {
      try #require(CalibrationFigures(byMoment[moment] ?? [])).crps
    }
    #expect(try error(.next) < error(.hourAhead))
    #expect(try error(.hourAhead) < error(.dayStart))
  }

  @Test("what comes later changes nothing of what was said before")
  func noForesight() {
    let records = Self.records()
    let noon = Instant(epochSeconds: (Self.first + 27) * 86_400 + 12 * 3600)
    var other = records
    for index in other.indices {
      for path in [\VisitTimes.depart, \.arrive, \.start, \.finish] {
        if let stamp = other[index].actual[keyPath: path], stamp > noon {
          other[index].actual[keyPath: path] = stamp + 1800
        }
      }
    }
    let (as_, changed) = (run(records, from: 24, to: 29), run(other, from: 24, to: 29))
    let before = as_.predictions.filter { $0.stated.madeAt <= noon }.map(\.stated)
    #expect(before.count > 100)
    #expect(before == changed.predictions.filter { $0.stated.madeAt <= noon }.map(\.stated))
    #expect(as_.predictions != changed.predictions)
  }

  @Test("the same days give the same scores, in whatever order the records come")
  func deterministic() {
    let records = Self.records()
    let (one, two) = (run(records, from: 26, to: 29), run(records.reversed(), from: 26, to: 29))
    #expect(one.predictions == two.predictions)
  }

  @Test("between two times of learning, the model follows what happens")
  func follows() throws {
    var records = Self.records()
    for index in records.indices {
      guard let start = records[index].actual.start, let finish = records[index].actual.finish,
        start.epochSeconds / 86_400 >= Self.first + 12
      else { continue }
      records[index].actual.finish = start + (finish - start) / 2
    }
    let walk = WalkForward(PastDays(records, zone: .utc), relearnDays: 100)
    func coverage(_ days: ClosedRange<Int>) throws -> Double {
      let outcome = walk.run(from: Self.day(10), to: Self.day(29)).predictions.filter { prediction in
        prediction.stated.moment == .working && days.contains(prediction.date.daysSinceEpoch - Self.first)
      }
      return try #require(CalibrationFigures(outcome)).coverage80
    }
    #expect(try coverage(12...12) < 0.4)
    #expect(try coverage(22...29) > 0.7)
  }

  @Test("days before anything was known are passed over, and contradicting records take no part")
  func beginning() {
    var records = Self.records(days: 6)
    let odd = records[140].id
    records[140].actual.finish = records[140].actual.start.map { $0 - 60 }
    let past = PastDays(records, zone: .utc)
    #expect(past.setAside.count == 1)
    #expect(past.known(before: Self.day(0)).isEmpty)
    #expect(past.known(before: Self.day(2)).count == 48)
    let outcome = WalkForward(past).run(from: Self.day(0), to: Self.day(5))
    #expect(outcome.predictions.allSatisfy { $0.date > Self.day(0) })
    #expect(!outcome.predictions.contains { $0.stated.visit == odd })
    #expect(run([], from: 0, to: 5).predictions.isEmpty)
  }

  @Test("a day is looked at when something happens and every so often, and sees only what had happened")
  func looks() throws {
    let records = Self.records()
    let past = PastDays(records, zone: .utc)
    let date = Self.day(28)
    let model = ForecastModel.learn(from: past.known(before: date)).model
    let replay = DayReplay(past, Forecaster(model: model), step: 900)
    let visits = try #require(past.days[date])
    let moments = replay.moments(of: date)
    let last = try #require(visits.compactMap(\.actual.start).max())
    let stamps = visits.flatMap { [$0.actual.depart, $0.actual.arrive, $0.actual.start, $0.actual.finish] }
      .compactMap { $0 }.filter { $0 <= last }
    #expect(Set(stamps).isSubset(of: moments))
    #expect(moments == moments.sorted())
    for (moment, next) in zip(moments, moments.dropFirst()) { #expect(next - moment <= 900) }
    var seen = 0
    replay.run(date) { moment in
      seen += 1
      #expect(moment.visits.count == visits.count && moment.predictions.count == visits.count)
      for visit in moment.visits {
        let known = [visit.actual.depart, visit.actual.arrive, visit.actual.start, visit.actual.finish]
        #expect(known.compactMap { $0 }.allSatisfy { $0 <= moment.at })
      }
    }
    #expect(seen == moments.count)
    #expect(replay.moments(of: Self.day(99)).isEmpty)
  }

  @Test("a visit that was done before its turn does not make those before it look over")
  func outOfTurn() {
    let done = visit(
      "b", plan: (60, 70, 70, 100), actual: VisitTimes(depart: at(0), arrive: at(8), start: at(8), finish: at(40)))
    let waiting = visit(
      "a", plan: (0, 10, 10, 40), actual: VisitTimes(depart: at(41), arrive: at(50), start: at(50), finish: at(80)))
    let past = PastDays([waiting, done], zone: .utc)
    let date = Zone.utc.local(at(0)).date
    #expect(past.routes(on: date, at: at(20)).first?.visits.map(\.id) == ["b", "a"])
    #expect(past.routes(on: date, at: at(-5)).first?.visits.map(\.id) == ["a", "b"])
  }
}
