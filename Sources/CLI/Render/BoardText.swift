import PunctualModel
import PunctualService

/// The day at a glance: a row a technician, visits on a time axis.
///
/// A visit is `[…]` with the end of its id; its first mark says where it stands, so that nothing depends on colour:
/// `=` done, `>` under way or on site, `x` missed or not let in, a blank to come, `?` in danger, `!` probably late. `~` is a
/// break, `·` travel and waiting.
struct BoardText {
  let board: DayBoard
  let style: Style
  /// The hours that the axis spans: every cell is placed by them, so they are worked out once.
  private let range: (start: Instant, end: Instant)

  init(board: DayBoard, style: Style) {
    (self.board, self.style) = (board, style)
    range = Self.range(board, style.zone)
  }

  /// From this chance of being late on a visit in danger is probably late.
  static let alarm = 0.5

  var text: String {
    var lines = [heading, ""]
    lines += axis
    lines += board.rows.map(row)
    lines += ["", legend] + unseen
    if !trouble.isEmpty { lines += [""] + trouble }
    if !board.unplaced.isEmpty { lines += [""] + UnplacedText.lines(board.unplaced, style) }
    return lines.joined(separator: "\n")
  }

  private var visits: [BoardVisit] { board.rows.flatMap(\.visits) }

  private var heading: String {
    let done = visits.filter { $0.stage == .finished }.count
    let now = style.zone.local(board.now)
    let time = now.date == board.date ? ", \(style.clock(board.now))" : ""
    var parts = [
      Style.count(visits.count, "visit"), Style.count(board.rows.count { !$0.visits.isEmpty }, "technician"),
    ]
    if done > 0 { parts.append("\(done) done") }
    if !board.unplaced.isEmpty { parts.append("\(board.unplaced.count) left out") }
    let plan = board.revision == 0 ? "not planned yet" : "plan \(board.revision)"
    let day = style.ink(style.day(board.date) + time, .bold)
    let facts = "  " + ([plan] + parts).joined(separator: " · ")
    return TextWidth.of(day + facts) <= style.width ? day + facts : day + "\n" + facts
  }

  private var nameWidth: Int { style.width >= 110 ? 24 : 17 }
  private var loadWidth: Int { style.width >= 110 ? 16 : 4 }
  private var axisWidth: Int { max(24, style.width - nameWidth - 1 - loadWidth - 1) }

  private static func range(_ board: DayBoard, _ zone: Zone) -> (start: Instant, end: Instant) {
    let visits = board.rows.flatMap(\.visits)
    let starts = board.rows.compactMap(\.shift?.start) + visits.compactMap(\.planned.depart)
    let ends = board.rows.compactMap(\.shift?.end) + visits.compactMap { expected($0).finish }
    let day = zone.day(board.date)
    let first = starts.min() ?? day.start + 8 * 3600
    let last = ends.max() ?? day.start + 17 * 3600
    let start = day.start + (first - day.start) / 3600 * 3600
    return (start, max(last, start + 3600))
  }

  private func column(_ instant: Instant) -> Int {
    let (start, end) = range
    let share = Double(instant - start) / Double(max(1, end - start))
    return min(axisWidth, max(0, Int((share * Double(axisWidth)).rounded())))
  }

  private var axis: [String] {
    let (start, end) = range
    var hours = [Character](repeating: " ", count: axisWidth)
    var hour = start
    while hour <= end {
      let at = column(hour)
      let label = String(style.clock(hour).prefix(2))
      if at + 2 <= axisWidth { hours.replaceSubrange(at..<at + 2, with: Array(label)) }
      hour = hour + 3600
    }
    let load = style.width >= 110 ? " visits   work  " : "    "
    var lines = [style.ink(String(repeating: " ", count: nameWidth + 1) + String(hours) + " " + load, .dim)]
    if board.now > start, board.now < end {
      let at = min(column(board.now), axisWidth - 1)
      let mark = String(repeating: " ", count: nameWidth + 1 + at) + "v now"
      lines.append(style.ink(Style.cut(mark, style.width), .cyan))
    }
    return lines
  }

