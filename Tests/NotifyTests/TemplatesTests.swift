import PunctualModel
import Testing

@testable import PunctualNotify

@Suite("Templates")
struct TemplatesTests {
  private let name = TemplateName(.reminder, .sms, .german)

  private func faults(_ body: String, _ name: TemplateName? = nil) -> [Fault] {
    var templates = Templates.shipped
    templates[name ?? self.name] = TemplateText(subject: "x", body: body)
    do throws(Faults) {
      try templates.check()
      return []
    } catch {
      return error.all
    }
  }

  @Test("those that come with the program are sound")
  func shipped() throws {
    try Templates.shipped.check()
    #expect(TemplateName.all.count == 100)
  }

  @Test("an unknown variable is refused with its place and what is known, at check and at the notifier's making")
  func unknown() {
    let found = faults("Hello {{custommer}} and {{#nope}}x{{/nope}}")
    #expect(found.map(\.code) == [.badTemplate, .badTemplate, .badTemplate])
    #expect(found[0].path == "/de/reminder/sms/body")
    #expect(found[0].message == "`{{custommer}}` names no variable.")
    #expect(found[0].hint!.contains("customer"))
    var templates = Templates.shipped
    templates[name] = TemplateText(body: "{{custommer}}")
    #expect(throws: Faults.self) { try Notifier(templates: templates) }
  }

  @Test(
    "what is more than variables and sections is refused",
    arguments: [
      "{{{title}}}", "{{&title}}", "{{>partial}}", "{{=<% %>=}}", "{{% CONTENT_TYPE:HTML}}", "{{title", "{{}}",
    ])
  func beyondVariables(body: String) {
    #expect(!faults(body).isEmpty)
  }

  @Test("a tag of Mustache's that templates do not have is named, with what to write in its place")
  func foreign() {
    let bare = faults("Dear {{{customer}}},")
    #expect(bare.map(\.message) == ["`{{{customer}}}` asks for a value without escaping, and there is none."])
    #expect(bare[0].hint == "Write `{{customer}}`: in HTML every value is escaped, in text none.")
    #expect(faults("{{& title }}")[0].hint?.hasPrefix("Write `{{title}}`") == true)
    #expect(faults("{{> footer}}").map(\.message) == ["`{{> footer}}` is neither a variable nor a section."])
    #expect(faults("{{! not yet}}").count == 1)
  }

  @Test("a variable that may be missing must stand in a section of its own")
  func guarded() {
    #expect(faults("Call {{phone}}")[0].hint == "Put it within `{{#phone}}…{{/phone}}`.")
    #expect(faults("{{#phone}}Call {{phone}}{{/phone}}").isEmpty)
    #expect(!faults("{{^phone}}Call {{phone}}{{/phone}}").isEmpty)
    #expect(!faults("{{eta}}").isEmpty)
    #expect(faults("{{eta}}", TemplateName(.runningLate, .sms, .english)).isEmpty)
    #expect(faults("{{late}}")[0].message == "`{{late}}` is a condition and prints nothing.")
  }

  @Test("sections must be closed, in order")
  func sections() {
    #expect(faults("{{#late}}x")[0].message == "The section `{{#late}}` has no end.")
    #expect(!faults("{{#late}}{{#again}}x{{/late}}{{/again}}").isEmpty)
    #expect(!faults("x{{/late}}").isEmpty)
  }

  @Test("a missing or empty template is refused")
  func missing() {
    #expect(faults("")[0].path == "/de/reminder/sms")
    var templates = Templates.shipped
    templates[TemplateName(.missed, .email, .german)] = nil
    #expect(throws: Faults.self) { try templates.check() }
  }

  @Test("a message that lacks what its template needs is refused, not sent with a hole")
  func hole() throws {
    var story = try Story()
    story.journey.appointment.title = "\n"
    do {
      _ = try story.decide(at: at("10:00", "2026-11-20"))
      Issue.record("rendered")
    } catch let faults as Faults {
      #expect(faults.all.map(\.code) == [.badTemplate])
      #expect(faults.all[0].message == "The message lacks `title`, which its template needs.")
    }
  }

  @Test("a text of one's own replaces the shipped one")
  func own() throws {
    var templates = Templates.shipped
    templates[TemplateName(.confirmation, .email, .english)] = TemplateText(subject: "S", body: "B {{ customer }}")
    var story = try Story()
    story.notifier = try Notifier(templates: templates)
    let message = try story.decide(at: at("10:00", "2026-11-20")).notifications[0]
    #expect(message.subject == "S")
    #expect(message.body == "B Mia Frick")
  }

  @Test("every variable says what it is")
  func meanings() {
    #expect(TemplateVariable.allCases.allSatisfy { $0.meaning.hasSuffix(".") || $0.meaning.hasSuffix("`.") })
  }
}
