import PunctualModel

/// Decides what a customer is told of an appointment, and whether a message is still true when it is about to leave.
///
/// It reads no clock and keeps nothing: the same ``Journey`` always gives the same answer, and once what it decided
/// is among `told`, it decides nothing more.
public struct Notifier: Sendable {
  public let policy: NotificationPolicy
  let templates: [TemplateName: ParsedTemplate]

  /// Throws all that is wrong with the policy (`outOfRange`) and the templates (`badTemplate`).
  public init(policy: NotificationPolicy = NotificationPolicy(), templates: Templates = .shipped) throws(Faults) {
    var faults: [Fault] = []
    var parsed: [TemplateName: ParsedTemplate] = [:]
    do throws(Faults) { try policy.check() } catch { faults += error.all }
    do throws(Faults) { parsed = try templates.parsed() } catch { faults += error.all }
    if !faults.isEmpty { throw Faults(faults) }
    self.policy = policy
    self.templates = parsed
  }

  /// The messages to queue now, rendered, and those that a rule asks for and another forbids.
  ///
  /// Throws `badTemplate` where a message lacks what its template needs.
  public func decide(_ journey: Journey) throws(Faults) -> Decisions {
    var decisions = Decisions()
    var journey = journey
    // Each message changes what there is left to say, so the rules are asked until they ask for nothing more.
    for _ in NotificationKind.allCases {
      let told = Told(journey)
      guard let due = Rules(policy: policy, journey: journey, told: told).due() else { break }
      if let reason = reasonToWithhold(due, journey, told) {
        decisions.withheld.append(Withheld(kind: due.kind, reason: reason))
        break
      }
      var message = try notification(due, journey, told)
      decisions.notifications.append(message)
      message.sequence = .max
      journey.told.append(message)
    }
    return decisions
  }

  /// When a message may leave at the earliest if it is to leave at `instant`: later only for what can wait, in the
  /// quiet hours of the customer. Ask again before each attempt, for a retry may fall into the night.
  public func earliestDelivery(of kind: NotificationKind, at instant: Instant, to customer: Customer) -> Instant {
    guard NotificationPolicy.isShiftable(kind), let quiet = policy.quietHours else { return instant }
    return quiet.firstOpen(from: instant, in: customer.zone)
  }

  private func reasonToWithhold(_ due: Due, _ journey: Journey, _ told: Told) -> String? {
    if let reason = due.withheld { return reason }
    if journey.customer.contacts.isEmpty { return "The customer has no contact." }
    if journey.contact == nil { return "The customer has consented to no contact that can be used." }
    if due.kind != .confirmation && due.kind != .missed && told.counted >= policy.messageLimit {
      return "The visit has had \(told.counted) of at most \(policy.messageLimit) messages."
    }
    if departure(of: due, journey) > due.expiresAt {
      return "The customer's quiet hours last until it would be worth nothing."
    }
    return nil
  }

  private func departure(of due: Due, _ journey: Journey) -> Instant {
    let wanted = max(due.at, journey.now)
    let open = earliestDelivery(of: due.kind, at: wanted, to: journey.customer)
    // A confirmation answers somebody who has just booked, so it had better come at night than after the visit.
    return due.kind == .confirmation && open > due.expiresAt ? wanted : open
  }

  private func notification(_ due: Due, _ journey: Journey, _ told: Told) throws(Faults) -> Notification {
    guard let contact = journey.contact else {
      throw Faults(.internalError, "A message to nobody was asked for.")
    }
    let text = try Rendering(journey: journey, templates: templates).render(
      due.kind, to: contact.channel, again: due.again)
    return Notification(
      key: told.nextKey(due.kind, journey.appointment), kind: due.kind, appointment: journey.appointment.id,
      customer: journey.customer.id, channel: contact.channel, address: contact.address,
      language: journey.customer.language, subject: text.subject, body: text.body, reason: due.reason,
      cause: journey.cause, createdAt: journey.now, dueAt: departure(of: due, journey), expiresAt: due.expiresAt,
      toldStart: due.start)
  }
}
