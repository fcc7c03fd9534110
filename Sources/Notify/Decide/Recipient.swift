import PunctualModel

/// Somebody who can be told: where, in which language, on which clock.
struct Recipient: Hashable {
  var channel: ContactChannel
  var address: String
  var language: Language
  var zone: Zone
  /// As the message greets.
  var name: String
  /// The technician's id, where it is one.
  var technician: String?

  /// Whom a message of a rule goes to; nil where nobody can be reached.
  ///
  /// The rule's channels come first, then the customer's own order.
  /// - Parameter tried: addresses that are known not to work.
  init?(_ audience: Audience, technician: String?, rule: NotificationRule?, _ journey: Journey, tried: Set<String> = [])
  {
    let usable: [Self]
    switch audience {
    case .customer: usable = Self.contacts(journey)
    case .technician:
      let staff = journey.technicians.first { $0.id == technician } ?? journey.crew.first
      usable = staff.map { Self.staff($0, journey.organisation) } ?? []
    case .dispatcher: usable = Self.office(journey.organisation)
    }
    let preferred = rule?.channels ?? []
    let ranked = usable.filter { !tried.contains($0.address) }.enumerated().min { left, right in
      let (first, second) = (Self.rank(left.element, preferred), Self.rank(right.element, preferred))
      return (first, left.offset) < (second, right.offset)
    }
    guard let ranked else { return nil }
    self = ranked.element
  }

  private init(
    _ channel: ContactChannel, _ address: String, _ language: Language, _ zone: Zone, _ name: String,
    _ technician: String? = nil
  ) {
    (self.channel, self.address, self.language) = (channel, address, language)
    (self.zone, self.name, self.technician) = (zone, name, technician)
  }

  private static func rank(_ recipient: Self, _ preferred: [ContactChannel]) -> Int {
    preferred.firstIndex(of: recipient.channel) ?? preferred.count
  }

  private static func contacts(_ journey: Journey) -> [Self] {
    let customer = journey.customer
    return customer.contacts.filter { $0.consent && isUsable($0.address) }.map {
      Self($0.channel, $0.address, $0.language ?? customer.language, customer.zone, $0.name ?? customer.name)
    }
  }

  /// People on the road read text messages sooner than e-mail.
  static func staff(_ technician: Technician, _ organisation: Organisation) -> [Self] {
    addresses(sms: technician.phone, email: technician.email).sorted { $0.0 == .sms && $1.0 != .sms }.map {
      Self($0, $1, organisation.language, organisation.zone, technician.name, technician.id)
    }
  }

  private static func office(_ organisation: Organisation) -> [Self] {
    addresses(sms: organisation.phone, email: organisation.email).map {
      Self($0, $1, organisation.language, organisation.zone, organisation.name)
    }
  }

  private static func addresses(sms phone: String?, email: String?) -> [(ContactChannel, String)] {
    var all: [(ContactChannel, String)] = []
    if let email, isUsable(email) { all.append((.email, email)) }
    if let number = phone.flatMap(dialled) { all.append((.sms, number)) }
    return all
  }

  /// A phone number as one calls it, in E.164; nil where it lacks its country.
  private static func dialled(_ phone: String) -> String? {
    let digits = phone.filter { $0.isASCII && $0.isNumber }
    return phone.hasPrefix("+") && (7...15).contains(digits.count) ? "+" + digits : nil
  }

  /// Whether an address is one word, so that it can end up on the header line of a message without adding to it.
  private static func isUsable(_ address: String) -> Bool {
    !address.isEmpty && address.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control && $0 != " " }
  }
}
