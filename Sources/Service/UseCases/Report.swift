import PunctualModel
import PunctualStore
import PunctualWire

/// Which period.
public struct Period: WireForm {
  public static let formName = "period"
  public static let formSummary = "A period of days, both ends included."
  public var from: LocalDate?
  public var to: LocalDate?

  public init(from: LocalDate?, to: LocalDate?) {
    self.from = from
    self.to = to
  }

  public init(from fields: inout FieldReader) {
    from = fields.optional("from", .date, "The first day; four weeks before `to` where none is given.")
    to = fields.optional("to", .date, "The last day; today where none is given.")
    if let first = from, let last = to, last < first {
      fields.fail(.badWindow, "to", "the period ends before it starts")
    }
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("from", .date, from)
    fields.put("to", .date, to)
  }
}

/// How well promises were kept in a period.
public struct ServiceReport: WireForm {
  public static let formName = "service_report"
  public static let formSummary = "Promises made and kept, and what customers were told, over a period."
  public var from: LocalDate
  public var to: LocalDate
  public var total: ServiceFigures
  public var byTier: [String: ServiceFigures]
  public var byType: [String: ServiceFigures]
  public var byArea: [String: ServiceFigures]
  public var notifications: [String: Int]
  /// Late visits whose customer had been told before the promise ended.
  public var toldBeforeLate: Int
  public var promisesSaved: Int

  public init(from fields: inout FieldReader) {
    from = fields.required("from", .date, "The first day.")
    to = fields.required("to", .date, "The last day.")
    total = fields.required("total", .form(ServiceFigures.self), "All visits.")
    byTier = fields.required(
      "by_tier", .map(.form(ServiceFigures.self)), "By service tier, of visits in the workspace's plans.")
    byType = fields.required("by_type", .map(.form(ServiceFigures.self)), "By kind of work.")
    byArea = fields.required("by_area", .map(.form(ServiceFigures.self)), "By part of the territory.")
    notifications = fields.required("notifications", .map(.integer), "Messages sent, by kind.")
    toldBeforeLate = fields.required(
      "told_before_late", .integer, "Late visits whose customer was told before the promise ended.")
    promisesSaved = fields.required("promises_saved", .integer, "Promises in danger that were saved by moving a visit.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("from", .date, from)
    fields.put("to", .date, to)
    fields.put("total", .form(ServiceFigures.self), total)
    fields.put("by_tier", .map(.form(ServiceFigures.self)), byTier)
    fields.put("by_type", .map(.form(ServiceFigures.self)), byType)
    fields.put("by_area", .map(.form(ServiceFigures.self)), byArea)
    fields.put("notifications", .map(.integer), notifications)
    fields.put("told_before_late", .integer, toldBeforeLate)
    fields.put("promises_saved", .integer, promisesSaved)
  }

  init(
    from: LocalDate, to: LocalDate, total: ServiceFigures, byTier: [String: ServiceFigures],
    byType: [String: ServiceFigures], byArea: [String: ServiceFigures], notifications: [String: Int],
    toldBeforeLate: Int, promisesSaved: Int
  ) {
    self.from = from
    self.to = to
    self.total = total
    self.byTier = byTier
    self.byType = byType
    self.byArea = byArea
    self.notifications = notifications
    self.toldBeforeLate = toldBeforeLate
    self.promisesSaved = promisesSaved
  }
}

/// Promises of a group of visits.
public struct ServiceFigures: WireForm {
  public static let formName = "service_figures"
  public static let formSummary = "Promises of a group of visits."
  public var visits = 0
  public var promised = 0
  public var kept = 0
  /// Of those that were late.
  public var lateSeconds = 0

  init() {}

  public init(from fields: inout FieldReader) {
    visits = fields.required("visits", .integer, "Visits that took place.")
    promised = fields.required("promised", .integer, "Those with a promise.")
    kept = fields.required("kept", .integer, "Those that started within it.")
    lateSeconds = fields.required("late_seconds", .integer, "Sum of the lateness of the others.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("visits", .integer, visits)
    fields.put("promised", .integer, promised)
    fields.put("kept", .integer, kept)
    fields.put("late_seconds", .integer, lateSeconds)
  }

  mutating func count(_ promise: TimeWindow?, _ start: Instant) {
    visits += 1
    guard let promise else { return }
    promised += 1
    if start <= promise.end { kept += 1 } else { lateSeconds += start - promise.end }
  }
}

public struct ShowReport: UseCase {
  public static let name = "report.service"
  public static let summary = "Promises made and kept, and what customers were told, over a period."
  public static let writes = false

  public static func run(_ input: Period, in session: Session) throws -> ServiceReport {
    let to = input.to ?? session.today
    let from = input.from ?? to.adding(days: -27)
    return try session.read { reader in
      let span = TimeWindow(start: session.zone.day(from).start, end: session.zone.day(to).end - 1)
      var total = ServiceFigures()
      var byTier: [String: ServiceFigures] = [:]
      var byType: [String: ServiceFigures] = [:]
      var byArea: [String: ServiceFigures] = [:]
      var told = 0
      func count(_ promise: TimeWindow?, _ start: Instant, tier: String?, type: String?, area: String?) {
        total.count(promise, start)
        if let tier { byTier[tier, default: ServiceFigures()].count(promise, start) }
        if let type { byType[type, default: ServiceFigures()].count(promise, start) }
        if let area { byArea[area, default: ServiceFigures()].count(promise, start) }
      }
      for record in try reader.history() {
        guard let start = record.actual.start, span.contains(start) else { continue }
        count(record.promised, start, tier: nil, type: record.type, area: record.area)
      }
      let customers = try reader.customers().keyed(by: \.id)
      let late = try reader.notifications(NotificationFilter(kinds: [.runningLate]))
      for date in try reader.planDates() where from <= date && date <= to {
        for visit in try reader.visits(on: date) {
          guard let start = visit.actual.start, visit.stage == .finished || visit.stage == .onSite,
            let appointment = try reader.appointment(visit.appointment)
          else { continue }
          let customer = customers[appointment.customer]
          let promise = appointment.promise?.window
          count(
            promise, start, tier: customer?.tier, type: appointment.type, area: customer?.site(appointment.site)?.area)
          if let promise, start > promise.end,
            late.contains(where: { $0.appointment == appointment.id && $0.sentAt.map { $0 <= promise.end } ?? false })
          {
            told += 1
          }
        }
      }
      let sent = try reader.notifications(NotificationFilter(states: [.sent])).filter {
        $0.sentAt.map(span.contains) ?? false
      }
      let saved = try reader.events().filter { $0.kind == .recovered && span.contains($0.at) }.count
      return ServiceReport(
        from: from, to: to, total: total, byTier: byTier, byType: byType, byArea: byArea,
        notifications: Dictionary(grouping: sent, by: \.kind.rawValue).mapValues(\.count), toldBeforeLate: told,
        promisesSaved: saved)
    }
  }
}
