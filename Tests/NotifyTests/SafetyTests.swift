import PunctualModel
import PunctualNotify
import Testing

@Suite("What customers and imports put into names does no harm")
struct SafetyTests {
  private func confirmation(_ change: (inout Journey) -> Void) throws -> Notification {
    var story = try Story()
    change(&story.journey)
    return try #require(try story.decide(at: at("10:00", "2026-11-20")).notifications.first)
  }

  @Test(
    "apostrophes, quotes, ampersands, emoji and foreign scripts come out as they are",
    arguments: ["Mia O'Neill", "„Haus“ & \"Hof\" <AG>", "Zoë 🛠️👩‍🔧", "שרה כהן", "Łukasz Żółć", "100 % {Wärme}"])
  func verbatim(name: String) throws {
    let message = try confirmation {
      $0.customer.name = name
      $0.appointment.title = name
    }
    #expect(message.body.hasPrefix("Dear \(name),\n"))
    #expect(message.subject == "Confirmed: \(name), Monday 23 November, 09:00–11:00")
  }

  @Test("a line break in a title adds no header")
  func headers() throws {
    let message = try confirmation { $0.appointment.title = "Boiler\r\nBcc: all@example.org\u{2028}X: y\u{0}" }
    #expect(message.subject == "Confirmed: Boiler Bcc: all@example.org X: y, Monday 23 November, 09:00–11:00")
    #expect(!message.body.contains("\r"))
    #expect(message.body.contains("What: Boiler Bcc: all@example.org X: y\n"))
  }

  @Test("a template in a name is text")
  func templateInjection() throws {
    let message = try confirmation {
      $0.customer.name = "{{title}}{{#phone}}x{{/phone}}{{{address}}}"
    }
    #expect(message.body.hasPrefix("Dear {{title}}{{#phone}}x{{/phone}}{{{address}}},\n"))
  }

  @Test("marks that turn the direction of text are taken out of names")
  func direction() throws {
    let message = try confirmation { $0.customer.name = "Mia\u{202E} kcirF\u{2066}" }
    #expect(message.body.hasPrefix("Dear Mia kcirF,\n"))
  }

  @Test("a page of text in every field makes a message of ordinary length")
  func length() throws {
    let page = String(repeating: "lorem ipsum ", count: 200_000)
    let message = try confirmation {
      $0.customer.name = page
      $0.appointment.title = page
      $0.site.place.address = page
      $0.organisation.name = page
    }
    #expect(message.body.count < 1500)
    #expect(message.subject.count <= 200)
    #expect(message.body.hasPrefix("Dear lorem ipsum"))
  }

  @Test("HTML in names is escaped in HTML, and is text everywhere else")
  func html() throws {
    var templates = Templates.shipped
    templates[TemplateName(.confirmation, .email, .english)] = TemplateText(
      subject: "{{customer}}", body: "{{customer}}",
      html: "<p>{{customer}}</p>{{#technicians}}<b>{{technicians}}</b>{{/technicians}}")
    var story = try Story(crew: ["<script>alert(1)</script>"])
    story.notifier = try Notifier(templates: templates)
    story.journey.customer.name = "Mia \"<img src=x onerror='y'>\" & Co"
    let message = try story.decide(at: at("10:00", "2026-11-20")).notifications[0]
    #expect(message.body == "Mia \"<img src=x onerror='y'>\" & Co")
    let html = try #require(message.html)
    #expect(!html.contains("<img") && !html.contains("<script") && html.contains("&lt;script&gt;"))
  }

  @Test("a name that reads from right to left stays one, and its marks take nothing after it along")
  func rightToLeft() throws {
    let message = try confirmation { $0.customer.name = "\u{202B}שרה כהן\u{202C}" }
    #expect(message.body.hasPrefix("Dear שרה כהן,\n"))
    let text = try confirmation {
      $0.customer.contacts = [Contact(channel: .sms, address: "+4235550123", consent: true)]
      $0.organisation.name = "שירות"
    }
    #expect(text.body.hasPrefix("שירות: Confirmed"))
    #expect(SMS.size(text.body).encoding == .ucs2)
  }

  @Test("what a customer writes reaches the office on one line, shortened, and as text")
  func words() throws {
    let story = try Story.confirmed()
    let page = "Hello\r\nBcc: all@example.org\n{{title}}\u{202E}" + String(repeating: " lorem", count: 300_000)
    let message = try #require(try story.notifier.needsPerson(story.journey, words: page, wants: ""))
    #expect(message.body.contains("Hello Bcc: all@example.org {{title}} lorem"))
    #expect(message.body.count < 1500 && !message.subject.contains("Bcc"))
  }
}
