import PunctualForecast
import PunctualModel

/// Makes the promises of a plan: each request on it gets a window whose chance of being kept is at least its tier's.
///
/// A request whose window is not sure enough where the plan has it goes to a place where one is, with whoever has time, as
/// long as no promise that was sure becomes unsure: nobody knows of the place that it had. One for which there is none is
/// taken off the day, since nothing is promised that is not sure; it waits for another day that it may be done on, or for the
/// office. What the office has pinned is promised whatever its chance: the pin is the office's own word.
struct SurePromises {
  private var state: DayState
  private var days: [TechnicianDay]
  private(set) var promises: [String: Promise] = [:]
  /// Of these, those with less than the tier's chance.
  private(set) var below: Set<String> = []
  /// What was taken off the day, with its surest window there.
  private var taken: [(appointment: Appointment, surest: Promise)] = []
  /// How often a place is still looked for: each time takes as long as an offer does, and a large day has many requests.
  private var searches = 120

  /// The plan with what becomes of its requests, and their promises by appointment.
  static func of(_ plan: Plan, _ state: DayState) -> (plan: Plan, made: SurePromises) {
    var made = SurePromises(plan, state)
    made.promiseWhatIsSure()
    made.placeOrTakeOff()
    var result = plan
    result.days = made.days
    let taken = Set(made.taken.map { $0.appointment.id })
    result.unplaced.removeAll { taken.contains($0.appointment) || made.promises[$0.appointment] != nil }
    result.unplaced += made.taken.map { appointment, surest in
      Unplaced(appointment: appointment.id, reason: state.notSure(appointment, surest), reasons: [:])
    }
    return (result, made)
  }

  /// Whether a request that is not on the plan of a day would be promised by planning it again: where a window is sure, and
  /// stays so for everybody else. Nil where it would, or where nobody has time for it; else its surest window.
  static func obstacle(to appointment: Appointment, on state: DayState) -> Slot? {
    let search = SlotSearch(state).without(appointment.id)
    guard var plan = search.state.plan else { return nil }
    plan.days = search.basis
    var tried = SurePromises(plan, search.state)
    return tried.place(appointment) ? nil : tried.bestElsewhere(appointment)
  }

  private init(_ plan: Plan, _ state: DayState) {
    self.state = state
    self.state.plan = plan
    // What is kept free stands among the visits already.
    self.state.kept = []
    days = plan.days
  }

  private mutating func promiseWhatIsSure() {
    for appointment in requests() {
      guard let surest = surest(appointment) else { continue }
      if isSure(surest, appointment) || appointment.pin != nil { promise(appointment, surest) }
    }
  }

  private mutating func placeOrTakeOff() {
    let unsure = requests().filter { promises[$0.id] == nil }.compactMap { request in
      surest(request).map { (request, $0) }
    }.sorted { ($0.1.chance ?? 1, $0.0.id) < ($1.1.chance ?? 1, $1.0.id) }
    for (appointment, _) in unsure {
      // The days have changed since, and it may be sure by now.
      guard let now = surest(appointment) else { continue }
      if isSure(now, appointment) {
        promise(appointment, now)
      } else if !place(appointment) {
        takeOff(appointment)
        taken.append((appointment, now))
      }
    }
    // What was taken off has left room, also for what found none before.
    for request in waiting() {
      let surest = taken.first { $0.appointment.id == request.id }?.surest
      taken.removeAll { $0.appointment.id == request.id }
      guard !place(request), let best = surest ?? bestElsewhere(request)?.promise(at: state.now) else { continue }
      taken.append((request, best))
    }
  }

  /// The requests that are not on the plan, by id.
  private func waiting() -> [Appointment] {
    let left = (state.plan?.unplaced ?? []).compactMap { state.appointments[$0.appointment] }
    return (left + taken.map { $0.appointment }).filter {
      $0.promise == nil && $0.pin == nil && !KeptFree.isKept($0.id)
    }.keyed(by: \.id).values.sorted { $0.id < $1.id }
  }

  /// The surest window of a request that is not on the plan; nil where nobody has room for it.
  private mutating func bestElsewhere(_ appointment: Appointment) -> Slot? {
    guard appointment.crew == 1, searches > 0 else { return nil }
    searches -= 1
    return slots(for: appointment).max { $0.chance < $1.chance }
  }

  /// Where a request could go that is not on the plan.
  private func slots(for appointment: Appointment) -> [Slot] {
    var standing = state
    standing.plan?.days = days
    return SlotSearch(standing).slots(for: appointment, windows: state.promiseWindows(appointment))
  }

