import PunctualModel
import PunctualStore
import PunctualWire

/// Which records of a kind are wanted. What is left out does not narrow; all that is given must hold.
public protocol RecordQuery: WireForm {
  /// Those after this id only, so that a long list can be read in parts.
  var after: String? { get set }
  /// So many at most.
  var limit: Int? { get set }

  /// Every record.
  init()
}

extension RecordQuery {
  fileprivate mutating func readPart(from fields: inout FieldReader) {
    after = fields.optional("after", .id, "Only those after this id, to read a long list in parts.")
    limit = fields.optional("limit", .integer(1...1_000_000), "So many at most; all where none is given.")
  }

  fileprivate func writePart(to fields: inout FieldWriter) {
    fields.put("after", .id, after)
    fields.put("limit", .integer, limit)
  }

  /// The part of a whole list that is asked for.
  func part<Kind: StoredRecord>(of records: [Kind]) -> [Kind] {
    let rest = after.map { after in records.filter { after.utf8.lexicographicallyPrecedes($0.id.utf8) } } ?? records
    return limit.map { Array(rest.prefix($0)) } ?? rest
  }
}

/// Words to look for.
private struct Search {
  private let words: [String]

  init(_ text: String?) {
    words = (text ?? "").lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
  }

  var isEmpty: Bool { words.isEmpty }

  /// Whether each of the words stands somewhere in the texts, whatever its case.
  func finds(_ texts: [String?]) -> Bool {
    let text = texts.compactMap(\.self).joined(separator: "\n").lowercased()
    return words.allSatisfy(text.contains)
  }
}

public struct TechnicianQuery: RecordQuery {
  public static let formName = "technician_query"
  public static let formSummary = "Which technicians."
  public var skill: String?
  public var text: String?
  public var after: String?
  public var limit: Int?

  public init() {}

  public init(from fields: inout FieldReader) {
    skill = fields.optional("skill", .id, "Only those who have this skill.")
    text = fields.optional("text", .text(0...500), "Words that stand in id, name, e-mail, phone or home.")
    readPart(from: &fields)
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("skill", .id, skill)
    fields.put("text", .text, text)
    writePart(to: &fields)
  }

  func answers(in reader: some StoreReading) throws -> [Technician] {
    let search = Search(text)
    return try reader.technicians().filter { technician in
      skill.map { technician.skills[$0] != nil } ?? true
        && search.finds([
          technician.id, technician.name, technician.email, technician.phone, technician.home.address,
        ])
    }
  }
}

public struct CustomerQuery: RecordQuery {
  public static let formName = "customer_query"
  public static let formSummary = "Which customers."
  public var tier: String?
  public var area: String?
  public var text: String?
  public var after: String?
  public var limit: Int?

  public init() {}

  public init(from fields: inout FieldReader) {
    tier = fields.optional("tier", .id, "Only those of this service tier.")
    area = fields.optional("area", .id, "Only those with a site in this area.")
    text = fields.optional("text", .text(0...500), "Words that stand in id, name, contacts, addresses or notes.")
    readPart(from: &fields)
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("tier", .id, tier)
    fields.put("area", .id, area)
    fields.put("text", .text, text)
    writePart(to: &fields)
  }

  func answers(in reader: some StoreReading) throws -> [Customer] {
    let search = Search(text)
    return try reader.customers().filter { customer in
      tier.map { customer.tier == $0 } ?? true
        && area.map { area in customer.sites.contains { $0.area == area } } ?? true
        && search.finds(
          [customer.id, customer.name, customer.notes] + customer.contacts.flatMap { [$0.name, $0.address] }
            + customer.sites.map(\.place.address))
    }
  }
}

public struct AppointmentQuery: RecordQuery {
  public static let formName = "appointment_query"
  public static let formSummary = "Which appointments."
  public var date: LocalDate?
  public var days = 1
  public var stages: [Stage] = []
  public var customer: String?
  public var technician: String?
  public var tier: String?
  public var area: String?
  public var type: String?
  public var text: String?
  public var after: String?
  public var limit: Int?

  public init() {}

  public init(from fields: inout FieldReader) {
    date = fields.optional(
      "date", .date,
      "Only those of this day: that are planned on it; of those not planned, promised for it; of those not promised, "
        + "possible on it.")
    days = fields.defaulted("days", .integer(1...366), 1, "Of so many days from `date` on.")
    stages = fields.defaulted("stages", .list(.choice(Stage.self)), [], "Only those that stand at one of these.")
    customer = fields.optional("customer", .id, "Only those of this customer.")
    technician = fields.optional("technician", .id, "Only those on this technician's days, or pinned there.")
    tier = fields.optional("tier", .id, "Only those of customers of this service tier.")
    area = fields.optional("area", .id, "Only those at sites of this area.")
    type = fields.optional("type", .id, "Only this kind of work.")
    text = fields.optional("text", .text(0...500), "Words that stand in id, title, notes or the customer's name.")
    readPart(from: &fields)
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("date", .date, date)
    fields.put("days", .integer, days)
    fields.put("stages", .list(.choice(Stage.self)), stages)
    fields.put("customer", .id, customer)
    fields.put("technician", .id, technician)
    fields.put("tier", .id, tier)
    fields.put("area", .id, area)
    fields.put("type", .id, type)
    fields.put("text", .text, text)
    writePart(to: &fields)
  }

  func answers(in reader: some StoreReading) throws -> [Appointment] {
    var filter = AppointmentFilter(stages: stages.isEmpty ? nil : Set(stages), customer: customer)
    (filter.technician, filter.tier, filter.area, filter.type) = (technician, tier, area, type)
    if let date {
      let last = date.adding(days: days - 1)
      let zone = try reader.organisation().zone
      filter.standing = .init(
        dates: date...last, span: TimeWindow(start: zone.day(date).start, end: zone.day(last).end))
    }
    let found = try reader.appointments(filter)
    let search = Search(text)
    if search.isEmpty { return found }
    let names = Dictionary(try reader.customers().map { ($0.id, $0.name) }, uniquingKeysWith: { $1 })
    return found.filter { search.finds([$0.id, $0.title, $0.notes, names[$0.customer]]) }
  }
}
