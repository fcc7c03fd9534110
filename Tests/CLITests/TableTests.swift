import PunctualModel
import PunctualWire
import Testing

@testable import PunctualCLI

@Suite("Text for people")
struct TableTests {
  private let style = Style(width: 40, colour: false, zone: .utc)

  @Test("a table is no wider than the terminal: the flexible column gives way")
  func fits() {
    var table = Table([.init("id"), .init("name", flexible: true)])
    table.rows = [["1", String(repeating: "x", count: 200)]]
    #expect(table.text(style).split(separator: "\n").allSatisfy { TextWidth.of(String($0)) <= 40 })
  }

  @Test("columns are as wide as their widest cell, numbers stand right, line ends are bare")
  func layout() {
    var table = Table([.init("id"), .init("count", right: true), .init("name")])
    table.rows = [["a1", "7", "Anna"], ["a12", "1234567", "維也納"]]
    #expect(table.text(style) == "id     count  name\na1         7  Anna\na12  1234567  維也納")
  }

  @Test("a table without rows is its heading, and can be set in")
  func empty() {
    #expect(Table([.init("id"), .init("name")]).text(style, indent: 2) == "  id  name")
  }

  @Test("the last flexible column gives way first, none below its title")
  func givesWay() {
    var table = Table([.init("first", flexible: true), .init("a long second title", flexible: true)])
    table.rows = [[String(repeating: "x", count: 30), String(repeating: "y", count: 30)]]
    let lines = table.text(style).split(separator: "\n").map(String.init)
    #expect(lines.allSatisfy { TextWidth.of($0) <= 40 })
    #expect(lines[0].hasSuffix("a long second title"))
  }

  @Test("where there is no room, the words of a row stand whole below it")
  func below() {
    var table = Table([.init("id"), .init("why", below: true), .init("name")])
    table.rows = [["1", "because it was so late that nobody came any more", "Anna"], ["2", "", "Bo"]]
    #expect(
      table.text(style) == """
        id  name
        1   Anna
            because it was so late that nobody
            came any more
        2   Bo
        """)
    let wide = Style(width: 80, colour: false, zone: .utc)
    #expect(table.text(wide).split(separator: "\n").count == 3)
  }

  @Test("a record is shown in words, its windows and times on the clock of its zone")
  func record() throws {
    let json = """
      {"id":"a1","customer":"c1","site":"s1","type":"check","duration_minutes":40,"skills":[{"name":"gas","level":2}],
       "windows":[["2026-11-23T09:00:00Z","2026-11-23T11:00:00Z"],["2026-11-24T09:00:00Z","2026-11-24T11:00:00Z"]],
       "promise":{"window":["2026-11-23T22:00:00Z","2026-11-24T01:00:00Z"],"made_at":"2026-11-20T10:00:00Z"}}
      """
    let appointment = try Form.read(
      Appointment.self, from: JSONDocument.parse(json).root, context: WireContext(zone: .utc))
    let lines = Records.text(appointment, Style(width: 100, colour: false, zone: .utc)).split(separator: "\n")
    #expect(lines.contains("windows           2026-11-23 09:00-11:00"))
    #expect(lines.contains("                  2026-11-24 09:00-11:00"))
    #expect(lines.contains("skills            name gas, level 2"))
    #expect(lines.contains("promise           window 2026-11-23 22:00-2026-11-24 01:00, made_at 2026-11-20 10:00"))
  }

  @Test("words are wrapped at spaces and nothing is lost")
  func wraps() {
    let lines = Style.wrap("one two three four", 9)
    #expect(lines == ["one two", "three", "four"])
  }

  @Test("durations and chances are said as people say them")
  func words() {
    #expect(Style.duration(0) == "0 min")
    #expect(Style.duration(1500) == "25 min")
    #expect(Style.duration(5100) == "1 h 25 min")
    #expect(Style.duration(7200) == "2 h")
    #expect(Style.duration(-1500) == "-25 min")
    #expect(Style.percent(0) == "0 %")
    #expect(Style.percent(0.001) == "<1 %")
    #expect(Style.percent(0.849) == "85 %")
    #expect(Style.percent(0.999) == ">99 %")
    #expect(Style.percent(1) == "100 %")
  }
}
