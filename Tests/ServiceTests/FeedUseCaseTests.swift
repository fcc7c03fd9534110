import PunctualModel
import PunctualWire
import Testing

@testable import PunctualService

@Suite("A technician's calendar, and the day on a map")
struct FeedUseCaseTests {
  @Test("the calendar has the technician's visits, under names that stay, without what the way in gives away")
  func calendar() async throws {
    let firm = try Firm()
    var secret = try #require(Firm.customers.first)
    secret.sites[0].access = "Code 4711"
    secret.notes = "Dog bites"
    try firm.store.write { _ = try $0.put(secret) }
    try await firm.plan()
    let visits = try firm.visits()
    let technician = try #require(visits["a1"]?.technician)
    let name = try #require(Firm.team.first { $0.id == technician }?.name)
    let request = CalendarRequest(technician: String(name.prefix(4)), from: Firm.monday, days: 3)
    let feed = try await firm.at("06:30").perform(ShowCalendar.self, request)
    #expect(feed.technician == technician)
    #expect(feed.visits == visits.values.count { $0.technician == technician })
    #expect(feed.ics.contains("UID:a1@punctual\r\n"))
    #expect(feed.ics.contains("SUMMARY:Boiler service\\, Customer 1\r\n"))
    #expect(feed.ics.contains("DESCRIPTION:Promised 08:00–10:00\r\n"))
    for word in ["4711", "Dog", "+423"] { #expect(!feed.ics.contains(word)) }
    // The same plan gives the same bytes, whenever it is asked for.
    #expect(try await firm.at("09:00").perform(ShowCalendar.self, request).ics == feed.ics)
    _ = try await firm.at("06:40").perform(CancelAppointment.self, RecordName("a1"))
    #expect(try await firm.at("06:41").perform(ShowCalendar.self, request).ics.contains("STATUS:CANCELLED"))
    await #expect(throws: Faults.self) {
      try await firm.at("06:00").perform(ShowCalendar.self, CalendarRequest(technician: "nobody"))
    }
  }

  @Test("the map has a line for each technician on the road, and a point for each visit")
  func map() async throws {
    let firm = try Firm()
    try await firm.plan()
    let visits = try firm.visits()
    let map = try await firm.at("06:30").perform(ShowMap.self, MapRequest(date: Firm.monday)).geojson
    let features = try #require(map["features"]?.elements)
    let points = features.filter { $0["geometry"]?["type"] == "Point" }
    #expect(Set(points.compactMap { $0["properties"]?["visit"]?.string }) == Set(visits.keys))
    let lines = features.filter { $0["geometry"]?["type"] == "LineString" }
    #expect(lines.count <= Set(visits.values.map(\.technician)).count && !lines.isEmpty)
    #expect(lines.allSatisfy { $0["properties"]?["line"] == "straight" })
    let technician = try #require(visits["a1"]?.technician)
    let one = try await firm.at("06:30").perform(
      ShowMap.self, MapRequest(date: Firm.monday, technician: technician)
    ).geojson
    #expect(one["features"]?.elements?.allSatisfy { $0["properties"]?["technician"]?.string == technician } == true)
    await #expect(throws: Faults.self) {
      try await firm.at("06:30").perform(ShowMap.self, MapRequest(date: Firm.monday, roads: true))
    }
  }
}
