internal import GRDB
import PunctualModel

extension StoreReading {
  /// The firm. Every workspace has one.
  public func organisation() throws -> Organisation {
    let sql = "SELECT name, zone, language, phone, email, opening_hours, tiers, travel FROM organisation"
    let found = try database.first(sql) { row in
      Organisation(
        name: try row.text(), zone: try row.named(Zone.init), language: try row.choice(Language.self),
        phone: row.textOrNil(), email: row.textOrNil(), openingHours: try row.sharedJSON([Weekday: LocalSpan].self),
        tiers: try row.sharedJSON([ServiceTier].self), travel: try row.sharedJSON(TravelEstimate.self))
    }
    guard let found else { throw Columns.damaged }
    return found
  }
}

extension StoreWriter {
  /// Replaces what is known of the firm.
  public func save(_ organisation: Organisation) throws {
    try database.run(
      """
      INSERT INTO organisation (id, name, zone, language, phone, email, opening_hours, tiers, travel)
      VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET name = excluded.name, zone = excluded.zone, language = excluded.language,
        phone = excluded.phone, email = excluded.email, opening_hours = excluded.opening_hours,
        tiers = excluded.tiers, travel = excluded.travel
      """,
      [
        organisation.name, organisation.zone.name, organisation.language.rawValue, organisation.phone,
        organisation.email, try StoredJSON.text(organisation.openingHours), try StoredJSON.text(organisation.tiers),
        try StoredJSON.text(organisation.travel),
      ])
  }
}
