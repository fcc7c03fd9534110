import PunctualModel
import PunctualService
import PunctualWire
import Testing

@testable import PunctualCLI

@Suite("Screens")
struct RenderTests {
  private static let screens = Array(Snapshots.all.keys).sorted()

  private func text(_ screen: String, _ style: Style) throws -> String {
    style.fit(try rendered(screen, style))
  }

  private func rendered(_ screen: String, _ style: Style) throws -> String {
    switch screen {
    case "board": BoardText(board: try Values.board(), style: style).text
    case "late": LateText.lines(try Values.late(), style).joined(separator: "\n")
    case "mine": MineText.text(try Values.mine(), style)
    case "plan": PlanText.text(try Values.plan(), style)
    case "offer": OfferText.text(try Values.offer(), style)
    case "unplaced": ExplainText.text(try Values.unplacedExplanation(), style)
    case "placed": ExplainText.text(try Values.placedExplanation(), style)
    default: TickText.text(try Values.tick(), style)
    }
  }

  private func withoutLineEnds(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }

  @Test("each screen looks as it should", arguments: screens, [80, 140])
  func snapshot(screen: String, width: Int) throws {
    let expected = Snapshots.all[screen]?[width] ?? Snapshots.all[screen]?[0]
    let shown = withoutLineEnds(try text(screen, Values.style(width)))
    #expect(shown == expected)
  }

  @Test("no line is wider than the terminal", arguments: screens, [60, 80, 100, 140])
  func width(screen: String, width: Int) throws {
    for line in try text(screen, Values.style(width)).split(separator: "\n") {
      #expect(TextWidth.of(String(line)) <= width, "\(line)")
    }
  }

  @Test("without colour there is no escape; with colour the same words", arguments: screens)
  func colour(screen: String) throws {
    let plain = try text(screen, Values.style(100))
    let coloured = try text(screen, Values.style(100, colour: true))
    #expect(!plain.contains("\u{1B}"))
    #expect(coloured.contains("\u{1B}["))
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
  }

  @Test("every mark of the board is told by its shape, not by colour alone")
  func marks() throws {
    let board = try Values.board()
    let marks = Dictionary(
      uniqueKeysWithValues: board.rows.flatMap(\.visits).map { ($0.id, BoardText.mark($0).0) })
    #expect(
      marks == [
        "M-001": "=", "M-002": ">", "M-003": "?", "M-004": "!", "M-005": ">", "M-006": "x", "M-007": " ",
      ])
  }

  @Test("a day that is not planned, and one without technicians, have a board too")
  func emptyBoard() throws {
    let empty: JSON = ["date": "2026-11-24", "now": Values.at("10:15"), "revision": 0, "rows": [], "unplaced": []]
    let text = BoardText(board: try Values.read(DayBoard.self, empty), style: Values.style(80)).text
    #expect(text.hasPrefix("Tuesday 24 November 2026  not planned yet · 0 visits"))
  }

  @Test("a break that a late visit lies over is shown after it, and within the next where that leaves it no room")
  func lateBreak() throws {
    func board(next: (start: String, finish: String)) throws -> String {
      let visits = [
        Values.visit(
          "M-001", .scheduled, "10:30", "11:30",
          prediction: Values.prediction("M-001", start: ("11:30", "11:40", "11:50"), finish: "13:00", late: 0)),
        Values.visit(
          "M-002", .scheduled, "12:40", "14:00",
          prediction: Values.prediction(
            "M-002", start: (next.start, next.start, next.start), finish: next.finish, late: 0)),
      ]
      let row = Values.row("t1", "Anna", breaks: [Values.window("12:00", "12:30")], visits)
      let board: JSON = [
        "date": "2026-11-23", "now": Values.at("10:15"), "revision": 1, "rows": [row], "unplaced": [],
      ]
      return BoardText(board: try Values.read(DayBoard.self, board), style: Values.style(100)).text
    }
    let after = try board(next: ("13:40", "15:00"))
    #expect(after.contains(/\[001 +\]·*~~~+·*\[002 +\]/), "\(after)")
    let within = try board(next: ("13:00", "14:20"))
    #expect(within.contains(/\[001 +\]\[002~+ *\]/), "\(within)")
  }

  @Test("a technician without visits is told so")
  func freeDay() throws {
    let day: JSON = ["date": "2026-11-23", "now": Values.at("10:15"), "row": Values.carla]
    #expect(
      MineText.text(try Values.read(MyDay.self, day), Values.style(80))
        == "Carla Büchel, Monday 23 November 2026\n  Free: holiday.")
  }

  @Test("nothing in danger, nothing offered, nothing found: a sentence each")
  func nothing() throws {
    let late: JSON = [
      "date": "2026-11-23", "now": Values.at("10:15"), "visits": [], "open_promises": 4, "expected_broken": 0.1,
    ]
    #expect(
      LateText.lines(try Values.read(LateReport.self, late), Values.style(80))
        == ["No promise is in danger (4 still open)."])
    var unplanned = late
    unplanned["planned"] = false
    #expect(
      LateText.text(try Values.read(LateReport.self, unplanned), Values.style(80))
        == "Monday 23 November 2026 is not planned yet: punctual plan 2026-11-23")
    let left: JSON = [
      "appointment": "a48", "title": "Repair", "customer_name": "Ida", "priority": 50,
      "promise": [Values.at("09:00"), Values.at("13:00")], "later_possible": false, "reason": "nobody is at work",
    ]
    var nobody = late
    nobody["left_out"] = [left]
    #expect(
      LateText.text(try Values.read(LateReport.self, nobody), Values.style(80)) == """
        No promise is in danger (4 still open).

        Promised, and nobody is planned
          a48  Repair for Ida, promised 09:00-13:00: nobody is at work
        """)
    let offer: JSON = ["tier": "gold", "least_chance": 0.9, "slots": [], "too_risky": 2]
    #expect(
      OfferText.text(try Values.read(OfferReport.self, offer), Values.style(80))
        == "No window can be promised with a chance of 90 %. 2 would fit, but with too small a chance.")
    let noRoom: JSON = ["tier": "gold", "least_chance": 0.9, "slots": [], "too_risky": 0]
    #expect(
      OfferText.text(try Values.read(OfferReport.self, noRoom), Values.style(80))
        == "No window can be promised: nobody who could do it has room for it on these days.")
    let tick: JSON = [
      "now": Values.at("10:15"), "endangered": [], "moves": [], "queued": [], "sent": 0, "failed": 0, "dropped": 0,
    ]
    #expect(
      TickText.text(try Values.read(TickReport.self, tick), Values.style(80)) == "10:15  no promise is in danger")
    var alone = tick
    alone["left_out"] = [left]
    #expect(
      TickText.text(try Values.read(TickReport.self, alone), Values.style(80)) == """
        10:15  no promise is in danger
          ! nobody is planned for a48 (Ida), promised 09:00-13:00: nobody is at work
        """)
  }
}

