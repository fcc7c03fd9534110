internal import GRDB
import PunctualModel

extension Customer: Revised {
  static var noun: String { "customer" }

  static var fields: [(name: String, differs: (Self, Self) -> Bool, shown: ((Self) -> String)?)] {
    [
      closed("name", \.name), open("language", \.language) { $0.rawValue }, open("zone", \.zone) { $0.name },
      open("tier", \.tier) { $0 }, closed("contacts", \.contacts), closed("sites", \.sites), closed("notes", \.notes),
    ]
  }
}

extension StoreReading {
  /// All customers, by id.
  public func customers() throws -> [Customer] {
    try customers(where: "true", [])
  }

  /// Nil where there is none of that id.
  public func customer(_ id: String) throws -> Customer? {
    try customers(where: "id = ?", [id]).first
  }

  private func customers(where condition: String, _ arguments: [String]) throws -> [Customer] {
    let chosen = "WHERE customer IN (SELECT id FROM customer WHERE \(condition)) ORDER BY customer, position"
    var contacts: [String: [Contact]] = [:]
    let contactSQL = "SELECT customer, channel, address, consent, name, language FROM contact \(chosen)"
    let contactRows = try database.list(contactSQL, arguments) { row in
      let customer = try row.text()
      let channel = try row.choice(ContactChannel.self)
      return (
        customer,
        Contact(
          channel: channel, address: try row.text(), consent: try row.bool(), name: row.textOrNil(),
          language: row.textOrNil().flatMap(Language.init))
      )
    }
    for (customer, contact) in contactRows { contacts[customer, default: []].append(contact) }

    var sites: [String: [Site]] = [:]
    let siteSQL = "SELECT customer, id, address, longitude, latitude, area, access FROM site \(chosen)"
    let siteRows = try database.list(siteSQL, arguments) { row in
      let customer = try row.text()
      let id = try row.text()
      return (customer, Site(id: id, place: try row.place(), area: try row.text(), access: row.textOrNil()))
    }
    for (customer, site) in siteRows { sites[customer, default: []].append(site) }

    let sql = "SELECT id, name, language, zone, tier, notes, revision FROM customer WHERE \(condition) ORDER BY id"
    return try database.list(sql, arguments) { row in
      let id = try row.text()
      return Customer(
        id: id, name: try row.text(), language: try row.choice(Language.self), zone: try row.named(Zone.init),
        tier: try row.text(), contacts: contacts[id] ?? [], sites: sites[id] ?? [], notes: row.textOrNil(),
        revision: try row.int())
    }
  }
}

extension StoreWriter {
  /// Adds a customer, and returns it as stored. Throws `.duplicateID`.
  @discardableResult
  public func insert(_ customer: Customer) throws -> Customer {
    try insert(customer, stored: self.customer(customer.id), save: save)
  }

  /// Changes a customer, and returns it in its next revision. Throws `.notFound`, `.conflict` where the given revision
  /// is not the stored one, or `.stillUsed` where a site is left out that has appointments.
  @discardableResult
  public func update(_ customer: Customer) throws -> Customer {
    try update(customer, stored: self.customer(customer.id), save: save)
  }

  /// Adds or changes a customer, whatever the revision. Throws as ``update(_:)-(Customer)`` does for sites.
  @discardableResult
  public func put(_ customer: Customer) throws -> PutOutcome {
    try put(customer, stored: self.customer(customer.id), save: save)
  }

  /// Removes a customer without appointments and messages. Throws `.notFound` or `.stillUsed`.
  public func removeCustomer(_ id: String) throws {
    try requireUnused(
      Customer.noun, id,
      [
        ("appointment", "SELECT count(*) FROM appointment WHERE customer = ?"),
        ("message", "SELECT count(*) FROM notification WHERE customer = ?"),
        ("complaint", "SELECT count(*) FROM complaint WHERE customer = ?"),
        ("answer", "SELECT count(*) FROM reply WHERE customer = ?"),
      ], instead: "`punctual forget` erases what is personal; the record stays for the figures.")
    guard try database.run("DELETE FROM customer WHERE id = ?", [id]) == 1 else { throw Customer.notFound(id) }
  }

  func save(_ customer: Customer) throws {
    try database.run(
      """
      INSERT INTO customer (id, name, language, zone, tier, notes, revision) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET name = excluded.name, language = excluded.language, zone = excluded.zone,
        tier = excluded.tier, notes = excluded.notes, revision = excluded.revision
      """,
      [
        customer.id, customer.name, customer.language.rawValue, customer.zone.name, customer.tier, customer.notes,
        customer.revision,
      ])
    try database.run("DELETE FROM contact WHERE customer = ?", [customer.id])
    for (position, contact) in customer.contacts.enumerated() {
      try database.run(
        """
        INSERT INTO contact (customer, position, channel, address, consent, name, language)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        [
          customer.id, position, contact.channel.rawValue, contact.address, contact.consent, contact.name,
          contact.language?.rawValue,
        ])
    }
    try save(customer.sites, of: customer.id)
  }

  /// Sites are changed in place: appointments refer to them.
  private func save(_ sites: [Site], of customer: String) throws {
    let kept = Set(sites.map(\.id))
    if kept.count != sites.count {
      throw Faults(.duplicateID, path: "/sites", "Two sites of customer `\(customer)` have the same id.")
    }
    let stored = try database.list("SELECT id FROM site WHERE customer = ?", [customer]) { try $0.text() }
    for id in stored where !kept.contains(id) {
      let uses = try database.number(
        "SELECT count(*) FROM appointment WHERE customer = ? AND site = ?", [customer, id])
      guard uses == 0 else {
        throw Faults(
          .stillUsed, path: "/sites", "The site `\(id)` is still used by \(uses) appointment\(uses == 1 ? "" : "s").")
      }
      try database.run("DELETE FROM site WHERE customer = ? AND id = ?", [customer, id])
    }
    for (position, site) in sites.enumerated() {
      try database.run(
        """
        INSERT INTO site (customer, id, position, address, longitude, latitude, area, access)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (customer, id) DO UPDATE SET position = excluded.position, address = excluded.address,
          longitude = excluded.longitude, latitude = excluded.latitude, area = excluded.area, access = excluded.access
        """,
        [
          customer, site.id, position, site.place.address, site.place.coordinate.longitude,
          site.place.coordinate.latitude, site.area, site.access,
        ])
    }
  }
}