  private func row(_ row: BoardRow) -> String {
    let label = Style.pad(Style.cut("\(row.technician) \(row.name)", nameWidth), nameWidth)
    guard row.shift != nil || !row.visits.isEmpty else {
      return label + " " + style.ink(row.away ?? "away", .dim)
    }
    var cells = [Cell](repeating: Cell(" "), count: axisWidth)
    if let shift = row.shift {
      for at in column(shift.start)..<max(column(shift.start), column(shift.end)) { cells[at] = Cell("·", .dim) }
    }
    let breaks = row.breaks.map { columns(of: expected($0, row.visits)) }
    for at in breaks.joined() { cells[at] = Cell("~", .blue) }
    for visit in row.visits { draw(visit, into: &cells) }
    // Where visits leave a break no room, it is shown in the one that lies over it.
    for pause in breaks where !pause.contains(where: { cells[$0].character == "~" }) {
      let room = cells.indices.drop { $0 < pause.lowerBound || !" =".contains(cells[$0].character) }
      for at in room.prefix(pause.count).prefix(while: { " =".contains(cells[$0].character) }) {
        cells[at].character = "~"
      }
    }
    let line = label + " " + Cell.text(cells, style)
    let work = row.visits.reduce(0) { sum, visit in
      guard let start = visit.planned.start, let finish = visit.planned.finish else { return sum }
      return sum + (finish - start)
    }
    let count = Style.pad("\(row.visits.count)", 3, right: true)
    let share = row.shift.map { " " + Style.pad("\(work * 100 / max(1, $0.seconds)) %", 5, right: true) } ?? ""
    let hours = style.width >= 110 ? " \(Style.pad(hoursText(work), 5, right: true))\(share)" : ""
    return line + " " + count + hours
  }

  private func hoursText(_ seconds: Int) -> String {
    "\(seconds / 3600):\(seconds / 60 % 60 < 10 ? "0" : "")\(seconds / 60 % 60)"
  }

  private struct Cell {
    var character: Character
    var ink: Style.Ink?

    init(_ character: Character, _ ink: Style.Ink? = nil) {
      self.character = character
      self.ink = ink
    }

    static func text(_ cells: [Cell], _ style: Style) -> String {
      var text = ""
      var run = ""
      var current: Style.Ink?
      for cell in cells {
        if cell.ink != current {
          text += current.map { style.ink(run, $0) } ?? run
          run = ""
          current = cell.ink
        }
        run.append(cell.character)
      }
      return text + (current.map { style.ink(run, $0) } ?? run)
    }
  }

  /// When a visit starts and finishes as far as is known.
  private static func expected(_ visit: BoardVisit) -> (start: Instant?, finish: Instant?) {
    let start = visit.actual.start ?? visit.prediction?.start.at(0.5) ?? visit.planned.start
    let finish = visit.actual.finish ?? visit.prediction?.finish.at(0.5) ?? visit.planned.finish
    return (start, finish)
  }

  /// When a break is taken as far as is known: not before the visit that it follows by plan is done.
  private func expected(_ pause: TimeWindow, _ visits: [BoardVisit]) -> TimeWindow {
    let before = visits.last { $0.planned.start.map { $0 < pause.start } ?? false }
    let start = max(pause.start, before.flatMap { Self.expected($0).finish } ?? pause.start)
    return TimeWindow(start: start, end: start + pause.seconds)
  }

  /// The cells of a span of time, at least one.
  private func columns(of span: TimeWindow) -> Range<Int> {
    let first = min(column(span.start), axisWidth - 1)
    return first..<max(first + 1, column(span.end))
  }

  private func draw(_ visit: BoardVisit, into cells: inout [Cell]) {
    let (start, finish) = Self.expected(visit)
    guard let start, let finish else { return }
    let from = min(column(start), axisWidth - 2)
    let to = min(axisWidth, max(column(finish), from + 2))
    let (mark, ink) = Self.mark(visit)
    let digits = visit.id.drop { !$0.isNumber }
    let room = max(0, to - from - 2)
    var inner = Array(String(mark == " " ? "" : String(mark)) + digits)
    if inner.count > room {
      let tail = digits.suffix(max(0, room - (mark == " " ? 0 : 1)))
      inner = room == 0 ? [] : Array((mark == " " ? "" : String(mark)) + tail)
    }
    let fill: Character = visit.stage == .finished ? "=" : " "
    inner += [Character](repeating: fill, count: max(0, room - inner.count))
    let block: [Character] = ["["] + inner + ["]"]
    for (offset, character) in block.enumerated() where from + offset < axisWidth {
      cells[from + offset] = Cell(character, ink)
    }
  }

