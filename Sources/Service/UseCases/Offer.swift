import PunctualEngine
import PunctualForecast
import PunctualModel
import PunctualStore
import PunctualWire

/// Work that somebody asks for, before it is an appointment.
public struct OfferRequest: WireForm {
  public static let formName = "offer_request"
  public static let formSummary = "Work that somebody asks for: which windows can be promised?"
  public var customer: String
  public var site: String
  public var type: String
  public var durationMinutes: Int
  public var skills: [SkillNeed]
  public var from: LocalDate?
  public var days: Int
  public var windowMinutes: Int?
  public var limit: Int

  public init(
    customer: String, site: String = "", type: String, durationMinutes: Int, skills: [SkillNeed] = [],
    from: LocalDate? = nil, days: Int = 5, windowMinutes: Int? = nil, limit: Int = 8
  ) {
    self.customer = customer
    self.site = site
    self.type = type
    self.durationMinutes = durationMinutes
    self.skills = skills
    self.from = from
    self.days = days
    self.windowMinutes = windowMinutes
    self.limit = limit
  }

  public init(from fields: inout FieldReader) {
    customer = fields.required("customer", .id, "For whom.")
    site = fields.defaulted(
      "site", .text(0...200), "", "Which of the customer's sites; may be left out where there is one.")
    type = fields.required("type", .text(1...100), "Kind of work.")
    durationMinutes = fields.required("duration_minutes", .integer(1...10_080), "Planned time on site.")
    skills = fields.defaulted("skills", .list(.form(SkillNeed.self)), [], "What the technician must be able to do.")
    from = fields.optional("from", .date, "The first day; today where none is given.")
    days = fields.defaulted("days", .integer(1...31), 5, "How many days to look at.")
    windowMinutes = fields.optional(
      "window_minutes", .integer(30...1440), "Width of the windows; the customer's tier's where none is given.")
    limit = fields.defaulted("limit", .integer(1...100), 8, "Most slots to give.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("customer", .id, customer)
    if !site.isEmpty { fields.put("site", .text, site) }
    fields.put("type", .text, type)
    fields.put("duration_minutes", .integer, durationMinutes)
    fields.put("skills", .list(.form(SkillNeed.self)), skills)
    fields.put("from", .date, from)
    fields.put("days", .integer, days)
    fields.put("window_minutes", .integer, windowMinutes)
    fields.put("limit", .integer, limit)
  }
}

/// Windows that can be promised, best first.
public struct OfferReport: WireForm {
  public static let formName = "offer"
  public static let formSummary = "Windows that can be promised, best first."
  public var tier: String
  /// The chance below which the customer's tier offers nothing.
  public var leastChance: Double
  public var slots: [Slot]
  /// Windows that would fit but whose chance is too low.
  public var tooRisky: Int

  init(tier: String, leastChance: Double, slots: [Slot], tooRisky: Int) {
    self.tier = tier
    self.leastChance = leastChance
    self.slots = slots
    self.tooRisky = tooRisky
  }

  public init(from fields: inout FieldReader) {
    tier = fields.required("tier", .text, "The customer's service tier.")
    leastChance = fields.required("least_chance", .number(0...1), "The tier's chance of keeping a promise.")
    slots = fields.required("slots", .list(.form(Slot.self)), "Best first.")
    tooRisky = fields.required("too_risky", .integer, "Windows that would fit, but whose chance is below the tier's.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("tier", .text, tier)
    fields.put("least_chance", .number(0...1), leastChance)
    fields.put("slots", .list(.form(Slot.self)), slots)
    fields.put("too_risky", .integer, tooRisky)
  }
}

/// A window that can be promised.
public struct Slot: WireForm {
  public static let formName = "slot"
  public static let formSummary = "A window that can be promised, with the chance of keeping it."
  public var window: TimeWindow
  public var technician: String
  public var technicianName: String
  public var start: Instant
  /// Chance of starting by the window's end.
  public var chance: Double
  /// Seconds that the day's travel grows by.
  public var addedSeconds: Int
  /// The technician's day with the new visit in it.
  var day: TechnicianDay?

