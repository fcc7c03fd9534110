import PunctualForecast
import PunctualModel
import PunctualStore
import PunctualWire
import Testing

@testable import PunctualService

@Suite("The calibration report")
struct CalibrationTests {
  private func stated(
    _ visit: String, _ moment: ForecastMoment, planned: String, made: String, technician: String, chance: Double
  ) -> StatedPrediction {
    let start = Firm.time(planned)
    return StatedPrediction(
      visit: visit, moment: moment, madeAt: Firm.time(made), technician: technician, planned: start,
      deadline: moment == .working ? nil : start + 1800, chanceLate: chance,
      quantiles: StatedPrediction.probabilities.map {
        Quantile(probability: $0, value: start + Int(($0 * 3600).rounded()) - 1200)
      })
  }

  /// Twenty-four visits of one day, six a technician, each with a kept prediction; every fourth is late.
  private func judged() throws -> Firm {
    let names = (0..<24).map { "v\($0 < 10 ? "0" : "")\($0)" }
    let firm = try Firm(names.enumerated().map { Firm.work($1, at: $0 % 8 + 1, 30, "06:00", "20:00", promised: true) })
    func start(_ number: Int) -> String { "\(8 + number / 4):00" }
    var days: [String: [(String, String, String)]] = [:]
    for (number, name) in names.enumerated() {
      days["t\(number % 4 + 1)", default: []].append((name, start(number), "\(8 + number / 4):30"))
    }
    try firm.setPlan(days)
    try firm.store.write { writer in
      for (number, name) in names.enumerated() {
        try writer.keep(
          stated(
            name, .hourAhead, planned: start(number), made: "\(7 + number / 4):00", technician: "t\(number % 4 + 1)",
            chance: 0.25), appointment: name)
        guard var visit = try writer.visit(name), let planned = visit.planned.start else { continue }
        let begun = planned + (number % 4 == 0 ? 2400 : 60 * (number % 7))
        visit.actual = VisitTimes(depart: begun - 600, arrive: begun - 60, start: begun, finish: begun + 1700)
        visit.stage = .finished
        try writer.update(visit)
        try writer.setStage(name, .finished)
      }
    }
    return firm
  }

  @Test("judges the predictions that were made where enough were kept, and says what came of the chances")
  func fromStated() async throws {
    let report = try await judged().at("20:00").perform(ShowCalibration.self, CalibrationRequest(minimum: 20))
    #expect(report.basis == .stated)
    #expect(report.visits == 24 && report.replanned == 0 && report.learnedFrom == 0)
    let scores = try #require(report.moments.first)
    #expect(report.moments.count == 1 && scores.moment == .hourAhead)
    #expect(scores.figures.count == 24)
    #expect(scores.figures.lateness?.late == 0.25 && scores.figures.lateness?.stated == 0.25)
    #expect(scores.reliability.map(\.count) == [24])
    #expect(scores.reliability.allSatisfy { $0.isAsStated })
    #expect(scores.byTechnician.map(\.name) == [nil], "six visits a technician are too few to show")
    #expect(report.note.contains("not people"))
  }

  @Test("a visit that was planned anew after its prediction is counted, not judged")
  func replanned() async throws {
    let firm = try judged()
    try firm.store.write { writer in
      for (id, change) in [("v01", 0), ("v02", 600)] {
        guard var visit = try writer.visit(id) else { continue }
        if change == 0 { visit.technician = "t4" }
        visit.planned.start = visit.planned.start.map { $0 - change }
        try writer.update(visit)
      }
    }
    let report = try await firm.at("20:00").perform(ShowCalibration.self, CalibrationRequest(minimum: 20))
    #expect(report.replanned == 2)
    #expect(report.visits == 22)
  }

  @Test("with too few kept predictions, past days are predicted again; a minimum is kept to")
  func replayed() async throws {
    let firm = try Firm(history: History.records(160))
    let friday = Firm.monday.adding(days: -3)
    let report = try await firm.at("06:00").perform(
      ShowCalibration.self, CalibrationRequest(from: Firm.monday.adding(days: -20), to: friday))
    #expect(report.basis == .replay)
    #expect(report.learnedFrom == 80 && report.visits == 72)
    #expect(report.moments.map(\.moment) == ForecastMoment.allCases)
    for scores in report.moments {
      #expect(scores.figures.count >= 30)
      #expect((scores.byType + scores.byTechnician + scores.byHour).allSatisfy { $0.figures.count >= 30 })
    }
    let again = try await firm.at("06:00").perform(
      ShowCalibration.self, CalibrationRequest(from: Firm.monday.adding(days: -20), to: friday))
    let context = WireContext(zone: Firm.zone)
    #expect(Form.write(report, context: context).text() == Form.write(again, context: context).text())

    let document = try JSONDocument.parse(Array(Form.write(report, context: context).text().utf8))
    let read = try Form.read(CalibrationReport.self, from: document.root, context: context)
    #expect(read.moments.count == report.moments.count && read.from == report.from)
  }

