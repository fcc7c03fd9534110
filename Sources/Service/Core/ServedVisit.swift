import PunctualModel
import PunctualStore

/// A visit that took place or should have, as reports see it: past visits that were imported and the workspace's own in one
/// form.
struct ServedVisit: Sendable {
  var id: String
  var appointment: String?
  var customer: String?
  var tier: String?
  var technician: String
  var type: String?
  var area: String?
  var site: String?
  /// Parts and codes that the records name.
  var parts: Set<String>
  var promise: TimeWindow?
  /// Nil where nothing was promised, or somebody may still come.
  var outcome: PromiseOutcome?
  var stage: Stage
  /// When it took place, or was to.
  var at: Instant
  var plannedSeconds: Int?
  var actual: VisitTimes

  /// Whether somebody was there.
  var tookPlace: Bool { actual.start != nil && stage != .cancelled }

  /// Those of a span, by time. Of a crew's visits the first stands for all.
  static func read(_ span: TimeWindow, in reader: some StoreReading, zone: Zone) throws -> [ServedVisit] {
    let past = try reader.history().compactMap { record -> ServedVisit? in
      guard let start = record.actual.start, span.contains(start) else { return nil }
      return ServedVisit(record, start)
    }
    let customers = try reader.customers().keyed(by: \.id)
    let appointments = try reader.appointments().keyed(by: \.id)
    let (from, to) = (zone.local(span.start).date, zone.local(span.end).date)
    var own: [ServedVisit] = []
    for date in try reader.planDates() where from <= date && date <= to {
      let visits = Dictionary(grouping: try reader.visits(on: date), by: \.appointment)
      for (id, crew) in visits.sorted(by: { $0.key < $1.key }) {
        guard let appointment = appointments[id], let visit = ServedVisit(appointment, crew, customers) else {
          continue
        }
        own.append(visit)
      }
    }
    // An appointment that found no place has no visit, and its promise is broken all the same.
    let placed = Set(own.compactMap(\.appointment))
    for appointment in appointments.values.sorted(by: { $0.id < $1.id })
    where appointment.stage == .missed && !placed.contains(appointment.id) {
      guard let end = appointment.promise?.window.end, span.contains(end) else { continue }
      if let visit = ServedVisit(appointment, [], customers) { own.append(visit) }
    }
    return (past + own.filter { span.contains($0.at) }).sorted { ($0.at, $0.id) < ($1.at, $1.id) }
  }

  private init(_ record: VisitRecord, _ start: Instant) {
    id = record.id
    technician = record.technician
    type = record.type
    area = record.area
    site = record.site
    parts = PartNames.of(record.attributes)
    promise = record.promised
    let there = max(record.actual.arrive ?? start, record.promised?.start ?? start)
    outcome = record.promised.map { there <= $0.end ? .kept(there) : .late(there, there - $0.end) }
    stage = .finished
    at = start
    plannedSeconds = record.planned.start.flatMap { start in record.planned.finish.map { $0 - start } }
    actual = record.actual
  }

  private init?(_ appointment: Appointment, _ crew: [Visit], _ customers: [String: Customer]) {
    let first = crew.min { ($0.member, $0.id) < ($1.member, $1.id) }
    guard appointment.stage != .cancelled,
      let at = first?.actual.start ?? first?.planned.start ?? appointment.promise?.window.end
    else { return nil }
    let customer = customers[appointment.customer]
    id = first?.id ?? appointment.id
    self.appointment = appointment.id
    self.customer = appointment.customer
    tier = customer?.tier
    technician = first?.technician ?? ""
    type = appointment.type
    area = customer?.site(appointment.site)?.area
    site = appointment.site
    parts = PartNames.mentioned(in: appointment.notes ?? "")
    promise = appointment.promise?.window
    outcome = PromiseOutcome(appointment, crew)
    stage = first?.stage ?? appointment.stage
    self.at = at
    plannedSeconds = appointment.durationSeconds
    actual = first?.actual ?? VisitTimes()
  }
}

/// Which parts and fault codes a record names.
enum PartNames {
  /// The attributes that name parts or codes; several are separated by commas.
  static let attributes = ["part", "parts", "error_code"]

  static func of(_ attributes: [String: Attribute]) -> Set<String> {
    var names: Set<String> = []
    for case .text(let text)? in Self.attributes.map({ attributes[$0] }) {
      for name in text.split(separator: ",") {
        let trimmed = name.split(separator: " ").joined(separator: " ")
        if !trimmed.isEmpty { names.insert(trimmed) }
      }
    }
    return names
  }

  /// What looks like a part's number or a fault code: one to four capital letters, perhaps a hyphen, two digits or more,
  /// such as `E-117` or `BQR40`.
  static func mentioned(in notes: String) -> Set<String> {
    let words = notes.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-")) }
    return Set(
      words.compactMap { word in
        let letters = word.prefix { $0.isUppercase }
        let rest = word.dropFirst(letters.count)
        let digits = rest.first == "-" ? rest.dropFirst() : rest
        guard (1...4).contains(letters.count), (2...8).contains(digits.count), digits.allSatisfy(\.isNumber) else {
          return nil
        }
        return String(word)
      })
  }
}
