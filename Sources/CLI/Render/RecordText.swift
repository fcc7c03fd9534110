import PunctualModel
import PunctualService
import PunctualWire

/// Records in lists and one by one.
protocol RecordText: StoredRecord {
  associatedtype Narrowing: ListNarrowing where Narrowing.Query == Query
  static var columns: [Table.Column] { get }
  func cells(_ style: Style) -> [String]
}

extension Technician: RecordText {
  typealias Narrowing = TechnicianNarrowing

  static var columns: [Table.Column] {
    [.init("id"), .init("name"), .init("skills", flexible: true), .init("works"), .init("home", flexible: true)]
  }

  func cells(_ style: Style) -> [String] {
    let skills = self.skills.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    let days = Weekday.allCases.filter { shifts[$0] != nil }.map { $0.rawValue.prefix(2).capitalized }.joined()
    return [id, name, skills, days, home.address]
  }
}

extension Customer: RecordText {
  typealias Narrowing = CustomerNarrowing

  static var columns: [Table.Column] {
    [
      .init("id"), .init("name", flexible: true), .init("tier"), .init("lang"), .init("sites", right: true),
      .init("contact", flexible: true),
    ]
  }

  func cells(_ style: Style) -> [String] {
    let contact = contacts.first { $0.consent }
    return [id, name, tier, language.rawValue, "\(sites.count)", contact?.address ?? "none agreed to"]
  }
}

extension Appointment: RecordText {
  typealias Narrowing = AppointmentNarrowing

  static var columns: [Table.Column] {
    [
      .init("id"), .init("stage"), .init("when"), .init("min", right: true), .init("prio", right: true),
      .init("customer"), .init("title", flexible: true),
    ]
  }

  func cells(_ style: Style) -> [String] {
    let window = promise?.window ?? windows.first
    let day = window.map { style.shortDay(style.zone.local($0.start).date) + " " + style.span($0) } ?? ""
    let more = promise == nil && windows.count > 1 ? " +\(windows.count - 1)" : ""
    return [id, stage.rawValue, day + more, "\(durationSeconds / 60)", "\(priority)", customer, title]
  }
}

enum Records {
  static func text<Kind: RecordText>(_ list: RecordList<Kind>, _ style: Style) -> String {
    var table = Table(Kind.columns)
    table.rows = list.items.map { $0.cells(style) }
    let count = Style.count(list.items.count, Kind.word)
    return list.items.isEmpty ? "No \(Kind.word)s." : table.text(style) + "\n" + style.ink(count, .dim)
  }

  /// Field by field, under the names that its JSON has.
  static func text<Kind: WireForm>(_ record: Kind, _ style: Style) -> String {
    let json = Form.write(record, context: WireContext(zone: style.zone, now: nil))
    guard case .object(let members) = json else { return json.text() }
    let width = members.map(\.key.count).max() ?? 0
    return members.map { member in
      let lines = Self.lines(member.value, style).flatMap { Style.wrap($0, max(20, style.width - width - 2)) }
      return lines.enumerated().map { index, line in
        (index == 0 ? style.ink(Style.pad(member.key, width), .dim) : String(repeating: " ", count: width)) + "  "
          + line
      }.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  /// A value in words: a line for each element of a list of records, and for each part of a record that has parts.
  private static func lines(_ value: JSON, _ style: Style) -> [String] {
    switch value {
    case .array(let elements) where elements.contains(where: isWhole) && window(value, style) == nil:
      elements.map { words($0, style) }
    case .object(let members) where members.contains { isWhole($0.value) && window($0.value, style) == nil }:
      members.map { "\($0.key) \(words($0.value, style))" }
    default: [words(value, style)]
    }
  }

  private static func words(_ value: JSON, _ style: Style) -> String {
    switch value {
    case .string(let text): return moment(value).map(style.moment) ?? text
    case .array(let elements):
      let list = elements.map { words($0, style) }.joined(separator: ", ")
      return window(value, style) ?? (elements.isEmpty ? "none" : list)
    case .object(let members):
      let list = members.map { "\($0.key) \(words($0.value, style))" }.joined(separator: ", ")
      return members.isEmpty ? "none" : list
    case .bool(let flag): return flag ? "yes" : "no"
    default: return value.text()
    }
  }

  private static func isWhole(_ value: JSON) -> Bool {
    switch value {
    case .array, .object: true
    default: false
    }
  }

  private static func moment(_ value: JSON) -> Instant? {
    value.string.flatMap { try? RFC3339.parse($0) }
  }

  /// `2026-11-23 09:00-11:00`, where the value is a window.
  private static func window(_ value: JSON, _ style: Style) -> String? {
    guard case .array(let ends) = value, ends.count == 2, let start = moment(ends[0]), let end = moment(ends[1]) else {
      return nil
    }
    let isOneDay = style.zone.local(start).date == style.zone.local(end).date
    return "\(style.moment(start))-\(isOneDay ? style.clock(end) : style.moment(end))"
  }
}
