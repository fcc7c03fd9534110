extension NotificationRules {
  /// The rules of a firm that has stated none.
  ///
  /// Customers hear what they need to plan their day by, and a survey at most once a month; those of the best tier, where
  /// there are several, also what was done.
  public static func standard(tiers: [ServiceTier] = []) -> NotificationRules {
    let best = tiers.count > 1 ? tiers.prefix(1).map(\.name) : []
    return NotificationRules(
      rules: customer(best) + delays(tiers, best) + care + staff)
  }

  /// Running late, for each tier: told early only where it is rather sure, by the tier's own time where it is likely, and at
  /// the last moment at which it is half an hour ahead already where it is likely enough to matter. Later than that a word
  /// comes too late to plan by, so it takes an even chance.
  private static func delays(_ tiers: [ServiceTier], _ best: [String]) -> [NotificationRule] {
    let own = tiers.map { tier in
      var rule = delay("running-late-\(tier.name)", toldAhead: tier.toldAheadMinutes)
      rule.tiers = [tier.name]
      if best.contains(tier.name) { (rule.template, rule.choices) = ("premium", 3) }
      return rule
    }
    return own + [delay("running-late", toldAhead: ServiceTier.standard.toldAheadMinutes)]
  }

  private static func delay(_ id: String, toldAhead: Int) -> NotificationRule {
    NotificationRule(
      id, .runningLate,
      on: RuleTrigger(
        .inDanger, chance: 0.2, withinMinutes: 40, likelyChance: toldAhead > 30 ? 0.6 : nil,
        likelyWithinMinutes: toldAhead > 30 ? toldAhead + 10 : nil, sureChance: 0.8, sureWithinMinutes: 180,
        lateChance: 0.5, lateWithinMinutes: 30),
      urgent: true, lifetimeMinutes: 60, cancelledBy: [.arrived, .notAwaited, .safeAgain], supersededBy: newWord,
      choices: 2)
  }

  private static let newWord: [NotificationKind] = [
    .confirmation, .onMyWay, .runningLate, .etaMoved, .allClear, .missed,
  ]
  private static let reminded: [NotificationKind] = [
    .confirmation, .reminder, .reminderSoon, .runningLate, .missed,
  ]

  private static func customer(_ best: [String]) -> [NotificationRule] {
    var rules = [
      NotificationRule(
        "request-received", .requestReceived, on: RuleTrigger(.requested), lifetimeMinutes: 1440,
        cancelledBy: [.promised]),
      NotificationRule(
        "confirmation", .confirmation, on: RuleTrigger(.promised), lifetimeMinutes: 2880, until: .promiseEnd,
        cancelledBy: [.promiseChanged, .notAwaited], supersededBy: [.confirmation], calendar: true),
      NotificationRule(
        "missed", .missed, on: RuleTrigger(.missed, minutes: 30), urgent: true, lifetimeMinutes: 1440,
        cancelledBy: [.arrived, .underWay], supersededBy: [.confirmation], choices: 3),
      NotificationRule(
        "no-access", .noAccess, on: RuleTrigger(.noAccess), urgent: true, lifetimeMinutes: 1440,
        cancelledBy: [.promiseChanged], supersededBy: [.confirmation], choices: 3),
      NotificationRule(
        "reschedule", .reschedule, on: RuleTrigger(.choicesAsked), urgent: true, lifetimeMinutes: 240,
        cancelledBy: [.promiseChanged], supersededBy: [.confirmation, .reschedule], choices: 3),
      NotificationRule(
        "on-my-way", .onMyWay, on: RuleTrigger(.setOut), urgent: true, lifetimeMinutes: 60,
        cancelledBy: [.arrived, .notUnderWay], supersededBy: newWord),
      NotificationRule(
        "all-clear", .allClear, on: RuleTrigger(.safeAgain, chance: 0.06), urgent: true, lifetimeMinutes: 60,
        cancelledBy: [.arrived, .notAwaited, .inDanger], supersededBy: newWord),
      NotificationRule(
        "eta-moved", .etaMoved, on: RuleTrigger(.moved, minutes: 15, atMost: 2, restMinutes: 20), urgent: true,
        lifetimeMinutes: 60,
        cancelledBy: [.arrived, .notAwaited], supersededBy: newWord),
      NotificationRule(
        "technician-changed", .technicianChanged, on: RuleTrigger(.technicianChanged, withinMinutes: 1440),
        urgent: true, lifetimeMinutes: 240, cancelledBy: [.arrived, .notAwaited, .promiseChanged],
        supersededBy: [.technicianChanged, .confirmation, .missed]),
      NotificationRule(
        "reminder", .reminder, on: RuleTrigger(.promiseStart, days: -1, at: nineOClock), lifetimeMinutes: 1440,
        until: .promiseStart, cancelledBy: [.promiseChanged, .notAwaited, .underWay], supersededBy: reminded),
      NotificationRule(
        "reminder-soon", .reminderSoon, on: RuleTrigger(.promiseStart, minutes: -120), insteadOf: .reminder,
        lifetimeMinutes: 120, until: .promiseStart, cancelledBy: [.promiseChanged, .notAwaited, .underWay],
        supersededBy: reminded),
      // Off until a firm wants them: who is at home sees who stands at the door.
      NotificationRule(
        "arrived", .arrived, enabled: false, on: RuleTrigger(.arrived), urgent: true, lifetimeMinutes: 15,
        cancelledBy: [.finished]),
      NotificationRule("finished", .finished, enabled: false, on: RuleTrigger(.finished), lifetimeMinutes: 1440),
      NotificationRule(
        "follow-up", .followUp, on: RuleTrigger(.finished, minutes: 120, restDays: 30), lifetimeMinutes: 2880,
        cancelledBy: [.notFinished]),
      NotificationRule(
        "thank-you", .thankYou, on: RuleTrigger(.surveyAnswered), lifetimeMinutes: 1440),
    ]
    guard !best.isEmpty, let finished = rules.firstIndex(where: { $0.kind == .finished }) else { return rules }
    var told = rules[finished]
    (told.id, told.enabled, told.tiers) = ("finished-\(best[0])", true, best)
    rules.insert(told, at: finished)
    for kind in [NotificationKind.confirmation, .missed] {
      guard let index = rules.firstIndex(where: { $0.kind == kind }) else { continue }
      var rule = rules[index]
      rule.id += "-\(best[0])"
      rule.tiers = best
      rule.template = "premium"
      rules.insert(rule, at: index)
    }
    return rules
  }

  private static let care = [
    NotificationRule(
      "complaint-received", .complaintReceived, on: RuleTrigger(.complaintOpened), lifetimeMinutes: 2880,
      cancelledBy: [.complaintClosed], supersededBy: [.complaintAnswered, .complaintClosed]),
    NotificationRule(
      "complaint-answered", .complaintAnswered, on: RuleTrigger(.complaintAnswered), lifetimeMinutes: 10_080),
    NotificationRule(
      "complaint-closed", .complaintClosed, on: RuleTrigger(.complaintClosed), lifetimeMinutes: 10_080),
  ]

  private static let staff = [
    NotificationRule(
      "jeopardy", .jeopardy, to: .dispatcher,
      on: RuleTrigger(
        .inDanger, minutes: 10, chance: 0.7, withinMinutes: 120, sureChance: 0.9, sureWithinMinutes: 240),
      urgent: true, lifetimeMinutes: 60, cancelledBy: [.arrived, .notAwaited, .safeAgain]),
    NotificationRule(
      "not-started", .notStarted, to: .technician, on: RuleTrigger(.plannedDepart, minutes: 15), urgent: true,
      lifetimeMinutes: 30, cancelledBy: [.underWay, .arrived, .notAwaited]),
    NotificationRule(
      "not-started-office", .notStarted, to: .dispatcher, on: RuleTrigger(.plannedDepart, minutes: 25), urgent: true,
      lifetimeMinutes: 60, cancelledBy: [.underWay, .arrived, .notAwaited]),
    NotificationRule(
      "day-changed", .dayChanged, to: .technician, on: RuleTrigger(.planChanged, withinMinutes: 960), urgent: true,
      lifetimeMinutes: 480),
    NotificationRule(
      "unreached", .unreached, to: .dispatcher, on: RuleTrigger(.undelivered), urgent: true, lifetimeMinutes: 1440),
    NotificationRule(
      "poor-survey", .poorSurvey, to: .dispatcher, on: RuleTrigger(.surveyAnswered, score: 2), urgent: true,
      lifetimeMinutes: 4320),
    NotificationRule(
      "needs-person", .needsPerson, to: .dispatcher, on: RuleTrigger(.replyUnread), urgent: true,
      lifetimeMinutes: 4320),
  ]
}

// Within the day, so the unwrapping cannot fail.
private let nineOClock = LocalTime(minutes: 9 * 60)!
