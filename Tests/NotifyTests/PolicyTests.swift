import Foundation
import PunctualModel
import PunctualNotify
import Testing

@Suite("The policy")
struct PolicyTests {
  @Test("it survives being written as JSON and read again")
  func coding() throws {
    var policy = NotificationPolicy(reminderTime: LocalTime("17:30"), quietHours: nil)
    policy.lifetimes.missed = 77
    let decoded = try JSONDecoder().decode(NotificationPolicy.self, from: JSONEncoder().encode(policy))
    #expect(decoded == policy)
    #expect(decoded.reminderTime.description == "17:30")
  }

  @Test("the defaults are those that are documented")
  func defaults() throws {
    let policy = NotificationPolicy()
    try policy.check()
    #expect(policy.reminderTime.description == "09:00")
    #expect(policy.quietHours == QuietHours(start: LocalTime("21:00")!, end: LocalTime("08:00")!))
    #expect((policy.lateEnter, policy.lateLeave) == (0.5, 0.2))
    #expect((policy.movedMinutes, policy.movedLimit, policy.messageLimit) == (15, 2, 6))
  }

  @Test("a policy without quiet hours lets nothing wait")
  func noQuiet() throws {
    var story = try Story(madeAt: at("23:00", "2026-11-20"))
    story.notifier = try Notifier(policy: NotificationPolicy(quietHours: nil))
    #expect(try story.decide(at: at("23:00", "2026-11-20")).notifications[0].dueAt == at("23:00", "2026-11-20"))
  }
}
