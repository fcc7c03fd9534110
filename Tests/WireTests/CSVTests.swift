import PunctualModel
import PunctualWire
import Testing

@Suite("CSV")
struct CSVTests {
  private func importCSV(_ text: String, as kind: RecordKind? = nil) -> ImportedRecords {
    ImportReader(context: vaduz, as: kind, format: .csv).read(Array(text.utf8))
  }

  @Test("what is exported as a table reads back as it was")
  func roundTrip() throws {
    let records = try SampleRecords.records()
    for kind in RecordKind.allCases where kind != .organisation {
      let bytes = try Export.csv(records, kind, context: vaduz)
      let result = ImportReader(context: vaduz).read(bytes, name: "\(kind.plural).csv")
      #expect(result.faults == [])
      switch kind {
      case .technician: #expect(result.records.technicians == records.technicians)
      case .customer: #expect(result.records.customers == records.customers)
      case .appointment: #expect(result.records.appointments == records.appointments)
      case .visit: #expect(result.records.visits == records.visits)
      case .organisation: break
      }
    }
  }

  @Test("short forms for people are read")
  func shortForms() throws {
    let text = """
      id,name,address,longitude,latitude,skills,monday,tuesday,absences
      t1,Anna,"Landstrasse 1, Vaduz",9.52,47.14,boiler:2; lift ,08:00-17:00 break 11:30-13:00/45,8:00 - 12:00,2026-11-25/2026-11-25 leave
      """
    let result = importCSV(text)
    #expect(result.faults == [])
    let technician = try #require(result.technicians.first)
    #expect(technician.line == 2)
    #expect(technician.record.skills == ["boiler": 2, "lift": 1])
    #expect(technician.record.home.address == "Landstrasse 1, Vaduz")
    #expect(
      technician.record.shifts[.monday].map { Form.write($0, context: vaduz).text() }
        == #"{"start":"08:00","end":"17:00","breaks":[{"earliest":"11:30","latest":"13:00","minutes":45}]}"#)
    #expect(technician.record.shifts[.tuesday]?.start.description == "08:00")
    #expect(technician.record.absences.map(\.reason) == ["leave"])
  }

  @Test("semicolons, tabs, CR LF, a mark at the start, quotes and ends of line in cells are handled")
  func quirks() throws {
    for (separator, end) in [(",", "\n"), (";", "\r\n"), ("\t", "\r\n"), (",", "\r")] {
      let rows = [
        ["\u{FEFF}id", "Name", "notes"], ["c1", "\"Say \"\"hi\"\"\"", "\"two\r\nlines, one; \"\"q\"\"\""], [],
        ["c2", " \"a\" ", ""], ["c3", "it's 5\" wide"],
      ]
      let text = rows.map { $0.joined(separator: separator) }.joined(separator: end)
      let result = importCSV(text, as: .customer)
      #expect(result.faults == [], "\(separator.debugDescription)")
      #expect(result.records.customers.map(\.name) == ["Say \"hi\"", "a", "it's 5\" wide"])
      #expect(result.records.customers.map(\.notes) == ["two\r\nlines, one; \"q\"", nil, nil])
      #expect(result.customers.map(\.line) == [2, 5, 6])
    }
  }

