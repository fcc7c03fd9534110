import PunctualModel
import PunctualNotify
import Testing

@Suite("Who is told where")
struct ConsentTests {
  private let email = Contact(channel: .email, address: "mia@example.org", consent: true)
  private let phone = Contact(channel: .sms, address: "+4235550123", consent: true)

  private func story(_ contacts: [Contact]) throws -> Story {
    var story = try Story()
    story.journey.customer.contacts = contacts
    return story
  }

  @Test("a contact reads in its own language and is greeted by its own name")
  func own() throws {
    var contact = email
    (contact.name, contact.language) = ("Herr Hauswart", .german)
    let message = try story([contact]).decide(at: at("10:00", "2026-11-20")).notifications[0]
    #expect(message.language == .german)
    #expect(message.body.hasPrefix("Guten Tag Herr Hauswart\n"))
  }

  @Test("a message that one channel does not take goes by the next, once, and says that it follows")
  func next() throws {
    var story = try story([email, phone])
    try story.tell(at: at("10:00", "2026-11-20"), as: .dead)
    let failed = story.journey.told[0]
    let next = try #require(try story.notifier.followOn(failed, story.journey))
    #expect(next.channel == .sms && next.address == phone.address)
    #expect(next.kind == .confirmation && next.follows == failed.key)
    #expect(
      next.key.hasPrefix("confirmation/A-0017/1+2@") && next.key.hasSuffix(String(failed.key.split(separator: "@")[1])))
    #expect(next.body.contains("Confirmed: Boiler service"))
    story.journey.told.append(next)
    #expect(try story.decide(at: at("10:05", "2026-11-20")).notifications.isEmpty)
    #expect(story.reasonToDrop(next, at: at("10:05", "2026-11-20")) == nil)
  }

  @Test("where no channel is left, the office is told whom to call, with what was tried")
  func unreached() throws {
    var story = try story([email, phone])
    try story.tell(at: at("10:00", "2026-11-20"), as: .dead)
    let first = story.journey.told[0]
    var second = try #require(try story.notifier.followOn(first, story.journey))
    (second.state, second.lastError) = (.dead, "unknown number")
    story.journey.told.append(second)
    let office = try #require(try story.notifier.followOn(second, story.journey))
    #expect(office.kind == .unreached && office.audience == .dispatcher)
    #expect(office.address == "office@example.org")
    #expect(office.body.contains("mia@example.org, +4235550123"))
    var dead = office
    dead.state = .dead
    #expect(try story.notifier.followOn(dead, story.journey) == nil)
  }

  @Test("a contact without consent is no next channel")
  func noConsent() throws {
    var silent = phone
    silent.consent = false
    var story = try story([email, silent])
    try story.tell(at: at("10:00", "2026-11-20"), as: .dead)
    #expect(try story.notifier.followOn(story.journey.told[0], story.journey)?.kind == .unreached)
  }

  @Test("what is no longer true follows on nothing")
  func untrue() throws {
    var story = try Story.confirmed(story([email, phone]))
    story.stage(.underWay)
    try story.tell(at: at("09:10"), as: .dead)
    let failed = story.journey.told[1]
    #expect(failed.kind == .onMyWay)
    story.stage(.onSite)
    #expect(try story.notifier.followOn(failed, story.journey) == nil)
    story.stage(.underWay)
    story.journey.now = at("10:11")
    #expect(try story.notifier.followOn(failed, story.journey) == nil)
  }

  @Test("a survey is not sent to a customer who was asked within the month")
  func rest() throws {
    var story = try Story.confirmed()
    story.stage(.finished)
    story.journey.visits[0].actual.finish = at("10:00")
    story.journey.lastSurveyAt = at("12:00", "2026-11-01")
    let decisions = try story.decide(at: at("10:00"))
    #expect(decisions.notifications.isEmpty)
    #expect(
      decisions.withheld == [
        Withheld(
          kind: .followUp, reason: "The customer was asked on 2026-11-01; 30 days lie between two surveys.")
      ])
    story.journey.lastSurveyAt = at("12:00", "2026-10-01")
    #expect(try story.decide(at: at("10:00")).notifications.map(\.kind) == [.followUp])
  }

  @Test("somebody else than was told is announced once, with the photo")
  func technician() throws {
    var story = try Story.confirmed()
    story.predict(late: 0.9, start: at("11:40"))
    try story.tell(at: at("10:00"))
    #expect(story.journey.told[1].toldTechnicians == ["t0"])
    story.journey.technicians = [
      Technician(id: "t5", name: "Ben Ospelt", photo: "photos/ben.jpg", home: story.journey.technicians[0].home)
    ]
    story.journey.visits[0].technician = "t5"
    let message = try story.tell(at: at("10:05"))
    #expect(message.map(\.kind) == [.technicianChanged])
    #expect(message[0].photo == "photos/ben.jpg")
    #expect(message[0].body.contains("Ben Ospelt will come to you"))
    #expect(try story.decide(at: at("10:06")).notifications.isEmpty)
  }

  @Test("where nobody may write to the customer, the office is asked to call, ten minutes before others would be told")
  func mustCall() throws {
    var story = try Story.confirmed()
    story.predict(late: 0.25, start: at("10:50"))
    #expect(try story.decideAll(at: at("10:20")).notifications.map(\.kind) == [.runningLate])
    story.journey.customer.contacts[0].consent = false
    #expect(try story.decideAll(at: at("10:09")).notifications.isEmpty)
    let call = try story.decideAll(at: at("10:10"))
    #expect(call.notifications.map(\.kind) == [.jeopardy] && call.withheld.isEmpty)
    #expect(try story.decideAll(at: at("10:20")).withheld.map(\.kind) == [.runningLate])
    #expect(
      call.notifications[0].body.contains("Nobody may write to the customer: please call; no number is on record."))
    var numbered = story
    numbered.journey.customer.contacts.append(Contact(channel: .sms, address: "+4235550123", consent: false))
    let known = try numbered.decideAll(at: at("10:10")).notifications
    #expect(known[0].body.contains("Nobody may write to the customer: please call +4235550123."))
    // A customer of whom nothing is known but the name is told of to the office all the same.
    numbered.journey.customer.contacts = []
    let unknown = try numbered.decideAll(at: at("10:10")).notifications
    #expect(unknown.map(\.kind) == [.jeopardy] && unknown[0].body.hasSuffix("no number is on record."))
    #expect(call.notifications[0].body.contains("Customer: mia.frick@example.org"))
    var asked = call.notifications[0]
    #expect(story.notifier.asksForCall(asked, story.seen(at: at("10:11"))))
    // The task outlives the message and the promised time, and ends where the promise is safe, somebody is there, or
    // messages may be sent.
    asked.state = .sent
    for time in ["10:59", "11:25"] { #expect(story.notifier.asksForCall(asked, story.seen(at: at(time)))) }
    story.predict(late: 0.01, start: at("10:20"))
    #expect(!story.notifier.asksForCall(asked, story.seen(at: at("10:15"))))
    story.predict(late: 0.25, start: at("10:50"))
    story.journey.customer.contacts[0].consent = true
    #expect(!story.notifier.asksForCall(asked, story.seen(at: at("10:15"))))
    story.journey.customer.contacts[0].consent = false
    story.stage(.onSite)
    #expect(!story.notifier.asksForCall(asked, story.seen(at: at("10:15"))))
  }

  @Test("where nobody will come and nobody may write to the customer, the office is asked to call, once")
  func mustCallMissed() throws {
    var story = try Story.confirmed()
    story.stage(.missed)
    #expect(try story.decideAll(at: at("10:15")).notifications.allSatisfy { $0.audience == .customer })
    story.journey.customer.contacts[0].consent = false
    let asked = try story.decideAll(at: at("10:15")).notifications
    #expect(asked.map(\.kind) == [.unreached] && asked[0].audience == .dispatcher)
    #expect(asked[0].body.contains("a missed visit") && asked[0].body.contains("does not know yet"))
    #expect(asked[0].body.contains("no telephone number is on record") && !asked[0].body.contains("–."))
    #expect(story.notifier.asksForCall(asked[0], story.seen(at: at("10:20"))))
    story.journey.told += asked
    #expect(try story.decideAll(at: at("10:20")).notifications.isEmpty)
  }

  @Test("who was told that nobody comes, and then asked for silence, is no task for the office")
  func toldBeforeSilence() throws {
    var story = try Story.confirmed()
    story.stage(.missed)
    let told = try story.tell(at: at("10:15"))
    #expect(told.map(\.kind) == [.missed])
    story.journey.customer.contacts[0].consent = false
    #expect(try story.decideAll(at: at("10:20")).notifications.isEmpty)
  }

  @Test("a range that reaches past the promise's end takes no delay back; one that lies before it does")
  func range() throws {
    var story = try Story.confirmed()
    story.predict(late: 0.9, start: at("11:10"))
    #expect(try story.tell(at: at("10:00")).map(\.kind) == [.runningLate])
    story.stage(.underWay)
    story.predict(late: 0.4, start: at("10:55"))
    let way = try story.tell(at: at("10:30"))
    #expect(way.map(\.kind) == [.onMyWay] && way[0].toldUntil == at("11:15"))
    #expect(way[0].tellsStart(after: at("11:00")) == nil)
    #expect(way[0].tellsStart(after: at("10:50")) == true && way[0].tellsStart(after: at("11:15")) == false)
    // The customer still believes in a delay, so there is one to take back.
    story.predict(late: 0.01, start: at("10:40"))
    #expect(try story.tell(at: at("10:35")).map(\.kind) == [.allClear])
  }

  @Test("the office hears of a promise in danger once, and of a technician who has not set out")
  func office() throws {
    var story = try Story.confirmed()
    story.journey.visits[0].planned.depart = at("08:30")
    story.journey.technicians[0].phone = "+423 555 02 01"
    let first = try story.decideAll(at: at("08:46")).notifications
    #expect(first.map(\.audience) == [.technician])
    #expect(first[0].address == "+4235550201" && first[0].technician == "t0")
    story.journey.told += first
    let second = try story.decideAll(at: at("08:56")).notifications
    #expect(second.map(\.kind) == [.notStarted] && second[0].audience == .dispatcher)
    story.journey.told += second
    #expect(try story.decideAll(at: at("08:58")).notifications.isEmpty)
    story.journey.told = []
    // By plan she would wait a quarter of an hour at the door, so that she may leave that much later.
    (story.journey.visits[0].planned.arrive, story.journey.visits[0].planned.start) = (at("08:45"), at("09:00"))
    #expect(try story.decideAll(at: at("08:59")).notifications.isEmpty)
    #expect(try story.decideAll(at: at("09:00")).notifications.map(\.kind) == [.notStarted])
    story.journey.busy = ["t0"]
    #expect(try story.decideAll(at: at("08:46")).notifications.filter { $0.kind == .notStarted }.isEmpty)
    story.predict(late: 0.9, start: at("11:30"))
    let danger = try story.decideAll(at: at("10:30")).notifications.filter { $0.audience == .dispatcher }
    #expect(danger.map(\.kind) == [.jeopardy])
    story.journey.told += danger
    #expect(try story.decideAll(at: at("10:31")).notifications.filter { $0.kind == .jeopardy }.isEmpty)
  }
}
