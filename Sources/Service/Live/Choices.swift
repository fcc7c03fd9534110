import PunctualModel
import PunctualNotify
import PunctualStore

/// Finds other windows for work that is already agreed, for the customer to choose from.
///
/// It keeps what it has worked out of each day: several customers of one step of the live loop look at the same days.
final class Choices {
  /// How many days are looked at, today the first.
  static let days = 4
  private var days: [LocalDate: Known] = [:]

  /// A day without and with what is kept free on it.
  private struct Known {
    let plain: SlotSearch
    var keeping: SlotSearch
    var kept: [KeptFree] = []
  }

  /// The best windows that can be promised instead of what is promised now, at least an hour ahead.
  func windows(
    for appointment: Appointment, count: Int, _ reader: some StoreReading, now: Instant
  ) throws -> [Slot] {
    guard appointment.crew == 1, count > 0 else { return [] }
    let organisation = try reader.organisation()
    let tier = organisation.tier(try reader.customer(appointment.customer)?.tier ?? "")
    let today = organisation.zone.local(now).date
    var wanted = appointment
    wanted.pin = nil
    wanted.promise = nil
    var found: [Slot] = []
    let place = try reader.customer(appointment.customer)?.site(appointment.site)?.place.coordinate
    for offset in 0..<Self.days where found.count < count {
      let search = try search(on: today.adding(days: offset), to: place, reader, now: now).without(appointment.id)
      let windows = search.windows(minutes: tier.windowMinutes).filter { window in
        window.start >= now + 3600 && !(appointment.promise.map { $0.window.overlaps(window) } ?? false)
      }
      let sure = search.slots(for: wanted, windows: windows).filter { $0.chance >= tier.promiseChance }
      found += Slot.spread(sure).reduce(into: []) { apart, slot in
        if !apart.contains(where: { $0.window.overlaps(slot.window) }) { apart.append(slot) }
      }.prefix(2)
    }
    return found.prefix(count).sorted { $0.window.start < $1.window.start }
  }

  /// The day as it is planned, with room for what is kept free, and ways to a place.
  private func search(
    on date: LocalDate, to place: Coordinate?, _ reader: some StoreReading, now: Instant
  ) throws -> SlotSearch {
    let kept = try KeptFree.read(date, from: reader, now: now)
    if var known = days[date],
      known.plain.state.travel.covers(place.map { [$0] } ?? [], by: known.plain.state.profiles)
    {
      // What was kept for the customers before is most of what is kept.
      let isMore = Set(known.kept).isSubset(of: kept)
      known.keeping = (isMore ? known.keeping : known.plain).keeping(
        isMore ? kept.filter { !known.kept.contains($0) } : kept)
      known.kept = kept
      days[date] = known
      return known.keeping
    }
    var state = try DayState.read(date, from: reader, now: now)
    state.travel = try state.keptTravel(to: place, reader)
    state.kept = []
    let search = SlotSearch(state)
    let known = Known(plain: search, keeping: search.keeping(kept), kept: kept)
    days[date] = known
    return known.keeping
  }
}

/// Windows that are kept free for customers who were asked, as work that has its place.
struct KeptFree: Hashable, Sendable {
  var hold: Hold
  /// The work that would be moved there, under a name of its own.
  var appointment: Appointment

  private static let mark = "+hold-"

  /// Whether a visit is no visit, but room that is kept.
  static func isKept(_ id: String) -> Bool { id.hasPrefix(mark) }

  init(_ hold: Hold, _ appointment: Appointment) {
    self.hold = hold
    var kept = appointment
    kept.id = "\(Self.mark)\(hold.id)"
    kept.windows = [hold.window]
    // An offer is no promise: whatever was promised goes before it.
    kept.promise = nil
    kept.pin = nil
    kept.crew = 1
    kept.priority = 0
    kept.stage = .requested
    self.appointment = kept
  }

