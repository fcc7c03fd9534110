import PunctualModel

/// A message that a rule asks for, before it is known to whom it goes and in what words.
struct Due {
  var kind: NotificationKind { rule.kind }
  var rule: NotificationRule
  /// When it is to leave, the quiet hours apart.
  var at: Instant
  var expiresAt: Instant
  var reason: String
  /// The start that it names.
  var start: Instant?
  /// Whether it is an update of what was said before.
  var again = false
  /// To which technician, where it is for one.
  var technician: String?
  /// Why a rule of its own kind forbids it.
  var withheld: String?
}

/// Which messages to the customer the present moment asks for.
struct Rules {
  var rules: NotificationRules
  var journey: Journey
  var told: Told
  /// Kinds that were asked for and may not be said.
  var withheld: Set<NotificationKind> = []

  private var appointment: Appointment { journey.appointment }
  private var now: Instant { journey.now }

  /// The most pressing one. What else is due is still due once it is told, unless it has made that needless.
  func due() -> Due? {
    for ask in [Self.promised, Self.missed, Self.noAccess, Self.choices, Self.estimate, Self.reminders] {
      if let due = ask(self)() { return due }
    }
    for ask in [Self.arrived, Self.finished, Self.followUp, Self.requestReceived, Self.care] {
      if let due = ask(self)() { return due }
    }
    return nil
  }

  /// The rule that holds for this customer.
  private func rule(_ kind: NotificationKind) -> NotificationRule? {
    withheld.contains(kind) ? nil : rules.rule(kind, tier: journey.customer.tier)
  }

  /// The chance at which a promise counts as safe again.
  var leave: Double { rules.leave(journey.customer.tier) }

  /// A message about something that happened at a moment: once for each time that it happens.
  private func event(_ kind: NotificationKind, _ moment: Instant?, _ reason: String) -> Due? {
    guard let rule = rule(kind), let moment, moment <= now, told.last(kind).map({ $0.createdAt < moment }) ?? true
    else { return nil }
    let at = moment + (rule.trigger.minutes ?? 0) * 60
    let expiry = bounded(at + rule.lifetime, rule)
    guard now <= expiry else { return nil }
    return Due(rule: rule, at: at, expiresAt: expiry, reason: reason)
  }

  /// No longer than the moment of the promise that the rule names.
  private func bounded(_ expiry: Instant, _ rule: NotificationRule) -> Instant {
    guard let window = appointment.promise?.window else { return expiry }
    switch rule.until {
    case .promiseStart: return min(expiry, window.start)
    case .promiseEnd: return min(expiry, window.end)
    default: return expiry
    }
  }

  private func requestReceived() -> Due? {
    guard appointment.stage == .requested, appointment.promise == nil else { return nil }
    return event(.requestReceived, journey.requestedAt, "The request came in.")
  }

  /// A promise that was not yet confirmed.
  private func promised() -> Due? {
    guard let rule = rule(.confirmation), journey.isAwaited, let promise = appointment.promise,
      !told.has(.confirmation, about: promise.window)
    else { return nil }
    let expiry = bounded(promise.madeAt + rule.lifetime, rule)
    guard now <= expiry else { return nil }
    let chance = promise.chance.map { ", with a chance of \(hundredths($0)) to keep it" } ?? ""
    return Due(
      rule: rule, at: now, expiresAt: expiry, reason: "\(text(promise.window)) was promised\(chance).",
      start: promise.window.start, again: told.knowsAnotherWindow)
  }

  private func reminders() -> Due? { reminded(.reminder) ?? reminded(.reminderSoon) }

  /// Some time before the promise starts. A day before, it is said on that day or not at all.
  private func reminded(_ kind: NotificationKind) -> Due? {
    guard let rule = rule(kind), journey.isAwaited, !journey.isUnderWay, !told.late,
      let promise = appointment.promise, !told.has(kind, about: promise.window),
      // Who was told of a delay, or of its end, knows that somebody is coming.
      told.last(.runningLate) == nil, told.last(.allClear) == nil,
      // A promise in danger is not repeated.
      !isInDanger(.runningLate),
      let (at, last, words) = moment(rule, promise)
    else { return nil }
    guard at <= now, now < last, promise.madeAt <= at else { return nil }
    if let other = rule.insteadOf.flatMap({ self.rules.rule($0, tier: journey.customer.tier) }),
      let (earlier, _, _) = moment(other, promise), promise.madeAt <= earlier
    {
      return nil
    }
    // A confirmation that came later than it should have has just said the same.
    if let confirmation = told.last(.confirmation), confirmation.createdAt >= at { return nil }
    return Due(
      rule: rule, at: now, expiresAt: bounded(at + rule.lifetime, rule),
      reason: "\(text(promise.window)) is promised: reminder \(words).", start: promise.window.start)
  }

