import PunctualModel

/// A site as the generator knows it: with what stands there and whose it is.
struct KnownSite: Sendable {
  var site: Site
  /// Place of the customer in the list.
  var customer: Int
  var tier: String
  var language: Language
  var equipment: Set<Equipment>
}

/// The 220 customers and their sites.
struct Clientele: Sendable {
  var customers: [Customer]
  var sites: [KnownSite]

  static let count = 220
  /// Those with a second site: every sixth.
  static let everyWithTwo = 6

  static func make(seed: UInt64) -> Clientele {
    var result = Clientele(customers: [], sites: [])
    var taken = Set<String>()
    var takenPlaces = Set<Coordinate>()
    for index in 0..<count {
      let id = "c\(padded(index + 1, 3))"
      var random = Generator(seed: seed, "customer \(id)")
      let who = Who(index: index, taken: &taken, &random)
      var customer = Customer(
        id: id, name: who.name, language: who.language, zone: who.zone,
        tier: random.pick([("gold", 0.2), ("silver", 0.4), ("standard", 0.4)], weight: \.1).0,
        contacts: contacts(of: who, index, &random), notes: random.chance(0.08) ? random.pick(remarks) : nil)
      let siteCount = who.isLandlord || index % everyWithTwo == 3 ? 2 : 1
      for _ in 0..<siteCount {
        let site = site(number: result.sites.count + 1, takenPlaces: &takenPlaces, &random)
        customer.sites.append(site)
        var equipment: Set<Equipment> = [random.chance(0.6) ? .boiler : .heatPump]
        if who.isHouse { equipment.insert(.lift) }
        result.sites.append(
          KnownSite(
            site: site, customer: index, tier: customer.tier, language: customer.language, equipment: equipment))
      }
      result.customers.append(customer)
    }
    return result
  }

  private static let remarks = [
    "Prefers calls before nine.", "Invoice to the head office.", "Hard of hearing: please ring twice.",
    "Asks for the same technician.",
  ]

  private static func site(
    number: Int, takenPlaces: inout Set<Coordinate>, _ random: inout Generator
  ) -> Site {
    let municipality = random.pick(Municipality.all, weight: \.weight)
    var point = municipality.point(&random)
    while !takenPlaces.insert(point).inserted { point = municipality.point(&random) }
    let house = "\(random.integer(1...79))\(random.chance(0.12) ? "a" : "")"
    return Site(
      id: "s\(padded(number, 3))",
      place: Place(
        address: "\(random.pick(Names.streets)) \(house), \(municipality.postCode) \(municipality.name)",
        coordinate: point),
      area: municipality.name, access: random.chance(0.25) ? random.pick(Names.access) : nil)
  }

  /// E-mail, a phone number, or both in either order; most have agreed to be told there, some have not.
  private static func contacts(of who: Who, _ index: Int, _ random: inout Generator) -> [Contact] {
    let refusesAll = random.chance(0.06)
    let email = Contact(
      channel: .email, address: "\(Names.folded(who.name))@\(random.pick(Reserved.mailDomains))",
      consent: !refusesAll && random.chance(0.9))
    let sms = Contact(
      channel: .sms, address: who.isAmerican ? Reserved.american(index % 100) : Reserved.mobile(index),
      consent: !refusesAll && random.chance(0.8))
    return random.pick([([email, sms], 0.45), ([sms, email], 0.3), ([email], 0.15), ([sms], 0.1)], weight: \.1).0
  }
}

/// Who a customer is: a person, a house or a firm, or a landlord who lives elsewhere.
private struct Who {
  var name: String
  var language: Language
  var zone: Zone
  var isLandlord = false
  var isAmerican = false
  /// A building with a lift.
  var isHouse: Bool

  init(index: Int, taken: inout Set<String>, _ random: inout Generator) {
    // Spread the landlords over the list; the others are houses and firms (45 %) and persons.
    let landlord = index % 37 == 5 ? index / 37 : nil
    isHouse = landlord != nil || random.chance(0.45)
    zone = SampleFirm.zone
    language = random.chance(0.75) ? .german : .english
    name = ""
    if let landlord, landlord < Names.landlords.count {
      name = Names.landlords[landlord].0
      zone = Zone(Names.landlords[landlord].1) ?? SampleFirm.zone
      isAmerican = zone.name.hasPrefix("America/")
      isLandlord = true
      language = .english
    } else if index == 99 {
      name = Names.longest
    } else {
      repeat {
        name =
          isHouse
          ? Self.company(&random) : "\(random.pick(Names.first)) \(random.pick(Names.last))"
      } while taken.contains(name)
    }
    taken.insert(name)
  }

  private static func company(_ random: inout Generator) -> String {
    let parts = random.pick(Names.companies).split(separator: "%", omittingEmptySubsequences: false)
    return parts.joined(separator: random.pick(Names.invented))
  }
}
