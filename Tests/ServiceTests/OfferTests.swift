import PunctualModel
import PunctualStore
import PunctualWire
import Testing

@testable import PunctualService

@Suite("Offering and booking")
struct OfferTests {
  private let tuesday = Firm.monday.adding(days: 1)

  private func window(_ from: String, _ to: String, on date: LocalDate = Firm.monday) -> TimeWindow {
    TimeWindow(start: Firm.time(from, on: date), end: Firm.time(to, on: date))
  }

  /// A request for work on a day; only t1 has heating at level 3.
  private func booking(
    _ window: TimeWindow, customer: String = "c1", minutes: Int = 60, level: Int = 1
  ) -> BookRequest {
    BookRequest(
      customer: customer, type: "repair", durationMinutes: minutes, skills: [SkillNeed("heating", level: level)],
      window: window)
  }

  @Test("an offer names windows to come that are kept with at least the tier's chance", arguments: ["c1", "c3"])
  func offer(customer: String) async throws {
    let firm = try Firm()
    try await firm.plan()
    let request = OfferRequest(
      customer: customer, type: "repair", durationMinutes: 60, skills: [SkillNeed("heating")], days: 2, limit: 20)
    let before = try firm.everything()
    let offer = try await firm.at("08:30").perform(MakeOffer.self, request)
    #expect(!offer.slots.isEmpty)
    #expect(offer.tier == (customer == "c3" ? "gold" : "standard"))
    #expect(offer.leastChance == (customer == "c3" ? 0.9 : 0.85))
    for slot in offer.slots {
      #expect(slot.chance >= offer.leastChance && slot.chance <= 1)
      let whole = (customer == "c3" ? 120 : 240) * 60
      #expect((whole / 2...whole).contains(slot.window.seconds) && slot.window.seconds % 1800 == 0)
      #expect(slot.window.start > Firm.time("08:30"))
      #expect(slot.window.contains(slot.start))
      #expect(slot.addedSeconds >= 0)
      let technician = try #require(Firm.team.first { $0.id == slot.technician })
      #expect(technician.has(SkillNeed("heating")))
      #expect(technician.name == slot.technicianName)
    }
    #expect(try firm.everything() == before)
  }

  @Test("of windows that are sure enough the narrowest is offered, and booking it states the same chance")
  func narrowest() async throws {
    let firm = try Firm(history: History.records(400, overrun: 25))
    _ = try await firm.at("05:30").perform(LearnFromHistory.self, Nothing())
    try await firm.plan()
    var request = OfferRequest(
      customer: "c1", type: "boiler-service", durationMinutes: 60, skills: [SkillNeed("heating")], days: 1, limit: 20)
    let narrow = try await firm.at("06:30").perform(MakeOffer.self, request)
    #expect(narrow.slots.contains { $0.window.seconds < 240 * 60 })
    #expect(narrow.slots.allSatisfy { $0.chance >= narrow.leastChance })
    #expect(Set(narrow.slots.map(\.window)).count == narrow.slots.count)
    // Who asks for a width gets it, where it is sure enough.
    request.windowMinutes = 240
    let wide = try await firm.at("06:30").perform(MakeOffer.self, request)
    #expect(!wide.slots.isEmpty && wide.slots.allSatisfy { $0.window.seconds == 240 * 60 })
    for slot in narrow.slots {
      let workspace = firm.at("06:30")
      var wanted = booking(slot.window)
      wanted.type = "boiler-service"
      let booked = try await workspace.perform(BookSlot.self, wanted, dryRun: true)
      #expect(abs(booked.chance - slot.chance) < 0.1, "\(slot.window): \(slot.chance) offered, \(booked.chance) booked")
      #expect(booked.appointment.promise?.chance.map { abs($0 - booked.chance) < 1e-5 } == true)
    }
  }

  @Test("of a large firm whoever passes nearest is asked, and whoever alone can do it, however far off")
  func largeFirm() async throws {
    let far = (1...60).map { Firm.technician("t\($0)", "Technician \($0)", ["heating": $0 == 60 ? 3 : 1], town: 6) }
    let firm = try Firm([], team: far + [Firm.technician("t99", "Nele Nah", ["heating": 1], town: 0)])
    func technicians(level: Int) async throws -> Set<String> {
      let request = OfferRequest(
        customer: "c1", type: "repair", durationMinutes: 60, skills: [SkillNeed("heating", level: level)], days: 1)
      return Set(try await firm.at("06:00").perform(MakeOffer.self, request).slots.map(\.technician))
    }
    #expect(try await technicians(level: 1) == ["t99"])
    #expect(try await technicians(level: 3) == ["t60"])
  }

