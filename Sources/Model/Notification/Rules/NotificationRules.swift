/// When whom is told of what, as data: all that the notifier decides by. A firm changes it without code.
public struct NotificationRules: Hashable, Sendable {
  /// When messages that can wait do wait, on the recipient's clock; nil where they never do.
  public var quietHours: QuietHours?
  /// Most messages for one visit. What answers the customer's own word is not counted, nor are the confirmation and the
  /// apology for a missed visit.
  public var messageLimit: Int
  /// For how long an offered window is kept free.
  public var holdMinutes: Int
  /// In the order in which they are asked: the most pressing first.
  public var rules: [NotificationRule]

  public init(
    quietHours: QuietHours? = .usual, messageLimit: Int = 6, holdMinutes: Int = 240, rules: [NotificationRule]
  ) {
    self.quietHours = quietHours
    self.messageLimit = messageLimit
    self.holdMinutes = holdMinutes
    self.rules = rules
  }

  /// The rule of a kind for an audience and a tier; nil where there is none, or it is switched off.
  public func rule(_ kind: NotificationKind, for audience: Audience = .customer, tier: String) -> NotificationRule? {
    rules.first { $0.kind == kind && $0.audience == audience && ($0.tiers.isEmpty || $0.tiers.contains(tier)) }
      .flatMap { $0.enabled ? $0 : nil }
  }

  /// Throws everything that is wrong with the rules, each with the path of the value: `outOfRange`, `missingField`,
  /// `unknownField`, `unknownReference`, `duplicateID`.
  ///
  /// - Parameter tiers: the firm's; nil where they are not known, and names of tiers are not checked.
  public func check(tiers: [String]? = nil) throws(Faults) {
    var faults: [Fault] = []
    for (name, amount) in [("message_limit", messageLimit), ("hold_minutes", holdMinutes)] where amount < 0 {
      faults.append(Fault(.outOfRange, path: "/\(name)", "It cannot be negative."))
    }
    if let quietHours, quietHours.start == quietHours.end {
      faults.append(Fault(.outOfRange, path: "/quiet_hours", "They would never end.", hint: "Leave them out for none."))
    }
    var ids: Set<String> = []
    for (index, rule) in rules.enumerated() {
      var check = RuleCheck(rule, path: "/rules/\(index)", tiers: tiers)
      check.run(in: self)
      faults += check.faults
      if !ids.insert(rule.id).inserted {
        faults.append(Fault(.duplicateID, path: "/rules/\(index)/id", "The rule `\(rule.id)` stands twice."))
      }
      let covering = rules[..<index].first {
        $0.kind == rule.kind && $0.audience == rule.audience
          && ($0.tiers.isEmpty || (!rule.tiers.isEmpty && Set(rule.tiers).isSubset(of: $0.tiers)))
      }
      if let covering {
        faults.append(
          Fault(
            .outOfRange, path: "/rules/\(index)",
            "The rule never holds: `\(covering.id)` stands before it and is for all that it is for.",
            hint: "Name the tiers of the earlier one, or put this one before it."))
      }
    }
    for (index, rule) in rules.enumerated() where rule.kind == .allClear {
      for tier in tiers ?? rules.flatMap(\.tiers) + [""] {
        guard self.rule(.allClear, tier: tier)?.id == rule.id, let leave = rule.trigger.chance,
          let enter = self.rule(.runningLate, tier: tier)?.trigger.chance, leave >= enter
        else { continue }
        faults.append(
          Fault(
            .outOfRange, path: "/rules/\(index)/trigger/chance",
            "The all clear must need a lower chance than running late does, which is \(enter).",
            hint: "Leave a wide gap, such as 0.2 and 0.5, so that a chance which wavers causes no flurry."))
        break
      }
    }
    if !faults.isEmpty { throw Faults(faults) }
  }
}

/// What one rule can be checked for by itself.
private struct RuleCheck {
  let rule: NotificationRule
  let path: String
  let tiers: [String]?
  var faults: [Fault] = []

  init(_ rule: NotificationRule, path: String, tiers: [String]?) {
    self.rule = rule
    self.path = path
    self.tiers = tiers
  }

  private mutating func fail(_ code: FaultCode, _ field: String, _ message: String, hint: String? = nil) {
    faults.append(Fault(code, path: "\(path)/\(field)", message, hint: hint))
  }

  mutating func run(in rules: NotificationRules) {
    if rule.id.isEmpty || rule.id.count > 100 { fail(.outOfRange, "id", "A rule has a name of 1 to 100 characters.") }
    if !rule.kind.audiences.contains(rule.audience) {
      fail(
        .outOfRange, "audience",
        "Messages of the kind `\(rule.kind.rawValue)` are not for a \(rule.audience.rawValue).",
        hint: "They are for a \(rule.kind.audiences.map(\.rawValue).joined(separator: " or ")).")
    }
    if rule.lifetimeMinutes < 1 { fail(.outOfRange, "lifetime_minutes", "It must be at least one minute.") }
    if !(0...5).contains(rule.choices) { fail(.outOfRange, "choices", "0 to 5 windows can be offered.") }
    if rule.choices > 0, ![.runningLate, .missed, .noAccess, .reschedule].contains(rule.kind) {
      fail(.outOfRange, "choices", "Messages of the kind `\(rule.kind.rawValue)` offer no windows.")
    }
    if let until = rule.until, until != .promiseStart, until != .promiseEnd {
      fail(.outOfRange, "until", "It ends with `promise-start` or `promise-end`.")
    }
    if let other = rule.insteadOf, !rules.rules.contains(where: { $0.kind == other && $0.trigger.on == .promiseStart })
    {
      fail(.unknownReference, "instead_of", "No rule of the kind `\(other.rawValue)` goes by the promise's start.")
    }
    for (index, tier) in rule.tiers.enumerated() {
      guard let tiers, !tiers.contains(tier) else { continue }
      fail(
        .unknownReference, "tiers/\(index)", "There is no service tier \"\(tier)\".",
        hint: "The tiers are \(tiers.joined(separator: ", ")).")
    }
    checkTrigger()
  }

