/// The words of one kind of message: an e-mail and a text message.
struct MessageTexts {
  var email: TemplateText
  var sms: TemplateText

  init(subject: String, _ email: String, sms: String) {
    self.email = TemplateText(subject: subject, body: email)
    self.sms = TemplateText(body: sms)
  }
}
