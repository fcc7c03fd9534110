import PunctualModel
import PunctualWire

/// What can go wrong with a visit.
public enum TroubleKind: String, CaseIterable, Sendable {
  /// The promise was broken.
  case late
  /// It took half as long again as stated, and 20 minutes more at least.
  case overrun
  case noAccess = "no-access"
  case missed
  /// One of the same kind at the same site had been finished within 30 days before.
  case again = "repeat"
  case complaint
  /// The survey's score was 2 or less.
  case poorSurvey = "poor-survey"
}

/// What visits have in common.
public enum TroubleSubject: String, CaseIterable, Sendable {
  case site, type, pairing, part
}

/// Whether it becomes more.
public enum TroubleTrend: String, CaseIterable, Sendable {
  case rising, steady, falling
}

/// Something that goes wrong more often in one place than elsewhere.
public struct Trouble: WireForm, Hashable {
  public static let formName = "trouble"
  public static let formSummary = "Something that goes wrong in one place more often than chance would have it."
  public var kind: TroubleKind
  public var subject: TroubleSubject
  /// The site, the type, or the part; of a pairing the technician.
  public var name: String
  /// Of a pairing the type.
  public var type: String?
  /// In words that a reader knows: the customer and street of a site, a technician's name.
  public var label: String
  public var visits: Int
  public var count: Int
  public var expected: Double
  /// How many times as often as expected, shrunk towards once where there are few.
  public var ratio: Double
  /// The chance of so many, or more, where nothing is special.
  public var chance: Double
  public var trend: TroubleTrend
  /// The newest visits concerned, at most five.
  public var examples: [String]

  init(
    kind: TroubleKind, subject: TroubleSubject, name: String, type: String?, label: String, visits: Int, count: Int,
    expected: Double, ratio: Double, chance: Double, trend: TroubleTrend, examples: [String]
  ) {
    self.kind = kind
    self.subject = subject
    self.name = name
    self.type = type
    self.label = label
    self.visits = visits
    self.count = count
    self.expected = expected
    self.ratio = ratio
    self.chance = chance
    self.trend = trend
    self.examples = examples
  }

  public init(from fields: inout FieldReader) {
    kind = fields.required("kind", .choice(TroubleKind.self), "What goes wrong.")
    subject = fields.required("subject", .choice(TroubleSubject.self), "What the visits have in common.")
    name = fields.required("name", .text, "The site, the type or the part; of a pairing the technician.")
    type = fields.optional("type", .text, "Of a pairing the type.")
    label = fields.required("label", .text, "The same in words.")
    visits = fields.required("visits", .integer, "Visits with it.")
    count = fields.required("count", .integer, "Of them, those with the trouble.")
    expected = fields.required("expected", .number, "How many there would be if it were as elsewhere.")
    ratio = fields.required("ratio", .number, "Times as often as expected, shrunk towards once where there are few.")
    chance = fields.required("chance", .number(0...1), "Chance of so many or more where nothing is special.")
    trend = fields.required("trend", .choice(TroubleTrend.self), "The later half of the period beside the earlier.")
    examples = fields.required("examples", .list(.text), "The newest visits concerned.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("kind", .choice(TroubleKind.self), kind)
    fields.put("subject", .choice(TroubleSubject.self), subject)
    fields.put("name", .text, name)
    fields.put("type", .text, type)
    fields.put("label", .text, label)
    fields.put("visits", .integer, visits)
    fields.put("count", .integer, count)
    fields.put("expected", .rounded, expected)
    fields.put("ratio", .rounded, ratio)
    fields.put("chance", .number(0...1), chance)
    fields.put("trend", .choice(TroubleTrend.self), trend)
    fields.put("examples", .list(.text), examples)
  }
}

/// What goes wrong again and again.
public struct TroubleReport: WireForm {
  public static let formName = "trouble_report"
  public static let formSummary = "What goes wrong again and again, the most certain first."
  public var from: LocalDate
  public var to: LocalDate
  public var visits: Int
  /// How often each kind of trouble occurred.
  public var counts: [String: Int]
  /// How many groups were looked at, all of which could have stood out by chance.
  public var tested: Int
  public var items: [Trouble]

  init(days: ClosedRange<LocalDate>, visits: Int, counts: [String: Int], tested: Int, items: [Trouble]) {
    from = days.lowerBound
    to = days.upperBound
    self.visits = visits
    self.counts = counts
    self.tested = tested
    self.items = items
  }

  public init(from fields: inout FieldReader) {
    from = fields.required("from", .date, "The first day.")
    to = fields.required("to", .date, "The last day.")
    visits = fields.required("visits", .integer, "Visits that were looked at.")
    counts = fields.required("counts", .map(.integer), "How often each kind of trouble occurred.")
    tested = fields.required("tested", .integer, "Groups that were looked at.")
    items = fields.required("items", .list(.form(Trouble.self)), "What stands out, the most certain first.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("from", .date, from)
    fields.put("to", .date, to)
    fields.put("visits", .integer, visits)
    fields.put("counts", .map(.integer), counts)
    fields.put("tested", .integer, tested)
    fields.put("items", .list(.form(Trouble.self)), items)
  }
}
