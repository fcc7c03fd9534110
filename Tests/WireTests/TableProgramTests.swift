import PunctualModel
import PunctualWire
import Testing

@Suite("Tables as Excel and LibreOffice have them")
struct TableProgramTests {
  func read(_ bytes: [UInt8], as kind: RecordKind? = nil) -> ImportedRecords {
    ImportReader(context: vaduz, as: kind, format: .csv).read(bytes)
  }

  static let row =
    "id;name;phone;address;longitude;latitude;pace\r\nt1;Änne;+4235550142;\"Weg 1; Vaduz\";9,52;47,14;1,1\r\n"

  func expectAnne(_ result: ImportedRecords) throws {
    #expect(result.faults == [])
    let technician = try #require(result.technicians.first?.record)
    #expect(technician.name == "Änne" && technician.pace == 1.1 && technician.phone == "+4235550142")
    #expect(technician.home == Place(address: "Weg 1; Vaduz", coordinate: Coordinate(longitude: 9.52, latitude: 47.14)))
  }

  @Test("Excel's CSV UTF-8 of a country with decimal commas: byte order mark, semicolons, CR LF")
  func excel() throws {
    try expectAnne(read([0xEF, 0xBB, 0xBF] + Array(Self.row.utf8)))
  }

  @Test("Excel's Unicode text: UTF-16 with tabs, either way round")
  func unicodeText() throws {
    let text = Self.row.replacing(";", with: "\t").replacing("Weg 1\t", with: "Weg 1;")
    let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    try expectAnne(read([0xFF, 0xFE] + little))
    try expectAnne(read([0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }))
  }

  @Test("a first line sep= names the separator, and lines are counted with it")
  func sepLine() throws {
    try expectAnne(read(Array(("sep=;\r\n" + Self.row).utf8)))
    let odd = read(Array("sep=|\nid|name\nc1|A, B; C\nc2|\n".utf8), as: .customer)
    #expect(odd.records.customers.map(\.name) == ["A, B; C"])
    #expect(odd.faults.map(\.line) == [4])
  }

  @Test("LibreOffice quotes every text and leaves numbers bare; rows are padded with empty cells")
  func libreOffice() throws {
    let text = """
      "id","name","phone","address","longitude","latitude","pace"
      "t1","Änne","+4235550142","Weg 1; Vaduz",9.52,47.14,1.1
      ,,,,,,
      """
    try expectAnne(read(Array(text.utf8)))
  }

  @Test("a quoted cell may hold line ends of both kinds")
  func lineEnds() {
    let result = read(Array("id;name;notes\r\nc1;A;\"one\r\ntwo\nthree\"\r\nc2;B;\r\n".utf8), as: .customer)
    #expect(result.faults == [])
    #expect(result.records.customers.map(\.notes) == ["one\r\ntwo\nthree", nil])
  }

  static let hostile = [
    "=1+1", "=cmd|' /C calc'!A0", "+4235550142", "-2+3", "@SUM(A1)", "\t=1", "'=1", "''+1", "'plain", "=", "plain", "",
    "a=1",
  ]

  @Test("text that a table program would run is written harmless, and comes back as it was", arguments: hostile)
  func formulas(text: String) throws {
    var customer = try SampleRecords.records().customers[0]
    customer.name = text.isEmpty ? "x" : text
    customer.notes = text.isEmpty ? nil : text
    let bytes = try Export.csv(RecordSet(customers: [customer]), .customer, context: vaduz)
    let lines = String(decoding: bytes, as: UTF8.self)
    for cell in lines.split(whereSeparator: { ",\n".contains($0) }) {
      let bare = cell.drop { $0 == "\"" }
      #expect(!("=+-@\t".contains(bare.first ?? "x")) || Double(bare) != nil, "\(cell)")
    }
    let result = read(bytes)
    #expect(result.faults == [])
    #expect(result.records.customers == [customer])
  }

  @Test(
    "whatever a table is written for, it reads back",
    arguments: CSVStyle.Separator.allCases, [false, true])
  func styles(separator: CSVStyle.Separator, decimalComma: Bool) throws {
    let records = try SampleRecords.records()
    let style = CSVStyle(separator: separator, decimalComma: decimalComma, byteOrderMark: decimalComma)
    for kind in RecordKind.allCases where kind != .organisation {
      let result = read(try Export.csv(records, kind, context: vaduz, style: style))
      #expect(result.faults == [])
      #expect(result.records.technicians == (kind == .technician ? records.technicians : []))
      #expect(result.records.customers == (kind == .customer ? records.customers : []))
      #expect(result.records.appointments == (kind == .appointment ? records.appointments : []))
      #expect(result.records.visits == (kind == .visit ? records.visits : []))
    }
  }

  @Test("numbers of the south and the west are no formulas")
  func negativeNumbers() throws {
    var technician = try SampleRecords.records().technicians[0]
    technician.home.coordinate = Coordinate(longitude: -58.38, latitude: -34.6)
    let bytes = try Export.csv(RecordSet(technicians: [technician]), .technician, context: vaduz)
    #expect(String(decoding: bytes, as: UTF8.self).contains(",-58.38,-34.6,"))
    #expect(read(bytes).records.technicians == [technician])
  }
}
