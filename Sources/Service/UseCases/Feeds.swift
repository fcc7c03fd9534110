import PunctualModel
import PunctualStore
import PunctualTravel
import PunctualWire

/// Whose calendar, and of which days.
public struct CalendarRequest: WireForm {
  public static let formName = "calendar_request"
  public static let formSummary = "Whose calendar, and of which days."
  public var technician: String
  public var from: LocalDate?
  public var days: Int

  public init(technician: String, from: LocalDate? = nil, days: Int = 14) {
    (self.technician, self.from, self.days) = (technician, from, days)
  }

  public init(from fields: inout FieldReader) {
    technician = fields.required("technician", .id, "Whose: an id, or a name that only one technician has.")
    from = fields.optional("from", .date, "The first day; today where none is given.")
    days = fields.defaulted("days", .integer(1...92), 14, "How many days.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("technician", .id, technician)
    fields.put("from", .date, from)
    fields.put("days", .integer, days)
  }
}

/// A technician's visits as a calendar.
public struct CalendarFeed: WireForm {
  public static let formName = "calendar_feed"
  public static let formSummary = "A technician's visits as a calendar (RFC 5545)."
  public var technician: String
  public var visits: Int
  public var ics: String

  public init(from fields: inout FieldReader) {
    technician = fields.required("technician", .id, "Whose.")
    visits = fields.required("visits", .integer, "Visits in it.")
    ics = fields.required("ics", .text(0...10_000_000), "The calendar, with CR LF at the end of each line.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("technician", .id, technician)
    fields.put("visits", .integer, visits)
    fields.put("ics", .text, ics)
  }

  init(_ technician: Technician, _ entries: [ICalendar.Entry]) {
    self.technician = technician.id
    visits = entries.count
    ics = ICalendar(name: technician.name, entries: entries).text
  }
}

public struct ShowCalendar: UseCase {
  public static let name = "calendar.show"
  public static let summary = "A technician's visits as a calendar that phones and mail programs subscribe to."
  public static let writes = false

  public static func run(_ input: CalendarRequest, in session: Session) throws -> CalendarFeed {
    let first = input.from ?? session.today
    return try session.read { reader in
      let technician = try DayState.read(first, from: reader, now: session.now).technician(named: input.technician)
      let entries = try (0..<input.days).flatMap { offset -> [ICalendar.Entry] in
        let date = first.adding(days: offset)
        guard try reader.plan(on: date) != nil else { return [] }
        return try DayState.read(date, from: reader, now: session.now).entries(of: technician.id)
      }
      return CalendarFeed(technician, entries)
    }
  }
}

extension DayState {
  /// Visits as entries, with what a technician needs to get there: what, for whom, where, and what was promised. A calendar
  /// is copied to phones and servers of others, so that phone numbers, ways in and notes stay in `mine`.
  fileprivate func entries(of technician: String) -> [ICalendar.Entry] {
    guard let plan else { return [] }
    let visits = plan.days.first { $0.technician == technician }?.visits ?? []
    return visits.compactMap { visit in
      guard let appointment = appointments[visit.appointment], let site = site(of: appointment),
        let start = visit.actual.start ?? visit.planned.start
      else { return nil }
      let customer = customers[appointment.customer]?.name ?? ""
      let promise = appointment.promise.map { "Promised \(organisation.zone.spoken($0.window))" }
      return ICalendar.Entry(
        uid: "\(visit.id)@punctual", start: start, end: visit.actual.finish ?? visit.planned.finish ?? start,
        summary: "\(appointment.title), \(customer)", location: site.place.address, coordinate: site.place.coordinate,
        description: promise, isCancelled: visit.stage == .cancelled, sequence: plan.revision, changedAt: plan.madeAt)
    }
  }
}

/// Which day's routes are drawn.
public struct MapRequest: WireForm {
  public static let formName = "map_request"
  public static let formSummary = "Which day's routes are drawn."
  public var date: LocalDate?
  public var technician: String?
  public var roads: Bool

  public init(date: LocalDate? = nil, technician: String? = nil, roads: Bool = false) {
    (self.date, self.technician, self.roads) = (date, technician, roads)
  }

  public init(from fields: inout FieldReader) {
    date = fields.optional("date", .date, "The day; today where none is given.")
    technician = fields.optional("technician", .id, "Only this one's.")
    roads = fields.defaulted("roads", .boolean, false, "Lines along the roads; the routing server must answer.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("date", .date, date)
    fields.put("technician", .id, technician)
    fields.put("roads", .boolean, roads)
  }
}

/// A day's routes as GeoJSON.
public struct RouteMap: WireForm {
  public static let formName = "route_map"
  public static let formSummary = "A day's routes as GeoJSON (RFC 7946)."
  public var geojson: JSON

  public init(from fields: inout FieldReader) {
    geojson = fields.required("geojson", .anyJSON, "A FeatureCollection: a line a technician, a point a visit.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("geojson", .anyJSON, geojson)
  }

  init(_ features: [JSON]) { geojson = GeoJSON.collection(features) }
}

public struct ShowMap: UseCase {
  public static let name = "map.show"
  public static let summary = "The routes of a planned day as GeoJSON: a line a technician, a point a visit."
  public static let writes = false

  public static func run(_ input: MapRequest, in session: Session) async throws -> RouteMap {
    let state = try session.read { try DayState.read(input.date ?? session.today, from: $0, now: session.now) }
    let only = try input.technician.map { try state.technician(named: $0).id }
    let sources = input.roads ? try RoadSource.required(session).keyed(by: \.profile) : nil
    var features: [JSON] = []
    for day in state.days where !day.visits.isEmpty && (only ?? day.technician) == day.technician {
      features += try await route(day, state, sources, session)
    }
    return RouteMap(features)
  }

  private static func route(
    _ day: TechnicianDay, _ state: DayState, _ sources: [String: RoadSource]?, _ session: Session
  ) async throws -> [JSON] {
    guard let technician = state.technicians[day.technician] else { return [] }
    let stops = day.visits.compactMap { visit in
      state.appointments[visit.appointment].flatMap(state.site).map { (visit, $0.place.coordinate) }
    }
    let home = technician.home.coordinate
    var line = [home] + stops.map(\.1) + [home]
    var told: [JSON.Member] = [
      .init("technician", .string(technician.id)), .init("name", .string(technician.name)),
      .init("visits", .int(stops.count)),
    ]
    if let source = sources?[technician.profile] {
      let points = line.compactMap(MapPoint.init)
      let different = points.indices.filter { $0 == 0 || points[$0] != points[$0 - 1] }.map { points[$0] }
      if different.count > 1 {
        let road = try await source.router(limit: nil).route(different)
        line = Polyline.decode(road.geometry) ?? line
        told.append(.init("metres", .int(road.metres)))
      }
    }
    told.append(.init("line", .string(sources == nil ? "straight" : "road")))
    let points = stops.map { visit, place -> JSON in
      var members: [JSON.Member] = [
        .init("visit", .string(visit.id)), .init("technician", .string(technician.id)),
        .init("position", .int(visit.position)), .init("stage", .string(visit.stage.rawValue)),
      ]
      if let appointment = state.appointments[visit.appointment] {
        members.append(.init("type", .string(appointment.type)))
      }
      if let start = visit.actual.start ?? visit.planned.start {
        members.append(.init("start", .string(RFC3339.text(start, session.zone))))
      }
      return GeoJSON.point(place, members)
    }
    return [GeoJSON.line(line, told)].compactMap(\.self) + points
  }
}
