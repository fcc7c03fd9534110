/// Somebody who is promised a visit.
public struct Customer: Hashable, Sendable, Codable {
  public var id: String
  public var name: String
  public var language: Language
  /// The zone that this customer reads times in, and whose night is quiet.
  public var zone: Zone
  /// Name of one of the organisation's tiers.
  public var tier: String
  /// Ways to reach the customer, the preferred one first.
  public var contacts: [Contact]
  public var sites: [Site]
  public var notes: String?
  /// Grows with each change; a stale change is refused by it.
  public var revision: Int

  public init(
    id: String, name: String, language: Language, zone: Zone, tier: String = "standard", contacts: [Contact] = [],
    sites: [Site] = [], notes: String? = nil, revision: Int = 1
  ) {
    self.id = id
    self.name = name
    self.language = language
    self.zone = zone
    self.tier = tier
    self.contacts = contacts
    self.sites = sites
    self.notes = notes
    self.revision = revision
  }

  /// The site of this id; nil where the customer has none such.
  public func site(_ id: String) -> Site? {
    sites.first { $0.id == id }
  }
}

/// An address of a customer on one channel, and whether it may be used.
public struct Contact: Hashable, Sendable, Codable {
  public var channel: ContactChannel
  /// E-mail address or phone number in E.164.
  public var address: String
  /// Whether the customer agreed to be told of visits here.
  public var consent: Bool
  /// Whose address it is, where that is not the customer as a whole: messages greet by it.
  public var name: String?
  /// The language that is read here; nil for the customer's.
  public var language: Language?

  public init(
    channel: ContactChannel, address: String, consent: Bool, name: String? = nil, language: Language? = nil
  ) {
    self.channel = channel
    self.address = address
    self.consent = consent
    self.name = name
    self.language = language
  }
}

/// What an address is for.
public enum ContactChannel: String, CaseIterable, Sendable, Codable {
  case email, sms
}

/// A place of a customer where work is done.
public struct Site: Hashable, Sendable, Codable {
  public var id: String
  public var place: Place
  /// The part of the territory, such as a municipality; travel is learned by area.
  public var area: String
  /// How to get in: door code, key, dog.
  public var access: String?

  public init(id: String, place: Place, area: String, access: String? = nil) {
    self.id = id
    self.place = place
    self.area = area
    self.access = access
  }
}
