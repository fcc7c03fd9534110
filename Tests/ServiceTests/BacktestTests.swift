import PunctualModel
import PunctualWire
import Testing

@testable import PunctualService

@Suite("Backtest")
struct BacktestTests {
  /// Three weeks of two technicians with three visits a day as planned; on the last day t1's first visit runs over by
  /// two hours, and t3's is on time.
  private func records(overrun: Int = 120) -> [VisitRecord] {
    (1...21).reversed().flatMap { back -> [VisitRecord] in
      let date = Firm.monday.adding(days: -back)
      return ["t1", "t3"].flatMap { technician -> [VisitRecord] in
        var delay = 0
        return ["08:00", "10:00", "14:30"].enumerated().map { place, time in
          let planned = Firm.time(time, on: date)
          let wobble = (back * 7 + place * 3) % 9 * 60
          let start = planned + delay
          let over = back == 1 && technician == "t1" && place == 0 ? overrun * 60 : 0
          let finish = start + 5400 + wobble + over
          delay = place < 2 ? max(0, finish + 900 - Firm.time(["10:00", "14:30"][place], on: date)) : 0
          return VisitRecord(
            id: "\(technician)-\(back)-\(place)", technician: technician, type: "boiler-service", area: "south",
            promised: TimeWindow(start: planned - 1800, end: planned + 1800),
            planned: VisitTimes(depart: planned - 900, arrive: planned, start: planned, finish: planned + 5400),
            actual: VisitTimes(depart: start - 900, arrive: start, start: start, finish: finish))
        }
      }
    }
  }

  private func run(_ request: BacktestRequest, _ records: [VisitRecord]? = nil) throws -> BacktestReport {
    try BacktestReport.replay(records ?? self.records(), request, zone: Firm.zone)
  }

  private let sunday = Firm.monday.adding(days: -1)

  @Test("a visit that comes late because the one before ran over is told in time; the others are left in peace")
  func told() throws {
    let report = try run(BacktestRequest(from: sunday.adding(days: -2), to: sunday))
    #expect(report.days.map(\.date) == [sunday.adding(days: -2), sunday.adding(days: -1), sunday])
    let quiet = report.days[0].figures
    #expect(quiet.visits == 6 && quiet.late == 0 && quiet.alarms == 0 && quiet.told == 0)
    #expect(quiet.messages == ["on-my-way": 6])
    let day = report.days[2].figures
    #expect(day.late == 1 && day.told == 1 && day.toldInTime == 1)
    #expect(day.alarms >= 1 && day.falseAlarms == day.alarms - 1)
    #expect(try #require(day.leadMinutes) >= 30)
    #expect(report.total.visits == 18 && report.total.late == 1)
    #expect(abs(report.total.messagesPerVisit - Double(report.total.messages.values.reduce(0, +)) / 18) < 1e-12)
    let strict = try run(BacktestRequest(from: sunday, to: sunday, aheadMinutes: 480))
    #expect(strict.total.told == 1 && strict.total.toldInTime == 0)
  }

  @Test("one visit is told look by look, with what had happened by then and no more")
  func story() throws {
    let report = try run(BacktestRequest(visit: "t1-1-1"))
    #expect(report.from == sunday && report.to == sunday)
    let story = try #require(report.story)
    let start = try #require(story.visit.actual.start)
    let looks = story.looks
    #expect(looks.map(\.at) == looks.map(\.at).sorted())
    #expect(looks.allSatisfy { $0.at < start && $0.low <= $0.median && $0.median <= $0.high })
    #expect(looks.first?.chanceLate ?? 1 < 0.2)
    #expect(looks.last?.chanceLate ?? 0 > 0.9)
    #expect(looks.contains { $0.happened?.contains("began t1-1-0") == true })
    #expect(looks.flatMap(\.said).contains { $0.hasPrefix("running-late: P(late)") })
    #expect(looks.compactMap(\.cause).contains { $0.contains("t1-1-0") })

    // An overrun that is not over yet is not known.
    let longer = try #require(try run(BacktestRequest(visit: "t1-1-1"), records(overrun: 150)).story)
    let known = Firm.time("11:00", on: sunday)
    func before(_ story: BacktestStory) -> [Double] { story.looks.filter { $0.at <= known }.map(\.chanceLate) }
    #expect(before(story) == before(longer) && before(story).count > 3)
  }

  @Test("the same past gives the same bytes")
  func deterministic() throws {
    let request = BacktestRequest(from: sunday.adding(days: -1), to: sunday, visit: "t1-1-2")
    let context = WireContext(zone: Firm.zone)
    let texts = try (0..<2).map { _ in Form.write(try run(request), context: context).text() }
    #expect(texts[0] == texts[1])
    let document = try JSONDocument.parse(Array(texts[0].utf8))
    let read = try Form.read(BacktestReport.self, from: document.root, context: context)
    #expect(read.days.count == 2 && read.story?.visit.id == "t1-1-2")
  }

  @Test("the workspace's own past is gone through by its own rules; what is not there is refused in words")
  func workspace() async throws {
    let firm = try Firm(history: records())
    let report = try await firm.at("06:00").perform(
      ShowBacktest.self, BacktestRequest(from: sunday, to: sunday))
    #expect(report.total.late == 1 && report.days.first?.learnedFrom == 120)
    let unknown = await faults {
      _ = try await firm.at("06:00").perform(
        ShowBacktest.self, BacktestRequest(from: sunday, to: sunday, visit: "nobody"))
    }
    #expect(unknown.map(\.path) == ["/visit"])
    let empty = await faults {
      _ = try await Firm().at("06:00").perform(ShowBacktest.self, BacktestRequest())
    }
    #expect(empty.map(\.code) == [.notFound])
    let first = await faults {
      _ = try await firm.at("06:00").perform(
        ShowBacktest.self, BacktestRequest(from: Firm.monday.adding(days: -21), to: Firm.monday.adding(days: -21)))
    }
    #expect(first.map(\.path) == ["/from"], "nothing was known before the first day")
  }
}
