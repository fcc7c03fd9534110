import PunctualModel
import PunctualService
import PunctualStore

/// The journal and what is undone by it.
enum AuditText {
  static func log(_ log: AuditLog, _ style: Style) -> String {
    guard !log.items.isEmpty else { return "Nothing of that kind happened." }
    return log.items.flatMap { entry -> [String] in
      let event = entry.event
      let details = event.details.sorted { $0.key < $1.key }.map { "\($0.key) \(shown($0.value, style))" }.joined(
        separator: ", ")
      let head =
        "\(style.ink("\(event.sequence)", .dim))  \(style.moment(event.at))  \(event.actor)  "
        + "\(style.ink(event.kind.rawValue, .bold)) \(event.subject)" + (details.isEmpty ? "" : "  (\(details))")
      return [head] + changes(entry.changes, style)
    }.joined(separator: "\n")
  }

  static func report(_ report: AuditReport, _ style: Style) -> String {
    let erased = report.erased == 0 ? "" : ", \(report.erased) of them erased with their customers"
    let counts = "\(Style.count(report.entries, "entry", "entries")), \(report.changes) changes of records\(erased)"
    if report.ok {
      return "\(style.ink("ok", .green))   the journal is what was written: \(counts)\n     \(report.head)"
    }
    return ([style.ink("BAD", .redBold) + "  \(counts)"] + report.problems.prefix(50).map { "     \($0)" })
      .joined(separator: "\n")
  }

  static func undone(_ report: UndoReport, dryRun: Bool, _ style: Style) -> String {
    let event = report.undone
    var lines = ["\(done(event, dryRun: dryRun)) by \(event.actor) at \(style.moment(event.at))"]
    lines += changes(report.changes.filter { !report.cancelled.contains($0.id) }.map(\.reversed), style)
    lines += report.cancelled.map { "  appointment \($0) is called off and stays on the record: messages name it" }
    if !report.dropped.isEmpty { lines.append("  not sent: \(Style.count(report.dropped.count, "waiting message"))") }
    if !report.requeued.isEmpty { lines.append("  waiting again: \(Style.count(report.requeued.count, "message"))") }
    return lines.joined(separator: "\n")
  }

  /// What was undone; or, where that was itself an undoing, what is done again by it.
  private static func done(_ event: Event, dryRun: Bool) -> String {
    guard event.kind == .undone, let entry = event.details["entry"], let kind = event.details["kind"] else {
      let words = "entry \(event.sequence), \(event.kind.rawValue) \(event.subject)"
      return "\(dryRun ? "would undo" : "undone"): \(words)"
    }
    return "\(dryRun ? "would do again" : "done again"): entry \(entry), \(kind) \(event.subject), undone"
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
  static func shown(_ value: String?, _ style: Style) -> String {
    guard let value else { return "none" }
    if value.count == 10, let seconds = Int(value), seconds > 1_000_000_000 {
      return style.moment(Instant(epochSeconds: seconds))
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
