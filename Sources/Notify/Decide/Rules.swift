import PunctualModel

/// A message that a rule asks for, before it is known to whom it goes and in what words.
struct Due {
  var kind: NotificationKind
  /// When it is to leave, the quiet hours apart.
  var at: Instant
  var expiresAt: Instant
  var reason: String
  /// The start that it names.
  var start: Instant?
  /// Whether it is an update of what was said before.
  var again = false
  /// Why a rule of its own kind forbids it.
  var withheld: String?
}

/// The rules: which messages the present moment asks for.
struct Rules {
  var policy: NotificationPolicy
  var journey: Journey
  var told: Told

  private var appointment: Appointment { journey.appointment }
  private var now: Instant { journey.now }

  /// The most pressing one. What else is due is still due once it is told, unless it has made that needless.
  func due() -> Due? {
    confirmation() ?? missed() ?? estimate() ?? reminder() ?? followUp()
  }

  /// A promise that was not yet confirmed.
  private func confirmation() -> Due? {
    guard journey.isAwaited, let promise = appointment.promise, !told.has(.confirmation, about: promise.window) else {
      return nil
    }
    let expiry = min(promise.madeAt + policy.lifetimes.seconds(.confirmation), promise.window.end)
    guard now <= expiry else { return nil }
    let chance = promise.chance.map { ", with a chance of \(hundredths($0)) to keep it" } ?? ""
    return Due(
      kind: .confirmation, at: now, expiresAt: expiry,
      reason: "\(text(promise.window)) was promised\(chance).", start: promise.window.start,
      again: told.wasSent(.confirmation))
  }

  /// The day before, or shortly before where the promise is younger than that.
  private func reminder() -> Due? {
    guard journey.isAwaited, !journey.isUnderWay, !told.late, let promise = appointment.promise,
      !told.has(.reminder, about: promise.window),
      // Who was told of a delay, or of its end, knows that somebody is coming.
      told.last(.runningLate) == nil, told.last(.allClear) == nil,
      // A promise in danger is not repeated.
      !(Forecast(journey)?.isLate(policy) ?? false)
    else { return nil }
    let zone = journey.customer.zone
    let eve = zone.local(promise.window.start).date.adding(days: -1)
    let dayBefore = zone.instant(eve, policy.reminderTime)
    let shortlyBefore = promise.window.start - policy.reminderMinutesBefore * 60
    let (at, why, last) =
      promise.madeAt <= dayBefore
      ? (dayBefore, "the day before", zone.day(eve).end)
      : (shortlyBefore, "\(policy.reminderMinutesBefore) min before", promise.window.start)
    guard at <= now, now < last, promise.madeAt <= at else { return nil }
    // A confirmation that came later than it should have has just said the same.
    if let confirmation = told.last(.confirmation), confirmation.createdAt >= at { return nil }
    return Due(
      kind: .reminder, at: now, expiresAt: min(at + policy.lifetimes.seconds(.reminder), promise.window.start),
      reason: "\(text(promise.window)) is promised: reminder \(why).", start: promise.window.start)
  }

  /// The time has passed and nobody came.
  private func missed() -> Due? {
    guard let promise = appointment.promise, !told.has(.missed, about: promise.window), !journey.hasArrived else {
      return nil
    }
    // Who was told a later time waits for that one.
    let lastWord = max(promise.window.end, told.start ?? promise.window.end)
    let limit = lastWord + policy.missedAfterMinutes * 60
    let called = appointment.stage == .missed
    guard called || (journey.isAwaited && !journey.isUnderWay && now >= limit) else { return nil }
    let expiry = limit + policy.lifetimes.seconds(.missed)
    guard now <= expiry else { return nil }
    let promised = "\(text(promise.window)) was promised"
    let reason =
      now < limit
      ? "The visit was called off as missed; \(promised)."
      : "\((now - promise.window.end) / 60) min past the promise's end, nobody on site and none under way; \(promised)."
    return Due(kind: .missed, at: now, expiresAt: expiry, reason: reason)
  }

