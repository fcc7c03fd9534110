import PunctualModel
import PunctualStore
import PunctualWire
import Testing

@testable import PunctualService

@Suite("Reports, learning, erasure and health")
struct FigureTests {
  private let friday = Firm.monday.adding(days: -3)

  private func past(
    _ id: String, _ type: String, area: String, on date: LocalDate, promised: (String, String)?, start: String
  ) -> VisitRecord {
    let begin = Firm.time(start, on: date)
    let times = VisitTimes(depart: begin - 900, arrive: begin, start: begin, finish: begin + 3600)
    return VisitRecord(
      id: id, technician: "t1", type: type, area: area, site: "s1",
      promised: promised.map { TimeWindow(start: Firm.time($0.0, on: date), end: Firm.time($0.1, on: date)) },
      planned: times, actual: times)
  }

  @Test("a report counts visits, promises kept and seconds late of its period, by type and area")
  func history() async throws {
    let thursday = friday.adding(days: -1)
    let firm = try Firm(
      [],
      history: [
        past("h1", "boiler", area: "north", on: friday, promised: ("09:00", "10:00"), start: "09:30"),
        past("h2", "boiler", area: "south", on: friday, promised: ("09:00", "10:00"), start: "10:00"),
        past("h3", "lift", area: "south", on: friday, promised: ("09:00", "10:00"), start: "10:20"),
        past("h4", "lift", area: "south", on: friday, promised: nil, start: "13:00"),
        past("h5", "lift", area: "north", on: thursday, promised: ("09:00", "10:00"), start: "11:00"),
        past("h6", "lift", area: "north", on: Firm.monday, promised: ("06:00", "06:10"), start: "06:30"),
      ])
    let report = try await firm.at("08:00").perform(ShowReport.self, Period(from: friday, to: friday))
    #expect(report.total.visits == 4 && report.total.promised == 3 && report.total.kept == 2)
    // Imported past says nothing of what customers were told.
    #expect(report.total.ownVisits == 0 && report.total.toldShare == nil && report.total.messagesPerVisit == nil)
    #expect(report.total.lateSeconds == 20 * 60)
    #expect(report.byType["boiler"]?.kept == 2)
    #expect(report.byType["lift"]?.promised == 1 && report.byType["lift"]?.kept == 0)
    #expect(report.byArea["south"]?.visits == 3)
    #expect(report.byTier.isEmpty)
    let week = try await firm.at("08:00").perform(ShowReport.self, Period(from: nil, to: nil))
    #expect(week.total.visits == 6)
    #expect(week.from == Firm.monday.adding(days: -27) && week.to == Firm.monday)
    let none = try await firm.at("08:00").perform(
      ShowReport.self, Period(from: friday.adding(days: -9), to: friday.adding(days: -8)))
    #expect(none.total.visits == 0)
  }

  @Test("a report counts the day's own visits with their tiers, what was told in time, and promises that moves saved")
  func ownVisits() async throws {
    let firm = try Firm([
      Firm.work("a1", at: 1, 30, "08:00", "09:00", promised: true),
      Firm.work("a3", at: 3, 30, "09:00", "10:00", promised: true),
      Firm.work("a4", at: 4, 30, "10:00", "10:30", promised: true),
    ])
    try firm.setPlan([
      "t1": [("a1", "08:30", "09:00"), ("a3", "09:30", "10:00"), ("a4", "10:15", "10:45")]
    ])
    try await firm.report("a1", [(.depart, "08:00"), (.arrive, "08:30"), (.finish, "09:40")])
    _ = try await firm.at("09:50").perform(Tick.self, TickRequest(recover: false, deliver: true))
    let warned = Set(try firm.notifications([.runningLate]).filter { $0.state == .sent }.map(\.appointment))
    try await firm.report("a3", [(.depart, "09:55"), (.arrive, "10:10"), (.finish, "10:40")])
    try await firm.report("a4", [(.depart, "10:40"), (.arrive, "11:00")])
    let report = try await firm.at("11:05").perform(ShowReport.self, Period(from: Firm.monday, to: Firm.monday))
    #expect(report.total.visits == 3 && report.total.kept == 1)
    #expect(report.total.ownVisits == 3 && report.total.ownPromised == 3 && report.total.ownKept == 1)
    #expect(report.total.lateSeconds == (10 + 30) * 60)
    #expect(report.byTier["standard"]?.visits == 2)
    #expect(report.byTier["gold"]?.visits == 1 && report.byTier["gold"]?.kept == 0)
    #expect(!warned.isEmpty)
    #expect(report.toldBeforeLate == warned.count)
    #expect(report.notifications["running-late"] == warned.count)
    #expect(report.promisesSaved == 0)
  }

