import PunctualModel
import Testing

@testable import PunctualSample

@Suite("The week's appointments")
struct WeekTests {
  @Test("about 70 a day on five days")
  func counts() {
    let byDay = Dictionary(grouping: firm.appointments) { day($0.windows[0]) }
    #expect(byDay.keys.sorted().map(\.description) == (23...27).map { "2026-11-\($0)" })
    for (date, list) in byDay { #expect((60...80).contains(list.count), "\(date): \(list.count)") }
  }

  @Test("30 to 180 minutes, windows of one, two and four hours, in order and apart")
  func shapes() {
    for appointment in firm.appointments {
      #expect((1800...10_800).contains(appointment.durationSeconds))
      #expect((0...100).contains(appointment.priority))
      #expect(appointment.revision == 1 && appointment.pin == nil)
      for window in appointment.windows { #expect([3600, 7200, 14_400].contains(window.seconds)) }
      for (first, second) in zip(appointment.windows, appointment.windows.dropFirst()) {
        #expect(first.end < second.start)
      }
    }
    let widths = Dictionary(grouping: firm.appointments) { $0.windows[0].seconds }
    for width in [3600, 7200, 14_400] { #expect(widths[width, default: []].count > 40) }
    #expect(Set(firm.appointments.map(\.priority)).count >= 4)
  }

  @Test("some have two windows on one day, some windows on several days")
  func alternatives() {
    let many = firm.appointments.filter { $0.windows.count > 1 }
    #expect(many.count { Set($0.windows.map(day)).count == 1 } >= 8)
    #expect(many.count { Set($0.windows.map(day)).count > 1 } >= 6)
  }

  @Test("most are booked with their window promised days before; about a tenth only requested")
  func promises() {
    let requested = firm.appointments.filter { $0.stage == .requested }
    #expect((0.07...0.16).contains(Double(requested.count) / Double(firm.appointments.count)))
    for appointment in requested { #expect(appointment.promise == nil) }
    for appointment in firm.appointments where appointment.stage != .requested {
      #expect(appointment.stage == .booked)
      #expect(appointment.promise?.window == appointment.windows.first && appointment.windows.count == 1)
      if let promise = appointment.promise { #expect(promise.madeAt < at(0, 0) - 2 * 86_400) }
    }
  }

  @Test("two need two technicians, and a pair that can do it is at work")
  func crews() {
    let joint = firm.appointments.filter { $0.crew == 2 }
    #expect(joint.count == 2 && firm.appointments.allSatisfy { (1...2).contains($0.crew) })
    for appointment in joint {
      let able = firm.technicians.filter { technician in
        technician.shift(on: day(appointment.windows[0])) != nil && appointment.skills.allSatisfy(technician.has)
      }
      #expect(able.count >= 2)
    }
  }

  @Test("every drafted day can be done: skills, travel, break, shift and windows hold")
  func proof() {
    for (draft, ids) in zip(week.drafts, week.draftedIDs) {
      let technician = draft.technician
      guard let shift = technician.shift(on: draft.date) else {
        Issue.record("\(technician.id) is away on \(draft.date)")
        continue
      }
      let zone = SampleFirm.zone
      var place = technician.home.coordinate
      var free = zone.instant(draft.date, shift.start)
      #expect(draft.visits.count <= technician.maxVisits ?? .max)
      for (visit, id) in zip(draft.visits, ids) {
        guard let appointment = appointments[id], let depart = visit.planned.depart, let arrive = visit.planned.arrive,
          let start = visit.planned.start, let finish = visit.planned.finish, let site = sites[appointment.site]
        else {
          Issue.record("a drafted visit has no appointment or no times")
          continue
        }
        #expect(depart >= free && start >= arrive)
        #expect(arrive - depart == drafter.travel.seconds(from: place, to: site.place.coordinate))
        #expect(finish - start >= Int(Double(appointment.durationSeconds) * technician.pace))
        #expect(appointment.windows.contains { $0.contains(start) })
        #expect(appointment.skills.allSatisfy(technician.has))
        for pause in draft.breaks { #expect(pause.end <= depart || pause.start >= finish) }
        free = finish
        place = site.place.coordinate
      }
      #expect(
        free + drafter.travel.seconds(from: place, to: technician.home.coordinate)
          <= zone.instant(draft.date, shift.end))
      #expect(draft.breaks.count == shift.breaks.count)
      for (pause, rule) in zip(draft.breaks, shift.breaks) {
        let start = LocalTime(minutes: zone.local(pause.start).secondOfDay / 60)
        #expect(start.map { rule.earliest <= $0 && $0 <= rule.latest } == true)
        #expect(pause.seconds == rule.minutes * 60)
      }
    }
  }

  @Test("the drafts place every appointment but the few that nobody can serve, each crew complete and at one time")
  func complete() {
    var starts: [String: [Instant?]] = [:]
    for (draft, ids) in zip(week.drafts, week.draftedIDs) {
      for (visit, id) in zip(draft.visits, ids) { starts[id, default: []].append(visit.planned.start) }
    }
    for appointment in firm.appointments where !firm.unplaceable.contains(appointment.id) {
      #expect(starts[appointment.id]?.count == appointment.crew)
      #expect(Set(starts[appointment.id] ?? []).count == 1)
    }
    #expect(Set(firm.appointments.map(\.id)) == Set(starts.keys).union(firm.unplaceable))
  }

  @Test("the days are full, not overfull: 80 to 92 percent of the working time")
  func load() {
    for date in SampleFirm.week {
      var needed = 0
      var working = 0
      for draft in week.drafts where draft.date == date {
        guard let shift = draft.technician.shift(on: date) else { continue }
        working += (shift.end.minutes - shift.start.minutes - shift.breaks.reduce(0) { $0 + $1.minutes }) * 60
        for visit in draft.visits {
          guard let depart = visit.planned.depart, let arrive = visit.planned.arrive, let start = visit.planned.start,
            let finish = visit.planned.finish
          else { continue }
          needed += finish - start + (arrive - depart)
        }
        if let last = draft.visits.last {
          needed += drafter.travel.seconds(
            from: drafter.sites[last.site].site.place.coordinate, to: draft.technician.home.coordinate)
        }
      }
      let load = Double(needed) / Double(working)
      #expect((0.8...0.92).contains(load), "\(date): \(load)")
    }
  }

  @Test("four cannot be served, each for its own reason")
  func impossible() {
    let cases = firm.unplaceable.compactMap { appointments[$0] }
    #expect(cases.count == Impossible.allCases.count)
    // The level is above everybody's, though the skill is known.
    let tooHigh = cases.filter { appointment in
      !firm.technicians.contains { appointment.skills.allSatisfy($0.has) }
    }
    #expect(tooHigh.count == 1)
    #expect(tooHigh.flatMap(\.skills).allSatisfy { need in firm.technicians.contains { $0.skills[need.name] != nil } })
    // Somebody could, but no shift holds a start within the window and the work after it.
    let qualified = cases.filter { !tooHigh.contains($0) }
    var outside = 0
    var tooLong = 0
    var away = 0
    for appointment in qualified {
      let window = appointment.windows[0]
      let date = day(window)
      let able = firm.technicians.filter { appointment.skills.allSatisfy($0.has) }
      let shifts = able.compactMap { $0.shift(on: date) }.map {
        TimeWindow(start: SampleFirm.zone.instant(date, $0.start), end: SampleFirm.zone.instant(date, $0.end))
      }
      if shifts.isEmpty {
        away += 1
      } else if shifts.allSatisfy({ !$0.overlaps(window) }) {
        outside += 1
      } else if shifts.allSatisfy({ window.start + appointment.durationSeconds > $0.end }) {
        tooLong += 1
      }
    }
    #expect([outside, tooLong, away] == [1, 1, 1])
  }
}
