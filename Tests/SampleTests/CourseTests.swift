import PunctualModel
import Testing

@testable import PunctualSample

@Suite("The course of a planned day")
struct CourseTests {
  /// Monday as it was drafted, as a plan.
  static let monday: [TechnicianDay] = zip(week.drafts, week.draftedIDs).filter { $0.0.date == SampleFirm.week[0] }
    .map { draft, ids in
      TechnicianDay(
        technician: draft.technician.id, date: draft.date,
        visits: zip(draft.visits, ids).enumerated().map { position, pair in
          Visit(
            id: Visit.id(appointment: pair.1, member: pair.0.isSecondOfCrew ? 1 : 0), appointment: pair.1,
            technician: draft.technician.id, date: draft.date, position: position, planned: pair.0.planned)
        }, breaks: draft.breaks)
    }
  static let work = CourseWork.of(firm.appointments, customers: firm.customers)

  private func play(
    _ days: [TechnicianDay] = monday, seed: UInt64 = 1, from: Instant? = nil, until: Instant = at(1, 0),
    stuck: [String: Int] = [:], strength: Double = 0.5
  ) -> [CourseEvent] {
    SampleCourse.play(
      days, work: Self.work, seed: seed, from: from, until: until, stuck: stuck, strength: strength)
  }

  @Test("every visit is departed for, arrived at and finished, in the order of the day")
  func order() {
    let events = play()
    #expect(events.count == Self.monday.reduce(0) { $0 + $1.visits.count } * 3)
    #expect(events.map(\.at) == events.map(\.at).sorted())
    for day in Self.monday {
      let own = events.filter { $0.technician == day.technician }
      #expect(own.map(\.visit) == day.visits.flatMap { [$0.id, $0.id, $0.id] })
      #expect(own.map(\.step) == day.visits.flatMap { _ in [Step.depart, .arrive, .finish] })
    }
  }

  @Test("the same seed gives the same course, another seed another one")
  func determinism() {
    #expect(play() == play())
    #expect(play() != play(seed: 2))
  }

  @Test("what is told up to a moment is the beginning of what is told in the end")
  func prefix() {
    let all = play()
    let some = play(until: at(0, 10, 40))
    #expect(!some.isEmpty && some.count < all.count)
    #expect(Array(all.prefix(some.count)) == some)
    #expect(some.allSatisfy { $0.at <= at(0, 10, 40) } && all[some.count].at > at(0, 10, 40))
  }

  @Test("a technician waits for the promised start, and takes the break")
  func waits() {
    for strength in [0, 0.5, 1.0] {
      let events = play(strength: strength)
      for day in Self.monday {
        var free: Instant?
        for visit in day.visits {
          let own = Dictionary(
            uniqueKeysWithValues: events.filter { $0.visit == visit.id }.map { ($0.step, $0.at) })
          guard let depart = own[.depart], let arrive = own[.arrive], let finish = own[.finish] else {
            Issue.record("\(visit.id) is not played")
            continue
          }
          let opening = Self.work[visit.appointment]?.windows.first { window in
            visit.planned.start.map(window.contains) ?? false
          }
          #expect(finish >= max(arrive, opening?.start ?? arrive) + 300)
          if let free {
            let resting = day.breaks.filter { pause in
              visit.planned.depart.map { $0 >= pause.end && free <= $0 } ?? false && pause.end > free
            }
            #expect(depart >= free + (resting.isEmpty ? 0 : 1))
          }
          free = finish
        }
      }
    }
  }

  @Test("with no strength all goes as planned, or earlier where the window is open")
  func asPlanned() {
    let finishes = Dictionary(
      uniqueKeysWithValues: play(strength: 0).filter { $0.step == .finish }.map { ($0.visit, $0.at) })
    for visit in Self.monday.flatMap(\.visits) {
      #expect(finishes[visit.id] != nil)
      if let finish = finishes[visit.id], let planned = visit.planned.finish { #expect(finish <= planned) }
    }
  }

  @Test("a stuck visit takes that much longer, and only its technician is delayed")
  func stuck() throws {
    let day = try #require(
      Self.monday.first { day in day.visits.allSatisfy { appointments[$0.appointment]?.crew == 1 } })
    let visit = day.visits[0].id
    let usual = play()
    let delayed = play(stuck: [visit: 90])
    let before = try #require(usual.first { $0.visit == visit && $0.step == .finish })
    let after = try #require(delayed.first { $0.visit == visit && $0.step == .finish })
    #expect(after.at == before.at + 90 * 60)
    #expect(
      usual.filter { $0.technician != day.technician } == delayed.filter { $0.technician != day.technician })
  }

  @Test("work for two begins when both are there and ends for both at once")
  func crew() throws {
    let joint = Self.monday.flatMap(\.visits).filter { appointments[$0.appointment]?.crew == 2 }
    #expect(joint.count == 2)
    let events = play(strength: 1)
    let arrivals = events.filter { event in event.step == .arrive && joint.contains { $0.id == event.visit } }
    let finishes = events.filter { event in event.step == .finish && joint.contains { $0.id == event.visit } }
    #expect(arrivals.count == 2 && Set(finishes.map(\.at)).count == 1)
    let latest = try #require(arrivals.map(\.at).max())
    #expect(finishes.allSatisfy { $0.at >= latest + 300 })
  }

  @Test("partners who wait for one another in opposite orders do not wait for ever")
  func deadlock() {
    func day(_ technician: String, _ order: [String], member: Int) -> TechnicianDay {
      TechnicianDay(
        technician: technician, date: SampleFirm.week[0],
        visits: order.enumerated().map { position, id in
          let start = at(0, 8 + 2 * position)
          return Visit(
            id: Visit.id(appointment: id, member: member), appointment: id, technician: technician,
            date: SampleFirm.week[0], position: position,
            planned: VisitTimes(depart: start - 600, arrive: start, start: start, finish: start + 3600))
        })
    }
    let days = [day("x", ["a", "b"], member: 0), day("y", ["b", "a"], member: 1)]
    #expect(SampleCourse.play(days, work: [:], seed: 1, until: at(1, 0)).count == 12)
  }

  @Test("stamps are taken as they are and not told again; nothing new happens before the given moment")
  func stamps() {
    let now = at(0, 10, 40)
    let told = play(until: now)
    var days = Self.monday
    for event in told {
      for index in days.indices {
        guard let place = days[index].visits.firstIndex(where: { $0.id == event.visit }) else { continue }
        switch event.step {
        case .depart: days[index].visits[place].actual.depart = event.at
        case .arrive: days[index].visits[place].actual.arrive = event.at
        default: days[index].visits[place].actual.finish = event.at
        }
      }
    }
    #expect(told + play(days) == play())
    // A visit handed to another technician goes on from now.
    let moved = days[0].visits.removeLast()
    days[1].visits.append(moved)
    let rest = play(days, from: now)
    #expect(rest.allSatisfy { $0.at >= now })
    #expect(rest.contains { $0.visit == moved.id && $0.technician == days[1].technician })
  }

  @Test("cancelled, missed and refused visits are passed over")
  func passedOver() {
    var days = Self.monday
    for (index, stage) in [Stage.cancelled, .missed, .noAccess].enumerated() { days[index].visits[1].stage = stage }
    let events = play(days)
    for index in 0..<3 { #expect(!events.contains { $0.visit == days[index].visits[1].id }) }
    #expect(events.count == (days.reduce(0) { $0 + $1.visits.count } - 3) * 3)
  }
}
