import PunctualModel
import PunctualNotify
import PunctualWire
import Testing

@testable import PunctualService

@Suite("A firm's own rules and words")
struct RuleUseCaseTests {
  private func rules(_ firm: Firm) async throws -> NotificationRules {
    try await firm.at("06:00").perform(ShowRules.self, Nothing())
  }

  @Test("rules are shown, changed as a document, kept, and given back")
  func roundTrip() async throws {
    let firm = try Firm()
    var rules = try await rules(firm)
    #expect(rules == .standard(tiers: Firm.tiers))
    rules.messageLimit = 3
    let index = try #require(rules.rules.firstIndex { $0.id == "reminder" })
    rules.rules[index].enabled = false
    let document = Form.write(rules, context: WireContext()).text()
    let read = try Form.read(
      NotificationRules.self, from: JSONDocument.parse(Array(document.utf8)).root, context: WireContext())
    #expect(read == rules)
    _ = try await firm.at("06:00").perform(SetRules.self, read)
    #expect(try await self.rules(firm) == rules)
    #expect(try firm.events().last?.kind == .rulesChanged)
    _ = try await firm.at("06:01").perform(ResetRules.self, Nothing())
    #expect(try await self.rules(firm) == .standard(tiers: Firm.tiers))
  }

  @Test("rules with mistakes are refused with the place of each, and change nothing")
  func refused() async throws {
    let firm = try Firm()
    var rules = try await rules(firm)
    rules.rules[0].tiers = ["platinum"]
    rules.rules[1].template = "fancy"
    let before = try firm.everything()
    let tiers = await faults { _ = try await firm.at("06:00").perform(SetRules.self, rules) }
    #expect(tiers.map(\.path) == ["/rules/0/tiers/0"])
    rules.rules[0].tiers = []
    let variant = await faults {
      _ = try await firm.at("06:00").perform(CheckRules.self, RuleCheckRequest(rules: rules))
    }
    #expect(variant.map(\.path) == ["/rules/1/template"])
    #expect(try firm.everything() == before)
  }

  @Test("what is switched off is not said any more")
  func inForce() async throws {
    let firm = try Firm([Firm.work("a2", at: 2, 60)])
    var rules = try await rules(firm)
    for index in rules.rules.indices where rules.rules[index].kind == .confirmation {
      rules.rules[index].enabled = false
    }
    _ = try await firm.at("06:00").perform(SetRules.self, rules)
    try await firm.plan(at: "06:00")
    #expect(try firm.appointment("a2")?.promise != nil)
    #expect(try firm.notifications([.confirmation]).isEmpty)
  }

  @Test("own words are used, a name in their HTML is escaped; an unknown variable is refused")
  func templates() async throws {
    let firm = try Firm([Firm.work("a2", at: 2, 60)])
    var customer = Firm.customers[1]
    customer.name = "<b>Mia</b> & Co"
    customer.language = .english
    customer.contacts = [Contact(channel: .email, address: "mia@example.org", consent: true)]
    try firm.store.write { _ = try $0.put(customer) }
    let name = TemplateName(.confirmation, .email, .english)
    let wrong = TemplateSet(
      templates: [OwnTemplate(name: name, text: TemplateText(subject: "S", body: "{{nobody}}"))])
    let found = await faults { _ = try await firm.at("06:00").perform(SetTemplates.self, wrong) }
    #expect(found.map(\.code) == [.badTemplate] && found[0].path == "/en/confirmation/email/body")
    let own = TemplateSet(
      templates: [
        OwnTemplate(
          name: name,
          text: TemplateText(subject: "For {{customer}}", body: "Hi {{customer}}", html: "<p>Hi {{customer}}</p>"))
      ])
    _ = try await firm.at("06:00").perform(SetTemplates.self, own)
    let shown = try await firm.at("06:00").perform(ShowTemplates.self, TemplateQuery(own: true))
    #expect(shown.templates.map(\.name) == [name])
    #expect(shown.variables.count == TemplateVariable.allCases.count)
    try await firm.plan(at: "09:00")
    let message = try #require(try firm.notifications([.confirmation]).first)
    #expect(message.subject == "For <b>Mia</b> & Co" && message.body == "Hi <b>Mia</b> & Co")
    #expect(message.html == "<p>Hi &lt;b&gt;Mia&lt;/b&gt; &amp; Co</p>")
    #expect(message.calendar?.contains("BEGIN:VEVENT") == true)
  }

  @Test("a request that is added is answered with the time by which the firm answers")
  func requested() async throws {
    let firm = try Firm([])
    _ = try await firm.at("09:00").perform(AddRecord<Appointment>.self, Firm.work("r1", at: 3, 60))
    let message = try #require(try firm.notifications([.requestReceived]).first)
    #expect(message.body.contains("You will hear from us by 13:00"))
  }

  @Test("nobody came: the complaint that the apology speaks of is open, with the time of its answer")
  func missed() async throws {
    let firm = try Firm([Firm.work("a2", at: 3, 60, "08:00", "09:00", promised: true)])
    try firm.setPlan(["t1": [("a2", "08:10", "09:10")]])
    _ = try await firm.at("09:40").perform(Tick.self, TickRequest(recover: false, deliver: false))
    let message = try #require(try firm.notifications([.missed]).first)
    #expect(message.rule == "missed-gold")
    let complaint = try #require(try firm.store.read { try $0.complaints() }.first)
    #expect(complaint.cause == .missed && complaint.appointment == "a2")
    #expect(try firm.notifications([.complaintReceived]).isEmpty)
  }
}