  public init(from fields: inout FieldReader) {
    window = fields.required("window", .window, "What would be promised.")
    technician = fields.required("technician", .id, "Who would come.")
    technicianName = fields.required("technician_name", .text, "The name.")
    start = fields.required("start", .time, "When work would start by plan.")
    chance = fields.required("chance", .number(0...1), "Chance of keeping the promise.")
    addedSeconds = fields.required("added_seconds", .integer, "What it adds to the day's travel.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("window", .window, window)
    fields.put("technician", .id, technician)
    fields.put("technician_name", .text, technicianName)
    fields.put("start", .time, start)
    fields.put("chance", .number(0...1), chance)
    fields.put("added_seconds", .integer, addedSeconds)
  }

  init(
    window: TimeWindow, technician: String, technicianName: String, start: Instant, chance: Double, addedSeconds: Int,
    day: TechnicianDay
  ) {
    self.window = window
    self.technician = technician
    self.technicianName = technicianName
    self.start = start
    self.chance = chance
    self.addedSeconds = addedSeconds
    self.day = day
  }
}

/// Finds the windows of one day that can be promised for new work, against the day as it is planned. Where the day is not
/// planned yet, a plan of what is booked for it stands in: what is promised already keeps its room.
struct SlotSearch {
  let state: DayState
  let basis: [TechnicianDay]

  init(_ state: DayState) {
    var state = state
    if state.plan == nil {
      state.plan = Planner(state: state, seed: 1, exploration: 1).plan().plan
    }
    self.state = state
    basis = state.days
  }

  /// One slot a window, by the technician and place that cost least.
  func slots(for appointment: Appointment, windows: [TimeWindow]) -> [Slot] {
    guard state.site(of: appointment) != nil else { return [] }
    var withNew = state
    withNew.appointments[appointment.id] = appointment
    return windows.compactMap { window in slot(appointment, window, withNew) }
  }

  private func slot(_ appointment: Appointment, _ window: TimeWindow, _ state: DayState) -> Slot? {
    guard let open = window.intersection(TimeWindow(start: state.now, end: window.end)) else { return nil }
    let rest = RestOfDay(
      state, basis,
      adding: JobRequest(appointment: appointment, member: 0, windows: [open], priority: 1, technician: nil))
    guard let job = rest.job else { return nil }
    var best: Slot?
    for place in Engine.insertions(rest.problem.routing, routes: rest.routes, job: job).prefix(4) {
      guard let candidate = candidate(appointment, window, place, rest.problem, state) else { continue }
      if best == nil || candidate.chance > best!.chance + 0.05 { best = candidate }
    }
    return best
  }

  private func candidate(
    _ appointment: Appointment, _ window: TimeWindow, _ place: Insertion, _ problem: DayProblem, _ state: DayState
  ) -> Slot? {
    let technician = problem.shifts[place.vehicle].technician
    let day = day(technician, problem.timed(place.route), appointment)
    guard let start = day.visits.first(where: { $0.appointment == appointment.id })?.planned.start,
      let prediction = state.predictions([day])[appointment.id]
    else { return nil }
    return Slot(
      window: window, technician: technician, technicianName: state.technicians[technician]?.name ?? technician,
      start: start, chance: Forecaster.chance(prediction, startsBy: window.end), addedSeconds: place.addedCost,
      day: day)
  }

  /// The technician's day with the new visit in it.
  private func day(
    _ technician: String, _ timed: (visits: [(DayProblem.JobRef, VisitTimes)], breaks: [TimeWindow]),
    _ appointment: Appointment
  ) -> TechnicianDay {
    let before = basis.first { $0.technician == technician }
    var day = before ?? TechnicianDay(technician: technician, date: state.date, visits: [])
    let known = day.visits.keyed(by: \.id)
    day.visits.removeAll { $0.stage == .scheduled || $0.stage == .dispatched }
    let open = state.openBreaks(day)
    day.breaks = day.breaks.filter { !open.contains($0) } + timed.breaks
    day.visits += timed.visits.map { ref, times in
      var visit =
        known[ref.visit]
        ?? Visit(
          id: appointment.id, appointment: appointment.id, technician: technician, date: state.date, position: 0,
          planned: times)
      visit.planned = times
      return visit
    }
    for position in day.visits.indices { day.visits[position].position = position }
    return day
  }

  /// The windows of a width that lie within somebody's shift, on the hour (the half hour where they are short).
  func windows(minutes: Int) -> [TimeWindow] {
    let zone = state.organisation.zone
    let shifts = state.technicians.values.compactMap { $0.shift(on: state.date) }
    guard let first = shifts.map(\.start).min(), let last = shifts.map(\.end).max() else { return [] }
    let step = minutes >= 120 ? 60 : 30
    var start = (first.minutes + step - 1) / step * step
    var windows: [TimeWindow] = []
    while start + minutes <= last.minutes, let from = LocalTime(minutes: start),
      let to = LocalTime(minutes: start + minutes)
    {
      let window = TimeWindow(start: zone.instant(state.date, from), end: zone.instant(state.date, to))
      if window.start > state.now { windows.append(window) }
      start += step
    }
    return windows
  }
}

public struct MakeOffer: UseCase {
  public static let name = "offer.make"
  public static let summary = "Windows that can be promised for new work, best first, with the chance of keeping each."
  public static let writes = false

