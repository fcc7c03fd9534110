import PunctualModel

/// What a reply may be about, as far as what was said last tells.
public struct ReplyContext: Sendable, Hashable {
  /// The codes of the windows that were offered and are still kept free, or were lately.
  public var codes: Set<Int>
  /// Whether the last message that asks for a number was the survey.
  public var isSurvey: Bool
  /// Whether a word of acknowledgement is awaited, as from a technician whose day has changed.
  public var isAcknowledged: Bool

  public init(codes: Set<Int> = [], isSurvey: Bool = false, isAcknowledged: Bool = false) {
    self.codes = codes
    self.isSurvey = isSurvey
    self.isAcknowledged = isAcknowledged
  }
}

/// What a reply was read as.
public enum ReadReply: Sendable, Hashable {
  case optOut, optIn, callMe
  case choice(Int)
  /// A number that is no code of an offered window.
  case unknownChoice(Int)
  /// A score with what else was written.
  case survey(score: Int, comment: String?)
  /// Something was not good.
  case complaint
  /// Seen and agreed.
  case acknowledged
  /// Another time is wanted.
  case otherTime
  /// Thanks or assent, and nothing else: nobody needs to read it.
  case courtesy
  /// Nothing but signs: emoji, blanks, punctuation.
  case signsOnly
  case freeText
}

/// Reads what people answer to a message, in English and German.
///
/// It errs on the side of a person: what is not plainly one of these is free text. Words of opting out count only where
/// they are all that was written, so that "please stop by at nine" silences nobody; `CANCEL` and `END` are among them by
/// the carriers' convention, and never cancel a visit.
public enum ReplyReader {
  /// Only the beginning is read: what matters is short, and comments are kept elsewhere.
  private static let mostRead = 4000

  /// What an answer means, read against what was asked; what it cannot tell is for a person.
  public static func read(_ text: String, _ context: ReplyContext = ReplyContext()) -> ReadReply {
    let text = firstPart(text)
    let words = words(text)
    guard !words.isEmpty else { return .signsOnly }
    let whole = words.joined(separator: " ")
    if optOut.contains(whole) { return .optOut }
    if optIn.contains(whole) { return .optIn }
    if let (number, rest) = leadingNumber(words) {
      let isBare = rest.allSatisfy(courtesies.contains)
      if context.isSurvey, SurveyAnswer.scores.contains(number), !(rest.first.map(amounts.contains) ?? false) {
        return .survey(score: number, comment: comment(text, isBare: isBare))
      }
      if isBare, context.codes.contains(number) { return .choice(number) }
      if isBare, !context.codes.isEmpty, number < 100 { return .unknownChoice(number) }
    }
    if context.isAcknowledged, words.count <= 4, let first = words.first, agreements.contains(first) {
      return .acknowledged
    }
    if words.count <= 6, words.allSatisfy(pleasantries.contains),
      context.codes.isEmpty || words.contains(where: thanks.contains)
    {
      return .courtesy
    }
    if words.contains(where: { word in complaints.contains { word.hasPrefix($0) } }) { return .complaint }
    if words.count <= 8 {
      if callMe.contains(where: { whole.contains($0) }) { return .callMe }
      if otherTime.contains(where: { whole.contains($0) }) { return .otherTime }
    }
    return .freeText
  }