  private mutating func checkTrigger() {
    let trigger = rule.trigger
    if !trigger.on.kinds.contains(rule.kind) {
      let moments = RuleMoment.allCases.filter { $0.kinds.contains(rule.kind) }.map { "`\($0.rawValue)`" }
      fail(
        .outOfRange, "trigger/on",
        "Messages of the kind `\(rule.kind.rawValue)` do not wait for `\(trigger.on.rawValue)`.",
        hint: "They wait for \(moments.joined(separator: " or ")).")
      return
    }
    let (needed, allowed) = trigger.on.parameters
    let given = trigger.given
    for name in needed where !given.contains(name) {
      fail(.missingField, "trigger/\(name)", "`\(name)` is missing: `\(trigger.on.rawValue)` needs it.")
    }
    for name in given where !needed.contains(name) && !allowed.contains(name) {
      fail(.unknownField, "trigger/\(name)", "`\(trigger.on.rawValue)` takes no `\(name)`.")
    }
    for (name, chance) in [
      ("chance", trigger.chance), ("likely_chance", trigger.likelyChance), ("sure_chance", trigger.sureChance),
      ("late_chance", trigger.lateChance),
    ] {
      guard let chance, !(0...1).contains(chance) else { continue }
      fail(.outOfRange, "trigger/\(name)", "A chance lies between 0 and 1, not at \(chance).")
    }
    let amounts = [
      ("median_minutes", trigger.medianMinutes), ("within_minutes", trigger.withinMinutes),
      ("sure_within_minutes", trigger.sureWithinMinutes), ("at_most", trigger.atMost), ("rest_days", trigger.restDays),
      ("rest_minutes", trigger.restMinutes), ("likely_within_minutes", trigger.likelyWithinMinutes),
      ("late_within_minutes", trigger.lateWithinMinutes),
    ]
    for case (let name, let amount?) in amounts where amount < 0 {
      fail(.outOfRange, "trigger/\(name)", "It cannot be negative.")
    }
    for (name, chance, within) in [
      ("likely", trigger.likelyChance, trigger.likelyWithinMinutes),
      ("sure", trigger.sureChance, trigger.sureWithinMinutes),
      ("late", trigger.lateChance, trigger.lateWithinMinutes),
    ] where (chance == nil) != (within == nil) {
      fail(
        .missingField, "trigger/\(name)_\(chance == nil ? "chance" : "within_minutes")",
        "`\(name)_chance` and `\(name)_within_minutes` go together.")
    }
    switch trigger.on {
    case .promiseStart:
      if (trigger.days == nil) != (trigger.at == nil) {
        fail(.missingField, "trigger/\(trigger.days == nil ? "days" : "at")", "`days` and `at` go together.")
      } else if (trigger.minutes == nil) == (trigger.at == nil) {
        fail(.missingField, "trigger/minutes", "Either `minutes`, or `days` and `at`.")
      }
      if trigger.minutes ?? -1 >= 0 || trigger.days ?? -1 >= 0 {
        fail(.outOfRange, "trigger/\(trigger.minutes == nil ? "days" : "minutes")", "It must lie before: less than 0.")
      }
    case .moved where trigger.minutes ?? 1 < 1:
      fail(.outOfRange, "trigger/minutes", "It must be at least one minute.")
    case .inDanger where rule.kind != .jeopardy && trigger.minutes != nil:
      fail(.unknownField, "trigger/minutes", "Only a rule of the kind `jeopardy` takes `minutes` here.")
    case .missed, .finished, .plannedDepart, .inDanger:
      if trigger.minutes ?? 0 < 0 { fail(.outOfRange, "trigger/minutes", "It cannot be negative.") }
    case .surveyAnswered:
      if let score = trigger.score, !(1...5).contains(score) {
        fail(.outOfRange, "trigger/score", "A score is 1 to 5.")
      }
    default: break
    }
  }
}

extension RuleTrigger {
  /// The parameters that are set, by their names in JSON.
  var given: [String] {
    let all: [(String, Bool)] = [
      ("minutes", minutes != nil), ("days", days != nil), ("at", at != nil), ("chance", chance != nil),
      ("median_minutes", medianMinutes != nil), ("within_minutes", withinMinutes != nil),
      ("likely_chance", likelyChance != nil), ("likely_within_minutes", likelyWithinMinutes != nil),
      ("late_chance", lateChance != nil), ("late_within_minutes", lateWithinMinutes != nil),
      ("sure_chance", sureChance != nil), ("sure_within_minutes", sureWithinMinutes != nil),
      ("at_most", atMost != nil), ("rest_days", restDays != nil),
      ("rest_minutes", restMinutes != nil), ("score", score != nil),
    ]
    return all.filter(\.1).map(\.0)
  }
}
