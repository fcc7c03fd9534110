import PunctualModel

/// One change of a technician's day, as the technician is told.
public struct DayChange: Sendable, Hashable {
  /// What became of the visit.
  public enum Kind: String, Sendable, CaseIterable {
    case added, removed, retimed
  }

  public var kind: Kind
  public var customer: String
  public var place: String
  /// When work starts now; nil where it is gone.
  public var start: Instant?

  public init(kind: Kind, customer: String, place: String, start: Instant? = nil) {
    self.kind = kind
    self.customer = customer
    self.place = place
    self.start = start
  }
}

/// Messages that follow on something else than the course of a visit.
extension Notifier {
  /// What follows on a message that was given up: the same on the recipient's next channel; where there is none, word to
  /// the office that the customer could not be reached. Nil where it is worth nothing any more, or nobody is left.
  ///
  /// - Parameter journey: of this moment; `told` holds the failed message and those that it stood in for.
  public func followOn(_ failed: Notification, _ journey: Journey) throws(Faults) -> Notification? {
    let tier = journey.customer.tier
    guard failed.kind != .unreached, reasonToDropAnywhere(failed, journey) == nil,
      let rule = rules.rules.first(where: { $0.id == failed.rule })
        ?? rules.rule(failed.kind, for: failed.audience, tier: tier)
    else { return nil }
    let told = Told(journey)
    var chain: [Notification] = [failed]
    while let before = journey.told.first(where: { $0.key == chain[chain.count - 1].follows }) { chain.append(before) }
    let tried = Set(chain.map(\.address))
    let recipient = Recipient(
      failed.audience, technician: failed.technician, rule: rule, journey, tried: tried)
    if let recipient {
      let words = "\(failed.reason) By \(recipient.channel.rawValue), because \(failed.channel.rawValue) did not work."
      var draft = Draft(
        rule: rule, recipient: recipient, key: Self.followKey(chain), reason: words,
        dueAt: max(failed.dueAt, open(rule, journey.now, recipient.zone)), expiresAt: failed.expiresAt,
        start: failed.toldStart, again: failed.kind == .confirmation && told.knowsAnotherWindow)
      draft.visitOf = failed.technician
      guard draft.dueAt <= draft.expiresAt else { return nil }
      var next = try draft.notification(journey, templates)
      next.follows = failed.key
      next.toldUntil = failed.toldUntil
      return next
    }
    guard failed.audience == .customer, let rule = rules.rule(.unreached, for: .dispatcher, tier: tier),
      let office = Recipient(.dispatcher, technician: nil, rule: rule, journey)
    else { return nil }
    var extra = TemplateValues()
    extra.texts[.about] = oneLine(failed.subject.isEmpty ? failed.body : failed.subject, limit: 100)
    extra.texts[.tried] = oneLine(chain.reversed().map(\.address).joined(separator: ", "), limit: 200)
    return try Draft(
      rule: rule, recipient: office, key: told.nextKey(.unreached, journey.appointment),
      reason: "\(failed.key) could not be delivered: \(failed.lastError ?? "no channel took it")",
      dueAt: journey.now, expiresAt: journey.now + rule.lifetime, extra: extra
    ).notification(journey, templates)
  }

  /// As ``reasonToDrop(_:_:)``, but the address of the failed message does not matter.
  private func reasonToDropAnywhere(_ failed: Notification, _ journey: Journey) -> String? {
    guard failed.audience == .customer else { return reasonToDrop(failed, journey) }
    var reachable = journey
    reachable.customer.contacts.append(Contact(channel: failed.channel, address: failed.address, consent: true))
    return reasonToDrop(failed, reachable)
  }

  /// `reminder/a017/1+2@…`: the second attempt to say what `reminder/a017/1@…` was to say.
  private static func followKey(_ chain: [Notification]) -> String {
    let root = chain[chain.count - 1].key
    let mark = root.firstIndex(of: "@") ?? root.endIndex
    return "\(root[..<mark])+\(chain.count + 1)\(root[mark...])"
  }

