import PunctualModel

/// Decides what is told of an appointment, to the customer and to the firm's own people, and whether a message is still
/// true when it is about to leave.
///
/// It reads no clock and keeps nothing: the same ``Journey`` always gives the same answer, and once what it decided
/// is among `told`, it decides nothing more.
public struct Notifier: Sendable {
  public let rules: NotificationRules
  let templates: [TemplateName: ParsedTemplate]

  /// Throws all that is wrong with the rules and the templates (`badTemplate`), also where a rule names a variant that no
  /// template has.
  public init(rules: NotificationRules = .standard(), templates: Templates = .shipped) throws(Faults) {
    var faults: [Fault] = []
    var parsed: [TemplateName: ParsedTemplate] = [:]
    do throws(Faults) { try rules.check() } catch { faults += error.all }
    do throws(Faults) { parsed = try templates.parsed() } catch { faults += error.all }
    for (index, rule) in rules.rules.enumerated() {
      guard let variant = rule.template,
        !templates.names.contains(where: { $0.kind == rule.kind && $0.variant == variant })
      else { continue }
      faults.append(
        Fault(
          .badTemplate, path: "/rules/\(index)/template",
          "No template of a \(rule.kind.rawValue) message has the variant \"\(variant)\"."))
    }
    if !faults.isEmpty { throw Faults(faults) }
    self.rules = rules
    self.templates = parsed
  }

  /// The messages to queue now, rendered, and those that a rule asks for and another forbids.
  ///
  /// Throws `badTemplate` where a message lacks what its template needs.
  public func decide(_ journey: Journey) throws(Faults) -> Decisions {
    var decisions = Decisions()
    var journey = journey
    var withheld: Set<NotificationKind> = []
    // Each message changes what there is left to say, so the rules are asked until they ask for nothing more.
    for _ in NotificationKind.allCases {
      let told = Told(journey)
      guard let due = Rules(rules: rules, journey: journey, told: told, withheld: withheld).due() else { break }
      if let reason = reasonToWithhold(due, journey, told) {
        decisions.withheld.append(Withheld(kind: due.kind, reason: reason))
        withheld.insert(due.kind)
        continue
      }
      try queue(due, &journey, &decisions)
    }
    for due in StaffRules(rules: rules, journey: journey, told: Told(journey)).due() {
      if Recipient(due.rule.audience, technician: due.technician, rule: due.rule, journey) == nil {
        decisions.withheld.append(
          Withheld(kind: due.kind, reason: "The \(due.rule.audience.rawValue) has no address for messages."))
      } else {
        try queue(due, &journey, &decisions)
      }
    }
    return decisions
  }

  private func queue(_ due: Due, _ journey: inout Journey, _ decisions: inout Decisions) throws(Faults) {
    var message = try notification(due, journey, Told(journey))
    decisions.notifications.append(message)
    message.sequence = .max
    journey.told.append(message)
  }

  /// When a message may leave at the earliest if it is to leave at `instant`: later only for what can wait, in the
  /// quiet hours of the customer. Ask again before each attempt, for a retry may fall into the night.
  public func earliestDelivery(of kind: NotificationKind, at instant: Instant, to customer: Customer) -> Instant {
    guard let rule = rules.rule(kind, tier: customer.tier) else { return instant }
    return open(rule, instant, customer.zone)
  }

  /// How many windows a message of its rule offers to choose from.
  public func choices(_ notification: Notification) -> Int {
    guard notification.audience == .customer else { return 0 }
    return rules.rules.first { $0.id == notification.rule }?.choices ?? 0
  }

  func open(_ rule: NotificationRule, _ instant: Instant, _ zone: Zone) -> Instant {
    guard !rule.urgent, let quiet = rules.quietHours else { return instant }
    return quiet.firstOpen(from: instant, in: zone)
  }

  private func reasonToWithhold(_ due: Due, _ journey: Journey, _ told: Told) -> String? {
    if let reason = due.withheld { return reason }
    if journey.customer.contacts.isEmpty { return "The customer has no contact." }
    guard let recipient = Recipient(.customer, technician: nil, rule: due.rule, journey) else {
      return "The customer has consented to no contact that can be used."
    }
    if due.kind.countsTowardsLimit && told.counted >= rules.messageLimit {
      return "The visit has had \(told.counted) of at most \(rules.messageLimit) messages."
    }
    if departure(of: due, journey, recipient.zone) > due.expiresAt {
      return "The customer's quiet hours last until it would be worth nothing."
    }
    return nil
  }

