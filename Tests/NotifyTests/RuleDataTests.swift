import PunctualModel
import Testing

@testable import PunctualNotify

@Suite("Rules as data")
struct RuleDataTests {
  private let tiers = [
    ServiceTier(name: "gold", promiseChance: 0.95, toldAheadMinutes: 60, windowMinutes: 60, responseHours: 4),
    ServiceTier.standard,
  ]

  private func faults(_ change: (inout NotificationRules) -> Void) -> [Fault] {
    var rules = NotificationRules.standard(tiers: tiers)
    change(&rules)
    do throws(Faults) {
      try rules.check(tiers: tiers.map(\.name))
      return []
    } catch {
      return error.all
    }
  }

  private func index(_ id: String) -> Int {
    NotificationRules.standard(tiers: tiers).rules.firstIndex { $0.id == id } ?? -1
  }

  @Test("the standard ones are sound, whatever tiers the firm has, and every touch point has one")
  func standard() throws {
    for tiers in [[], [ServiceTier.standard], tiers] {
      let rules = NotificationRules.standard(tiers: tiers)
      try rules.check(tiers: tiers.map(\.name))
      _ = try Notifier(rules: rules)
      let kinds = Set(rules.rules.map(\.kind))
      #expect(kinds == Set(NotificationKind.allCases))
    }
    let rules = NotificationRules.standard(tiers: tiers)
    #expect(rules.rule(.arrived, tier: "gold") == nil)
    #expect(rules.rule(.finished, tier: "standard") == nil)
    #expect(rules.rule(.finished, tier: "gold") != nil)
    #expect(rules.rule(.missed, tier: "gold")?.template == "premium")
  }

  @Test("every mistake is told, each with its place")
  func mistakes() {
    let found = faults { rules in
      rules.messageLimit = -1
      rules.rules[0].id = ""
      rules.rules[0].lifetimeMinutes = 0
      rules.rules[0].audience = .technician
      rules.rules[0].tiers = ["platinum"]
      rules.rules[0].choices = 3
      rules.rules[0].until = .finished
    }
    #expect(
      found.map(\.path) == [
        "/message_limit", "/rules/0/id", "/rules/0/audience", "/rules/0/lifetime_minutes", "/rules/0/choices",
        "/rules/0/until", "/rules/0/tiers/0",
      ])
    #expect(
      found.map(\.code) == [
        .outOfRange, .outOfRange, .outOfRange, .outOfRange, .outOfRange, .outOfRange, .unknownReference,
      ])
    #expect(found[6].hint == "The tiers are gold, standard.")
  }

  @Test("a trigger that the kind does not wait for, or parameters that it does not take, are refused")
  func triggers() {
    let reminder = index("reminder")
    let wrong = faults { $0.rules[reminder].trigger = RuleTrigger(.finished) }
    #expect(wrong.map(\.path).first == "/rules/\(reminder)/trigger/on")
    #expect(wrong[0].hint == "They wait for `promise-start`.")
    let half = faults { $0.rules[reminder].trigger = RuleTrigger(.promiseStart, days: -1) }
    #expect(half.map(\.path) == ["/rules/\(reminder)/trigger/at"])
    let after = faults { $0.rules[reminder].trigger = RuleTrigger(.promiseStart, minutes: 5) }
    #expect(after.map(\.path) == ["/rules/\(reminder)/trigger/minutes"])
    let late = index("running-late")
    let alone = faults { $0.rules[late].trigger.lateWithinMinutes = nil }
    #expect(alone.map(\.path) == ["/rules/\(late)/trigger/late_within_minutes"])
    let bare = faults { $0.rules[late].trigger = RuleTrigger(.inDanger, minutes: 3, chance: 1.5) }
    #expect(bare.map(\.code) == [.missingField, .outOfRange, .unknownField])
    #expect(
      bare.map(\.path) == [
        "/rules/\(late)/trigger/within_minutes", "/rules/\(late)/trigger/chance", "/rules/\(late)/trigger/minutes",
      ])
  }

  @Test("thresholds that would make a flurry are refused")
  func thresholds() {
    let clear = index("all-clear")
    let found = faults { $0.rules[clear].trigger.chance = 0.5 }
    #expect(found.map(\.path) == ["/rules/\(clear)/trigger/chance"])
  }

  @Test("a rule that can never hold, and one that stands twice, are told")
  func shadowed() {
    let found = faults { rules in rules.rules.append(rules.rules[index("on-my-way")]) }
    #expect(found.map(\.code) == [.duplicateID, .outOfRange])
    #expect(found[1].message.contains("never holds"))
  }

  @Test("a variant that no template has is refused where the notifier is made")
  func variant() {
    var rules = NotificationRules.standard()
    rules.rules[0].template = "fancy"
    #expect(throws: Faults.self) { try Notifier(rules: rules) }
  }

  @Test("what is switched off is not said; what a tier gets, only that tier gets")
  func tiersAndSwitches() throws {
    var rules = NotificationRules.standard(tiers: tiers)
    rules.rules[index("reminder")].enabled = false
    rules.rules[index("reminder-soon")].insteadOf = nil
    rules.rules[index("arrived")].enabled = true
    rules.rules[index("arrived")].tiers = ["gold"]
    var story = try Story.confirmed()
    story.notifier = try Notifier(rules: rules)
    #expect(try story.decide(at: at("09:00", "2026-11-22")).notifications.isEmpty)
    story.journey.customer.tier = "gold"
    #expect(try story.decide(at: at("07:00")).notifications.map(\.rule) == ["reminder-soon"])
    story.stage(.onSite)
    story.journey.visits[0].actual.arrive = at("09:05")
    #expect(try story.decide(at: at("09:05")).notifications.map(\.kind) == [.arrived])
    story.journey.customer.tier = "standard"
    #expect(try story.decide(at: at("09:05")).notifications.isEmpty)
  }

  @Test("a changed rule changes what is said: the horizon, the time of day, the channel, the lifetime")
  func changed() throws {
    var rules = NotificationRules.standard()
    let reminder = try #require(rules.rules.firstIndex { $0.id == "reminder" })
    rules.rules[reminder].trigger = RuleTrigger(.promiseStart, days: -2, at: LocalTime("17:30"))
    rules.rules[reminder].channels = [.sms]
    rules.rules[reminder].lifetimeMinutes = 60
    var story = try Story()
    story.journey.customer.contacts.append(Contact(channel: .sms, address: "+4235550123", consent: true))
    story.notifier = try Notifier(rules: rules)
    try story.tell(at: at("10:00", "2026-11-20"))
    #expect(try story.decide(at: at("17:29", "2026-11-21")).notifications.isEmpty)
    let message = try #require(try story.decide(at: at("17:30", "2026-11-21")).notifications.first)
    #expect(message.channel == .sms)
    #expect(message.expiresAt == at("18:30", "2026-11-21"))
    #expect(message.reason.hasSuffix("reminder 2 days before."))
  }

  @Test("quiet hours are data: none lets nothing wait, and those that never end are refused")
  func quiet() throws {
    var rules = NotificationRules.standard()
    rules.quietHours = nil
    var story = try Story(madeAt: at("23:00", "2026-11-20"))
    story.notifier = try Notifier(rules: rules)
    #expect(try story.decide(at: at("23:00", "2026-11-20")).notifications[0].dueAt == at("23:00", "2026-11-20"))
    rules.quietHours = QuietHours(start: LocalTime("21:00")!, end: LocalTime("21:00")!)
    #expect(throws: Faults.self) { try Notifier(rules: rules) }
  }
}
