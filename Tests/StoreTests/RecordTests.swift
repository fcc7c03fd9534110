import PunctualModel
import PunctualStore
import Testing

@Suite("Records come back as they were stored")
struct RoundTripTests {
  let sandbox = Sandbox()

  @Test("the organisation")
  func organisation() throws {
    let store = try sandbox.create()
    #expect(try store.read { try $0.organisation() } == Sample.organisation)
    var changed = Sample.organisation
    changed.openingHours = [:]
    changed.email = "office@example.org"
    try store.write { try $0.save(changed) }
    #expect(try Store.open(at: sandbox.path()).read { try $0.organisation() } == changed)
  }

  @Test("technicians, customers with the order of contacts and sites, appointments with windows and skills")
  func records() throws {
    let store = try sandbox.create()
    try Sample.fill(store, appointments: 1)
    try store.read { reader throws in
      #expect(try reader.technicians() == [Sample.technician("t1"), Sample.technician("t2")])
      #expect(try reader.customers() == [Sample.customer()])
      #expect(try reader.appointments() == [Sample.appointment()])
      #expect(try reader.technician("nobody") == nil)
      #expect(try reader.customer("nobody") == nil)
      #expect(try reader.appointment("nothing") == nil)
    }
  }

  @Test("an id with quotes and other scripts is as good as any")
  func trickyIDs() throws {
    let store = try sandbox.create()
    try store.write { writer in
      try writer.insert(Sample.technician("t1"))
      try writer.insert(Sample.customer(Sample.tricky))
      try writer.insert(Sample.appointment(Sample.tricky, customer: Sample.tricky))
      try writer.put(Sample.visit(Sample.tricky, "t1"))
    }
    try store.read { reader throws in
      #expect(try reader.appointment(Sample.tricky)?.customer == Sample.tricky)
      #expect(try reader.visits(ofAppointment: Sample.tricky).map(\.id) == [Sample.tricky])
      #expect(try reader.appointments(AppointmentFilter(ids: [Sample.tricky])).count == 1)
    }
  }

  @Test("a text with a NUL, which the database would cut short, is refused")
  func nul() throws {
    let store = try sandbox.create()
    #expect(try code { try store.write { try $0.setSetting("a", "b\0c") } } == .outOfRange)
    #expect(try store.read { try $0.settings() }.isEmpty)
  }

  @Test("past visits with and without their optional parts, and the newest of them")
  func history() throws {
    let store = try sandbox.create()
    let bare = VisitRecord(id: "v1", technician: "t9", planned: VisitTimes(start: Sample.noon))
    let full = VisitRecord(
      id: "v2", technician: "t1", type: "lift", area: "north", site: "s1", promised: Sample.window(8...10),
      planned: VisitTimes(depart: Sample.noon, arrive: Sample.noon, start: Sample.noon + 1, finish: Sample.noon + 2),
      actual: VisitTimes(depart: Sample.noon, arrive: nil, start: Sample.noon + 5, finish: Sample.noon + 9),
      attributes: ["floor": .number(3.5), "ältere Anlage": .text(Sample.tricky), "whole": .number(2)])
    let first = try store.write { try $0.addHistory([full, bare]) }
    #expect(first == (2, 0))
    #expect(try store.read { try $0.history() } == [bare, full])
    #expect(try store.read { try $0.history(limit: 1) } == [full])
    var changed = bare
    changed.area = "south"
    let again = try store.write { try $0.addHistory([changed]) }
    #expect(again == (0, 1))
    #expect(try store.read { try $0.historyCount() } == 2)
  }

  @Test("the model's bytes, settings and answers")
  func others() throws {
    let store = try sandbox.create()
    #expect(try store.read { try $0.forecastModel() == nil })
    try store.write { writer in
      try writer.saveForecastModel([0, 255, 10, 0], learnedAt: Sample.noon, visits: 12)
      try writer.setSetting("a", "1")
      try writer.setSetting("a", Sample.tricky)
      try writer.setSetting("b", "2")
      try writer.setSetting("b", nil)
      try writer.rememberAnswer(idempotencyKey: "k", requestHash: "h", answer: "{}", at: Sample.noon)
    }
    try store.read { reader throws in
      let model = try #require(try reader.forecastModel())
      #expect(model == ([0, 255, 10, 0], Sample.noon, 12))
      #expect(try reader.settings() == ["a": Sample.tricky])
      #expect(try reader.setting("b") == nil)
      #expect(try #require(try reader.storedAnswer(idempotencyKey: "k")) == ("h", "{}"))
      #expect(try reader.storedAnswer(idempotencyKey: "other") == nil)
    }
    let second = {
      try store.write { try $0.rememberAnswer(idempotencyKey: "k", requestHash: "i", answer: "[]", at: Sample.noon) }
    }
    #expect(try code(second) == .duplicateID)
  }
}

@Suite("Changes by several people")
struct RevisionTests {
  let sandbox = Sandbox()

