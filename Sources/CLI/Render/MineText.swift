import PunctualModel
import PunctualService

/// A technician's own day.
enum MineText {
  static func text(_ mine: MyDay, _ style: Style) -> String {
    let row = mine.row
    var head = style.ink("\(row.name), \(style.day(mine.date))", .bold)
    if let shift = row.shift { head += "  shift \(style.span(shift))" }
    var lines = [head]
    if let changed = row.changedAt {
      lines += Style.wrap(
        "The day changed at \(style.clock(changed)): `punctual mine --as \(row.technician) --seen` says that you have seen it.",
        style.width - 2
      ).map { "  " + style.ink($0, .yellow) }
    }
    guard !row.visits.isEmpty else {
      lines.append(row.away.map { "  Free: \($0)." } ?? "  No visits planned.")
      return lines.joined(separator: "\n")
    }
    var breaks = row.breaks.sorted { $0.start < $1.start }
    for visit in row.visits {
      let begin = visit.actual.start ?? visit.planned.start
      while let pause = breaks.first, let begin, pause.start < begin {
        lines += ["", "  \(style.clock(pause.start))  break until \(style.clock(pause.end))"]
        breaks.removeFirst()
      }
      lines += [""] + self.visit(visit, isNext: visit.id == mine.next, style)
    }
    lines += breaks.flatMap { ["", "  \(style.clock($0.start))  break until \(style.clock($0.end))"] }
    if let next = mine.next, let step = mine.nextStep {
      lines += ["", style.ink("Next: punctual visit \(step.rawValue) \(next)", .cyan)]
    } else {
      lines += ["", "All done."]
    }
    return lines.joined(separator: "\n")
  }

  private static func visit(_ visit: BoardVisit, isNext: Bool, _ style: Style) -> [String] {
    let time = style.clock(visit.actual.start ?? visit.planned.start)
    let end = style.clock(visit.actual.finish ?? visit.planned.finish)
    let state = self.state(visit, style)
    let marker = isNext ? ">" : " "
    var lines = [
      style.ink("\(marker) \(time)-\(end)  \(visit.id)  \(visit.title)", isNext ? .bold : .dim)
        + (state.isEmpty ? "" : "  \(state)")
    ]
    let indent = String(repeating: " ", count: 15)
    var details = ["\(visit.customerName), \(visit.address)"]
    if let access = visit.access { details.append("Access: \(access)") }
    if let phone = visit.phone { details.append("Phone: \(phone)") }
    if let promise = visit.promise { details.append("Promised \(style.span(promise))") }
    if visit.crew > 1 { details.append("With a colleague: \(visit.crew) technicians at once") }
    if let notes = visit.notes { details.append("Note: \(notes)") }
    guard visit.stage != .finished else { return lines }
    for detail in details {
      lines += Style.wrap(detail, style.width - indent.count).map { indent + $0 }
    }
    return lines
  }

  private static func state(_ visit: BoardVisit, _ style: Style) -> String {
    switch visit.stage {
    case .finished: return style.ink("done", .green)
    case .onSite: return style.ink("on site since \(style.clock(visit.actual.arrive))", .cyan)
    case .underWay: return style.ink("under way since \(style.clock(visit.actual.depart))", .cyan)
    case .missed, .noAccess: return style.ink(visit.stage == .missed ? "missed" : "no access", .red)
    default:
      guard let late = visit.prediction?.late.probability, visit.inDanger else { return "" }
      return style.ink("\(late >= BoardText.alarm ? "!" : "?") late with \(Style.percent(late))", .yellow)
    }
  }
}