  @Test("without a past there is nothing to judge, and that is said")
  func nothing() async throws {
    let firm = try Firm()
    let none = await faults { _ = try await firm.at("06:00").perform(ShowCalibration.self, CalibrationRequest()) }
    #expect(none.map(\.code) == [.notFound])
    let young = try Firm(history: History.records(8))
    let early = await faults {
      _ = try await young.at("06:00").perform(
        ShowCalibration.self, CalibrationRequest(from: Firm.monday.adding(days: -30)))
    }
    #expect(early.isEmpty, "the first day is learned from, the second judged")
    let only = await faults {
      _ = try await young.at("06:00").perform(
        ShowCalibration.self, CalibrationRequest(from: Firm.monday.adding(days: -2), to: Firm.monday.adding(days: -2)))
    }
    #expect(only.map(\.path) == ["/from"])
  }

  @Test("promises are compared with the chance that was stated when they were made")
  func promises() async throws {
    let firm = try judged()
    try firm.store.write { writer in
      for number in 0..<24 {
        let id = "v\(number < 10 ? "0" : "")\(number)"
        guard var appointment = try writer.appointment(id), let start = try writer.visit(id)?.planned.start else {
          continue
        }
        appointment.promise = Promise(
          window: TimeWindow(start: start - 1800, end: start + 1800), madeAt: start - 86_400, chance: 0.75)
        _ = try writer.update(appointment)
      }
    }
    let report = try await firm.at("20:00").perform(ShowCalibration.self, CalibrationRequest(minimum: 20))
    #expect(report.promises.count == 24)
    #expect(report.promises.stated == 0.75 && report.promises.kept == 0.75)
    #expect(report.promises.rows.map(\.count) == [24])
  }

  @Test("the live loop keeps each visit's prediction once a moment, and nothing under a dry run")
  func kept() async throws {
    let firm = try Firm()
    try await firm.plan()
    func moments(_ id: String) throws -> Set<ForecastMoment> {
      try firm.store.read { try $0.statedMoments(ofVisits: [id]) }[id] ?? []
    }
    func tick(_ time: String, dryRun: Bool = false) async throws {
      _ = try await firm.at(time).perform(
        Tick.self, TickRequest(recover: false, deliver: false), dryRun: dryRun)
    }
    let first = try #require(
      try firm.visits().values.filter { $0.technician == "t1" }.min { $0.position < $1.position })
    let start = try #require(first.planned.start)
    try await tick("05:00")
    #expect(try moments(first.id).isEmpty, "nobody sets out within the hour")
    try await tick(Firm.zone.clock(start - 2400), dryRun: true)
    #expect(try moments(first.id).isEmpty)
    try await tick(Firm.zone.clock(start - 2400))
    #expect(try moments(first.id) == [.dayStart, .hourAhead])
    let before = try firm.store.read { try $0.statedPredictions(madeIn: TimeWindow(start: start - 9000, end: start)) }
    try await tick(Firm.zone.clock(start - 2300))
    let after = try firm.store.read { try $0.statedPredictions(madeIn: TimeWindow(start: start - 9000, end: start)) }
    #expect(after == before)
    try await firm.report(
      first.id, [(.depart, Firm.zone.clock(start - 600)), (.arrive, Firm.zone.clock(start + 60))])
    try await tick(Firm.zone.clock(start + 600))
    #expect(try moments(first.id) == [.dayStart, .hourAhead, .working])
    try await firm.report(first.id, [(.finish, Firm.zone.clock(start + 3000))])
    try await tick(Firm.zone.clock(start + 3060))
    let second = try #require(try firm.visits().values.first { $0.technician == "t1" && $0.position == 1 })
    #expect(try moments(second.id).contains(.next))
    #expect(
      before.allSatisfy { prediction in
        prediction.quantiles.map(\.probability) == StatedPrediction.probabilities && prediction.chanceLate != nil
      })
  }
}
