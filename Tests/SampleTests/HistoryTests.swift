import PunctualModel
import Testing

@testable import PunctualSample

@Suite("The year of past visits")
struct HistoryTests {
  @Test("about 15,000 visits on working days from 2025-11-24 to 2026-11-20")
  func extent() throws {
    #expect((14_000...16_000).contains(firm.history.count))
    let dates = firm.history.compactMap { $0.planned.start.map { SampleFirm.zone.local($0).date } }
    #expect(dates.first?.description == "2025-11-24" && dates.last?.description == "2026-11-20")
    #expect(dates == dates.sorted())
    let days = Set(dates)
    #expect(days.allSatisfy { $0.weekday != .saturday && $0.weekday != .sunday && !History.holidays.contains($0) })
    #expect(days.count > 240)
  }

  @Test("no clock runs backwards, nobody starts before the promise, and no two visits of a technician overlap")
  func sanity() throws {
    var lastPlanned: [String: Instant] = [:]
    var lastActual: [String: Instant] = [:]
    for record in firm.history {
      let planned = try stamps(record.planned)
      let actual = try stamps(record.actual)
      let promised = try #require(record.promised)
      #expect(planned == planned.sorted() && actual == actual.sorted())
      #expect(promised.contains(planned[2]))
      #expect(actual[2] >= promised.start)
      #expect(actual[2] == max(actual[1], promised.start))
      #expect(actual[3] - actual[2] >= 300 && actual[3] - actual[2] <= (planned[3] - planned[2]) * 7 / 2 + 1)
      if let before = lastPlanned[record.technician] { #expect(planned[0] >= before) }
      if let before = lastActual[record.technician] { #expect(actual[0] >= before) }
      lastPlanned[record.technician] = planned[3]
      lastActual[record.technician] = actual[3]
    }
  }

  @Test("a realistic share is late, and narrow promises more often than wide ones")
  func lateness() throws {
    var late: [Int: (late: Int, all: Int)] = [:]
    for record in firm.history {
      let promised = try #require(record.promised)
      let start = try #require(record.actual.start)
      late[promised.seconds, default: (0, 0)].all += 1
      if start > promised.end { late[promised.seconds, default: (0, 0)].late += 1 }
    }
    let all = late.values.reduce((0, 0)) { ($0.0 + $1.late, $0.1 + $1.all) }
    #expect((0.1...0.2).contains(Double(all.0) / Double(all.1)))
    let shares = try [3600, 7200, 14_400].map { width in
      let share = try #require(late[width])
      return Double(share.late) / Double(share.all)
    }
    #expect(shares == shares.sorted(by: >))
  }

  @Test("durations have each type's own middle and spread, once the technicians' tendencies are taken out")
  func durations() throws {
    for type in WorkType.usual {
      let ratios = try firm.history.filter { $0.type == type.id }.map { record in
        let own = Reality.tendency(record.technician) * Reality.tendency(record.technician, type: type.id)
        return try ratio(record, from: 2) / own
      }.sorted()
      try #require(ratios.count > 100, "\(type.id)")
      let median = ratios[ratios.count / 2] / (type.isRepair ? 1.055 : 1)
      #expect(abs(median - type.reality.median) < 0.06, "\(type.id): \(median)")
    }
    func spread(_ id: String) throws -> Double {
      let ratios = try firm.history.filter { $0.type == id }.map { try ratio($0, from: 2) }.sorted()
      return ratios[ratios.count * 9 / 10] / ratios[ratios.count / 10]
    }
    #expect(try spread("boiler-repair") > spread("lift-inspection") + 0.5)
  }

  @Test("travel takes longer in the morning's peak and up the mountain")
  func travel() throws {
    func median(_ belongs: (VisitRecord) -> Bool) throws -> Double {
      let ratios = try firm.history.filter(belongs).map { try ratio($0, from: 0) }.sorted()
      try #require(ratios.count > 100)
      return ratios[ratios.count / 2]
    }
    func hour(_ record: VisitRecord) -> Int {
      record.actual.depart.map { SampleFirm.zone.local($0).secondOfDay / 3600 } ?? 0
    }
    #expect(try median { hour($0) == 7 } > median { hour($0) == 10 } + 0.15)
    #expect(try median { $0.area == "Triesenberg" } > median { $0.area == "Balzers" } + 0.12)
  }

  @Test("repairs are more frequent in winter")
  func season() {
    func share(_ months: Set<Int>) -> Double {
      let records = firm.history.filter { record in
        record.planned.start.map { months.contains(SampleFirm.zone.local($0).date.month) } ?? false
      }
      return Double(records.count { $0.type?.hasSuffix("-repair") == true }) / Double(records.count)
    }
    #expect(share([12, 1, 2]) > share([6, 7, 8]) * 1.2)
  }

  private func stamps(_ times: VisitTimes) throws -> [Instant] {
    try [
      #require(times.depart), #require(times.arrive), #require(times.start), #require(times.finish),
    ]
  }

  /// Actual over planned seconds between two stamps: 0 for the travel, 2 for the work.
  private func ratio(_ record: VisitRecord, from place: Int) throws -> Double {
    let planned = try stamps(record.planned)
    let actual = try stamps(record.actual)
    return Double(actual[place + 1] - actual[place]) / Double(max(1, planned[place + 1] - planned[place]))
  }
}