  /// What is kept free on a day.
  static func read(_ date: LocalDate, from reader: some StoreReading, now: Instant) throws -> [KeptFree] {
    let day = try reader.organisation().zone.day(date)
    return try reader.holds(liveAt: now).filter { day.contains($0.window.start) }.compactMap { hold in
      try reader.appointment(hold.appointment).map { KeptFree(hold, $0) }
    }
  }
}

extension TechnicianDay {
  /// Without the room that is kept: what is stored and shown.
  var withoutKept: TechnicianDay {
    guard visits.contains(where: { KeptFree.isKept($0.appointment) }) else { return self }
    var day = self
    day.visits.removeAll { KeptFree.isKept($0.appointment) }
    for position in day.visits.indices { day.visits[position].position = position }
    return day
  }
}

extension Planner.Outcome {
  /// Without the room that is kept: what is stored and shown.
  var withoutKept: Planner.Outcome {
    var outcome = self
    outcome.plan.days = plan.days.map(\.withoutKept)
    outcome.plan.unplaced.removeAll { KeptFree.isKept($0.appointment) }
    outcome.changes.removeAll { KeptFree.isKept($0.visit) }
    return outcome
  }
}

extension DayState {
  /// With the work that room is kept for: it waits for its place after whatever was promised.
  var reservingKept: DayState {
    var state = self
    for one in kept { state.appointments[one.appointment.id] = one.appointment }
    return state
  }

  /// Without an appointment's visits that have not begun.
  func without(_ appointment: String) -> DayState {
    var state = self
    for index in (state.plan?.days ?? []).indices {
      state.plan?.days[index].visits.removeAll {
        $0.appointment == appointment && ($0.stage.isWaiting)
      }
    }
    return state
  }
}

extension Transaction {
  /// Keeps windows free for the customer of an appointment, each with a code that no window had that was offered to the
  /// customer within the week: an answer to an earlier message must not book what it does not mean.
  func keepFree(_ count: Int, for appointment: Appointment) throws -> [Hold] {
    let standing = try writer.holds(liveAt: now, appointment: appointment.id)
    if !standing.isEmpty { return standing }
    let offered = try writer.appointments(AppointmentFilter(customer: appointment.customer)).flatMap {
      try writer.holds(of: $0.id)
    }
    let codes = Set(offered.filter { $0.madeAt >= now - Hold.answerable }.map(\.code))
    var free = (1...).lazy.filter { !codes.contains($0) }.makeIterator()
    let until = now + notifier.rules.holdMinutes * 60
    return try choices.windows(for: appointment, count: count, writer, now: now).map { slot in
      try writer.add(
        Hold(
          appointment: appointment.id, code: free.next() ?? 1, window: slot.window, technician: slot.technician,
          plannedStart: slot.start, madeAt: now, until: min(until, slot.window.start)))
    }
  }

  /// Whether nobody came, and the time that was promised is over.
  private func isBroken(_ appointment: Appointment) -> Bool {
    [.booked, .scheduled, .dispatched].contains(appointment.stage)
      && appointment.promise.map { $0.window.end < now } ?? false
  }

  /// Closes what was missed: it stays on record as that, and its technicians hear that it is no longer theirs.
  private func giveUp(_ appointment: Appointment) throws -> Appointment {
    let waiting = try writer.visits(ofAppointment: appointment.id).filter { $0.stage.after(.miss) != nil }
    for visit in waiting { try tellCancelled([visit], try step(.miss, visit: visit.id, at: now)) }
    if waiting.isEmpty {
      _ = try writer.setStage(appointment.id, .missed)
      try record(.missed, appointment.id)
      try complainOfMissed(appointment, at: now)
    }
    return try writer.appointment(appointment.id) ?? appointment
  }

