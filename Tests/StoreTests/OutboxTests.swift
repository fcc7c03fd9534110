import PunctualModel
import PunctualStore
import Testing

@Suite("The outbox")
struct OutboxTests {
  let sandbox = Sandbox()

  private func filled() throws -> Store {
    let store = try sandbox.create()
    try Sample.fill(store)
    return store
  }

  @Test("a message comes back as it was put in, numbered; a second with its key is not put in")
  func unique() throws {
    let store = try filled()
    var message = Sample.notification("reminder/a1/1")
    message.cause = 1
    message.toldStart = Sample.noon
    message.body = Sample.tricky
    #expect(try store.write { try $0.enqueue(message) })
    var again = message
    again.body = "other"
    #expect(try store.write { try $0.enqueue(again) } == false)
    message.sequence = 1
    #expect(try store.read { try $0.notifications() } == [message])
    #expect(try store.read { try $0.notification(key: "reminder/a1/1") } == message)
    #expect(try store.read { try $0.notification(sequence: 1) } == message)
    #expect(try store.read { try $0.notification(sequence: 2) } == nil)
  }

  @Test("a message about an unknown appointment, or without its cause in the journal, is refused")
  func references() throws {
    let store = try filled()
    let lost = Sample.notification("k", appointment: "a9")
    #expect(try words { try store.write { _ = try $0.enqueue(lost) } }.contains("/appointment"))
    var uncaused = Sample.notification("k")
    uncaused.cause = 99
    #expect(try code { try store.write { _ = try $0.enqueue(uncaused) } } == .unknownReference)
  }

  @Test("messages are found by state, kind, appointment and customer; a limit takes the newest")
  func filters() throws {
    let store = try filled()
    try store.write { writer in
      for number in 1...4 {
        var message = Sample.notification("k\(number)", appointment: number % 2 == 0 ? "a2" : "a1")
        message.kind = number == 4 ? .missed : .reminder
        try writer.enqueue(message)
      }
      _ = try writer.dropQueued(1, reason: "cancelled")
    }
    let keys = { (filter: NotificationFilter) in try store.read { try $0.notifications(filter).map(\.key) } }
    #expect(try keys(NotificationFilter(states: [.dropped])) == ["k1"])
    #expect(try keys(NotificationFilter(appointment: "a2")) == ["k2", "k4"])
    #expect(try keys(NotificationFilter(customer: "c1", kinds: [.missed])) == ["k4"])
    #expect(try keys(NotificationFilter(limit: 2)) == ["k3", "k4"])
  }

  @Test("a due message goes to one sender only, and to another when the first does not come back")
  func leases() throws {
    let store = try filled()
    try store.write { writer in
      try writer.enqueue(Sample.notification("k1"))
      var later = Sample.notification("k2")
      later.dueAt = Sample.noon + 600
      try writer.enqueue(later)
    }
    let first = try store.write { try $0.leaseNotifications(now: Sample.noon, seconds: 60, limit: 10) }
    #expect(first.map(\.key) == ["k1"])
    #expect(first[0].state == .leased && first[0].attempts == 1 && first[0].nextAttemptAt == Sample.noon + 60)
    #expect(try store.read { try $0.notification(key: "k1") } == first[0])

    let other = try Store.open(at: sandbox.path())
    #expect(try other.write { try $0.leaseNotifications(now: Sample.noon + 59, seconds: 60, limit: 10) }.isEmpty)
    let second = try other.write { try $0.leaseNotifications(now: Sample.noon + 60, seconds: 60, limit: 10) }
    #expect(second.map(\.key) == ["k1"] && second[0].attempts == 2)

    #expect(try store.write { try $0.markSent(1, attempts: 1, at: Sample.noon) } == false)
    #expect(try store.write { try $0.markFailed(1, attempts: 1, error: "x", nextAttemptAt: Sample.noon) } == false)
    #expect(try other.write { try $0.markSent(1, attempts: 2, at: Sample.noon + 61) })
    #expect(try other.write { try $0.markDead(1, attempts: 2, error: "x") } == false)
    let sent = try #require(try store.read { try $0.notification(key: "k1") })
    #expect(sent.state == .sent && sent.sentAt == Sample.noon + 61 && sent.nextAttemptAt == nil)
    let due = try store.write { try $0.leaseNotifications(now: Sample.noon + 9999, seconds: 60, limit: 10) }
    #expect(due.map(\.key) == ["k2"])
  }

  @Test("a failed delivery waits for its next attempt; a dead one waits for a person")
  func failures() throws {
    let store = try filled()
    try store.write { _ = try $0.enqueue(Sample.notification("k1")) }
    let lease = { (now: Instant) in try store.write { try $0.leaseNotifications(now: now, seconds: 60, limit: 1) } }
    #expect(try lease(Sample.noon).count == 1)
    #expect(try store.write { try $0.markFailed(1, attempts: 1, error: "no line", nextAttemptAt: Sample.noon + 300) })
    #expect(try lease(Sample.noon + 299).isEmpty)
    let again = try lease(Sample.noon + 300)
    #expect(again.map(\.attempts) == [2] && again[0].lastError == "no line")
    #expect(try store.write { try $0.markDead(1, attempts: 2, error: "refused") })
    #expect(try lease(Sample.noon + 9999).isEmpty)
    #expect(try store.write { try $0.requeue(1, at: Sample.noon + 10_000) })
    #expect(try store.write { try $0.requeue(1, at: Sample.noon + 10_000) } == false)
    #expect(try lease(Sample.noon + 10_000).map(\.attempts) == [3])
    #expect(try store.write { try $0.markDropped(1, attempts: 3, reason: "cancelled") })
    #expect(try store.read { try $0.notification(sequence: 1) }?.state == .dropped)
    #expect(try store.write { try $0.dropQueued(1, reason: "again") } == false)
  }
}