  private func departure(of due: Due, _ journey: Journey, _ zone: Zone) -> Instant {
    let wanted = max(due.at, journey.now)
    let open = open(due.rule, wanted, zone)
    // A confirmation answers somebody who has just booked, so it had better come at night than after the visit.
    return due.kind == .confirmation && open > due.expiresAt ? wanted : open
  }

  private func notification(_ due: Due, _ journey: Journey, _ told: Told) throws(Faults) -> Notification {
    let rule = due.rule
    guard let recipient = Recipient(rule.audience, technician: due.technician, rule: rule, journey) else {
      throw Faults(.internalError, "A message to nobody was asked for.")
    }
    var draft = Draft(
      rule: rule, recipient: recipient, key: told.nextKey(due.kind, journey.appointment), reason: due.reason,
      dueAt: departure(of: due, journey, recipient.zone), expiresAt: due.expiresAt, start: due.start, again: due.again,
      visitOf: due.technician)
    if due.kind == .unreached {
      draft.extra.texts[.about] = recipient.language.words(ComplaintCause.missed)
      draft.extra.texts[.tried] = "–"
    }
    return try draft.notification(journey, templates)
  }
}

/// A message of which everything but the words is known.
struct Draft {
  var rule: NotificationRule
  var recipient: Recipient
  var key: String
  var reason: String
  var dueAt: Instant
  var expiresAt: Instant
  var start: Instant?
  var again = false
  /// The technician whom it is about, where it is about one.
  var visitOf: String?
  var extra = TemplateValues()

  func notification(_ journey: Journey, _ templates: [TemplateName: ParsedTemplate]) throws(Faults) -> Notification {
    let kind = rule.kind
    let calendar = rule.calendar && recipient.channel == .email ? journey.calendar(start: start) : nil
    var extra = extra
    if rule.audience == .dispatcher { extra.conditions.insert(.office) }
    if let staff = journey.technicians.first(where: { $0.id == visitOf }) {
      extra.texts[.technician] = oneLine(staff.name, limit: 60)
    }
    if let visit = journey.visits.first(where: { $0.technician == visitOf }), let depart = visit.planned.depart {
      extra.texts[.visit] = oneLine(visit.id, limit: 60)
      extra.texts[.depart] = TimeWords.clock(depart, recipient.zone)
    }
    let text = try Rendering(
      journey: journey, recipient: recipient, templates: templates, again: again, calendar: calendar != nil,
      extra: extra
    ).render(kind, variant: rule.template)
    let names = kind.namesTechnicians
    let told = kind.tellsStart && start != nil ? journey.prediction : nil
    return Notification(
      key: key, kind: kind, audience: rule.audience,
      appointment: journey.isWithoutAppointment ? nil : journey.appointment.id,
      complaint: journey.isWithoutAppointment ? journey.complaint?.id : nil, customer: journey.customer.id,
      technician: visitOf ?? recipient.technician, channel: recipient.channel,
      address: recipient.address, language: recipient.language, subject: text.subject, body: text.body,
      html: text.html, calendar: calendar, photo: names ? journey.crew.compactMap(\.photo).first : nil, rule: rule.id,
      reason: reason, cause: journey.cause, createdAt: journey.now, dueAt: dueAt, expiresAt: expiresAt,
      toldStart: start, toldUntil: told.map { Rendering.range($0, now: journey.now).end },
      toldTechnicians: names ? journey.crew.map(\.id) : [])
  }
}

extension NotificationKind {
  /// Whether it tells who comes, so that another is worth a word.
  var namesTechnicians: Bool {
    switch self {
    case .onMyWay, .runningLate, .technicianChanged, .reminderSoon, .arrived: true
    default: false
    }
  }
}

extension Journey {
  /// The promise as an iCalendar object; nil without one.
  func calendar(start: Instant?) -> String? {
    guard let promise = appointment.promise?.window else { return nil }
    let host = organisation.email?.split(separator: "@").last.map(String.init) ?? "punctual.invalid"
    let earlier = told.filter { $0.kind == .confirmation && $0.follows == nil }.count
    let contact = [organisation.phone, organisation.email].compactMap(\.self).joined(separator: "\n")
    return ICalendar(
      uid: "\(appointment.id)@\(host)", sequence: earlier, stamp: now, window: promise,
      summary: "\(oneLine(appointment.title, limit: 120)), \(oneLine(organisation.name, limit: 80))",
      location: oneLine(site.place.address, limit: 160), description: contact,
      organiser: oneLine(organisation.name, limit: 80), organiserAddress: organisation.email
    ).text
  }
}