  /// Moves an appointment into a window that was kept free for it. Where nobody came, or was let in, the work gets an
  /// appointment of its own, so that what happened stays on record.
  ///
  /// Throws `slot-taken` where it no longer fits, `impossible-step` where the visit has begun or is over.
  func take(_ hold: Hold) throws -> (appointment: Appointment, event: Event) {
    guard var appointment = try writer.appointment(hold.appointment) else {
      throw Self.noAppointment(hold.appointment)
    }
    if isBroken(appointment) { appointment = try giveUp(appointment) }
    switch appointment.stage {
    case .requested, .booked, .scheduled, .dispatched: break
    case .missed, .noAccess:
      appointment.id = try nextAppointmentID()
      appointment.stage = .requested
      appointment.promise = nil
    case .underWay, .onSite, .finished, .cancelled:
      throw Faults(
        .impossibleStep, path: "/appointment",
        "Appointment \(appointment.id) is \(appointment.stage.rawValue), so it cannot be moved.")
    }
    let isNew = appointment.id != hold.appointment
    try writer.close(hold: hold.id, as: .taken)
    try writer.releaseHolds(of: hold.appointment)
    let date = zone.local(hold.window.start).date
    var state = try DayState.read(date, from: writer, now: now).without(appointment.id)
    state.travel = try state.keptTravel(
      to: try writer.customer(appointment.customer)?.site(appointment.site)?.place.coordinate, writer)
    appointment.windows = [hold.window]
    appointment.pin = nil
    guard let slot = SlotSearch(state).slots(for: appointment, windows: [hold.window]).first, let day = slot.day
    else {
      throw Faults(.slotTaken, path: "/code", "Nobody is free for it in this window any more.")
    }
    let oldDates = isNew ? [] : try leaveDays(of: appointment.id, except: date)
    appointment.promise = Promise(window: hold.window, madeAt: now, chance: slot.chance)
    appointment.stage = state.plan == nil ? .booked : .scheduled
    if isNew {
      appointment = try writer.insert(appointment)
      try record(.appointmentAdded, appointment.id, ["instead-of": hold.appointment])
    } else {
      appointment = try writer.update(appointment)
      _ = try writer.setStage(appointment.id, state.plan == nil ? .booked : .scheduled)
    }
    let event = try record(
      .promised, appointment.id,
      [
        "from": "\(hold.window.start.epochSeconds)", "to": "\(hold.window.end.epochSeconds)",
        "chance": "\(Int((slot.chance * 100).rounded())) %", "choice": "\(hold.code)",
      ])
    if var plan = state.plan {
      let before = try writer.plan(on: date)
      plan.revision += 1
      plan.madeAt = now
      plan.days.removeAll { $0.technician == day.technician }
      plan.days.append(day)
      plan.days.sort { $0.technician < $1.technician }
      try removeDispatched(appointment.id, on: date)
      try writer.save(plan)
      try record(.scheduled, appointment.id, ["to": slot.technician, "start": "\(slot.start.epochSeconds)"])
      try tellChangedDays(before, plan)
    }
    for (before, after) in oldDates { try tellChangedDays(before, after) }
    return (appointment, event)
  }

  /// Takes an appointment's waiting visits off the days on which they stand. Gives the plans before and after.
  private func leaveDays(of appointment: String, except kept: LocalDate) throws -> [(Plan, Plan)] {
    let waiting = try writer.visits(ofAppointment: appointment).filter {
      $0.stage.isWaiting
    }
    return try Set(waiting.map(\.date)).subtracting([kept]).sorted().compactMap { date in
      guard let before = try writer.plan(on: date) else { return nil }
      var after = before
      for index in after.days.indices { after.days[index].visits.removeAll { $0.appointment == appointment } }
      after.revision += 1
      after.madeAt = now
      try removeDispatched(appointment, on: date)
      try writer.save(after)
      try record(.unscheduled, appointment)
      return (before, after)
    }
  }

  /// A visit that was handed to its technician stands in the way of a new plan, which would leave it as it is.
  private func removeDispatched(_ appointment: String, on date: LocalDate) throws {
    for visit in try writer.visits(ofAppointment: appointment) where visit.date == date && visit.stage == .dispatched {
      try writer.removeVisit(visit.id)
    }
  }
}
