import PunctualModel
import PunctualWire
import Testing

@testable import PunctualService

@Suite("Explaining an appointment")
struct ExplainTests {
  private let expert = [SkillNeed("heating", level: 3)]

  /// Two appointments that only Anna can do, at the same time: one is left out.
  private func contested() -> [Appointment] {
    [
      Firm.work("a1", at: 1, 120, "09:00", "10:00", needs: expert, promised: true),
      Firm.work("a2", at: 2, 120, "09:00", "10:00", needs: expert),
    ]
  }

  private func explain(_ firm: Firm, _ id: String, at time: String = "06:30") async throws -> Explanation {
    try await firm.at(time).perform(ExplainAppointment.self, RecordName(id))
  }

  @Test("what is placed is explained by who has it, when, and who else could")
  func placed() async throws {
    let firm = try Firm()
    try await firm.plan()
    let found = try await explain(firm, "a1")
    let visit = try #require(try firm.visit("a1"))
    #expect(found.technician == visit.technician)
    #expect(found.planned == visit.planned)
    #expect(found.date == Firm.monday)
    #expect(found.remedies.isEmpty)
    #expect(Set(found.technicians.map(\.technician)) == ["t1", "t2", "t3", "t4"])
    #expect(found.technicians.first { $0.technician == "t4" }?.reason == .skill)
    let able = found.technicians.filter { $0.reason == nil }
    #expect(able.contains { $0.technician == visit.technician })
    #expect(able.compactMap(\.addedSeconds) == able.compactMap(\.addedSeconds).sorted())
    #expect(found.history.map(\.kind).contains(.scheduled))
  }

  @Test("what is left out is explained by a reason for each technician")
  func leftOut() async throws {
    let firm = try Firm(contested())
    try await firm.plan()
    let found = try await explain(firm, "a2")
    #expect(found.technician == nil && found.planned == nil)
    #expect(found.technicians.first { $0.technician == "t1" }?.reason == .full)
    #expect(found.technicians.filter { $0.reason == .skill }.map(\.technician).sorted() == ["t2", "t3", "t4"])
    #expect(!found.remedies.isEmpty)
  }

  @Test("a longer window that is proposed places it")
  func longerWindow() async throws {
    let firm = try Firm(contested())
    try await firm.plan()
    let remedies = try await explain(firm, "a2").remedies
    let remedy = try #require(remedies.first { $0.hasPrefix("if the window") })
    let minutes = try #require(remedy.split(separator: " ").compactMap { Int($0) }.first)
    let (from, to) = remedy.contains("earlier") ? (-minutes, 0) : (0, minutes)
    try await firm.edit(
      Appointment.self, "a2",
      [
        "windows": [
          [
            .string(RFC3339.text(Firm.time("09:00") + from * 60, Firm.zone)),
            .string(RFC3339.text(Firm.time("10:00") + to * 60, Firm.zone)),
          ]
        ]
      ])
    #expect(try await firm.plan().unplaced.isEmpty)
    #expect(try firm.visit("a2") != nil)
  }

  @Test("for what was promised, another promise is proposed, and places it")
  func longerPromise() async throws {
    var promised = contested()
    promised[1].promise = promised[0].promise
    promised[1].stage = .booked
    promised[0].priority = 100
    let firm = try Firm(promised)
    try await firm.plan()
    let remedies = try await explain(firm, "a2").remedies
    let remedy = try #require(remedies.first { $0.hasPrefix("if the promise") })
    let minutes = try #require(remedy.split(separator: " ").compactMap { Int($0) }.first)
    let (from, to) = remedy.contains("earlier") ? (-minutes, 0) : (0, minutes)
    let window: JSON = [
      .string(RFC3339.text(Firm.time("09:00") + from * 60, Firm.zone)),
      .string(RFC3339.text(Firm.time("10:00") + to * 60, Firm.zone)),
    ]
    try await firm.edit(Appointment.self, "a2", ["promise": ["window": window]])
    #expect(try await firm.plan().unplaced.isEmpty)
  }

  @Test("a lower level of a skill that is proposed places it")
  func lowerLevel() async throws {
    let firm = try Firm(contested())
    try await firm.plan()
    let remedies = try await explain(firm, "a2").remedies
    #expect(remedies.contains("if heating at level 2 were enough, instead of 3"))
    try await firm.edit(Appointment.self, "a2", ["skills": [["name": "heating", "level": 2]]])
    #expect(try await firm.plan().unplaced.isEmpty)
  }