  /// The requests on the plan, by id: placed, with nothing promised.
  private func requests() -> [Appointment] {
    days.flatMap(\.visits).filter { $0.id == $0.appointment && $0.stage == .scheduled }.map(\.appointment).sorted()
      .filter { !KeptFree.isKept($0) }.compactMap { state.appointments[$0] }
      .filter { $0.promise == nil && $0.stage.isPlannable && state.customers[$0.customer] != nil }
  }

  private func isSure(_ promise: Promise, _ appointment: Appointment) -> Bool {
    promise.chance ?? 1 >= state.tier(of: appointment).promiseChance
  }

  private mutating func promise(_ appointment: Appointment, _ promise: Promise) {
    promises[appointment.id] = promise
    state.appointments[appointment.id]?.promise = promise
    if !isSure(promise, appointment) { below.insert(appointment.id) }
  }

  /// The first window around the planned start that is sure enough, else the surest; nil where it is not on the plan.
  private func surest(_ appointment: Appointment) -> Promise? {
    let own = days.filter { day in day.visits.contains { $0.appointment == appointment.id } }
    guard let start = own.flatMap(\.visits).first(where: { $0.id == appointment.id })?.planned.start else { return nil }
    let choices = PromiseWindow.around(
      start, within: appointment.windows, minutes: state.tier(of: appointment).windowMinutes
    ).map { window in
      Promise(window: window, madeAt: state.now, chance: state.chance(of: window, for: appointment.id, own))
    }
    return choices.first { isSure($0, appointment) } ?? choices.max { $0.chance ?? 1 < $1.chance ?? 1 }
  }

  /// Puts a request where a window is sure, and promises it; false where there is no such place.
  private mutating func place(_ appointment: Appointment) -> Bool {
    guard appointment.crew == 1, appointment.pin == nil, searches > 0 else { return false }
    searches -= 1
    var without = self
    without.takeOff(appointment)
    let tier = state.tier(of: appointment)
    let slots = without.slots(for: appointment).filter { $0.chance >= tier.promiseChance }
      .sorted { ($0.addedSeconds, $0.window.start) < ($1.addedSeconds, $1.window.start) }
    for slot in slots {
      guard let day = slot.keptDay, without.staysSure(day) else { continue }
      days = without.days
      days.removeAll { $0.technician == day.technician }
      days.append(day)
      days.sort { $0.technician < $1.technician }
      promise(appointment, slot.promise(at: state.now))
      return true
    }
    return false
  }

  /// Whether another version of a technician's day leaves every promise that is sure as it is sure, and makes no other less
  /// sure.
  private func staysSure(_ day: TechnicianDay) -> Bool {
    let before = state.predictions(days.filter { $0.technician == day.technician })
    let after = state.predictions([day])
    return before.allSatisfy { visit, old in
      guard let appointment = state.appointments[visit], appointment.promise != nil, let new = after[visit] else {
        return true
      }
      let least = state.tier(of: appointment).promiseChance
      let chance = (old: 1 - old.late.probability, new: 1 - new.late.probability)
      return chance.new >= (chance.old >= least ? least : chance.old - 0.01)
    }
  }

  private mutating func takeOff(_ appointment: Appointment) {
    for index in days.indices {
      for visit in days[index].visits where visit.appointment == appointment.id {
        days[index] = days[index].without(visit, state)
      }
    }
  }
}

extension Slot {
  fileprivate func promise(at now: Instant) -> Promise { Promise(window: window, madeAt: now, chance: chance) }
}

extension DayState {
  /// The chance that all visits of an appointment start by the end of a window, were it promised; nil where they are not on
  /// these days.
  func chance(of window: TimeWindow, for appointment: String, _ days: [TechnicianDay]) -> Double? {
    var state = self
    state.appointments[appointment]?.promise = Promise(window: window, madeAt: now)
    let predictions = state.predictions(days)
    return days.flatMap(\.visits).filter { $0.appointment == appointment }.compactMap { predictions[$0.id] }
      .map { 1 - $0.late.probability }.min()
  }

  /// Why a request that fits is not promised, in a sentence.
  fileprivate func notSure(_ appointment: Appointment, _ surest: Promise) -> String {
    let tier = tier(of: appointment)
    guard surest.chance ?? 0 < tier.promiseChance else {
      return "a sure window for it would make another promise unsure (\(organisation.zone.spoken(surest.window)))"
    }
    return "no window that suits the customer would be kept with the \(tier.promiseChance.percent) of "
      + "\(tier.name): \(organisation.zone.spoken(surest.window)) with \((surest.chance ?? 0).percent)"
  }
}
