import PunctualModel
import PunctualStore
import PunctualWire

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

  public static func run(_ input: BookRequest, in session: Session) async throws -> Booking {
    guard input.window.end > session.now else {
      throw Faults(.outOfRange, path: "/window", "The window is over.", hint: "Ask for a new offer.")
    }
    let date = session.zone.local(input.window.start).date
    let roads = try await session.roads(on: [date], toSiteOf: input.appointment(input.id ?? "+new"))
    return try session.commit { transaction in
      let writer = transaction.writer
      var appointment = input.appointment(try input.id ?? transaction.nextAppointmentID())
      let faults = try References(writer).complete(&appointment)
      if !faults.isEmpty { throw Faults(faults) }
      if try writer.appointment(appointment.id) != nil {
        throw Faults(.duplicateID, path: "/id", "Appointment \(appointment.id) is already there.")
      }
      let state = try DayState.read(date, from: writer, now: session.now, roads: roads[date])
      let search = SlotSearch(state)
      guard let slot = search.slots(for: appointment, windows: [input.window]).first, let day = slot.day else {
        throw Faults(
          .slotTaken, path: "/window", "Nobody is free for it in this window.",
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
        try transaction.tellChangedDays(state.plan, plan)
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