  @Test("a longer shift that is proposed places it")
  func longerShift() async throws {
    let anna = Firm.technician("t1", "Anna Hasler", ["heating": 3], to: 16 * 60)
    let firm = try Firm([Firm.work("a1", at: 1, 60, "15:30", "15:45")], team: [anna])
    try await firm.plan()
    let remedies = try await explain(firm, "a1").remedies
    let remedy = try #require(remedies.first { $0.hasPrefix("if Anna Hasler's shift ended at") })
    let end = try #require(remedy.split { $0 == " " || $0 == "," }.compactMap { LocalTime(String($0)) }.first)
    try await firm.edit(Technician.self, "t1", ["shifts": ["monday": ["end": .string(end.description)]]])
    #expect(try await firm.plan().unplaced.isEmpty)
  }

  @Test("another visit's move that is proposed makes room")
  func move() async throws {
    let anna = Firm.technician("t1", "Anna Hasler", ["heating": 3], maxVisits: 1)
    let ben = Firm.technician("t2", "Ben Frick", ["heating": 1], town: 1, maxVisits: 1)
    let firm = try Firm(
      [
        Firm.work("a1", at: 1, 60, "08:00", "16:00", promised: true),
        Firm.work("a2", at: 2, 60, "08:00", "16:00", needs: [SkillNeed("heating", level: 3)]),
      ], team: [anna, ben])
    try firm.setPlan(["t1": [("a1", "09:00", "10:00")]])
    let remedies = try await explain(firm, "a2").remedies
    #expect(remedies.first?.hasPrefix("if a1 (Customer 1) went to Ben Frick instead of Anna Hasler") == true)
    #expect(remedies.contains { $0.hasPrefix("if Anna Hasler could make 1 visit more") })
  }

  @Test("another day that is proposed places it then")
  func anotherDay() async throws {
    var appointment = contested()[1]
    let tuesday = Firm.monday.adding(days: 1)
    appointment.windows.append(
      TimeWindow(start: Firm.time("09:00", on: tuesday), end: Firm.time("10:00", on: tuesday)))
    let firm = try Firm([contested()[0], appointment])
    try await firm.plan()
    let remedies = try await explain(firm, "a2").remedies
    #expect(remedies.contains("its window on 2026-11-24: it can be planned then"))
    try await firm.plan(for: tuesday)
    #expect(try firm.visit("a2")?.date == tuesday)
  }

  @Test("nothing is proposed that does not help: a skill that nobody has at any level is dropped or nothing is")
  func noFalseRemedy() async throws {
    let firm = try Firm([Firm.work("a1", at: 1, needs: [SkillNeed("lift", level: 9)])])
    try await firm.plan()
    let remedies = try await explain(firm, "a1").remedies
    #expect(remedies.count == 2)
    #expect(remedies.first?.contains("had lift at level 9") == true, "\(remedies)")
    #expect(remedies.last == "if lift at level 3 were enough, instead of 9")
    try await firm.edit(Appointment.self, "a1", ["skills": [["name": "lift", "level": 3]]])
    #expect(try await firm.plan().unplaced.isEmpty)
  }

  @Test("a window on a day when nobody who could works is not proposed")
  func dayOff() async throws {
    var appointment = contested()[1]
    let saturday = Firm.monday.adding(days: 5)
    appointment.windows.append(
      TimeWindow(start: Firm.time("09:00", on: saturday), end: Firm.time("10:00", on: saturday)))
    let firm = try Firm([contested()[0], appointment])
    try await firm.plan()
    let remedies = try await explain(firm, "a2").remedies
    #expect(!remedies.contains { $0.contains("2026-11-28") })
  }

  @Test("what could simply be planned again says so, and is right")
  func planAgain() async throws {
    let firm = try Firm([])
    try await firm.plan()
    _ = try await firm.at("06:10").perform(AddRecord<Appointment>.self, Firm.work("a1", at: 1))
    #expect(try await explain(firm, "a1").remedies == ["it fits as things stand: plan the day again"])
    try await firm.plan()
    #expect(try firm.visit("a1") != nil)
  }

  @Test("an unknown appointment is not found")
  func unknown() async throws {
    let firm = try Firm([])
    #expect(await faults { _ = try await explain(firm, "a1") }.map(\.code) == [.notFound])
  }
}
