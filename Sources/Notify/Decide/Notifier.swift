import PunctualModel

/// Decides what a customer is told of an appointment, and whether a message is still true when it is about to leave.
///
/// It reads no clock and keeps nothing: the same ``Journey`` always gives the same answer, and once what it decided is among
/// `told`, it decides nothing more.
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
    let told = Told(journey)
    for due in Rules(policy: policy, journey: journey, told: told).due() {
      try add(due, journey, told, to: &decisions)
    }
    return decisions
  }

  /// When a message may leave at the earliest if it is to leave at `instant`: later only for what can wait, in the quiet hours
  /// of the customer. Ask again before each attempt, for a retry may fall into the night.
  public func earliestDelivery(of kind: NotificationKind, at instant: Instant, to customer: Customer) -> Instant {
    guard NotificationPolicy.isShiftable(kind), let quiet = policy.quietHours else { return instant }
    return quiet.firstOpen(from: instant, in: customer.zone)
  }

  private func add(_ due: Due, _ journey: Journey, _ told: Told, to decisions: inout Decisions) throws(Faults) {
    func withhold(_ reason: String) {
      decisions.withheld.append(Withheld(kind: due.kind, reason: reason))
    }
    if let reason = due.withheld { return withhold(reason) }
    guard let contact = journey.contact else {
      return withhold(
        journey.customer.contacts.isEmpty
          ? "The customer has no contact." : "The customer has consented to no contact that can be used.")
    }
    guard due.kind == .confirmation || due.kind == .missed || told.counted < policy.messageLimit else {
      return withhold("The visit has had \(told.counted) of at most \(policy.messageLimit) messages.")
    }
    var dueAt = max(due.at, journey.now)
    let open = earliestDelivery(of: due.kind, at: dueAt, to: journey.customer)
    if open <= due.expiresAt {
      dueAt = open
    } else if due.kind != .confirmation {
      // A confirmation answers somebody who has just booked, so it had better come at night than after the visit.
      return withhold("The customer's quiet hours last until it would be worth nothing.")
    }
    let text = try Rendering(journey: journey, templates: templates).render(
      due.kind, to: contact.channel, again: due.again)
    decisions.notifications.append(
      Notification(
        key: told.nextKey(due.kind, journey.appointment), kind: due.kind, appointment: journey.appointment.id,
        customer: journey.customer.id, channel: contact.channel, address: contact.address,
        language: journey.customer.language, subject: text.subject, body: text.body, reason: due.reason,
        cause: journey.cause, createdAt: journey.now, dueAt: dueAt, expiresAt: due.expiresAt,
        toldStart: due.start))
  }
}