  public static func run(_ input: OfferRequest, in session: Session) throws -> OfferReport {
    try session.read { reader in
      let organisation = try reader.organisation()
      var appointment = input.appointment(now: session.now)
      let faults = try References(reader).complete(&appointment)
      if !faults.isEmpty { throw Faults(faults) }
      let tier = organisation.tier(try reader.customer(input.customer)?.tier ?? "")
      let first = max(input.from ?? session.today, session.today)
      var found: [Slot] = []
      for offset in 0..<input.days {
        let search = SlotSearch(try DayState.read(first.adding(days: offset), from: reader, now: session.now))
        found += search.slots(
          for: appointment, windows: search.windows(minutes: input.windowMinutes ?? tier.windowMinutes))
      }
      let sure = found.filter { $0.chance >= tier.promiseChance }
      return OfferReport(
        tier: tier.name, leastChance: tier.promiseChance, slots: Array(Slot.spread(sure).prefix(input.limit)),
        tooRisky: found.count - sure.count)
    }
  }
}

extension OfferRequest {
  func appointment(now: Instant) -> Appointment {
    Appointment(
      id: "+new", customer: customer, site: site, type: type, title: type, durationSeconds: durationMinutes * 60,
      windows: [TimeWindow(start: now, end: now)], skills: skills)
  }
}

extension Slot {
  /// Cheapest first. A slot that overlaps a better one comes after those that do not, so that the first few are a choice.
  static func spread(_ slots: [Slot]) -> [Slot] {
    let cheapest = slots.sorted { ($0.addedSeconds, $0.window.start) < ($1.addedSeconds, $1.window.start) }
    var chosen: [Slot] = []
    var rest: [Slot] = []
    for slot in cheapest {
      let overlaps = chosen.contains { $0.window.start < slot.window.end && slot.window.start < $0.window.end }
      if overlaps { rest.append(slot) } else { chosen.append(slot) }
    }
    return chosen + rest
  }
}

/// A slot that the customer chose.
public struct BookRequest: WireForm {
  public static let formName = "book_request"
  public static let formSummary = "A window that the customer chose from an offer."
  public var id: String?
  public var customer: String
  public var site: String
  public var type: String
  public var title: String?
  public var durationMinutes: Int
  public var skills: [SkillNeed]
  public var window: TimeWindow
  public var priority: Int
  public var notes: String?

  public init(
    id: String? = nil, customer: String, site: String = "", type: String, title: String? = nil, durationMinutes: Int,
    skills: [SkillNeed] = [], window: TimeWindow, priority: Int = 50, notes: String? = nil
  ) {
    self.id = id
    self.customer = customer
    self.site = site
    self.type = type
    self.title = title
    self.durationMinutes = durationMinutes
    self.skills = skills
    self.window = window
    self.priority = priority
    self.notes = notes
  }

  public init(from fields: inout FieldReader) {
    id = fields.optional("id", .id, "The appointment's id; made where none is given.")
    customer = fields.required("customer", .id, "For whom.")
    site = fields.defaulted(
      "site", .text(0...200), "", "Which of the customer's sites; may be left out where there is one.")
    type = fields.required("type", .text(1...100), "Kind of work.")
    title = fields.optional("title", .text(1...500), "What is to be done, in the customer's words.")
    durationMinutes = fields.required("duration_minutes", .integer(1...10_080), "Planned time on site.")
    skills = fields.defaulted("skills", .list(.form(SkillNeed.self)), [], "What the technician must be able to do.")
    window = fields.required("window", .window, "The window to promise.")
    priority = fields.defaulted("priority", .integer(0...100), 50, "0 to 100.")
    notes = fields.optional("notes", .text, "Notes for the technician.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("id", .id, id)
    fields.put("customer", .id, customer)
    if !site.isEmpty { fields.put("site", .text, site) }
    fields.put("type", .text, type)
    fields.put("title", .text, title)
    fields.put("duration_minutes", .integer, durationMinutes)
    fields.put("skills", .list(.form(SkillNeed.self)), skills)
    fields.put("window", .window, window)
    fields.put("priority", .integer, priority)
    fields.put("notes", .text, notes)
  }
}

/// What booking led to.
public struct Booking: WireForm {
  public static let formName = "booking"
  public static let formSummary = "The appointment that was booked, and what the customer is told."
  public var appointment: Appointment
  public var technician: String?
  public var start: Instant?
  public var chance: Double
  /// The chance below which the customer's tier is not offered a window.
  public var leastChance: Double
  public var notifications: [PunctualModel.Notification]