  static func mark(_ visit: BoardVisit) -> (Character, Style.Ink?) {
    let late = visit.prediction?.late.probability ?? 0
    switch visit.stage {
    case .finished: return ("=", .green)
    case .missed, .noAccess: return ("x", .red)
    case _ where visit.inDanger && late >= alarm: return ("!", .redBold)
    case _ where visit.inDanger: return ("?", .yellow)
    case .underWay, .onSite: return (">", .cyan)
    default: return (" ", nil)
    }
  }

  private var legend: String {
    style.ink("[ ] to do [>] running [=] done [x] missed [?] in danger [!] likely late ~ break", .dim)
  }

  /// Who has not seen yet that the day has changed.
  private var unseen: [String] {
    let names = board.rows.compactMap { row in row.changedAt.map { "\(row.name) (since \(style.clock($0)))" } }
    guard !names.isEmpty else { return [] }
    return [""] + Style.wrap("Not acknowledged, a changed day: \(names.joined(separator: ", "))", style.width)
  }

  /// The visits that somebody should look at.
  private var trouble: [String] {
    let late = LateReport(board)
    guard !late.visits.isEmpty else { return [] }
    return LateText.lines(late, style, most: 6)
  }
}

/// What a plan leaves out.
enum UnplacedText {
  static func lines(_ unplaced: [UnplacedAppointment], _ style: Style) -> [String] {
    let open = unplaced.filter { !$0.laterPossible }
    let later = unplaced.filter(\.laterPossible)
    var lines: [String] = []
    if !open.isEmpty { lines.append(style.ink("Left out", .bold)) }
    for item in open.sorted(by: { ($1.priority, $0.appointment) < ($0.priority, $1.appointment) }) {
      let promised = item.promise.map { ", promised \(style.span($0))" } ?? ""
      lines += Style.wrap(
        "\(item.appointment)  \(item.title) for \(item.customerName)\(promised): \(item.reason)", style.width - 4
      )
      .enumerated().map { $0.offset == 0 ? "  " + $0.element : "    " + $0.element }
    }
    if !later.isEmpty {
      let names = later.map(\.appointment).sorted().joined(separator: ", ")
      lines += Style.wrap("Kept for a later day, where they have a window too: \(names)", style.width - 2)
    }
    return lines
  }
}

/// Predictions against promises.
enum LateText {
  /// With the promises that nobody is planned for.
  static func text(_ report: LateReport, _ style: Style) -> String {
    guard report.planned else {
      return "\(style.day(report.date)) is not planned yet: punctual plan \(report.date)"
    }
    let nobody = report.leftOut.isEmpty ? [] : ["", style.ink("Promised, and nobody is planned", .redBold)]
    return (lines(report, style) + nobody + UnplacedText.lines(report.leftOut, style).dropFirst())
      .joined(separator: "\n")
  }

  /// - Parameter most: how many visits get their lines; the rest is counted.
  static func lines(_ report: LateReport, _ style: Style, most: Int = .max) -> [String] {
    guard !report.visits.isEmpty else {
      return ["No promise is in danger (\(report.openPromises) still open)."]
    }
    let broken = (report.expectedBroken * 10).rounded() / 10
    var lines = [
      style.ink(report.visits.allSatisfy(\.visit.inDanger) ? "Promises in danger" : "Promises that may break", .bold)
        + "  \(report.visits.count) of \(report.openPromises) open, \(broken) expected to break"
    ]
    for late in report.visits.prefix(most) {
      let visit = late.visit
      let mark = late.probability >= BoardText.alarm ? "!" : visit.inDanger ? "?" : " "
      let ink: Style.Ink = late.probability >= BoardText.alarm ? .redBold : .yellow
      let start = visit.prediction?.start
      let eta = start.map { "\(style.clock($0.at(0.1)))-\(style.clock($0.at(0.9)))" } ?? ""
      let head =
        "\(mark) \(Style.pad(Style.percent(late.probability), 5, right: true))  \(Style.pad(visit.id, 8)) "
        + "\(Style.pad(late.technicianName, 18)) promised \(style.span(visit.promise)), likely \(eta)"
      lines.append("  " + style.ink(Style.cut(head, style.width - 2), ink))
      let cause = late.cause.map { "; \($0)" } ?? ""
      lines += Style.wrap("\(visit.title) for \(visit.customerName)\(cause)", style.width - 11).map {
        String(repeating: " ", count: 11) + $0
      }
    }
    if report.visits.count > most {
      lines.append("  and \(report.visits.count - most) more: punctual late \(report.date)")
    }
    return lines
  }
}
