import PunctualModel
import PunctualService
import PunctualWire

/// Records in lists and one by one.
protocol RecordText: StoredRecord {
  static var columns: [Table.Column] { get }
  func cells(_ style: Style) -> [String]
}

extension Technician: RecordText {
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
    let count = "\(list.items.count) \(Kind.word)\(list.items.count == 1 ? "" : "s")"
    return list.items.isEmpty ? "No \(Kind.word)s." : table.text(style) + "\n" + style.ink(count, .dim)
  }

  /// Field by field, as its JSON has them.
  static func text<Kind: WireForm>(_ record: Kind, _ style: Style) -> String {
    let json = Form.write(record, context: WireContext(zone: style.zone, now: nil))
    guard case .object(let members) = json else { return json.text() }
    let width = members.map(\.key.count).max() ?? 0
    return members.map { member in
      let value: String
      if case .string(let text) = member.value { value = text } else { value = member.value.text() }
      let lines = Style.wrap(value, max(20, style.width - width - 2))
      return lines.enumerated().map { index, line in
        (index == 0 ? style.ink(Style.pad(member.key, width), .dim) : String(repeating: " ", count: width)) + "  "
          + line
      }.joined(separator: "\n")
    }.joined(separator: "\n")
  }
}