  @Test("the columns of a longitude and a latitude may stand in any order, and both are needed")
  func coordinates() {
    let good = importCSV("id,name,site_id,site_address,site_latitude,site_longitude\nc,N,s,x,47.1,9.5\n")
    #expect(good.records.customers.first?.sites.first?.place.coordinate == Coordinate(longitude: 9.5, latitude: 47.1))
    let bad = importCSV("id,name,address,latitude,longitude\nt1,A,x,47.1,\nt2,B,x,,\nt3,C,x,north,9\nt4,D,x,97,9\n")
    #expect(
      places(bad.faults) == [
        "missing-coordinates /longitude", "missing-coordinates /longitude", "wrong-type /latitude",
        "out-of-range /latitude",
      ])
    #expect(bad.faults.map(\.line) == [2, 3, 4, 5])
    #expect(bad.technicians.isEmpty)
  }

  @Test("faults name the line and the column")
  func faultPlaces() {
    let text = """
      id,customer,type,duration_minutes,windows,skills,stage,pin_start
      a1,c1,x,-30,2026-11-23T10:00:00+01:00/2026-11-23T08:00:00+01:00,,,
      a2,c1,x,30,2026-02-30T10:00:00+01:00/2026-11-23T08:00:00+01:00,,,
      ,c1,x,,soon,boiler:x,sheduled,later
      a3,c1,x,30,0/3600,,,,
      a4,c1,x,30,2026-11-23T08:00:00+01:00/2026-11-23T10:00:00+01:00
      """
    let result = importCSV(text)
    #expect(
      result.faults.map { "\($0.line ?? 0) \($0.code.rawValue) \($0.path)" } == [
        "2 out-of-range /duration_minutes", "2 bad-window /windows", "3 not-a-time /windows", "4 missing-field /id",
        "4 missing-field /duration_minutes", "4 out-of-range /windows", "4 wrong-type /skills", "4 out-of-range /stage",
        "4 not-a-time /pin_start", "5 not-csv ",
      ])
    #expect(result.records.appointments.map(\.id) == ["a4"])
  }

  @Test("a customer's rows are joined by its id, and must agree")
  func customerRows() {
    let text = """
      id,name,tier,site_id,site_address,site_longitude,site_latitude
      c1,Hotel,gold,s1,x,9.5,47.1
      c2,Inn,,,,,
      c1,,,s2,y,9.6,47.2
      c1,Other,,s3,z,9.6,47.2
      c1,Hotel,gold,s1,z,9.6,47.2
      c1,,,s4,,9.6,
      """
    let result = importCSV(text)
    #expect(result.records.customers.map(\.id) == ["c1", "c2"])
    #expect(result.records.customers.first?.sites.map(\.id) == ["s1", "s2"])
    #expect(
      result.faults.map { "\($0.line ?? 0) \($0.code.rawValue) \($0.path)" } == [
        "5 duplicate-id /name", "6 duplicate-id /site_id", "7 missing-field /site_address",
        "7 missing-coordinates /site_longitude",
      ])
  }

  @Test("the kind is told by the header, by the caller, or refused")
  func kinds() {
    #expect(importCSV("id,windows,duration_minutes\n").faults == [])
    #expect(importCSV("id,name\n").faults.map(\.code) == [.notCSV])
    #expect(importCSV("id,name\n", as: .technician).faults == [])
    #expect(importCSV("colour,shape\n").faults.map(\.code) == [.notCSV])
    #expect(importCSV("", as: .technician).faults.map(\.code) == [.notCSV])
    #expect(importCSV("id,name", as: .organisation).faults.map(\.code) == [.unsupported])
    let misspelt = importCSV("id,name,skils,monday,id\n")
    #expect(places(misspelt.faults) == ["unknown-field /skils", "not-csv /id"])
    #expect(misspelt.faults.first?.hint == "Did you mean `skills`?")
  }

  @Test("broken quotes are refused with their line, and what stands before them is kept")
  func brokenQuotes() {
    let open = importCSV("id,name\nc1,A\nc2,\"B\nc3,C\n", as: .customer)
    #expect(open.faults.map { "\($0.line ?? 0) \($0.code.rawValue)" } == ["3 not-csv"])
    #expect(open.records.customers.map(\.id) == ["c1"])
    let after = importCSV("id,name\nc1,\"A\" b\n", as: .customer)
    #expect(after.faults.map(\.line) == [2])
    let bytes = ImportReader(context: vaduz, as: .customer, format: .csv).read(
      Array("id,name\nc1,".utf8) + [0xFF, 0x0A])
    #expect(bytes.faults.map { "\($0.line ?? 0) \($0.code.rawValue)" } == ["2 not-csv"])
  }
}
