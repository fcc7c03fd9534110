import PunctualModel
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
