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
      "window_minutes", .integer(30...1440),
      "Width of the windows; where none is given, the narrowest that is kept with the tier's chance, from half the "
        + "tier's width to the whole.")
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
  /// Nil where the workspace travels by straight line.
  public var travel: TravelUsed?

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
    travel = fields.optional("travel", .form(TravelUsed.self), "Where travel times come from, with a routing server.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("tier", .text, tier)
    fields.put("least_chance", .number(0...1), leastChance)
    fields.put("slots", .list(.form(Slot.self)), slots)
    fields.put("too_risky", .integer, tooRisky)
    fields.put("travel", .form(TravelUsed.self), travel)
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
  /// Whom it moves.
  public var moves: [MovedVisit]
  /// The technician's day with the new visit in it.
  var day: TechnicianDay?
  /// The same with the room that is kept for others.
  var keptDay: TechnicianDay?

  public init(from fields: inout FieldReader) {
    window = fields.required("window", .window, "What would be promised.")
    technician = fields.required("technician", .id, "Who would come.")
    technicianName = fields.required("technician_name", .text, "The name.")
    start = fields.required("start", .time, "When work would start by plan.")
    chance = fields.required("chance", .number(0...1), "Chance of keeping the promise.")
    addedSeconds = fields.required("added_seconds", .integer, "What it adds to the day's travel.")
    moves = fields.defaulted("moves", .list(.form(MovedVisit.self)), [], "The visits whose planned start it moves.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("window", .window, window)
    fields.put("technician", .id, technician)
    fields.put("technician_name", .text, technicianName)
    fields.put("start", .time, start)
    fields.put("chance", .number(0...1), chance)
    fields.put("added_seconds", .integer, addedSeconds)
    fields.put("moves", .list(.form(MovedVisit.self)), moves)
  }

  init(
    window: TimeWindow, technician: String, technicianName: String, start: Instant, chance: Double, addedSeconds: Int,
    moves: [MovedVisit], day: TechnicianDay, keptDay: TechnicianDay
  ) {
    self.window = window
    self.technician = technician
    self.technicianName = technicianName
    self.start = start
    self.chance = chance
    self.addedSeconds = addedSeconds
    self.moves = moves
    self.day = day
    self.keptDay = keptDay
  }
}

/// A visit that another one moves in time.
public struct MovedVisit: WireForm {
  public static let formName = "moved_visit"
  public static let formSummary = "A visit whose planned start would move."
  public var appointment: String
  public var from: Instant
  public var to: Instant

  public init(from fields: inout FieldReader) {
    appointment = fields.required("appointment", .id, "Whose.")
    from = fields.required("from", .time, "Start as planned.")
    to = fields.required("to", .time, "Start as it would be planned.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("appointment", .id, appointment)
    fields.put("from", .time, from)
    fields.put("to", .time, to)
  }

  private init(appointment: String, from: Instant, to: Instant) {
    self.appointment = appointment
    self.from = from
    self.to = to
  }

  /// The visits of a day that start at least a minute sooner or later on another version of it, in order.
  static func between(_ before: TechnicianDay, _ after: TechnicianDay) -> [MovedVisit] {
    let old = before.visits.keyed(by: \.id)
    return after.visits.compactMap { visit in
      guard let from = old[visit.id]?.planned.start, let to = visit.planned.start, abs(to - from) >= 60 else {
        return nil
      }
      return MovedVisit(appointment: visit.appointment, from: from, to: to)
    }
  }
}

public struct MakeOffer: UseCase {
  public static let name = "offer.make"
  public static let summary = "Windows that can be promised for new work, best first, with the chance of keeping each."
  public static let writes = false

  public static func run(_ input: OfferRequest, in session: Session) async throws -> OfferReport {
    let first = max(input.from ?? session.today, session.today)
    let dates = (0..<input.days).map { first.adding(days: $0) }
    let roads = try await session.roads(on: dates, toSiteOf: input.appointment(now: session.now))
    return try session.read { reader in
      let organisation = try reader.organisation()
      var appointment = input.appointment(now: session.now)
      let faults = try References(reader).complete(&appointment)
      if !faults.isEmpty { throw Faults(faults) }
      let tier = organisation.tier(try reader.customer(input.customer)?.tier ?? "")
      var sure: [Slot] = []
      var tooRisky = 0
      for date in dates {
        let search = SlotSearch(try DayState.read(date, from: reader, now: session.now, roads: roads[date]))
        let found = search.slots(
          for: appointment, windows: search.windows(minutes: input.windowMinutes ?? tier.windowMinutes))
        for slot in found where slot.chance >= tier.promiseChance {
          sure.append(
            input.windowMinutes == nil
              ? search.narrowed(slot, for: appointment, toChance: tier.promiseChance) : slot)
        }
        tooRisky += found.count { $0.chance < tier.promiseChance }
      }
      var report = OfferReport(
        tier: tier.name, leastChance: tier.promiseChance,
        slots: Array(Slot.spread(Slot.cheapestOfEach(sure)).prefix(input.limit)), tooRisky: tooRisky)
      report.travel = roads.used
      return report
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
  /// Of slots with the same window, the cheapest.
  static func cheapestOfEach(_ slots: [Slot]) -> [Slot] {
    Dictionary(grouping: slots, by: \.window).values.compactMap { same in
      same.min { ($0.addedSeconds, -$0.chance, $0.technician) < ($1.addedSeconds, -$1.chance, $1.technician) }
    }
  }

  /// Cheapest first. A slot that overlaps a better one comes after those that do not, so that the first few are a choice.
  static func spread(_ slots: [Slot]) -> [Slot] {
    let cheapest = slots.sorted {
      ($0.addedSeconds, $0.window.start, $0.window.end) < ($1.addedSeconds, $1.window.start, $1.window.end)
    }
    var chosen: [Slot] = []
    var rest: [Slot] = []
    for slot in cheapest {
      let overlaps = chosen.contains { $0.window.start < slot.window.end && slot.window.start < $0.window.end }
      if overlaps { rest.append(slot) } else { chosen.append(slot) }
    }
    return chosen + rest
  }
}
