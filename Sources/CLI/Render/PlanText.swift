import PunctualModel
import PunctualService

/// What planning did.
enum PlanText {
  static func text(_ report: PlanReport, _ style: Style) -> String {
    let advice = (report.advice.map { Style.wrap($0, style.width) } ?? []).joined(separator: "\n")
    return (report.days.map { day($0, style) } + (advice.isEmpty ? [] : [advice])).joined(separator: "\n\n")
  }

  private static func day(_ day: PlannedDay, _ style: Style) -> String {
    guard day.visits > 0 || !day.unplaced.isEmpty || !day.changes.isEmpty else {
      return style.ink("Plan \(day.revision) for \(style.day(day.date))", .bold)
        + "\n  nothing to plan: no appointment may be done on this day"
    }
    var lines = [
      style.ink("Plan \(day.revision) for \(style.day(day.date))", .bold),
      "  \(Style.count(day.visits, "visit")) with \(Style.count(day.technicians, "technician")); "
        + "\(Style.duration(day.workSeconds)) of work, "
        + "\(Style.duration(day.travelSeconds)) of travel",
    ]
    if let kept = day.expectedKept {
      lines.append("  \(Style.percent(kept)) of its promises expected to be kept")
    }
    if day.promisedNow > 0 {
      let requests = day.promisedNow == 1 ? "1 request was" : "\(day.promisedNow) requests were"
      let unsure = day.promisedBelow > 0 ? "; \(day.promisedBelow) pinned with less than the tier's chance" : ""
      lines.append("  \(requests) given a window\(unsure); their customers are told")
    }
    lines += day.lowered.map { lowered in
      "  \(lowered.appointment) was promised, and is now kept with \(Style.percent(lowered.after)) "
        + "(\(Style.percent(lowered.before)) before; its tier is owed \(Style.percent(lowered.leastChance)))"
    }
    lines += changes(day.changes, style)
    if !day.unplaced.isEmpty { lines += [""] + UnplacedText.lines(day.unplaced, style) }
    if let asked = day.unplaced.first(where: { $0.promise == nil && !$0.laterPossible }) {
      lines += Style.wrap(
        "`punctual explain \(asked.appointment)` says what would place it, `punctual propose \(asked.appointment)` offers "
          + "its customer other times.", style.width - 2
      ).map { "  " + style.ink($0, .dim) }
    }
    return lines.joined(separator: "\n")
  }

  private static func changes(_ changes: [PlanChange], _ style: Style) -> [String] {
    guard !changes.isEmpty else { return ["  nothing changes"] }
    let counts = Dictionary(grouping: changes, by: \.kind).mapValues(\.count)
    let words: [(PlanChange.Kind, String)] = [
      (.added, "placed"), (.moved, "to another technician"), (.retimed, "at another time"), (.removed, "taken out"),
    ]
    let told = words.compactMap { kind, word in counts[kind].map { "\($0) \(word)" } }
    var lines = ["  changes: " + told.joined(separator: ", ")]
    // A first plan places everything; what differs from an earlier one is worth a line each.
    let notable = changes.filter { $0.kind != .added }
    for change in notable.prefix(20) {
      let from = change.fromTechnician ?? ""
      let to = change.toTechnician ?? ""
      let move =
        switch change.kind {
        case .moved: "\(from) \(style.clock(change.fromStart)) -> \(to) \(style.clock(change.toStart))"
        case .retimed: "\(to) \(style.clock(change.fromStart)) -> \(style.clock(change.toStart))"
        case .removed: "no longer with \(from) at \(style.clock(change.fromStart))"
        case .added: ""
        }
      lines.append("    \(change.visit)  \(move)")
    }
    if notable.count > 20 { lines.append("    and \(notable.count - 20) more (--json lists all)") }
    return lines
  }
}
