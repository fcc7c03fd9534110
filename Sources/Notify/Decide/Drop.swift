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
    let agreed = journey.customer.contacts.contains {
      $0.channel == notification.channel && $0.address == notification.address && $0.consent
    }
    if !agreed { return "The customer no longer consents to this \(notification.channel.rawValue) contact." }
    if journey.appointment.stage == .cancelled { return "The appointment is cancelled." }
    return reasonUntrue(notification, journey, Told(journey))
  }

  private func reasonUntrue(_ message: Notification, _ journey: Journey, _ told: Told) -> String? {
    let kind = message.kind
    // What is about the promise falls with it; what is about the time of arrival falls to the next word on it.
    let successors: Set<NotificationKind> =
      switch kind {
      case .confirmation, .missed: [.confirmation]
      case .reminder: [.confirmation, .reminder, .runningLate, .missed]
      case .onMyWay, .runningLate, .allClear: [.confirmation, .onMyWay, .runningLate, .allClear, .missed]
      case .followUp: []
      }
    if let later = told.successor(of: message, among: successors) { return "Superseded by \(later.key)." }

    let forecast = Forecast(journey)
    switch kind {
    case .confirmation, .reminder:
      guard let promise = journey.appointment.promise, Told.isAbout(promise.window, message) else {
        return "The promise has changed since."
      }
      if !journey.isAwaited { return "Nobody is awaited any more: the visit is \(journey.appointment.stage.rawValue)." }
      if kind == .reminder && journey.isUnderWay { return "The technician is already under way." }
    case .onMyWay:
      if journey.hasArrived { return "The technician has already arrived." }
      if !journey.isUnderWay { return "The technician is no longer under way." }
    case .runningLate:
      if journey.hasArrived { return "The technician has already arrived." }
      if !journey.isAwaited { return "Nobody is awaited any more: the visit is \(journey.appointment.stage.rawValue)." }
      if let forecast, forecast.isOnTime(policy) { return "The promise is safe again: \(forecast.figures)" }
    case .allClear:
      if journey.hasArrived { return "The technician has already arrived." }
      if !journey.isAwaited { return "Nobody is awaited any more: the visit is \(journey.appointment.stage.rawValue)." }
      if let forecast, forecast.isLate(policy) { return "The promise is in danger again: \(forecast.figures)" }
    case .missed:
      if journey.hasArrived { return "The technician has come after all." }
      if journey.isUnderWay { return "A technician is under way after all." }
    case .followUp:
      if journey.appointment.stage != .finished { return "The work is not finished." }
    }
    return nil
  }
}
