import PunctualModel

extension Customer: WireForm {
  public static let formName = "customer"
  public static let formSummary = "Somebody who is promised a visit."

  public init(from fields: inout FieldReader) {
    self.init(
      id: fields.required("id", .id, "Names the customer, here and in every other record."),
      name: fields.required("name", .text(1...200), "As messages address the customer."),
      language: fields.optional(
        "language", .choice(Language.self), "Language of messages; left out, the organisation's.")
        ?? fields.context.language,
      zone: fields.optional("zone", .zone, "Zone that the customer reads times in; left out, the organisation's.")
        ?? fields.context.zone,
      tier: fields.defaulted("tier", .id, "standard", "Name of one of the organisation's tiers."),
      contacts: fields.defaulted(
        "contacts", .list(.form(Contact.self), 0...20), [], "Ways to reach the customer, the preferred one first."),
      sites: fields.defaulted("sites", .list(.form(Site.self), 0...10_000), [], "Places where work is done."),
      notes: fields.optional("notes", .text, "For the firm's own people."),
      revision: fields.defaulted("revision", .revision, 1, "Grows with each change; a stale change is refused by it."))
    if fields.isSound("sites") { fields.refuseRepeated(sites.map(\.id), "sites", "id", "site") }
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("id", .id, id)
    fields.put("name", .text, name)
    fields.put("language", .choice(Language.self), language)
    fields.put("zone", .zone, zone)
    fields.put("tier", .id, tier)
    fields.put("contacts", .list(.form(Contact.self)), contacts)
    fields.put("sites", .list(.form(Site.self)), sites)
    fields.put("notes", .text, notes)
    fields.put("revision", .revision, revision)
  }
}

extension Contact: WireForm {
  public static let formName = "contact"
  public static let formSummary = "An address of a customer on one channel, and whether it may be used."

  public init(from fields: inout FieldReader) {
    self.init(
      channel: fields.required("channel", .choice(ContactChannel.self), "What the address is for."),
      address: fields.required("address", .text(1...254), "E-mail address, or phone number in E.164 (+4235550142)."),
      consent: fields.defaulted("consent", .boolean, false, "Whether the customer agreed to be told of visits here."),
      name: fields.optional("name", .text(1...200), "Whose address it is, where that is not the customer as a whole."),
      language: fields.optional(
        "language", .choice(Language.self), "The language that is read here; left out, the customer's."))
    guard fields.isSound("channel", "address") else { return }
    switch channel {
    case .email where !Text.isEmail(address):
      fields.fail(.outOfRange, "address", "An e-mail address has one @ with text on both sides, and no blanks.")
    case .sms where !Text.isE164(address):
      fields.fail(
        .outOfRange, "address", "A phone number for messages is written in E.164.",
        hint: "Write `+`, the country code and the number without blanks, such as +4235550142.")
    default: break
    }
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("channel", .choice(ContactChannel.self), channel)
    fields.put("address", .text, address)
    fields.put("consent", .boolean, consent)
    fields.put("name", .text, name)
    fields.put("language", .choice(Language.self), language)
  }
}

extension Site: WireForm {
  public static let formName = "site"
  public static let formSummary = "A place of a customer where work is done."

  public init(from fields: inout FieldReader) {
    self.init(
      id: fields.required("id", .id, "Names the site among the customer's."),
      place: Place(
        address: fields.required("address", .text(1...500), "Street, number, town."),
        coordinate: fields.required("location", .location, "Longitude and latitude in degrees (WGS 84).")),
      area: fields.defaulted("area", .text(0...200), "", "Part of the territory, such as a municipality."),
      access: fields.optional("access", .text, "How to get in: door code, key, dog."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("id", .id, id)
    fields.put("address", .text, place.address)
    fields.put("location", .location, place.coordinate)
    fields.put("area", .text, area)
    fields.put("access", .text, access)
  }
}