  init(
    appointment: Appointment, technician: String?, start: Instant?, chance: Double, leastChance: Double,
    notifications: [PunctualModel.Notification]
  ) {
    self.appointment = appointment
    self.technician = technician
    self.start = start
    self.chance = chance
    self.leastChance = leastChance
    self.notifications = notifications
  }

  public init(from fields: inout FieldReader) {
    appointment = fields.required("appointment", .form(Appointment.self), "As it was booked.")
    technician = fields.optional("technician", .id, "Who comes, where the day is planned already.")
    start = fields.optional("start", .time, "When work starts by plan, where the day is planned already.")
    chance = fields.required("chance", .number(0...1), "Chance of keeping the promise.")
    leastChance = fields.required(
      "least_chance", .number(0...1),
      "The tier's: a window below it is booked as asked, but would not have been offered.")
    notifications = fields.required(
      "notifications", .list(.form(PunctualModel.Notification.self)), "Messages that this put in the outbox.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("appointment", .form(Appointment.self), appointment)
    fields.put("technician", .id, technician)
    fields.put("start", .time, start)
    fields.put("chance", .number(0...1), chance)
    fields.put("least_chance", .number(0...1), leastChance)
    fields.put("notifications", .list(.form(PunctualModel.Notification.self)), notifications)
  }
}

public struct BookSlot: UseCase {
  public static let name = "offer.book"
  public static let summary = "Promises a window and keeps room for it; refused where it no longer fits."
  public static let writes = true

  public static func run(_ input: BookRequest, in session: Session) throws -> Booking {
    guard input.window.end > session.now else {
      throw Faults(.outOfRange, path: "/window", "the window is over", hint: "Ask for a new offer.")
    }
    return try session.commit { transaction in
      let writer = transaction.writer
      var appointment = input.appointment(try input.id ?? transaction.nextAppointmentID())
      let faults = try References(writer).complete(&appointment)
      if !faults.isEmpty { throw Faults(faults) }
      if try writer.appointment(appointment.id) != nil {
        throw Faults(.duplicateID, path: "/id", "appointment \(appointment.id) is already there")
      }
      let date = session.zone.local(input.window.start).date
      let state = try DayState.read(date, from: writer, now: session.now)
      let search = SlotSearch(state)
      guard let slot = search.slots(for: appointment, windows: [input.window]).first, let day = slot.day else {
        throw Faults(
          .slotTaken, path: "/window", "nobody is free for it in this window",
          hint: "`punctual offer` finds windows that can be promised.")
      }
      appointment.promise = Promise(window: input.window, madeAt: session.now, chance: slot.chance)
      appointment.stage = state.plan == nil ? .booked : .scheduled
      let stored = try writer.insert(appointment)
      try transaction.record(.appointmentAdded, stored.id)
      let promised = try transaction.record(
        .promised, stored.id,
        [
          "from": "\(input.window.start.epochSeconds)", "to": "\(input.window.end.epochSeconds)",
          "chance": "\(Int((slot.chance * 100).rounded())) %",
        ])
      if var plan = state.plan {
        plan.revision += 1
        plan.madeAt = session.now
        plan.days.removeAll { $0.technician == day.technician }
        plan.days.append(day)
        plan.days.sort { $0.technician < $1.technician }
        try writer.save(plan)
        try transaction.record(.scheduled, stored.id, ["to": slot.technician, "start": "\(slot.start.epochSeconds)"])
      }
      let queued = try transaction.notify(stored.id, cause: promised)
      let planned = state.plan != nil
      let least = state.organisation.tier(try writer.customer(stored.customer)?.tier ?? "").promiseChance
      return Booking(
        appointment: stored, technician: planned ? slot.technician : nil, start: planned ? slot.start : nil,
        chance: slot.chance, leastChance: least, notifications: queued)
    }
  }
}

extension BookRequest {
  func appointment(_ id: String) -> Appointment {
    Appointment(
      id: id, customer: customer, site: site, type: type, title: title ?? type, durationSeconds: durationMinutes * 60,
      windows: [window], skills: skills, priority: priority, notes: notes)
  }
}

extension Transaction {
  /// `B-0001` and on: ids of appointments that are booked here.
  func nextAppointmentID() throws -> String {
    var number = try writer.lastEventSequence() + 1
    while try writer.appointment("B-\(number)") != nil { number += 1 }
    return "B-\(number)"
  }
}
