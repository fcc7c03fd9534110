import PunctualModel

/// Which messages to the firm's own people the present moment asks for.
struct StaffRules {
  var rules: NotificationRules
  var journey: Journey
  var told: Told

  /// All of them: they do not bear on one another.
  func due() -> [Due] {
    [jeopardy(), missed(), poorSurvey()].compactMap(\.self) + notStarted()
  }

  private func rule(_ kind: NotificationKind, _ audience: Audience) -> NotificationRule? {
    rules.rule(kind, for: audience, tier: journey.customer.tier)
  }

  /// A promise in danger that nothing was found to keep. Said once, and again only after it was safe in between, which
  /// the customer was told, or after a new promise. Where nobody may write to the customer, it is said sooner than the
  /// customer would have been told, by the minutes that a call may take.
  private func jeopardy() -> Due? {
    guard let rule = rule(.jeopardy, .dispatcher), journey.isAwaited, let forecast = Forecast(journey),
      let promise = journey.appointment.promise, !told.has(.missed, about: promise.window),
      forecast.isDanger(rule.trigger, journey.now) || mustCall(forecast, rule.trigger.minutes ?? 0)
    else { return nil }
    if let last = told.last(.jeopardy, to: .dispatcher), last.createdAt >= promise.madeAt,
      told.last(.allClear).map({ $0.createdAt <= last.createdAt }) ?? true
    {
      return nil
    }
    return due(rule, journey.now, forecast.figures, start: forecast.median)
  }

  /// Whether the customer is to be told, and can only be called.
  private func mustCall(_ forecast: Forecast, _ minutes: Int) -> Bool {
    guard let late = rules.rule(.runningLate, tier: journey.customer.tier), isOnlyCalled(late) else { return false }
    return forecast.isDanger(late.trigger, journey.now) || forecast.isDanger(late.trigger, journey.now + minutes * 60)
  }

  /// Whether nobody may write to the customer by any channel.
  private func isOnlyCalled(_ rule: NotificationRule) -> Bool {
    Recipient(.customer, technician: nil, rule: rule, journey) == nil
  }

  /// Nobody will come, and nobody may write to the customer, who was not told when somebody still might.
  private func missed() -> Due? {
    guard let rule = rule(.unreached, .dispatcher), journey.appointment.stage == .missed,
      let promise = journey.appointment.promise, let word = rules.rule(.missed, tier: journey.customer.tier),
      isOnlyCalled(word), !told.has(.missed, about: promise.window),
      told.last(.unreached, to: .dispatcher).map({ $0.createdAt < promise.madeAt }) ?? true,
      journey.now <= promise.window.end + word.lifetime
    else { return nil }
    return due(rule, journey.now, "Nobody will come, and nobody may write to the customer.")
  }

  /// The time to set out has passed, and the technician has been free for a while. Who would only wait at the door may leave
  /// later.
  private func notStarted() -> [Due] {
    guard journey.isAwaited, !journey.isUnderWay else { return [] }
    return journey.visits.flatMap { visit -> [Due] in
      guard visit.stage.isWaiting, let depart = visit.planned.depart,
        !journey.busy.contains(visit.technician)
      else { return [] }
      return [Audience.technician, .dispatcher].compactMap { audience in
        guard let rule = rule(.notStarted, audience) else { return nil }
        let wait = visit.planned.start.flatMap { start in visit.planned.arrive.map { max(0, start - $0) } } ?? 0
        let able = max(depart + wait, journey.freeSince[visit.technician] ?? depart)
        let at = able + (rule.trigger.minutes ?? 0) * 60
        let last = told.standing.last {
          $0.kind == .notStarted && $0.audience == audience && $0.technician == visit.technician
        }
        guard at <= journey.now, journey.now <= at + rule.lifetime, last.map({ $0.createdAt < depart }) ?? true else {
          return nil
        }
        let clock = TimeWords.clock(depart, journey.organisation.zone)
        var due = due(rule, journey.now, "To set out at \(clock) by plan, and nothing is reported.")
        due.technician = visit.technician
        return due
      }
    }
  }

  private func poorSurvey() -> Due? {
    guard let rule = rule(.poorSurvey, .dispatcher), let survey = journey.survey,
      survey.score <= rule.trigger.score ?? SurveyAnswer.poor, journey.now <= survey.at + rule.lifetime,
      told.last(.poorSurvey, to: .dispatcher).map({ $0.createdAt < survey.at }) ?? true
    else { return nil }
    return due(rule, survey.at, "The customer gave \(survey.score) of 5.")
  }

  private func due(_ rule: NotificationRule, _ at: Instant, _ reason: String, start: Instant? = nil) -> Due {
    Due(rule: rule, at: at, expiresAt: at + rule.lifetime, reason: reason, start: start)
  }
}
