import PunctualModel
import PunctualStore
import PunctualWire
import Testing

@testable import PunctualService

@Suite("Records through the use cases")
struct RecordUseCaseTests {
  private let newcomer = Customer(id: "c50", name: "Sinéad O'Neill", language: .english, zone: Firm.zone)

  @Test("the same idempotency key gives the same answer and adds once")
  func idempotentAdd() async throws {
    let firm = try Firm([])
    let first = try await firm.at("08:00").perform(AddRecord<Customer>.self, newcomer, idempotencyKey: "k1")
    let before = try firm.everything()
    let again = try await firm.at("09:00").perform(AddRecord<Customer>.self, newcomer, idempotencyKey: "k1")
    #expect(first == again)
    #expect(try firm.everything() == before)
    let twice = await faults { _ = try await firm.at("09:00").perform(AddRecord<Customer>.self, newcomer) }
    #expect(twice.map(\.code) == [.duplicateID])
  }

  @Test("a key that was used for another request is refused")
  func keyConflict() async throws {
    let firm = try Firm([])
    _ = try await firm.at("08:00").perform(AddRecord<Customer>.self, newcomer, idempotencyKey: "k1")
    var other = newcomer
    other.id = "c51"
    let found = await faults {
      _ = try await firm.at("08:00").perform(AddRecord<Customer>.self, other, idempotencyKey: "k1")
    }
    #expect(found.map(\.code) == [.conflict])
    #expect(found.first?.path == "/idempotency_key")
    let otherCase = await faults {
      _ = try await firm.at("08:00").perform(
        RemoveRecord<Customer>.self, RecordName("c50"), idempotencyKey: "k1")
    }
    #expect(otherCase.map(\.code) == [.conflict])
    #expect(try firm.store.read { try $0.customer("c51") } == nil)
  }

  @Test("a failed request does not use its key up")
  func failedKey() async throws {
    let firm = try Firm([])
    var wrong = newcomer
    wrong.tier = "platinum"
    _ = await faults { _ = try await firm.at("08:00").perform(AddRecord<Customer>.self, wrong, idempotencyKey: "k1") }
    let stored = try await firm.at("08:00").perform(AddRecord<Customer>.self, newcomer, idempotencyKey: "k1")
    #expect(stored.id == "c50")
  }

  @Test(
    "every kind of write answers a repetition with the first answer", arguments: ["plan", "depart", "book", "tick"])
  func repetition(kind: String) async throws {
    let firm = try Firm([Firm.work("a1", at: 1, 60, "09:00", "11:00", promised: true)])
    try firm.setPlan(["t1": [("a1", "09:30", "10:30")]])
    let context = WireContext(zone: Firm.zone, now: nil)
    func once(at time: String) async throws -> JSON {
      let workspace = firm.at(time)
      switch kind {
      case "plan":
        return Form.write(
          try await workspace.perform(MakePlan.self, PlanRequest(date: nil, exploration: 1), idempotencyKey: "k"),
          context: context)
      case "depart":
        return Form.write(
          try await workspace.perform(DepartVisit.self, VisitReport(visit: "a1", at: nil), idempotencyKey: "k"),
          context: context)
      case "book":
        let window = TimeWindow(start: Firm.time("13:00"), end: Firm.time("15:00"))
        let request = BookRequest(customer: "c2", type: "repair", durationMinutes: 60, window: window)
        return Form.write(
          try await workspace.perform(BookSlot.self, request, idempotencyKey: "k"), context: context)
      default:
        return Form.write(
          try await workspace.perform(Tick.self, TickRequest(deliver: false), idempotencyKey: "k"), context: context)
      }
    }
    let first = try await once(at: "08:45")
    let before = try firm.everything()
    #expect(try await once(at: "08:50") == first)
    #expect(try firm.everything() == before)
  }

  @Test("an edit merges: what is named changes, null takes out, the rest stays")
  func merge() async throws {
    let firm = try Firm([Firm.work("a1", at: 1, pin: Pin(technician: "t1", start: Firm.time("10:00")))])
    try await firm.edit(Appointment.self, "a1", ["pin": ["start": nil], "notes": "ring twice", "duration_minutes": 90])
    let changed = try #require(try firm.appointment("a1"))
    #expect(changed.pin == Pin(technician: "t1"))
    #expect(changed.notes == "ring twice")
    #expect(changed.durationSeconds == 5400)
    #expect(changed.windows == Firm.work("a1", at: 1).windows)
    #expect(changed.revision == 2)
    try await firm.edit(Appointment.self, "a1", ["pin": nil, "notes": nil])
    #expect(try firm.appointment("a1")?.pin == nil)
    #expect(try firm.appointment("a1")?.notes == nil)
  }

  @Test("an edit of a revision that is no longer the current one is refused")
  func stale() async throws {
    let firm = try Firm([Firm.work("a1", at: 1)])
    try await firm.edit(Appointment.self, "a1", ["priority": 10])
    let found = await faults {
      _ = try await firm.at("08:00").perform(
        EditRecord<Appointment>.self, RecordEdit(id: "a1", changes: ["priority": 20], revision: 1))
    }
    #expect(found.map(\.code) == [.conflict])
    #expect(try firm.appointment("a1")?.priority == 10)
  }

  @Test("an edit is checked like a new record: misspelled fields, wrong types and the id are refused")
  func checkedEdit() async throws {
    let firm = try Firm([Firm.work("a1", at: 1)])
    let before = try firm.everything()
    let wrong = await faults {
      try await firm.edit(Appointment.self, "a1", ["priorty": 1, "duration_minutes": "long"])
    }
    #expect(Set(wrong.map(\.code)) == [.unknownField, .wrongType])
    #expect(Set(wrong.map(\.path)) == ["/changes/priorty", "/changes/duration_minutes"])
    let renamed = await faults { try await firm.edit(Appointment.self, "a1", ["id": "a2"]) }
    #expect(renamed.map(\.path) == ["/changes/id"])
    #expect(try firm.everything() == before)
  }