@Suite("Long and wide words")
struct LongWordTests {
  static let long = String(repeating: "Donaudampfschifffahrtsgesellschaft", count: 5)
  static let wide = String(repeating: "維也納暖氣公司", count: 12)
  static let emoji = String(repeating: "🔥🧯", count: 60)

  private func row(_ name: String) -> JSON {
    Values.row(
      "t1", name,
      [
        Values.visit(
          name, .scheduled, "11:00", "11:45", customer: name, title: name, promise: Values.window("10:00", "11:30"),
          prediction: Values.prediction(
            "v", start: ("11:05", "11:20", "11:50"), finish: "12:00", late: 0.6, cause: name),
          access: name, notes: name, phone: name)
      ])
  }

  private func check(_ screen: String, _ width: Int) {
    let text = Values.style(width).fit(screen)
    for line in text.split(separator: "\n") { #expect(TextWidth.of(String(line)) <= width, "\(line)") }
  }

  @Test("a very long or very wide name breaks no screen's width", arguments: [long, wide, emoji], [60, 80, 140])
  func widths(name: String, width: Int) throws {
    let style = Values.style(width)
    let board = try Values.read(
      DayBoard.self,
      [
        "date": "2026-11-23", "now": Values.at("10:15"), "revision": 3,
        "rows": [row(name), Values.row("t2", name, shift: nil, away: name, [])],
        "unplaced": [
          Values.unplaced(name, name, name, reason: name), Values.unplaced(name, name, name, later: true, reason: ""),
        ],
      ])
    check(BoardText(board: board, style: style).text, width)
    check(LateText.lines(LateReport(board, above: 0), style).joined(separator: "\n"), width)
    let mine = try Values.read(
      MyDay.self,
      ["date": "2026-11-23", "now": Values.at("10:15"), "row": row(name), "next": "v", "next_step": "depart"])
    check(MineText.text(mine, style), width)
    let offer = try Values.read(
      OfferReport.self,
      [
        "tier": .string(name), "least_chance": 0.9, "too_risky": 3,
        "slots": [
          [
            "window": Values.window("09:00", "11:00"), "technician": "t1", "technician_name": .string(name),
            "start": Values.at("09:20"), "chance": 0.97, "added_seconds": 540,
          ]
        ],
      ])
    check(OfferText.text(offer, style), width)
    var explanation = try Values.unplacedExplanation()
    explanation.appointment.title = name
    explanation.customerName = name
    explanation.technicians[0].name = name
    explanation.remedies = [name]
    check(ExplainText.text(explanation, style), width)
    var placed = try Values.placedExplanation()
    placed.technicianName = name
    placed.technicians[0].name = name
    placed.prediction?.cause = name
    check(ExplainText.text(placed, style), width)
    var tick = try Values.tick()
    tick.endangered[0].technicianName = name
    tick.moves[0].customerName = name
    tick.queued[0].reason = name
    check(TickText.text(tick, style), width)
  }

  @Test("a word that is longer than a line is broken, and nothing of it is lost", arguments: [long, wide, emoji])
  func brokenWords(word: String) {
    let lines = Style.wrap("a \(word) b", 20)
    #expect(lines.allSatisfy { TextWidth.of($0) <= 20 })
    #expect(lines.joined().filter { $0 != " " } == "a\(word)b")
  }

  @Test("a screen's line that is too long goes on deeper in the next, with all its words")
  func fits() {
    let style = Values.style(20)
    #expect(style.fit("  one two three four five\nsix") == "  one two three four\n    five\nsix")
    #expect(style.fit("exactly twenty wide.") == "exactly twenty wide.")
    #expect(style.fit("a\n\nb") == "a\n\nb")
    #expect(style.fit("\u{1B}[1mexactly twenty wide.\u{1B}[0m") == "\u{1B}[1mexactly twenty wide.\u{1B}[0m")
  }

  @Test("text is cut with an ellipsis and padded by its columns, not its characters")
  func columns() {
    #expect(Style.cut("Hausmeister", 6) == "Hausm…")
    #expect(Style.cut("維也納", 5) == "維也…")
    #expect(Style.pad("維", 4) == "維  ")
    #expect(Style.pad("7", 3, right: true) == "  7")
    #expect(TextWidth.of("Büchel") == 6)
    #expect(TextWidth.of("e\u{301}") == 1)
  }
}