  @Test("where all who pass near are busy, somebody farther off is asked")
  func nearOnesAreBusy() async throws {
    let near = (1...60).map { Firm.technician("t\($0)", "Technician \($0)", ["heating": 1], to: 7 * 60 + 30) }
    let firm = try Firm([], team: near + [Firm.technician("t99", "Fern Weit", ["heating": 1], town: 6)])
    let request = OfferRequest(
      customer: "c1", type: "repair", durationMinutes: 60, skills: [SkillNeed("heating")], days: 1)
    let offer = try await firm.at("06:00").perform(MakeOffer.self, request)
    #expect(Set(offer.slots.map(\.technician)) == ["t99"])
  }

  @Test("an offer says whom it moves, and by how much: as booking then does")
  func moves() async throws {
    let anna = Firm.technician("t1", "Anna Hasler", ["heating": 3], to: 14 * 60)
    let firm = try Firm([Firm.work("a1", at: 1, 60, "08:00", "09:00", promised: true)], team: [anna])
    try firm.setPlan(["t1": [("a1", "08:00", "09:00")]])
    let offer = try await firm.at("06:00").perform(
      MakeOffer.self,
      OfferRequest(
        customer: "c1", type: "repair", durationMinutes: 30, skills: [SkillNeed("heating")], days: 1,
        windowMinutes: 30, limit: 20))
    let slot = try #require(offer.slots.first { !$0.moves.isEmpty })
    #expect(slot.moves.map(\.appointment) == ["a1"])
    #expect(slot.moves.map(\.from) == [Firm.time("08:00")])
    _ = try await firm.at("06:00").perform(BookSlot.self, booking(slot.window, minutes: 30))
    #expect(try firm.visit("a1")?.planned.start == slot.moves.first?.to)
  }

  @Test("every slot that is offered can be booked, with the chance that was stated")
  func offeredCanBeBooked() async throws {
    let firm = try Firm()
    try await firm.plan()
    let workspace = firm.at("07:00")
    let request = OfferRequest(
      customer: "c5", type: "repair", durationMinutes: 45, skills: [SkillNeed("heating")], days: 2, windowMinutes: 120,
      limit: 8)
    let offer = try await workspace.perform(MakeOffer.self, request)
    #expect(!offer.slots.isEmpty)
    for slot in offer.slots {
      let tried = try await workspace.perform(
        BookSlot.self, booking(slot.window, customer: "c5", minutes: 45), dryRun: true)
      #expect(abs(tried.chance - slot.chance) < 1e-9)
    }
    let booked = try await workspace.perform(BookSlot.self, booking(offer.slots[0].window, customer: "c5", minutes: 45))
    #expect(booked.technician == offer.slots[0].technician)
    #expect(booked.start == offer.slots[0].start)
  }

  @Test("nothing is offered where nobody has the time, and risky windows are counted, not offered")
  func nothing() async throws {
    let firm = try Firm([], team: [Firm.technician("t1", "Anna Hasler", ["heating": 3], to: 9 * 60)])
    let offer = try await firm.at("06:00").perform(
      MakeOffer.self,
      OfferRequest(
        customer: "c1", type: "repair", durationMinutes: 300, skills: [SkillNeed("heating")], days: 1,
        windowMinutes: 60))
    #expect(offer.slots.isEmpty)
  }

  @Test("an offer for an unknown customer or skill is refused with all that is missing")
  func unknown() async throws {
    let firm = try Firm([])
    let found = await faults {
      _ = try await firm.at("08:00").perform(
        MakeOffer.self,
        OfferRequest(customer: "c99", type: "repair", durationMinutes: 60, skills: [SkillNeed("magic")]))
    }
    #expect(found.map(\.code) == [.unknownReference, .unknownSkill])
  }

  @Test("booking on a planned day puts the visit on it: promised, scheduled, confirmed, and nobody's promise breaks")
  func plannedDay() async throws {
    let firm = try Firm()
    try await firm.plan()
    let booked = try await firm.at("08:10").perform(BookSlot.self, booking(window("13:00", "16:00")))
    let id = booked.appointment.id
    #expect(booked.appointment.promise?.window == window("13:00", "16:00"))
    let visit = try #require(try firm.visit(id))
    #expect(visit.technician == booked.technician && visit.planned.start == booked.start)
    #expect(try firm.appointment(id)?.stage == .scheduled)
    #expect(booked.notifications.map(\.kind) == [.confirmation])
    for visit in try firm.visits().values {
      let promise = try #require(try firm.appointment(visit.appointment)?.promise)
      #expect(promise.window.contains(try #require(visit.planned.start)))
    }
  }

