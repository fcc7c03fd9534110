import PunctualModel

extension Reply: WireForm {
  public static let formName = "reply"
  public static let formSummary = "What came back from a customer, and what became of it."

  public init(from fields: inout FieldReader) {
    self.init(
      sequence: fields.defaulted("sequence", .revision, 0, "Place among the replies, from 1; 0 before it is stored."),
      providerID: fields.optional("provider_id", .id, "The provider's id of the message; a repetition is known by it."),
      customer: fields.optional("customer", .id, "Who wrote; left out where the address is nobody's."),
      address: fields.required("address", .text(0...254), "From where."),
      channel: fields.required("channel", .choice(ContactChannel.self), "How it came."),
      text: fields.required("text", .freeText, "What it says."),
      receivedAt: fields.required("received_at", .time, "When it came."),
      about: fields.optional("about", .revision, "The message that it answers, by its place in the outbox."))
    let word = fields.defaulted("meaning", .choice(ReplyWord.self), .freeText, "What it asks for.")
    let number = fields.optional("number", .integer, "Which choice, or which score.")
    outcome = fields.optional("outcome", .freeText, "What was done about it.")
    guard let meaning = ReplyMeaning(word, number) else {
      fields.fail(.missingField, "number", "A reply that means `\(word.rawValue)` has a number.")
      return
    }
    self.meaning = meaning
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("sequence", .revision, sequence)
    fields.put("provider_id", .id, providerID)
    fields.put("customer", .id, customer)
    fields.put("address", .text, address)
    fields.put("channel", .choice(ContactChannel.self), channel)
    fields.put("text", .freeText, text)
    fields.put("received_at", .time, receivedAt)
    fields.put("about", .revision, about)
    fields.put("meaning", .choice(ReplyWord.self), meaning.word)
    fields.put("number", .integer, meaning.number)
    fields.put("outcome", .freeText, outcome)
  }
}
