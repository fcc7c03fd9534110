import Foundation
internal import GRDB
import PunctualModel

extension StoreReading {
  /// Past visits in the order of their planned start. With a limit, the newest of them.
  public func history(limit: Int? = nil) throws -> [VisitRecord] {
    let sql = """
      SELECT id, technician, type, area, site, promised_start, promised_end, planned_depart, planned_arrive,
        planned_start, planned_finish, actual_depart, actual_arrive, actual_start, actual_finish, attributes
      FROM visit_record ORDER BY planned_start DESC, id DESC LIMIT ?
      """
    return try database.list(sql, [limit ?? -1]) { row in
      VisitRecord(
        id: try row.text(), technician: try row.text(), type: row.textOrNil(), area: row.textOrNil(),
        site: row.textOrNil(), promised: row.windowOrNil(), planned: row.times(), actual: row.times(),
        attributes: try attributes(try row.text()))
    }.reversed()
  }

  private func attributes(_ text: String) throws -> [String: Attribute] {
    // Most visits have none, and there are many.
    text == "{}" ? [:] : try StoredJSON.value([String: StoredAttribute].self, text).mapValues(\.attribute)
  }

  /// How many past visits there are.
  public func historyCount() throws -> Int {
    try database.number("SELECT count(*) FROM visit_record")
  }

  /// The model that was learned last, as it was stored, with how many visits it was learned from; nil before the first.
  public func forecastModel() throws -> (bytes: [UInt8], learnedAt: Instant, visits: Int)? {
    try database.first("SELECT bytes, learned_at, visits FROM forecast_model") {
      (bytes: try $0.bytes(), learnedAt: try $0.instant(), visits: try $0.int())
    }
  }
}

extension StoreWriter {
  /// Adds past visits; one with an id that is there replaces it, and counts as replaced where it differs.
  @discardableResult
  public func addHistory(_ records: some Sequence<VisitRecord>) throws -> (added: Int, replaced: Int) {
    let before = try historyCount()
    var written = 0
    for record in records {
      let attributes = record.attributes
      written += try database.run(
        """
        INSERT INTO visit_record (id, technician, type, area, site, promised_start, promised_end, planned_depart,
          planned_arrive, planned_start, planned_finish, actual_depart, actual_arrive, actual_start, actual_finish,
          attributes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET technician = excluded.technician, type = excluded.type, area = excluded.area,
          site = excluded.site, promised_start = excluded.promised_start, promised_end = excluded.promised_end,
          planned_depart = excluded.planned_depart, planned_arrive = excluded.planned_arrive,
          planned_start = excluded.planned_start, planned_finish = excluded.planned_finish,
          actual_depart = excluded.actual_depart, actual_arrive = excluded.actual_arrive,
          actual_start = excluded.actual_start, actual_finish = excluded.actual_finish,
          attributes = excluded.attributes
        WHERE (technician, type, area, site, promised_start, promised_end, planned_depart, planned_arrive,
          planned_start, planned_finish, actual_depart, actual_arrive, actual_start, actual_finish, attributes)
          IS NOT (excluded.technician, excluded.type, excluded.area, excluded.site, excluded.promised_start,
          excluded.promised_end, excluded.planned_depart, excluded.planned_arrive, excluded.planned_start,
          excluded.planned_finish, excluded.actual_depart, excluded.actual_arrive, excluded.actual_start,
          excluded.actual_finish, excluded.attributes)
        """,
        [
          record.id, record.technician, record.type, record.area, record.site, record.promised?.start.epochSeconds,
          record.promised?.end.epochSeconds,
        ] + record.planned.columns + record.actual.columns
          + [attributes.isEmpty ? "{}" : try StoredJSON.text(attributes.mapValues(StoredAttribute.init))])
    }
    let added = try historyCount() - before
    return (added, written - added)
  }

  /// Replaces the model.
  public func saveForecastModel(_ bytes: [UInt8], learnedAt: Instant, visits: Int) throws {
    try database.run(
      """
      INSERT INTO forecast_model (id, bytes, learned_at, visits) VALUES (1, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET bytes = excluded.bytes, learned_at = excluded.learned_at,
        visits = excluded.visits
      """,
      [Data(bytes), learnedAt.epochSeconds, visits])
  }
}

/// An attribute as bare JSON: a string or a number.
private struct StoredAttribute: Codable {
  var attribute: Attribute

  init(_ attribute: Attribute) {
    self.attribute = attribute
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      attribute = .text(text)
    } else {
      attribute = .number(try container.decode(Double.self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch attribute {
    case .text(let text): try container.encode(text)
    case .number(let number): try container.encode(number)
    }
  }
}