  @Test("booking on a day that is not planned keeps room: booked, and planned later within its window")
  func unplannedDay() async throws {
    let firm = try Firm([])
    let booked = try await firm.at("08:10").perform(BookSlot.self, booking(window("09:00", "11:00", on: tuesday)))
    #expect(booked.technician == nil && booked.start == nil)
    #expect(try firm.appointment(booked.appointment.id)?.stage == .booked)
    #expect((0...1).contains(booked.chance))
    try await firm.plan(for: tuesday)
    let visit = try #require(try firm.visit(booked.appointment.id))
    #expect(window("09:00", "11:00", on: tuesday).contains(try #require(visit.planned.start)))
  }

  @Test("the same last free slot is booked once, on a planned day and on one that is not", arguments: [true, false])
  func slotTaken(planned: Bool) async throws {
    let firm = try Firm([])
    if planned { try await firm.plan(for: tuesday) }
    let last = booking(window("09:00", "10:00", on: tuesday), minutes: 120, level: 3)
    _ = try await firm.at("08:00").perform(BookSlot.self, last)
    let before = try firm.everything()
    let found = await faults { _ = try await firm.at("08:00").perform(BookSlot.self, last) }
    #expect(found.map(\.code) == [.slotTaken])
    #expect(try firm.everything() == before)
  }

  @Test("of many who book the last slot at the same time, one gets it")
  func race() async throws {
    let firm = try Firm([])
    try await firm.plan(for: tuesday)
    let last = booking(window("09:00", "10:00", on: tuesday), minutes: 120, level: 3)
    let outcomes = await withTaskGroup(of: [FaultCode].self) { group in
      for _ in 0..<5 {
        group.addTask {
          await faults { _ = try await firm.at("08:00").perform(BookSlot.self, last) }.map(\.code)
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.filter(\.isEmpty).count == 1)
    #expect(outcomes.filter { $0 == [.slotTaken] }.count == 4)
    #expect(try firm.visits(on: tuesday).count == 1)
  }

  @Test("a window that is over, an unknown customer and a taken id are refused")
  func refused() async throws {
    let firm = try Firm([Firm.work("a1", at: 1)])
    let over = await faults {
      _ = try await firm.at("12:00").perform(BookSlot.self, booking(window("09:00", "11:00")))
    }
    #expect(over.map(\.path) == ["/window"])
    let unknown = await faults {
      _ = try await firm.at("08:00").perform(BookSlot.self, booking(window("09:00", "11:00"), customer: "c77"))
    }
    #expect(unknown.map(\.code) == [.unknownReference])
    var same = booking(window("09:00", "11:00"))
    same.id = "a1"
    let taken = await faults { _ = try await firm.at("08:00").perform(BookSlot.self, same) }
    #expect(taken.map(\.code) == [.duplicateID])
  }

  @Test("a visit that is pinned to its start, or comes in a crew, is not shifted to make room")
  func pinnedStays() async throws {
    let pinned = Firm.work(
      "a1", at: 1, 60, "08:00", "12:00", needs: [SkillNeed("heating", level: 3)], promised: true,
      pin: Pin(start: Firm.time("09:00")))
    let firm = try Firm([
      pinned, Firm.work("z1", at: 2, 60, "13:00", "16:00", crew: 2, promised: true),
    ])
    try firm.setPlan([
      "t1": [("a1", "09:00", "10:00"), ("z1", "14:00", "15:00")], "t3": [("z1+2", "14:00", "15:00")],
    ])
    // Only before a1 could it start within its window.
    let found = await faults {
      _ = try await firm.at("07:00").perform(
        BookSlot.self, booking(window("08:30", "09:30"), minutes: 60, level: 3))
    }
    #expect(found.map(\.code) == [.slotTaken])
    _ = try await firm.at("07:00").perform(BookSlot.self, booking(window("13:00", "15:30"), minutes: 30, level: 3))
    #expect(try firm.visit("a1")?.planned.start == Firm.time("09:00"))
    #expect(try firm.visit("z1")?.planned.start == Firm.time("14:00"))
    #expect(try firm.visit("z1+2")?.planned.start == Firm.time("14:00"))
  }
}