  @Test("a warning that never left does not count as told")
  func unsentWarning() async throws {
    let firm = try Firm([Firm.work("a1", at: 1, 30, "08:00", "09:00", promised: true)])
    try firm.setPlan(["t1": [("a1", "08:30", "09:00")]])
    _ = try await firm.at("08:50").perform(SetChannel.self, ChannelForm(#"command:["/bin/sh","-c","exit 1"]"#))
    _ = try await firm.at("08:58").perform(Tick.self, TickRequest(recover: false))
    #expect(try firm.notifications([.runningLate]).map(\.state) == [.dead])
    try await firm.report("a1", [(.depart, "09:10"), (.arrive, "09:30")])
    let report = try await firm.at("09:31").perform(ShowReport.self, Period(from: Firm.monday, to: Firm.monday))
    #expect(report.total.lateSeconds == 30 * 60)
    #expect(report.toldBeforeLate == 0)
  }

  @Test("learning without past visits is refused with what to do")
  func nothingToLearn() async throws {
    let firm = try Firm()
    let found = await faults { _ = try await firm.at("06:00").perform(LearnFromHistory.self, Nothing()) }
    #expect(found.map(\.code) == [.notFound])
    #expect(found.first?.hint?.contains("import") == true)
  }

  @Test("what is learned is what predictions are then based on")
  func learn() async throws {
    let firm = try Firm(Firm.usual, history: History.records(240, overrun: 25))
    try await firm.plan()
    func prediction() async throws -> VisitPrediction {
      let day = try await firm.at("07:00").perform(PredictPlan.self, DayName(nil))
      return try #require(day.visits.first { $0.id == "a1" })
    }
    let before = try await prediction()
    #expect(before.basedOn.level == "prior")
    let report = try await firm.at("07:00").perform(LearnFromHistory.self, Nothing())
    #expect(report.used == 240 && report.setAside == 0)
    let after = try await prediction()
    #expect(after.basedOn.level != "prior" && after.basedOn.samples > 0)
    // Half an hour over is usual here.
    #expect(after.finish.mean - after.start.mean > before.finish.mean - before.start.mean + 600)
  }

  @Test("forgetting a customer erases who it was; figures, plan and health stay")
  func forget() async throws {
    let firm = try Firm()
    try await firm.plan(at: "15:00", on: friday, for: Firm.monday)
    #expect(try firm.notifications().contains { $0.customer == "c6" })
    let report = try await firm.at("06:00").perform(ForgetCustomer.self, RecordName("c6"))
    #expect(report.contacts == 1 && report.sites == 1 && report.notifications == 1)
    #expect(report.openAppointments == ["a6"], "somebody would go there, and nobody knows where")
    #expect(!(try firm.everything()).contains("Customer 6"))
    #expect(!(try firm.everything()).contains("Dorfstrasse 1, Mauren"))
    #expect(try firm.visit("a6") != nil)
    #expect(
      try firm.notifications().filter { $0.customer == "c6" }.allSatisfy { $0.body.isEmpty && $0.state == .dropped })
    #expect(try await firm.at("06:00").perform(CheckHealth.self, Nothing()).ok)
    #expect(try await firm.plan().changes.isEmpty)
    let unknown = await faults { _ = try await firm.at("06:00").perform(ForgetCustomer.self, RecordName("c99")) }
    #expect(unknown.map(\.code) == [.notFound])
  }

  @Test("a workspace that was worked with is healthy, and its counts are right")
  func doctor() async throws {
    let firm = try Firm(Firm.usual, history: History.records(12))
    try await firm.plan()
    _ = try await firm.at("09:00").perform(Tick.self, TickRequest())
    let report = try await firm.at("09:00").perform(CheckHealth.self, Nothing())
    #expect(report.ok)
    #expect(report.checks.allSatisfy { $0.ok && $0.mend == nil && !$0.detail.isEmpty })
    #expect(report.counts["technicians"] == 4 && report.counts["customers"] == 9)
    #expect(report.counts["appointments"] == 8 && report.counts["past_visits"] == 12)
    #expect(report.counts["events"] == (try firm.events().count))
  }

  @Test("a forecast learned by earlier rules is told of by plan and doctor; one that cannot be read is a finding")
  func outdatedForecast() async throws {
    let firm = try Firm(Firm.usual, history: History.records(12))
    func advice() async throws -> String? {
      let request = PlanRequest(date: Firm.monday, exploration: 1)
      return try await firm.at("06:00").perform(MakePlan.self, request).advice
    }
    _ = try await firm.at("05:00").perform(LearnFromHistory.self, Nothing())
    #expect(try await advice() == nil)
    let stored = try #require(try firm.store.read { try $0.forecastModel() })
    func keep(_ bytes: [UInt8]) throws {
      try firm.store.write { try $0.saveForecastModel(bytes, learnedAt: stored.learnedAt, visits: stored.visits) }
    }
    let now = String(decoding: stored.bytes, as: UTF8.self)
    let before = now.replacingOccurrences(of: #""rules":\d+,"#, with: "", options: .regularExpression)
    #expect(before != now)
    try keep(Array(before.utf8))
    #expect(try await advice()?.contains("punctual learn") == true)
    let told = try await firm.at("06:00").perform(CheckHealth.self, Nothing())
    #expect(told.ok && told.checks.contains { $0.name == "forecast" && $0.detail.contains("punctual learn") })
    try keep(Array("{}".utf8))
    let unread = try await firm.at("06:00").perform(CheckHealth.self, Nothing())
    #expect(!unread.ok && unread.checks.first { $0.name == "forecast" }?.mend?.contains("punctual learn") == true)
    _ = try await firm.at("06:00").perform(LearnFromHistory.self, Nothing())
    #expect(try await advice() == nil)
  }

  @Test("a backup is a workspace of its own, as it was")
  func backup() async throws {
    let firm = try Firm()
    try await firm.plan()
    let path = firm.folder.appendingPathComponent("copy.sqlite").path
    _ = try await firm.at("09:00").perform(BackUp.self, FileName(path))
    let copy = try Store.open(at: path)
    #expect(try copy.read { try $0.visits(on: Firm.monday) } == firm.store.read { try $0.visits(on: Firm.monday) })
  }
}
