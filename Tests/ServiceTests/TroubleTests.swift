import Foundation
import PunctualModel
import PunctualStore
import PunctualWire
import Testing

@testable import PunctualService

@Suite("Recurring trouble")
struct TroubleTests {
  /// Half a year of visits: four technicians, three kinds of work, 24 sites; about every tenth is late, whoever and wherever it is.
  private func visits(
    _ days: Int = 180, late isLate: (Int, String, String, String) -> Bool = { _, _, _, _ in false }
  ) -> [VisitRecord] {
    var records: [VisitRecord] = []
    // SplitMix64: what is drawn for one thing tells nothing of another.
    func draw(_ number: Int, _ salt: Int) -> Int {
      var word = UInt64(number * 8 + salt + 1) &* 0x9E37_79B9_7F4A_7C15
      word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
      word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((word ^ (word >> 31)) >> 33)
    }
    for day in 1...days {
      let date = Firm.monday.adding(days: -day)
      for slot in 0..<6 {
        let number = records.count
        let technician = "t\(draw(number, 1) % 4 + 1)"
        let type = ["service", "repair", "check"][draw(number, 2) % 3]
        let site = "x\(draw(number, 3) % 24)"
        let start = Firm.time("08:00", on: date) + slot * 5400
        let late = draw(number, 4) % 10 == 3 || isLate(day, technician, type, site)
        let arrive = late ? start + 2400 : start
        records.append(
          VisitRecord(
            id: "h\(number)", technician: technician, type: type, area: "north", site: site,
            promised: TimeWindow(start: start - 1800, end: start + 1800),
            planned: VisitTimes(depart: start - 600, arrive: start, start: start, finish: start + 3600),
            actual: VisitTimes(depart: arrive - 600, arrive: arrive, start: arrive, finish: arrive + 3600)))
      }
    }
    return records
  }

  private func report(_ history: [VisitRecord]) async throws -> TroubleReport {
    let firm = try Firm([], history: history)
    return try await firm.at("08:00").perform(ShowTrouble.self, Period(from: nil, to: nil))
  }

  @Test("where everything is late alike, nothing stands out for being late")
  func nothing() async throws {
    let report = try await report(visits())
    #expect(report.visits == 1080 && (80...140).contains(report.counts["late"] ?? 0))
    #expect(report.tested > 30)
    #expect(!report.items.contains { $0.kind == .late })
  }

  @Test("a technician who is late at one kind of work is found, and neither the work nor the technician's other work")
  func pairing() async throws {
    let report = try await report(
      visits { day, technician, type, _ in
        technician == "t2" && type == "repair" && day % 2 == 0
      })
    let late = report.items.filter { $0.kind == .late }
    let first = try #require(late.first)
    #expect(first.subject == .pairing && first.name == "t2" && first.type == "repair")
    #expect(first.label == "Ben Frick at repair")
    #expect(first.ratio > 2 && first.chance < 0.001 && Double(first.count) > first.expected)
    #expect(!late.contains { $0.subject == .pairing && ($0.name, $0.type) != ("t2", "repair") })
    #expect(first.examples.count == 5)
  }

  @Test("a site that becomes bad is found with a rising trend; one that was bad is falling")
  func site() async throws {
    let lately = try await report(visits { day, _, _, site in site == "x5" && day < 40 })
    let rising = try #require(lately.items.first { $0.subject == .site && $0.kind == .late })
    #expect(rising.name == "x5" && rising.trend == .rising)
    let once = try await report(visits { day, _, _, site in site == "x5" && day > 140 })
    #expect(once.items.first { $0.subject == .site && $0.kind == .late }?.trend == .falling)
  }

  @Test("parts and fault codes are read off attributes and notes")
  func parts() {
    #expect(PartNames.mentioned(in: "Error code E-117 on the display; valve BQR40, call 0041.") == ["E-117", "BQR40"])
    #expect(PartNames.mentioned(in: "e-117, ABCDE1, E-1, Nr. 12").isEmpty)
    #expect(PartNames.of(["part": .text("pump, fan  belt"), "floors": .number(3)]) == ["pump", "fan belt"])
  }

  @Test("the tail of the Poisson distribution is that of the tables")
  func poisson() {
    #expect(abs(Chance.poisson(atLeast: 3, mean: 1) - 0.080301397) < 1e-8)
    #expect(abs(Chance.poisson(atLeast: 10, mean: 2.5) - 0.000277) < 1e-6)
    #expect(Chance.poisson(atLeast: 0, mean: 4) == 1 && Chance.poisson(atLeast: 1, mean: 0) == 0)
    #expect(abs(Chance.poisson(atLeast: 1, mean: 300) - 1) < 1e-9)
  }

  @Test("the tail of the binomial distribution is that of the tables")
  func binomial() {
    #expect(abs(Chance.binomial(atLeast: 8, of: 10, 0.5) - 56.0 / 1024) < 1e-9)
    #expect(Chance.binomial(atLeast: 0, of: 5, 0.3) == 1 && Chance.binomial(atLeast: 2, of: 5, 0) == 0)
    #expect(Chance.binomial(atLeast: 5, of: 5, 1) == 1)
  }
}