  @Test("an update takes the stored revision and returns the next; a stale one is refused with the fields that differ")
  func stale() throws {
    let store = try sandbox.create()
    try Sample.fill(store, appointments: 1)
    let other = try Store.open(at: sandbox.path())
    let read = try #require(try other.read { try $0.appointment("a1") })

    var mine = read
    mine.priority = 90
    mine.notes = "Frau Hasler"
    let stored = try store.write { try $0.update(mine) }
    #expect(stored.revision == 2)
    #expect(try other.read { try $0.appointment("a1") } == stored)

    var yours = read
    yours.crew = 1
    let message = try words { try other.write { _ = try $0.update(yours) } }
    #expect(message.contains("conflict at /revision"))
    #expect(message.contains("revision 1 is now 2"))
    #expect(message.contains("priority (now 90, yours 40)"))
    #expect(message.contains("crew (now 2, yours 1)"))
    #expect(message.contains("notes"))
    #expect(!message.contains("Hasler"))
    #expect(try store.read { try $0.appointment("a1") } == stored)
  }

  @Test("an update that changes nothing keeps the revision")
  func idle() throws {
    let store = try sandbox.create()
    try Sample.fill(store)
    #expect(try store.write { try $0.update(Sample.customer()) }.revision == 1)
    #expect(try store.write { try $0.setStage("a1", .booked) }.revision == 1)
    #expect(try store.write { try $0.setStage("a1", .scheduled) }.revision == 2)
    #expect(try store.read { try $0.appointment("a1") }?.stage == .scheduled)
  }

  @Test("put adds, changes, or finds nothing to do")
  func put() throws {
    let store = try sandbox.create()
    var customer = Sample.customer()
    customer.revision = 99
    let outcomes = try store.write { writer in
      var renamed = customer
      renamed.name = "Anders"
      var free = Sample.appointment()
      free.pin = Pin()
      var bound = free
      bound.pin = nil
      return [
        try writer.put(Sample.technician()), try writer.put(Sample.technician()), try writer.put(customer),
        try writer.put(customer), try writer.put(renamed), try writer.put(free), try writer.put(bound),
        try writer.put(Sample.appointment()),
      ]
    }
    #expect(outcomes == [.added, .unchanged, .added, .unchanged, .changed, .added, .unchanged, .changed])
    #expect(try store.read { try $0.customer("c1") }?.revision == 2)
  }

  @Test("a second record of an id is refused; one that is not there cannot be changed or removed")
  func ids() throws {
    let store = try sandbox.create()
    try Sample.fill(store)
    #expect(try code { try store.write { _ = try $0.insert(Sample.technician()) } } == .duplicateID)
    #expect(try code { try store.write { _ = try $0.update(Sample.technician("t9")) } } == .notFound)
    #expect(try code { try store.write { try $0.removeCustomer("c9") } } == .notFound)
    #expect(try code { try store.write { _ = try $0.setStage("a9", .booked) } } == .notFound)
    #expect(try code { try store.write { try $0.update(Sample.visit("a1", "t1")) } } == .notFound)
  }

  @Test("an appointment's unknown customer, site and technician are all named")
  func references() throws {
    let store = try sandbox.create()
    try Sample.fill(store)
    var lost = Sample.appointment("a9", customer: "c9")
    lost.pin = Pin(technician: "t9")
    let both = try words { try store.write { _ = try $0.insert(lost) } }
    #expect(both.contains("unknown-reference at /customer: There is no customer `c9`."))
    #expect(both.contains("unknown-reference at /pin/technician: There is no technician `t9`."))
    let site = try words { try store.write { _ = try $0.insert(Sample.appointment("a9", site: "s9")) } }
    #expect(site.contains("at /site: Customer `c1` has no site `s9`."))
    #expect(try code { try store.write { try $0.put(Sample.visit("a9", "t1")) } } == .unknownReference)
    #expect(try store.read { try $0.appointment("a9") } == nil)
  }

  @Test("what is in use cannot be removed, what is free can")
  func removal() throws {
    let store = try sandbox.create()
    try Sample.fill(store)
    #expect(try words { try store.write { try $0.removeTechnician("t1") } }.contains("3 pinned appointments"))
    #expect(try code { try store.write { try $0.removeCustomer("c1") } } == .stillUsed)
    var smaller = Sample.customer()
    smaller.sites.removeFirst()
    #expect(try code { try store.write { _ = try $0.update(smaller) } } == .stillUsed)
    try store.write { try $0.put(Sample.visit("a1", "t2")) }
    #expect(try code { try store.write { try $0.removeAppointment("a1") } } == .stillUsed)
    #expect(try code { try store.write { try $0.removeTechnician("t2") } } == .stillUsed)
    try store.write { writer in
      try writer.removeVisit("a1")
      for id in ["a1", "a2", "a3"] { try writer.removeAppointment(id) }
      try writer.removeCustomer("c1")
      try writer.removeTechnician("t1")
      try writer.removeTechnician("t2")
    }
    #expect(try store.read { try $0.technicians().isEmpty && $0.customers().isEmpty && $0.appointments().isEmpty })
  }

