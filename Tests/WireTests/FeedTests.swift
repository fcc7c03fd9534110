import PunctualModel
import PunctualWire
import Testing

@Suite("Calendars and maps")
struct FeedTests {
  func entry(_ summary: String, description: String? = nil, isCancelled: Bool = false) -> ICalendar.Entry {
    ICalendar.Entry(
      uid: "a1@punctual", start: monday8, end: monday8 + 5400, summary: summary, location: "Dorf 1, Vaduz",
      coordinate: Coordinate(longitude: 9.5, latitude: -0.05), description: description, isCancelled: isCancelled,
      sequence: 3, changedAt: monday8 - 3600)
  }

  @Test("an entry has all that programs ask for, in UTC")
  func entryLines() {
    let text = ICalendar(name: "Anna", entries: [entry("Boiler", description: "Promised")]).text
    #expect(
      text
        == """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//Punctual//Punctual//EN
        CALSCALE:GREGORIAN
        METHOD:PUBLISH
        X-WR-CALNAME:Anna
        BEGIN:VEVENT
        UID:a1@punctual
        DTSTAMP:20261123T060000Z
        LAST-MODIFIED:20261123T060000Z
        SEQUENCE:3
        DTSTART:20261123T070000Z
        DTEND:20261123T083000Z
        SUMMARY:Boiler
        LOCATION:Dorf 1\\, Vaduz
        GEO:-0.050000;9.500000
        DESCRIPTION:Promised
        STATUS:CONFIRMED
        END:VEVENT
        END:VCALENDAR

        """.replacing("\n", with: "\r\n"))
    #expect(ICalendar(name: "", entries: [entry("x", isCancelled: true)]).text.contains("STATUS:CANCELLED"))
  }

  @Test("long lines are folded at 75 octets, between characters, and come back as they were")
  func folding() {
    let summary = String(repeating: "Größe 👩‍🔧; ", count: 30)
    let text = ICalendar(name: "n", entries: [entry(summary)]).text
    let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false).map { Substring($0) }
    #expect(lines.allSatisfy { $0.utf8.count <= 75 })
    let unfolded = text.replacing("\r\n ", with: "")
    #expect(unfolded.contains("SUMMARY:" + summary.replacing(";", with: "\\;") + "\r\n"))
  }

  @Test("text cannot begin a line of its own")
  func injection() {
    let text = ICalendar(name: "a\nb", entries: [entry("x\r\nATTENDEE:mailto:y\u{7}\u{0}z\\")]).text
    #expect(text.contains("SUMMARY:x\\nATTENDEE:mailto:yz\\\\\r\n"))
    #expect(!text.contains("\nATTENDEE"))
  }

  func map(_ text: String) throws(Faults) -> JSON { try GeoJSON.solution(JSONDocument.parse(text).root) }

  @Test("a solution becomes a line a route and a point a stop, by road where the line is known")
  func solution() throws {
    let text = #"""
      {"code":0,"unassigned":[{"id":9,"location":[9.5,47.2],"type":"job"}],"routes":[
       {"vehicle":1,"cost":5,"duration":5,"steps":[
        {"type":"start","location":[9.5,47],"arrival":0},{"type":"break","id":1,"arrival":1},
        {"type":"job","id":4,"location":[9.6,47.1],"arrival":9,"service":60},
        {"type":"end","location":[9.5,47],"arrival":80}]},
       {"vehicle":2,"geometry":"_p~iF~ps|U_ulLnnqC_mqNvxq`@","steps":[{"type":"start","location":[-120.2,38.5]}]},
       {"vehicle":3,"steps":[{"type":"start","location":[1,1]},{"type":"end","location":[1,1]}]}]}
      """#
    let features = try #require(try map(text)["features"]?.elements)
    let kinds = features.map { $0["geometry"]?["type"]?.string ?? "" }
    #expect(
      kinds == ["LineString", "Point", "Point", "Point", "LineString", "Point", "Point", "Point", "Point"])
    #expect(features[0]["geometry"]?["coordinates"]?.text() == "[[9.5,47],[9.6,47.1],[9.5,47]]")
    #expect(features[0]["properties"]?.text() == #"{"vehicle":1,"cost":5,"duration":5,"line":"straight"}"#)
    #expect(
      features[2]["properties"]?.text()
        == #"{"vehicle":1,"position":2,"type":"job","id":4,"arrival":9,"service":60}"#)
    #expect(features[4]["properties"]?["line"] == "road")
    #expect(features[4]["geometry"]?["coordinates"]?.elements?.count == 3)
    #expect(features[8]["properties"]?["type"] == "unassigned")
  }

  @Test("what cannot be drawn is told")
  func mistakes() {
    func found(_ text: String) -> [String] { places(faults { () throws(Faults) in _ = try map(text) }) }
    #expect(found("{}") == ["missing-field /routes"])
    #expect(
      found(#"{"routes":[{"steps":[{"type":"start","location_index":0},{"type":"end","location":[9,99]}]}]}"#)
        == ["missing-coordinates /routes/0/steps/0/location", "missing-coordinates /routes/0/steps/1/location"])
    #expect(found(#"{"routes":[{"geometry":"_","steps":[]}]}"#) == ["bad-record /routes/0/geometry"])
  }
}
