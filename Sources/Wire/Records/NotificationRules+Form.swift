import PunctualModel

extension NotificationRules: WireForm {
  public static let formName = "notification_rules"
  public static let formSummary = "When whom is told of what, by which channel and in which words."

  public init(from fields: inout FieldReader) {
    self.init(
      quietHours: fields.optional(
        "quiet_hours", .form(QuietHours.self),
        "When what is not urgent waits, on the recipient's clock; left out: never."),
      messageLimit: fields.defaulted("message_limit", .integer(0...100), 6, "Most messages for one visit."),
      holdMinutes: fields.defaulted(
        "hold_minutes", .integer(0...10_080), 240, "For how long an offered window is kept free."),
      rules: fields.required(
        "rules", .list(.form(NotificationRule.self), 0...500),
        "Of several for one kind and audience, the first that fits the customer's tier holds."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("quiet_hours", .form(QuietHours.self), quietHours)
    fields.put("message_limit", .integer, messageLimit)
    fields.put("hold_minutes", .integer, holdMinutes)
    fields.put("rules", .list(.form(NotificationRule.self)), rules)
  }
}

extension QuietHours: WireForm {
  public static let formName = "quiet_hours"
  public static let formSummary = "A part of the day, which may span midnight."

  public init(from fields: inout FieldReader) {
    self.init(
      start: fields.required("start", .localTime, "The first quiet minute."),
      end: fields.required("end", .localTime, "The first minute after."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("start", .localTime, start)
    fields.put("end", .localTime, end)
  }
}

extension NotificationRule: WireForm {
  public static let formName = "notification_rule"
  public static let formSummary =
    "One touch point: what triggers a message, to whom, when, how, and what makes it needless."

  public init(from fields: inout FieldReader) {
    let id = fields.required("id", .text(1...100), "Its name, unique among the rules.")
    let kind = fields.required("kind", .choice(NotificationKind.self), "What it says.")
    self.init(
      id, kind,
      to: fields.defaulted("audience", .choice(Audience.self), kind.audiences.first ?? .customer, "Whom it is for."),
      enabled: fields.defaulted("enabled", .boolean, true, "Whether it holds."),
      tiers: fields.defaulted("tiers", .list(.id, 0...50), [], "Tiers that it is for; empty for all."),
      on: fields.required("trigger", .form(RuleTrigger.self), "What makes it speak."),
      insteadOf: fields.optional(
        "instead_of", .choice(NotificationKind.self),
        "Said only where the moment of the rule of this kind had passed when the window was promised."),
      channels: fields.defaulted(
        "channels", .list(.choice(ContactChannel.self), 0...10), [],
        "In the order of preference; empty for the order of the customer's contacts."),
      template: fields.optional("template", .id, "A variant of the template; left out, the usual one."),
      urgent: fields.defaulted("urgent", .boolean, false, "Whether it also leaves in the quiet hours."),
      lifetimeMinutes: fields.required(
        "lifetime_minutes", .integer(1...525_600), "For how long it is worth sending, from when it is due."),
      until: fields.optional(
        "until", .choice(RuleMoment.self), "Worth nothing after this: `promise-start` or `promise-end`."),
      cancelledBy: fields.defaulted(
        "cancelled_by", .list(.choice(RuleCondition.self), 0...20), [], "What makes it needless before it leaves."),
      supersededBy: fields.defaulted(
        "superseded_by", .list(.choice(NotificationKind.self), 0...50), [], "Kinds that, said after it, replace it."),
      choices: fields.defaulted("choices", .integer(0...5), 0, "How many windows it offers to choose from."),
      calendar: fields.defaulted("calendar", .boolean, false, "Whether an e-mail carries a calendar entry."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("id", .text, id)
    fields.put("kind", .choice(NotificationKind.self), kind)
    fields.put("audience", .choice(Audience.self), audience)
    if !enabled { fields.put("enabled", .boolean, enabled) }
    if !tiers.isEmpty { fields.put("tiers", .list(.id), tiers) }
    fields.put("trigger", .form(RuleTrigger.self), trigger)
    fields.put("instead_of", .choice(NotificationKind.self), insteadOf)
    if !channels.isEmpty { fields.put("channels", .list(.choice(ContactChannel.self)), channels) }
    fields.put("template", .id, template)
    fields.put("urgent", .boolean, urgent)
    fields.put("lifetime_minutes", .integer, lifetimeMinutes)
    fields.put("until", .choice(RuleMoment.self), until)
    if !cancelledBy.isEmpty { fields.put("cancelled_by", .list(.choice(RuleCondition.self)), cancelledBy) }
    if !supersededBy.isEmpty { fields.put("superseded_by", .list(.choice(NotificationKind.self)), supersededBy) }
    if choices > 0 { fields.put("choices", .integer, choices) }
    if calendar { fields.put("calendar", .boolean, calendar) }
  }
}

extension RuleTrigger: WireForm {
  public static let formName = "rule_trigger"
  public static let formSummary =
    "A moment, with a distance in time or with thresholds; which it takes depends on the moment."

  public init(from fields: inout FieldReader) {
    self.init(
      fields.required("on", .choice(RuleMoment.self), "The moment."),
      minutes: fields.optional(
        "minutes", .integer(-100_000...100_000),
        "So many minutes after it; negative: before. `moved`: by how many. `in-danger`, for `jeopardy`: so much sooner "
          + "than a customer would be told whom only a call can tell."),
      days: fields.optional("days", .integer(-365...365), "With `at`: on the day that lies so far; negative: before."),
      at: fields.optional("at", .localTime, "At this time of the recipient's day."),
      chance: fields.optional("chance", .number, "The chance of being late from which, or down to which, it speaks."),
      medianMinutes: fields.optional(
        "median_minutes", .integer, "Also where the median start is more than this past the promise's end."),
      withinMinutes: fields.optional("within_minutes", .integer, "Only so long before the promise, or the day."),
      likelyChance: fields.optional(
        "likely_chance", .number, "From this chance on `likely_within_minutes` counts."),
      likelyWithinMinutes: fields.optional(
        "likely_within_minutes", .integer, "As `within_minutes`, where it is likely."),
      sureChance: fields.optional("sure_chance", .number, "From this chance on `sure_within_minutes` counts."),
      sureWithinMinutes: fields.optional("sure_within_minutes", .integer, "As `within_minutes`, where it is sure."),
      lateChance: fields.optional(
        "late_chance", .number, "Nearer than `late_within_minutes`, from this chance on only."),
      lateWithinMinutes: fields.optional(
        "late_within_minutes", .integer, "Nearer than this nobody can be told in time any more."),
      atMost: fields.optional("at_most", .integer, "How often at most for one visit."),
      restDays: fields.optional("rest_days", .integer, "Not within so many days of the last one to the customer."),
      restMinutes: fields.optional(
        "rest_minutes", .integer,
        "Not within so many minutes of the last time that was told, unless it moves by twice `minutes`."),
      score: fields.optional("score", .integer, "For this score or less."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("on", .choice(RuleMoment.self), on)
    fields.put("minutes", .integer, minutes)
    fields.put("days", .integer, days)
    fields.put("at", .localTime, at)
    fields.put("chance", .number, chance)
    fields.put("median_minutes", .integer, medianMinutes)
    fields.put("within_minutes", .integer, withinMinutes)
    fields.put("likely_chance", .number, likelyChance)
    fields.put("likely_within_minutes", .integer, likelyWithinMinutes)
    fields.put("sure_chance", .number, sureChance)
    fields.put("sure_within_minutes", .integer, sureWithinMinutes)
    fields.put("late_chance", .number, lateChance)
    fields.put("late_within_minutes", .integer, lateWithinMinutes)
    fields.put("at_most", .integer, atMost)
    fields.put("rest_days", .integer, restDays)
    fields.put("rest_minutes", .integer, restMinutes)
    fields.put("score", .integer, score)
  }
}