  @Test("values outside their range are refused with the rule, not with the record's words")
  func ranges() throws {
    let store = try sandbox.create()
    try Sample.fill(store)
    var appointment = Sample.appointment("a9")
    appointment.priority = 101
    let message = try words { try store.write { _ = try $0.insert(appointment) } }
    #expect(message == "out-of-range: A value is not one that the database keeps: priority is 0 to 100.")
    appointment.priority = 0
    appointment.windows = [TimeWindow(start: Sample.noon, end: Sample.noon - 1)]
    #expect(
      try words { try store.write { _ = try $0.insert(appointment) } }.contains(
        "a window ends after it starts"))
  }

  @Test("appointments are found by stage, time, customer and id")
  func filters() throws {
    let store = try sandbox.create()
    try Sample.fill(store)
    try store.write { writer in
      try writer.insert(Sample.customer("c2"))
      var later = Sample.appointment("b1", customer: "c2")
      later.windows = [Sample.window(9...11, day: 1)]
      later.stage = .requested
      try writer.insert(later)
    }
    let ids = { (filter: AppointmentFilter) in try store.read { try $0.appointments(filter).map(\.id) } }
    #expect(try ids(AppointmentFilter(stages: [.requested, .missed])) == ["b1"])
    #expect(try ids(AppointmentFilter(stages: [])) == [])
    #expect(try ids(AppointmentFilter(overlapping: Sample.window(11...12))) == [])
    #expect(try ids(AppointmentFilter(overlapping: Sample.window(17...18))) == ["a1", "a2", "a3"])
    #expect(try ids(AppointmentFilter(overlapping: Sample.zone.day(Sample.tuesday))) == ["b1"])
    #expect(try ids(AppointmentFilter(customer: "c2")) == ["b1"])
    #expect(try ids(AppointmentFilter(customer: "c1", ids: ["b1", "a3", "a1"])) == ["a1", "a3"])
  }

  @Test("appointments are found by technician, tier, area and type, and by the day on which they stand")
  func standing() throws {
    let store = try sandbox.create()
    try Sample.fill(store)
    let (monday, tuesday) = (Sample.tuesday.adding(days: -1), Sample.tuesday)
    func ids(_ change: (inout AppointmentFilter) -> Void) throws -> [String] {
      var filter = AppointmentFilter()
      change(&filter)
      return try store.read { try $0.appointments(filter).map(\.id) }
    }
    func on(_ date: LocalDate) throws -> [String] {
      try ids { $0.standing = .init(dates: date...date, span: Sample.zone.day(date)) }
    }
    // By its windows.
    try store.write { writer in
      var requested = Sample.appointment("w1")
      (requested.promise, requested.stage) = (nil, .requested)
      try writer.insert(requested)
    }
    #expect(try on(monday).contains("w1") && !on(tuesday).contains("w1"))
    // By its promise, whatever its windows.
    try store.write { writer in
      var promised = Sample.appointment("p1")
      promised.promise = Promise(window: Sample.window(9...11, day: 1), madeAt: Sample.noon)
      promised.stage = .booked
      (promised.type, promised.pin) = ("odd", nil)
      try writer.insert(promised)
    }
    #expect(try !on(monday).contains("p1") && on(tuesday).contains("p1"))
    // By its visit, whatever was promised; a cancelled one does not count.
    try store.write { try $0.put(Sample.visit("p1", "t1")) }
    #expect(try on(monday).contains("p1") && !on(tuesday).contains("p1"))
    #expect(try ids { $0.technician = "t1" }.contains("p1"))
    #expect(try ids { ($0.technician, $0.type) = ("t1", "odd") } == ["p1"])
    try store.write { writer in
      var visit = Sample.visit("p1", "t1")
      visit.stage = .cancelled
      try writer.update(visit)
    }
    #expect(try !on(monday).contains("p1") && on(tuesday).contains("p1"))
    #expect(try ids { ($0.technician, $0.type) = ("t1", "odd") } == [])
    try store.write { writer in
      var pinned = try #require(try writer.appointment("p1"))
      pinned.pin = Pin(technician: "t1")
      try writer.update(pinned)
    }
    #expect(try ids { ($0.technician, $0.type) = ("t1", "odd") } == ["p1"])
    let customer = try #require(try store.read { try $0.customer(Sample.appointment("p1").customer) })
    let area = try #require(customer.site(Sample.appointment("p1").site)?.area)
    #expect(try ids { ($0.tier, $0.type) = (customer.tier, "odd") } == ["p1"])
    #expect(try ids { ($0.area, $0.type) = (area, "odd") } == ["p1"])
    #expect(try ids { $0.tier = "none" } == [] && ids { $0.area = "none" } == [])
  }
}