  /// When a rule that goes by the promise's start speaks, until when at the latest, and in words.
  private func moment(_ rule: NotificationRule, _ promise: Promise) -> (at: Instant, last: Instant, words: String)? {
    let start = promise.window.start
    if let days = rule.trigger.days, let time = rule.trigger.at {
      let zone = journey.customer.zone
      let day = zone.local(start).date.adding(days: days)
      return (zone.instant(day, time), zone.day(day).end, days == -1 ? "the day before" : "\(-days) days before")
    }
    guard let minutes = rule.trigger.minutes else { return nil }
    return (start + minutes * 60, start, "\(-minutes) min before")
  }

  /// The time has passed and nobody came.
  private func missed() -> Due? {
    guard let rule = rule(.missed), let promise = appointment.promise, !told.has(.missed, about: promise.window),
      !journey.hasArrived
    else { return nil }
    // Who was told a later time waits for that one.
    let lastWord = max(promise.window.end, told.start ?? promise.window.end)
    let limit = lastWord + (rule.trigger.minutes ?? 0) * 60
    let called = appointment.stage == .missed
    guard called || (journey.isAwaited && !journey.isUnderWay && now >= limit) else { return nil }
    let expiry = limit + rule.lifetime
    guard now <= expiry else { return nil }
    let promised = "\(text(promise.window)) was promised"
    let reason =
      now < limit
      ? "The visit was called off as missed; \(promised)."
      : "\((now - promise.window.end) / 60) min past the promise's end, nobody on site and none under way; \(promised)."
    return Due(rule: rule, at: now, expiresAt: expiry, reason: reason)
  }

  private func noAccess() -> Due? {
    guard appointment.stage == .noAccess else { return nil }
    return event(.noAccess, journey.visits.compactMap(\.actual.finish).max(), "The technician was not let in.")
  }

  private func choices() -> Due? {
    guard ![.onSite, .finished, .cancelled].contains(appointment.stage) else { return nil }
    return event(.reschedule, journey.choicesAskedAt, "Another time is to be agreed on.")
  }

  /// The one message about when work will start and who does it that the moment asks for, if any.
  private func estimate() -> Due? {
    guard journey.isAwaited else { return nil }
    if journey.isUnderWay && !told.onMyWay, let due = onMyWay() { return due }
    if let promise = appointment.promise?.window, told.has(.missed, about: promise) { return nil }
    if let forecast = Forecast(journey) {
      if !told.late {
        if let late = runningLate(forecast) { return late }
      } else if told.lateWasSent, let clear = allClear(forecast) {
        return clear
      }
      if let moved = moved(forecast) { return moved }
    }
    return technicianChanged()
  }

  private func onMyWay() -> Due? {
    guard let rule = rule(.onMyWay) else { return nil }
    let forecast = Forecast(journey)
    let known = forecast.map { ": " + $0.figures } ?? "."
    return Due(
      rule: rule, at: now, expiresAt: bounded(now + rule.lifetime, rule),
      reason: "The technician has set out\(known)", start: forecast?.median)
  }

  private func isInDanger(_ kind: NotificationKind) -> Bool {
    guard let rule = rules.rule(kind, tier: journey.customer.tier) else { return false }
    return Forecast(journey)?.isLate(rule.trigger) ?? false
  }

  /// The promise is in danger.
  private func runningLate(_ forecast: Forecast) -> Due? {
    guard let rule = rule(.runningLate), forecast.isDanger(rule.trigger, now) else { return nil }
    // Whoever was told when the technician on the road will come needs no word of a mere chance to be late.
    if journey.isUnderWay, told.onMyWay, let end = forecast.promiseEnd, forecast.median <= end { return nil }
    return Due(
      rule: rule, at: now, expiresAt: now + rule.lifetime, reason: forecast.figures + recovery, start: forecast.median)
  }

  /// The danger that was told is over.
  private func allClear(_ forecast: Forecast) -> Due? {
    guard let rule = rule(.allClear), forecast.isOnTime(leave) else { return nil }
    return Due(
      rule: rule, at: now, expiresAt: now + rule.lifetime, reason: forecast.figures + recovery, start: forecast.median)
  }