  /// The part that was written, without what a mail program quotes below it.
  static func firstPart(_ text: String) -> String {
    var lines: [Substring] = []
    for line in text.prefix(mostRead).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      if line.hasPrefix(">") || line.hasPrefix("-----") || line.hasPrefix("________") { break }
      if line.hasPrefix("On ") && line.hasSuffix("wrote:") { break }
      if line.hasPrefix("Am ") && line.hasSuffix("schrieb:") { break }
      if line == "-- " || line == "--" { break }
      lines.append(line)
    }
    return lines.joined(separator: "\n")
  }

  /// The words in small letters, without punctuation, marks and emoji; ß as ss, umlauts as they are.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    for scalar in text.lowercased().unicodeScalars {
      if scalar.properties.isAlphabetic || isDigit(scalar) {
        word += scalar == "ß" ? "ss" : String(scalar)
      } else if !word.isEmpty && !isJoiner(scalar) {
        words.append(word)
        word = ""
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  /// Digits that people type; the digits within keycap emoji (`2️⃣`) too.
  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    ("0"..."9").contains(scalar)
  }

  /// Signs within a word: apostrophes, hyphens, and the marks of keycap emoji.
  private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "'", "’", "-", "\u{FE0F}", "\u{20E3}", "\u{200D}": true
    default: false
    }
  }

  /// `2`, `nr 2`, `zwei`, `option 2`, `5 great work`, `5/5`: the number, and the words that follow it.
  private static func leadingNumber(_ words: [String]) -> (Int, ArraySlice<String>)? {
    guard let (first, rest) = leadingToken(words),
      let number = numbers[first] ?? (first.utf8.count <= 3 ? Int(first) : nil)
    else { return nil }
    return (number, rest)
  }

  /// The first word that is more than a way to begin, and what follows it.
  private static func leadingToken(_ words: [String]) -> (String, ArraySlice<String>)? {
    var rest = words[...]
    while let first = rest.first, leads.contains(first) { rest.removeFirst() }
    return rest.popFirst().map { ($0, rest) }
  }

  /// What was written beside the score.
  private static func comment(_ text: String, isBare: Bool) -> String? {
    guard !isBare else { return nil }
    // A score in letters stands among the words.
    guard let (first, _) = leadingToken(words(text)), first.allSatisfy(\.isNumber) else { return text }
    var rest = text.drop { !$0.isNumber }
    rest = rest.drop { $0.isNumber }
    if rest.hasPrefix("/5") { rest = rest.dropFirst(2) }
    let trimmed = rest.drop { $0.isWhitespace || ".,:;!-–".contains($0) }
    return trimmed.isEmpty ? nil : String(trimmed)
  }

  private static let optOut: Set<String> = [
    "stop", "stopall", "stop all", "unsubscribe", "cancel", "end", "quit", "revoke", "optout", "opt out", "remove",
    "stopp", "abmelden", "abbestellen", "ende", "austragen", "keine sms", "keine nachrichten", "keine sms mehr",
    "keine nachrichten mehr", "no texts", "no more texts", "stop please", "please stop", "bitte stoppen", "stopp bitte",
    "bitte abmelden",
  ]
  private static let optIn: Set<String> = ["start", "unstop", "anmelden", "subscribe"]
  private static let leads: Set<String> = [
    "nr", "no", "nummer", "number", "option", "choice", "wahl", "zeit", "time", "the", "die", "slot", "gerne", "bitte",
    "please", "ok", "ja", "yes",
  ]
  private static let courtesies: Set<String> = [
    "please", "thanks", "thank", "you", "bitte", "danke", "ok", "gern", "gerne", "passt", "works", "fine", "is", "ist",
    "gut", "merci", "5", "of", "von", "stars", "sterne", "vielen", "dank",
  ]
  /// What makes a number an amount and no score: `5 minutes late again`.
  private static let amounts: Set<String> = [
    "minute", "minutes", "min", "mins", "minuten", "hour", "hours", "hrs", "stunde", "stunden", "std", "day", "days",
    "tag", "tage", "tagen", "week", "weeks", "woche", "wochen", "month", "months", "monat", "monate", "year", "years",
    "jahr", "jahre", "uhr", "o'clock", "oclock", "am", "pm", "times", "mal", "people", "personen", "euro", "eur",
    "franken", "chf", "percent", "prozent",
  ]
  private static let agreements: Set<String> = [
    "ok", "okay", "ja", "yes", "gesehen", "seen", "verstanden", "got", "gut",
  ]
  private static let numbers = [
    "eins": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
  ]
  private static let thanks: Set<String> = ["danke", "dank", "thanks", "thank", "thx", "merci"]
  private static let pleasantries = thanks.union([
    "ok", "okay", "you", "very", "so", "much", "many", "great", "perfect", "fine", "super", "prima", "perfekt", "gut",
    "alles", "klar", "vielen", "herzlichen", "lieben", "besten", "schön", "sehr", "passt", "gerne", "verstanden",
  ])
  private static let callMe = [
    "call me", "please call", "call back", "callback", "ring me", "phone me", "rückruf", "zurückrufen", "ruckruf",
    "rufen sie mich", "ruf mich an", "rufen sie an", "bitte anrufen", "anrufen bitte", "bitte um anruf",
  ]
  private static let complaints = [
    "complain", "beschwer", "reklam", "enttäusch", "unverschämt", "frechheit", "disappoint", "unacceptable",
  ]
  private static let otherTime = [
    "other time", "another time", "different time", "reschedule", "new time", "other day", "another day",
    "andere zeit", "anderer termin", "anderen termin", "neue zeit", "neuen termin", "neuer termin", "verschieben",
    "anderen tag", "anderer tag",
  ]
}
