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
      if let first = try writer.notification(sequence: 1) { _ = try writer.drop(first, reason: "cancelled") }
    }
    let keys = { (filter: NotificationFilter) in try store.read { try $0.notifications(filter).map(\.key) } }
    #expect(try keys(NotificationFilter(states: [.dropped])) == ["k1"])
    #expect(try keys(NotificationFilter(appointment: "a2")) == ["k2", "k4"])
    #expect(try keys(NotificationFilter(customer: "c1", kinds: [.missed])) == ["k4"])
    #expect(try keys(NotificationFilter(limit: 2)) == ["k3", "k4"])
  }

  /// Leases what is due first, as a sender does.
  private func lease(_ store: Store, at now: Instant) throws -> PunctualModel.Notification? {
    try store.write { writer in
      try writer.firstDue(now: now, channels: [.sms]).flatMap {
        try writer.lease($0, channel: "test", at: now, until: now + 60)
      }
    }
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
    #expect(try store.read { try $0.firstDue(now: Sample.noon, channels: [.email]) } == nil)
    #expect(try store.read { try $0.firstDue(now: Sample.noon, audiences: [.technician, .dispatcher]) } == nil)
    let first = try #require(try lease(store, at: Sample.noon))
    #expect(first.key == "k1")
    #expect(first.state == .leased && first.attempts == 1 && first.nextAttemptAt == Sample.noon + 60)
    #expect(try store.read { try $0.notification(key: "k1") } == first)

    let other = try Store.open(at: sandbox.path())
    #expect(try lease(other, at: Sample.noon + 59) == nil)
    let second = try #require(try lease(other, at: Sample.noon + 60))
    #expect(second.key == "k1" && second.attempts == 2)
    #expect(try store.write { try $0.lease(first, channel: "test", at: Sample.noon, until: Sample.noon + 60) } == nil)

    #expect(try store.write { try $0.markSent(1, attempts: 1, at: Sample.noon) } == false)
    #expect(try store.write { try $0.markFailed(1, attempts: 1, error: "x", nextAttemptAt: Sample.noon) } == false)
    #expect(try other.write { try $0.markSent(1, attempts: 2, at: Sample.noon + 61) })
    #expect(try other.write { try $0.markDead(1, attempts: 2, error: "x") } == false)
    let sent = try #require(try store.read { try $0.notification(key: "k1") })
    #expect(sent.state == .sent && sent.sentAt == Sample.noon + 61 && sent.nextAttemptAt == nil)
    #expect(try lease(store, at: Sample.noon + 9999)?.key == "k2")
  }

  @Test("a failed delivery waits for its next attempt; a dead one waits for a person")
  func failures() throws {
    let store = try filled()
    try store.write { _ = try $0.enqueue(Sample.notification("k1")) }
    #expect(try lease(store, at: Sample.noon) != nil)
    #expect(try store.write { try $0.markFailed(1, attempts: 1, error: "no line", nextAttemptAt: Sample.noon + 300) })
    #expect(try lease(store, at: Sample.noon + 299) == nil)
    let again = try #require(try lease(store, at: Sample.noon + 300))
    #expect(again.attempts == 2 && again.lastError == "no line")
    #expect(try store.write { try $0.markDead(1, attempts: 2, error: "refused") })
    #expect(try lease(store, at: Sample.noon + 9999) == nil)
    #expect(try store.read { try $0.earlierAttempts(of: 1) } == 0)
    #expect(try store.write { try $0.requeue(1, at: Sample.noon + 10_000) })
    #expect(try store.write { try $0.requeue(1, at: Sample.noon + 10_000) } == false)
    #expect(try store.read { try $0.earlierAttempts(of: 1) } == 2)
    let third = try #require(try lease(store, at: Sample.noon + 10_000))
    #expect(third.attempts == 3)
    #expect(try store.write { try $0.drop(again, reason: "an older look at it") } == false)
    #expect(try store.write { try $0.drop(third, reason: "cancelled") })
    #expect(try store.read { try $0.notification(sequence: 1) }?.state == .dropped)
    #expect(try store.write { try $0.drop(third, reason: "again") } == false)
  }

  @Test("each attempt is kept with its outcome; what is known for certain replaces what was not")
  func attempts() throws {
    let store = try filled()
    try store.write { _ = try $0.enqueue(Sample.notification("k1")) }
    _ = try lease(store, at: Sample.noon)
    #expect(
      try store.read { try $0.attempts(of: 1) }
        == [DeliveryAttempt(notification: 1, number: 1, channel: "test", startedAt: Sample.noon)])
    try store.write { try $0.endAttempt(1, number: 1, .unknown, error: "gone", at: Sample.noon + 60) }
    _ = try lease(store, at: Sample.noon + 60)
    try store.write { try $0.endAttempt(1, number: 1, .accepted, receipt: "r1", at: Sample.noon + 70) }
    try store.write { try $0.endAttempt(1, number: 1, .refused, error: "too late", at: Sample.noon + 80) }
    let attempts = try store.read { try $0.attempts(of: 1) }
    #expect(attempts.map(\.outcome) == [.accepted, nil])
    #expect(attempts[0].receipt == "r1" && attempts[0].error == nil && attempts[0].endedAt == Sample.noon + 70)
    #expect(try store.write { try $0.markFailed(1, attempts: 2, error: "x", nextAttemptAt: Sample.noon + 200) })
    #expect(try store.write { try $0.markSent(1, attempts: 1, at: Sample.noon + 70) }, "accepted after all")
    #expect(try store.read { try $0.notification(sequence: 1) }?.state == .sent)
  }

  @Test("a receipt finds its attempt, and a repetition of it is no news")
  func receipts() throws {
    let store = try filled()
    try store.write { _ = try $0.enqueue(Sample.notification("k1")) }
    _ = try lease(store, at: Sample.noon)
    try store.write { try $0.endAttempt(1, number: 1, .accepted, receipt: "SM1", at: Sample.noon) }
    #expect(try store.read { try $0.attempt(receipt: "SM2") } == nil)
    let attempt = try #require(try store.read { try $0.attempt(receipt: "SM1") })
    let report = DeliveryReport(state: .delivered, at: Sample.noon + 5, detail: Sample.tricky)
    #expect(try store.write { try $0.report(attempt, report) })
    #expect(try store.write { try $0.report(attempt, report) } == false)
    #expect(try store.read { try $0.attempts(of: 1) }.map(\.report) == [report])
  }
}
