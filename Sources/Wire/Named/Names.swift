import PunctualModel

/// What a name stands for; each kind has numbers of its own.
enum NameKind: String, CaseIterable, Sendable {
  case technician, appointment, pickup, delivery, depot, `break`, skill

  /// What VROOM's form, and so its sentences, call it.
  var inVROOM: String {
    switch self {
    case .technician: "vehicle"
    case .appointment: "job"
    default: rawValue
    }
  }

  /// The kind that a step's or a task's `type` tells, in either form; nil for the ends of a route.
  init?(type: String) {
    self.init(rawValue: type == "job" ? "appointment" : type)
  }
}

/// The names of a problem and the numbers that stand for them in VROOM's form, from 1 in the order they are met; and the
/// moment from which its times are counted.
public struct Names: Sendable {
  private var numbers: [NameKind: [String: Int]] = [:]
  private var texts: [NameKind: [String]] = [:]
  /// Of the times that are told.
  var zone: Zone = .utc
  /// VROOM's moment 0, in seconds since 1970: the problem's first time.
  var origin = 0

  mutating func number(_ kind: NameKind, _ name: String) -> Int {
    if let number = numbers[kind]?[name] { return number }
    texts[kind, default: []].append(name)
    let number = texts[kind]?.count ?? 0
    numbers[kind, default: [:]][name] = number
    return number
  }

  func name(_ kind: NameKind, _ number: Int) -> String? {
    guard let texts = texts[kind], texts.indices.contains(number - 1) else { return nil }
    return texts[number - 1]
  }

  func text(_ time: Int) -> String { RFC3339.text(Instant(epochSeconds: origin + time), zone) }

  /// A sentence on a problem in VROOM's form, with our words and the names in place of its words and numbers.
  public func renamed(_ sentence: String) -> String {
    var words = sentence.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    for index in words.indices {
      guard let (kind, word) = Self.kind(words[index]) else { continue }
      words[index] = word
      // "Jobs 1, 2 and 3": the numbers that follow, as far as commas and an "and" join them.
      var next = index + 1
      if next < words.count, words[next] == "id" || words[next] == "id:" { next += 1 }
      while next < words.count {
        let digits = words[next].prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits), let name = name(kind, number) else { break }
        let rest = words[next].dropFirst(digits.count)
        words[next] = "\"\(name)\"" + rest
        next += 1
        if rest.isEmpty, next < words.count, words[next] == "and" { next += 1 } else if rest != "," { break }
      }
    }
    return words.joined(separator: " ")
  }

  /// The kind that a word of VROOM's or of ours is for, and our word for it: `Jobs`, `` `vehicles`. ``
  private static func kind(_ word: String) -> (NameKind, String)? {
    let letters = word.drop { !$0.isLetter }.prefix { $0.isLetter }
    let plain = letters.lowercased()
    let singular = plain.hasSuffix("s") ? String(plain.dropLast()) : plain
    guard let kind = NameKind.allCases.first(where: { $0.inVROOM == singular || $0.rawValue == singular }) else {
      return nil
    }
    let ours = kind.rawValue + (singular == plain ? "" : "s")
    let cased = letters.first?.isUppercase == true ? ours.prefix(1).uppercased() + ours.dropFirst() : ours
    return (kind, String(word[..<letters.startIndex]) + cased + word[letters.endIndex...])
  }
}