  @Test("what an appointment names must be there: customer, site, skill, technician; all that is missing is told")
  func references() async throws {
    let firm = try Firm([])
    var appointment = Firm.work("a1", at: 1, needs: [SkillNeed("heating"), SkillNeed("heatin")])
    appointment.site = "s9"
    appointment.pin = Pin(technician: "t9")
    let found = await faults { _ = try await firm.at("08:00").perform(AddRecord<Appointment>.self, appointment) }
    #expect(found.map(\.code) == [.unknownReference, .unknownSkill, .unknownReference])
    #expect(found.map(\.path) == ["/site", "/skills/1/name", "/pin/technician"])
    appointment.customer = "c99"
    let customer = await faults { _ = try await firm.at("08:00").perform(AddRecord<Appointment>.self, appointment) }
    #expect(customer.first?.code == .unknownReference && customer.first?.path == "/customer")
    var stranger = newcomer
    stranger.tier = "platinum"
    let tier = await faults { _ = try await firm.at("08:00").perform(AddRecord<Customer>.self, stranger) }
    #expect(tier.map(\.path) == ["/tier"])
    #expect(tier.first?.hint == "The organisation's tiers are gold, standard.")
  }

  @Test("an appointment without a site takes its customer's only one")
  func onlySite() async throws {
    let firm = try Firm([])
    var appointment = Firm.work("a1", at: 4)
    appointment.site = ""
    let stored = try await firm.at("08:00").perform(AddRecord<Appointment>.self, appointment)
    #expect(stored.site == "s4")
  }

  @Test("what others refer to is not removed; what nothing refers to is")
  func remove() async throws {
    let firm = try Firm([Firm.work("a1", at: 1)])
    let used = await faults {
      _ = try await firm.at("08:00").perform(RemoveRecord<Customer>.self, RecordName("c1"))
    }
    #expect(used.map(\.code) == [.stillUsed])
    _ = try await firm.at("08:00").perform(RemoveRecord<Appointment>.self, RecordName("a1"))
    _ = try await firm.at("08:00").perform(RemoveRecord<Customer>.self, RecordName("c1"))
    let gone = await faults { _ = try await firm.at("08:00").perform(ShowRecord<Customer>.self, RecordName("c1")) }
    #expect(gone.map(\.code) == [.notFound])
    #expect(try await firm.at("08:00").perform(ListRecords<Customer>.self, CustomerQuery()).items.count == 8)
  }

  @Test("a list is narrowed by what is asked for, all of it at once, and read in parts")
  func lists() async throws {
    let firm = try Firm([])
    func ids(_ change: (inout CustomerQuery) -> Void) async throws -> [String] {
      var query = CustomerQuery()
      change(&query)
      return try await firm.at("08:00").perform(ListRecords<Customer>.self, query).items.map(\.id)
    }
    let all = try await ids { _ in }
    #expect(all.count == 9)
    #expect(try await ids { $0.limit = 2 } == Array(all[..<2]))
    #expect(try await ids { ($0.after, $0.limit) = (all[1], 3) } == Array(all[2..<5]))
    #expect(try await ids { $0.after = all[8] } == [])
    _ = try await firm.at("08:00").perform(AddRecord<Customer>.self, newcomer)
    let words = newcomer.name.uppercased().split(separator: " ").reversed().joined(separator: " ")
    #expect(try await ids { $0.text = words } == ["c50"])
    #expect(try await ids { ($0.text, $0.tier) = (words, "no such tier") } == [])
    #expect(try await ids { $0.area = "nowhere" } == [])
    let technicians = try await firm.at("08:00").perform(ListRecords<Technician>.self, TechnicianQuery()).items
    var query = TechnicianQuery()
    query.skill = "heating"
    #expect(
      try await firm.at("08:00").perform(ListRecords<Technician>.self, query).items
        == technicians.filter { $0.skills["heating"] != nil })
  }

  @Test("each change has its entry in the journal, without names")
  func journal() async throws {
    let firm = try Firm([])
    _ = try await firm.at("08:00").perform(AddRecord<Customer>.self, newcomer)
    try await firm.edit(Customer.self, "c50", ["name": "Maud Gonne", "notes": "likes tea"])
    let entries = try firm.events().filter { $0.subject == "c50" }
    #expect(entries.map(\.kind) == [.customerAdded, .customerChanged])
    #expect(entries[1].details["fields"] == "name,notes")
    #expect(!"\(try firm.events())".contains("Gonne"))
  }

  @Test("use cases called with JSON alone do the same, and refuse unknown parameters")
  func anyUseCase() async throws {
    let firm = try Firm([])
    let add = try #require(Catalogue.named("customer.add"))
    let text = #"{"id":"c60","name":"A B","language":"en","zone":"Europe/Vaduz","idempotency_key":"k"}"#
    let answer = try await add.call(try JSONDocument.parse(Array(text.utf8)).root, firm.at("08:00"))
    #expect(answer["id"] == "c60")
    #expect(try await add.call(try JSONDocument.parse(Array(text.utf8)).root, firm.at("08:00")) == answer)
    let found = await faults {
      let wrong = try JSONDocument.parse(Array(#"{"id":"c1","nme":true}"#.utf8)).root
      _ = try await #require(Catalogue.named("customer.show")).call(wrong, firm.at("08:00"))
    }
    #expect(found.map(\.code) == [.unknownField])
  }
}
