import Foundation
import Support
import Testing

@Suite("Odd days and odd names")
struct OddDayTests {
  private static let request =
    #"{"id":"odd","customer":"c001","type":"boiler-service","duration_minutes":60,"windows":[["#

  @Test("a day without work is planned, shown and told of without trouble")
  func emptyDay() throws {
    let sandbox = try Firm.workspace()
    let plan = try sandbox.json("plan", "2026-12-24", "-x", "0")
    #expect(plan["days"].elements.count == 1)
    for command in [["board"], ["late"], ["notify", "preview"], ["mine", "--as", "t01"]] {
      let result = try sandbox.run(command + ["2026-12-24"])
      #expect(result.exitCode == 0 && !result.output.isEmpty, "\(command)")
    }
    #expect(try sandbox.run("mine", "2026-12-24", "--as", "t01").output.contains("No visits planned"))
  }

  @Test("a day with nobody at work leaves its work out and says why")
  func nobody() throws {
    let sandbox = try Firm.workspace()
    let sunday = Self.request + #""2026-11-29T09:00:00+01:00","2026-11-29T11:00:00+01:00"]]}"#
    #expect(try sandbox.run("appointment", "add", "-", input: sunday).exitCode == 0)
    let result = try sandbox.run("plan", "2026-11-29", "-x", "0")
    #expect(result.exitCode == 0)
    #expect(result.output.contains("odd") && result.output.contains("outside every"))
    let explained = try sandbox.run("explain", "odd")
    #expect(explained.exitCode == 0)
    #expect(explained.output.contains("not at work"))
  }

  @Test("a night when the clocks go forward has an hour less, and work in it is planned and promised")
  func clocksForward() throws {
    let sandbox = try Firm.workspace()
    let owl = """
      {"id":"owl","name":"Night Owl","home":{"address":"A","location":[9.52,47.14]},"skills":{"heating":3},
       "shifts":{"sunday":{"start":"00:30","end":"08:00","breaks":[{"earliest":"02:00","latest":"03:00","minutes":30}]}}}
      """
    #expect(try sandbox.run("technician", "add", "-", input: owl).exitCode == 0)
    let booked = try sandbox.json(
      "book", "--customer", "c002", "--type", "boiler-service", "--minutes", "30", "--window", "60", "--start",
      "2027-03-28 2:30")
    #expect(booked["appointment"]["promise"]["window"][0].string == "2027-03-28T03:30:00+02:00")
    let night = Self.request + #""2027-03-28T01:30:00+01:00","2027-03-28T03:30:00+02:00"]]}"#
    #expect(try sandbox.run("appointment", "add", "-", input: night).exitCode == 0)
    let plan = try sandbox.run("plan", "2027-03-28", "-x", "0")
    #expect(plan.exitCode == 0, "\(plan.errors)")
    let visit = try #require(
      try sandbox.json("board", "2027-03-28")["rows"].elements.flatMap { $0["visits"].elements }.first)
    let start = try #require(visit["planned"]["start"].string)
    // The window holds one hour, not two: 01:30 to 02:00, then 03:00 to 03:30.
    #expect(
      start.hasPrefix("2027-03-28T01:") && start.hasSuffix("+01:00")
        || start.hasPrefix("2027-03-28T03:") && start.hasSuffix("+02:00"))
    for command in [["board"], ["mine", "--as", "owl"], ["late"]] {
      let shown = try sandbox.run(command + ["2027-03-28"])
      #expect(shown.exitCode == 0)
      #expect(!shown.output.contains("02:30"))
    }
  }

  @Test("a technician who is away gets nothing, and the board says why")
  func absent() throws {
    let sandbox = try Firm.workspace()
    try sandbox.run("plan", "2026-11-25", "-x", "0")
    let rows = try sandbox.json("board", "2026-11-25")["rows"].elements
    let away = try #require(rows.first { $0["technician"].string == "t09" })
    #expect(away["visits"].elements.isEmpty)
    #expect(rows.flatMap { $0["visits"].elements }.count > 50)
    #expect(try sandbox.run("mine", "2026-11-25", "--as", "t09").output.contains("leave"))
  }

  @Test("apostrophes and quotes in names pass through the database, the shell and every form")
  func apostrophes() throws {
    let sandbox = try Firm.planned()
    #expect(try sandbox.run("mine", Firm.monday, "--as", "Dominic O'Neill").output.contains("Dominic O'Neill"))
    let name = #"L'Été "chez" O'Brien; DROP TABLE customer;-- <b>"#
    let record = JSONValue(["id": "o'brien", "name": name]).text
    #expect(try sandbox.run("customer", "add", "-", input: record).exitCode == 0)
    #expect(try sandbox.json("customer", "show", "o'brien")["name"].string == name)
    let csv = try sandbox.run("export", "--format", "csv", "--as", "customer").output
    let other = try Firm.workspace()
    #expect(try other.run("import", "-", "--format", "csv", input: csv).exitCode == 0)
    #expect(try other.json("customer", "show", "o'brien")["name"].string == name)
    #expect(try sandbox.run("doctor").exitCode == 0)
  }

  @Test("an appointment without a title is called by its type, in plan and messages")
  func untitled() throws {
    let sandbox = try Firm.workspace()
    let monday = Self.request + #""2026-11-23T09:00:00+01:00","2026-11-23T17:00:00+01:00"]]}"#
    #expect(try sandbox.run("appointment", "add", "-", input: monday).exitCode == 0)
    #expect(try sandbox.run("plan", Firm.monday, "-x", "0").exitCode == 0)
    #expect(try sandbox.json("appointment", "show", "odd")["title"].string == "boiler-service")
    #expect(try sandbox.run("notify", "preview", Firm.monday).exitCode == 0)
  }
}