  /// The one message about when work will start that the moment asks for, if any.
  private func estimate() -> Due? {
    guard journey.isAwaited else { return nil }
    if journey.isUnderWay && !told.onMyWay { return onMyWay() }
    guard let forecast = Forecast(journey) else { return nil }
    if let promise = appointment.promise?.window, told.has(.missed, about: promise) { return nil }
    if !told.late {
      if let late = runningLate(forecast) { return late }
    } else if told.lateWasSent, let clear = allClear(forecast) {
      return clear
    }
    return moved(forecast)
  }

  private func onMyWay() -> Due {
    let forecast = Forecast(journey)
    let known = forecast.map { ": " + $0.figures } ?? "."
    return Due(
      kind: .onMyWay, at: now, expiresAt: now + policy.lifetimes.seconds(.onMyWay),
      reason: "The technician has set out\(known)", start: forecast?.median)
  }

  /// The promise is in danger.
  private func runningLate(_ forecast: Forecast) -> Due? {
    let horizon = forecast.chanceLate >= policy.lateSure ? policy.sureHorizonMinutes : policy.lateHorizonMinutes
    guard let end = forecast.promiseEnd, now >= end - horizon * 60, forecast.isLate(policy) else { return nil }
    return Due(
      kind: .runningLate, at: now, expiresAt: now + policy.lifetimes.seconds(.runningLate),
      reason: forecast.figures + recovery, start: forecast.median)
  }

  /// The danger that was told is over.
  private func allClear(_ forecast: Forecast) -> Due? {
    guard forecast.isOnTime(policy) else { return nil }
    return Due(
      kind: .allClear, at: now, expiresAt: now + policy.lifetimes.seconds(.allClear),
      reason: forecast.figures + recovery, start: forecast.median)
  }

  /// The time that was told is no longer the one to expect.
  private func moved(_ forecast: Forecast) -> Due? {
    guard told.late || (told.onMyWay && journey.isUnderWay), let start = told.start,
      abs(forecast.median - start) >= policy.movedMinutes * 60
    else { return nil }
    // While an untold delay is already over, there is nothing to correct.
    if told.late && !told.lateWasSent && forecast.isOnTime(policy) { return nil }
    let kind: NotificationKind = journey.isUnderWay && told.onMyWay ? .onMyWay : .runningLate
    let minutes = (forecast.median - start) / 60
    let direction = minutes > 0 ? "\(minutes) min later" : "\(-minutes) min earlier"
    var due = Due(
      kind: kind, at: now, expiresAt: now + policy.lifetimes.seconds(kind),
      reason: "\(forecast.figures) That is \(direction) than was told (\(clock(start))).", start: forecast.median,
      again: told.lateWasSent || told.wasSent(.onMyWay))
    if told.moves >= policy.movedLimit {
      due.withheld = "A moved time was told \(told.moves) times, and \(policy.movedLimit) is the limit. \(due.reason)"
    }
    return due
  }

  /// Thanks and the survey, some time after the work.
  private func followUp() -> Due? {
    guard appointment.stage == .finished, told.last(.followUp) == nil,
      let finish = journey.visits.compactMap(\.actual.finish).max()
    else { return nil }
    let at = finish + policy.followUpAfterMinutes * 60
    let expiry = at + policy.lifetimes.seconds(.followUp)
    guard now <= expiry else { return nil }
    return Due(kind: .followUp, at: at, expiresAt: expiry, reason: "The work was finished at \(clock(finish)).")
  }

  private var recovery: String {
    journey.recovery.map { " Done to keep the promise: \($0)." } ?? ""
  }

  private func clock(_ instant: Instant) -> String {
    TimeWords.clock(instant, journey.organisation.zone)
  }

  private func text(_ window: TimeWindow) -> String {
    "\(journey.organisation.zone.local(window.start).date) \(clock(window.start))–\(clock(window.end))"
  }
}