  /// The time that was told is no longer the one to expect.
  private func moved(_ forecast: Forecast) -> Due? {
    guard let moved = rule(.etaMoved), told.late || (told.onMyWay && journey.isUnderWay), let start = told.start,
      abs(forecast.median - start) >= (moved.trigger.minutes ?? 15) * 60
    else { return nil }
    // While an untold delay is already over, there is nothing to correct.
    if told.late && !told.lateWasSent && forecast.isOnTime(leave) { return nil }
    // Where what told the time never left, it is said anew, not as an update.
    let kind: NotificationKind =
      if journey.isUnderWay && told.onMyWay {
        told.wasSent(.onMyWay) ? .etaMoved : .onMyWay
      } else {
        told.lateWasSent ? .etaMoved : .runningLate
      }
    guard let rule = rule(kind) else { return nil }
    let minutes = (forecast.median - start) / 60
    let direction = minutes > 0 ? "\(minutes) min later" : "\(-minutes) min earlier"
    var due = Due(
      rule: rule, at: now, expiresAt: now + rule.lifetime,
      reason: "\(forecast.figures) That is \(direction) than was told (\(clock(start))).", start: forecast.median,
      again: kind == .etaMoved)
    if let limit = moved.trigger.atMost, told.moves >= limit {
      due.withheld = "A moved time was told \(told.moves) times, and \(limit) is the limit. \(due.reason)"
    } else if let rest = moved.trigger.restMinutes, let last = told.startToldAt, now < last + rest * 60,
      abs(minutes) < 2 * (moved.trigger.minutes ?? 15)
    {
      due.withheld = "A time was told \((now - last) / 60) min ago, and \(rest) lie between two. \(due.reason)"
    }
    return due
  }

  /// Somebody else comes than the customer was told.
  private func technicianChanged() -> Due? {
    guard let rule = rule(.technicianChanged), let named = told.technicians, let promise = appointment.promise,
      now >= promise.window.start - (rule.trigger.withinMinutes ?? 0) * 60
    else { return nil }
    let coming = journey.crew.map(\.id)
    guard !coming.isEmpty, Set(coming) != Set(named) else { return nil }
    return Due(
      rule: rule, at: now, expiresAt: bounded(now + rule.lifetime, rule),
      reason: "\(coming.joined(separator: ", ")) comes; \(named.joined(separator: ", ")) was told.", start: told.start)
  }

  private func arrived() -> Due? {
    guard appointment.stage == .onSite else { return nil }
    return event(.arrived, journey.visits.compactMap(\.actual.arrive).max(), "The technician has arrived.")
  }

  /// What was done, when it is done, unless the follow-up says it.
  private func finished() -> Due? {
    guard var due = event(.finished, journey.finishedAt, finishedReason) else { return nil }
    if told.last(.followUp) != nil || followUp().map({ $0.withheld == nil }) ?? false {
      due.withheld = "The follow-up says what was done, too."
    }
    return due
  }

  /// Thanks and the survey, some time after the work, and not after each of many visits.
  private func followUp() -> Due? {
    guard told.last(.followUp) == nil, journey.survey == nil,
      var due = event(.followUp, journey.finishedAt, finishedReason)
    else { return nil }
    if let rest = due.rule.trigger.restDays, let last = journey.lastSurveyAt, due.at < last + rest * 86_400 {
      let zone = journey.organisation.zone
      due.withheld =
        "The customer was asked on \(zone.local(last).date); \(rest) days lie between two surveys."
    }
    return due
  }

  private var finishedReason: String {
    journey.finishedAt.map { "The work was finished at \(clock($0))." } ?? ""
  }

  /// What follows on the customer's own words.
  private func care() -> Due? {
    if let survey = journey.survey,
      let thanks = event(.thankYou, survey.at, "The customer gave \(survey.score) of 5.")
    {
      return thanks
    }
    guard let complaint = journey.complaint else { return nil }
    if complaint.closedAt != nil {
      return event(.complaintClosed, complaint.closedAt, "The complaint was closed.")
    }
    if complaint.answeredAt != nil {
      return event(.complaintAnswered, complaint.answeredAt, "The complaint was answered.")
    }
    // The apology for a missed visit has said that a complaint was opened.
    let wasTold = complaint.cause == .missed && told.last(.missed) != nil
    return wasTold ? nil : event(.complaintReceived, complaint.openedAt, "A complaint was opened.")
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

extension NotificationRules {
  /// The chance at which a promise counts as safe again; 0.2 where no rule says.
  func leave(_ tier: String) -> Double {
    rule(.allClear, tier: tier)?.trigger.chance ?? 0.2
  }
}
