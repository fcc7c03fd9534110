import PunctualModel
import PunctualNotify
import Testing

@Suite("A message is looked at again before it leaves")
struct DropTests {
  private static let kinds: [NotificationKind] = [
    .confirmation, .reminder, .onMyWay, .runningLate, .etaMoved, .allClear, .missed, .technicianChanged, .followUp,
  ]

  /// A story whose last message is one of the kind, queued.
  private func queued(_ kind: NotificationKind) throws -> (Story, Notification) {
    var story = try kind == .confirmation ? Story() : Story.confirmed()
    var now = at("10:00", "2026-11-20")
    switch kind {
    case .confirmation: break
    case .reminder: now = at("09:00", "2026-11-22")
    case .onMyWay:
      story.stage(.underWay)
      now = at("09:10")
    case .runningLate:
      story.predict(late: 0.9, start: at("11:40"))
      now = at("10:40")
    case .etaMoved:
      story.predict(late: 0.9, start: at("11:40"))
      try story.tell(at: at("10:30"))
      story.predict(late: 0.9, start: at("12:10"))
      now = at("10:40")
    case .technicianChanged:
      story.predict(late: 0.9, start: at("11:40"))
      try story.tell(at: at("10:30"))
      story.journey.technicians[0].id = "t9"
      story.journey.visits[0].technician = "t9"
      now = at("10:40")
    case .allClear:
      story.predict(late: 0.9, start: at("11:40"))
      try story.tell(at: at("10:30"))
      story.predict(late: 0.05, start: at("10:50"))
      now = at("10:40")
    case .missed: now = at("11:30")
    case .followUp:
      story.stage(.finished)
      story.journey.visits[0].actual.finish = at("10:00")
      now = at("10:00")
    default: Issue.record("no story for \(kind)")
    }
    let message = try #require(try story.tell(at: now, as: .queued).last)
    #expect(message.kind == kind)
    return (story, story.journey.told.last!)
  }

  @Test("what is still true is not dropped", arguments: Self.kinds)
  func stillTrue(kind: NotificationKind) throws {
    let (story, message) = try queued(kind)
    #expect(story.reasonToDrop(message, at: message.createdAt) == nil)
    #expect(story.reasonToDrop(message, at: message.dueAt) == nil)
    #expect(story.reasonToDrop(message, at: message.expiresAt) == nil)
  }

  @Test("what has expired is dropped", arguments: Self.kinds)
  func expired(kind: NotificationKind) throws {
    let (story, message) = try queued(kind)
    #expect(story.reasonToDrop(message, at: message.expiresAt + 1)!.hasPrefix("It expired on 2026-11-2"))
  }

  @Test("consent that was withdrawn in between counts", arguments: Self.kinds)
  func consent(kind: NotificationKind) throws {
    var (story, message) = try queued(kind)
    story.journey.customer.contacts[0].consent = false
    #expect(
      story.reasonToDrop(message, at: message.createdAt) == "The customer no longer consents to this email contact.")
  }

  @Test("nothing leaves for a cancelled appointment", arguments: Self.kinds)
  func cancelled(kind: NotificationKind) throws {
    var (story, message) = try queued(kind)
    story.stage(.cancelled)
    #expect(story.reasonToDrop(message, at: message.createdAt) == "The appointment is cancelled.")
  }

  @Test("what is about a promise falls with it", arguments: [NotificationKind.confirmation, .reminder])
  func promiseChanged(kind: NotificationKind) throws {
    var (story, message) = try queued(kind)
    let window = TimeWindow(start: at("13:00"), end: at("15:00"))
    story.journey.appointment.promise = Promise(window: window, madeAt: message.createdAt)
    #expect(story.reasonToDrop(message, at: message.createdAt) == "The promise has changed since.")
  }

  @Test(
    "a time of arrival is not told to whom it has arrived",
    arguments: [NotificationKind.onMyWay, .runningLate, .allClear])
  func arrived(kind: NotificationKind) throws {
    var (story, message) = try queued(kind)
    story.stage(.onSite)
    #expect(story.reasonToDrop(message, at: message.createdAt) == "The technician has already arrived.")
  }

  @Test("running late is dropped when the promise is safe again, the all clear when it is not")
  func recovered() throws {
    var (story, message) = try queued(.runningLate)
    story.predict(late: 0.05, start: at("10:30"))
    #expect(
      story.reasonToDrop(message, at: at("10:41"))
        == "The promise is safe again: P(late) 0.05, median start 10:30, 30 min before the promise's end.")
    (story, message) = try queued(.allClear)
    story.predict(late: 0.8, start: at("11:20"))
    #expect(story.reasonToDrop(message, at: at("10:41"))!.hasPrefix("The promise is in danger again"))
  }

  @Test("an estimate is superseded by a later one, and the later one leaves")
  func superseded() throws {
    var (story, message) = try queued(.runningLate)
    story.predict(late: 0.9, start: at("12:10"))
    let later = try story.tell(at: at("10:50"), as: .queued)
    #expect(later.map(\.key) == ["running-late/A-0017/2"])
    #expect(
      later[0].body.contains("We are sorry: we are running late"), "the first one never left, so this one is the first")
    #expect(story.reasonToDrop(message, at: at("10:50")) == "Superseded by running-late/A-0017/2.")
    #expect(story.reasonToDrop(story.journey.told.last!, at: at("10:50")) == nil)
  }

  @Test("a dropped message counts as never said: the same is decided again under a new key")
  func droppedIsUnsaid() throws {
    var (story, _) = try queued(.runningLate)
    story.journey.told[story.journey.told.count - 1].state = .dropped
    #expect(try story.decide(at: at("10:45")).notifications.map(\.key) == ["running-late/A-0017/2"])
  }

  @Test("an apology for a missed visit is dropped when somebody has come after all")
  func missed() throws {
    var (story, message) = try queued(.missed)
    story.stage(.underWay)
    #expect(story.reasonToDrop(message, at: at("11:31")) == "A technician is under way after all.")
    story.stage(.onSite)
    #expect(story.reasonToDrop(message, at: at("11:31")) == "The technician has come after all.")
  }

  @Test("what is decided at a moment would not be dropped at that moment")
  func agreement() throws {
    for kind in Self.kinds {
      let (story, message) = try queued(kind)
      #expect(story.reasonToDrop(message, at: message.createdAt) == nil)
      #expect(try story.decide(at: message.createdAt).notifications.isEmpty)
    }
  }
}