  /// Word to the office about an answer that a person must read; nil where no rule asks for it or the office has no
  /// address.
  ///
  /// - Parameters:
  ///   - words: what the customer wrote.
  ///   - wants: what it was understood as, in a word; empty where it was not.
  public func needsPerson(_ journey: Journey, words: String, wants: String) throws(Faults) -> Notification? {
    guard let rule = rules.rule(.needsPerson, for: .dispatcher, tier: journey.customer.tier),
      let office = Recipient(.dispatcher, technician: nil, rule: rule, journey)
    else { return nil }
    var extra = TemplateValues()
    let shown = oneLine(words, limit: office.channel == .sms ? 120 : 1000)
    extra.texts[.words] = shown.isEmpty ? "…" : shown
    extra.texts[.wants] = wants
    return try Draft(
      rule: rule, recipient: office, key: Told(journey).nextKey(.needsPerson, journey.appointment),
      reason: "The customer wrote\(wants.isEmpty ? "" : ": \(wants)").", dueAt: journey.now,
      expiresAt: journey.now + rule.lifetime, extra: extra
    ).notification(journey, templates)
  }

  /// Word to a technician that a day is another than the one that was known; nil where no rule asks for it, the day is too
  /// far away, or the technician has no address.
  ///
  /// - Parameters:
  ///   - journey: of the first appointment that changed.
  ///   - revision: of the plan, or what else tells one change from the next, so that the same change is told once.
  public func dayChanged(
    _ technician: Technician, _ changes: [DayChange], on date: LocalDate, revision: String, _ journey: Journey
  ) throws(Faults) -> Notification? {
    var journey = journey
    journey.technicians.removeAll { $0.id == technician.id }
    journey.technicians.append(technician)
    let home = journey.organisation.zone
    guard !changes.isEmpty, let rule = rules.rule(.dayChanged, for: .technician, tier: journey.customer.tier),
      let recipient = Recipient(.technician, technician: technician.id, rule: rule, journey),
      journey.now >= home.day(date).start - (rule.trigger.withinMinutes ?? 0) * 60
    else { return nil }
    let words = TimeWords(language: recipient.language, zone: home, home: home, now: journey.now)
    var extra = TemplateValues()
    extra.texts[.technician] = oneLine(technician.name, limit: 60)
    extra.texts[.day] = words.date(date)
    // In the order of the day; what is gone comes last.
    let inOrder = changes.enumerated().sorted {
      ($0.element.start?.epochSeconds ?? .max, $0.offset) < ($1.element.start?.epochSeconds ?? .max, $1.offset)
    }.map(\.element)
    let lines = inOrder.prefix(recipient.channel == .sms ? 4 : 30).map { Self.words($0, words) }
    let more = changes.count > lines.count ? ["+ \(changes.count - lines.count)"] : []
    extra.texts[.changes] = (lines + more).joined(separator: recipient.channel == .sms ? "; " : "\n")
    return try Draft(
      rule: rule, recipient: recipient, key: "\(rule.kind.rawValue)/\(technician.id)/\(date)/\(revision)",
      reason: "\(changes.count) visit\(changes.count == 1 ? "" : "s") of \(date) changed.",
      dueAt: journey.now, expiresAt: journey.now + rule.lifetime, visitOf: technician.id, extra: extra
    ).notification(journey, templates)
  }

  private static func words(_ change: DayChange, _ words: TimeWords) -> String {
    let whom = "\(oneLine(change.customer, limit: 40)), \(oneLine(change.place, limit: 40))"
    let start = change.start.map(words.clock) ?? ""
    switch (change.kind, words.language) {
    case (.added, .english): return "new at \(start): \(whom)"
    case (.added, .german): return "neu um \(start): \(whom)"
    case (.removed, .english): return "no longer: \(whom)"
    case (.removed, .german): return "nicht mehr: \(whom)"
    case (.retimed, .english): return "now at \(start): \(whom)"
    case (.retimed, .german): return "jetzt um \(start): \(whom)"
    }
  }
}
