import PunctualModel
import PunctualNotify
import Testing

@Suite("What people answer")
struct ReplyTests {
  private let choices = ReplyContext(codes: [1, 2, 3])
  private let survey = ReplyContext(isSurvey: true)

  @Test(
    "the usual words opt out at once, in both languages, whatever was asked",
    arguments: [
      "STOP", "stop", " Stop. ", "STOPP!", "Unsubscribe", "CANCEL", "cancel", "END", "Quit", "STOPALL", "revoke",
      "OPTOUT", "opt-out", "ABMELDEN", "Abbestellen", "Keine SMS mehr", "please stop", "🛑 STOP 🛑", "Stop\r\n",
    ])
  func optOut(text: String) {
    for context in [ReplyContext(), choices, survey, ReplyContext(isAcknowledged: true)] {
      #expect(ReplyReader.read(text, context) == .optOut)
    }
  }

  @Test(
    "a sentence with such a word in it silences nobody",
    arguments: [
      "please stop by at nine", "I want to cancel my appointment", "Bitte am Ende der Strasse klingeln",
      "can you quit the noise", "Ich muss den Termin absagen",
    ])
  func notOptOut(text: String) {
    #expect(ReplyReader.read(text, choices) == .freeText)
  }

  @Test("a code books, however it is written; a number that was not offered is told apart")
  func choice() {
    for text in [
      "2", " 2 ", "zwei", "Zwei bitte!", "two", "2.", "Nr. 2", "Option 2 please", "2 bitte", "2, danke", "ok 2", "2️⃣",
      "Die 2 passt",
    ] {
      #expect(ReplyReader.read(text, choices) == .choice(2), "\(text)")
    }
    #expect(ReplyReader.read("7", choices) == .unknownChoice(7))
    #expect(ReplyReader.read("2", ReplyContext()) == .freeText)
    #expect(ReplyReader.read("2 people will be there", choices) == .freeText)
    #expect(ReplyReader.read("1 or 2?", choices) == .freeText)
  }

  @Test("a score is read with its comment, and only where the survey was asked")
  func score() {
    #expect(ReplyReader.read("5 great work", survey) == .survey(score: 5, comment: "great work"))
    #expect(ReplyReader.read("5", survey) == .survey(score: 5, comment: nil))
    #expect(ReplyReader.read("fünf", survey) == .survey(score: 5, comment: nil))
    #expect(ReplyReader.read("vier, etwas spät", survey) == .survey(score: 4, comment: "vier, etwas spät"))
    #expect(ReplyReader.read("4/5, danke!", survey) == .survey(score: 4, comment: nil))
    #expect(ReplyReader.read("1: zu spät, zu teuer", survey) == .survey(score: 1, comment: "zu spät, zu teuer"))
    #expect(ReplyReader.read("5⭐⭐", survey) == .survey(score: 5, comment: nil))
    #expect(
      ReplyReader.read("four, they took 3 hours", survey) == .survey(score: 4, comment: "four, they took 3 hours"))
    #expect(ReplyReader.read("Note 2: 3 Stunden zu spät", survey) == .freeText)
    #expect(ReplyReader.read("2: 3 Stunden zu spät", survey) == .survey(score: 2, comment: "3 Stunden zu spät"))
    #expect(ReplyReader.read("9", survey) == .freeText)
    #expect(ReplyReader.read("5 great work", ReplyContext()) == .freeText)
  }

  @Test(
    "a number with a measure is no score: it goes to a person",
    arguments: [
      "5 minutes late again", "1 Stunde gewartet", "3 mal angerufen, niemand kam", "2 hours!!", "5 Uhr war abgemacht",
    ])
  func amount(text: String) {
    #expect(ReplyReader.read(text, survey) == .freeText)
  }

  @Test(
    "a wish for a call or another time is understood", arguments: ["call me", "Bitte um Rückruf", "Please call back!"])
  func wishes(text: String) {
    #expect(ReplyReader.read(text, choices) == .callMe)
    #expect(ReplyReader.read("Können wir verschieben?", choices) == .otherTime)
    #expect(ReplyReader.read("another time please") == .otherTime)
  }

  @Test(
    "a complaint is one, however it is worded",
    arguments: ["I want to complain!", "Das ist eine Beschwerde", "Reklamation", "Ich bin sehr enttäuscht von Ihnen"])
  func complaint(text: String) {
    #expect(ReplyReader.read(text, choices) == .complaint)
  }

  @Test("an emoji alone decides nothing", arguments: ["👍", "😡😡", "❤️", "?!", "   ", "", "👨‍👩‍👧‍👦"])
  func emoji(text: String) {
    for context in [ReplyContext(), choices, survey, ReplyContext(isAcknowledged: true)] {
      #expect(ReplyReader.read(text, context) == .signsOnly)
    }
  }

  @Test("a technician's word of having seen it is one only where it is awaited")
  func acknowledged() {
    #expect(ReplyReader.read("OK", ReplyContext(isAcknowledged: true)) == .acknowledged)
    #expect(ReplyReader.read("ok, gesehen", ReplyContext(isAcknowledged: true)) == .acknowledged)
    #expect(ReplyReader.read("OK") == .courtesy)
  }

  @Test(
    "thanks need nobody; bare assent neither, unless there is something to choose",
    arguments: ["Danke!", "Thank you so much 🙏", "Vielen Dank", "ok danke", "Perfekt, merci"])
  func thanks(text: String) {
    #expect(ReplyReader.read(text) == .courtesy)
    #expect(ReplyReader.read(text, choices) == .courtesy)
    #expect(ReplyReader.read("Alles klar") == .courtesy)
    #expect(ReplyReader.read("Alles klar", choices) == .freeText)
    #expect(ReplyReader.read("Danke, aber das geht nicht", choices) == .freeText)
    #expect(ReplyReader.read("Nein danke", choices) == .freeText)
  }

  @Test("what a mail program quotes below an answer is not read")
  func quoted() {
    let mail = "2\r\n\r\nOn Mon, 23 Nov 2026 at 10:00, Rhein Service wrote:\r\n> 1 Tuesday\r\n> STOP"
    #expect(ReplyReader.read(mail, choices) == .choice(2))
    #expect(ReplyReader.read("STOP\n\nAm 23.11.2026 schrieb:\n> call me") == .optOut)
  }

  @Test("two megabytes are read as quickly as a word, and as what they begin with")
  func long() {
    let page = String(repeating: "lorem ipsum dolor ", count: 120_000)
    #expect(ReplyReader.read(page, choices) == .freeText)
    guard case .survey(score: 3, let comment?) = ReplyReader.read("3 " + page, survey) else {
      Issue.record("not a score")
      return
    }
    #expect(comment.count <= 4000)
  }
}
