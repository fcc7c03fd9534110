import PunctualModel
import PunctualService
import PunctualStore

/// The journal and what is undone by it.
enum AuditText {
  static func log(_ log: AuditLog, _ style: Style) -> String {
    guard !log.items.isEmpty else { return "Nothing of that kind happened." }
    return log.items.flatMap { entry -> [String] in
      let event = entry.event
      let details = event.details.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      let head =
        "\(style.ink("\(event.sequence)", .dim))  \(moment(event.at, style))  \(event.actor)  "
        + "\(style.ink(event.kind.rawValue, .bold)) \(event.subject)" + (details.isEmpty ? "" : "  (\(details))")
      return [head] + changes(entry.changes, style)
    }.joined(separator: "\n")
  }

  static func report(_ report: AuditReport, _ style: Style) -> String {
    let erased = report.erased == 0 ? "" : ", \(report.erased) of them erased with their customers"
    let counts = "\(report.entries) entries, \(report.changes) changes of records\(erased)"
    if report.ok {
      return "\(style.ink("ok", .green))   the journal is what was written: \(counts)\n     \(report.head)"
    }
    return ([style.ink("BAD", .redBold) + "  \(counts)"] + report.problems.prefix(50).map { "     \($0)" })
      .joined(separator: "\n")
  }

  static func undone(_ report: UndoReport, dryRun: Bool, _ style: Style) -> String {
    let event = report.undone
    var lines = [
      "\(dryRun ? "would undo" : "undone"): entry \(event.sequence), \(event.kind.rawValue) \(event.subject) by "
        + "\(event.actor) at \(moment(event.at, style))"
    ]
    lines += changes(report.changes.filter { !report.cancelled.contains($0.id) }.map(\.reversed), style)
    lines += report.cancelled.map { "  appointment \($0) is called off and stays on the record: messages name it" }
    if !report.dropped.isEmpty { lines.append("  \(report.dropped.count) waiting messages are not sent") }
    if !report.requeued.isEmpty { lines.append("  \(report.requeued.count) messages wait again") }
    return lines.joined(separator: "\n")
  }

  private static func moment(_ instant: Instant, _ style: Style) -> String {
    "\(style.zone.local(instant).date) \(style.clock(instant))"
  }

  /// A row a line; of a plan, which has many, the first.
  private static func changes(_ changes: [RecordChange], _ style: Style) -> [String] {
    let lines = changes.prefix(12).map { change -> String in
      let what = "    \(change.record) \(change.id)"
      switch change.kind {
      case .erased: return style.ink("\(what): erased with its customer", .dim)
      case .added: return "\(what) added"
      case .removed: return "\(what) removed"
      case .changed:
        let fields = change.fields.filter { $0.name != "revision" }.map { field in
          "\(field.name) \(shown(field.before, style)) -> \(shown(field.after, style))"
        }
        return "\(what): \(fields.joined(separator: ", "))"
      }
    }
    return lines + (changes.count > 12 ? ["    and \(changes.count - 12) more"] : [])
  }
}

extension AuditText {
  /// A value of a column: what can only be a time of these years as such, a number as people write it.
  fileprivate static func shown(_ value: String?, _ style: Style) -> String {
    guard let value else { return "none" }
    if value.count == 10, let seconds = Int(value), seconds > 1_000_000_000 {
      return moment(Instant(epochSeconds: seconds), style)
    }
    return value.contains(".") ? Double(value).map { "\($0)" } ?? value : value
  }
}

extension RecordChange {
  /// The same the other way round.
  fileprivate var reversed: RecordChange {
    var copy = self
    switch kind {
    case .added: copy.kind = .removed
    case .removed: copy.kind = .added
    case .changed, .erased: break
    }
    copy.fields = fields.map { Field(name: $0.name, before: $0.after, after: $0.before) }
    return copy
  }
}
