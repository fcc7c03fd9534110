import PunctualModel
import Testing

@testable import PunctualCLI

@Suite("Text for people")
struct TableTests {
  @Test("a table is no wider than the terminal: the flexible column gives way")
  func fits() {
    var table = Table([.init("id"), .init("name", flexible: true)])
    table.rows = [["1", String(repeating: "x", count: 200)]]
    let style = Style(width: 40, colour: false, zone: .utc)
    #expect(table.text(style).split(separator: "\n").allSatisfy { TextWidth.of(String($0)) <= 40 })
  }

  @Test("words are wrapped at spaces and nothing is lost")
  func wraps() {
    let lines = Style.wrap("one two three four", 9)
    #expect(lines == ["one two", "three", "four"])
  }
}
