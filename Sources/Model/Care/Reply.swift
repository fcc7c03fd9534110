/// What came back from a customer, and what became of it.
public struct Reply: Hashable, Sendable, Codable {
  /// Place among the replies, from 1; 0 before it is stored.
  public var sequence: Int
  /// The provider's id of the message, unique on its channel: a repeated delivery is known by it.
  public var providerID: String?
  /// Who wrote; nil where the address is nobody's.
  public var customer: String?
  public var address: String
  public var channel: ContactChannel
  public var text: String
  public var receivedAt: Instant
  /// The message that it answers, by its place in the outbox; nil where none is known.
  public var about: Int?
  public var meaning: ReplyMeaning
  /// What was done about it, in a sentence; nil while nothing was.
  public var outcome: String?

  public init(
    sequence: Int = 0, providerID: String? = nil, customer: String? = nil, address: String, channel: ContactChannel,
    text: String, receivedAt: Instant, about: Int? = nil, meaning: ReplyMeaning = .freeText, outcome: String? = nil
  ) {
    self.sequence = sequence
    self.providerID = providerID
    self.customer = customer
    self.address = address
    self.channel = channel
    self.text = text
    self.receivedAt = receivedAt
    self.about = about
    self.meaning = meaning
    self.outcome = outcome
  }
}

/// What a reply asks for.
public enum ReplyMeaning: Hashable, Sendable, Codable {
  /// The offered choice of that number, from 1.
  case choice(Int)
  /// No more messages to this address.
  case optOut
  /// Messages again.
  case optIn
  /// Somebody is to call.
  case callMe
  /// A score of the survey, 1 to 5.
  case survey(Int)
  /// Something for a person to read.
  case freeText

  /// The word that stands for it in the database and in JSON.
  public var word: ReplyWord {
    switch self {
    case .choice: .choice
    case .optOut: .optOut
    case .optIn: .optIn
    case .callMe: .callMe
    case .survey: .survey
    case .freeText: .freeText
    }
  }

  /// The number that belongs to the word; nil where none does.
  public var number: Int? {
    switch self {
    case .choice(let number), .survey(let number): number
    case .optOut, .optIn, .callMe, .freeText: nil
    }
  }

  /// Nil where a word lacks its number.
  public init?(_ word: ReplyWord, _ number: Int?) {
    switch (word, number) {
    case (.choice, let number?): self = .choice(number)
    case (.survey, let number?): self = .survey(number)
    case (.optOut, _): self = .optOut
    case (.optIn, _): self = .optIn
    case (.callMe, _): self = .callMe
    case (.freeText, _): self = .freeText
    case (.choice, nil), (.survey, nil): return nil
    }
  }
}

/// The words for what a reply asks for.
public enum ReplyWord: String, CaseIterable, Sendable, Codable {
  case choice
  case optOut = "opt-out"
  case optIn = "opt-in"
  case callMe = "call-me"
  case survey
  case freeText = "free-text"
}
