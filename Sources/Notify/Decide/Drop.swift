import PunctualModel

extension Notifier {
  /// Why a queued message must not leave any more, in a sentence; nil where it is still true and wanted.
  ///
  /// To be asked right before each attempt to deliver, with a journey of that moment.
  public func reasonToDrop(_ notification: Notification, _ journey: Journey) -> String? {
    if journey.now > notification.expiresAt {
      let zone = journey.organisation.zone
      let (date, _) = zone.local(notification.expiresAt)
      return "It expired on \(date) at \(TimeWords.clock(notification.expiresAt, zone))."
    }
    if notification.audience == .customer, !isAgreed(notification, journey.customer) {
      return "The customer no longer consents to this \(notification.channel.rawValue) contact."
    }
    if journey.appointment.stage == .cancelled, notification.kind.isAboutVisit {
      return "The appointment is cancelled."
    }
    return reasonUntrue(notification, journey, Told(journey))
  }

  /// Whether what is predicted decides if a queued message is still true.
  public func dependsOnForecast(_ message: Notification) -> Bool {
    let conditions = rule(of: message, tier: nil)?.cancelledBy ?? []
    return conditions.contains(.safeAgain) || conditions.contains(.inDanger)
  }

  /// The rule that a message was made by; where there is none of its name any more, the one of its kind.
  private func rule(of message: Notification, tier: String?) -> NotificationRule? {
    rules.rules.first { $0.id == message.rule && $0.kind == message.kind }
      ?? rules.rule(message.kind, for: message.audience, tier: tier ?? "")
  }

  private func isAgreed(_ notification: Notification, _ customer: Customer) -> Bool {
    customer.contacts.contains {
      $0.channel == notification.channel && $0.address == notification.address && $0.consent
    }
  }

  private func reasonUntrue(_ message: Notification, _ journey: Journey, _ told: Told) -> String? {
    guard let rule = rule(of: message, tier: journey.customer.tier) else { return nil }
    if let later = told.successor(of: message, among: rule.supersededBy) { return "Superseded by \(later.key)." }
    for condition in rule.cancelledBy {
      if let reason = reason(condition, message, journey) { return reason }
    }
    return nil
  }

  /// A sentence where the condition holds.
  private func reason(_ condition: RuleCondition, _ message: Notification, _ journey: Journey) -> String? {
    let stage = journey.appointment.stage
    let forecast = Forecast(journey)
    switch condition {
    case .promised:
      return journey.appointment.promise == nil ? nil : "A window is promised meanwhile."
    case .promiseChanged:
      return isAboutPromise(message, journey.appointment.promise) ? nil : "The promise has changed since."
    case .notAwaited:
      return journey.isAwaited ? nil : "Nobody is awaited any more: the visit is \(stage.rawValue)."
    case .underWay:
      guard journey.isUnderWay else { return nil }
      return message.kind == .missed
        ? "A technician is under way after all." : "The technician is already under way."
    case .notUnderWay:
      return journey.isUnderWay ? nil : "The technician is no longer under way."
    case .arrived:
      guard journey.hasArrived else { return nil }
      return message.kind == .missed ? "The technician has come after all." : "The technician has already arrived."
    case .safeAgain:
      guard let forecast, forecast.isOnTime(rules.leave(journey.customer.tier)) else { return nil }
      return "The promise is safe again: \(forecast.figures)"
    case .inDanger:
      guard let late = rules.rule(.runningLate, tier: journey.customer.tier), let forecast,
        forecast.isLate(late.trigger)
      else { return nil }
      return "The promise is in danger again: \(forecast.figures)"
    case .finished: return stage == .finished ? "The work is finished." : nil
    case .notFinished: return stage == .finished ? nil : "The work is not finished."
    case .complaintClosed: return journey.complaint?.closedAt == nil ? nil : "The complaint is closed."
    }
  }

  private func isAboutPromise(_ message: Notification, _ promise: Promise?) -> Bool {
    guard let promise else { return !Told.namesPromise(message.kind) }
    return Told.namesPromise(message.kind)
      ? Told.isAbout(promise.window, message) : promise.madeAt <= message.createdAt
  }
}

extension NotificationKind {
  /// Whether it is pointless once the appointment is called off.
  var isAboutVisit: Bool {
    switch self {
    case .thankYou, .complaintReceived, .complaintAnswered, .complaintClosed, .poorSurvey, .needsPerson, .dayChanged:
      false
    default: true
    }
  }
}
